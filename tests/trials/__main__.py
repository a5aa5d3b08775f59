"""Runs trials and prints one table; exit status 1 if anything was misjudged.

`python -m tests.trials [NAME …] [--factor 0.1 | --small] [--only NUMBER] [--processes 2]`
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.trials.catalogue import TRIALS, Trial
from tests.trials.tally import Tally, details, from_json, joined, table

ROOT = Path(__file__).parents[2]


def main() -> int:
    options = _options()
    chosen = [TRIALS[name] for name in options.names or TRIALS]
    if options.small:
        chosen = [trial for trial in chosen if trial.small]
    if options.part:
        return _part(chosen[0], options)
    tallies = []
    for trial in chosen:
        begun = time.monotonic()
        tally = _run(trial, options)
        tallies.append(tally)
        print(f"{details(tally)}\n  {time.monotonic() - begun:.0f} s\n", flush=True)
    print(table(tallies))
    return 1 if any(tally.misjudged for tally in tallies) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.trials", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*TRIALS, []], help="all of them if left out")
    parser.add_argument("--factor", type=float, default=1.0, help="of the full number of cases")
    parser.add_argument("--small", action="store_true", help="so few cases as with the other tests; needs no gcc")
    parser.add_argument("--only", type=int, help="the number of one case, to try it again")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave there what was made")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(trial: Trial, options: argparse.Namespace) -> Tally:
    """The trial in several processes, one of which may die without ending the others."""
    count = trial.small if options.small else max(1, round(trial.count * options.factor))
    processes = 1 if options.only is not None else min(options.processes, count)
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    if not options.small:
        surroundings.update(trial.environment())
    parts = []
    for number in range(processes):
        which = f"{options.only}:{options.only + 1}:1" if options.only is not None else f"{number}:{count}:{processes}"
        words = [sys.executable, "-m", "tests.trials", trial.name, "--part", which]
        if options.keep is not None:
            words += ["--keep", str(options.keep)]
        parts.append(subprocess.Popen(words, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True))
    return joined([_result(trial, part) for part in parts])


def _result(trial: Trial, part: subprocess.Popen[str]) -> Tally:
    out, _ = part.communicate()
    if part.returncode:
        return Tally(trial.name, misjudged=[(-1, f"the trial itself died: status {part.returncode}")])
    return from_json(json.loads(out.splitlines()[-1]))


def _part(trial: Trial, options: argparse.Namespace) -> int:
    first, end, step = map(int, options.part.split(":"))
    if options.keep is not None:
        folder = options.keep / f"{trial.name} {first}"
        folder.mkdir(parents=True)
        tally = _tally(trial, range(first, end, step), folder)
    else:
        with tempfile.TemporaryDirectory(prefix="mrc trial ", dir=_quick_disk()) as place:
            tally = _tally(trial, range(first, end, step), Path(place).resolve())
    print(json.dumps(tally.to_json()))
    return 0


def _tally(trial: Trial, numbers: Sequence[int], folder: Path) -> Tally:
    os.environ["MRCWORKBENCH_DATA"] = str(folder / "data")
    folder.chmod(0o755)
    tally = trial.load()(numbers, folder)
    tally.memory = max(tally.memory, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return tally


def _quick_disk() -> str | None:
    """Memory where the system offers it as a disk: nothing here has to survive the machine."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    return str(memory) if os.access(memory, os.W_OK) else None


if __name__ == "__main__":
    sys.exit(main())
