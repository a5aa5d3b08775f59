"""Many centres together: the picture, what is said of it, what is found, and how the reading is stopped."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from mrcworkbench.domain.scoring.placing import PLACES
from mrcworkbench.errors import UserError
from mrcworkbench.gui.models.centre_filter import CentreFilter
from mrcworkbench.gui.models.standings import BAR, CRITERION, FIRST_PLACE, ROW_ROLE
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import resolve
from tests.collections_of_centres import Made
from tests.gui.collection_support import gathered
from tests.gui.window_support import Desktop


@pytest.fixture(scope="session")
def made_collection(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    return gathered(tmp_path_factory.mktemp("across"))


@pytest.fixture
def collected(made_collection: tuple[Path, Made], tmp_path: Path) -> Path:
    return Path(shutil.copy(made_collection[0], tmp_path / "collection.mrcw"))


@pytest.fixture
def page(desktop: Desktop, collected: Path):
    desktop.begin(collected)
    return desktop.go("across")


def criteria_rows(page) -> list[int]:
    model = page.views.together.model
    return [place for place in range(model.rowCount()) if not model.index(place, 0).data(ROW_ROLE).is_section]


def test_every_criterion_counts_all_centres_in_the_order_of_the_study(page) -> None:
    model = page.views.together.model
    places = criteria_rows(page)
    numbers = [model.index(place, 0).data(ROW_ROLE).number for place in places]
    assert numbers == list(range(1, 25))
    for place in places:
        counts = [int(model.index(place, FIRST_PLACE + one).data()) for one in range(len(PLACES))]
        assert sum(counts) == model.centres
    assert str(model.centres) in page.views.together.says.text()
    assert page.views.together.frame.isVisible()


def test_no_centre_is_named_in_the_picture(page, desktop: Desktop) -> None:
    model = page.views.together.model
    said = " ".join(
        str(model.index(row, column).data(role) or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    )
    names = {centre.name for centre in desktop.bridge.session.centres()}
    assert not [name for name in names if name in said]


def test_a_small_set_is_not_broken_down_and_the_page_says_why(page, desktop: Desktop) -> None:
    page.filters.search.setText("sarande")
    desktop.settle()
    assert page.views.together.model.rowCount() == 0
    assert page.views.together.too_small.isVisible()
    assert not page.views.together.frame.isVisible()
    page.filters.clear.click()
    assert page.views.together.frame.isVisible()


def test_a_row_is_said_in_words(page) -> None:
    model = page.views.together.model
    row = criteria_rows(page)[0]
    for column in (CRITERION, BAR):
        spoken = model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith(model.index(row, 0).data())
        assert "Level 0: " in spoken
    assert page.views.together.table.accessibleName()


def test_practices_are_found_by_their_words(page, desktop: Desktop) -> None:
    page.show_view("practices")
    view = page.views.found["practices"]
    everything = view.model.rowCount()
    view.search.setText("LAWYERS market")
    found = [view.model.row_at(view.model.index(place)) for place in range(view.model.rowCount())]
    assert 0 < len(found) < everything
    assert all("lawyers" in " ".join(row.found.texts).lower() for row in found)
    view.search.setText("no such thing anywhere")
    desktop.settle()
    assert view.empty.isVisible()
    assert not view.open.isEnabled()


def test_challenges_follow_the_chosen_set(page, desktop: Desktop) -> None:
    page.show_view("challenges")
    view = page.views.found["challenges"]
    page.filters.search.setText("kasumbo")
    found = [view.model.row_at(view.model.index(place)) for place in range(view.model.rowCount())]
    assert all(row.found.assessment.centre.name.startswith("Kasumbo") for row in found)


def test_a_practice_leads_to_the_answer_of_its_centre(page, desktop: Desktop) -> None:
    page.show_view("practices")
    view = page.views.found["practices"]
    view.list.setCurrentIndex(view.model.index(1))
    row = view.list.current_row()
    view.open.click()
    desktop.settle()
    assert desktop.bridge.assessment.id == row.found.assessment.id
    place = desktop.bench.navigator.place
    assert (place.page, place.question) == ("centre", "practices")
    desktop.go("across")
    assert view.isVisible()
    assert view.list.current_row() == row


def test_the_filter_of_a_place_is_taken(desktop: Desktop, page) -> None:
    page.show_view("practices")
    chosen = CentreFilter(round="2026, first")
    desktop.go("across", only=chosen.to_text())
    assert page.filters.filter() == chosen
    assert page.views.together.isVisible()


def test_a_correction_makes_the_picture_be_read_again(desktop: Desktop, page) -> None:
    id_ = next(one.assessment.id for one in page._read.standings.standings if one.seen)
    nothing = Correction(id_, "resp_consent", None, "nothing", "they wrote")
    resolve(desktop.bridge.session, [nothing], author="Ana")
    desktop.go("centres")
    desktop.bridge.announce_reload()
    assert id_ not in page._read.standings.left_out
    desktop.go("across")
    assert id_ in page._read.standings.left_out


class Late:
    """Runs a task only when told."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def start(self, task: Task) -> None:
        self.tasks.append(task)


def test_reading_is_stopped_and_begun_again(desktop: Desktop, page) -> None:
    late = page.reading._runner = Late()
    page.read()
    assert page.card.isVisible()
    assert not page.views.together.isVisible()
    page.card.stop.click()
    late.tasks[0].run()
    desktop.settle()
    assert page.card.again.isVisible()
    assert not page.views.together.isVisible()
    page.card.again.click()
    late.tasks[1].run()
    desktop.settle()
    assert page.views.together.isVisible()
    assert not page.card.isVisible()


def test_what_cannot_be_read_is_said(desktop: Desktop, page, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise UserError("corrupt", path="here", detail="question 1")

    monkeypatch.setattr("mrcworkbench.services.collection.standings.Reader.read", broken)
    page.read()
    desktop.settle()
    assert page.card.again.isVisible()
    assert "could not be read" in page.card.words.text()


def test_answers_that_cannot_be_read_are_named_and_the_others_counted(desktop: Desktop, collected: Path) -> None:
    with closing(sqlite3.connect(collected)) as raw, raw:
        raw.execute(
            "UPDATE units SET value = 'x' WHERE question = 'resp_consent' AND row = '' AND assessment_id IN "
            "(SELECT id FROM assessments WHERE centre_id NOT IN (SELECT centre_id FROM withdrawals) LIMIT 1)"
        )
    desktop.begin(collected)
    page = desktop.go("across")
    assert page.views.together.model.centres > 0
    assert page.unreadable.isVisible()
    assert "(resp_consent)" in page.unreadable.accessibleName()
