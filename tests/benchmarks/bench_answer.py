"""One answer: check, save durably, rescore; beside one raw commit of SQLite with the same journal and the same syncs.

Run by hand: `python tests/benchmarks/bench_answer.py [FOLDER]`. The folder says which disk is measured. The bar is a
ratio of the medians of at most 1.3; the two are measured in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from mrcworkbench.services.session.session import create_sample, open_session
from mrcworkbench.services.session.writer import ThreadWriter

ROUNDS = 400


def raw_commit(path: Path) -> Callable[[int], None]:
    """The floor: one row written and committed by the driver alone."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE answers (id TEXT, question TEXT, value TEXT, PRIMARY KEY (id, question)) WITHOUT ROWID"
    )
    sql = "INSERT INTO answers VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"

    def commit(n: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(sql, ("a", f"question_{n % 100}", f"text number {n}"))
        connection.execute("COMMIT")

    return commit


def main() -> None:
    place = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        os.environ["MRCWORKBENCH_DATA"] = folder
        path = Path(folder) / "sample.mrcw"
        create_sample(path)
        writer = ThreadWriter()
        session = open_session(path, writer=writer)
        session.open_assessment(None)
        commit = raw_commit(Path(folder) / "raw.db")
        jobs: dict[str, Callable[[int], object]] = {
            "raw commit": commit,
            "text": lambda n: _answer(session, "prof_body", f"text number {n}"),
            "status": lambda n: _answer(session, "counsel_status", ("in_place", "planned", "none")[n % 3]),
            "table": lambda n: _answer(session, "prof_web", [{"row": "first-row", "prof_web_address": f"place {n}"}]),
            "blocked": lambda n: session.set_answer("prof_body", _checked(session, "prof_body", f"again {n}")),
        }
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for n in range(ROUNDS):
            for name, job in jobs.items():
                start = perf_counter()
                job(n)
                times[name].append(perf_counter() - start)
                session.saver.wait()
        session.close()
        writer.close()
    floor = median(times["raw commit"])
    for name, found in times.items():
        p50, p95 = median(found), quantiles(found, n=20)[-1]
        print(f"{name:12} p50 {p50 * 1e3:7.3f} ms   p95 {p95 * 1e3:7.3f} ms   {p50 / floor:5.2f} x")


def _answer(session: object, code: str, raw: object) -> None:
    session.set_answer(code, _checked(session, code, raw))
    session.saver.wait()


def _checked(session: object, code: str, raw: object) -> object:
    checked = session.check(code, raw)
    assert checked.answer is not None, checked.problems
    return checked.answer


if __name__ == "__main__":
    main()
