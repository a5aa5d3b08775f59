"""Moving an assessment on to a newer version of its questionnaire, in the file, and back. db/README.md, Versions 4."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from mrcworkbench.domain.merging.sealing import seal
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.translation import is_newer
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit
from mrcworkbench.domain.versions.renames import Renames
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.encoding import StoredUnit, from_units, to_units
from mrcworkbench.storage.answers.kept import Translated, move_kept, raw_kept, restore_kept
from mrcworkbench.storage.answers.sealing import (
    load_history,
    load_unsealed,
    require_undamaged,
    seal_working_copy,
    take_view,
)
from mrcworkbench.storage.answers.working_copy import load_answers, save_answer
from mrcworkbench.storage.database.checksums import stamp
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.tables import assessments, drafts, units

_OF_ASSESSMENT: BindParameter[str] = bindparam("of")
_TIMES = select(units.c.question, units.c.row, units.c.changed_at).where(units.c.assessment_id == _OF_ASSESSMENT)
_TIME = (
    update(units)
    .where(
        units.c.assessment_id == _OF_ASSESSMENT,
        units.c.question == bindparam("asked"),
        units.c.row == bindparam("at"),
        units.c.origin.is_not(None),
    )
    .values(changed_at=bindparam("moment"))
)
_FILED = select(assessments.c.questionnaire_version).where(assessments.c.id == _OF_ASSESSMENT)
_VERSION = (
    update(assessments).where(assessments.c.id == _OF_ASSESSMENT).values(questionnaire_version=bindparam("version"))
)
_DRAFTS = select(drafts).where(drafts.c.assessment_id == _OF_ASSESSMENT)
_NO_DRAFTS = delete(drafts).where(drafts.c.assessment_id == _OF_ASSESSMENT)


@dataclass(frozen=True)
class Move:
    """Where an assessment moves: the version, what drafts are called there, and how units read there; and the answers
    that are given there."""

    version: str
    renames: Renames
    translated: Translated
    opened: Mapping[str, Answer]


@dataclass(frozen=True)
class WayBack:
    """What must be brought back besides the answers: when each unit was changed, and what was kept here; and what was
    kept and given when the assessment had moved, to see that nothing was edited since."""

    version: str
    renames: Renames
    times: Mapping[Key, str]
    kept: Sequence[Mapping[str, Any]]
    kept_moved: Sequence[Mapping[str, Any]]
    opened: Mapping[str, Answer]


@dataclass(frozen=True)
class CopyAhead:
    """What a working copy holds, and what it would hold in another version."""

    units: Mapping[Key, HeldUnit]
    answers: Mapping[str, Answer]


def look_ahead(connection: Connection, assessment_id: str, version: str) -> CopyAhead:
    """What moving on would make of the working copy. Raises `UserError` answers_unreadable."""
    history = load_history(connection, assessment_id)
    copy = load_unsealed(connection, assessment_id, history)
    require_undamaged(connection, assessment_id, copy, history)
    revision = seal(copy, history)
    if revision is not None:
        history = history.union(History({revision.id: revision}))
    return CopyAhead(copy.units, _answers(current_view(history.in_version(version))))


def move_on(connection: Connection, assessment_id: str, move: Move, *, author: str, moment: str) -> WayBack:
    """Seal the working copy as it is, and let it stand in the newer version; what `move_back` needs.

    Raises `UserError` answers_unreadable.
    """
    (version,) = connection.execute(_FILED, {"of": assessment_id}).one()
    times = {(question, row): at for question, row, at in connection.execute(_TIMES, {"of": assessment_id})}
    kept = raw_kept(connection, assessment_id)
    seal_working_copy(connection, assessment_id, author=author, sealed_at=moment, kind="import")
    _stand_in(connection, assessment_id, move.version, move.renames, moment)
    move_kept(connection, assessment_id, move.translated, moment)
    stored = load_answers(connection, assessment_id)
    for question, answer in move.opened.items():
        save_answer(connection, assessment_id, question, stored.units(question), to_units(answer), moment)
    return WayBack(version, move.renames.back(), times, kept, raw_kept(connection, assessment_id), move.opened)


def move_back(connection: Connection, assessment_id: str, before: WayBack, moment: str) -> None:
    """Take `move_on` back: every row as it was. Raises `UserError` moved_on_since where anything was sealed, or edited,
    in the newer version."""
    if not _is_untouched(connection, assessment_id, before):
        raise UserError("moved_on_since")
    _stand_in(connection, assessment_id, before.version, before.renames, moment)
    restore_kept(connection, assessment_id, before.kept)
    for (question, row), at in before.times.items():
        connection.execute(_TIME, {"of": assessment_id, "asked": question, "at": row, "moment": at})


def _is_untouched(connection: Connection, assessment_id: str, before: WayBack) -> bool:
    """Whether nothing was sealed in the newer version, and all answers are as they were when the assessment moved."""
    history = load_history(connection, assessment_id)
    if is_newer(history.version, before.version):
        return False
    if _contents(raw_kept(connection, assessment_id)) != _contents(before.kept_moved):
        return False
    copy = load_unsealed(connection, assessment_id, history)
    moved = current_view(history.in_version(copy.header.questionnaire_version))
    said = {key: _stored(held.unit) for key, held in copy.units.items()}
    opened = {(code, row): unit for code, answer in before.opened.items() for row, unit in to_units(answer).items()}
    return said == {key: _stored(held.unit) for key, held in moved.units.items()} | opened


def _contents(kept: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Without when it was written."""
    return [tuple(row[name] for name in ("question", "row", "value", "comment", "attachments")) for row in kept]


def _stand_in(connection: Connection, assessment_id: str, version: str, renames: Renames, moment: str) -> None:
    history = load_history(connection, assessment_id)
    take_view(connection, assessment_id, current_view(history.in_version(version)), history.heads, moment)
    connection.execute(_VERSION, {"of": assessment_id, "version": version})
    stamp(driver(connection), "assessments", assessment_id)
    _rename_drafts(connection, assessment_id, renames)


def _rename_drafts(connection: Connection, assessment_id: str, renames: Renames) -> None:
    found = [dict(row) for row in connection.execute(_DRAFTS, {"of": assessment_id}).mappings()]
    if not found:
        return
    connection.execute(_NO_DRAFTS, {"of": assessment_id})
    for row in found:
        row["question"], row["column"] = renames.field(row["question"], row["column"])
    connection.execute(insert(drafts), found)


def _answers(view: View) -> dict[str, Answer]:
    """The settled answers of a view."""
    contested = {question for question, _ in view.contested}
    answers = {}
    for question, those in groupby(sorted(view.units.items()), lambda item: item[0][0]):
        if question not in contested:
            answers[question] = from_units({row: _stored(held.unit) for (_, row), held in those})
    return answers


def _stored(unit: Unit) -> StoredUnit:
    return StoredUnit(unit.state, unit.value, unit.reason, unit.comment, unit.attachments)


class MovingStore:
    """Moving assessments on in an open database; each method is one transaction. Raises `UserError` as the disk
    does."""

    def __init__(self, database: Database, before_writing: Callable[[], None]) -> None:
        """`before_writing` hears that any answer may change."""
        self._database, self._before_writing = database, before_writing

    def look_ahead(self, assessment_id: str, version: str) -> CopyAhead:
        """What moving on would make of the working copy; nothing is written. Raises `UserError` answers_unreadable."""
        with self._database.reading() as connection:
            return look_ahead(connection, assessment_id, version)

    def move_on(self, assessment_id: str, move: Move, *, author: str, moment: str) -> WayBack:
        """Seal the working copy, and let it stand in the newer version. Raises `UserError` answers_unreadable."""
        self._before_writing()
        with self._database.writing() as connection:
            return move_on(connection, assessment_id, move, author=author, moment=moment)

    def move_back(self, assessment_id: str, before: WayBack, moment: str) -> None:
        """Take it back. Raises `UserError` moved_on_since."""
        self._before_writing()
        with self._database.writing() as connection:
            move_back(connection, assessment_id, before, moment)
