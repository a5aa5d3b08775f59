"""The program dies at some write, rename, removal or sync; then one next start; then a look at every folder.

Right: nothing is there but what was there before and what is finished, nothing is lost or half done, and the same
command works.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from tests.trials import recorder, world
from tests.trials.forked import Ran, run, run_command, warm_up
from tests.trials.hostile.beside import MAGIC
from tests.trials.tally import Tally
from tests.trials.world import ACTIONS, Action, World

NAME = "kills"
_SLOW_EVERY = 6
"""What takes a second is tried every sixth time."""
_CHANGES = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_OUR_RECORDS = re.compile(
    r"data/locks(/[0-9a-f]+\.lock)?|data/(logs?|backups?|incoming|copies|unfinished)|data/logs/[^/]+"
    r"|data/[a-z_ -]+\.json|.*/\.~[^/]+\.(open|lock)"
)
"""What the program may keep: whose work was cut short, its log, its settings, notices for other computers."""
_BACKUP = re.compile(r"data/backups?/.*\.mrcw(pages|diff)?|.* before merge .*\.mrcw|.* backup v\d+ .*\.mrcw")


class _Kind:
    """One action: how many changes it makes, and what is there after it has gone well."""

    def __init__(self, name: str, action: Action, template: World, folder: Path) -> None:
        self.name, self.action = name, action
        undisturbed = world.copied(template, folder / "undisturbed")
        ran = _run(action, undisturbed)
        self.changes = int(ran.out.rpartition("changes ")[2] or 0) if ran.status == 0 else 400
        if ran.status not in (0, None):
            raise RuntimeError(f"{name} does not work at all: {ran.told()}")
        self.after = undisturbed.said()
        within = tuple(f"{one}/" for one in action.makes)
        self.made = {one for one in undisturbed.files() if one in action.makes or one.startswith(within)}


def run_trial(numbers: Iterable[int], folder: Path) -> Tally:
    warm_up(window=True)
    template = world.build(folder / "template")
    before = template.said()
    kinds: dict[str, _Kind] = {}
    quick = [name for name, action in ACTIONS.items() if not action.slow]
    slow = [name for name, action in ACTIONS.items() if action.slow]
    tally = Tally(NAME)
    for number in numbers:
        rng = Random(f"{NAME} {number}")
        rounds, left = divmod(number, _SLOW_EVERY)
        name = slow[rounds % len(slow)] if left == 0 else quick[(rounds * (_SLOW_EVERY - 1) + left - 1) % len(quick)]
        if name not in kinds:
            kinds[name] = _Kind(name, ACTIONS[name], template, folder)
        kind = kinds[name]
        place = world.copied(template, folder / "world")
        last = 1 + rng.randrange(kind.changes)
        died = _run(kind.action, place, last=last)
        wrong, following = _judged(kind, died, template, place, before, rng)
        wrong = wrong and f"{wrong} ({kind.name}, killed at change {last} of {kind.changes})"
        tally.add(number, wrong, seconds=following.seconds, memory=following.memory, told=kind.name)
    return tally


def _run(action: Action, place: World, last: int = -1) -> Ran:
    def work() -> int:
        counted = _counted(place, last)
        status = action.run(place)
        print(f"changes {counted()}")
        return status

    return run(work, place.surroundings(60))


def _counted(place: World, last: int) -> Callable[[], int]:
    """Count the changes below the world, and die in place of the last; the count so far.

    Without the recorder only those are seen that Python makes itself, and not those of SQLite and Qt.
    """
    if recorder.is_loaded():
        recorder.watch(place.folder, last=last)
        return recorder.changes
    seen: list[str] = []

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
            seen.append(event)
            if len(seen) == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    return lambda: len(seen)


def _judged(
    kind: _Kind, died: Ran, template: World, place: World, before: dict[str, Any], rng: Random
) -> tuple[str | None, Ran]:
    """What is wrong, and how the next start went."""
    if died.status not in (None, 0) or died.hung:
        return f"does not even die: {died.told()}", died
    was_there = template.files().keys() | {"documents", "collection"}
    start = rng.choice(
        [["list", place.own], ["list", place.collection], ["answers", place.own], ["check", place.inbox / "1.mrcw"]]
    )
    following = run_command([*start, "--json"], place.surroundings())
    if following.status != 0:
        return f"next start fails: {start[0]} {following.told()}", following
    wrong = _what_is_left(kind, place, was_there, opened=start[1]) or _what_is_lost(kind, place, before)
    if wrong is None:
        wrong = _again(kind, place)
    if wrong is None:
        wrong = _what_is_left(kind, place, was_there, opened=None)
    return wrong, following


def _what_is_left(kind: _Kind, place: World, was_there: set[str], opened: object) -> str | None:
    """`opened` is the database of the next start; None where everything has been written since."""
    for name in sorted(place.files()):
        path = place.folder / name
        if name in was_there or (_OUR_RECORDS.fullmatch(name) and _is_small(path)):
            continue
        if name.endswith("-journal") and opened is not None and _may_wait(path, opened):
            continue
        if name in kind.made or _BACKUP.fullmatch(name):
            journal = path.with_name(f"{path.name}-journal")
            waits = opened is not None and journal.exists() and _may_wait(journal, opened)
            why = None if waits else world.broken(path)
            if why is not None:
                return f"not whole: {why}"
            continue
        return "left: " + re.sub(r"[0-9a-f]{8,}|(?<=\.mrc-)\w+|\d{4}-\d\d-\d\d", "…", name)
    missing = was_there - place.files().keys()
    return f"gone: {min(missing)}" if missing else None


def _may_wait(journal: Path, opened: object) -> bool:
    """Whether it belongs to a database that nobody has opened yet, or undoes nothing: the next save replaces it."""
    with journal.open("rb") as file:
        head = file.read(12)
    undoes_something = len(head) == 12 and head[:8] == MAGIC and head[8:12] != bytes(4)
    return Path(str(journal).removesuffix("-journal")) != opened or not undoes_something


def _is_small(path: Path) -> bool:
    """Records hold no database and no attached file; a log may grow."""
    return (
        path.is_dir() or path.stat().st_size < 64 or (path.suffix in (".json", ".open") or path.parent.name == "logs")
    )


def _what_is_lost(kind: _Kind, place: World, before: dict[str, Any]) -> str | None:
    said = place.said()
    for name, words in said.items():
        if isinstance(words, str):
            return f"cannot be read: {name}, {words}"
    for name in ("own", "old"):
        if said[name] not in (before[name], kind.after[name]):
            return f"the answers in {name} are neither those before nor those after"
    known = [*before["all"]["centres"], *kind.after["all"]["centres"]]
    if any(one not in known for one in said["all"]["centres"]):
        return "the collection has half a centre"
    ids = {one["id"] for one in said["all"]["centres"]}
    stay = {one["id"] for one in before["all"]["centres"]} & {one["id"] for one in kind.after["all"]["centres"]}
    return None if stay <= ids else "the collection has lost a centre"


def _again(kind: _Kind, place: World) -> str | None:
    """The same command works, or what it makes is already there, whole."""
    if kind.name == "view":
        return None
    ran = _run(kind.action, place)
    done = ran.status == 1 and kind.made and all((place.folder / name).exists() for name in kind.made)
    undone = kind.name == "undo" and place.said()["all"] == kind.after["all"]
    if ran.status != 0 and not done and not undone:
        return f"does not work again: {ran.told()}"
    said = place.said()
    for name in ("own", "old"):
        if said[name] != kind.after[name]:
            return f"the answers in {name} are not the new ones after the second time"
    if kind.name != "undo" and said["all"] != kind.after["all"]:
        return "the collection is not the new one after the second time"
    return None
