"""What is current in an assessment: a pure function of its history. db/README.md, Views 1 to 4.

Every head says what it holds, every decision what it settled. What another of these has seen and replaced is dropped;
where what remains says different things, there is a conflict. Nobody's clock is asked, and no common ancestor is
chosen.

Some units follow from others, and are *derived*:
- the order of rows, where several orders agree (see `row_orders`);
- a table that one emptied while another added a row is answered, with that row; a table all of whose rows went one by
  one is blank; so is one of which only an order, or rows that are gone, are held;
- a row that stood there when a whole table was replaced by "not applicable", "not known" or the like is gone with it.
  A row that was added or changed elsewhere at the same time contradicts such an answer: that is a conflict of the
  whole answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mrcworkbench.domain.merging.claims import Claim, Weighed, weigh
from mrcworkbench.domain.merging.headers import contested_round, joined_header
from mrcworkbench.domain.merging.row_orders import joined_order, read_order
from mrcworkbench.domain.merging.table_units import settle_table
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Header
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.domain.revisions.units import ORDER, WHOLE, HeldUnit, Key, is_row


@dataclass(frozen=True)
class View:
    """The current state: each unit is settled (`units`) or in conflict (`contested`: claims, two at least differ), and
    so is the round, without a question; see `headers`."""

    header: Header | None
    units: Mapping[Key, HeldUnit]
    contested: Mapping[Key, tuple[Claim, ...]]
    derived: frozenset[Key]
    """Settled units that follow from others: nobody said exactly that. A revision leaves them out."""


def current_view(history: History) -> View:
    """What is current in a history, in its newest version. Empty, without header, for an empty one."""
    history = history.in_one_version
    weighed = weigh(history)
    tables: dict[str, list[str]] = {}
    for question, row in (*weighed.units, *weighed.contested):
        if row != WHOLE:
            tables.setdefault(question, []).append(row)
        elif (question, row) in weighed.units and weighed.units[question, row].unit.is_table:
            tables.setdefault(question, [])
    for question, rows in tables.items():
        settle_table(history, question, [row for row in rows if row != ORDER], weighed)
    _forget_empty_places(weighed)
    contested = weighed.contested | contested_round(history)
    return View(joined_header(history), weighed.units, contested, frozenset(weighed.derived))


def _forget_empty_places(weighed: Weighed) -> None:
    """Places for what is kept of an earlier version, where nothing is."""
    places = {key[0] for key in weighed.units if is_kept(key[0])} - {key[0] for key in weighed.contested}
    full = {key[0] for key, held in weighed.units.items() if key[1] != ORDER and not held.unit.says_nothing}
    for key in [key for key in weighed.units if key[0] in places and key[0] not in full] if places else ():
        del weighed.units[key]


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
