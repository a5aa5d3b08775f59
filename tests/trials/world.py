"""The files of one user: own database, a collection, an inbox, earlier reports; and what the user does with them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.trials import sources
from tests.trials.forked import Surroundings, run_command

QUESTION = "access_evidence"
"""To which a file is attached."""


@dataclass(frozen=True)
class World:
    """`folder` holds everything, also the user's data folder and the system's temporary folder."""

    folder: Path

    @property
    def own(self) -> Path:
        return self.folder / "documents" / "own.mrcw"

    @property
    def collection(self) -> Path:
        return self.folder / "collection" / "all.mrcw"

    @property
    def old(self) -> Path:
        """A database in use of 0.1.0."""
        return self.folder / "documents" / "old.mrcw"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def out(self) -> Path:
        """Where reports and submissions are written."""
        return self.folder / "out"

    @property
    def answers(self) -> Path:
        return self.folder / "answers.json"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    def surroundings(self, seconds: float = 30.0) -> Surroundings:
        return Surroundings(self.data, self.temporary, seconds)

    def files(self) -> dict[str, int]:
        """Every file and folder with its size, by its place in the world; -1 for folders."""
        return {
            str(path.relative_to(self.folder)): -1 if path.is_dir() else path.stat().st_size
            for path in self.folder.rglob("*")
        }

    def said(self) -> dict[str, Any]:
        """What commands say about the databases; a text for one that cannot be read."""
        found = {}
        asked = {"own": ["answers", self.own], "old": ["answers", self.old], "all": ["list", self.collection]}
        for name, words in asked.items():
            ran = run_command([*words, "--json"], self.surroundings())
            found[name] = ran.document() if ran.status == 0 else ran.told()
        return found


def copied(world: World, to: Path) -> World:
    """The same world again, to be spoilt."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(world.folder, to, symlinks=True)
    return World(to)


def build(folder: Path) -> World:
    """The world before anything happens in it."""
    world = World(folder)
    for place in (world.own.parent, world.collection.parent, world.inbox, world.out, world.data, world.temporary):
        place.mkdir(parents=True)
    make = folder.with_name(f"{folder.name} making")
    make.mkdir()
    with sources.repeatable("world"):
        _own(world, make)
        _collection(world, make)
    shutil.copyfile(sources.OLD_IN_USE, world.old)
    world.answers.write_text(json.dumps({"answers": {"prof_body": "given by the command", "prof_year": 1999}}))
    around = world.surroundings()
    for words in (
        ["report", world.own, "-o", world.out / "report.xlsx", "--audience", "internal"],
        ["export", world.collection, "-o", world.out / "tidy.xlsx"],
        ["export", world.collection, "-o", world.out / "tables", "--format", "csv"],
    ):
        ran = run_command(words, around)
        assert ran.status == 0, ran.told()
    shutil.rmtree(make)
    return world


def _own(world: World, make: Path) -> None:
    database = sources.centre(make, "own", answers=40)
    sources.edit(database, {"access_status": "in_place", QUESTION: "b"})
    sources.attach(database, QUESTION, "Notice of hours.pdf", b"%PDF-1.4 " + Random(1).randbytes(30_000))
    sources.submitted(database, "own sent")
    sources.edit(database, {"prof_body": "edited since"})
    shutil.copyfile(database, world.own)


def _collection(world: World, make: Path) -> None:
    sent = [sources.submitted(sources.centre(make, f"c{n}", answers=15, seed=n), f"c{n} sent") for n in range(8)]
    target = make / "all.mrcw"
    around = Surroundings(make / "data", seconds=60)
    for files in (sent[:2], sent[2:4]):  # two imports: the second can be undone
        ran = run_command(["merge", target, *files, "--author", "Officer"], around)
        assert ran.status == 0, ran.told()
    shutil.copyfile(target, world.collection)
    for number, file in enumerate(sent[4:], 1):
        shutil.copyfile(file, world.inbox / f"{number}.mrcw")


Words = Callable[[World], Sequence[object]]


@dataclass(frozen=True)
class Action:
    """Something that the user does. `makes` are the places of what it may make, new or in place of an older one."""

    words: Words | None
    makes: tuple[str, ...] = ()
    work: Callable[[World], int] | None = None
    slow: bool = False
    """Whether it takes a second."""

    def run(self, world: World) -> int:
        """In a process of its own."""
        if self.work is not None:
            return self.work(world)
        from mrcworkbench.cli import main

        assert self.words is not None
        return main([str(word) for word in self.words(world)])


def _view(world: World) -> int:
    """The window, in which an attached file is looked at when the power goes."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QDesktopServices

    from mrcworkbench.gui.places import Place
    from mrcworkbench.gui.window import filling
    from mrcworkbench.gui.window.app import run

    QDesktopServices.openUrl = lambda _: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
    fill_window, kept = filling.fill_window, []

    def fill(*arguments: Any) -> Any:
        workbench = fill_window(*arguments)
        timer = QTimer()
        kept.append(timer)

        def look() -> None:
            cards = workbench.navigator.pages["questionnaire"].cards
            if cards.is_complete:
                timer.stop()
                files = cards.card(QUESTION).files
                files.opened.emit(workbench.bridge.working_copy.answer(QUESTION).attachments[0])

        def begin() -> None:
            workbench.navigator.go(Place("questionnaire", question=QUESTION))
            timer.timeout.connect(look)
            timer.start(5)

        workbench.ready.connect(begin)
        return workbench

    filling.fill_window = fill
    return run(world.own)


ACTIONS: Mapping[str, Action] = {
    "answer": Action(lambda w: ["answer", w.own, w.answers]),
    "merge": Action(lambda w: ["merge", w.collection, w.inbox, "--author", "Officer"]),
    "merge into new": Action(
        lambda w: ["merge", w.out / "new.mrcw", w.inbox, "--author", "Officer"], makes=("out/new.mrcw",)
    ),
    "submit": Action(
        lambda w: ["submit", w.own, "-o", w.out / "sent.mrcw", "--author", "Ana"], makes=("out/sent.mrcw",)
    ),
    "report": Action(
        lambda w: ["report", w.own, "-o", w.out / "report.xlsx", "--audience", "internal"], makes=("out/report.xlsx",)
    ),
    "first report": Action(lambda w: ["report", w.own, "-o", w.out / "first.xlsx"], makes=("out/first.xlsx",)),
    "export": Action(lambda w: ["export", w.collection, "-o", w.out / "tidy.xlsx"], makes=("out/tidy.xlsx",)),
    "tables": Action(
        lambda w: ["export", w.collection, "-o", w.out / "tables", "--format", "csv"], makes=("out/tables",)
    ),
    "first tables": Action(
        lambda w: ["export", w.collection, "-o", w.out / "first", "--format", "csv"], makes=("out/first",)
    ),
    "upgrade": Action(lambda w: ["answer", w.old, w.answers]),
    "undo": Action(lambda w: ["undo-import", w.collection, "--author", "Officer"]),
    "new": Action(
        lambda w: ["new", w.out / "centre.mrcw", "--centre", "New", "--country", "AL"], makes=("out/centre.mrcw",)
    ),
    "view": Action(None, work=_view, slow=True),
    "screens": Action(
        lambda w: ["screens", w.own, "-o", w.out / "pictures", "--size", "900x700"], makes=("out/pictures",), slow=True
    ),
}


def broken(path: Path) -> str | None:
    """Why a file that the program made is not whole; None if it is. Folders file by file."""
    if path.is_dir():
        return next((why for why in map(broken, sorted(path.iterdir())) if why), None)
    content = path.read_bytes()
    match path.suffix:
        case ".xlsx" | ".mrcwpages" | ".mrcwdiff":
            try:
                with zipfile.ZipFile(path) as archive:
                    bad = archive.testzip()
            except zipfile.BadZipFile as error:
                bad = str(error)
            return f"{path.name} is broken: {bad}" if bad else None
        case ".png":
            return None if content.endswith(b"IEND\xaeB`\x82") else f"{path.name} is cut"
        case ".mrcw":
            return _broken_database(path)
        case _:
            return None if content.endswith((b"\n", b"}")) else f"{path.name} is cut"


def _broken_database(path: Path) -> str | None:
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as raw:
            found = raw.execute("PRAGMA integrity_check").fetchone()
            entries = raw.execute("SELECT count(*) FROM centres").fetchone()
    except sqlite3.Error as error:
        return f"{path.name} is broken: {error}"
    return None if found == ("ok",) and entries else f"{path.name} is broken: {found}"
