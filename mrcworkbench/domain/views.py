"""What is current in an assessment: a pure function of its history. DECISIONS, revisions 2 and 3.

Every head says what it holds, every decision what it settled. What another of these has seen and replaced is dropped;
where what remains says different things, there is a conflict. Nobody's clock is asked, and no common ancestor is
chosen.

Some units follow from others, and are *derived*:
- the order of rows, where several orders agree (see `row_orders`);
- a table that one emptied while another added a row is answered, with that row; a table all of whose rows went one by
  one is blank;
- a row that stood there when a whole table was replaced by "not applicable", "not known" or the like is gone with it.
  A row that was added or changed elsewhere at the same time contradicts such an answer: that is a conflict of the
  whole answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mrcworkbench.domain.headers import joined_header
from mrcworkbench.domain.histories import History
from mrcworkbench.domain.revisions import Header, Revision
from mrcworkbench.domain.row_orders import joined_order, order_unit, read_order
from mrcworkbench.domain.units import ORDER, REMOVED_ROW, WHOLE, Held, Key, Unit, blank, is_row, table


@dataclass(frozen=True, slots=True)
class Claim:
    """What someone says a unit holds since `origin`, a revision or decision."""

    origin: str
    unit: Unit


@dataclass(frozen=True)
class View:
    """The current state: each unit is settled (`units`) or in conflict (`contested`: claims, two at least differ)."""

    header: Header | None
    units: Mapping[Key, Held]
    contested: Mapping[Key, tuple[Claim, ...]]
    derived: frozenset[Key]
    """Settled units that follow from others: nobody said exactly that. A revision leaves them out."""


def current_view(history: History) -> View:
    """What is current in a history. Empty, without header, for an empty one."""
    units, contested = _weigh(history)
    derived: set[Key] = set()
    tables: dict[str, list[str]] = {}
    for question, row in (*units, *contested):
        if row != WHOLE:
            tables.setdefault(question, []).append(row)
    for question, rows in tables.items():
        _settle_table(history, question, [row for row in rows if row != ORDER], units, contested, derived)
    return View(joined_header(history), units, contested, frozenset(derived))


def _weigh(history: History) -> tuple[dict[Key, Held], dict[Key, tuple[Claim, ...]]]:
    """The units that one thing stands for, and those that several do."""
    left_out = _left_out(history)
    if len(history.heads) == 1 and not left_out.get(history.heads[0]) and not history.decisions_by_key:
        head = history.revisions[history.heads[0]]
        here = (head.id,)
        return {key: held if held.origins else Held(held.unit, here) for key, held in head.units.items()}, {}
    units: dict[Key, Held] = {}
    contested: dict[Key, tuple[Claim, ...]] = {}
    for key, claims in _claims(history, left_out).items():
        left = claims if len(claims) == 1 else standing(history, key, claims)
        if len({claim.unit for claim in left}) == 1:
            units[key] = Held(left[0].unit, tuple(claim.origin for claim in left))
        else:
            contested[key] = tuple(left)
    return units, contested


def standing(history: History, key: Key, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that no other claim has seen and replaced, sorted by origin."""
    distinct = set(claims)
    origins = {claim.origin for claim in distinct}
    replaced = {older for origin in origins for older in history.older_than(origin, key)} if len(origins) > 1 else set()
    return tuple(sorted((claim for claim in distinct if claim.origin not in replaced), key=_by_content))


def _by_content(claim: Claim) -> tuple[str, ...]:
    unit = claim.unit
    return claim.origin, unit.state, unit.value or "", unit.reason or "", unit.comment, unit.attachments


def _claims(history: History, left_out: Mapping[str, Mapping[Key, set[str]]]) -> dict[Key, list[Claim]]:
    claims: dict[Key, list[Claim]] = {}
    for head in history.heads:
        revision = history.revisions[head]
        for key, held in revision.units.items():
            claims.setdefault(key, []).extend(_claims_of(revision, held))
        for key, sources in left_out.get(head, {}).items():
            for source in sources:
                said_by = history.revisions[source]
                claims.setdefault(key, []).extend(_claims_of(said_by, said_by.units[key]))
    for key, decisions in history.decisions_by_key.items():
        claims.setdefault(key, []).extend(Claim(decision.id, decision.unit) for decision in decisions)
    return claims


def _claims_of(revision: Revision, held: Held) -> Iterable[Claim]:
    return [Claim(origin, held.unit) for origin in held.origins or (revision.id,)]


def _left_out(history: History) -> dict[str, dict[Key, set[str]]]:
    """By revision: the units that it leaves out, and the ancestors that still speak for them."""
    found: dict[str, dict[Key, set[str]]] = {}
    for revision in history.from_oldest:
        missing: dict[Key, set[str]] = {}
        for parent in revision.parents:
            if parent not in history.revisions:
                continue
            for key in history.revisions[parent].units.keys() - revision.units.keys():
                missing.setdefault(key, set()).add(parent)
            for key, sources in found.get(parent, {}).items():
                if key not in revision.units:
                    missing.setdefault(key, set()).update(sources)
        if missing:
            found[revision.id] = missing
    return found


def _settle_table(
    history: History,
    question: str,
    rows: list[str],
    units: dict[Key, Held],
    contested: dict[Key, tuple[Claim, ...]],
    derived: set[Key],
) -> None:
    whole_key = (question, WHOLE)
    whole = units.get(whole_key)
    if whole is not None and not whole.unit.is_table:
        _clear_rows(history, question, rows, whole, units, contested, derived)
    living = [row for row in rows if (question, row) in contested or not units[question, row].unit.is_removed]
    if whole_key not in contested:
        _settle_whole(question, living, whole, units, contested, derived)
    _settle_order(question, living, units, contested, derived)


def _clear_rows(
    history: History,
    question: str,
    rows: list[str],
    whole: Held,
    units: dict[Key, Held],
    contested: dict[Key, tuple[Claim, ...]],
    derived: set[Key],
) -> None:
    """Remove the rows that whoever gave the whole answer another state had seen."""
    for row in rows:
        row_key = (question, row)
        origins = _origins(row_key, units, contested)
        seen = {*whole.origins}
        for key in ((question, WHOLE), row_key):
            seen.update(*(history.older_than(origin, key) for origin in whole.origins))
        if seen.issuperset(origins) and (row_key in contested or not units[row_key].unit.is_removed):
            contested.pop(row_key, None)
            units[row_key] = Held(REMOVED_ROW, origins)
            derived.add(row_key)


def _settle_whole(
    question: str,
    living: list[str],
    whole: Held | None,
    units: dict[Key, Held],
    contested: dict[Key, tuple[Claim, ...]],
    derived: set[Key],
) -> None:
    key = (question, WHOLE)
    if whole is not None and whole.unit.is_table:
        if not living:
            units[key] = Held(blank(whole.unit), whole.origins)
            derived.add(key)
    elif living and (whole is None or whole.unit.is_blank):
        origins = () if whole is None else whole.origins
        units[key] = Held(table(None if whole is None else whole.unit), origins)
        derived.add(key)
    elif living and whole is not None:
        adding = {origin for row in living for origin in _origins((question, row), units, contested)}
        claims = [Claim(origin, table(None)) for origin in adding.difference(whole.origins)]
        claims += (Claim(origin, whole.unit) for origin in whole.origins)
        contested[key] = tuple(sorted(claims, key=_by_content))
        del units[key]


def _settle_order(
    question: str,
    living: list[str],
    units: dict[Key, Held],
    contested: dict[Key, tuple[Claim, ...]],
    derived: set[Key],
) -> None:
    key = (question, ORDER)
    claims = contested.get(key, ())
    orders = {claim.unit for claim in claims} or {units[key].unit if key in units else order_unit(())}
    joined = joined_order(map(read_order, orders), living)
    if joined is None:
        return
    unit = order_unit(joined)
    if orders != {unit}:
        units[key] = Held(unit, _origins(key, units, contested))
        contested.pop(key, None)
        derived.add(key)


def _origins(key: Key, units: Mapping[Key, Held], contested: Mapping[Key, tuple[Claim, ...]]) -> tuple[str, ...]:
    if key in contested:
        return tuple(sorted({claim.origin for claim in contested[key]}))
    return units[key].origins if key in units else ()


def rows_in_order(view: View, question: str) -> tuple[str, ...]:
    """The rows of a table that are not removed, those in conflict included, in the order to show them in.

    While the order itself is in conflict, that of its first claim is taken.
    """
    settled = {row for (code, row), held in view.units.items() if code == question and not held.unit.is_removed}
    living = {
        row for row in settled | {row for code, row in view.contested if code == question} if is_row((question, row))
    }
    key = (question, ORDER)
    orders = [claim.unit for claim in view.contested.get(key, ())[:1]]
    if key in view.units:
        orders = [view.units[key].unit]
    return joined_order(map(read_order, orders), living) or ()
