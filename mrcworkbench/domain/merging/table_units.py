"""Units of a table that follow from others: see `views`."""

from __future__ import annotations

from mrcworkbench.domain.merging.claims import Claim, Weighed, in_order
from mrcworkbench.domain.merging.row_orders import joined_order, order_unit, read_order
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.domain.revisions.units import NOTHING, ORDER, REMOVED_ROW, TABLE, WHOLE, HeldUnit, Unit, blank, table


def settle_table(history: History, question: str, rows: list[str], weighed: Weighed) -> None:
    """Settle, in `weighed`, what follows from the rows of a table, and what contradicts them as a conflict."""
    for row in rows:
        held = weighed.units.get((question, row))
        if held is not None and held.unit.carries_nothing:
            weighed.units[question, row] = HeldUnit(REMOVED_ROW, held.origins)
            weighed.derived.add((question, row))
    whole_key = (question, WHOLE)
    whole = weighed.units.get(whole_key)
    is_place = is_kept(question) and whole is not None and whole.unit.says_nothing  # of the rows some may be kept
    if whole is not None and not whole.unit.is_table and not is_place:
        _clear_rows(history, question, rows, whole, weighed)
    living = [row for row in rows if weighed.is_there((question, row))]
    if whole_key not in weighed.contested:
        _settle_whole(question, living, whole, weighed)
    _settle_order(question, living, weighed)


def _clear_rows(
    history: History,
    question: str,
    rows: list[str],
    whole: HeldUnit,
    weighed: Weighed,
) -> None:
    """Remove the rows that whoever gave the whole answer another state had seen, and those that are only carried over
    where this answer is not."""
    for row in rows:
        row_key = (question, row)
        origins = weighed.origins(row_key)
        seen = {*whole.origins}
        for key in ((question, WHOLE), row_key):
            seen.update(*(history.older_than(origin, key) for origin in whole.origins))
        gives_way = weighed.is_carried_over(row_key) and not whole.unit.is_carried_over
        if (gives_way or seen.issuperset(origins)) and weighed.is_there(row_key):
            weighed.contested.pop(row_key, None)
            weighed.units[row_key] = HeldUnit(REMOVED_ROW, origins)
            weighed.derived.add(row_key)


def _settle_whole(question: str, living: list[str], whole: HeldUnit | None, weighed: Weighed) -> None:
    key = (question, WHOLE)
    if whole is None:
        weighed.units[key] = HeldUnit(TABLE if living else NOTHING)
        weighed.derived.add(key)
    elif whole.unit.is_table and not living:
        weighed.units[key] = HeldUnit(blank(whole.unit), whole.origins)
        weighed.derived.add(key)
    elif living and (whole.unit.is_blank or _gives_way(whole.unit, question, living, weighed)):
        weighed.units[key] = HeldUnit(table(whole.unit), whole.origins)
        weighed.derived.add(key)
    elif living and not whole.unit.is_table:
        adding = {origin for row in living for origin in weighed.origins((question, row))}
        claims = [Claim(origin, TABLE) for origin in adding.difference(whole.origins)]
        claims += (Claim(origin, whole.unit) for origin in whole.origins)
        weighed.contested[key] = in_order(claims)
        del weighed.units[key]


def _gives_way(whole: Unit, question: str, living: list[str], weighed: Weighed) -> bool:
    """Whether "not applicable" is only carried over, and some row is not."""
    is_left = whole.is_carried_over and not whole.is_table
    return is_left and not all(weighed.is_carried_over((question, row)) for row in living)


def _settle_order(question: str, living: list[str], weighed: Weighed) -> None:
    key = (question, ORDER)
    claims = weighed.contested.get(key, ())
    orders = {claim.unit for claim in claims} or {weighed.units[key].unit if key in weighed.units else order_unit(())}
    joined = joined_order(map(read_order, orders), living)
    if joined is None:
        return
    unit = order_unit(joined)
    if orders != {unit}:
        weighed.units[key] = HeldUnit(unit, weighed.origins(key))
        weighed.contested.pop(key, None)
        weighed.derived.add(key)
