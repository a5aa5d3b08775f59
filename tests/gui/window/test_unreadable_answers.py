"""A stored answer that cannot be read: the window opens, says which one it is, and sends nothing meanwhile."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench.services.session.session import create
from tests.gui.window_support import Desktop
from tests.submitted_files import edit


def test_the_window_opens_and_one_banner_names_the_question(desktop: Desktop, tmp_path: Path, user_data: Path) -> None:
    path = tmp_path / "own.mrcw"
    create(path, "Port Velira", "AL", "2026")
    edit(
        path,
        "INSERT INTO units SELECT id, 'prof_year', '', 'answered', 'x', NULL, '', '[]', NULL, '', '' FROM assessments",
    )
    desktop.begin(path)
    banner = desktop.shell.unreadable
    assert banner.isVisible()
    assert desktop.bridge.session.questionnaire.number("prof_year") in banner.accessibleName()
    page = desktop.go("submit")
    making = page.making
    page.way.author.setText("Ana")
    assert not making.button.isEnabled()
    assert making.why_not.isVisible()
    desktop.answer("prof_year", 2004)
    assert not banner.isVisible()
    desktop.go("home")
    desktop.go("submit")
    assert making.button.isEnabled()
    assert not making.why_not.isVisible()
