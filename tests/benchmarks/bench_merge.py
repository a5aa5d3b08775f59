"""A merge of many small submissions with every check, beside the floor: raw rows, SHA-256 and SQLite's own check, into
the same clustered tables, by the driver alone. And beside an analyst's script, where pandas is there.

Run by hand: `python tests/benchmarks/bench_merge.py [FILES ...]` (500 and 2,000 if none are named). The bar is a ratio
of CPU time of at most 1.2, the same for every number, and 150 MB at the most. Each way runs in a process of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mrcworkbench.domain.revisions.revision import Header

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
TABLES = (
    "centres", "assessments", "working_parents", "revisions", "revision_units", "revision_parents",
    "revision_decisions", "attestations", "withdrawals", "joins", "decisions", "attachments", "units",
)  # fmt: skip
"""Centres first: others refer to them."""
BATCH = 250


DRAWN = 40
"""Sets of answers; the files share them out, each under a centre of its own."""


def make(folder: Path, count: int) -> None:
    """Files as `submit` writes them, made the quick way: the rows of a drawn one under other ids."""
    from mrcworkbench.content.questionnaires import questionnaire
    from mrcworkbench.domain.revisions.revision import Header, revision_id
    from tests.submitted_files import many_submissions, new_id

    rng = Random(7)
    drawn = [_Drawn(path) for path in many_submissions(folder, questionnaire("manager"), rng, min(DRAWN, count))]
    for number in range(len(drawn), count):
        one = drawn[number % DRAWN]
        header = Header(new_id(rng), new_id(rng), f"Centre {number}", "AL", *one.header[5:])
        one.write(folder / f"submission {number}.mrcw", header, revision_id(header, (), (), one.units))


class _Drawn:
    """A file, to be written again under other ids."""

    def __init__(self, path: Path) -> None:
        raw = sqlite3.connect(path)
        self.header = raw.execute("SELECT * FROM revisions").fetchone()
        self.units = [row[1:] for row in raw.execute("SELECT * FROM revision_units ORDER BY question, row")]
        self._rows = {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608
        old = (*self.header[:3], self.header[3])
        self._ids = dict.fromkeys(old)
        raw.close()
        self._empty = path.parent.with_name(f"{path.stem}.empty")  # a folder gives every file of ours
        if not self._empty.exists():
            shutil.copy(path, self._empty)
            raw = sqlite3.connect(self._empty, isolation_level=None)
            for table in TABLES:
                raw.execute(f"DELETE FROM {table}")  # noqa: S608
            raw.execute("VACUUM")
            raw.close()

    def write(self, path: Path, header: Header, revision: str) -> None:
        from tests.submitted_files import reseal

        shutil.copy(self._empty, path)
        new = dict(
            zip(
                self._ids,
                (revision, header.assessment, header.centre, header.centre_name),
                strict=True,
            )
        )
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN")
        for table, rows in self._rows.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                changed = [[new.get(value, value) for value in row] for row in rows]
                raw.executemany(f"INSERT INTO {table} VALUES ({places})", changed)  # noqa: S608
        reseal(raw)
        raw.execute("COMMIT")
        raw.close()


_SEALED = "SELECT question, row, state, value, reason, comment, attachments, revision FROM revision_units"
_WORKING_COPY = "INSERT INTO units VALUES ('{}', ?, ?, ?, ?, ?, ?, ?, ?, '', NULL)"


def floor(folder: Path, target: Path) -> None:
    """What no merge can do without: the rows of the file, and the working copy that follows from them."""
    from mrcworkbench.services.session.databases import create_empty
    from mrcworkbench.storage.database.connection import connect

    create_empty(target)
    into = connect(target, read_only=False)
    into.execute("PRAGMA cache_size = -24576")
    into.execute("BEGIN IMMEDIATE")
    for number, path in enumerate(sorted(folder.glob("*.mrcw")), 1):
        hashlib.sha256(path.read_bytes()).hexdigest()
        source = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        assert source.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in TABLES:
            rows = source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            if rows:
                places = ", ".join("?" * len(rows[0]))
                into.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
        (assessment,) = source.execute("SELECT id FROM assessments").fetchone()
        into.executemany(_WORKING_COPY.format(assessment), source.execute(_SEALED))
        source.close()
        if number % BATCH == 0:
            into.execute("COMMIT")
            into.execute("BEGIN IMMEDIATE")
    into.execute("COMMIT")
    into.close()


def merge(folder: Path, target: Path) -> None:
    from mrcworkbench.services.merging.merge import merge_into

    report = merge_into(target, [folder], author="Officer")
    totals = {verdict.value: n for verdict, n in report.totals.items() if n}
    assert set(totals) == {"new"}, totals


def again(folder: Path, target: Path) -> None:
    """The same files a second time."""
    from mrcworkbench.services.merging.merge import merge_into

    report = merge_into(target, [folder], author="Officer")
    assert {verdict.value for verdict, n in report.totals.items() if n} == {"known"}


def analyst(folder: Path, target: Path) -> None:
    """Without a check of anything."""
    import pandas

    found = []
    for path in sorted(folder.glob("*.mrcw")):
        with sqlite3.connect(path) as source:
            found.append(pandas.read_sql("SELECT * FROM units", source))
    with sqlite3.connect(target) as into:
        pandas.concat(found).drop_duplicates(["assessment_id", "question", "row"]).to_sql("units", into, index=False)


WAYS = {"floor": floor, "merge": merge, "again": again, "analyst": analyst}


def run(way: str, folder: Path, target: Path) -> dict[str, float]:
    program = [sys.executable, __file__, "--way", way, str(folder), str(target)]
    done = subprocess.run(program, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(way: str, folder: Path, target: Path) -> None:
    """In its own process: CPU and wall time in seconds, without the start of Python, and the memory's peak in MB."""
    start, cpu = perf_counter(), process_time()
    WAYS[way](folder, target)
    used = {"wall": perf_counter() - start, "cpu": process_time() - cpu}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    print(json.dumps({**used, "memory": peak}))


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [500, 2000]
    ways = ["floor", "merge", "again"]
    try:
        import pandas  # noqa: F401

        ways.append("analyst")
    except ImportError:
        print("without pandas, the analyst's script is left out")
    with tempfile.TemporaryDirectory() as place:
        os.environ["MRCWORKBENCH_DATA"] = str(Path(place) / "data")
        for count in counts:
            folder = Path(place) / f"files {count}"
            folder.mkdir()
            make(folder, count)
            base = 0.0
            for way in ways:
                target = Path(place) / f"{'merge' if way == 'again' else way} {count}.mrcw"
                found = run(way, folder, target)
                base = base or found["cpu"]
                print(
                    f"{count:6} files  {way:8} cpu {found['cpu']:7.2f} s ({found['cpu'] / count * 1e3:6.2f} ms a file, "
                    f"{found['cpu'] / base:4.2f} x)  wall {found['wall']:7.2f} s  memory {found['memory']:6.0f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        measure(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
