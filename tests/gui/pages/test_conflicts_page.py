"""Settling conflicts in the window: what differs, who said it, a choice with a reason, the next one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, confirmed
from mrcworkbench.domain.scoring.working_copy import WorkingCopy
from mrcworkbench.gui.models.conflict_list import title
from mrcworkbench.gui.pages.conflicts import ConflictsPage
from mrcworkbench.gui.pages.conflicts.levels import LevelsGiven
from mrcworkbench.gui.pages.conflicts.one_row import RowEditor
from mrcworkbench.gui.pages.conflicts.order import OrderEditor
from mrcworkbench.gui.pages.conflicts.several import sources
from mrcworkbench.gui.pages.conflicts.view import ConflictView
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner, Task
from mrcworkbench.gui.widgets.editors.fields import as_field
from mrcworkbench.gui.words.sides import differing
from mrcworkbench.services.merging.resolving import Origin, open_conflicts
from mrcworkbench.services.session.session import open_session
from tests.answer_sets import REFERENCE, best_answers
from tests.gui.merging_support import (
    OTHER,
    STATUS,
    TEXT,
    collection,
    edited,
    in_conflict,
    merged,
    opened,
    submission,
    twin,
)
from tests.gui.pages_support import Harness, cut, long_content, nameless
from tests.gui.rounds_support import PARTNERS, two_rounds
from tests.made_rules import CRITERION, made_criteria, made_form
from tests.merge_support import as_centres_file

Opener = Callable[..., tuple[Harness, ConflictsPage]]


@pytest.fixture
def opening(qapp: QApplication, user_data: Path) -> Iterator[Opener]:
    made: list[Harness] = []

    def make(path: Path, content: Content | None = None, **shown: object) -> tuple[Harness, ConflictsPage]:
        harness = Harness(qapp, opened(path), content=content)  # type: ignore[arg-type]
        page = ConflictsPage(harness.context(runner=DirectRunner()))
        made.append(harness)
        harness.show(page, **shown)  # type: ignore[arg-type]
        page.show_place(Place("conflicts"))
        harness.settle()
        return harness, page

    yield make
    for harness in made:
        harness.bridge.detach()
        harness.close()


@pytest.fixture
def two(tmp_path: Path, user_data: Path) -> Path:
    """A collection with two conflicts in one assessment: a status that judges a criterion, and a text."""
    return in_conflict(
        tmp_path,
        {STATUS: "in_place", TEXT: "The ministry of labour"},
        {STATUS: "none", TEXT: "The ministry of the interior"},
    )


def view(page: ConflictsPage) -> ConflictView:
    assert page.detail.view is not None
    return page.detail.view


def go_to(page: ConflictsPage, question: str) -> None:
    page.chooser.list.choose(next(n for n, one in enumerate(page.chooser.model.conflicts) if one.question == question))


def test_without_conflicts_the_page_says_what_will_be_here(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    harness, page = opening(collection(tmp_path / "all.mrcw", submission(tmp_path / "one.mrcw")))
    assert page.empty.isVisible()
    assert not page.main.isVisible()
    assert not page.foot.settle.isVisible()
    assert page.empty.button is not None
    page.empty.button.click()
    assert harness.places[-1].page == "merge"


def test_what_is_wrong_with_one_conflict_is_not_said_of_the_next(opening: Opener, two: Path) -> None:
    _, page = opening(two)
    page.chooser.list.choose(0)
    page.settling.failed.emit("It cannot be settled so")
    page.chooser.list.choose(0)
    assert not page.wrong.isHidden()
    page.chooser.list.choose(1)
    assert page.wrong.isHidden()


def test_a_conflict_shows_every_value_and_what_differs(opening: Opener, two: Path) -> None:
    _, page = opening(two)
    assert len(page.chooser.model.conflicts) == 2
    go_to(page, TEXT)
    said = {card.value.text: card.value.marked for card in view(page).sides}
    assert said == {"The ministry of labour": ("labour",), "The ministry of the interior": ("the interior",)}


def test_what_stood_before_is_shown_where_all_had_it(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    base = submission(tmp_path / "one.mrcw", **{TEXT: "The ministry of labour"})
    target = collection(tmp_path / "all.mrcw", base)
    from shutil import copy

    from mrcworkbench.services.session.session import open_session

    mine, theirs = Path(copy(target, tmp_path / "mine.mrcw")), Path(copy(target, tmp_path / "theirs.mrcw"))
    edited(as_centres_file(mine), **{TEXT: "The ministry of labour and trade"})
    edited(as_centres_file(theirs), **{TEXT: "A ministry of labour"})
    with open_session(target):
        pass
    both = collection(tmp_path / "both.mrcw", mine, theirs)
    _, page = opening(both)
    assert view(page).base.text() == "The ministry of labour"
    assert {card.value.marked for card in view(page).sides} == {(" and trade",), ("A",)}


def test_until_conflicts_are_found_the_page_says_that_it_looks(qapp: QApplication, two: Path, user_data: Path) -> None:
    waiting: list[Task] = []

    class Later:
        def start(self, task: Task) -> None:
            waiting.append(task)

    harness = Harness(qapp, opened(two))
    page = ConflictsPage(harness.context(runner=Later()))
    harness.show(page)
    page.show_place(Place("conflicts"))
    page.show_place(Place("conflicts"))
    assert (page.looking.isVisible(), page.main.isVisible(), page.empty.isVisible()) == (True, False, False)
    (task,) = waiting
    task.run()
    harness.settle()
    assert (page.looking.isVisible(), page.main.isVisible(), page.empty.isVisible()) == (False, True, False)
    assert view(page).isVisible()
    page._on_found(())
    assert (page.looking.isVisible(), page.main.isVisible(), page.empty.isVisible()) == (False, False, True)
    harness.bridge.detach()
    harness.close()


def test_nothing_is_settled_in_a_file_that_can_only_be_read(
    opening: Opener, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness, page = opening(two)
    monkeypatch.setattr(type(harness.session), "read_only", True)
    page.show_place(Place("conflicts"))
    view(page).because.author.setText("Ana")
    view(page).choose(1)
    view(page).because.reason.setPlainText("Asked the centre")
    assert not page.foot.settle.isEnabled()
    assert not page.whole.isEnabled()
    monkeypatch.undo()


def test_nothing_is_chosen_on_opening_and_the_button_stays_off_until_there_is_a_reason(
    opening: Opener, two: Path
) -> None:
    _, page = opening(two)
    assert view(page).chosen == ""
    assert not page.foot.settle.isEnabled()
    view(page).because.author.setText("Ana")
    view(page).choose(1)
    assert page.foot.settle.text() == "Settle with value B"
    assert not page.foot.settle.isEnabled()
    view(page).because.reason.setPlainText("Asked the centre")
    assert page.foot.settle.isEnabled()


def test_settling_takes_the_value_and_goes_on_with_the_next(opening: Opener, two: Path) -> None:
    harness, page = opening(two)
    go_to(page, TEXT)
    wanted = view(page).sides[0].value.text
    view(page).because.author.setText("Ana")
    view(page).choose(0)
    view(page).because.reason.setPlainText("Asked the centre")
    page.foot.settle.click()
    assert harness.bridge.working_copy.answer(TEXT).value == wanted
    assert [one.question for one in page.chooser.model.conflicts] == [STATUS]
    assert view(page).conflict.question == STATUS
    assert page.told.isVisible()
    assert view(page).because.author.text() == "Ana"
    view(page).choose(0)
    view(page).because.reason.setPlainText("Asked again")
    QTest.keyClick(view(page).because.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.empty.isVisible()
    assert open_conflicts(harness.session) == ()  # type: ignore[arg-type]


def test_another_value_is_written_in_the_questions_own_editor(opening: Opener, two: Path) -> None:
    harness, page = opening(two)
    go_to(page, TEXT)
    one = view(page)
    assert one.other is not None
    assert one.another is not None
    assert not one.another.editor.isVisible()
    one.because.author.setText("Ana")
    one.because.reason.setPlainText("Both were wrong")
    one.other.click()
    assert not page.foot.settle.isEnabled()
    field = one.another.editor.focus_target()
    field.setFocus()
    QTest.keyClicks(field, "The parliament")
    one.commit()
    assert page.foot.settle.text() == "Settle with another value"
    page.foot.settle.click()
    assert harness.bridge.working_copy.answer(TEXT).value == "The parliament"


def test_each_side_says_which_level_it_would_give(opening: Opener, two: Path) -> None:
    _, page = opening(two)
    go_to(page, STATUS)
    from mrcworkbench.gui.widgets import LevelChip

    chips = [card.findChild(LevelChip) for card in view(page).sides]
    levels = {chip.accessibleName() for chip in chips if chip is not None}
    assert "Level 0" in levels
    assert len(chips) == len(levels) == 2


def test_the_level_of_a_side_is_that_of_the_day_of_the_answers() -> None:
    form = made_form()
    criteria = made_criteria(form)
    answers = {**best_answers(form, criteria.by_id[CRITERION]), "costs_way": Answer(AnswerState.CONFLICT)}
    opened = SimpleNamespace(id="a1")
    asked = form["costs_way"]
    everything = [option.code for option in asked.options if option.better]
    sides = [SimpleNamespace(value=everything), SimpleNamespace(value=["staff"])]
    conflict: Any = SimpleNamespace(assessment=opened, question=asked.code, asked=asked, row=None, sides=sides)
    for as_of, expected in ((REFERENCE, [4, 2]), (REFERENCE.replace(year=2040), [3, 2])):
        copy = WorkingCopy(form, criteria, answers, catalogue(), as_of, as_of=as_of)
        bridge: Any = SimpleNamespace(
            session=SimpleNamespace(has_assessment=True, assessment=opened, working_copy=copy)
        )
        content: Any = SimpleNamespace(texts=catalogue())
        given = LevelsGiven(bridge, content).of(conflict)
        assert [score.level if score else None for score in given] == expected


def test_who_when_and_which_file_is_said(opening: Opener, two: Path) -> None:
    _, page = opening(two)
    from PySide6.QtWidgets import QLabel

    words = {made.text() for card in view(page).sides for made in card.findChildren(QLabel)}
    assert {"one.mrcw", "two.mrcw"} <= words
    assert any(re.fullmatch(r"\d{1,2} \w+ 20\d\d, \d\d:\d\d", word) for word in words)


def test_values_that_differ_only_in_writing_are_settled_together(
    opening: Opener, tmp_path: Path, user_data: Path
) -> None:
    path = in_conflict(
        tmp_path,
        {TEXT: "The Ministry", OTHER: "in_place"},
        {TEXT: "the  ministry", OTHER: "none"},
    )
    harness, page = opening(path)
    assert page.alike.isVisible()
    view(page).because.author.setText("Ana")
    page.alike.click()
    several = page.several
    text = next(one for one in page.chooser.model.conflicts if one.question == TEXT)
    assert several.list.count() == 1
    assert several.list.item(0).text().startswith(f"{title(text, catalogue())}  →  ")
    assert len(open_conflicts(harness.session)) == 2, "nothing is stored before it is confirmed"  # type: ignore[arg-type]
    several.back.click()
    assert page.main.isVisible()
    view(page).choose(0)
    view(page).because.reason.setPlainText("Asked")
    page.alike.click()
    assert several.go.text() == "Settle 1 conflict"
    QTest.keyClick(several.because.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.question for one in page.chooser.model.conflicts] == [OTHER]
    assert not page.alike.isVisible()
    assert page.main.isVisible()


def test_all_of_an_assessment_is_settled_by_what_one_source_said(
    opening: Opener, tmp_path: Path, user_data: Path
) -> None:
    path = in_conflict(tmp_path, {TEXT: "A port", OTHER: "in_place", STATUS: "none"}, {TEXT: "A church", OTHER: "none"})
    other = submission(tmp_path / "elsewhere.mrcw", "Kasumbo")
    merged(path, twin(other, "elsewhere 2.mrcw", **{TEXT: "A"}), edited(other, **{TEXT: "B"}))
    harness, page = opening(path)
    mine = next(n for n, one in enumerate(page.chooser.model.conflicts) if one.assessment.centre.name == "Port Velira")
    page.chooser.list.choose(mine)
    assert page.whole.text() == "Settle all 2 of this assessment…"
    page.whole.click()
    several = page.several
    assert several.chosen == ()
    assert not several.go.isEnabled()
    place = next(n for n in range(several.which.count()) if several.which.itemText(n).startswith("two.mrcw"))
    several.which.setCurrentIndex(place)
    several.which.activated.emit(place)
    assert {value for _, value in several.chosen} == {"A church", "none"}
    assert not several.go.isEnabled()
    several.because.reason.setPlainText("The second is the newer one")
    several.because.author.setText("Ana")
    several.go.click()
    assert [one.assessment.centre.name for one in page.chooser.model.conflicts] == ["Kasumbo"]
    session = harness.bridge.session
    port = next(one for one in session.assessments() if one.centre.name == "Port Velira")
    session.open_assessment(port.id)
    assert session.working_copy.answer(TEXT).value == "A church"
    assert session.working_copy.answer(STATUS).value == "none"


def test_conflicts_can_be_listed_by_assessment(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    files = []
    for name in ("Port Velira", "Kasumbo"):
        one = submission(tmp_path / f"{name}.mrcw", name)
        files += [twin(one, f"{name} 2.mrcw", **{TEXT: "A"}), edited(one, **{TEXT: "B"})]
    _, page = opening(collection(tmp_path / "all.mrcw", *files))
    assert page.chooser.which.isVisible()
    assert page.chooser.which.count() == 3
    page.chooser.which.setCurrentIndex(1)
    page.chooser.which.activated.emit(1)
    assert len(page.chooser.model.conflicts) == 1
    assert page.chooser.model.conflicts[0].assessment.centre.name in page.chooser.which.currentText()
    assert page.detail.place.text() == "Conflict 1 of 1"


def test_a_source_that_said_several_things_decides_nothing(opening: Opener, two: Path) -> None:
    _, page = opening(two)
    first, second = page.chooser.model.conflicts
    ana = Origin("r1", "Ana", "2026-07-31T09:30:00.000Z", "/sent/one.mrcw")
    torn = replace(first, sides=tuple(replace(side, said=(ana,)) for side in first.sides))
    clear = replace(second, sides=(replace(second.sides[0], said=(ana,)), second.sides[1]))
    assert sources([torn, clear])["/sent/one.mrcw", "Ana"] == ((clear, second.sides[0].value),)


def test_a_row_of_a_table_is_settled(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    base = submission(tmp_path / "one.mrcw", prof_names=[{"row": "r1", "prof_names_name": "The house"}])
    other = twin(base, "two.mrcw", prof_names=[{"row": "r1", "prof_names_name": "The home"}])
    harness, page = opening(collection(tmp_path / "all.mrcw", base, other))
    one = view(page)
    assert one.conflict.row == "r1"
    assert any("The house" in card.value.text for card in one.sides)
    one.because.author.setText("Ana")
    one.because.reason.setPlainText("Asked")
    place = next(n for n, card in enumerate(one.sides) if "The home" in card.value.text)
    one.choose(place)
    page.foot.settle.click()
    assert harness.bridge.working_copy.answer("prof_names").rows[0].cells["prof_names_name"] == "The home"


def test_what_a_row_said_in_the_round_before_is_said_in_words(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    copies = [tmp_path / "one.mrcw", tmp_path / "two.mrcw"]
    id_ = two_rounds(copies[0])
    shutil.copy(*copies)
    for n, path in enumerate(copies):
        with open_session(path) as session:
            session.open_assessment(id_)
            said = session.working_copy.answer(PARTNERS)
            first, *others = confirmed(said).rows
            changed = replace(first, cells={**first.cells, "referral_partners_name": f"Partner of {n}"})
            session.set_answer(PARTNERS, replace(confirmed(said), value=(changed, *others)))
    _, page = opening(collection(tmp_path / "all.mrcw", *copies))
    said_before = view(page).base.text().splitlines()
    assert said_before[0] == "From the round before, not confirmed"
    assert "Service: Partner 1" in said_before
    assert "carried_over" not in view(page).base.text()


def rows(*names: str) -> list[dict[str, str]]:
    """The rows of a table, each with its first letter as id."""
    return [{"row": name[0].lower(), "prof_names_name": name} for name in names]


@pytest.fixture
def table(tmp_path: Path, user_data: Path) -> Callable[..., Path]:
    """A collection in which two people went on from the same table in different ways."""

    def make(base: list[dict[str, str]], *others: list[dict[str, str]]) -> Path:
        target = collection(tmp_path / "base.mrcw", submission(tmp_path / "start.mrcw", prof_names=base))
        copies = [
            edited(as_centres_file(Path(shutil.copy(target, tmp_path / f"copy {n}.mrcw"))), prof_names=one)
            for n, one in enumerate(others)
        ]
        return collection(tmp_path / "table.mrcw", *copies)

    return make


def test_another_value_of_a_row_edits_that_row_and_no_other(opening: Opener, table: Callable[..., Path]) -> None:
    path = table(rows("House", "Second"), rows("Home", "Second"), rows("Hall", "Second"))
    harness, page = opening(path)
    one = view(page)
    assert one.conflict.row == "h"
    assert one.base.text().endswith("House")
    one.because.author.setText("Ana")
    one.because.reason.setPlainText("Asked")
    assert one.other is not None
    one.other.click()
    assert isinstance(one.another.editor, RowEditor)
    fields = one.another.editor._view.cells
    assert {button.text() for button in one.another.editor.findChildren(QPushButton)} == set()
    assert not page.foot.settle.isEnabled()
    field = as_field(fields["prof_names_name"])
    field.set_typed("")
    field.committed.emit()
    assert not page.foot.settle.isEnabled(), "a row without what it needs is none"
    field.set_typed("Hut")
    field.committed.emit()
    page.foot.settle.click()
    answer = harness.bridge.working_copy.answer("prof_names")
    assert [row.cells["prof_names_name"] for row in answer.rows] == ["Hut", "Second"]


def test_a_row_removed_here_and_changed_there_is_shown_so_and_can_be_written_anew(
    opening: Opener, table: Callable[..., Path]
) -> None:
    harness, page = opening(table(rows("House", "Second"), rows("Second"), rows("Hall", "Second")))
    one = view(page)
    assert {card.value.text for card in one.sides} >= {"The row is removed"}
    assert one.another is not None
    one.because.author.setText("Ana")
    one.because.reason.setPlainText("Asked")
    place = next(n for n, card in enumerate(one.sides) if card.value.text == "The row is removed")
    one.choose(place)
    page.foot.settle.click()
    answer = harness.bridge.working_copy.answer("prof_names")
    assert [row.cells["prof_names_name"] for row in answer.rows] == ["Second"]


def test_a_row_of_a_table_with_fixed_rows_is_written_anew(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    asked = questionnaire("manager")["info_checked"]
    row = asked.column_by_code["info_checked_group"].options[1].code

    def checked(on: str) -> dict[str, object]:
        answers = {"info_status": "in_place", "info_way": ["steps"]}
        return {**answers, "info_checked": [{"info_checked_group": row, "info_checked_on": on}]}

    path = in_conflict(tmp_path, checked("2026-01-31"), checked("2026-02-02"))
    harness, page = opening(path)
    one = view(page)
    assert one.conflict.row == row
    one.because.author.setText("Ana")
    one.because.reason.setPlainText("Asked")
    assert one.other is not None
    one.other.click()
    assert isinstance(one.another.editor, RowEditor)
    cells = one.another.editor._view.cells
    assert list(cells) == ["info_checked_on"]
    field = as_field(cells["info_checked_on"])
    for typed, ready in (("soon", False), ("2026-02-28", True)):
        field.set_typed(typed)
        field.committed.emit()
        assert page.foot.settle.isEnabled() is ready
    page.foot.settle.click()
    rows = harness.bridge.working_copy.answer("info_checked").rows
    assert [(one.id, one.cells["info_checked_on"]) for one in rows] == [(row, "2026-02-28")]


def test_rows_are_arranged_in_another_order(opening: Opener, table: Callable[..., Path]) -> None:
    start = rows("Ash", "Beech", "Cedar")
    a, b, c = start
    harness, page = opening(table(start, [b, a, c], [a, c, b]))
    one = view(page)
    assert one.conflict.row == "*"
    assert {card.value.text for card in one.sides} == {"1. Beech\n2. Ash\n3. Cedar", "1. Ash\n2. Cedar\n3. Beech"}
    one.because.author.setText("Ana")
    one.because.reason.setPlainText("Asked")
    assert one.other is not None
    one.other.click()
    editor = one.another.editor
    assert isinstance(editor, OrderEditor)
    assert page.foot.settle.isEnabled()
    editor.list.setFocus()
    editor.list.setCurrentRow(editor.order.index("c"))
    while editor.order[0] != "c":
        QTest.keyClick(editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert not editor.buttons[-1].isEnabled()
    wanted = editor.order
    page.foot.settle.click()
    assert [row.id for row in harness.bridge.working_copy.answer("prof_names").rows] == wanted


def test_arrow_keys_go_from_conflict_to_conflict(opening: Opener, two: Path) -> None:
    _, page = opening(two)
    first = view(page).conflict
    page.chooser.list.setFocus()
    QTest.keyClick(page.chooser.list, Qt.Key.Key_Down)
    assert view(page).conflict != first
    assert page.detail.place.text() == "Conflict 2 of 2"
    page.detail.previous.click()
    assert view(page).conflict == first


def test_what_is_typed_on_a_conflict_is_there_when_one_comes_back(opening: Opener, two: Path) -> None:
    harness, page = opening(two)
    go_to(page, TEXT)
    view(page).because.author.setText("Ana")
    view(page).choose(len(view(page).sides))
    editor = view(page).another.editor
    assert editor is not None
    QTest.keyClicks(editor.focus_target(), "The parliament")
    view(page).commit()
    view(page).because.reason.setPlainText("Both are")
    page.chooser.list.setFocus()
    QTest.keyClick(page.chooser.list, Qt.Key.Key_Up if page.chooser.list.currentIndex().row() else Qt.Key.Key_Down)
    assert view(page).conflict.question == STATUS
    assert (view(page).chosen, view(page).because.reason.toPlainText()) == ("", "")
    view(page).choose(1)
    view(page).because.reason.setPlainText("Asked")
    page.foot.settle.click()  # reads all conflicts anew
    harness.settle()
    assert view(page).conflict.question == TEXT
    assert view(page).because.reason.toPlainText() == "Both are"
    assert view(page).another is not None
    assert view(page).another.editor.isVisible()
    page.show_place(Place("conflicts"))
    harness.settle()
    assert page.foot.settle.isEnabled()
    page.foot.settle.click()
    assert harness.bridge.working_copy.answer(TEXT).value == "The parliament"
    assert not page.detail._begun._views


def test_of_a_conflict_that_has_changed_meanwhile_only_the_reason_is_kept(opening: Opener, two: Path) -> None:
    _, page = opening(two)
    view(page).choose(1)
    view(page).because.reason.setPlainText("Asked the centre")
    changed = tuple(replace(one, sides=one.sides[::-1]) for one in page.chooser.model.conflicts)
    page._on_found(changed)
    assert (view(page).chosen, view(page).because.reason.toPlainText()) == ("", "Asked the centre")


def test_the_tab_key_goes_from_the_reason_over_the_name_to_the_button(opening: Opener, two: Path) -> None:
    harness, page = opening(two)
    page.detail.next.click()
    one = view(page)
    one.because.author.setText("Ana")
    one.because.reason.setPlainText("Asked")
    one.choose(len(one.sides))
    one.choose(0)
    harness.settle()
    one.because.reason.setFocus()
    reached = []
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [one.because.author, page.foot.settle], "the last conflict cannot be left for a later one"


def test_differing_words_are_found() -> None:
    text = "Monday to Saturday, 8:00 to 20:00."
    parts = differing(text, "Monday to Friday, 8:00 to 17:00.")
    assert [text[start : start + length] for start, length in parts] == ["Saturday", "20"]


@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
def test_nothing_is_cut_and_all_that_the_tab_key_reaches_has_a_name(
    opening: Opener, two: Path, table: Callable[..., Path], mirrored: bool
) -> None:
    ash, beech, cedar = rows("Ash", "Beech", "Cedar")
    door = {**cedar, "prof_names_name": "Door"}
    merged(two, table([ash, beech, cedar], [beech, ash], [ash, door, beech]))
    harness, page = opening(two, content=long_content(), mirrored=mirrored)
    assert {one.row for one in page.chooser.model.conflicts} == {None, "*", "c"}

    def look() -> None:
        harness.settle()
        assert cut(page) == []
        assert nameless(page) == []
        assert page.inner.width() <= page.scroll_area.viewport().width()

    for row in range(len(page.chooser.model.conflicts)):
        page.chooser.list.choose(row)
        view(page).choose(len(view(page).sides))
        look()
    page.whole.click()
    look()
    page.several.which.setCurrentIndex(0)
    page.several.which.activated.emit(0)
    look()
