"""Who opens a collection that somebody else works in is told so, reads it, and sees what the other one saved."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from mrcworkbench import paths
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import resolve
from mrcworkbench.services.session.session import open_session
from tests.gui.merging_support import collection, submission
from tests.gui.window_support import Desktop
from tests.merge_support import sent

_OTHER = """
import json, os, sys
from pathlib import Path
from mrcworkbench import machines
machines.computer_name = lambda: "FRONT-DESK"
machines._machine_id = lambda: "another computer"
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import resolve
from mrcworkbench.services.session.session import open_session
with open_session(Path(sys.argv[1])) as session:
    print(json.dumps(session.read_only_reason), flush=True)
    for line in sys.stdin:
        (one,) = session.assessments()
        resolve(session, [Correction(one.id, "prof_body", None, line.strip(), "called them")], author="Ferro")
        print("done", flush=True)
"""


@pytest.fixture
def file(tmp_path: Path, user_data: Path) -> Path:
    mine = submission(tmp_path / "one.mrcw", "Levan Hills", "GE", prof_body="Town hall")
    return collection(tmp_path / "Coast region.mrcw", sent(mine, "sent"))


def test_a_file_open_on_another_computer_is_read_and_shown_anew_when_it_was_changed_there(
    desktop: Desktop, file: Path, tmp_path: Path
) -> None:
    elsewhere = {
        **os.environ,
        "MRCWORKBENCH_DATA": str(tmp_path / "other data"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with Popen([sys.executable, "-c", _OTHER, str(file)], stdin=PIPE, stdout=PIPE, text=True, env=elsewhere) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        try:
            assert json.loads(other.stdout.readline()) is None, "the other one writes"
            desktop.begin(file)
            strip, changed = desktop.shell.read_only, desktop.shell.changed
            assert strip.isVisible()
            assert "Open on another computer: reading only" in strip.accessibleName()
            assert "FRONT-DESK" in strip.accessibleName()
            page = desktop.go("centres")
            page.open_assessment(desktop.bridge.session.assessments()[0].id)
            desktop.settle()
            desktop.go("centre", question="prof_body")
            changed.look()
            assert not changed.isVisible()
            other.stdin.write("Port authority\n")
            other.stdin.flush()
            assert other.stdout.readline() == "done\n"
            changed.look()
            assert changed.isVisible()
            assert "Changed on FRONT-DESK" in changed.accessibleName()
            assert desktop.bridge.working_copy.answer("prof_body").value == "Town hall"
            changed.newest.click()
            desktop.settle()
            assert desktop.bridge.working_copy.answer("prof_body").value == "Port authority"
            assert not changed.isVisible()
            changed.look()
            assert not changed.isVisible()
        finally:
            other.stdin.close()
            other.wait(timeout=20)
    assert paths.is_there(file)


def test_another_window_of_the_same_account_is_told_apart(desktop: Desktop, file: Path) -> None:
    with open_session(file) as other:
        desktop.begin(file)
        assert "Open in another window: reading only" in desktop.shell.read_only.accessibleName()
        (one,) = other.assessments()
        resolve(other, [Correction(one.id, "prof_body", None, "Museum", "saw it")], author="Aluna")
        desktop.shell.changed.look()
        assert desktop.shell.changed.isVisible()
        desktop.shell.changed.newest.click()
        desktop.settle()
        rows = desktop.go("centres").listing.model
        assert rows.rowCount() == 1


def test_a_file_that_nobody_else_works_in_is_not_watched(desktop: Desktop, file: Path) -> None:
    desktop.begin(file)
    assert desktop.shell.changed._watch is None
    assert not desktop.shell.changed._timer.isActive()
