"""Calling the centre otherwise in the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.gui.renaming.rename import RenameDialog
from mrcworkbench.services.session.session import create, open_session
from mrcworkbench.services.submitting import submit
from tests.gui.merging_support import collection, submission
from tests.gui.pages_support import cut, nameless
from tests.gui.window.test_new_round import menu_entries
from tests.gui.window_support import Desktop

ENTRY = "Name and country of the centre…"


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    create(tmp_path / "centre.mrcw", "Port Velira", "AL", "2025")
    return tmp_path / "centre.mrcw"


def asked(desktop: Desktop) -> RenameDialog:
    desktop.bench.menus.rename_chosen.emit()
    desktop.settle()
    dialog = desktop.bench.rename_centre.dialog
    assert dialog is not None
    return dialog


def test_a_centre_that_sent_nothing_is_called_otherwise_with_its_round_and_shown_so(
    desktop: Desktop, centre: Path
) -> None:
    desktop.begin(centre)
    desktop.answer("prof_body", "Ministry of Labour")
    assert ENTRY in menu_entries(desktop)
    dialog = asked(desktop)
    assert (dialog.name.text(), dialog.country.code) == ("Port Velira", "AL")
    assert dialog.round is not None
    assert dialog.reason is None
    assert not dialog.go.isEnabled(), "nobody has said who says so"
    assert cut(dialog) == []
    assert nameless(dialog) == []
    dialog.name.setText("Port Velira Centre")
    dialog.country.setEditText("Portugal")
    dialog.round.setText("2026")
    dialog.author.setText("Ana")
    dialog.go.click()
    desktop.settle()
    assert desktop.bench.rename_centre.dialog is None
    here = desktop.bridge.assessment
    assert (here.centre.name, here.centre.country, here.round) == ("Port Velira Centre", "PT", "2026")
    assert desktop.shell.sidebar.switcher.name == "Port Velira Centre"
    assert "Port Velira Centre" in desktop.shell.topbar.breadcrumb.accessibleName()
    assert desktop.bridge.session.working_copy.answer("prof_body").value == "Ministry of Labour"


def test_a_round_that_was_sent_keeps_its_name(desktop: Desktop, centre: Path, tmp_path: Path) -> None:
    with open_session(centre) as session:
        submit(session, tmp_path / "sent.mrcw", author="Ana")
    desktop.begin(centre)
    dialog = asked(desktop)
    assert dialog.round is None
    dialog.name.setText("Port Velira Centre")
    dialog.author.setText("Ana")
    dialog.go.click()
    desktop.settle()
    assert desktop.bridge.assessment.centre.name == "Port Velira Centre"


def test_an_officer_needs_a_reason(desktop: Desktop, tmp_path: Path) -> None:
    desktop.begin(collection(tmp_path / "all.mrcw", submission(tmp_path / "one.mrcw")))
    (one,) = desktop.bridge.session.assessments()
    desktop.bench.rename_centre.offer(one.centre)
    dialog = desktop.bench.rename_centre.dialog
    assert dialog is not None
    dialog.name.setText("Port Velira Centre")
    dialog.author.setText("Officer")
    assert not dialog.go.isEnabled()
    assert dialog.reason is not None
    dialog.reason.setText("Their letter says so")
    dialog.go.click()
    desktop.settle()
    assert desktop.bridge.session.centres()[0].name == "Port Velira Centre"


def test_what_is_wrong_stands_in_the_dialog(desktop: Desktop, centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop.begin(centre)
    dialog = asked(desktop)
    dialog.author.setText("Ana")
    dialog.country.setEditText("Atlantis")
    assert not dialog.go.isEnabled()
    dialog.reject()
    desktop.settle()
    monkeypatch.setattr(type(desktop.bridge.session), "read_only", True)
    assert ENTRY not in menu_entries(desktop)
    monkeypatch.undo()
