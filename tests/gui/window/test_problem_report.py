"""*Report a problem*: what is shown is what leaves, by the user's hand alone, and it knows no answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.window import watching
from mrcworkbench.gui.window.problem_report import ProblemReportDialog, choose_target, report_on
from mrcworkbench.log import files
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from tests.gui.window_support import Desktop

SAID = "Zanele was deported from Beira"


class Chosen:
    """Says where to save, without asking anybody."""

    def __init__(self, path: Path | None) -> None:
        self.path, self.suggested = path, Path()

    def __call__(self, _parent: object, _texts: object, suggested: Path) -> Path | None:
        self.suggested = suggested
        return self.path


def dialog_of(desktop: Desktop, chosen: Chosen | None = None) -> ProblemReportDialog:
    session = desktop.bridge.session if desktop.bridge.is_open else None
    report = report_on(session, desktop.theme, desktop.window, "en")
    return ProblemReportDialog(desktop.theme, desktop.bench.texts, report, desktop.window, chosen or Chosen(None))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[ProblemReportDialog]:
    """The dialogs that were shown; none of them waits for anybody."""
    dialogs: list[ProblemReportDialog] = []

    def note(dialog: ProblemReportDialog) -> None:
        dialogs.append(dialog)

    monkeypatch.setattr(ProblemReportDialog, "exec", note)
    return dialogs


@pytest.mark.parametrize("name", ["problem", "problem.txt", "problem.TXT", "problem 1.2"])
def test_what_is_shown_is_saved_byte_for_byte_and_copied(
    desktop: Desktop, sample: Path, tmp_path: Path, name: str
) -> None:
    desktop.begin(sample)
    chosen = Chosen(tmp_path / name)
    dialog = dialog_of(desktop, chosen)
    dialog.save.click()
    saved = tmp_path / (name if name.lower().endswith(".txt") else f"{name}.txt")
    assert saved.read_bytes() == dialog.report.toPlainText().encode("utf-8")
    assert saved.name in dialog.done_.accessibleName()
    assert chosen.suggested.suffix == ".txt"
    dialog.copy.click()
    assert QApplication.clipboard().text().encode("utf-8") == saved.read_bytes()


def test_the_report_shows_the_log_and_how_much_is_in_the_database_and_no_answers(
    desktop: Desktop, database: Path
) -> None:
    desktop.begin(database)
    desktop.answer("prof_body", SAID)
    desktop.bench.notifier.fault(ValueError(SAID))
    desktop.bench.notifier.error(UserError("missing", path=f"/home/{SAID}.mrcw"))
    text = dialog_of(desktop).report.toPlainText()
    assert files.read() in text
    for line in (
        "centres=1",
        "assessments=1",
        "read_only=none",
        "text_percent=100",
        "colours=light",
        f"schema={SCHEMA_VERSION}",
    ):
        assert f"\n{line}\n" in text
    assert " told code=missing\n" in text
    assert "error ValueError" in text
    for word in ("Zanele", "deported", "Beira", "Port Velira", str(database), str(database.parent), "centre.mrcw"):
        assert word.lower() not in text.lower()


def test_the_report_can_be_scrolled_and_read_by_keyboard_but_not_changed(desktop: Desktop) -> None:
    desktop.begin()
    dialog = dialog_of(desktop)
    assert dialog.report.isReadOnly()
    assert dialog.report.tabChangesFocus()
    assert dialog.report.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert dialog.report.accessibleName()


def test_a_place_that_takes_no_file_is_said_and_nothing_is_called_saved(desktop: Desktop, tmp_path: Path) -> None:
    desktop.begin()
    dialog = dialog_of(desktop, Chosen(tmp_path / "missing" / "problem.txt"))
    dialog.copy.click()
    dialog.save.click()
    assert str(tmp_path / "missing") in dialog.wrong.accessibleName()
    assert not dialog.wrong.isHidden()
    assert dialog.done_.isHidden()


def test_nothing_is_saved_where_no_place_is_chosen(desktop: Desktop, tmp_path: Path) -> None:
    desktop.begin()
    dialog = dialog_of(desktop)
    dialog.save.click()
    assert dialog.done_.isHidden()
    assert dialog.wrong.isHidden()


def test_the_ending_is_there_before_the_system_asks_about_an_existing_file(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QFileDialog] = []

    def accept(dialog: QFileDialog) -> int:
        asked.append(dialog)
        assert dialog.defaultSuffix() == "txt"
        assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile("problem")
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    found = choose_target(desktop.window, desktop.bench.texts, tmp_path / "suggested.txt")
    assert found == tmp_path / "problem.txt"
    assert asked


@pytest.mark.parametrize("start", ["sample", "nothing"])
def test_a_fault_leads_to_the_report(
    desktop: Desktop, sample: Path, shown: list[ProblemReportDialog], start: str
) -> None:
    desktop.begin(sample if start == "sample" else None)
    desktop.bench.notifier.failure(ZeroDivisionError(SAID))
    desktop.settle()
    strip = (
        desktop.shell.messages
        if start == "sample"
        else desktop.bench.first_start.page.findChild(type(desktop.shell.messages))
    )
    assert strip.report.isVisible()
    strip.report.click()
    (dialog,) = shown
    assert "error ZeroDivisionError" in dialog.report.toPlainText()
    assert "Zanele" not in dialog.report.toPlainText()


def test_where_no_database_opens_the_first_page_leads_to_the_report(
    desktop: Desktop, tmp_path: Path, shown: list[ProblemReportDialog]
) -> None:
    desktop.begin(tmp_path / "missing.mrcw")
    (link,) = [
        one
        for one in desktop.bench.first_start.page.findChildren(Button)
        if one.text() == "Report a problem…" and one.isVisible()
    ]
    link.click()
    (dialog,) = shown
    assert " told code=missing\n" in dialog.report.toPlainText()
    assert "\nopen=no\n" in dialog.report.toPlainText()


def test_the_file_menu_leads_to_the_report(desktop: Desktop, sample: Path, shown: list[ProblemReportDialog]) -> None:
    desktop.begin(sample)
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    next(action for action in menu.actions() if action.text() == "Report a problem…").trigger()
    menu.deleteLater()
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("error", "line"),
    [(ValueError(SAID), "error ValueError"), (UserError("disk_full", path=SAID), "told code=disk_full")],
)
def test_what_fails_on_another_thread_is_logged_however_it_is_told(error: Exception, line: str) -> None:
    def work(_: Task) -> None:
        raise error

    Task(work).run()
    assert line in files.read()
    assert "Zanele" not in files.read()


def test_a_save_that_fails_is_logged_by_its_code(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_session(database) as session:
        session.open_assessment(None)
        checked = session.check("prof_body", SAID)
        with monkeypatch.context() as broken:
            broken.setattr(session._store, "save", lambda *_: 1 / 0)
            session.set_answer("prof_body", checked.answer)
        assert " save_failed code=save_fault edits=1\n" in files.read()
        assert "error ZeroDivisionError" in files.read()
    assert "Zanele" not in files.read()


def test_a_warning_of_qt_is_logged_by_its_function_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    said = f"QFSFileEngine::open: No file name in /home/{SAID}.mrcw"
    watching.on_message(QtMsgType.QtWarningMsg, QMessageLogContext(), said)
    watching.on_message(QtMsgType.QtDebugMsg, QMessageLogContext(), said)
    assert files.read().count("\n") == 1
    assert files.read().endswith(" qt_message kind=warning part=default function=qfsfileengine::open\n")
    assert capsys.readouterr().err == f"{said}\n" * 2


def test_a_program_without_a_console_still_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    watching.on_message(QtMsgType.QtCriticalMsg, QMessageLogContext(), SAID)
    assert files.read().endswith(" qt_message kind=critical part=default function=none\n")


def test_the_window_logs_its_start_its_file_and_its_end(tmp_path: Path, sample: Path, user_data: Path) -> None:
    code = f"""
from pathlib import Path
from PySide6.QtCore import QTimer
from mrcworkbench.gui.window import app, filling, watching
def watched(*given):
    watch(*given)
    QTimer.singleShot(0, given[0].closeAllWindows)
watch, watching.watch_window = watching.watch_window, watched
print(app.run(Path({str(sample)!r})))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "0"
    events = [line.split()[3] for line in files.read().splitlines()]
    assert events == ["opened", "window", "window_ended"]


def test_reporting_asks_no_network_and_starts_no_program() -> None:
    code = """
import sys
seen = []
watched = ("socket.", "subprocess.", "os.exec", "os.posix_spawn")
sys.addaudithook(lambda event, _: seen.append(event) if event.startswith(watched) else None)
from PySide6.QtWidgets import QApplication, QWidget
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.window.problem_report import ProblemReportDialog, report_on
from mrcworkbench.gui.theme import Theme
app = QApplication([])
window, theme = QWidget(), Theme(app, "light")
dialog = ProblemReportDialog(theme, Content().texts, report_on(None, theme, window, "en"), window)
dialog.copy.click()
print(seen, "PySide6.QtNetwork" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"
