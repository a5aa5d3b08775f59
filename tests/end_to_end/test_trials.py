"""A few cases of every trial of damaged, hostile and cut-short files; `.ci/nightly` runs them by the thousand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trials.catalogue import TRIALS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", [trial.name for trial in TRIALS.values() if trial.small])
def test_nothing_is_misjudged_in_a_few_cases_of(name: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.trials", name, "--small", "--processes", "1"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
