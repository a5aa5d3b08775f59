"""Merging in the window: the plan first, then the merge, its undoing, and what a person decides."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.errors import UserError
from mrcworkbench.gui.models.merge_files import NUMBERS, RESULT_ROLE
from mrcworkbench.gui.models.merge_words import COLUMNS
from mrcworkbench.gui.pages.merge import MergePage
from mrcworkbench.gui.pages.merge.judging import Verdicts
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner, Task
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.imports import imports
from mrcworkbench.services.merging.merge import FileResult
from mrcworkbench.services.merging.merge_steps import Judged
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from tests.gui.merging_support import TEXT, broken, collection, edited, merged, opened, submission, twin
from tests.gui.pages_support import Harness, cut, long_content, nameless
from tests.gui.window_support import Desktop

Opener = Callable[..., tuple[Harness, MergePage]]
Stopper = Callable[[int | None], tuple[Harness, MergePage]]


class StoppingRunner:
    """Runs work at once, and presses cancel before a file of this number is read (None: never)."""

    def __init__(self, before: int | None = None) -> None:
        self.before = before
        self.page: MergePage

    def start(self, task: Task) -> None:
        real = task.step
        if self.page.bridge.busy:  # else it only looks something up
            self.page.work._task = task

        def step(done: int = 0, total: int = 0, text: str = "") -> None:
            self.page.view.progress.step(done, total, text)
            if done == self.before:
                self.page.view.progress.cancel.click()
            real(done, total, text)

        task.step = step  # type: ignore[method-assign]
        task.run()


@pytest.fixture
def opening(qapp: QApplication, user_data: Path) -> Iterator[Opener]:
    made: list[Harness] = []

    def make(path: Path, content: Content | None = None, **options: object) -> tuple[Harness, MergePage]:
        harness = Harness(qapp, opened(path), content=content)  # type: ignore[arg-type]
        shown = {name: options.pop(name) for name in ("width", "height", "mirrored") if name in options}
        options.setdefault("confirm", lambda *_: True)
        runner, choose = options.pop("runner", DirectRunner()), options.pop("choose_target", None)
        page = MergePage(harness.context(runner=runner, choose=choose), **options)  # type: ignore[arg-type]
        page.view.act.author.ask = lambda: "Ana"
        made.append(harness)
        harness.show(page, **shown)  # type: ignore[arg-type]
        return harness, page

    yield make
    for harness in made:
        harness.bridge.detach()
        harness.close()


@pytest.fixture
def inbox(tmp_path: Path, user_data: Path) -> Path:
    """Two centres, one of them sent twice, and a file that is none of ours."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    submission(folder / "velira.mrcw", prof_body="A port")
    submission(folder / "kasumbo.mrcw", "Kasumbo", "CD", prof_body="A ministry")
    (folder / "kasumbo again.mrcw").write_bytes((folder / "kasumbo.mrcw").read_bytes())
    broken(folder / "letter.mrcw")
    return folder


def verdicts(page: MergePage) -> dict[str, Verdict]:
    assert page.view.shown is not None
    return {file.path.name: file.verdict for file in page.view.shown.report.files}


def choose(page: MergePage, name: str) -> None:
    row = next(n for n, one in enumerate(page.view.outcome.model.rows) if one.path.name == name)
    page.view.outcome.table.choose(row)


def test_the_plan_comes_first_and_changes_nothing(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    target = collection(tmp_path / "all.mrcw")
    before = target.read_bytes()
    harness, page = opening(target)
    page.take([inbox])
    assert verdicts(page) == {
        "kasumbo again.mrcw": Verdict.NEW,
        "kasumbo.mrcw": Verdict.KNOWN,
        "letter.mrcw": Verdict.REFUSED,
        "velira.mrcw": Verdict.NEW,
    }
    assert harness.bridge.session.centres() == ()
    assert target.read_bytes() == before
    assert page.view.act.go.text() == "Merge 3 files"
    assert page.view.act.go.hasFocus() or page.view.act.go.isVisible()


def test_the_sum_adds_up_to_the_files_read_and_what_needs_somebody_stands_first(
    opening: Opener, tmp_path: Path, inbox: Path
) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    assert (
        sum(int(made.text()) for made in page.view.outcome.totals.numbers.values())
        == int(page.view.outcome.totals.total.text())
        == 4
    )
    assert [one.verdict for one in page.view.outcome.model.results] == [
        Verdict.REFUSED,
        Verdict.NEW,
        Verdict.NEW,
        Verdict.KNOWN,
    ]
    assert "4 files read" in page.view.outcome.totals.accessibleName()


def test_merging_opens_what_came_in_and_can_be_undone(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    harness, page = opening(collection(tmp_path / "all.mrcw"))
    assert not harness.bridge.has_assessment
    page.view.act.author.field.setText("Ana")
    page.take([inbox])
    page.view.act.go.click()
    assert page.view.shown is not None
    assert page.view.shown.merged
    assert len(harness.bridge.session.centres()) == 2
    assert not harness.bridge.has_assessment, "a collection shows its centres first"
    assert imports(harness.bridge.session)[0].imported_by == "Ana"
    assert page.view.act.undo.isVisible()
    assert not page.view.act.go.isVisible()
    page.view.act.undo.click()
    assert harness.bridge.session.centres() == ()
    assert not harness.bridge.has_assessment
    assert page.view.choosing.isVisible()
    assert "by Ana" in page.view.log.lines[0]
    assert page.view.log.undo is None


def test_the_last_import_can_be_undone_from_the_log(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    target = collection(tmp_path / "all.mrcw", inbox / "velira.mrcw")
    merged(target, inbox / "kasumbo.mrcw")
    harness, page = opening(target)
    page.show_place(None)  # type: ignore[arg-type]
    assert len(page.view.log.lines) == 2
    assert page.view.log.undo is not None
    page.view.log.undo.click()
    assert [centre.name for centre in harness.bridge.session.centres()] == ["Port Velira"]


def test_the_sentence_for_the_centre_can_be_copied(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    choose(page, "letter.mrcw")
    assert page.view.outcome.detail.copy.isVisible()
    page.view.outcome.detail.copy.click()
    assert QGuiApplication.clipboard().text() == f"letter.mrcw: {page.view.outcome.model.results[0].message}"
    QGuiApplication.clipboard().clear()
    QTest.keyClick(page.view.outcome.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"letter.mrcw: {page.view.outcome.model.results[0].message}"
    page.view.outcome.totals.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.count("\n") == 5
    assert str(page.view.outcome.model.results[0].message) in copied


def test_files_can_be_dropped(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(inbox))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.view.choosing.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert len(verdicts(page)) == 4


def test_more_files_join_those_of_the_plan(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    third = submission(tmp_path / "third.mrcw", "Tersk", "TJ")
    _, page = opening(collection(tmp_path / "all.mrcw"), choose=lambda *_: (third,))
    page.take([inbox])
    page.view.more.click()
    assert len(verdicts(page)) == 5
    page.view.act.over.click()
    assert page.view.shown is None
    assert page.view.choosing.isVisible()


def test_files_that_come_after_a_merge_begin_a_plan_of_their_own(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    assert page.view.more.isVisible()
    page.view.act.go.click()
    assert not page.view.more.isVisible()
    page.take([submission(tmp_path / "third.mrcw", "Tersk", "TJ")])
    assert verdicts(page) == {"third.mrcw": Verdict.NEW}
    assert page.view.more.isVisible()


def test_a_name_that_was_typed_is_there_when_one_comes_back(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    QTest.keyClicks(page.view.act.author.field, "Zanele")
    page.leave()
    page.view.act.author.field.clear()
    page.view.start_over()
    assert page.view.act.author.field.text() == "Zanele"


def test_a_folder_without_files_of_ours_is_said(opening: Opener, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    _, page = opening(collection(tmp_path / "all.mrcw"), choose_dir=lambda *_: empty)
    page.view.choosing.folder.click()
    assert page.view.messages.wrong.isVisible()
    assert page.view.choosing.isVisible()


def test_what_a_folder_holds_beside_submissions_has_a_verdict_of_its_own(
    opening: Opener, tmp_path: Path, inbox: Path
) -> None:
    (inbox / "deep").mkdir()
    (inbox / "velira.mrcw").rename(inbox / "velira.mrcw.txt")
    (inbox / "deep" / "rest.zip").write_bytes(b"PK\3\4")
    (inbox / "list.xlsx").write_bytes(b"x")
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    assert verdicts(page)["velira.mrcw.txt"] is Verdict.NEW
    passed = {"list.xlsx", "rest.zip"}
    for work in (lambda: None, page.view.act.go.click):
        work()
        assert page.view.outcome.totals.numbers["passed_over"].isVisible()
        assert "2 passed over: 6 files found" in page.view.outcome.totals.accessibleName()
        shown = [page.view.outcome.model.words.cell(row, "file") for row in page.view.outcome.model.rows]
        assert shown.index("rest.zip") < shown.index("kasumbo.mrcw"), "what may be a submission stands above the good"
        assert shown[-1] == "list.xlsx"
        choose(page, "rest.zip")
        assert "Unpack it first" in page.view.outcome.detail.why.text()
        assert str(inbox / "deep") in page.view.outcome.detail.where.text()
        assert not page.view.outcome.detail.sha256.isVisible()
        listed = {Path(row[0]).name: row[3:5] for row in page.view.outcome.model.as_rows()[1:]}
        assert listed["rest.zip"][0] == "Passed over"
        assert "Unpack it first" in listed["rest.zip"][1]
        page.view.outcome.totals.which.setCurrentIndex(page.view.outcome.totals.which.findData("passed_over"))
        page.view.outcome.totals.chosen.emit("passed_over")
        assert {row.path.name for row in page.view.outcome.model.rows} == passed
        page.view.outcome.totals.show_all()
    page.view.start_over()
    page.take([inbox / "velira.mrcw.txt"])
    assert not page.view.outcome.totals.numbers["passed_over"].isVisible()
    assert "1 file read" in page.view.outcome.totals.accessibleName()


def test_a_folder_with_nothing_but_other_files_names_them_at_once(opening: Opener, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "centre.zip").write_bytes(b"PK\3\4")
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    assert "no file of MRC Workbench" in page.view.messages.wrong.accessibleName()
    assert [page.view.outcome.model.words.cell(row, "file") for row in page.view.outcome.model.rows] == ["centre.zip"]
    assert "Unpack it first" in page.view.outcome.detail.why.text()
    assert not page.view.act.go.isVisible()
    assert page.view.act.over.isVisible()


def test_nobody_is_taken_for_the_one_who_merges_or_decides(
    opening: Opener, tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "desk7")
    harness, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    assert page.view.act.author.field.text() == ""
    page.view.act.go.click()
    assert imports(harness.bridge.session)[0].imported_by == ""
    page.view.act.author.ask = lambda: ""
    page.view.act.undo.click()
    assert imports(harness.bridge.session)[0].undone_at is None, "who undoes it must be known"
    page.view.act.author.ask = lambda: "Ana"
    page.view.act.undo.click()
    assert imports(harness.bridge.session)[0].undone_by == "Ana"
    assert page.view.act.author.field.text() == "Ana", "asked for once"


@pytest.fixture
def stopping(opening: Opener, tmp_path: Path, inbox: Path) -> Stopper:
    """A page with the files of the inbox, whose work stops before the file of a number."""

    def make(before: int | None) -> tuple[Harness, MergePage]:
        runner = StoppingRunner(before)
        harness, page = opening(collection(tmp_path / "all.mrcw"), runner=runner)
        runner.page = page
        page.take([inbox])
        return harness, page

    return make


def test_a_plan_stopped_at_once_leads_back_to_the_choice_of_files(stopping: Stopper) -> None:
    harness, page = stopping(0)
    assert "nothing was taken in" in page.view.messages.stopped.accessibleName()
    assert page.view.choosing.isVisible()
    assert not harness.bridge.busy


def test_a_stopped_plan_shows_what_was_read_and_cannot_be_merged(stopping: Stopper) -> None:
    harness, page = stopping(3)
    assert len(page.view.outcome.model.results) == 3
    assert "3 files were read" in page.view.messages.stopped.accessibleName()
    assert "1 file was not looked at" in page.view.messages.stopped.accessibleName()
    assert harness.bridge.session.centres() == ()
    page.work._runner.before = None
    page.view.act.go.click()
    assert len(verdicts(page)) == 4
    assert page.view.act.go.text() == "Merge 3 files"


def test_files_added_to_a_plan_and_stopped_at_once_are_read_with_it_later(stopping: Stopper, tmp_path: Path) -> None:
    _, page = stopping(None)
    third = submission(tmp_path / "third.mrcw", "Tersk", "TJ")
    page.work._runner.before = 0
    page.take([third])
    assert "nothing was taken in" in page.view.messages.stopped.accessibleName()
    assert "third.mrcw" not in verdicts(page), "the plan that was there is shown"
    assert page.view.act.go.text() != "Merge 3 files", "but it is not the one that was asked for"
    page.work._runner.before = None
    page.view.act.go.click()
    assert verdicts(page)["third.mrcw"] is Verdict.NEW
    assert page.view.act.go.text() == "Merge 4 files"


def test_a_stopped_merge_says_what_is_in_and_what_is_not(stopping: Stopper, inbox: Path) -> None:
    (inbox / "with it.pdf").write_bytes(b"%PDF-1.7")
    harness, page = stopping(None)
    page.work._runner.before = 2
    page.view.act.go.click()
    assert [centre.name for centre in harness.bridge.session.centres()] == ["Kasumbo"]
    assert sorted(one.path.name for one in page.view.outcome.model.results) == ["kasumbo again.mrcw", "kasumbo.mrcw"]
    assert "2 files listed here" in page.view.messages.stopped.accessibleName()
    assert "2 files were not taken in" in page.view.messages.stopped.accessibleName()
    assert [one.path.name for one in page.view.outcome.model.passed_over] == ["with it.pdf"]
    assert page.view.act.undo.isVisible()
    page.work._runner.before = None
    page.view.act.go.click()
    assert {centre.name for centre in harness.bridge.session.centres()} == {"Kasumbo", "Port Velira"}
    assert not page.view.act.go.isVisible()


def test_a_merge_stopped_or_failing_at_once_leaves_the_plan(stopping: Stopper) -> None:
    harness, page = stopping(None)
    page.work._runner.before = 0
    page.view.act.go.click()
    assert "nothing was taken in" in page.view.messages.stopped.accessibleName()
    assert harness.bridge.session.centres() == ()
    assert len(page.view.outcome.model.results) == 4
    assert page.view.act.go.text() == "Merge 3 files"
    page.work._runner.before = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mrcworkbench.gui.pages.merge.merger.merge_into_session", failing)
        page.view.act.go.click()
    assert "full" in page.view.messages.wrong.accessibleName()
    assert page.view.act.go.text() == "Merge 3 files"
    page.view.act.go.click()
    assert len(harness.bridge.session.centres()) == 2


def failing(*_: object, judged: Judged, **__: object) -> None:
    """Has judged a file when the disk is full, so that its batch is given up."""
    judged(FileResult(Path("velira.mrcw"), "0" * 64, Verdict.NEW, 1))
    raise UserError("disk_full", path="all.mrcw")


def test_verdicts_fill_the_table_while_files_are_read(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    seen: list[tuple[int, str]] = []
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.view.outcome.model.rowsInserted.connect(
        lambda *_: seen.append((page.view.outcome.model.rowCount(), page.view.outcome.totals.total.text()))
    )
    page.merger.found.connect(
        lambda _: seen.append((page.view.outcome.model.rowCount(), page.view.outcome.totals.total.text()))
    )
    real = Verdicts.__call__

    def at_once(verdicts: Verdicts, result: FileResult) -> None:
        real(verdicts, result)
        verdicts.flush()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Verdicts, "__call__", at_once)
        page.take([inbox])
    assert [row for row, _ in seen[::2]] == [1, 2, 3, 4]
    assert [total for _, total in seen[1::2]] == ["1", "2", "3", "4"]


def test_files_of_one_verdict_can_be_shown_copied_and_saved(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    saved = tmp_path / "list.csv"
    _, page = opening(collection(tmp_path / "all.mrcw"), choose_target=lambda *_: saved)
    (inbox / "=cmd.mrcw").write_bytes(b"")
    page.take([inbox])
    place = page.view.outcome.totals.which.findData("refused")
    assert page.view.outcome.totals.which.itemText(place) == "Refused (2)"
    page.view.outcome.totals.which.setCurrentIndex(place)
    page.view.outcome.totals.which.activated.emit(place)
    assert {one.verdict for one in page.view.outcome.model.rows} == {Verdict.REFUSED}
    assert page.view.outcome.totals.total.text() == "5"
    page.view.outcome.totals.copy.click()
    assert QGuiApplication.clipboard().text().count("\n") == 3
    page.view.outcome.totals.save.click()
    lines = saved.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "saved" in page.view.messages.told.accessibleName()


def test_what_is_no_file_is_said_when_it_is_dropped(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    mime = QMimeData()
    mime.setText("a line of an e-mail")
    mime.setUrls([QUrl("https://example.org/centre.mrcw")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.view.choosing.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert "no file or folder" in page.view.messages.wrong.accessibleName()
    assert page.view.choosing.isVisible()


def test_an_earlier_import_shows_its_files_with_their_fingerprints(
    opening: Opener, tmp_path: Path, inbox: Path
) -> None:
    target = collection(tmp_path / "all.mrcw", inbox)
    merged(target, inbox / "velira.mrcw")
    _, page = opening(target)
    page.view.log.files[1].click()
    assert verdicts(page)["letter.mrcw"] is Verdict.REFUSED
    assert "by Test" in page.view.act.text.text()
    assert page.view.act.undo.isVisible()
    choose(page, "velira.mrcw")
    page.view.outcome.detail.copy_sha256.click()
    assert QGuiApplication.clipboard().text() == hashlib.sha256((inbox / "velira.mrcw").read_bytes()).hexdigest()
    page.view.act.over.click()
    assert page.view.log.isVisible()


def test_an_import_is_not_undone_unless_the_person_means_it(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    asked: list[tuple[str, ...]] = []

    def ask(*words: str) -> bool:
        asked.append(words)
        return False

    harness, page = opening(collection(tmp_path / "all.mrcw", inbox), confirm=ask)
    assert page.view.log.undo is not None
    page.view.log.undo.click()
    assert "4 files" in asked[0][1]
    assert len(harness.bridge.session.centres()) == 2


def test_a_conflict_leads_to_the_page_of_conflicts(opening: Opener, tmp_path: Path, user_data: Path) -> None:
    one = submission(tmp_path / "one.mrcw")
    two = twin(one, "two.mrcw", **{TEXT: "A ministry"})
    edited(one, **{TEXT: "A church"})
    harness, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([one, two])
    assert verdicts(page)["two.mrcw"] is Verdict.CONFLICT
    page.view.act.go.click()
    assert page.view.settling.isVisible()
    page.view.settling.click()
    assert harness.places[-1].page == "conflicts"


@pytest.fixture
def lookalike(tmp_path: Path, user_data: Path) -> tuple[Path, Path]:
    """A collection with a centre, and a file of another that may be the same."""
    target = collection(tmp_path / "all.mrcw", submission(tmp_path / "a.mrcw", "Port Velira MRC"))
    return target, submission(tmp_path / "b.mrcw", "Port Velira")


def joined(harness: Harness) -> dict[str, str | None]:
    """By the name of each centre, that of the centre that it was joined into."""
    centres = {centre.id: centre for centre in harness.bridge.session.centres()}
    return {one.name: centres[one.joined_into].name if one.joined_into else None for one in centres.values()}


def test_a_suspected_duplicate_is_shown_beside_what_it_resembles_before_anything_is_merged(
    opening: Opener, lookalike: tuple[Path, Path]
) -> None:
    _, page = opening(lookalike[0])
    page.take([lookalike[1]])
    deciding = page.view.outcome.detail.deciding
    assert deciding.isVisible()
    assert {fact: tuple(made.text() for made in both) for fact, both in deciding.facts.items()} == {
        "name": ("Port Velira", "Port Velira MRC"),
        "country": ("Albania", "Albania"),
        "period": ("2026, first", "2026, first"),
    }
    assert "Port Velira MRC" in page.view.outcome.detail.why.text()
    assert "1 file may be" in page.view.act.note.text()
    assert not deciding.join.isEnabled()


def test_one_of_another_period_is_told_with_both_periods(opening: Opener, lookalike: tuple[Path, Path]) -> None:
    later = lookalike[1].with_name("later.mrcw")
    create(later, "PORT VELÎRA", "AL", "2029")
    _, page = opening(lookalike[0])
    page.take([later])
    assert "of another period" in page.view.outcome.detail.why.text()
    assert "2029 and 2026, first" in page.view.outcome.detail.deciding.why.text()


def test_many_of_one_name_are_one_line_and_each_can_be_looked_at(
    opening: Opener, lookalike: tuple[Path, Path], tmp_path: Path
) -> None:
    merged(lookalike[0], *(submission(tmp_path / f"{number}.mrcw", "PORT VELIRA") for number in range(3)))
    _, page = opening(lookalike[0])
    page.take([lookalike[1]])
    deciding = page.view.outcome.detail.deciding
    assert "one of 4 centres of nearly this name" in page.view.outcome.detail.why.text()
    assert deciding.several.text().startswith("4 centres of nearly this name")
    assert deciding.which.count() == 4
    looked_at = []
    for place in range(4):
        deciding.which.setCurrentIndex(place)
        deciding.which.activated.emit(place)
        looked_at.append(deciding.facts["name"][1].text())
    assert sorted(looked_at) == ["PORT VELIRA"] * 3 + ["Port Velira MRC"]


def test_nothing_is_decided_while_files_are_read(opening: Opener, lookalike: tuple[Path, Path]) -> None:
    _, page = opening(lookalike[0])
    page.take([lookalike[1]])
    (found,) = page.view.outcome.model.results
    page.view.outcome.begin()
    page.view.outcome.add([found])
    page.view.outcome.table.choose(0)
    assert page.view.outcome.detail.result == found
    assert not page.view.outcome.detail.deciding.isVisible()


def test_a_decision_in_the_plan_is_recorded_with_the_merge_and_undone_with_it(
    opening: Opener, lookalike: tuple[Path, Path]
) -> None:
    harness, page = opening(lookalike[0])
    page.take([lookalike[1]])
    page.view.outcome.detail.deciding.reason.setText("The manager said so")
    page.view.outcome.detail.deciding.join.click()
    assert "The manager said so" in page.view.outcome.detail.why.text()
    assert joined(harness) == {"Port Velira MRC": None}
    page.view.outcome.detail.deciding.again.click()
    assert page.view.outcome.detail.deciding.asking.isVisible()
    page.view.outcome.detail.deciding.reason.setText("The manager wrote so")
    page.view.outcome.detail.deciding.join.click()
    page.view.act.go.click()
    assert joined(harness) == {"Port Velira MRC": None, "Port Velira": "Port Velira MRC"}
    assert "joined" in page.view.messages.told.accessibleName()
    assert not page.view.outcome.detail.deciding.asking.isVisible()
    page.view.act.undo.click()
    assert joined(harness) == {"Port Velira MRC": None}


def test_a_decision_is_given_up_with_its_plan(opening: Opener, lookalike: tuple[Path, Path]) -> None:
    harness, page = opening(lookalike[0])
    page.take([lookalike[1]])
    page.view.outcome.detail.deciding.reason.setText("The manager said so")
    page.view.outcome.detail.deciding.join.click()
    page.view.act.over.click()
    page.take([lookalike[1]])
    assert page.view.outcome.detail.deciding.asking.isVisible()
    page.view.act.go.click()
    assert joined(harness) == {"Port Velira MRC": None, "Port Velira": None}


def test_without_a_decision_nothing_is_joined_and_it_can_be_decided_afterwards(
    opening: Opener, lookalike: tuple[Path, Path]
) -> None:
    harness, page = opening(lookalike[0])
    page.take([lookalike[1]])
    page.view.act.go.click()
    assert joined(harness) == {"Port Velira MRC": None, "Port Velira": None}
    page.view.start_over()
    page.view.log.files[0].click()
    page.view.outcome.detail.deciding.reason.setText("The manager said so")
    page.view.outcome.detail.deciding.join.click()
    assert joined(harness)["Port Velira"] == "Port Velira MRC"
    assert not page.view.outcome.detail.deciding.asking.isVisible()
    assert not page.view.outcome.detail.deciding.again.isVisible()
    page.view.act.undo.click()
    assert "Ana joined a centre of it" in page.view.messages.wrong.accessibleName()
    assert joined(harness)["Port Velira"] == "Port Velira MRC"


@pytest.mark.parametrize("when", ["plan", "merged"])
def test_leaving_apart_is_remembered_and_joins_nothing(
    opening: Opener, lookalike: tuple[Path, Path], when: str
) -> None:
    harness, page = opening(lookalike[0])
    page.take([lookalike[1]])
    if when == "merged":
        page.view.act.go.click()
    page.view.outcome.detail.deciding.apart.click()
    if when == "plan":
        page.view.act.go.click()
    assert not page.view.outcome.detail.deciding.asking.isVisible()
    assert joined(harness) == {"Port Velira MRC": None, "Port Velira": None}
    page.view.start_over()
    page.view.log.files[0].click()
    assert "Stays a centre of its own" in page.view.outcome.detail.why.text()
    assert not page.view.outcome.detail.deciding.asking.isVisible()


def test_nothing_can_be_merged_into_the_sample(opening: Opener, sample: Path) -> None:
    _, page = opening(sample)
    assert page.view.messages.wrong.isVisible()
    assert not page.view.choosing.files.isEnabled()
    page.take([sample])
    assert page.view.shown is None


def test_thousands_of_files_are_shown_without_asking_for_each(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    assert page.view.shown is not None
    asked: list[int] = []
    real = page.view.outcome.model.data

    def counting(index: object, role: int = 0) -> object:
        asked.append(1)
        return real(index, role)  # type: ignore[arg-type]

    page.view.outcome.model.data = counting  # type: ignore[method-assign, assignment]
    page.view.outcome.model.show(page.view.shown.report.files * 2500)
    page.view.outcome.table.scrollToBottom()
    page.view.outcome.table.viewport().repaint()
    assert page.view.outcome.model.rowCount() == 10_000
    assert len(asked) < 3000


def test_arrow_keys_go_from_file_to_file(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    page.view.outcome.table.setFocus()
    QTest.keyClick(page.view.outcome.table, Qt.Key.Key_Down)
    assert page.view.outcome.detail.result == page.view.outcome.model.results[1]
    index = page.view.outcome.model.index(1, 0)
    assert index.data(RESULT_ROLE).path.name in str(index.data(int(Qt.ItemDataRole.AccessibleTextRole)))


@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
def test_nothing_is_cut_and_all_that_the_tab_key_reaches_has_a_name(
    opening: Opener, tmp_path: Path, inbox: Path, mirrored: bool
) -> None:
    submission(inbox / "velira again.mrcw", "Port Velira MRC")
    harness, page = opening(collection(tmp_path / "all.mrcw"), content=long_content(), mirrored=mirrored)

    def look() -> None:
        harness.settle()
        assert cut(page) == []
        assert nameless(page) == []
        assert page.inner.width() <= page.scroll_area.viewport().width()

    look()
    (inbox / "the letter that came with it.pdf").write_bytes(b"%PDF-1.7")
    page.take([inbox])
    look()
    choose(page, "the letter that came with it.pdf")
    look()
    choose(page, "velira.mrcw")
    assert page.view.outcome.detail.deciding.isVisible()
    look()
    page.view.outcome.detail.deciding.reason.setText("The manager said so, by telephone")
    page.view.outcome.detail.deciding.join.click()
    look()
    page.view.act.go.click()
    look()
    page.view.start_over()
    look()
    page.view.log.files[0].click()
    look()


def test_a_new_collection_begins_at_the_merge_page(desktop: Desktop, tmp_path: Path) -> None:
    desktop.answers.to_save = tmp_path / "all.mrcw"
    desktop.bench.first_start.show_choices()
    assert desktop.bench.first_start.page is not None
    desktop.bench.first_start.page.collect_chosen.emit()
    desktop.settle()
    assert desktop.bench.navigator.place.page in desktop.shell.sidebar.shown_pages
    assert "merge" in desktop.shell.sidebar.shown_pages
    assert "home" not in desktop.shell.sidebar.shown_pages
    page = desktop.go("merge")
    assert isinstance(page, MergePage)
    page.work._runner = DirectRunner()
    page.take([submission(tmp_path / "one.mrcw")])
    page.view.act.go.click()
    desktop.settle()
    assert desktop.shell.sidebar.shown_pages == ("centres", "merge", "conflicts", "decisions", "across", "export")
    desktop.go("centres")
    assert desktop.bench.navigator.place.page == "centres"


def test_to_merge_other_files_the_keyboard_goes_where_they_are_chosen(
    desktop: Desktop, tmp_path: Path, inbox: Path
) -> None:
    desktop.begin(collection(tmp_path / "all.mrcw"))
    page = desktop.go("merge")
    assert isinstance(page, MergePage)
    desktop.activate()
    page.take([inbox])
    page.view.act.go.click()
    desktop.settle()
    page.view.act.over.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert desktop.app.focusWidget() is page.view.choosing.files


def test_while_a_merge_runs_nothing_else_can_be_done(desktop: Desktop, tmp_path: Path) -> None:
    desktop.begin(collection(tmp_path / "all.mrcw", submission(tmp_path / "one.mrcw")))
    desktop.bridge.set_busy(busy=True)
    here = desktop.bench.navigator.place
    desktop.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desktop.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert desktop.bench.navigator.place == here
    assert not desktop.shell.topbar.isEnabled()
    desktop.bridge.set_busy(busy=False)
    assert desktop.shell.topbar.isEnabled()


def test_one_file_of_an_import_is_undone_by_itself(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    harness, page = opening(collection(tmp_path / "all.mrcw", inbox))
    before = {one.name for one in harness.bridge.session.centres()}
    page.view.log.files[0].click()
    choose(page, "velira.mrcw")
    outcome = page.view.outcome
    standing, numbers = outcome.detail.standing, range(NUMBERS, len(COLUMNS))
    assert standing.undo.isVisible()
    assert all(outcome.table.isColumnHidden(one) for one in numbers), "the log does not keep how many answers came"
    assert page.panel is not None
    assert outcome.detail.minimumSizeHint().width() <= outcome.proposals.width(), "no button is beyond the edge"
    standing.undo.click()
    assert outcome.detail.result is not None
    assert outcome.detail.result.path.name == "velira.mrcw", "it stays chosen"
    assert "Taken out again" in outcome.model.words.line(outcome.detail.result)[0]
    assert "taken out again" in page.view.messages.told.accessibleName()
    assert before - {one.name for one in harness.bridge.session.centres()} == {"Port Velira"}
    assert not standing.undo.isVisible()
    assert "by Ana" in standing.said.text()
    choose(page, "letter.mrcw")
    assert "brought nothing" not in standing.said.text(), "it was refused, and that is said"


def test_a_file_is_set_aside_with_a_reason_and_put_back(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    harness, page = opening(collection(tmp_path / "all.mrcw", inbox))
    page.view.log.files[0].click()
    choose(page, "velira.mrcw")
    standing = page.view.outcome.detail.standing
    assert not standing.aside.isEnabled(), "a reason is asked for"
    standing.reason.setText("far too heavy")
    standing.aside.click()
    assert len(harness.bridge.session.centres()) == 1
    choose(page, "velira.mrcw")
    assert "far too heavy" in standing.said.text()
    standing.back.click()
    assert len(harness.bridge.session.centres()) == 2
    choose(page, "velira.mrcw")
    assert standing.undo.isVisible()


def test_why_a_file_cannot_be_undone_is_said_where_it_is_shown(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    target = collection(tmp_path / "all.mrcw", inbox)
    with open_session(target) as session:
        velira = next(one.id for one in session.centres() if one.name == "Port Velira")
        resolving.withdraw(session, velira, reason="asked", author="Ana")
    _, page = opening(target)
    page.view.log.files[0].click()
    choose(page, "velira.mrcw")
    standing = page.view.outcome.detail.standing
    assert not standing.undo.isVisible()
    assert "Ana recorded on" in standing.said.text()
