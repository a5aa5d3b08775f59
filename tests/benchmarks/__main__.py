"""Measures each bar in a process of its own, and prints one table and the machine.

`python -m tests.benchmarks [--only NAME …] [--pairs N] [--folder FOLDER]`; the folder says which disk is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import answer, centres, check, export, merge, report, start
from tests.benchmarks.bars import Bar, Result, measure, table
from tests.benchmarks.machine import Load, described

ROOT = Path(__file__).parents[2]
STANDING = (start.FIRST_PAINT, start.USABLE, check.CHECK, check.JUDGED, merge.MERGE, answer.ANSWER, report.REPORT)
"""What is measured where nothing is named, and stands in the README."""
FURTHER = (merge.AGAIN, *export.BARS, *centres.BARS)
ALL = {bar.name: bar for bar in (*STANDING, *FURTHER)}


def main() -> None:
    options = _options()
    if options.part:
        bar = ALL[options.part]
        size = bar.small if options.small else bar.size
        print(json.dumps(asdict(measure(bar, options.folder, pairs=options.pairs or bar.pairs, size=size))))
        return
    bars = [ALL[name] for name in options.only] if options.only else [*STANDING]
    begun = Load.now()
    results = []
    for bar in bars:
        print(f"{bar.name} …", end=" ", file=sys.stderr, flush=True)
        results.append(_in_a_process(bar, options))
        print(f"{results[-1].ratio:.2f}", file=sys.stderr, flush=True)
    print(table(bars, results))
    print(f"\n{described(Path(options.folder or tempfile.gettempdir()), begun, Load.now())}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(ALL), metavar="NAME", help=", ".join(ALL))
    parser.add_argument("--pairs", type=int, help="how often ours and the floor are measured in turn")
    parser.add_argument("--folder", type=Path, help="in which the files of the measurement are made")
    parser.add_argument("--small", action="store_true", help="tiny files: whether it works, not how fast it is")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_a_process(bar: Bar, options: argparse.Namespace) -> Result:
    """What one bar leaves in memory must not slow the next."""
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        words = [sys.executable, "-m", "tests.benchmarks", "--part", bar.name, "--folder", folder]
        words += ["--pairs", str(options.pairs)] if options.pairs else []
        words += ["--small"] if options.small else []
        surroundings = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "MRCWORKBENCH_DATA": str(Path(folder, "data")),
            "OPENPYXL_LXML": "False",  # users have no lxml
        }
        done = subprocess.run(words, cwd=ROOT, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
    return Result(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
