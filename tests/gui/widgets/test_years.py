"""A question and a column of a type that the shipped questionnaires do not use, on the page: `year`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui.search.found import find, own_entries
from mrcworkbench.gui.widgets.editors.typed import TypedLine
from mrcworkbench.gui.words.answers import answer_lines
from tests.gui.pasting.pasting_support import copied, paste_at, press_paste, stored
from tests.gui.questionnaire_support import Desk, desk_on, leave, type_into
from tests.year_questions import QUESTION, TABLE, years_asked


@pytest.fixture(autouse=True)
def _every_part_is_asked(desk: Desk) -> None:
    desk.put("resp_parts", ["centre", "subjects", "safe"])


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    with years_asked(), desk_on(tmp_path / "centre.mrcw", qapp) as made:
        made.open_parts()
        made.go("profile")
        yield made


@pytest.mark.parametrize("typed", ["1998", " 1998 ", "١٩٩٨", "1,998"])
def test_a_year_is_kept_and_shown_as_four_digits(desk: Desk, typed: str) -> None:
    field = desk.editor(QUESTION, TypedLine)
    copied(typed)
    press_paste(field)
    leave(field)
    assert (desk.answer(QUESTION).value, field.text()) == (1998, "1998")
    desk.reopen()
    desk.go("profile")
    assert desk.editor(QUESTION, TypedLine).text() == "1998"


@pytest.mark.parametrize("typed", ["98", "199", "19980", "long ago", "31/12/1998"])
def test_what_is_no_year_stays_in_its_field_with_advice(desk: Desk, typed: str) -> None:
    field = desk.editor(QUESTION, TypedLine)
    type_into(field, typed)
    leave(field)
    assert (desk.answer(QUESTION).value, field.text()) == (None, typed)
    (problem,) = desk.card(QUESTION).editor.problems
    assert desk.content.texts.text(f"problem.{problem.code}", **problem.facts).endswith("for example 1998.")


def test_years_are_pasted_into_their_column(desk: Desk) -> None:
    paste_at(desk, TABLE, "name", "A\t1998\tx\t2004\r\nB\t\t\t2011\r\n")
    assert stored(desk, TABLE) == [
        {"name": "A", "since": 1998, "gives": "x", "until": 2004},
        {"name": "B", "until": 2011},
    ]


def test_a_year_is_found_and_told_as_it_was_typed(desk: Desk) -> None:
    desk.put(QUESTION, 1998)
    copy = desk.bridge.working_copy
    assert [hit.text for hit in find(own_entries(copy, desk.content.texts), "1998")] == ["1998"]
    assert list(answer_lines(copy.questionnaire[QUESTION], 1998, desk.content.texts)) == ["1998"]


def test_the_field_of_a_year_is_no_wider_than_a_year(desk: Desk) -> None:
    year, count = desk.editor(QUESTION, TypedLine), desk.editor("prof_year", TypedLine)
    assert year.width() < count.width()
