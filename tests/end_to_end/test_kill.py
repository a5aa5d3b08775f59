"""What was acknowledged survives the death of the program at any moment, and what was not is whole or absent."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

from mrcworkbench.services.session.session import open_session

_TYPIST = """
import sys
from dataclasses import replace
from pathlib import Path
from mrcworkbench.domain.questionnaire.answers import Row, answered
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.session.writer import ThreadWriter

session = open_session(Path(sys.argv[1]), writer=ThreadWriter())
session.open_assessment(None)
start = int(sys.argv[2])
for n in range(start, start + 1_000_000):
    session.set_answer("prof_body", replace(answered(f"text {n} " + "x" * (n % 3000)), kept_comment=f"kept {n}"))
    rows = tuple(Row(f"row{i}", {"prof_web_address": f"{n}"}) for i in range(n % 7 + 1))
    session.set_answer("prof_web", answered(rows))
    assert session.saver.wait()
    print(n, flush=True)
"""
ROOT = Path(__file__).parents[2]
KILLS = 8
"""Each costs the start of a program; the number of answers is random, but the same each time."""


def _type_until_killed(path: Path, start: int, after: int) -> int:
    """Let a program answer, kill it in the middle of what follows its `after`th answer; the last acknowledged one."""
    program = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(path), str(start)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    last = -1
    for line in program.stdout:
        last = int(line)
        if last >= start + after:
            program.kill()
            break
    for line in program.stdout:  # acknowledged before the signal arrived
        last = int(line)
    assert program.wait() != 0
    assert program.stderr.read() == ""
    program.stdout.close()
    program.stderr.close()
    return last


def _check_sound(path: Path) -> None:
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def test_every_acknowledged_answer_is_there_after_kill_9(database: Path) -> None:
    chance = random.Random(7)
    start = 0
    for _ in range(KILLS):
        last = _type_until_killed(database, start, chance.randrange(25))
        assert last >= start
        with open_session(database) as session:
            assert not session.read_only, "the dead program's lock is gone"
            session.open_assessment(None)
            text = str(session.working_copy.answer("prof_body").value)
            kept = session.working_copy.answer("prof_body").kept_comment
            rows = session.working_copy.answer("prof_web").rows
        found = int(text.split()[1])
        assert found in (last, last + 1), "at most the edit under way is more than what was acknowledged"
        assert text == f"text {found} " + "x" * (found % 3000)
        assert kept == f"kept {found}", "an answer and what is kept of it are saved together"
        written = int(str(rows[0].cells["prof_web_address"]))
        assert written in (last, last + 1)
        assert [row.cells["prof_web_address"] for row in rows] == [f"{written}"] * (written % 7 + 1)
        _check_sound(database)
        start = last + 2


def test_a_kill_while_a_database_is_made_leaves_nothing_under_its_name(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from mrcworkbench import systems;"
        "from mrcworkbench.services.session.session import create;"
        "systems.sync_file = lambda _: os._exit(9);"
        "create(Path(sys.argv[1]), 'X', 'AL')"
    )
    path = tmp_path / "centre.mrcw"
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False, cwd=ROOT)
    assert done.returncode == 9
    assert not path.exists()
