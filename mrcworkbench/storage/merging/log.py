"""The log of what persons decided, as it stands in the file: db/README.md, The log.

What the sides of a conflict said is looked up by their origins, each by its key, so that ten thousand decisions need
no history to be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import Connection, and_, bindparam, select

from mrcworkbench.domain.merging.logged import Acts, Erasure, Logged, logged
from mrcworkbench.domain.merging.views import View
from mrcworkbench.domain.revisions.canonical import canonical_text
from mrcworkbench.domain.revisions.decisions import Confirmation, Decision, Join, Record
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit
from mrcworkbench.storage.database.driver import translator_of
from mrcworkbench.storage.database.meta import load_meta
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import (
    assessments,
    attestations,
    decisions,
    erased,
    import_additions,
    import_files,
    revision_decisions,
    revision_units,
    revisions,
)
from mrcworkbench.storage.merged_sets.histories import decision_of_row, held_of_row
from mrcworkbench.storage.merged_sets.record_sets import CONFIRMATIONS
from mrcworkbench.storage.merged_sets.rows import load_records
from mrcworkbench.storage.merged_sets.verdicts import WITH_EFFECT, load_verdicts

_TAKEN_IN = (
    select(revisions.c.assessment_id, revision_decisions.c.decision)
    .join(revisions, revisions.c.id == revision_decisions.c.revision)
    .distinct()
)
_BROUGHT = (
    select(import_additions.c.id, import_files.c.path)
    .join(
        import_files,
        and_(
            import_files.c.import_id == import_additions.c.import_id, import_files.c.number == import_additions.c.number
        ),
    )
    .where(import_additions.c.kind.in_(["decision", *(one.kind for one in WITH_EFFECT)]))
    .order_by(import_additions.c.import_id.desc(), import_additions.c.number.desc())
)
"""The first file last."""
_SEALED = Prepared(
    select(
        revisions.c.questionnaire_id,
        revisions.c.questionnaire_version,
        revisions.c.round,
        attestations.c.author,
        attestations.c.sealed_at,
    )
    .outerjoin(attestations, attestations.c.revision == revisions.c.id)
    .where(revisions.c.id == bindparam("of"))
    .order_by(attestations.c.sealed_at, attestations.c.author)
    .limit(1)
)
_CONTENT = [revision_units.c[name] for name in ("row", "state", "value", "reason", "comment", "attachments", "origin")]
_OF_REVISION = (revision_units.c.revision == bindparam("of"),)
_ANSWER = Prepared(
    select(revision_units.c.question, *_CONTENT).where(*_OF_REVISION, revision_units.c.question == bindparam("asked"))
)
_ANSWERS = Prepared(select(revision_units.c.question, *_CONTENT).where(*_OF_REVISION))


@dataclass(frozen=True, slots=True)
class WhoSaid:
    """Who said a side of a conflict, or an answer that was corrected, and when: in a revision, or in a decision because
    of `reason`."""

    origin: str
    author: str
    at: str
    reason: str | None


@dataclass(frozen=True)
class LoggedSide:
    """What was said before a decision, and by whom, the first first. `view` holds all of the answer that it is of."""

    unit: Unit
    said: tuple[WhoSaid, ...]
    view: View


@dataclass(frozen=True)
class LogLine:
    """A line of the log: the centres that it is about, what was said before where it decides on an answer, and the path
    of the file that it came in."""

    logged: Logged
    centres: tuple[str, ...]
    sides: tuple[LoggedSide, ...]
    file: str | None


def load_log(connection: Connection, centres: Collection[str] | None = None) -> tuple[LogLine, ...]:
    """Everything that was decided and does not wait, newest last; of these centres only, where some are given. Of
    centres that were erased nothing is told but that."""
    erasures = [Erasure(*row) for row in connection.execute(select(erased))]
    gone = {one.centre for one in erasures}
    acts = _acts(connection)
    centre_of = dict(connection.execute(select(assessments.c.id, assessments.c.centre_id)).all())
    found = []
    for one in (*logged(acts), *(Logged(one.centre, one, in_effect=True) for one in erasures)):
        about = _centres(one, centre_of)
        is_told = isinstance(one.what, Erasure) or gone.isdisjoint(about)
        if is_told and (centres is None or not set(centres).isdisjoint(about)):
            found.append((one, about))
    found.sort(key=lambda pair: pair[0].place)
    files = dict(connection.execute(_BROUGHT).all()) if found else {}
    sides = _Sides(connection, acts.decisions)
    return tuple(LogLine(one, about, tuple(sides.of(one.subject)), files.get(_brought(one))) for one, about in found)


def _acts(connection: Connection) -> Acts:
    known: dict[str, Record] = {}
    for which in (*WITH_EFFECT, CONFIRMATIONS):
        known |= load_records(connection, which)
    taken_in: dict[str, set[str]] = {}
    for assessment, id_ in connection.execute(_TAKEN_IN):
        taken_in.setdefault(assessment, set()).add(id_)
    said = {row[0]: decision_of_row(row) for row in connection.execute(select(decisions))}
    return Acts(said, known, load_verdicts(connection), taken_in, load_meta(connection)["file_id"])


def _centres(one: Logged, centre_of: Mapping[str, str]) -> tuple[str, ...]:
    subject = one.subject or one.what
    if isinstance(subject, Decision):
        return tuple(filter(None, [centre_of.get(subject.assessment)]))
    return (subject.centre, subject.into) if isinstance(subject, Join) else (subject.centre,)


def _brought(one: Logged) -> str:
    """The id of what came in a file: of what was declined, not of who did."""
    return one.what.subject if isinstance(one.what, Confirmation) else one.id


class _Sides:
    """What the origins said that decisions settle, as the version of each decision says it."""

    def __init__(self, connection: Connection, known: Mapping[str, Decision]) -> None:
        self._connection, self._decisions = connection, known
        self._translator = translator_of(connection)
        self._sealed = cache(self._load_sealed)

    def of(self, what: object) -> Iterator[LoggedSide]:
        """What is here of what a decision settles, by what was said. Nothing where nobody had spoken of it."""
        if not isinstance(what, Decision):
            return
        views: dict[Unit, View] = {}
        said: dict[Unit, list[WhoSaid]] = {}
        for origin in what.settles:
            units = self._units(origin, what)
            if what.key in units:
                unit = units[what.key].unit
                views.setdefault(unit, View(None, units, {}, frozenset()))
                said.setdefault(unit, []).append(self._who(origin))
        for unit, those in said.items():
            yield LoggedSide(unit, tuple(sorted(those, key=lambda one: (one.at, one.author))), views[unit])

    def _units(self, origin: str, decision: Decision) -> Mapping[Key, HeldUnit]:
        """The answer on which something was decided, as one of its origins gave it."""
        earlier = self._decisions.get(origin)
        if earlier is not None:
            version, units = earlier.version, {earlier.key: HeldUnit(earlier.unit)}
        elif not decision.question:
            _, version, round_, *_ = self._sealed(origin)
            return {decision.key: HeldUnit(replace(decision.unit, value=canonical_text(round_)))} if version else {}
        else:
            _, version, *_ = self._sealed(origin)
            same = version == decision.version
            asked = _ANSWER if same else _ANSWERS
            rows = asked.run(self._connection, {"of": origin, "asked": decision.question} if same else {"of": origin})
            units = {(str(row[0]), str(row[1])): held_of_row(row[2:]) for row in rows}
        if version in ("", decision.version):
            return units
        if self._translator is None:
            return {}
        questionnaire = next(filter(None, (self._sealed(id_)[0] for id_ in (origin, *decision.settles))), "")
        units = dict(self._translator.translated(units, questionnaire, version, decision.version))
        return {key: held for key, held in units.items() if key[0] == decision.question}

    def _who(self, origin: str) -> WhoSaid:
        earlier = self._decisions.get(origin)
        if earlier is not None:
            return WhoSaid(origin, earlier.author, earlier.decided_at, earlier.because)
        *_, author, at = self._sealed(origin)
        return WhoSaid(origin, author, at, None)

    def _load_sealed(self, revision: str) -> tuple[str, str, str, str, str]:
        """Questionnaire, version and round of a revision, who sealed it first and when; "" for what is not here."""
        row = _SEALED.run(self._connection, {"of": revision}).fetchone()
        if row is None:
            return "", "", "", "", ""
        questionnaire, version, round_, author, at = (part or "" for part in row)
        return questionnaire, version, round_, author, at
