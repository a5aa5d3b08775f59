"""A conflict about what a centre is called, where it lies, or what its round is called, settled in the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.gui.pages.conflicts.another_field import AnotherField
from mrcworkbench.services.merging.renaming import rename
from mrcworkbench.services.session.session import open_session
from tests.gui.merging_support import collection
from tests.gui.pages.test_conflicts_page import Opener, opening, view  # noqa: F401 - a fixture
from tests.gui.pages_support import cut, nameless
from tests.merge_support import centre, sent


@pytest.fixture
def two(tmp_path: Path, user_data: Path) -> Path:
    """A collection in which two copies of a centre's file, both sealed, say another name and another country."""
    one = centre(tmp_path, "One", {"prof_body": "x"})
    other = sent(one, "Two")
    for path, name, country in ((one, "Casa Uno", "PT"), (other, "Dar One", "MA")):
        with open_session(path) as session:
            rename(session, session.centres()[0].id, name=name, country=country, reason="", author="Ana")
    return collection(tmp_path / "all.mrcw", sent(one, "a"), sent(other, "b"))


def test_both_values_are_shown_in_words_and_one_is_chosen(opening: Opener, two: Path) -> None:  # noqa: F811
    harness, page = opening(two)
    assert [page.chooser.model.index(row, 0).data() for row in range(2)] == [
        "Name of the centre",
        "Country of the centre",
    ]
    assert page.detail.question.text() == "Name of the centre"
    assert {card.value.text for card in view(page).sides} == {"Casa Uno", "Dar One"}
    assert view(page).base.text() == "Centre One"
    assert cut(page) == []
    assert nameless(page) == []
    view(page).choose(next(n for n, card in enumerate(view(page).sides) if card.value.text == "Dar One"))
    view(page).because.author.setText("Officer")
    view(page).because.reason.setPlainText("The letter says so")
    page.foot.settle.click()
    harness.settle()
    assert harness.session.centres()[0].name == "Dar One"
    assert page.detail.question.text() == "Country of the centre"
    assert {card.value.text for card in view(page).sides} == {"Portugal", "Morocco"}


def test_another_country_can_be_written(opening: Opener, two: Path) -> None:  # noqa: F811
    harness, page = opening(two)
    page.chooser.list.choose(1)
    view(page).choose(2)
    another = view(page).another
    assert isinstance(another, AnotherField)
    assert another.country is not None
    view(page).because.author.setText("Officer")
    view(page).because.reason.setPlainText("The letter says so")
    assert not page.foot.settle.isEnabled()
    another.country.setEditText("Albania")
    assert page.foot.settle.isEnabled()
    page.foot.settle.click()
    harness.settle()
    assert harness.session.centres()[0].country == "AL"
