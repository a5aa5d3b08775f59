"""The files that are merged into the sample collection as an exercise: one of each kind that an officer meets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.renaming import rename
from mrcworkbench.services.practice import made_files
from mrcworkbench.services.practice.collected import correction_of, sent_file
from mrcworkbench.services.practice.own_files import SENT_LATER, OwnFiles


class FilesToMerge:
    """Makes them from the centres' own files; `merged` is the folder of those that are in the collection."""

    def __init__(self, files: OwnFiles, merged: Path) -> None:
        self._files, self._plan, self._merged = files, files.plan, merged
        self.kinds: Mapping[str, Callable[[Path], None]] = {
            "update": self._update,
            "new": self._new,
            "conflict": self._conflict,
            "duplicate": self._duplicate,
            "stranger": self._stranger,
            "colleague": self._colleague,
            "twice": self._twice,
            "raw": self._raw,
            "damaged": self._damaged,
        }
        """What makes each, by the words of the catalogue, in the order of the exercise."""

    def _update(self, target: Path) -> None:
        update = self._plan["update"]
        self._files.go_on(update["centre"], update["answers"])
        self._files.send(update["centre"], target, SENT_LATER)

    def _new(self, target: Path) -> None:
        self._files.send(self._plan["new"], target, SENT_LATER)

    def _conflict(self, target: Path) -> None:
        self._files.send_second(self._plan["conflict"], target)

    def _duplicate(self, target: Path) -> None:
        self._files.send(self._plan["duplicate"], target, SENT_LATER)

    def _stranger(self, target: Path) -> None:
        """Somebody has a centre's file, and withdraws the centre."""
        said, who = self._plan["proposed_by_a_stranger"], self._plan["stranger"]
        sent = sent_file(self._merged, said["centre"])
        path = self._files.collection_of("stranger", [sent], who)
        with made_files.opened(path, SENT_LATER) as session:
            centre = self._files.centres[said["centre"]].id
            resolving.withdraw(session, centre, reason=said["reason"], author=who, clock=made_files.at(SENT_LATER))
        made_files.send(path, target, who, SENT_LATER)

    def _colleague(self, target: Path) -> None:
        """A colleague has collected some of the same centres, and decided."""
        said, who, clock = self._plan["proposed_by_a_colleague"], self._plan["colleague"], made_files.at(SENT_LATER)
        sent = [sent_file(self._merged, key) for key in said["centres"]]
        path, renamed = self._files.collection_of("colleague", sent, who), said["renamed"]
        with made_files.opened(path, SENT_LATER) as session:
            resolving.resolve(session, [correction_of(self._files, said["corrected"])], author=who, clock=clock)
            centre = self._files.centres[renamed["centre"]].id
            rename(session, centre, name=renamed["name"], reason=renamed["reason"], author=who, clock=clock)
        made_files.send(path, target, who, SENT_LATER)

    def _twice(self, target: Path) -> None:
        shutil.copy(sent_file(self._merged, self._plan["sent_twice"]), target)

    def _raw(self, target: Path) -> None:
        """The centre's own file itself, with what it changed since."""
        raw = self._plan["raw_copy"]
        self._files.go_on(raw["centre"], raw["answers"])
        shutil.copy(self._files.own(raw["centre"]), target)

    def _damaged(self, target: Path) -> None:
        """Half of a file, as a broken transfer leaves it."""
        whole = sent_file(self._merged, self._plan["damaged"]).read_bytes()
        target.write_bytes(whole[: len(whole) // 2])
