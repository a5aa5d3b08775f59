"""Units that pass every check, in whatever mixture: the view of them is always answers that can be read."""

from __future__ import annotations

from random import Random

import pytest

from mrcworkbench.domain.merging.row_orders import order_unit
from mrcworkbench.domain.merging.sealing import UnsealedCopy, seal
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Revision, make_revision, unit_rows
from mrcworkbench.domain.revisions.units import ORDER, REMOVED_ROW, TABLE, WHOLE, HeldUnit, Key, Unit
from mrcworkbench.domain.verification.content_rules import ContentRules
from mrcworkbench.domain.verification.histories import faults_of_history
from tests.storage.strangers.hostile_files import HEADER, require_readable

_ROWS = ("r1", "r2", "R1", "zz")
_WHOLES = (TABLE, Unit("blank"), Unit("blank", comment="later"), Unit("not_known"), Unit("declined"))


def _odd_units(rng: Random) -> dict[Key, HeldUnit]:
    """What says something of a table, with anything of it left out."""
    units: dict[Key, HeldUnit] = {}
    if rng.random() < 0.5:
        units["prof_web", WHOLE] = HeldUnit(rng.choice(_WHOLES))
    if rng.random() < 0.5:
        units["prof_web", ORDER] = HeldUnit(order_unit(rng.sample(_ROWS, rng.randint(0, 4))))
    for row in rng.sample(_ROWS, rng.randint(0, 3)):
        filled = Unit("answered", f'{{"prof_web_address":"{rng.randint(0, 1)}"}}')
        units["prof_web", row] = HeldUnit(rng.choice((filled, filled, REMOVED_ROW)))
    return units


def _odd_history(rng: Random) -> History:
    """Roots, revisions on some of them, and what our own sealing makes of a view that was edited."""
    history = History()
    for _ in range(rng.randint(1, 4)):
        kind, units = rng.random(), _odd_units(rng)
        revision: Revision | None = make_revision(HEADER, (), (), units)
        if history.heads and kind < 0.6:
            view = current_view(history)
            copy = UnsealedCopy(HEADER, {**view.units, **units}, frozenset(history.heads))
            revision = seal(copy, history, gather=True)
        elif history.heads and kind < 0.8:
            revision = make_revision(HEADER, rng.sample(history.heads, 1), (), units)
        if revision is not None:
            history = history.union(History({revision.id: revision}))
    return history


@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_the_view_of_what_is_taken_in_can_be_read(manager: Questionnaire, first: int) -> None:
    rules, taken_in = ContentRules(manager), 0
    for seed in range(first, first + 250):
        history = _odd_history(Random(seed))
        rows = [row for revision in history.revisions.values() for row in unit_rows(revision.units)]
        if rules.first_fault(rows) is not None or faults_of_history(history):
            continue
        taken_in += 1
        require_readable(current_view(history), manager)
    assert taken_in > 100
