"""What the sample collection holds: files of made-up centres, merged, and what an officer decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mrcworkbench.paths import DATABASE_SUFFIX
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.deciding import choose
from mrcworkbench.services.practice import made_files

if TYPE_CHECKING:
    from mrcworkbench.services.practice.own_files import OwnFiles
    from mrcworkbench.services.session.session import Session

_MERGED, _MERGED_AGAIN, _DECIDED = "2026-02-02T14:00:00", "2026-02-16T14:00:00", "2026-02-17"


def make_collected(database: Path, folder: Path, files: OwnFiles) -> None:
    """Make the collection, and in the folder the files that went into it."""
    plan = files.plan
    first = [files.send(key, sent_file(folder, key)) for key in plan["collected"]]
    again = [files.send_second(key, sent_file(folder, f"{key}-2")) for key in plan["collected_again"]]
    made_files.make_collection(database)
    made_files.merge(database, first, plan["officer"], _MERGED)
    made_files.merge(database, again, plan["officer"], _MERGED_AGAIN)
    with made_files.opened(database, f"{_DECIDED}T09:00:00") as session:
        _decide(session, files)


def sent_file(folder: Path, key: str) -> Path:
    """Where the file lies that a centre sent first."""
    return folder / f"{key}{DATABASE_SUFFIX}"


def correction_of(files: OwnFiles, said: Mapping[str, Any]) -> Correction:
    return Correction(files.last_round(said["centre"]), said["question"], None, said["value"], said["reason"])


def _decide(session: Session, files: OwnFiles) -> None:
    """What the officer settled, corrected, joined, chose, and was told by a centre that withdrew."""
    plan = files.plan
    settled, joined, withdrawn = plan["settled"], plan["joined"], plan["withdrawn"]
    who = plan["officer"]
    settles, joins, chooses, hears = (made_files.at(f"{_DECIDED}T{hour}:00:00") for hour in ("09", "10", "11", "14"))
    where = files.last_round(settled["centre"])
    open_ones = [one for one in resolving.open_conflicts(session) if one.assessment.id == where]
    settling = [resolving.Resolution(one.id, settled["value"], settled["reason"]) for one in open_ones]
    resolving.resolve(session, [*settling, correction_of(files, plan["corrected"])], author=who, clock=settles)
    other, into = files.centres[joined["centre"]].id, files.centres[joined["into"]].id
    resolving.join(session, other, into, reason=joined["reason"], author=who, clock=joins)
    choose(session, files.last_round(joined["into"]), reason=joined["counts"], author=who, clock=chooses)
    gone = files.centres[withdrawn["centre"]].id
    resolving.withdraw(session, gone, reason=withdrawn["reason"], author=who, clock=hears)
