"""Which file is this: the last one opens again, its name and folder are told, and a file to be read says so."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from mrcworkbench import paths
from mrcworkbench.errors import UserError
from mrcworkbench.gui import preferences
from mrcworkbench.gui.outside.file_names import shown_folder, shown_name
from mrcworkbench.services.session import holding
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.session.session import create, create_sample, open_session
from mrcworkbench.services.submitting import submit
from tests.gui.window_support import Desktop


def started_again(desktop: Desktop, database: Path | None = None) -> Desktop:
    """Another start of the program, after the window of the first has been closed."""
    assert desktop.bench.changeover.close()
    desktop.said.clear()
    desktop.bench.begin(database)
    desktop.settle()
    return desktop


@pytest.fixture
def sent(database: Path, tmp_path: Path) -> Path:
    made = tmp_path / "sent.mrcw"
    with open_session(database) as session:
        session.open_assessment(None)
        checked = session.check("prof_body", "A municipality")
        assert checked.answer is not None
        session.set_answer("prof_body", checked.answer)
        submit(session, made, author="Ana")
    return made


def titled(desktop: Desktop) -> list[str]:
    """The parts of the window's title."""
    return desktop.window.windowTitle().split(" \u2013 ")


def on_start_page(desktop: Desktop) -> bool:
    return desktop.bench.rooms.currentWidget().objectName() == "page:start"


# The last file


@pytest.mark.parametrize("kind", ["centre", "collection", "sample"])
def test_the_last_file_opens_again(desktop: Desktop, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "elsewhere" / f"{kind}.mrcw"
    file.parent.mkdir()
    if kind == "centre":
        create(file, "Here", "AL", "2026")
    elif kind == "collection":
        create_empty(file)
    else:
        create_sample(file)
    desktop.begin(file)
    assert started_again(desktop).bridge.session.path == file


def test_the_last_file_goes_before_the_own_centre_and_a_named_file_before_both(
    desktop: Desktop, database: Path, tmp_path: Path
) -> None:
    create(paths.default_database(), "Own", "AL", "2026")
    other = tmp_path / "other.mrcw"
    create(other, "Other", "AL", "2026")
    desktop.begin(database)
    assert started_again(desktop).bridge.session.path == database
    assert started_again(desktop, other).bridge.session.path == other
    assert started_again(desktop).bridge.session.path == other


def test_a_submission_that_was_looked_at_does_not_take_the_place_of_the_own_file(
    desktop: Desktop, database: Path, sent: Path
) -> None:
    desktop.begin(database)
    assert started_again(desktop, sent).bridge.session.path == sent
    assert started_again(desktop).bridge.session.path == database
    assert str(sent) in preferences.load().recent


def test_the_first_version_s_list_of_files_is_enough(desktop: Desktop, database: Path) -> None:
    file = preferences.file()
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"theme": "light", "recent": [str(database)]}), "utf-8")
    desktop.begin()
    assert desktop.bridge.session.path == database


def test_a_last_file_that_is_gone_is_named_and_no_other_opens_in_its_place(
    desktop: Desktop, database: Path, tmp_path: Path
) -> None:
    create(paths.default_database(), "Own", "AL", "2026")
    stick = tmp_path / "stick"
    stick.mkdir()
    file = stick / "Tirana.mrcw"
    create(file, "Tirana", "AL", "2026")
    desktop.begin(database)
    started_again(desktop, file)
    assert desktop.bench.changeover.close()
    stick.rename(tmp_path / "unplugged")
    desktop.said.clear()
    desktop.bench.begin(None)
    desktop.settle()
    assert not desktop.bridge.is_open
    assert on_start_page(desktop)
    assert len(desktop.said) == 1
    assert "Tirana.mrcw" in desktop.said[0][1]
    assert f"{os.sep}stick" in desktop.said[0][2]
    words = [label.text() for label in desktop.bench.first_start.page.findChildren(QLabel) if label.isVisible()]
    assert any("Tirana.mrcw" in text for text in words)
    (tmp_path / "unplugged").rename(stick)
    desktop.bench.begin(None)
    desktop.settle()
    assert desktop.bridge.session.path == file, "with the stick back it opens again"


@pytest.mark.parametrize("content", [b"", b"nonsense", b"SQLite format 3\0" + b"\0" * 100])
def test_a_last_file_that_cannot_be_opened_says_why_on_the_first_page(
    desktop: Desktop, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "broken.mrcw"
    file.write_bytes(content)
    preferences.save(preferences.Preferences(last=str(file)))
    desktop.begin()
    assert on_start_page(desktop)
    assert [said[0] for said in desktop.said] == ["danger"]


# Its name


def test_title_and_menu_name_the_file_and_its_folder(desktop: Desktop, database: Path, tmp_path: Path) -> None:
    desktop.begin(database)
    assert titled(desktop) == ["centre.mrcw", "Port Velira", "MRC Workbench"]
    assert Path(desktop.window.windowFilePath()) == database
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    assert [action.text() for action in menu.actions()[:2]] == [
        "File: centre.mrcw",
        f"Folder: {shown_folder(database)}",
    ]
    menu.deleteLater()
    copy = tmp_path / "R&D.mrcw"
    shutil.copy(database, copy)
    desktop.bench.files.open(copy)
    desktop.settle()
    assert titled(desktop) == ["R&D.mrcw", "Port Velira", "MRC Workbench"]
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    assert menu.actions()[0].text() == "File: R&&D.mrcw"
    menu.deleteLater()


def test_title_says_what_the_file_is(desktop: Desktop, sample: Path, sent: Path, database: Path) -> None:
    desktop.begin(sample)
    assert titled(desktop)[0] == "sample.mrcw (sample)"
    assert titled(started_again(desktop, sent))[0] == "sent.mrcw (submission)"
    with open_session(database):
        assert titled(started_again(desktop, database))[0] == "centre.mrcw (read only)"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("centre.mrcw", "centre.mrcw"),
        ("[*].mrcw", "[*].mrcw"),
        ("مركز.mrcw", "\u2068مركز.mrcw\u2069"),
        ("מרכז 2.mrcw", "\u2068מרכז 2.mrcw\u2069"),
        ("wcrm\u202e.exe", "wcrm\ufffd.exe"),
        ("a\nb.mrcw", "a\ufffdb.mrcw"),
        ("a\tb\x7f.mrcw", "a\ufffdb\ufffd.mrcw"),
        ("<b>x.mrcw", "<b>x.mrcw"),
        ("x" * 100 + ".mrcw", "x" * 29 + "…" + "x" * 25 + ".mrcw"),
        ("\udcff.mrcw", "\ufffd.mrcw"),
    ],
)
def test_a_name_is_one_line_in_its_own_direction_and_not_too_long(name: str, shown: str) -> None:
    assert shown_name(Path("/somewhere") / name) == shown


def test_a_title_with_the_sign_of_a_changed_file_shows_it(desktop: Desktop, tmp_path: Path) -> None:
    file = tmp_path / "a[*]b.mrcw"
    create(tmp_path / "a.mrcw", "A", "AL", "2026")
    (tmp_path / "a.mrcw").rename(file)
    desktop.begin(file)
    assert desktop.window.windowTitle().startswith("a[*][*]b.mrcw")  # of which the system shows one


@pytest.mark.parametrize(
    ("direction", "mark"), [(Qt.LayoutDirection.LeftToRight, "\u200e"), (Qt.LayoutDirection.RightToLeft, "\u200f")]
)
def test_a_name_from_the_right_does_not_turn_the_title_round(
    desktop: Desktop, tmp_path: Path, direction: Qt.LayoutDirection, mark: str
) -> None:
    create(tmp_path / "مركز.mrcw", "A", "AL", "2026")
    desktop.app.setLayoutDirection(direction)
    desktop.begin(tmp_path / "مركز.mrcw")
    assert desktop.window.windowTitle().startswith(f"{mark}\u2068مركز.mrcw\u2069 ")


def test_the_folder_is_shown_by_the_system_or_its_place_copied(
    desktop: Desktop, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QUrl] = []
    for works in (True, False):
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url, works=works: asked.append(url) or works)
        desktop.begin(database)
        desktop.bench.files.show_in_folder()
    assert [Path(url.toLocalFile()) for url in asked] == [database.parent] * 2
    assert Path(QGuiApplication.clipboard().text()) == database
    assert [said[0] for said in desktop.said] == ["warn"]


# Files to be read


def press_work_on_copy(desktop: Desktop, to: Path) -> None:
    assert desktop.shell.read_only.isVisible()
    desktop.answers.to_save = to
    desktop.shell.read_only.work_on_copy.click()
    desktop.settle()


def test_a_copy_of_a_submission_is_opened_to_work_in(desktop: Desktop, sent: Path, tmp_path: Path) -> None:
    before = sent.read_bytes()
    desktop.begin(sent)
    assert "submission" in desktop.shell.read_only.accessibleName()
    copy = tmp_path / "work.mrcw"
    press_work_on_copy(desktop, copy)
    assert desktop.bridge.session.path == copy
    assert not desktop.bridge.session.read_only
    assert not desktop.shell.read_only.isVisible()
    assert titled(desktop) == ["work.mrcw", "Port Velira", "MRC Workbench"]
    desktop.answer("prof_body", "Changed in the copy")
    assert sent.read_bytes() == before
    assert started_again(desktop).bridge.session.path == copy


def test_without_a_place_for_the_copy_nothing_changes(desktop: Desktop, sent: Path) -> None:
    desktop.begin(sent)
    desktop.shell.read_only.work_on_copy.click()
    desktop.settle()
    assert desktop.bridge.session.path == sent


OF_DISK = ["read_only_file", "read_only_folder", "disk_full", "interrupted_read_only", "no_permission"]
REASONS = ["open_elsewhere", "submission_opened", "temporary_copy", "lock_unavailable", *OF_DISK]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_for_reading_only_says_why_and_leads_to_a_copy(
    desktop: Desktop, sent: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    other, file = None, database
    if reason == "open_elsewhere":
        other = open_session(database)
    elif reason == "submission_opened":
        file = sent
    elif reason == "temporary_copy":
        file = tmp_path / "Content.Outlook" / "AB12" / "x.mrcw"
        file.parent.mkdir(parents=True)
        shutil.copy(database, file)
    elif reason != "lock_unavailable":  # what only the disk can say, to those who are not its administrator
        monkeypatch.setattr(holding, "open_store", partial(_opened_as, holding.open_store, reason))
    else:
        monkeypatch.setattr("mrcworkbench.systems.FileLock.acquire", _no_lock)
    desktop.begin(file)
    monkeypatch.undo()
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(tmp_path / "user data"))
    assert desktop.bridge.session.read_only_reason == reason
    said = desktop.shell.read_only.accessibleName()
    assert "only be read" in said or "reading only" in said
    assert len(said) > 100, "and why, and what to do"
    copy = tmp_path / "my copy.mrcw"
    press_work_on_copy(desktop, copy)
    assert desktop.bridge.session.path == copy
    assert not desktop.bridge.session.read_only
    if other is not None:
        other.close()


def _opened_as(real: Callable[..., object], reason: str, path: Path, **given: Any) -> object:
    return real(path, **{**given, "read_only_reason": reason})


def _no_lock(*_: object) -> bool:
    raise OSError(37, "no locks available")


def test_a_copy_that_cannot_be_written_says_so_and_the_file_stays_open(
    desktop: Desktop, sent: Path, tmp_path: Path
) -> None:
    desktop.begin(sent)
    press_work_on_copy(desktop, tmp_path / "no folder" / "x.mrcw")
    assert desktop.said[-1][0] == "danger"
    assert desktop.bridge.session.path == sent


PASSING = [
    "Temp/Temp1_centres.zip",
    "AppData/Local/Temp/7zO4A2B9C",
    "AppData/Local/Temp/Rar$EXa0.123",
    "AppData/Local/Microsoft/Windows/INetCache/Content.Outlook/QWE12345",
    "AppData/Local/Microsoft/Windows/Temporary Internet Files/Content.IE5/X",
    "AppData/Local/Microsoft/Olk/Attachments/ooa-0f3c",
    "AppData/Local/Packages/microsoft.windowscommunicationsapps_8wekyb3d8bbwe/LocalState/Files/S0/3/Attachments",
    "AppData/Local/Packages/5319275A.WhatsAppDesktop_cv1g1gvanyjgm/LocalState/sessions/0/transfers/2026-44",
    "AppData/Local/Temp/0f8fad5b-d9cb-469f-a165-70867728950e_centres.zip.50e",
    "Library/Containers/com.apple.mail/Data/Library/Mail Downloads/1234",
    "tmp/mozilla_ana0",
    "home/.fr-AbC12",
    "cache/evolution/tmp",
]


@pytest.mark.parametrize("folder", PASSING)
def test_a_file_opened_in_a_mail_or_an_archive_is_only_read_and_not_remembered(
    desktop: Desktop, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / folder / "x.mrcw"
    file.parent.mkdir(parents=True)
    shutil.copy(database, file)
    before = file.read_bytes()
    desktop.begin(file)
    assert desktop.bridge.session.read_only_reason == "temporary_copy"
    assert "temporary" in desktop.shell.read_only.accessibleName()
    assert preferences.load() == preferences.Preferences()
    assert file.read_bytes() == before
    with pytest.raises(UserError):
        desktop.bridge.session.require_writable()


@pytest.mark.parametrize("folder", ["Documents", "Downloads", "Temperature.zip files", "mozilla", "Outlook", "cachet"])
def test_other_folders_are_no_temporary_ones(database: Path, tmp_path: Path, folder: str) -> None:
    assert not paths.is_passing(tmp_path / folder / "x.mrcw")


def test_the_program_s_own_copies_to_look_at_are_temporary_ones(user_data: Path) -> None:
    assert paths.is_passing(user_data / "work" / "0123456789abcdef" / "x.mrcw")
    assert not paths.is_passing(user_data / "Documents" / "x.mrcw")


def test_a_submission_in_a_mail_says_that_it_is_one(desktop: Desktop, sent: Path, tmp_path: Path) -> None:
    file = tmp_path / "Content.Outlook" / "x.mrcw"
    file.parent.mkdir()
    shutil.copy(sent, file)
    desktop.begin(file)
    assert desktop.bridge.session.read_only_reason == "submission_opened"
    assert os.environ["MRCWORKBENCH_DATA"] in str(preferences.file())


def test_the_button_is_reached_with_the_keyboard(desktop: Desktop, sent: Path, qapp: QApplication) -> None:
    desktop.begin(sent)
    button = desktop.shell.read_only.work_on_copy
    button.setFocus()
    assert button.accessibleName() or button.text()
    assert button.isEnabled()


@pytest.mark.parametrize(
    "name", ["x" * 250 + ".mrcw", "\U0001f642" * 62 + ".mrcw", "م" * 125 + ".mrcw", "a b" * 83 + ".mrcw"]
)
def test_a_name_without_room_for_what_saving_needs_is_read_and_leads_to_a_copy(
    desktop: Desktop, database: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    shutil.copy(database, file)
    desktop.begin(file)
    assert desktop.bridge.session.read_only_reason == "name_leaves_no_room"
    assert desktop.window.width() == 1440, "the name is broken into lines"
    assert desktop.window.minimumSizeHint().width() <= 1280
    press_work_on_copy(desktop, tmp_path / "short.mrcw")
    assert not desktop.bridge.session.read_only


@pytest.mark.parametrize("name", ["x" * 242 + ".mrcw", "....mrcw", "a.b.mrcw", "\U0001f642" * 60 + ".mrcw", "x.MRCW"])
def test_a_long_or_odd_name_is_upgraded_with_its_backup(desktop: Desktop, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    shutil.copy(Path(__file__).parents[2] / "data" / "files_0_1_0" / "in-use.mrcw", file)
    desktop.begin(file)
    assert not desktop.bridge.session.read_only
    assert len(list(paths.backups().glob("*.mrcw"))) == 1
