"""The file or its disk is changed under an open session, or under the open window, before the next save.

Right: "Saved" is said only where the file under its name holds everything that was typed; otherwise the text stays, a
copy can be saved that has everything, and no byte of what lies there now is changed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from mrcworkbench.errors import UserError
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.storage.database import connection as database
from tests.trials import sources
from tests.trials.disturbances import DISTURBANCES, After, Disturbance, Scene
from tests.trials.forked import NOBODY, Surroundings, give_up_writing, may_mount, run, warm_up
from tests.trials.tally import Tally

NAME = "underneath"
_WINDOW_EVERY = 3
_DISK, _DATA_DISK = 1536 * 1024, 64 * 1024
"""Bytes of the small disks."""
_DATA = ("sound", "sound", "sound", "full", "closed", "a file")
"""What the user's data folder is like."""
_QUESTION = "prof_body"
_BUSY_SECONDS = 0.3
"""How long the program waits here for whoever locks the file; in earnest longer."""


class WrongError(Exception):
    """What was misjudged."""


def run_trial(numbers: Iterable[int], folder: Path) -> Tally:
    warm_up(window=True)
    kinds = {name: _maker(name, seed) for name, seed in (("own", 2), ("foreign", 3))}
    made = sources.made(folder, kinds)
    mounts = may_mount()
    tally = Tally(NAME)
    for number in numbers:
        rng = Random(f"{NAME} {number}")
        rounds, which = divmod(number, len(DISTURBANCES))
        by_window = rounds % _WINDOW_EVERY == 1
        data = rng.choice(_DATA) if rounds else "sound"
        play = _Play(_laid_out(folder / "place", made), DISTURBANCES[which], rng, data, by_window, mounts)
        ran = run(play.run, play.surroundings())
        wrong = f"hangs: {ran.told()}" if ran.hung else None if ran.status == 0 else f"fault: {ran.told()}"
        if ran.status == 1:
            wrong = ran.out.strip().splitlines()[-1]
        where = "window" if by_window else "session"
        wrong = wrong and f"{wrong} ({DISTURBANCES[which].name}, {where}, data folder {data})"
        tally.add(number, wrong, seconds=ran.seconds, memory=ran.memory, told=where)
    return tally


def _maker(name: str, seed: int) -> Any:
    return lambda place: sources.centre(place, name, answers=30, seed=seed)


def _laid_out(place: Path, made: dict[str, Path]) -> Path:
    if place.exists():
        for path in place.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(place)
    for folder in (place, place / "disk", place / "data", place / "copies"):
        folder.mkdir()
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
    for name, path in made.items():
        shutil.copyfile(path, place / f"{name}.mrcw")
        (place / f"{name}.mrcw").chmod(0o644)
    return place


@dataclass
class _Play:
    """One open file and what happens under it; runs in a process of its own, without root's rights."""

    place: Path
    disturbance: Disturbance
    rng: Random
    data: str
    by_window: bool
    mounts: bool

    def surroundings(self) -> Surroundings:
        disks: list[tuple[Path, int]] = []
        if self.mounts:
            disks.append((self.place / "disk", _DISK))
            if self.data == "full":
                disks.append((self.place / "data", _DATA_DISK))
        rights = not self.by_window  # the window gives them up by itself, see `_WindowHands`
        return Surroundings(self.place / "data", self.place, 40, without_rights=rights, small_disks=tuple(disks))

    def run(self) -> int:
        """Prints what is wrong, and returns 1 then."""
        database.BUSY_SECONDS = _BUSY_SECONDS
        if self.by_window:
            _begin_window()
        scene = self._scene()
        self._spoil_data()
        hands = _WindowHands(scene.path) if self.by_window else _Hands(scene.path)
        try:
            self._play(scene, hands)
        except WrongError as error:
            print(error)
            return 1
        finally:
            hands.stop()
        return 0

    def _scene(self) -> Scene:
        folder = self.place / "disk" / "documents"
        folder.mkdir()
        path, victim = folder / "own.mrcw", self.place / "copies" / "letter.txt"
        shutil.copyfile(self.place / "own.mrcw", path)
        victim.write_text("dear all")
        return Scene(path, self.place / "foreign.mrcw", victim, is_small_disk=self.mounts)

    def _spoil_data(self) -> None:
        data = self.place / "data"
        if self.data == "full" and self.mounts:
            with suppress(OSError), (data / "ballast").open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 512)
        elif self.data == "closed":
            data.chmod(0o555)
        elif self.data == "a file":
            data.rmdir()
            data.write_text("no folder")

    def _play(self, scene: Scene, hands: _Hands) -> None:
        session = hands.begin()
        if session.read_only:
            if self.data == "sound":
                raise WrongError(f"only readable: {session.read_only_reason}")
            return  # it is open, and says why nothing can be saved
        for number in range(self.rng.randrange(3)):
            hands.type(f"before {number}")
            if not hands.says_saved():
                raise WrongError("does not save at all")
        self.disturbance.do(scene)
        there = _bytes(scene.path)
        text = "typed after it " + "x" * self.rng.choice([0, 200, 3000, 9000])
        hands.type(text)
        if session.working_copy.answer(_QUESTION).value != text:
            raise WrongError("the text is gone")
        if hands.says_saved():
            if self.disturbance.after is After.NOT_SAVED:
                raise WrongError("said saved")
            self._require_all(scene.path, session, "said saved, and the file lacks it")
        else:
            self._not_saved(scene, hands, session, there)
        if scene.victim.read_text() != "dear all":
            raise WrongError("another file of the user was changed")
        hands.end()
        if self.disturbance.is_foreign and _bytes(scene.path) != there:
            raise WrongError("the foreign file is changed at the end")
        if not scene.victim.exists():
            raise WrongError("another file of the user is gone")

    def _not_saved(self, scene: Scene, hands: _Hands, session: Session, there: bytes | None) -> None:
        if self.disturbance.after is After.SAVED:
            raise WrongError(f"does not save: {hands.why()}")
        if _QUESTION not in session.saver.unsaved:
            raise WrongError("neither saved nor unsaved")
        if self.disturbance.is_foreign and _bytes(scene.path) != there:
            raise WrongError("the foreign file is changed")
        copy = self.place / "copies" / "copy.mrcw"
        if scene.is_small_disk or self.disturbance.name != "disk full":
            try:
                session.save_copy(copy)
            except UserError as error:
                if self.data == "sound":
                    raise WrongError(f"no copy can be saved: {error.code}") from error
            else:
                self._require_all(copy, session, "the copy lacks answers")
        if self.disturbance.undo is not None:
            self.disturbance.undo(scene)
            session.saver.retry()
            if not session.saver.wait():
                raise WrongError(f"is not saved when all is well again: {hands.why()}")
            self._require_all(scene.path, session, "saved later, and the file lacks it")

    def _require_all(self, path: Path, session: Session, wrong: str) -> None:
        expected = dict(session.working_copy.answers)
        try:
            with open_session(path, read_only=True) as found:
                found.open_assessment(None)
                there = dict(found.working_copy.answers)
        except UserError as error:
            raise WrongError(f"{wrong}: {error.code}") from error
        differ = sorted(code for code in expected | there if expected.get(code) != there.get(code))
        if differ:
            raise WrongError(f"{wrong}: {differ[:3]}")


def _bytes(path: Path) -> bytes | None:
    """What lies there; None if it is no ordinary file."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


class _Hands:
    """Somebody who works in a session."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._saved, self._failed = 0, ""
        self.session: Session | None = None

    def begin(self) -> Session:
        session = self.session = open_session(self._path)
        session.open_assessment(None)
        session.saver.on_saved = self._on_saved
        session.saver.on_failed = self._on_failed
        return session

    def _on_saved(self) -> None:
        self._saved += 1

    def _on_failed(self, error: UserError) -> None:
        self._failed = error.code

    def type(self, text: str) -> None:
        assert self.session is not None
        self._saved, self._failed = 0, ""
        answer = self.session.check(_QUESTION, text).answer
        assert answer is not None
        self.session.set_answer(_QUESTION, answer)
        self.session.saver.wait()

    def says_saved(self) -> bool:
        """Whether the person is told that all is saved."""
        return bool(self._saved) and not self._failed

    def why(self) -> str:
        return self._failed

    def end(self) -> None:
        """As the program ends: what cannot be saved has been told before."""
        if self.session is not None:
            with suppress(UserError):
                self.session.close()
            self.session = None

    def stop(self) -> None:
        """Whatever happened before."""
        self.end()


def _begin_window() -> None:
    """Qt looks for its plugins with plain rights; the right to read, which is kept, does not help it."""
    from PySide6.QtWidgets import QApplication

    _applications.append(QApplication(["trial", "-style", "Fusion"]))
    if os.geteuid() == 0:
        give_up_writing()


_applications: list[Any] = []
"""Qt's application of this process, which nobody else holds."""


class _WindowHands(_Hands):
    """Somebody who works in the window."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        from tests.gui.window_support import Answers, Desktop

        self._desktop: Any = Desktop(_applications[0], Answers())

    def begin(self) -> Session:
        self._desktop.begin(self._path)
        if not self._desktop.bridge.is_open:
            raise WrongError(f"the window does not open it: {self._desktop.said}")
        self.session = session = self._desktop.bridge.session
        self._desktop.go("questionnaire", question=_QUESTION)
        return session

    def type(self, text: str) -> None:
        self._desktop.answer(_QUESTION, text)

    def says_saved(self) -> bool:
        return str(self._desktop.shell.topbar._state.text()).startswith("Saved")

    def why(self) -> str:
        return str(self._desktop.said)

    def end(self) -> None:
        if self.session is not None:
            self.session = None
            with suppress(UserError):
                self._desktop.end()
