"""Power cuts: disks as they may be after each write of a save, merge, submission, upgrade or undoing, opened again.

Right: the first command that opens such a disk works, also where nothing can be written; what was acknowledged is
there; nothing is half done; and the program's own recovery is not called a change by another program.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from tests.trials import disks, pages, recorder, sources, world
from tests.trials.forked import NOBODY, Ran, Surroundings, may_mount, run, run_command, warm_up
from tests.trials.tally import Tally
from tests.trials.world import ACTIONS, World

NAME, HOT = "cut-disks", "hot-journals"
_SAVES = 12
_WINDOW_EVERY = 25
"""Of so many disks one is opened by the window."""
_READ_ONLY_SHARE = 0.3
_DONE = 10**6
"""Acknowledged when the whole action is done."""
_EXTRA = "Centre small"
"""Of the file that the first command may merge into it."""
_ASIDE = "resp_date"
"""A question that only the first command after the cut answers."""


@dataclass(frozen=True)
class Recording:
    """What was written during one action, and what commands said of its database before and after."""

    name: str
    target: Path
    """The database, from the world's folder on."""
    disk: disks.Disk
    """Before the first operation."""
    operations: Sequence[recorder.Operation]
    before: Any
    """None where there is no database yet."""
    after: Any
    assessment: str | None
    """One that is there all the time; None if there is no database before."""
    makes: tuple[str, ...]


@dataclass(frozen=True)
class _Cut:
    """One disk: the files on it, and the last number that was acknowledged before."""

    recording: Recording
    files: Mapping[str, bytes]
    acknowledged: int
    all_done: bool


def run_trial(numbers: Iterable[int], folder: Path) -> Tally:
    warm_up(window=True)
    template = world.build(folder / "template")
    extra = folder / "extra.mrcw"
    shutil.copyfile(sources.made(folder, {"small": sources.small})["small"], extra)
    recordings = list(_recordings(template, folder))
    places = [(number, at) for number, one in enumerate(recordings) for at in range(len(one.operations))]
    chosen: dict[tuple[int, int], list[int]] = {}
    for number in numbers:
        chosen.setdefault(Random(f"{NAME} {number}").choice(places), []).append(number)
    mounts = may_mount()
    tally = Tally(NAME)
    for which, recording in enumerate(recordings):
        disk, acknowledged = copy.deepcopy(recording.disk), 0
        for at, operation in enumerate(recording.operations):
            disk.play(operation)
            if operation.kind == "A":
                acknowledged = operation.offset
            for number in chosen.get((which, at), ()):
                rng = Random(f"{NAME} disk {number}")
                cut = _Cut(recording, disk.after_cut(rng), acknowledged, acknowledged == _DONE)
                wrong, ran = _Try(cut, World(folder / "disk"), extra, number, rng, may_mount=mounts).judged()
                wrong = wrong and f"{wrong} ({recording.name}, after operation {at} of {len(recording.operations)})"
                tally.add(number, wrong, seconds=ran.seconds, memory=ran.memory, told=recording.name)
    return tally


def run_hot(numbers: Iterable[int], folder: Path) -> Tally:
    """The same with interrupted saves that need no recorder: a transaction too large for the memory that it may have,
    with the journal that undoes it."""
    warm_up(window=True)
    template = world.build(folder / "template")
    extra = folder / "extra.mrcw"
    shutil.copyfile(sources.made(folder, {"small": sources.small})["small"], extra)
    hot = _interrupted(template, folder / "hot")
    target = template.own.relative_to(template.folder)
    before, assessment = _said(template, target), _an_assessment(template, target)
    recording = Recording("hot journal", target, disks.Disk(hot.folder), (), before, before, assessment, ())
    files = recording.disk.after_cut(Random(0))
    mounts = may_mount()
    tally = Tally(HOT)
    for number in numbers:
        rng = Random(f"{HOT} {number}")
        cut = _Cut(recording, _torn(files, str(target), rng), 0, all_done=False)
        wrong, ran = _Try(cut, World(folder / "disk"), extra, number, rng, may_mount=mounts).judged()
        tally.add(number, wrong, seconds=ran.seconds, memory=ran.memory, told="read-only" if ran.status else "opened")
    return tally


def _interrupted(template: World, folder: Path) -> World:
    """The world as it is when somebody dies in the middle of a save that has reached the file."""
    place = world.copied(template, folder)
    with contextlib.closing(sqlite3.connect(place.own, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size = 2")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE units SET comment = comment || hex(randomblob(200)), value = value")
        raw.execute("UPDATE meta SET value = value || 'x'")
        world.copied(place, folder.with_name(f"{folder.name} now"))
        raw.execute("ROLLBACK")
    return World(folder.with_name(f"{folder.name} now"))


def _torn(files: Mapping[str, bytes], target: str, rng: Random) -> Mapping[str, bytes]:
    """Of what was being written to the database any sector may have any content."""
    content = bytearray(files[target])
    journal = files[f"{target}-journal"]
    size = pages.page_size(bytes(content))
    head = 512
    kept = [int.from_bytes(journal[at : at + 4], "big") for at in range(head, len(journal) - size, size + 8)]
    for page in kept:
        if rng.random() < 0.3 and 1 < page <= len(content) // size:
            at = (page - 1) * size + rng.randrange(size // disks.SECTOR) * disks.SECTOR
            content[at : at + disks.SECTOR] = rng.randbytes(disks.SECTOR)
    return {**files, target: bytes(content)}


# What is recorded


def _recordings(template: World, folder: Path) -> Iterator[Recording]:
    targets: Mapping[str, Callable[[World], Path]] = {
        "answer": lambda w: w.own,
        "merge": lambda w: w.collection,
        "merge into new": lambda w: w.out / "new.mrcw",
        "submit": lambda w: w.own,
        "upgrade": lambda w: w.old,
        "undo": lambda w: w.collection,
        "report": lambda w: w.own,
        "tables": lambda w: w.collection,
        "new": lambda w: w.out / "centre.mrcw",
    }
    yield _recorded("saves", template, folder, template.own, _save_often, ())
    for name, target in targets.items():
        yield _recorded(name, template, folder, target(template), ACTIONS[name].run, ACTIONS[name].makes)


def _recorded(
    name: str, template: World, folder: Path, target: Path, action: Callable[[World], int], makes: tuple[str, ...]
) -> Recording:
    place = world.copied(template, folder / f"recorded {name}")
    notes, target = folder / f"notes {name}", target.relative_to(template.folder)
    before, assessment = _said(place, target), _an_assessment(place, target)
    disk = disks.Disk(place.folder)

    def work() -> int:
        recorder.watch(place.folder, notes)
        status = action(place)
        recorder.acknowledge(_DONE)
        recorder.stop_watching()
        return status

    ran = run(work, place.surroundings(120))
    if ran.status != 0:
        raise RuntimeError(f"{name} does not work at all: {ran.told()}")
    operations = tuple(recorder.operations(notes))
    return Recording(name, target, disk, operations, before, _said(place, target), assessment, makes)


def _an_assessment(place: World, target: Path) -> str | None:
    """The first in a database; None where there is no database yet."""
    path = place.folder / target
    if not path.exists():
        return None
    listed = run_command(["list", path, "--json"], place.surroundings()).document()
    return str(listed["centres"][0]["assessments"][0]["id"])


def _save_often(place: World) -> int:
    """Someone types, and the program says "Saved" after each pair of answers."""
    from mrcworkbench.services.session.session import open_session

    with open_session(place.own) as session:
        session.open_assessment(None)
        for number in range(1, _SAVES + 1):
            rows = [{"row": f"row{n}", "prof_web_address": f"{number}"} for n in range(number % 3 + 1)]
            for code, raw in (("prof_body", f"text {number} " + "x" * (number * 331 % 3000)), ("prof_web", rows)):
                answer = session.check(code, raw).answer
                assert answer is not None
                session.set_answer(code, answer)
            assert session.saver.wait()
            recorder.acknowledge(number)
    return 0


def _said(place: World, target: Path, as_whom: Surroundings | None = None, assessment: str | None = None) -> Any:
    """What is in a database: the answers of an own one, the list of a collection. A text where it cannot be read."""
    path = place.folder / target
    if not path.exists():
        return None
    command = "answers" if path.parent == place.own.parent else "list"
    words = [command, path, "--json"]
    if command == "answers" and assessment is not None:
        words += ["--assessment", assessment]
    ran = run_command(words, as_whom or place.surroundings())
    return ran.document() if ran.status == 0 else ran.told()


# One disk


class _Try:
    """One disk opened by a first command, then looked at."""

    def __init__(self, cut: _Cut, place: World, extra: Path, number: int, rng: Random, *, may_mount: bool) -> None:
        self._cut, self._place, self._extra, self._rng = cut, place, extra, rng
        self._target = place.folder / cut.recording.target
        self._scratch = place.folder.with_name("scratch")
        self._is_read_only = rng.random() < _READ_ONLY_SHARE
        self._by_window = number % _WINDOW_EVERY == 0
        for folder in (place.folder, self._scratch):
            _removed(folder)
            folder.mkdir()
        disks.written(dict(cut.files), place.folder)
        for folder in (place.data, place.temporary, place.out):
            folder.mkdir(exist_ok=True)
        self._around = place.surroundings(20)
        if self._is_read_only:
            self._around = replace(self._around, **self._locked(mounted=may_mount and rng.random() < 0.5))

    def _locked(self, *, mounted: bool) -> dict[str, Any]:
        """Nothing can be written in the database's folder: a memory stick with its switch on, or another user's."""
        if mounted:
            return {"read_only": self._target.parent}
        for path in (self._place.folder, *self._place.folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        self._target.parent.chmod(0o555)
        for place in (self._place.data, self._place.temporary, self._scratch):
            for path in (place, *place.rglob("*")):
                if os.geteuid() == 0:
                    os.chown(path, NOBODY, NOBODY)
        if self._target.exists():
            self._target.chmod(0o444)
        return {"without_rights": True}

    def judged(self) -> tuple[str | None, Ran]:
        """What is wrong, and how the first command went."""
        made = self._wrong_file()
        if not self._target.exists():
            ran = run_command(["list", self._target, "--json"], self._around)
            wrong = "lost: the whole database" if self._cut.recording.before is not None or self._cut.all_done else None
            return wrong or made, ran
        beside = self._target.with_name(f"{self._target.name}-journal").exists()
        source = self._target.read_bytes()
        name, words = self._first()
        ran = run_command(words, self._around)
        where = "read-only" if self._is_read_only else "writable"
        refused = name in ("check", "merge from") and beside and _is_unreadable(ran)
        if ran.status != 0 and not refused:
            return f"{name} ({where}) fails: {ran.told()}", ran
        if (self._is_read_only or refused) and self._target.read_bytes() != source:
            return f"{name} ({where}) changes the file", ran
        return self._content() or made, ran

    def _first(self) -> tuple[str, list[object]]:
        """The command that opens the disk first."""
        target, out = self._target, self._scratch
        one = ["--assessment", self._cut.recording.assessment] if self._cut.recording.assessment else []
        given = out / "given.json"
        given.write_text(json.dumps({"answers": {_ASIDE: "2020-02-02"}}))
        reading: dict[str, list[object]] = {
            "answers": ["answers", target, *one, "--json"],
            "list": ["list", target, "--json"],
            "score": ["score", target, *one, "--json"],
            "compare": ["compare", target, *one, "--json"],
            "report": ["report", target, *one, "-o", out / "report.xlsx", "--audience", "internal"],
            "export": ["export", target, "-o", out / "tables", "--format", "csv"],
            "conflicts": ["conflicts", target, "--json"],
            "imports": ["imports", target, "--json"],
            "check": ["check", target, "--json"],
            "merge from": ["merge", out / "fresh.mrcw", target, "--author", "O", "--json"],
        }
        writing: dict[str, list[object]] = {
            "answer": ["answer", target, given, *one, "--json"],
            "submit": ["submit", target, "-o", out / "sent.mrcw", "--author", "A", "--json"],
            "merge into": ["merge", target, self._extra, "--author", "O", "--json"],
        }
        if self._by_window:
            return "window", [target, "--exit-when", "ready"]
        chosen = reading if self._is_read_only else {**reading, **writing}
        if self._cut.recording.name == "merge into new":
            for name in ("answers", "score", "compare", "report", "answer", "submit", "check", "merge from"):
                chosen.pop(name, None)  # there may be no centre yet, and which assessment is there is not known
        return self._rng.choice(list(chosen.items()))

    def _content(self) -> str | None:
        """What is wrong with what is in the database now."""
        said = _said(self._place, self._cut.recording.target, self._around, self._cut.recording.assessment)
        if isinstance(said, str):
            return f"cannot be read after the first command: {said}"
        recording = self._cut.recording
        if recording.name == "saves":
            return self._wrong_saves(said["answers"])
        before, after, found = _comparable(recording.before), _comparable(recording.after), _comparable(said)
        if self._cut.all_done:
            return None if found == after else "lost: what was acknowledged"
        if isinstance(found, list):  # a merge may be done in part, centre by centre
            known = [*(before or ()), *(after or ())]
            missing = [one for one in before or () if one in (after or ()) and one not in found]
            return "half a centre" if any(one not in known for one in found) else "lost: a centre" if missing else None
        return None if found in (before, after) else "half an edit"

    def _wrong_saves(self, answers: Mapping[str, Any]) -> str | None:
        last = self._cut.acknowledged if not self._cut.all_done else _SAVES
        text = str(_value(answers.get("prof_body", "")))
        body = int(text.split()[1]) if text.startswith("text ") else 0
        rows = _value(answers.get("prof_web", []))
        web = int(rows[0]["prof_web_address"]) if rows and str(rows[0].get("row", "")).startswith("row") else 0
        if not last <= web <= body <= last + 1:
            return f"lost: {last} was acknowledged, {body} and {web} are there"
        if body and text != f"text {body} " + "x" * (body * 331 % 3000):
            return "half a text"
        if web and [row["prof_web_address"] for row in rows] != [f"{web}"] * (web % 3 + 1):
            return "half a table"
        return None

    def _wrong_file(self) -> str | None:
        """What is wrong with reports, tables and submissions: there is the old one or the new one, never none."""
        for name in self._cut.recording.makes:
            path = self._place.folder / name
            names = self._cut.recording.disk.names
            was_there = any(one == name or one.startswith(f"{name}/") for one in names)
            if not path.exists():
                if was_there or self._cut.all_done:
                    return f"lost: {name}"
            elif path != self._target and (why := world.broken(path)):
                return f"not whole: {why}"
        return None


def _value(answer: Any) -> Any:
    """The value of an answer that may also have a comment."""
    return answer.get("value", "") if isinstance(answer, dict) else answer


def _is_unreadable(ran: Ran) -> bool:
    """Refused for what lies beside it, which is right for a file that comes from elsewhere."""
    document = ran.document()
    files = document.get("files", ()) if isinstance(document, dict) else ()
    return ran.status == 1 and [file.get("reason") for file in files] == ["unreadable"]


def _comparable(said: Any) -> Any:
    """Without what the first command may have brought itself: an answer, a centre, another count of revisions."""
    if said is None:
        return None
    if "answers" in said:
        return {code: answer for code, answer in said["answers"].items() if code != _ASIDE}
    kept = [centre for centre in said["centres"] if centre["name"] != _EXTRA]
    return [
        {
            "id": centre["id"],
            "name": centre["name"],
            "assessments": [
                {key: value for key, value in one.items() if key in ("id", "round")} for one in centre["assessments"]
            ],
        }
        for centre in kept
    ]


def _removed(folder: Path) -> None:
    if folder.exists():
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)
