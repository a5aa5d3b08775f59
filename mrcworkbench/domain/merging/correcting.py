"""Correcting an answer that is not in conflict, and what it was before. db/README.md, Correcting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mrcworkbench.domain.merging.row_orders import joined_order, order_unit, read_order
from mrcworkbench.domain.merging.views import View
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.histories import History, Ruling
from mrcworkbench.domain.revisions.units import ORDER, REMOVED_ROW, WHOLE, HeldUnit, Key, Unit, is_row, table


@dataclass(frozen=True, slots=True)
class CorrectionReason:
    """Who corrects an answer, when (UTC), and because of what."""

    author: str
    decided_at: str
    because: str


@dataclass(frozen=True, slots=True)
class CorrectedAnswer:
    """An answer that stands, in whole or in part, as officers corrected it: `decisions`, the newest first. `before` are
    its units by row as the centre gave them; nothing where it gave no answer."""

    decisions: tuple[Decision, ...]
    before: Mapping[str, Unit]


def corrections(
    assessment: str,
    view: View,
    heads: tuple[str, ...],
    question: str,
    wanted: Mapping[str, Unit],
    reason: CorrectionReason,
) -> tuple[Decision, ...]:
    """One decision for each unit of an answer that is to say something else than what stands; none where it says the
    same. `wanted` are the units of the answer as it should be, by row; rows that are not among them are removed.

    Each settles where its unit comes from; what nobody spoke of, all that the heads say.
    """
    standing = {row: held for (code, row), held in view.units.items() if code == question}
    version = "" if view.header is None else view.header.questionnaire_version
    found = []
    for row in sorted(standing.keys() | wanted.keys()):
        held = standing.get(row)
        unit = wanted.get(row, REMOVED_ROW)
        if row == ORDER and _follows(held, wanted, question):
            continue
        if unit.says_nothing if held is None else unit == held.unit:
            continue
        settles = heads if held is None or not held.origins else held.origins
        found.append(
            Decision(
                assessment,
                question,
                row,
                tuple(sorted(settles)),
                unit,
                reason.because,
                reason.author,
                reason.decided_at,
                version,
                "corrected",
            )
        )
    return tuple(found)


def _follows(standing: HeldUnit | None, wanted: Mapping[str, Unit], question: str) -> bool:
    """Whether the order of rows follows from the one that stands and from which rows there are."""
    if ORDER not in wanted:
        return True
    living = {row for row in wanted if is_row((question, row))}
    before = [] if standing is None else [read_order(standing.unit)]
    return joined_order(before, living) == read_order(wanted[ORDER])


def corrected_answers(history: History, view: View) -> dict[str, CorrectedAnswer]:
    """By question, the answers that stand as officers corrected them; both in the same version. One that was changed or
    settled since is none."""
    said: dict[str, set[str]] = {}
    before: dict[str, dict[str, Unit | None]] = {}
    for key, held in view.units.items():
        ours = [id_ for id_ in held.origins if _is_correction(history, id_)]
        if ours:
            said.setdefault(key[0], set()).update(ours)
            before.setdefault(key[0], {})[key[1]] = _before(history, key, ours)
    return {question: _corrected(history, view, question, said[question], before[question]) for question in said}


def _is_correction(history: History, id_: str) -> bool:
    return id_ in history.decisions and history.decisions[id_].kind == "corrected"


def _before(history: History, key: Key, ids: list[str]) -> Unit | None:
    """What a unit said before it was corrected, maybe several times; None where nobody spoke of it."""
    rulings = {ruling.id: ruling for ruling in history.rulings.get(key, ())}
    waiting, seen = sorted(ids), set(ids)
    while waiting:
        ruling: Ruling | None = rulings.get(waiting.pop(0))
        for origin in () if ruling is None else ruling.settles:
            if origin in history.revisions and key in history.revisions[origin].units:
                return history.revisions[origin].units[key].unit
            if origin in rulings and not _is_correction(history, origin):
                return rulings[origin].unit
            if origin in rulings and origin not in seen:
                seen.add(origin)
                waiting.append(origin)
    return None


def _corrected(
    history: History, view: View, question: str, ids: set[str], changed: Mapping[str, Unit | None]
) -> CorrectedAnswer:
    decisions = sorted((history.decisions[id_] for id_ in ids), key=lambda one: (one.decided_at, one.id), reverse=True)
    units = {row: held.unit for (code, row), held in view.units.items() if code == question}
    units |= {row: unit for row, unit in changed.items() if unit is not None}
    for row, unit in changed.items():
        if unit is None:
            del units[row]
    living = {row for row, unit in units.items() if is_row((question, row)) and not unit.is_removed}
    if WHOLE in units and WHOLE not in changed and living and units[WHOLE].is_blank:
        units[WHOLE] = table(units[WHOLE])  # blank only because its rows were taken out one by one
    if WHOLE in units and units[WHOLE].is_table:
        order = read_order(units.get(ORDER, order_unit(())))
        units[ORDER] = order_unit(joined_order([order], living) or ())
    return CorrectedAnswer(tuple(decisions), units if WHOLE in units else {})
