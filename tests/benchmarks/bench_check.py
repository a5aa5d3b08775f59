"""Check of files from elsewhere, beside the least that any check must do: read the bytes and hash them, let SQLite
check pages and references, read the rows, hash what was sealed, and read every value. Beside it, the same without a
look at what the rows say.

Run by hand: `python tests/benchmarks/bench_check.py [FILES]`. Each file has 150 answers. All are measured file by file,
in turn, so that a busy machine slows all. The bar is a ratio of CPU time of at most 1.5, and 150 MB of memory.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from mrcworkbench.content.questionnaires import questionnaire
from mrcworkbench.domain.revisions.revision import Header, revision_id
from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.storage.strangers.reading import Incoming, read_incoming
from tests.submitted_files import many_submissions

TABLES = ("centres", "assessments", "working_parents", "revisions", "revision_units", "units", "attestations")


def bare(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Bytes, hash, SQLite's check of the pages, rows: without a look at what they say."""
    sha256(path.read_bytes()).hexdigest()
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise AssertionError(path)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise AssertionError(path)
    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608
    connection.close()
    return rows


def floor(path: Path) -> None:
    """The least on which a verdict can stand: also that the sealed content has the name that answers for it, and every
    value read, if not judged."""
    rows = bare(path)
    units = [row[1:] for row in rows["revision_units"]]
    ((name, *header),) = rows["revisions"]
    if revision_id(Header(*header), (), (), units) != name:
        raise AssertionError(path)
    json.loads("[" + ",".join([row[3] for row in units if row[3] is not None]) + "]")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["MRCWORKBENCH_DATA"] = name
        private = folder / "private"
        private.mkdir()
        known = knowledge()

        def check(path: Path) -> None:
            incoming = read_incoming(path, private, known)
            if not isinstance(incoming, Incoming):
                raise TypeError(incoming)
            incoming.discard()

        files = many_submissions(folder, questionnaire("manager"), Random(0), count)
        jobs: dict[str, Callable[[Path], object]] = {"bare": bare, "floor": floor, "check": check}
        spent = dict.fromkeys(jobs, 0.0)
        began = perf_counter()
        for job in jobs.values():
            job(files[0])
        for path in files:
            for job_name, job in jobs.items():
                started = process_time()
                job(path)
                spent[job_name] += process_time() - started
        size = sum(path.stat().st_size for path in files) / len(files) / 1024
        print(f"{count} files of {size:.0f} KiB, {perf_counter() - began:.1f} s in all")
        for job_name, seconds in spent.items():
            print(f"{job_name}: {1000 * seconds / count:.2f} ms a file")
        print(f"ratio {spent['check'] / spent['floor']:.2f} (bar 1.5); {spent['check'] / spent['bare']:.2f} to bare")
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (bar 150)")


if __name__ == "__main__":
    main()
