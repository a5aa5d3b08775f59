"""Which counts of people a report or an export holds back, over all its tables: what one table holds back, no other may
tell, and what an earlier report held back, none may tell later. db/README.md, Leaving 2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mrcworkbench.domain.disclosure.small_counts import CountedTable, Counts, ToldBefore
from mrcworkbench.domain.questionnaire.answers import Row
from mrcworkbench.domain.questionnaire.model import Question


def held_in_report(
    tables: Sequence[tuple[Question, Sequence[Row]]], told: Mapping[str, ToldBefore]
) -> Mapping[str, Counts]:
    """The counts that must be held back, by the code of their table; `told` is by it too."""
    counted = {table.code: CountedTable(table, rows, told.get(table.code, ToldBefore())) for table, rows in tables}
    before = -1
    while before < (now := sum(len(one.held) for one in counted.values())):
        before = now
        for one in counted.values():
            one.settle()
        telling = {code: {one.count for one in table.telling()} for code, table in counted.items() if table.held}
        known = {code: set(table.known()) for code, table in counted.items()}
        for code, table in counted.items() if telling else ():
            table.hold_equal(_of_others(code, telling))
            table.hold_in(_of_others(code, known))
    return {code: one.held for code, one in counted.items()}


def _of_others(code: str, numbers: Mapping[str, set[int]]) -> set[int]:
    return set[int]().union(*(one for table, one in numbers.items() if table != code))
