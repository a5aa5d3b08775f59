"""The made-up centres' own files, which nobody sees: what they send comes from them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mrcworkbench.paths import DATABASE_SUFFIX
from mrcworkbench.services.practice import made_files

if TYPE_CHECKING:
    from mrcworkbench.content.samples import MadeUpCentre

SENT, SENT_AGAIN, SENT_LATER = "2026-01-26T09:30:00", "2026-02-09T10:15:00", "2026-03-09T09:00:00"


class OwnFiles:
    """Keeps them in a folder; `plan` says what is done with which centre (`resources/sample/practice`)."""

    def __init__(self, folder: Path, centres: Mapping[str, MadeUpCentre], plan: Mapping[str, Any]) -> None:
        self._folder, self.centres, self.plan = folder, centres, plan

    def make(self, key: str) -> None:
        """A centre's file, filled in; where the plan has a second copy, others go on in that, from what was sealed."""
        centre, second = self.centres[key], self.plan["second_copies"].get(key)
        made_files.make_own_file(self.own(key), centre)
        if second is not None:
            made_files.send(self.own(key), self._file(f"{key} sealed"), centre.author, SENT)
            shutil.copy(self.own(key), self._second(key))
            made_files.set_answers(self.own(key), centre, second["in_the_first"], SENT)
            made_files.set_answers(self._second(key), centre, second["in_the_second"], SENT_AGAIN)

    def own(self, key: str) -> Path:
        return self._file(key)

    def send(self, key: str, target: Path, moment: str = SENT) -> Path:
        return made_files.send(self.own(key), target, self.centres[key].author, moment)

    def send_second(self, key: str, target: Path) -> Path:
        author = self.plan["second_copies"][key]["author"]
        return made_files.send(self._second(key), target, author, SENT_AGAIN)

    def go_on(self, key: str, answers: Mapping[str, Any]) -> None:
        """The centre changes answers after it has sent its file."""
        made_files.set_answers(self.own(key), self.centres[key], answers, SENT_LATER)

    def collection_of(self, name: str, sources: Iterable[Path], author: str) -> Path:
        """Somebody else's collection of these files."""
        path = self._file(name)
        made_files.make_collection(path)
        made_files.merge(path, sources, author, SENT_LATER)
        return path

    def last_round(self, key: str) -> str:
        """The id of a centre's last assessment."""
        return self.centres[key].rounds[-1].assessment

    def _second(self, key: str) -> Path:
        return self._file(f"{key} second")

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}{DATABASE_SUFFIX}"
