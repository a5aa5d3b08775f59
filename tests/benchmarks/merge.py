"""A merge of many small submissions with every check, beside the floor: raw rows, SHA-256 and SQLite's own check, into
the same clustered tables, by the driver alone. Each merge runs in a process of its own; its start is not counted.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.benchmarks.bars import Bar, Pair, cpu

if TYPE_CHECKING:
    from mrcworkbench.domain.revisions.revision import Header

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
    from mrcworkbench.content.instruments import questionnaire
    from mrcworkbench.domain.revisions.revision import Header, revision_id
    from tests.submitted_files import many_submissions, new_id

    rng = Random(7)
    drawn = [_Drawn(path) for path in many_submissions(folder, questionnaire("manager"), rng, min(DRAWN, count))]
    for number in range(len(drawn), count):
        one = drawn[number % DRAWN]
        header = Header(new_id(rng), new_id(rng), f"Centre {number}", "AL", *one.header[5:-1])
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


WAYS = {"floor": floor, "merge": merge, "again": again}


@contextmanager
def _prepare(folder: Path, count: int) -> Iterator[Pair]:
    files = _made(folder, count)
    yield Pair(
        lambda number: _in_a_process("merge", files, folder / f"merge {number}.mrcw"),
        lambda number: _in_a_process("floor", files, folder / f"floor {number}.mrcw"),
    )


@contextmanager
def _prepare_again(folder: Path, count: int) -> Iterator[Pair]:
    files, merged = _made(folder, count), folder / "merged.mrcw"
    _in_a_process("merge", files, merged)
    yield Pair(
        lambda _: _in_a_process("again", files, merged),
        lambda number: _in_a_process("merge", files, folder / f"merge {number}.mrcw"),
    )


def _made(folder: Path, count: int) -> Path:
    files = folder / "files"
    files.mkdir()
    make(files, count)
    return files


def _in_a_process(way: str, files: Path, target: Path) -> float:
    words = [sys.executable, "-m", "tests.benchmarks.merge", way, str(files), str(target)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.splitlines()[-1])


MERGE = Bar("merge", "the rows of 2,000 files, by the driver", 1.2, "CPU", 3, _prepare, size=2000, small=2)
AGAIN = Bar("merge again", "the first time", 1, "CPU", 3, _prepare_again, size=500, small=2)

if __name__ == "__main__":
    _, way, files, target = sys.argv
    print(cpu(lambda: WAYS[way](Path(files), Path(target))))
