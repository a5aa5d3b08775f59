"""The first revision of an assessment is copied as it stands, but only where it is the view as it stands."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from mrcworkbench.domain.merging.row_orders import order_unit
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions.canonical import canonical_text
from mrcworkbench.domain.revisions.revision import Header, make_revision, unit_rows
from mrcworkbench.domain.revisions.units import CARRIED_OVER, ORDER, REMOVED_ROW, TABLE, WHOLE, HeldUnit, Key, Unit
from mrcworkbench.storage.merging.first_revisions import is_its_own_view
from mrcworkbench.storage.strangers.incoming import IncomingAssessment

HEADER = Header("a", "c", "Centre", "AL", "2026", "manager", "1.0.0")
ROW = Unit(TABLE.state, canonical_text({"c": "x"}))
MARKED, MARKED_ROW = Unit(CARRIED_OVER), Unit(CARRIED_OVER, ROW.value)
WHOLES = st.sampled_from(
    [
        *(None, TABLE, Unit("answered", '"x"'), Unit("blank"), Unit("not_known"), Unit("answered", "2")),
        *(MARKED, Unit(CARRIED_OVER, '"x"'), Unit(CARRIED_OVER, None, "no_staff")),
    ]
)
ORDERS = st.one_of(st.none(), st.lists(st.sampled_from(["r1", "r2", "r3"]), unique=True).map(order_unit))
ROWS = st.fixed_dictionaries(
    {}, optional={row: st.sampled_from([ROW, MARKED_ROW, REMOVED_ROW]) for row in ("r1", "r2", "r3")}
)


def part_of(units: dict[Key, Unit]) -> IncomingAssessment:
    revision = make_revision(HEADER, (), (), {key: HeldUnit(unit) for key, unit in units.items()})
    return IncomingAssessment(
        row=("a", "c", "2026", "manager", "1.0.0", "", "", "2026-01-01T00:00:00.000Z"),
        revisions=((revision.id, "a", "c", "Centre", "AL", "2026", "manager", "1.0.0", "", "", "2"),),
        units_of={revision.id: unit_rows(revision.units)},
        parents=(),
        taken_in=(),
        attestations=(),
        decisions=(),
        attached=frozenset(),
        names=(),
    )


@given(WHOLES, ORDERS, ROWS)
@example(TABLE, order_unit(["r1", "r2"]), {"r1": ROW, "r2": ROW})
@example(TABLE, order_unit(["r2", "r1"]), {"r1": ROW, "r2": ROW})
@example(TABLE, order_unit(["r1"]), {"r1": ROW, "r2": ROW})
@example(TABLE, order_unit(["r1", "r2"]), {"r1": ROW})
@example(TABLE, None, {})
@example(MARKED, None, {})
@example(MARKED, order_unit(["r1"]), {"r1": MARKED_ROW})
def test_what_is_copied_is_the_view(whole: Unit | None, order: Unit | None, rows: dict[str, Unit]) -> None:
    units: dict[Key, Unit] = {("t", row): unit for row, unit in rows.items()}
    if whole is not None:
        units["t", WHOLE] = whole
    if order is not None:
        units["t", ORDER] = order
    if not units:
        return
    part = part_of(units)
    view = current_view(part.history(None))
    as_it_stands = {key: held.unit for key, held in view.units.items()} == units and not view.contested
    if is_its_own_view(part):
        assert as_it_stands
        assert not view.derived


def test_what_our_own_sealing_makes_is_copied() -> None:
    rows = {"r2": ROW, "r1": ROW}
    units: dict[Key, Unit] = {("t", row): unit for row, unit in rows.items()}
    units |= {("t", WHOLE): TABLE, ("t", ORDER): order_unit(list(rows)), ("u", WHOLE): Unit("not_known")}
    assert is_its_own_view(part_of(units))
    marked = {key: Unit(CARRIED_OVER, unit.value) if unit in (TABLE, ROW) else unit for key, unit in units.items()}
    assert is_its_own_view(part_of(marked)), "nor is a round begun the long way"
