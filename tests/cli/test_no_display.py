"""Without a display the program shows the command-line way, in words that work where the person stands."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _said(words: list[str], here: Path, path: str = "") -> str:
    """What the program says when it is called so, with this search path."""
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    surroundings |= {"PYTHONPATH": str(ROOT), "PATH": path, "MRCWORKBENCH_DATA": str(here / "user-data")}
    ran = subprocess.run(words, cwd=here, env=surroundings, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    return ran.stderr


def _shown(said: str) -> list[str]:
    """The words of the first command that it shows."""
    return shlex.split(next(line for line in said.splitlines() if line.startswith("  ")))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program as it is installed in a folder of its own."""
    script = tmp_path / "an environment" / "bin" / "mrcworkbench"
    script.parent.mkdir(parents=True)
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom mrcworkbench.cli import main\nsys.exit(main())\n", "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


def test_a_program_that_is_found_by_its_name_is_called_by_it(program: Path, tmp_path: Path) -> None:
    assert _shown(_said([str(program)], tmp_path, path=str(program.parent)))[0] == "mrcworkbench"


def test_a_program_elsewhere_is_called_by_its_path_from_here(program: Path, tmp_path: Path) -> None:
    assert _shown(_said([str(program)], tmp_path))[0] == "an environment/bin/mrcworkbench"
    assert _shown(_said(["./mrcworkbench"], program.parent))[0] == "./mrcworkbench"


def test_the_commands_shown_without_a_script_work(tmp_path: Path) -> None:
    shown = _shown(_said([sys.executable, "-m", "mrcworkbench"], tmp_path))
    assert shown[1:4] == ["-m", "mrcworkbench", "sample"]
    assert (tmp_path / shown[0]).samefile(sys.executable)
