"""The window itself is killed while somebody types: what the screen called saved is there, and it starts again."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Timer

from mrcworkbench import paths
from mrcworkbench.domain.questionnaire.answers import Value
from mrcworkbench.services.session.session import open_session
from tests.end_to_end.typing_window import NUMBER, TEXT

ROOT = Path(__file__).parents[2]
LONGEST_SILENCE = 120.0
"""Seconds after which a window that says nothing is killed, so that the test fails instead of waiting for ever."""
KILLS = 2
"""Each costs the start of a window."""
FIRST = 1800
"""A year that is right, and some thousand turns before one that is not."""


@dataclass(frozen=True)
class Screen:
    """What stood in the two fields: the text, the number, and a typed text that is no number."""

    text: Value | None
    number: Value | None
    draft: str | None

    def turns(self) -> tuple[int, int]:
        """The turns in which the fields were typed; -1 for what is empty."""
        text, number = str(self.text or "-1"), str(self.draft or self.number or "-1")
        assert re.fullmatch(r"-1|\d+ x*", text)
        assert re.fullmatch(r"-1|\d+( or so)?", number)
        return int(text.split(maxsplit=1)[0]), int(number.split(maxsplit=1)[0])


def _type_until_killed(path: Path, start: int, lines: int) -> Screen:
    """Let somebody type in the window, and kill it once it has said "Saved" so many times; what stood there then."""
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.end_to_end.typing_window", str(path), str(start)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert window.stdout is not None
    silence = Timer(LONGEST_SILENCE, window.kill)
    silence.start()
    with window.stdout as said:
        for _ in range(lines):
            last = said.readline()
        window.kill()
        last = ([last, *said])[-1]  # what was said before the signal arrived
    silence.cancel()
    assert window.wait() != 0
    assert last, "the window never said Saved"
    told = json.loads(last)
    return Screen(told[TEXT], told[NUMBER], told["draft"])


def test_what_the_screen_called_saved_is_there_after_kill_9(database: Path, user_data: Path) -> None:
    chance, start = Random(11), FIRST
    for _ in range(KILLS):
        told = _type_until_killed(database, start, chance.randrange(2, 16))
        with open_session(database) as session:
            assert not session.read_only, "the dead window's lock is gone"
            session.open_assessment(None)
            assert session.resume_at in (TEXT, NUMBER)
            answers, drafts = session.working_copy.answers, session.drafts
            found = Screen(
                *(answers[code].value if code in answers else None for code in (TEXT, NUMBER)),
                drafts.get((NUMBER, None, None)),
            )
        assert all(there >= said for there, said in zip(found.turns(), told.turns(), strict=True)), (found, told)
        raw = sqlite3.connect(database)
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        raw.close()
        start = max(found.turns()) + 1
    assert [path.name for path in database.parent.iterdir() if path.name.startswith(database.name)] == [database.name]
    assert not (paths.user_data() / "locks").exists()
