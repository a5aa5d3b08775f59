"""What needs a look although each answer by itself is right: `checks` of the content, which name their parts.

They are looked at in `notices`. A check of a value stands at its question or column, a check of rows at their table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mrcworkbench.domain.questionnaire.expressions import Expression


class CheckKind(StrEnum):
    NOT_AFTER_TODAY = "not_after_today"
    """Of a date. Tells `date`."""
    NOT_AFTER_THIS_YEAR = "not_after_this_year"
    """Of a year. Tells `year`."""
    PART_OF = "part_of"
    """Of a column: no more than the sum of `columns` in the same row. Tells `column`, `part`, `whole`."""
    EACH_ONCE = "each_once"
    """Of a table: no two rows have the same choice in one of `columns`. Tells `option`."""
    SUM_AT_MOST = "sum_at_most"
    """Of a table: the numbers of `columns` in all rows are no more than `most`. Tells `total`."""
    TOTAL_ROW = "total_row"
    """Of a table: in each of `columns` the row tagged `all_rows` is the sum of the others. Where `may_overlap` holds
    the rows may count the same twice: there it may be less than their sum, yet not less than the largest.

    `notice` is the beginning of three text ids: `_over_sum`, `_under_sum`, `_under_row`. Tell `column`, `total`, `sum`.
    """


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `notice` is the id of what it says, in the catalogue under `notice`; `columns` are codes."""

    kind: CheckKind
    notice: str
    columns: tuple[str, ...] = ()
    most: float = 0
    may_overlap: Expression | None = None
