"""The installed program: a wheel carries resources and migrations, and works from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from mrcworkbench import paths

PROJECT = paths.resources().parent


def test_an_installed_wheel_makes_and_scores_the_sample_from_any_folder(tmp_path: Path) -> None:
    built, installed, elsewhere = tmp_path / "built", tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=PROJECT, check=True,
        capture_output=True,
    )  # fmt: skip
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    surroundings = {**os.environ, "PYTHONPATH": str(installed), "MRCWORKBENCH_DATA": str(tmp_path / "data")}

    def run(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "mrcworkbench", *words],
            cwd=elsewhere, env=surroundings, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    where = subprocess.run(
        [sys.executable, "-c", "import mrcworkbench; print(mrcworkbench.__file__)"],
        cwd=elsewhere, env=surroundings, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert where.startswith(str(installed))
    run("sample", "cnai.mrcw")
    assert json.loads(run("score", "cnai.mrcw", "--json"))["in_place"] == 13
    run("report", "cnai.mrcw", "-o", "report.xlsx")
    assert (elsewhere / "report.xlsx").stat().st_size > 10_000
