"""The page of the report: what leaves and what stays, the file and its name, progress, cancel, errors in place."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mrcworkbench import paths
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.gui.outside.save_dialog import with_ending
from mrcworkbench.gui.pages.report import ReportPage
from mrcworkbench.gui.pages.report.check import ReportCheckDialog
from mrcworkbench.gui.pages.report.names import SUFFIX, report_name, safe_name
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.printing.report_pages import report_pages
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Cancelled, DirectRunner, PoolRunner, Task
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow
from mrcworkbench.systems import path_problem
from tests.gui.merging_support import collection, submission
from tests.gui.merging_support import opened as open_one
from tests.gui.pages_support import Harness, MemorySession, answers_of, cut, long_content

Opener = Callable[..., tuple[Harness, ReportPage]]
SECRET, RELEASED = "Our office behind the red bridge", "Leaflets for masons"


def made_in(folder: Path) -> list[str]:
    """The files of a folder in which the user's data lies too, with the log in it."""
    return [file.name for file in folder.iterdir() if file.name != "user data"]


class CancellingRunner:
    """Presses cancel before the work begins, and then runs it."""

    def __init__(self) -> None:
        self.page: ReportPage | None = None

    def start(self, task: Task) -> None:
        assert self.page is not None
        self.page.making.outcome.cancel.click()
        task.run()


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Iterator[Opener]:
    made: list[Harness] = []

    def make(
        session: MemorySession | None = None, content: Content | None = None, **options: object
    ) -> tuple[Harness, ReportPage]:
        harness = Harness(qapp, session or filled(tmp_path), content=content)
        shown = {name: options.pop(name) for name in ("width", "height", "mirrored") if name in options}
        options.setdefault("runner", DirectRunner())
        page = ReportPage(harness.context(**options))  # type: ignore[arg-type]
        made.append(harness)
        harness.show(page, **shown)  # type: ignore[arg-type]
        return harness, page

    yield make
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for harness in made:
        harness.close()


def filled(folder: Path) -> MemorySession:
    session = MemorySession()
    answers_of(
        session,
        {
            "access_status": {"state": "answered", "value": "in_place", "comment": "Only between us"},
            "prof_body": SECRET,
            "prof_run_by": "ngo",
            "resp_parts": ["centre"],
            "prof_names": [{"prof_names_name": RELEASED}, {"prof_names_name": "Call 0039 555 123 456"}],
        },
    )
    session.settings.set("report_folder", str(folder))
    return session


def written(page: ReportPage) -> str:
    """All that stands in the report and its annex."""
    from openpyxl import load_workbook

    books = [load_workbook(file) for file in page.way.files(page.maker.target()) if file.suffix == SUFFIX]
    cells = (cell.value for book in books for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


def names(page: ReportPage) -> list[str]:
    """Of all that was asked for."""
    return sorted(file.name for file in page.way.files(page.maker.target()))


def release(page: ReportPage, text: str) -> None:
    page.leaving.show_tab("texts")
    row = next(n for n, one in enumerate(page.leaving.model.rows) if one.text == text)
    page.leaving.list.toggle(page.leaving.model.index(row))


def checks(page: ReportPage) -> dict[str, str]:
    return {check.name: check.title for check in page.checks.shown}


def test_a_donors_report_holds_only_the_texts_that_were_released(opened: Opener, tmp_path: Path) -> None:
    _, page = opened()
    release(page, RELEASED)
    page.making.button.click()
    said = written(page)
    assert RELEASED in said
    assert SECRET not in said
    assert "Only between us" not in said
    assert page.making.outcome.receipt.isVisibleTo(page)
    assert page.maker.target().name in page.making.outcome.where.text()
    assert sorted(made_in(tmp_path)) == names(page)


def test_a_centre_that_has_not_agreed_is_not_reported_to_a_donor_and_the_page_says_why(
    opened: Opener, user_data: Path, tmp_path: Path
) -> None:
    sent = [submission(tmp_path / f"{name}.mrcw", name, prof_body=SECRET) for name in ("Orvane", "Velira")]
    session = open_one(collection(tmp_path / "all.mrcw", *sent))
    session.settings.set("report_folder", str(tmp_path))
    harness, page = opened(session)  # type: ignore[arg-type]
    assert session.assessment.centre.name in page.making.why_not.accessibleName()
    assert not page.making.button.isEnabled()
    assert not page.leaving.isVisible()
    page.way.audiences[Audience.INTERNAL].click()
    assert not page.making.why_not.isVisible()
    page.making.button.click()
    assert SECRET in written(page)
    harness.bridge.detach()


def test_an_internal_report_holds_everything_and_says_so(opened: Opener) -> None:
    _, page = opened()
    page.way.audiences[Audience.INTERNAL].click()
    assert "internal" in checks(page)
    assert "internal report" in page.maker.target().name
    page.making.button.click()
    said = written(page)
    assert SECRET in said
    assert "Only between us" in said


def test_releases_are_kept_and_end_when_the_text_changes(opened: Opener) -> None:
    harness, page = opened()
    release(page, SECRET)
    assert page.leaving.model.released == 1
    harness.bridge.edit("prof_body", f"{SECRET}, door 3")
    assert page.leaving.model.released == 0
    harness.bridge.undo_stack.undo()
    assert page.leaving.model.released == 1


def test_all_and_none_release_every_text(opened: Opener) -> None:
    _, page = opened()
    total = page.leaving.model.rowCount()
    page.leaving.all.click()
    assert page.leaving.model.released == total > 2
    assert not page.leaving.all.isEnabled()
    page.leaving.none.click()
    assert page.leaving.model.released == 0


def test_space_releases_the_text_at_the_cursor_and_a_click_keeps_it(opened: Opener) -> None:
    harness, page = opened()
    page.leaving.show_tab("texts")
    harness.settle()
    one = page.leaving.list
    one.setFocus()
    one.setCurrentIndex(page.leaving.model.index(1))
    QTest.keyClick(one, Qt.Key.Key_Space)
    assert page.leaving.model.rows[1].released
    QTest.mouseClick(
        one.viewport(), Qt.MouseButton.LeftButton, pos=one.visualRect(page.leaving.model.index(1)).center()
    )
    assert not page.leaving.model.rows[1].released


def test_a_released_text_that_looks_like_a_contact_is_pointed_out(opened: Opener) -> None:
    _, page = opened()
    assert "contacts" not in checks(page)
    release(page, "Call 0039 555 123 456")
    assert checks(page)["contacts"] == "1 released text may name a person"
    page.leaving.show_tab("summary")
    press(page, "contacts")
    assert page.leaving.tabs.value() == "texts"


def press(page: ReportPage, check: str) -> None:
    link = page.checks.list.findChild(QWidget, f"check:{check}").findChild(ReasonRow)
    assert link is not None, checks(page)[check]
    link.click()


def test_each_check_leads_to_its_place(opened: Opener) -> None:
    harness, page = opened()
    harness.session.drafts["prof_year", None, None] = "twelve"
    page.refresh()
    for name in ("look", "unanswered", "hollow", "consent"):
        press(page, name)
    assert [place.only for place in harness.places] == ["problems", "unanswered", None, None]
    assert harness.places[0].question == "prof_year"
    assert Place("results", criterion="protection.outreach.accessibility") in harness.places
    assert any(place.question == "resp_consent" for place in harness.places)


def test_what_stays_is_counted_by_kind(opened: Opener) -> None:
    _, page = opened()
    page.leaving.show_tab("stays")
    Harness.settle()
    said = [one.text() for one in page.leaving.parts["stays"].findChildren(QLabel) if one.isVisibleTo(page)]
    assert "1 comment" in said
    assert "3 free texts not released" in said


def test_the_name_is_made_from_centre_and_round_and_the_choice_is_remembered(opened: Opener, tmp_path: Path) -> None:
    chosen = tmp_path / "reports"
    chosen.mkdir()
    session = filled(tmp_path)
    _, page = opened(session, choose=lambda *_: chosen / "For the ministry")
    assert page.maker.target() == tmp_path / "Port Velira 2026, first donor report.xlsx"
    page.making.file.change.click()
    assert page.maker.target() == chosen / "For the ministry.xlsx"
    _, again = opened(session)
    assert again.maker.target() == chosen / "For the ministry.xlsx"


def test_choosing_nothing_changes_nothing(opened: Opener) -> None:
    _, page = opened(choose=lambda *_: None)
    before = page.maker.target()
    page.making.file.change.click()
    assert page.maker.target() == before


def test_it_says_when_a_file_will_be_replaced(opened: Opener) -> None:
    _, page = opened()
    note = page.making.file.replaces
    assert not note.isVisibleTo(page)
    page.making.button.click()
    assert not note.isVisibleTo(page), "it is the one whose receipt is shown"
    page.way.audiences[Audience.INTERNAL].click()
    page.way.audiences[Audience.DONOR].click()
    assert note.isVisibleTo(page)


def test_a_cancel_leaves_nothing_and_an_older_report_as_it_was(opened: Opener, tmp_path: Path) -> None:
    runner = CancellingRunner()
    _, page = opened(runner=runner)
    runner.page = page
    page.maker.target().write_bytes(b"the older one")
    page.making.button.click()
    assert page.maker.target().read_bytes() == b"the older one"
    assert made_in(tmp_path) == [page.maker.target().name]
    assert "Nothing was written" in page.making.outcome.note.accessibleName()
    assert page.making.button.isEnabled()


def test_progress_is_shown_while_it_is_made(opened: Opener) -> None:
    seen: list[tuple[bool, bool, int]] = []

    class Watching(DirectRunner):
        def start(self, task: Task) -> None:
            task.progressed.connect(
                lambda *_: seen.append((progress.isVisibleTo(page), page.making.button.isEnabled(), bar.maximum()))
            )
            super().start(task)

    _, page = opened(runner=Watching())
    progress, bar = page.making.outcome.progress, page.making.outcome.bar
    page.making.button.click()
    assert seen
    assert all(visible and not enabled for visible, enabled, _ in seen)
    assert seen[-1][2] > 0
    assert not progress.isVisibleTo(page)


def test_the_window_that_closes_stops_a_report_and_waits_for_it(opened: Opener) -> None:
    harness, page = opened(runner=None)
    runner = harness.bridge.runner
    assert isinstance(runner, PoolRunner)
    runner.stop()
    page.making.button.click()
    QThreadPool.globalInstance().waitForDone()
    assert not page.maker.target().exists()


def test_a_report_that_ends_after_its_database_was_closed_is_made_all_the_same(opened: Opener) -> None:
    begun: list[Task] = []

    class Later(DirectRunner):
        def start(self, task: Task) -> None:
            begun.append(task)

    harness, page = opened(runner=Later())
    target = page.maker.target()
    page.making.button.click()
    harness.bridge.detach()
    begun[0].run()
    assert target.is_file()


def error_of(page: ReportPage) -> str:
    assert page.making.outcome.error.isVisibleTo(page)
    return page.making.outcome.wrong.text() + page.making.outcome.advice.text()


def test_a_folder_that_is_gone_is_told_in_place(opened: Opener, tmp_path: Path) -> None:
    gone = tmp_path / "stick"
    gone.mkdir()
    session = filled(gone)
    _, page = opened(session)
    shutil.rmtree(gone)
    page.making.button.click()
    assert str(gone) in error_of(page)
    gone.mkdir()
    page.making.button.click()
    assert not page.making.outcome.error.isVisibleTo(page)
    assert page.maker.target().is_file()


def test_a_report_open_in_excel_is_told_in_place(opened: Opener) -> None:
    _, page = opened()
    page.maker.target().write_bytes(b"open")
    page.maker.target().with_name(f"~${page.maker.target().name}").write_bytes(b"")
    page.making.button.click()
    assert page.maker.target().name in error_of(page)
    assert page.maker.target().read_bytes() == b"open"


def test_a_full_disk_is_told_in_place_and_leaves_nothing(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, page = opened()

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mrcworkbench.systems.sync_file", full)
    page.making.button.click()
    assert error_of(page)
    assert made_in(tmp_path) == []


def test_a_fault_of_ours_is_told_too_and_the_page_goes_on(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = opened()

    def broken(*_: object) -> None:
        raise ValueError("chart")

    monkeypatch.setattr("mrcworkbench.exchange.report.write_report", broken)
    page.making.button.click()
    assert "chart" in error_of(page)
    assert page.making.button.isEnabled()


def test_the_file_and_its_folder_are_opened(opened: Opener) -> None:
    seen: list[Path] = []

    def open_with(path: Path) -> bool:
        seen.append(path)
        return len(seen) < 3

    _, page = opened(open_with=open_with)
    page.making.button.click()
    page.making.after["open"].click()
    page.making.after["folder"].click()
    assert seen == [page.maker.target(), page.maker.target().parent]
    page.making.after["open"].click()
    assert "saved all the same" in page.making.outcome.note.accessibleName()


def test_an_answer_is_followed_at_once(opened: Opener) -> None:
    harness, page = opened()
    before = checks(page)["unanswered"]
    harness.bridge.edit("prof_year", 2015)
    assert checks(page)["unanswered"] != before


@pytest.mark.parametrize("scale", [100, 130])
def test_nothing_is_cut_in_a_small_window_with_long_words(opened: Opener, scale: int) -> None:
    harness, page = opened(content=long_content())
    harness.theme.switch(scale=scale)
    page.making.button.click()
    for tab in ("summary", "texts", "stays"):
        page.leaving.show_tab(tab)
        harness.settle()
        assert page.inner.minimumSizeHint().width() <= page.scroll_area.viewport().width()
        assert cut(page) == []


def test_right_to_left_the_choices_stand_right(opened: Opener, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _, page = opened(mirrored=True)
    assert (
        page.making.mapTo(page, page.making.rect().topLeft()).x()
        > page.leaving.mapTo(page, page.leaving.rect().topLeft()).x()
    )


def test_the_paper_stays_white_in_the_dark(opened: Opener) -> None:
    harness, page = opened()
    harness.theme.switch("dark")
    harness.settle()
    image = page.leaving.preview.paper.grab().toImage()
    assert image.pixelColor(8, 8).name() == "#ffffff"


def test_the_samples_report_can_be_made(opened: Opener, tmp_path: Path) -> None:
    session = MemorySession(is_sample=True, name="Centro Nacional de Apoio ao Imigrante (CNAI)")
    answers_of(session, json.loads(paths.resources("sample", "cnai.json").read_text("utf-8"))["answers"])
    session.settings.set("report_folder", str(tmp_path))
    _, page = opened(session)
    page.making.button.click()
    assert page.making.outcome.receipt.isVisibleTo(page)
    assert "SAMPLE" in written(page).upper()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Port Velira", "Port Velira"),
        ("CON", "Report CON"),
        ("nul.2026", "Report nul.2026"),
        ("a/b\\c:d*e?f", "a b c d e f"),
        ("  . ", "Report"),
        ("Sarandë, مركز", "Sarandë, مركز"),
        ("tab\tand\x00nul\u202e", "tab and nul"),
        ("ends with dots...", "ends with dots"),
    ],
)
def test_a_name_is_made_safe_for_every_system(typed: str, name: str) -> None:
    assert safe_name(typed, "Report") == name


@given(st.text(), st.text())
def test_any_centre_and_round_give_a_name_that_can_be_written(centre: str, round_: str) -> None:
    name = report_name(centre, round_, "donor report", "{centre} {round} {audience}", "Report")
    assert name.endswith(".xlsx")
    assert len(name.encode("utf-8")) < 200
    assert path_problem(Path(name)) is None
    assert Path(name).name == name


def test_a_chosen_name_gets_its_ending_once() -> None:
    assert with_ending(Path("/x/report"), SUFFIX) == Path("/x/report.xlsx")
    assert with_ending(Path("/x/report.XLSX"), SUFFIX) == Path("/x/report.XLSX")
    assert with_ending(Path("/x/report.2026"), SUFFIX) == Path("/x/report.2026.xlsx")


def test_report_annex_and_pdf_are_made_by_one_button_with_names_that_belong_together(
    opened: Opener, tmp_path: Path
) -> None:
    _, page = opened()
    page.way.ticks["pdf"].click()
    page.making.button.click()
    stem = page.maker.target().stem
    assert sorted(made_in(tmp_path)) == sorted([f"{stem}.xlsx", f"{stem} annex.xlsx", f"{stem}.pdf"])
    assert all(name in page.making.outcome.where.text() for name in made_in(tmp_path))
    assert (tmp_path / f"{stem}.pdf").read_bytes().startswith(b"%PDF-")


def test_what_is_ticked_is_remembered_for_each_audience(opened: Opener, tmp_path: Path) -> None:
    session = filled(tmp_path)
    _, page = opened(session)
    page.way.ticks["pdf"].click()
    page.way.ticks["annex"].click()
    _, again = opened(session)
    assert (again.way.ticks["annex"].isChecked(), again.way.ticks["pdf"].isChecked()) == (False, True)
    again.way.audiences[Audience.INTERNAL].click()
    assert (again.way.ticks["annex"].isChecked(), again.way.ticks["pdf"].isChecked()) == (True, False)


def test_a_file_beside_the_report_that_will_be_replaced_is_told(opened: Opener) -> None:
    _, page = opened()
    note = page.making.file.replaces
    page.maker.target().with_suffix(".pdf").write_bytes(b"old")
    page.maker.show()
    assert not note.isVisibleTo(page)
    page.way.ticks["pdf"].click()
    assert note.isVisibleTo(page)


def test_an_annex_that_cannot_be_made_is_told_beside_the_report_that_is_there(opened: Opener, tmp_path: Path) -> None:
    _, page = opened()
    annex = page.way.files(page.maker.target())[1]
    annex.mkdir()
    page.making.button.click()
    assert page.making.outcome.receipt.isVisibleTo(page)
    assert annex.name in page.making.outcome.note.accessibleName()
    assert annex.name not in page.making.outcome.where.text()
    assert page.maker.target().is_file()


def test_a_stop_after_the_report_says_what_is_there_and_what_is_not(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, page = opened()

    def stopped(*_: object) -> None:
        raise Cancelled

    monkeypatch.setattr("mrcworkbench.exchange.report.write_annex", stopped)
    page.making.button.click()
    assert page.maker.target().is_file()
    assert page.making.outcome.receipt.isVisibleTo(page)
    assert "stopped" in page.making.outcome.note.accessibleName()


def test_what_engineers_say_waits_behind_details(opened: Opener) -> None:
    _, page = opened()
    page.making.button.click()
    outcome = page.making.outcome
    assert "filled cells" not in outcome.where.text() + outcome.facts.text()
    assert not outcome.details.isVisibleTo(page)
    outcome.more.click()
    assert outcome.details.isVisibleTo(page)
    assert "filled cells" in outcome.details.text()


def test_the_preview_is_the_report_page_by_page_and_follows_the_answers(opened: Opener) -> None:
    harness, page = opened()
    preview = page.leaving.preview
    drawn = report_pages(page.way.data())
    assert preview.where.text() == drawn.numbers[0]
    assert preview.paper.accessibleName() == drawn.spoken(0)
    harness.bridge.edit("access_status", "planned")
    assert preview.paper.accessibleName() == report_pages(page.way.data()).spoken(0) != drawn.spoken(0)


def test_keys_and_buttons_turn_the_pages_and_stop_at_both_ends(opened: Opener) -> None:
    harness, page = opened()
    preview, drawn = page.leaving.preview, report_pages(page.way.data())
    three = replace(drawn, pages=drawn.pages[:1] * 3, numbers=("1 of 3", "2 of 3", "3 of 3"))
    preview.show_pages(three)
    harness.settle()
    preview.paper.setFocus()
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(preview.paper, key)
        seen.append(preview.number)
    assert seen == [0, 1, 2, 2, 1]
    preview.ahead.click()
    assert (preview.where.text(), preview.ahead.isEnabled(), preview.back.isEnabled()) == ("3 of 3", False, True)
    preview.show_pages(replace(three, pages=three.pages[:1], numbers=("1 of 1",)))
    assert preview.where.text() == "1 of 1"


def test_a_report_that_was_made_here_is_known_by_its_number_and_by_its_file(opened: Opener) -> None:
    _, page = opened()
    data = page.way.data()
    page.check.report.number.setText(data.number)
    page.check.report.check.click()
    assert data.number in page.check.report.bad.accessibleName()
    page.making.button.click()
    page.check.report.number.setText(data.number.replace(" ", ""))
    QTest.keyClick(page.check.report.number, Qt.Key.Key_Return)
    assert not page.check.report.bad.isVisibleTo(page)
    assert "for a donor" in page.check.report.good.accessibleName()
    page.check.report.choose = lambda *_: page.maker.target()
    page.check.report.file.click()
    assert "in the cells of the file is as it was made" in page.check.report.good.accessibleName()


class WaitingRunner:
    """Keeps work until `go`."""

    def __init__(self) -> None:
        self.kept: list[Task] = []

    def start(self, task: Task) -> None:
        self.kept.append(task)

    def go(self) -> None:
        for task in self.kept:
            task.run()


def test_a_file_is_read_off_the_windows_thread_and_what_is_found_is_of_the_file_that_was_open(
    opened: Opener, tmp_path: Path
) -> None:
    harness, page = opened()
    page.making.button.click()
    runner = WaitingRunner()
    dialog = ReportCheckDialog(harness.theme, page.texts, harness.bridge, runner, page)
    check = dialog.report
    check.choose = lambda *_: page.maker.target()
    check.check_file()
    dialog.grab()
    assert page.maker.target().name in check.waiting.accessibleName()
    assert not any(widget.isEnabled() for widget in (check.number, check.check, check.file))
    assert check.good.accessibleName() == ""
    runner.go()
    assert (check.waiting.accessibleName(), check.number.isEnabled()) == ("", True)
    assert "as it was made" in check.good.accessibleName()
    runner.kept.clear()
    check.check_file()
    harness.bridge.attach(filled(tmp_path))
    runner.go()
    assert (check.good.accessibleName(), check.bad.accessibleName()) == ("", "")


def test_what_is_no_report_or_no_number_is_told_in_place(opened: Opener, tmp_path: Path) -> None:
    _, page = opened()
    page.check.report.number.setText("twelve")
    page.check.report.check.click()
    assert "twelve" in page.check.report.bad.accessibleName()
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    page.check.report.choose = lambda *_: tmp_path / "x.xlsx"
    page.check.report.file.click()
    assert "x.xlsx" in page.check.report.bad.accessibleName()
    assert not page.check.report.good.isVisibleTo(page)
    page.check.report.choose = lambda *_: None
    page.check.report.file.click()
    assert "x.xlsx" in page.check.report.bad.accessibleName()


def test_public_facts_are_one_tick_that_is_kept_with_the_file(opened: Opener, tmp_path: Path) -> None:
    session = filled(tmp_path)
    _, page = opened(session)
    assert not page.way.data().public
    page.leaving.public.click()
    assert page.way.data().public
    _, again = opened(session)
    assert again.leaving.public.isChecked()
    again.leaving.public.click()
    assert not again.way.data().public


def test_public_facts_that_leave_are_ticked_in_the_list_with_the_reason_and_stay_so(opened: Opener) -> None:
    _, page = opened()
    model, none = page.leaving.model, page.leaving.none
    page.leaving.show_tab("texts")
    facts = [n for n, row in enumerate(model.rows) if row.public]
    spoken = [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in facts]
    heights = [page.leaving.list.visualRect(model.index(n)).height() for n in facts]
    page.leaving.public.click()
    assert len(facts) == model.released == 3
    assert page.leaving.count.text() == "3 of 3 texts will leave"
    assert not none.isEnabled()
    for n, before, height in zip(facts, spoken, heights, strict=True):
        index = model.index(n)
        assert "public fact" in index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert "public fact" not in before
        assert page.leaving.list.visualRect(index).height() > height
        page.leaving.list.toggle(index)
        assert index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    page.leaving.public.click()
    assert model.released == 0
    page.leaving.list.toggle(model.index(facts[0]))
    page.leaving.public.click()
    page.leaving.public.click()
    assert model.released == 1, "what was released one by one stays so"


def test_texts_held_back_are_named_by_their_questions_and_lead_to_the_list(opened: Opener) -> None:
    _, page = opened()
    held = next(check for check in page.checks.shown if check.name == "held")
    assert held.title == "3 texts are held back"
    assert all(text.number in held.text for text in page.leaving.model.rows)
    press(page, "held")
    assert page.leaving.tabs.value() == "texts"
    page.leaving.all.click()
    assert "held" not in checks(page)
