"""Whose answers an assessment holds, where its revisions tell it differently. db/README.md, Views 5.

Name and country of the centre, and the round, are said like the units of answers: a change counts from the revision
that made it, falls where another change has seen it, and where several are left there is a conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from mrcworkbench.domain.merging.claims import Claim, in_order, not_replaced
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.revisions.canonical import canonical_text, read_canonical
from mrcworkbench.domain.revisions.decisions import ROUND
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Header
from mrcworkbench.domain.revisions.units import Key, Unit

CENTRE_NAME, COUNTRY = "centre_name", "country"
FIELDS = (CENTRE_NAME, COUNTRY, ROUND)
"""Of a header: what its revisions may change. As a key, the row of a unit without a question."""


def field_unit(text: str) -> Unit:
    """What somebody says of a field, as a unit."""
    return Unit(AnswerState.ANSWERED.value, canonical_text(text))


def field_text(unit: Unit) -> str:
    """What a unit says of a field."""
    return str(read_canonical(unit.value or '""'))


def joined_header(history: History) -> Header | None:
    """The header: of each field what stands. While several things do, the first by its origin, which passes for no
    change when it is sealed. The version of the questionnaire is the newest in the history.

    None for an empty history.
    """
    if not history.heads:
        return None
    said = {field: field_text(claims[0].unit) for field in FIELDS if (claims := _disputed(history, field)) is not None}
    header = history.revisions[history.heads[0]].header
    return replace(header, questionnaire_version=history.version, **said)


def contested_round(history: History) -> dict[Key, tuple[Claim, ...]]:
    """What is said of the round, under its key, where that is several things. Names and countries are weighed for the
    centre as a whole: see `naming`."""
    claims = _disputed(history, ROUND) or ()
    return {("", ROUND): claims} if len({claim.unit for claim in claims}) > 1 else {}


def header_claims(history: History, field: str, before: Collection[Claim] = ()) -> tuple[Claim, ...]:
    """What stands of a field, by origin. `before` is what stood in the round before, which the first revision of a
    round goes on from.

    A revision that says what something before it says passes all of that on: who seals one of two names has not decided
    between them. Who says something else has changed it.
    """
    key = ("", field)
    decided = {id_: Claim(id_, one.unit) for id_, one in history.decisions.items() if one.key == key}
    said: dict[str, Collection[Claim]] = {}
    changes: list[Claim] = []

    def left(claims: Iterable[Claim]) -> Collection[Claim]:
        """Every change of this assessment has seen what stood before it."""
        found = not_replaced(history, key, claims)
        return [claim for claim in found if claim not in before] or found

    for revision in history.from_oldest:
        own = Claim(revision.id, field_unit(getattr(revision.header, field)))
        known = [said[parent] for parent in revision.parents if parent in said] or [before]
        known += [[decided[id_]] for id_ in revision.decisions if id_ in decided]
        passed = known[0] if len(known) == 1 else left(chain.from_iterable(known))
        if any(claim.unit == own.unit for claim in passed):
            said[revision.id] = passed
        else:
            said[revision.id] = (own,)
            changes.append(own)
    rulings = (Claim(one.id, one.unit) for one in history.rulings.get(key, ()))
    heads = (claim for head in history.heads for claim in said[head])
    every = dict.fromkeys((*rulings, *heads, *reversed(changes)))
    return in_order(left(claim for claim in every if claim.origin not in history.lifted))


def all_claims(histories: Mapping[str, History], field: str) -> dict[str, tuple[Claim, ...]]:
    """By assessment of a centre, what stands of a field in it; each after the round that it follows."""
    follows = {id_: next(iter(one.revisions.values())).header.follows for id_, one in histories.items()}
    found: dict[str, tuple[Claim, ...]] = {}
    for id_ in sorted(histories):
        line = []
        while id_ in histories and id_ not in found and id_ not in line:
            line.append(id_)
            id_ = follows[id_]  # noqa: PLW2901 - walked back to the first round
        for one in reversed(line):
            found[one] = header_claims(histories[one], field, found.get(follows[one], ()))
    return found


def _disputed(history: History, field: str) -> tuple[Claim, ...] | None:
    """What stands of a field; None where all revisions say one thing, as nearly always."""
    said = {getattr(one.header, field) for one in history.revisions.values()}
    return header_claims(history, field) if len(said) > 1 or ("", field) in history.rulings else None
