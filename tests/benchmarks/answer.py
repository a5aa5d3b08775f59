"""One answer: check, save durably, rescore; beside one raw commit of SQLite with the same journal and syncs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.bars import Bar, Pair, wall


@contextmanager
def _prepare(folder: Path, _: int) -> Iterator[Pair]:
    from mrcworkbench.services.session.session import create_sample, open_session
    from mrcworkbench.services.session.writer import ThreadWriter

    os.environ["MRCWORKBENCH_DATA"] = str(folder)
    path = folder / "sample.mrcw"
    create_sample(path)
    writer = ThreadWriter()
    session = open_session(path, writer=writer)
    session.open_assessment(None)

    def answer(code: str, raw: object) -> None:
        checked = session.check(code, raw)
        assert checked.answer is not None, checked.problems
        session.set_answer(code, checked.answer)
        assert session.saver.wait()

    def ours(number: int) -> float:
        """A text, a status on which other questions and a criterion depend, and a row of a table: one of them."""
        text = wall(lambda: answer("prof_body", f"text number {number}"))
        status = wall(lambda: answer("counsel_status", ("in_place", "planned", "none")[number % 3]))
        row = {"row": "first-row", "prof_funding_payer": f"payer {number}"}
        return (text + status + wall(lambda: answer("prof_funding", [row]))) / 3

    commit = _raw_commit(folder / "raw.db")

    def floor(number: int) -> float:
        return sum(wall(lambda: commit(3 * number + part)) for part in range(3)) / 3  # noqa: B023 - at once

    yield Pair(ours, floor)
    session.close()
    writer.close()


def _raw_commit(path: Path) -> Callable[[int], None]:
    """One row written and committed by the driver alone."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE answers (id TEXT, question TEXT, value TEXT, PRIMARY KEY (id, question)) WITHOUT ROWID"
    )
    sql = "INSERT INTO answers VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"

    def commit(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(sql, ("a", f"question_{number % 100}", f"text number {number}"))
        connection.execute("COMMIT")

    return commit


ANSWER = Bar("one answer", "a raw commit", 1.3, "wall", 200, _prepare)
