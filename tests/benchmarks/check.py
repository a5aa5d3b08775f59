"""Check of files from elsewhere, beside the least that any check must do: read the bytes and hash them, let SQLite
check the file, and read its rows. Each file has 150 answers, and each pair another file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.benchmarks.bars import Bar, Pair, cpu

TABLES = ("centres", "assessments", "working_parents", "revisions", "revision_units", "units", "attestations")


def floor(path: Path) -> int:
    """The least: bytes, hash, SQLite's check, rows."""
    sha256(path.read_bytes()).hexdigest()
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise AssertionError(path)
    rows = sum(len(connection.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES)  # noqa: S608
    connection.close()
    return rows


@contextmanager
def _prepare(folder: Path, count: int) -> Iterator[Pair]:
    from mrcworkbench.content.questionnaires import questionnaire
    from mrcworkbench.services.merging.checking_files import knowledge
    from mrcworkbench.storage.strangers.reading import Incoming, read_incoming
    from tests.submitted_files import many_submissions

    private = folder / "private"
    private.mkdir()
    known = knowledge()

    def check(path: Path) -> None:
        incoming = read_incoming(path, private, known)
        if not isinstance(incoming, Incoming):
            raise TypeError(incoming)
        incoming.discard()

    files = many_submissions(folder, questionnaire("manager"), Random(0), count)
    yield Pair(
        lambda number: cpu(lambda: check(files[number % count])),
        lambda number: cpu(lambda: floor(files[number % count])),
    )


CHECK = Bar("check", "bytes, hash, SQLite's check, rows", 1.5, "CPU", 300, _prepare, size=300, small=2)
