"""Sealing in the file: the working copy of an assessment becomes a revision. db/README.md, Revisions 4 and 5.

The rule itself is `domain.merging.sealing`; this reads what it needs and writes what it says. The working copy goes on
from the new revision, so that what is edited next is told from what was sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, or_, select, update

from mrcworkbench.domain.merging.conflicts import conflict_id
from mrcworkbench.domain.merging.headers import joined_header
from mrcworkbench.domain.merging.sealing import UnsealedCopy, base_of, damaged_units, seal
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.decisions import ROUND
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.lifting import about
from mrcworkbench.domain.revisions.revision import AttestationKind, Header, Revision, unit_rows
from mrcworkbench.domain.revisions.units import HeldUnit, Key
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.naming import name_centre, renamed_here
from mrcworkbench.storage.database.checksums import checksum, stamped, unit_checksum
from mrcworkbench.storage.database.damaged_text import fetched, readable
from mrcworkbench.storage.database.driver import translator_of
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import (
    assessments,
    attestations,
    centres,
    contested,
    decisions,
    revision_decisions,
    revision_parents,
    revision_units,
    revisions,
    units,
    working_parents,
)
from mrcworkbench.storage.merged_sets.histories import held_of_row, history_of_rows
from mrcworkbench.storage.merged_sets.verdicts import confirmed_among, load_take_backs

_CONTENT = ("state", "value", "reason", "comment", "attachments", "origin")
_OF_ASSESSMENT = units.c.assessment_id == bindparam("assessment_id")
_LOAD_UNITS = Prepared(
    select(units.c.question, units.c.row, *(units.c[name] for name in _CONTENT), units.c.changed_at).where(
        _OF_ASSESSMENT
    )
)
_LOAD_EDITED = Prepared(
    select(
        units.c.question,
        units.c.row,
        *(units.c[name] for name in _CONTENT[:-1]),
        units.c.changed_at,
        units.c.checksum,
    ).where(_OF_ASSESSMENT, units.c.origin.is_(None))
)
_THIS_UNIT = (
    units.c.assessment_id == bindparam("a"),
    units.c.question == bindparam("q"),
    units.c.row == bindparam("r"),
)
_SAME_CONTENT = update(units).where(*_THIS_UNIT).values(origin=bindparam("of"), checksum=bindparam("sum"))
_REMOVE = delete(units).where(*_THIS_UNIT)


class DamagedAnswersError(UserError):
    """Stored answers that are not what was saved: a bit flipped on the disk, or another program wrote into the file.

    They are nothing that the centre said, and must not be sealed. `questions` are their codes, as they can be shown.
    """

    def __init__(self, path: str, questions: Iterable[str]) -> None:
        self.questions = tuple(sorted(map(readable, questions)))
        named = ", ".join(self.questions)
        super().__init__("answers_unreadable", path=path, questions=named, n=len(self.questions))


@dataclass(frozen=True, slots=True)
class Sealed:
    """The revision in which an assessment now stands; not `is_new` if there was nothing to seal."""

    assessment: str
    revision: str
    is_new: bool


def seal_working_copy(
    connection: Connection,
    assessment_id: str,
    *,
    author: str,
    sealed_at: str,
    kind: AttestationKind = "sealed",
    gather: bool = False,
) -> Sealed | None:
    """Seal what is worked on, inside the connection's transaction; `gather` as in `domain.merging.sealing.seal`.

    An unchanged working copy makes no revision. None where that leaves several heads, which only happens without
    `gather`. Raises `NotCanonical` for text that is no Unicode text, `DamagedAnswersError` for answers that are not
    what was saved.
    """
    history = load_history(connection, assessment_id)
    copy = load_unsealed(connection, assessment_id, history)
    require_undamaged(connection, assessment_id, copy, history)
    header = renamed_here(connection, copy.header)
    names_anew = header != copy.header or not copy.parents
    copy = replace(copy, header=header)
    revision = seal(copy, history, gather=gather)
    if revision is None:
        (only, *more) = sorted(copy.parents)
        return None if more else Sealed(assessment_id, only, is_new=False)
    if revision.id not in history.revisions:  # it is there already where an unsealed copy of this file was merged
        add_revision(connection, revision)
    attestation = stamped((revision.id, author, sealed_at, kind))
    connection.execute(insert(attestations).prefix_with("OR IGNORE").values(attestation))
    history = history.union(History({revision.id: revision}))
    take_view(connection, assessment_id, current_view(history), history.heads, sealed_at)
    if names_anew:
        name_centre(connection, header.centre)
    return Sealed(assessment_id, revision.id, is_new=True)


def damaged_questions(connection: Connection, assessment_id: str) -> frozenset[str]:
    """The questions of an assessment with an answer that is not what was saved.

    An edit that nobody sealed yet has a checksum; everything else stands in what the working copy goes on from.
    """
    history = load_history(connection, assessment_id)
    return _damaged(connection, assessment_id, load_unsealed(connection, assessment_id, history), history)


def require_undamaged(connection: Connection, assessment_id: str, copy: UnsealedCopy, history: History) -> None:
    """Raises `DamagedAnswersError` for answers that are not what was saved."""
    damaged = _damaged(connection, assessment_id, copy, history)
    if damaged:
        (_, _, path) = connection.exec_driver_sql("PRAGMA database_list").first() or ("", "", "")
        raise DamagedAnswersError(str(path), damaged)


def _damaged(connection: Connection, assessment_id: str, copy: UnsealedCopy, history: History) -> frozenset[str]:
    given = {"assessment_id": assessment_id}
    edited = fetched(connection, lambda: _LOAD_EDITED.run(connection, given).fetchall())
    wrong = {row[0] for row in edited if row[-1] != checksum((assessment_id, *row[:-1]))}
    return frozenset(wrong | {question for question, _ in damaged_units(copy, base_of(copy, history))})


def load_history(connection: Connection, assessment_id: str) -> History:
    """Every revision of an assessment, and the decisions about it that have effect here."""
    history = load_whole_history(connection, assessment_id)
    return history.in_effect(confirmed_among(connection, history.decided))


def load_whole_history(connection: Connection, assessment_id: str) -> History:
    """Every revision of an assessment and every decision about it, also those that wait for a person."""
    of_this = revisions.c.assessment_id == assessment_id
    units_of, parents, taken_in = (
        _rows(connection, select(table).join(revisions).where(of_this).order_by(*table.primary_key.columns))
        for table in (revision_units, revision_parents, revision_decisions)
    )
    decided = _rows(connection, select(decisions).where(decisions.c.assessment_id == assessment_id))
    sealed = _rows(connection, select(revisions).where(of_this))
    take_backs = load_take_backs(connection) if decided and sealed else {}
    return history_of_rows(
        sealed,
        units_of,
        parents,
        taken_in,
        decided,
        translator_of(connection),
        about(sealed[0][2], [row[0] for row in decided], take_backs) if take_backs else {},
    )


def load_shown(connection: Connection, assessment_id: str) -> History:
    """The same in the version of the questionnaire in which the assessment stands."""
    filed = select(assessments.c.questionnaire_version).where(assessments.c.id == assessment_id)
    return load_history(connection, assessment_id).in_version(connection.execute(filed).scalar_one())


def load_unsealed(connection: Connection, assessment_id: str, history: History) -> UnsealedCopy:
    """The answers as they are worked on, as units. It has taken in all decisions of `history`; see `take_view`."""
    (header,) = connection.execute(
        select(
            assessments.c.id,
            centres.c.id,
            centres.c.name,
            centres.c.country,
            assessments.c.round,
            assessments.c.questionnaire_id,
            assessments.c.questionnaire_version,
            assessments.c.about,
            assessments.c.follows,
        )
        .join(centres)
        .where(assessments.c.id == assessment_id)
    )
    parents = connection.execute(
        select(working_parents.c.revision).where(working_parents.c.assessment_id == assessment_id)
    ).scalars()
    held = {key: unit for key, (unit, _) in _load_units(connection, assessment_id).items()}
    goes_on_from = frozenset(parents)
    filed, sealed = Header(*header), joined_header(history.known_to(goes_on_from, history.decided))
    if sealed is not None:
        # The row of a centre with several assessments may say what another one of them says. The version is that of
        # the copy alone, which may have moved on since.
        filed = replace(sealed, questionnaire_version=filed.questionnaire_version)
    return UnsealedCopy(filed, held, goes_on_from, history.decided)


def add_revision(connection: Connection, revision: Revision) -> None:
    """Write a revision that is not there yet."""
    header = revision.header
    connection.execute(
        insert(revisions),
        {
            "id": revision.id,
            "assessment_id": header.assessment,
            "centre_id": header.centre,
            "centre_name": header.centre_name,
            "country": header.country,
            "round": header.round,
            "questionnaire_id": header.questionnaire,
            "questionnaire_version": header.questionnaire_version,
            "about": header.about,
            "follows": header.follows,
            "format": revision.format,
        },
    )
    names = ("question", "row", *_CONTENT)
    rows = [{"revision": revision.id, **dict(zip(names, row, strict=True))} for row in unit_rows(revision.units)]
    if rows:
        connection.execute(insert(revision_units), rows)
    if revision.parents:
        connection.execute(
            insert(revision_parents), [{"revision": revision.id, "parent": parent} for parent in revision.parents]
        )
    if revision.decisions:
        taken_in = [{"revision": revision.id, "decision": decision} for decision in revision.decisions]
        connection.execute(insert(revision_decisions), taken_in)


def take_view(
    connection: Connection, assessment_id: str, view: View, heads: Iterable[str], changed_at: str
) -> frozenset[str]:
    """Make the working copy stand at this view and go on from these heads. The questions whose answers changed.

    Everything worked on must have been sealed before. Units in conflict are not written: their answer waits for a
    decision.
    """
    stored = _load_units(connection, assessment_id)
    _write_units(connection, assessment_id, stored, view.units, changed_at)
    _write_contested(connection, assessment_id, view)
    connection.execute(delete(working_parents).where(working_parents.c.assessment_id == assessment_id))
    rows = [{"assessment_id": assessment_id, "revision": head} for head in heads]
    if rows:
        connection.execute(insert(working_parents), rows)
    before = {key: held.unit for key, (held, _) in stored.items()}
    after = {key: held.unit for key, held in view.units.items()}
    return frozenset(key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _write_contested(connection: Connection, assessment_id: str, view: View) -> None:
    of_this = contested.c.assessment_id == assessment_id
    is_here = or_(contested.c.question != "", contested.c.row == ROUND)  # not of the centre: see `naming`
    connection.execute(delete(contested).where(of_this, is_here))
    rows = [
        {
            "assessment_id": assessment_id,
            "question": key[0],
            "row": key[1],
            "conflict_id": conflict_id(assessment_id, key, (claim.origin for claim in claims)),
        }
        for key, claims in view.contested.items()
    ]
    if rows:
        connection.execute(insert(contested), rows)


def _write_units(
    connection: Connection,
    assessment_id: str,
    stored: Mapping[Key, tuple[HeldUnit, str]],
    current: Mapping[Key, HeldUnit],
    changed_at: str,
) -> None:
    """What changed is written anew, what only has another origin keeps the time of its last change."""
    same, new = [], []
    gone = [_place(assessment_id, key) for key in stored.keys() - current.keys()]
    for key, held in current.items():
        before = stored[key][0] if key in stored else None
        if before == held:
            continue
        if before is not None and before.unit == held.unit:
            at = stored[key][1]
            same.append(
                {**_place(assessment_id, key), "of": _origin(held), "sum": _checksum(assessment_id, key, held, at)}
            )
            continue
        if before is not None:
            gone.append(_place(assessment_id, key))
        unit = held.unit
        content = (unit.state, unit.value, unit.reason, unit.comment, unit.attachments, _origin(held))
        new.append(
            {
                "assessment_id": assessment_id,
                "question": key[0],
                "row": key[1],
                **dict(zip(_CONTENT, content, strict=True)),
                "changed_at": changed_at,
                "checksum": _checksum(assessment_id, key, held, changed_at),
            }
        )
    for statement, rows in ((_REMOVE, gone), (insert(units), new), (_SAME_CONTENT, same)):
        if rows:
            connection.execute(statement, rows)


def _load_units(connection: Connection, assessment_id: str) -> dict[Key, tuple[HeldUnit, str]]:
    given = {"assessment_id": assessment_id}
    found = fetched(connection, lambda: _LOAD_UNITS.run(connection, given).fetchall())
    return {(row[0], row[1]): (held_of_row(row[2:8]), row[8]) for row in found}


def _place(assessment_id: str, key: Key) -> dict[str, str]:
    return {"a": assessment_id, "q": key[0], "r": key[1]}


def _origin(held: HeldUnit) -> str | None:
    return " ".join(held.origins) or None


def _checksum(assessment_id: str, key: Key, held: HeldUnit, changed_at: str) -> str | None:
    """What answers for a unit that no origin answers for."""
    return None if held.origins else unit_checksum(assessment_id, *key, held.unit, changed_at)


def _rows(connection: Connection, statement: Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(statement)]
