"""*Check a report* in the File menu: of every file that is open, also of a collection where no centre is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.exchange.report import make_report
from mrcworkbench.gui.pages.report.check import ReportCheckDialog
from mrcworkbench.services.session.session import open_session
from tests.gui.merging_support import collection, submission
from tests.gui.window_support import Desktop


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """A collection of two centres that a report was made of."""
    sent = [submission(tmp_path / f"{name}.mrcw", name, prof_body="Body") for name in ("Orvane", "Velira")]
    return collection(tmp_path / "all.mrcw", *sent)


def test_headquarters_check_a_report_where_no_centre_is_open(
    desktop: Desktop, collected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(collected) as session:
        session.open_assessment(session.assessments()[0].id)
        made = make_report(session, tmp_path / "r.xlsx", audience=Audience.INTERNAL)
    desktop.begin(collected)
    assert not desktop.bridge.has_assessment
    shown: list[ReportCheckDialog] = []
    monkeypatch.setattr(ReportCheckDialog, "exec", lambda dialog: shown.append(dialog) or 0)
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    next(one for one in menu.actions() if one.text() == "Check a report…").trigger()
    check = shown[0].report
    check.number.setText(made.data.number)
    QTest.keyClick(check.number, Qt.Key.Key_Return)
    assert "for the centre itself" in check.good.accessibleName()
    shown[0].show()
    desktop.settle()
    assert all(one.height() >= one.heightForWidth(one.width()) for one in check.good.findChildren(QLabel)), "whole"
    check.choose = lambda *_: tmp_path / "r.xlsx"
    check.file.click()
    assert "in the cells of the file is as it was made" in check.good.accessibleName()
    check.number.setText("1234 5678 9012")
    check.check.click()
    assert check.good.accessibleName() == ""
    assert "1234 5678 9012" in check.bad.accessibleName()


def test_without_a_file_there_is_nothing_to_check_with(desktop: Desktop) -> None:
    desktop.begin(None)
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    assert "Check a report…" not in [one.text() for one in menu.actions()]
