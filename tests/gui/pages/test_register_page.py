"""The page of a register: rows are listed, found, added, filled in, kept here and removed, each act one undo step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.questionnaire.answers import Row
from mrcworkbench.gui.pages.conflicts.another import AnotherValue
from mrcworkbench.gui.pages.register import RegisterPage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.search.found import find, own_entries
from mrcworkbench.gui.widgets.editors import Kit
from mrcworkbench.gui.widgets.editors.check_list import CheckList
from mrcworkbench.gui.widgets.editors.choices import DropDown
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine
from mrcworkbench.gui.window.screens import grab_pages
from mrcworkbench.gui.words.sides import value_text
from mrcworkbench.services.merging.resolving import open_conflicts
from mrcworkbench.services.session.session import open_session
from tests.gui.pages_support import cut, nameless
from tests.gui.questionnaire_support import click, leave, type_into
from tests.gui.window_support import Desktop
from tests.merge_support import centre, copy, edit, merge, sent
from tests.registers.made_registers import (
    ACCESS,
    ACTIONS,
    AFTER,
    CRITERIA,
    DATE,
    MEDIA,
    NOTES,
    OF,
    POST,
    STATUS,
    TEXT,
    WHAT,
    WOMEN,
    registers_made,
)

W = TypeVar("W", bound=QWidget)
CHAIRS: dict[str, Any] = {"row": "chairs", WHAT: "Buy chairs", STATUS: "open", CRITERIA: [ACCESS]}
PAINT: dict[str, Any] = {"row": "paint", WHAT: "Paint the rooms", AFTER: "chairs", "comment": "Ask for colours"}


@pytest.fixture
def path(tmp_path: Path, user_data: Path) -> Iterator[Path]:
    """A centre's file with two actions and a note, of a version that has registers."""
    with registers_made(tmp_path / "resources"):
        note = {"row": "n1", OF: "chairs", DATE: "2026-03-01", TEXT: "Ordered"}
        yield centre(tmp_path, "velira", {ACTIONS: [CHAIRS, PAINT], NOTES: [note]})


def opened(desktop: Desktop, path: Path, register: str = ACTIONS, **where: str) -> RegisterPage:
    if not desktop.bridge.is_open:
        desktop.begin(path)
    page = desktop.go(Place.of_register(register).page, **where)
    assert isinstance(page, RegisterPage)
    return page


def rows(desktop: Desktop, register: str = ACTIONS) -> tuple[Row, ...]:
    return desktop.bridge.working_copy.answer(register).rows


def field(page: RegisterPage, column: str, kind: type[W]) -> W:
    assert page.side.panel is not None
    found: W | None = page.side.panel.findChild(kind, f"cell:{column}")
    assert found is not None
    return found


def listed(page: RegisterPage) -> list[tuple[str, ...]]:
    return [(*line.cells, line.note) for line in page.rows.model.lines]


def test_each_register_has_its_entry_and_the_questionnaire_page_shows_none(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path)
    shown = desktop.shell.sidebar.shown_pages
    assert shown[shown.index("report") - 2 : shown.index("report")] == (f"register:{ACTIONS}", f"register:{NOTES}")
    assert desktop.shell.sidebar.pages[f"register:{ACTIONS}"].isChecked()
    assert desktop.shell.topbar.breadcrumb.accessibleName() or page.crumbs == ["Next steps"]
    desktop.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert desktop.bench.navigator.place == Place.of_register(NOTES)
    asked = {card.question.code for card in desktop.go("questionnaire").cards._cards.values()}  # type: ignore[attr-defined]
    assert asked.isdisjoint({ACTIONS, NOTES})


def test_files_without_registers_have_no_such_pages(version_one: Path, desktop: Desktop, tmp_path: Path) -> None:
    desktop.begin(centre(tmp_path, "velira"))
    assert not [name for name in desktop.shell.sidebar.pages if name.startswith("register:")]
    here = desktop.bench.navigator.place
    desktop.bench.navigator.go(Place.of_register(ACTIONS))
    assert desktop.bench.navigator.place == here


def test_rows_are_listed_in_words_with_what_they_have_besides(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path)
    assert listed(page) == [("Buy chairs", "Open", "", "", ""), ("Paint the rooms", "", "", "", "Comment")]
    notes = opened(desktop, path, NOTES)
    assert listed(notes) == [("Buy chairs", "1 Mar 2026", "Ordered", "", "")]


def test_a_chosen_row_shows_all_its_fields_and_edits_are_one_undo_step_each(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path)
    page.rows.table.selectRow(1)
    assert page.side.row_id == "paint"
    assert field(page, AFTER, DropDown).currentText() == "Buy chairs"
    what = field(page, WHAT, GrowingText)
    type_into(what, "Soon: ")
    leave(what)
    assert rows(desktop)[1] == Row("paint", {WHAT: "Soon: Paint the rooms", AFTER: "chairs"}, "Ask for colours")
    assert listed(page)[1][0] == "Soon: Paint the rooms"
    assert desktop.bridge.undo_stack.count() == 1
    desktop.bridge.undo_stack.undo()
    assert rows(desktop)[1].cells[WHAT] == "Paint the rooms"
    assert field(page, WHAT, GrowingText).typed() == "Paint the rooms"
    assert page.rows.table.current_id() == "paint"


def test_a_row_begins_with_the_first_thing_written_and_undo_takes_it_away(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path)
    click(page.add)
    assert len(rows(desktop)) == 2
    what = field(page, WHAT, GrowingText)
    assert what.hasFocus()
    type_into(what, "Open on Saturdays")
    leave(what)
    assert [row.cells[WHAT] for row in rows(desktop)][2:] == ["Open on Saturdays"]
    assert page.rows.table.current_id() == rows(desktop)[2].id
    ticks = field(page, CRITERIA, CheckList)
    place = next(n for n in range(ticks.count()) if "media" in ticks.item(n).text().lower())
    ticks.item(place).setCheckState(Qt.CheckState.Checked)
    assert rows(desktop)[2].cells[CRITERIA] == (MEDIA,)
    desktop.bridge.undo_stack.undo()
    assert ticks.item(place).checkState() is Qt.CheckState.Unchecked
    desktop.bridge.undo_stack.undo()
    assert len(rows(desktop)) == 2


def test_a_removed_row_comes_back_with_undo_and_the_focus_goes_on_in_the_list(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path, row="chairs")
    desktop.activate()
    assert page.side.panel is not None
    click(page.side.panel.remove)
    assert [row.id for row in rows(desktop)] == ["paint"]
    assert page.rows.table.hasFocus()
    assert (page.side.row_id, page.rows.table.current_id()) == ("paint", "paint")
    notes = opened(desktop, path, NOTES, row="n1")
    assert field(notes, OF, DropDown).currentText() == "A row that is no longer there"
    assert listed(notes)[0][0] == "A row that is no longer there"
    desktop.bridge.undo_stack.undo()
    assert [row.id for row in rows(desktop)] == ["chairs", "paint"]
    opened(desktop, path, NOTES)
    assert field(notes, OF, DropDown).currentText() == "Buy chairs"


def test_a_text_that_fails_stays_with_a_sentence_and_is_there_after_a_restart(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path, row="chairs")
    women = field(page, WOMEN, TypedLine)
    type_into(women, "many")
    leave(women)
    assert WOMEN not in rows(desktop)[0].cells
    assert dict(desktop.bridge.session.drafts) == {(ACTIONS, "chairs", WOMEN): "many"}
    desktop.bench.changeover.close()
    desktop.begin(path)
    page = opened(desktop, path, row="chairs")
    women = field(page, WOMEN, TypedLine)
    assert women.text() == "many"
    assert "many" in women.accessibleDescription()
    women.selectAll()
    type_into(women, "12")
    leave(women)
    assert rows(desktop)[0].cells[WOMEN] == 12
    assert not dict(desktop.bridge.session.drafts)


def test_a_wrong_text_stays_while_another_row_is_edited_and_removed(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path, row="chairs")
    women = field(page, WOMEN, TypedLine)
    type_into(women, "many")
    leave(women)
    page.rows.table.selectRow(1)
    what = field(page, WHAT, GrowingText)
    type_into(what, "Soon: ")
    leave(what)
    assert dict(desktop.bridge.session.drafts) == {(ACTIONS, "chairs", WOMEN): "many"}
    assert page.side.panel is not None
    click(page.side.panel.remove)
    assert dict(desktop.bridge.session.drafts) == {(ACTIONS, "chairs", WOMEN): "many"}
    assert field(page, WOMEN, TypedLine).text() == "many"


def test_a_new_row_of_which_only_a_wrong_text_is_known_is_listed(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path)
    page.add_row()
    women = field(page, WOMEN, TypedLine)
    type_into(women, "many")
    leave(women)
    assert len(rows(desktop)) == 2
    assert len(listed(page)) == 3
    page.rows.table.selectRow(2)
    assert field(page, WOMEN, TypedLine).text() == "many"


def test_a_row_that_stays_here_says_so_and_its_comment_stays_with_it(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path, row="paint")
    assert page.side.panel is not None
    page.side.panel.switch.click()
    assert rows(desktop)[1].stays
    assert (rows(desktop)[1].comment, rows(desktop)[1].kept_comment) == ("", "Ask for colours")
    assert listed(page)[1][-1] == "Stays here · Comment"
    desktop.bridge.undo_stack.undo()
    assert not rows(desktop)[1].stays
    assert rows(desktop)[1].comment == "Ask for colours"
    assert not page.side.panel.switch.isChecked()


def test_a_comment_is_written_on_a_row_and_stays_here_until_it_is_let_go(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path, row="chairs")
    panel = page.side.panel
    assert panel is not None
    click(panel.comment_button)
    type_into(panel.comment.field, "Ask Ana")
    leave(panel.comment.field)
    panel.commit()
    assert (rows(desktop)[0].comment, rows(desktop)[0].kept_comment) == ("", "Ask Ana")
    assert desktop.bridge.undo_stack.count() == 1


def test_a_file_is_attached_to_a_row_and_taken_off_again(desktop: Desktop, path: Path, tmp_path: Path) -> None:
    bill = tmp_path / "bill.txt"
    bill.write_text("six chairs")
    page = opened(desktop, path, row="chairs")
    assert page.side.panel is not None
    page.side.panel.files.asked.emit((bill,))
    desktop.settle()
    (file,) = rows(desktop)[0].attachments
    assert rows(desktop)[1].attachments == ()
    assert listed(page)[0][-1] == "1 file"
    page.side.panel.files.removed.emit(file)
    assert rows(desktop)[0].attachments == ()
    desktop.bridge.undo_stack.undo()
    assert rows(desktop)[0].attachments == (file,)


def test_the_last_cell_of_a_row_with_a_comment_is_not_emptied_in_silence(desktop: Desktop, path: Path) -> None:
    edit(path, {ACTIONS: [CHAIRS, {"row": "paint", WHAT: "Paint", "comment": "Ask"}]})
    page = opened(desktop, path, row="paint")
    what = field(page, WHAT, GrowingText)
    what.selectAll()
    QTest.keyClick(what, Qt.Key.Key_Delete)
    leave(what)
    assert rows(desktop)[1].cells == {WHAT: "Paint"}
    assert page.side.panel is not None
    assert "has a comment or files" in page.side.panel.trouble.accessibleName()


def test_what_is_being_typed_is_kept_when_one_goes_to_another_row_or_page(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path, row="chairs")
    type_into(field(page, POST, GrowingText), "Head")
    page.rows.table.selectRow(1)
    assert rows(desktop)[0].cells[POST] == "Head"
    assert (page.side.row_id, page.rows.table.current_id()) == ("paint", "paint")
    type_into(field(page, POST, GrowingText), "Deputy")
    desktop.bench.navigator.leave()
    assert rows(desktop)[1].cells[POST] == "Deputy"


def test_the_search_of_the_page_sifts_rows_by_all_that_they_say(desktop: Desktop, path: Path) -> None:
    page = opened(desktop, path)
    page.rows.search.setText("colours paint")
    assert [line.id for line in page.rows.model.lines] == ["paint"]
    page.rows.search.setText("no such words")
    assert listed(page) == []
    page.show_place(Place.of_register(ACTIONS, "chairs"))
    assert page.rows.table.current_id() == "chairs"
    assert len(listed(page)) == 2


def test_the_search_of_the_window_finds_rows_and_leads_to_them(desktop: Desktop, path: Path) -> None:
    opened(desktop, path)
    entries = tuple(own_entries(desktop.bridge.working_copy, desktop.bench.texts))
    (note,) = [one for one in find(entries, "ordered chairs") if one.kind == "answer"]
    assert (note.head, note.place) == ("Notes on steps", Place.of_register(NOTES, "n1"))
    (comment,) = find(entries, "colours")
    assert (comment.kind, comment.place) == ("comment", Place.of_register(ACTIONS, "paint"))
    desktop.bench.navigator.go(note.place)
    page = desktop.bench.navigator.pages[f"register:{NOTES}"]
    assert isinstance(page, RegisterPage)
    assert page.side.row_id == "n1"


def test_a_register_in_conflict_leads_to_the_conflicts(desktop: Desktop, path: Path) -> None:
    sent(path, "first")
    other = copy(path, "other laptop")
    edit(path, {ACTIONS: [CHAIRS | {STATUS: "done"}, PAINT]})
    edit(other, {ACTIONS: [CHAIRS | {STATUS: "dropped"}, PAINT]})
    merge(path, sent(other, "sent"))
    page = opened(desktop, path)
    assert page.conflict.isVisible()
    assert not page.rows.isVisible()
    assert not page.add.isEnabled()
    assert page.conflict.button is not None
    click(page.conflict.button)
    assert desktop.bench.navigator.place.page == "conflicts"
    assert opened(desktop, path, NOTES).rows.isVisible()


def test_an_empty_register_says_what_to_do_and_the_keyboard_does_it_all(desktop: Desktop, path: Path) -> None:
    edit(path, {ACTIONS: [CHAIRS], NOTES: []})
    page = opened(desktop, path, NOTES)
    assert page.empty.isVisible()
    desktop.activate()
    page.add.setFocus()
    desktop.press(Qt.Key.Key_Space)
    drop = field(page, OF, DropDown)
    assert drop.hasFocus()
    desktop.press(Qt.Key.Key_Down)
    assert rows(desktop, NOTES)[0].cells == {OF: "chairs"}
    assert not page.empty.isVisible()
    page.rows.table.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert field(page, OF, DropDown).hasFocus()


def test_nothing_can_be_changed_in_a_file_that_is_only_read(desktop: Desktop, path: Path) -> None:
    with open_session(path):
        page = opened(desktop, path, row="chairs")
        assert desktop.bridge.session.read_only
        panel = page.side.panel
        assert panel is not None
        parts = (page.add, panel.editor, panel.files.add, panel.comment_button, panel.switch, panel.remove)
        assert [part for part in parts if part.isEnabled()] == []
        assert page.rows.table.isEnabled()


def test_a_conflict_of_a_row_is_said_in_words(desktop: Desktop, path: Path) -> None:
    sent(path, "first")
    other = copy(path, "other laptop")
    note = {"row": "n1", OF: "chairs", DATE: "2026-03-01", TEXT: "Ordered", "comment": "by phone"}
    edit(path, {NOTES: [note]})
    edit(other, {NOTES: [note | {TEXT: "Paid", "comment": ""}]})
    merge(path, sent(other, "sent"))
    with open_session(path, read_only=True) as session:
        (conflict,) = open_conflicts(session)
    said = {value_text(conflict, side.value, catalogue()) for side in conflict.sides}
    assert said == {
        "Step: Buy chairs\nOn: 1 Mar 2026\nWhat happened: Ordered\nComment: by phone",
        "Step: Buy chairs\nOn: 1 Mar 2026\nWhat happened: Paid",
    }
    assert conflict.asked is not None
    another = AnotherValue(Kit(desktop.theme, desktop.bench.texts), conflict, conflict.asked)
    drop = another.editor.findChild(DropDown, f"cell:{OF}")
    assert drop is not None
    assert drop.currentText() == "Buy chairs"


def test_everything_is_named_and_nothing_is_cut(desktop: Desktop, path: Path) -> None:
    for size in ((1280, 720), (1920, 1080), (1024, 640)):
        desktop.window.resize(*size)
        page = opened(desktop, path, row="paint")
        assert nameless(page) == []
        assert [one for one in cut(page) if "calendar" not in one] == []


def test_each_register_has_its_picture(qapp: Any, path: Path, tmp_path: Path) -> None:
    written = grab_pages(qapp, path, tmp_path / "pictures", theme="dark", size=(1280, 720), language="en")
    assert {f"register-{ACTIONS}.png", f"register-{NOTES}.png"} <= {file.name for file in written}


def test_a_thousand_rows_are_listed_and_edited(desktop: Desktop, path: Path) -> None:
    edit(path, {ACTIONS: [{"row": f"a{n}", WHAT: f"Step {n}"} for n in range(1000)]})
    page = opened(desktop, path, row="a999")
    assert page.rows.model.total == 1000
    assert not page.add.isEnabled()
    what = field(page, WHAT, GrowingText)
    type_into(what, "Last: ")
    leave(what)
    assert rows(desktop)[999].cells[WHAT] == "Last: Step 999"
