"""Check of files from elsewhere. Each file has 150 answers, and each pair another file.

There are two floors. The bare one opens the file and believes it: it would let a changed answer pass. The other is the
least on which a verdict can stand.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from tests.benchmarks.bars import Bar, Pair, cpu

TABLES = ("centres", "assessments", "working_parents", "revisions", "revision_units", "units", "attestations")


def bare(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Bytes, hash, SQLite's check, rows."""
    sha256(path.read_bytes()).hexdigest()
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise AssertionError(path)
    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608
    connection.close()
    return rows


def judging(path: Path) -> None:
    """The same; the sealed content has the name that answers for it, and every value is read, if not judged."""
    from mrcworkbench.domain.revisions.revision import Header, revision_id

    rows = bare(path)
    units = [row[1:] for row in rows["revision_units"]]
    ((name, *header, format_),) = rows["revisions"]
    if revision_id(Header(*header), (), (), units, format_) != name:
        raise AssertionError(path)
    json.loads("[" + ",".join([row[3] for row in units if row[3] is not None]) + "]")


@contextmanager
def _prepare(floor: Callable[[Path], object], folder: Path, count: int) -> Iterator[Pair]:
    from mrcworkbench.content.instruments import questionnaire
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


def _beside(floor: Callable[[Path], object]) -> Callable[[Path, int], AbstractContextManager[Pair]]:
    return partial(_prepare, floor)


CHECK = Bar("check", "bytes, hash, SQLite's check, rows", 1.5, "CPU", 300, _beside(bare), size=300, small=2)
JUDGED = Bar(
    "check judged", "the same, content hashed, values read", 1.5, "CPU", 300, _beside(judging), size=300, small=2
)
