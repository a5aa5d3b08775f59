"""Stored rows of the merged sets as objects of the domain, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

from mrcworkbench.domain.revisions.decisions import Decision, TakeBack
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Attestation, Header, Revision
from mrcworkbench.domain.revisions.translation import Translator
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit
from mrcworkbench.storage.database.failures import WrongRowError

_FIRST = itemgetter(0)


@contextmanager
def content_told() -> Iterator[None]:
    """Raise `WrongRowError` for sealed content that this program does not seal: it is made into objects here, which
    take nothing else."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise WrongRowError(f"sealed content that cannot be read ({type(error).__name__})") from error


def history_of_rows(
    revisions: Iterable[Sequence[str]],
    units: Iterable[Sequence[Any]],
    parents: Iterable[Sequence[str]],
    taken_in: Iterable[Sequence[str]],
    decisions: Iterable[Sequence[Any]],
    translator: Translator | None,
    take_backs: Mapping[str, TakeBack] = {},
) -> History:
    """The history that these rows are, all of one assessment; columns as in the tables, `units`, `parents` and
    `taken_in` sorted by revision first. `take_backs` are those of its decisions."""
    parents_of = {id_: tuple(row[1] for row in rows) for id_, rows in groupby(parents, _FIRST)}
    taken_in_by = {id_: tuple(row[1] for row in rows) for id_, rows in groupby(taken_in, _FIRST)}
    units_of = {id_: dict(map(_held, rows)) for id_, rows in groupby(units, _FIRST)}
    made = (
        Revision(
            row[0],
            Header(*row[1:-1]),
            parents_of.get(row[0], ()),
            taken_in_by.get(row[0], ()),
            units_of.get(row[0], {}),
            row[-1],
        )
        for row in revisions
    )
    said = {str(row[0]): decision_of_row(row) for row in decisions}
    return History({one.id: one for one in made}, said, translator, take_backs)


def attestation_of_row(row: Sequence[Any]) -> Attestation:
    """An attestation from its columns: revision, author, sealed at, kind."""
    revision, author, sealed_at, kind = row
    return Attestation(sealed_at, author, revision, kind)


def decision_of_row(row: Sequence[str | None]) -> Decision:
    """A decision from the columns of `decisions`, its id left out."""
    _, assessment, question, place, settles, state, value, reason, comment, attachments, *said = row
    because, author, decided_at, version, kind, format_ = map(str, said)
    unit = Unit(str(state), value, reason, str(comment), str(attachments))
    return Decision(
        str(assessment),
        str(question),
        str(place),
        tuple(str(settles).split()),
        unit,
        because,
        author,
        decided_at,
        version,
        "corrected" if kind == "corrected" else "settled",
        format_,
    )


def decision_row(decision: Decision) -> tuple[str | None, ...]:
    """The columns of `decisions`."""
    unit = decision.unit
    return (
        decision.id,
        decision.assessment,
        decision.question,
        decision.row,
        " ".join(decision.settles),
        unit.state,
        unit.value,
        unit.reason,
        unit.comment,
        unit.attachments,
        decision.because,
        decision.author,
        decision.decided_at,
        decision.version,
        decision.kind,
        decision.format,
    )


def held_of_row(row: Sequence[str | None]) -> HeldUnit:
    """A unit from state, value, reason, comment, attachments, origin."""
    state, value, reason, comment, attachments, origin = row
    return HeldUnit(
        Unit(str(state), value, reason, str(comment), str(attachments)), tuple(origin.split()) if origin else ()
    )


def _held(row: Sequence[str | None]) -> tuple[Key, HeldUnit]:
    return (str(row[1]), str(row[2])), held_of_row(row[3:])
