"""Hostile files are opened by every way in: they are refused with a sentence, or open with the content that they have.

Never: a fault, a hang, a gigabyte, a changed or removed file of the user, a change of the hostile file itself.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from tests.storage.strangers.hostile_files import state_of
from tests.trials import sources
from tests.trials.forked import Ran, Surroundings, run_command, warm_up
from tests.trials.hostile import beside, layouts, places, schemas, values
from tests.trials.hostile.kinds import Kind, Right, Stage
from tests.trials.tally import Tally

NAME = "hostile"
_SECONDS = 10.0
"""Of the processor, for one opening."""
_MEGABYTES = 1536
_WAYS = ("answers", "list", "answer", "submit", "merge into")
_READING = frozenset({"answers", "list"})
_WINDOW_EVERY = 3
_MOST_ROWS = 100_000
"""Answers that are compared one by one."""
_QUESTION = "resp_date"
"""The one that the command answers."""


def all_kinds() -> list[Kind]:
    """Every kind, each name once."""
    families = (schemas, values, layouts, beside, places)
    found = {kind.name: kind for family in families for kind in family.kinds()}
    return list(found.values())


def all_cases() -> list[tuple[Kind, str]]:
    """Every kind with every way of opening it; with the window each third."""
    cases = [(kind, way) for kind in all_kinds() for way in _WAYS]
    cases += [(kind, "window") for kind in all_kinds()[::_WINDOW_EVERY]]
    Random(NAME).shuffle(cases)  # so that a part of them has some of each
    return cases


def run_trial(numbers: Iterable[int], folder: Path) -> Tally:
    warm_up(window=True)
    made = sources.made(folder, {**sources.IN_USE, "small": sources.small})
    cases = all_cases()
    tally = Tally(NAME)
    desk = _Desk(folder, made["never sealed"], made["in use"], made["small"])
    for number in numbers:
        kind, way = cases[number % len(cases)]
        wrong, ran = desk.opened(kind, way)
        told = "opened" if ran.status == 0 else "refused" if ran.status == 1 else "neither"
        wrong = wrong and f"{wrong} ({kind.name}, {way})"
        tally.add(number, wrong, seconds=ran.seconds, memory=ran.memory, told=told)
    return tally


class _Desk:
    """Where hostile files are put and opened."""

    def __init__(self, folder: Path, good: Path, other: Path, small: Path) -> None:
        self._folder, self._good, self._other, self._small = folder, good, other, small
        self._around = Surroundings(folder / "data", seconds=_SECONDS * 2, megabytes=_MEGABYTES)
        self._right = run_command(["answers", good, "--json"], self._around).document()

    def opened(self, kind: Kind, way: str) -> tuple[str | None, Ran]:
        """What is wrong with opening it in this way, and how that went."""
        user, scratch = self._folder / "user", self._folder / "scratch"
        for place in (user, scratch, self._folder / "data"):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
        stick = user / "stick"
        stick.mkdir()
        other = user / "other.mrcw"
        shutil.copyfile(self._other, other)
        victim = user / "letter.txt"
        victim.write_text("dear all\n")
        stage = Stage(stick, self._good, other, victim)
        kind.make(stage)
        before = _states(user)
        rows = _rows(stage.file) if way not in _READING else None
        ran = run_command(self._words(stage, way, scratch), self._around)
        return self._judged(kind, way, stage, ran, before, rows), ran

    def _words(self, stage: Stage, way: str, scratch: Path) -> list[object]:
        given = scratch / "given.json"
        given.write_text(json.dumps({"answers": {_QUESTION: "2020-02-02"}}))
        return {
            "answers": ["answers", stage.file, "--json"],
            "list": ["list", stage.file, "--json"],
            "answer": ["answer", stage.file, given, "--json"],
            "submit": ["submit", stage.file, "-o", scratch / "sent.mrcw", "--author", "A", "--json"],
            "merge into": ["merge", stage.file, self._small, "--author", "O", "--json"],
            "window": [stage.file, "--exit-when", "ready"],
        }[way]

    def _judged(
        self, kind: Kind, way: str, stage: Stage, ran: Ran, before: Mapping[str, Any], rows: object
    ) -> str | None:
        if ran.hung:
            return f"hangs: {ran.told()}"
        if ran.status not in (0, 1, 2):
            return f"fault: {ran.told()}"
        if "Traceback" in ran.err:
            return f"traceback: {ran.told()}"
        if ran.cpu > _SECONDS:
            return "slow"
        after = _states(stage.folder.parent)
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        mine = r"stick/(stick|there)\.mrcw(-journal|-wal|-shm| again\.mrcw)?"  # other names of the same file go along
        foreign = [name for name in changed if not re.fullmatch(mine, name)]
        allowed = r"stick/.*(backup|before merge).*\.mrcw(pages|diff)?|stick/.* backups|stick/\.~.*"
        foreign = [
            name for name in foreign if not (ran.status == 0 and re.fullmatch(allowed, name)) and name != "stick"
        ]
        if foreign:
            return f"foreign file changed: {foreign}"
        if ran.status != 0:
            return f"refused and changed: {changed}" if [name for name in changed if name != "stick"] else None
        if way == "window":
            return None  # it says in itself why it shows nothing
        if kind.right is Right.REFUSED:
            return "accepted"
        return self._wrong_content(kind, way, stage, ran, rows)

    def _wrong_content(self, kind: Kind, way: str, stage: Stage, ran: Ran, rows: Any) -> str | None:
        if kind.right is Right.SAME and way == "answers" and ran.document() != self._right:
            return "other content"
        if kind.right is Right.SAME and way == "list" and not ran.document()["centres"]:
            return "no content"
        if way in _READING or rows is None:
            return None
        now = _rows(stage.file)
        if now is None:
            return None
        lost = [row for row in rows if row not in now]
        return f"rows changed: {lost[:2]}" if lost else None


def _rows(file: Path) -> set[tuple[object, ...]] | None:
    """The answers as any program reads them, but for the one that is answered; None where nobody can."""
    if not file.is_file() or file.stat().st_size > 64 * 1024 * 1024:
        return None
    try:
        with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as raw:
            raw.text_factory = bytes
            raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 30_000_000)
            raw.set_progress_handler(lambda: True, 5_000_000)  # a view may have no end
            found = raw.execute("SELECT question, row, state, value, comment FROM units").fetchmany(_MOST_ROWS)
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    if len(found) == _MOST_ROWS:
        return None
    return {row for row in found if row[0] != _QUESTION.encode()}


def _states(folder: Path) -> dict[str, object]:
    """Of every file of the user, wherever it lies: kind, time, bytes."""
    found = dict(state_of(folder))
    for place in [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]:
        found.update({f"{place.name}/{name}": state for name, state in _states(place).items()})
    return found
