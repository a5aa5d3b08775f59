"""Backups in the window: how many are kept is set, and one becomes a new file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mrcworkbench.gui.window import backups as window_backups
from mrcworkbench.gui.window.backups import BackupsDialog
from mrcworkbench.gui.window.dialogs import SettingsDialog
from mrcworkbench.services.backups import BackupLimits, backups_of, load_limits
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.gui.window_support import Desktop


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A database with a backup from before its merge."""
    target = files.centre(tmp_path, "own", {"prof_body": "Own body"})
    assert files.merge(target, files.centre(tmp_path, "other")).backup is not None
    return target


def _dialog(desktop: Desktop, database: Path, target: Path | None) -> BackupsDialog:
    bench = desktop.bench
    return BackupsDialog(desktop.theme, bench.texts, database, desktop.bridge.runner, desktop.window, lambda *_: target)


def test_how_many_backups_are_kept_is_set_at_once(desktop: Desktop) -> None:
    desktop.begin()
    dialog = SettingsDialog(desktop.theme, desktop.bench.texts, desktop.window)
    assert (dialog.most.text(), dialog.megabytes.text()) == ("10", "2000")
    for field, text in ((dialog.most, "3"), (dialog.megabytes, "750")):
        field.selectAll()
        QTest.keyClicks(field, text)
    assert load_limits() == BackupLimits(3, 750)
    again = SettingsDialog(desktop.theme, desktop.bench.texts, desktop.window)
    assert (again.most.text(), again.megabytes.text()) == ("3", "750")
    again.most.selectAll()
    QTest.keyClick(again.most, Qt.Key.Key_Backspace)
    QTest.keyClicks(again.most, "0x")
    assert load_limits() == BackupLimits(3, 750), "what is no number from 1 on is not kept"


def test_a_setting_that_cannot_be_kept_is_told(desktop: Desktop, user_data: Path) -> None:
    desktop.begin()
    (user_data / "backups.json").mkdir(parents=True)
    dialog = SettingsDialog(desktop.theme, desktop.bench.texts, desktop.window)
    dialog.most.selectAll()
    QTest.keyClicks(dialog.most, "3")
    assert not dialog.wrong.isHidden()


def test_a_backup_becomes_a_new_file_and_the_open_one_stays(desktop: Desktop, merged: Path, tmp_path: Path) -> None:
    desktop.begin(merged)
    before, target = merged.read_bytes(), tmp_path / "before.mrcw"
    dialog = _dialog(desktop, merged, target)
    assert dialog.list.count() == 1
    assert "Before a merge" in dialog.list.item(0).text()
    dialog.restore.click()
    assert str(target) in dialog.done_.accessibleName()
    assert dialog.close_.isEnabled()
    assert merged.read_bytes() == before
    with open_session(target) as session:
        assert [one.name for one in session.centres()] == ["Centre own"]
    dialog.restore.click()
    assert "before.mrcw" in dialog.wrong.accessibleName(), "nothing is written over"


def test_a_damaged_backup_is_told(desktop: Desktop, merged: Path, tmp_path: Path) -> None:
    (backup,) = backups_of(merged)
    content = bytearray(backup.path.read_bytes())
    content[-9] ^= 1
    backup.path.write_bytes(content)
    desktop.begin(merged)
    dialog = _dialog(desktop, merged, tmp_path / "before.mrcw")
    dialog.restore.click()
    assert "damaged" in dialog.wrong.accessibleName()
    assert not (tmp_path / "before.mrcw").exists()


def test_where_there_is_none_that_is_said_and_nothing_can_be_restored(desktop: Desktop, tmp_path: Path) -> None:
    path = files.centre(tmp_path, "own")
    desktop.begin(path)
    dialog = _dialog(desktop, path, None)
    assert not dialog.restore.isEnabled()


def test_the_file_menu_leads_to_them(desktop: Desktop, merged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(window_backups.BackupsDialog, "exec", lambda dialog: shown.append(dialog.windowTitle()))
    desktop.begin(merged)
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    next(one for one in menu.actions() if one.text() == "Backups…").trigger()
    assert shown == ["Backups"]


def test_a_backup_that_is_opened_is_read_and_leads_to_a_copy(desktop: Desktop, merged: Path) -> None:
    (backup,) = backups_of(merged)
    desktop.begin(backup.path)
    assert desktop.bridge.session.read_only_reason == "backup_opened"
