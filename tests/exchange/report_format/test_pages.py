"""How lines fall on pages: each once, none over the edge, blocks whole, and no page that holds next to nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mrcworkbench.exchange.report.layout import ROOM, Leaf, LeafLine, pages

lines = st.lists(
    st.tuples(st.floats(5, 200), st.booleans(), st.sampled_from([False] * 12 + [True])), min_size=1, max_size=120
)
Made = list[tuple[float, bool, bool]]


def divided(made: Made, repeated: bool) -> tuple[Leaf, list[float], list[range]]:
    leaf = Leaf("page", "Page", (180.0,), lines=[LeafLine((), keep=keep, fresh=fresh) for _, keep, fresh in made])
    leaf.repeated = (0, 0) if repeated else None
    tall = [height for height, _, _ in made]
    return leaf, tall, pages(leaf, tall)


@settings(max_examples=300, deadline=None)
@given(lines, st.booleans())
def test_each_line_stands_on_one_page_in_its_order_and_none_over_the_edge(made: Made, repeated: bool) -> None:
    _, tall, parts = divided(made, repeated)
    assert [line for part in parts for line in part] == list(range(len(made)))
    head = tall[0] if repeated else 0.0
    for number, part in enumerate(parts):
        assert part
        assert sum(tall[line] for line in part) + (head if number else 0.0) <= ROOM + 0.001


@settings(max_examples=300, deadline=None)
@given(lines)
def test_a_page_ends_within_a_block_only_where_no_page_can_hold_it(made: Made) -> None:
    leaf, tall, parts = divided(made, repeated=False)
    for before in (part.stop - 1 for part in parts[:-1]):
        if not leaf.lines[before].keep or leaf.lines[before + 1].fresh:
            continue
        first, last = before, before + 1
        while first > 0 and leaf.lines[first - 1].keep and not leaf.lines[first].fresh:
            first -= 1
        while leaf.lines[last].keep and last + 1 < len(leaf.lines) and not leaf.lines[last + 1].fresh:
            last += 1
        assert sum(tall[first : last + 1]) > ROOM


@settings(max_examples=300, deadline=None)
@given(lines)
def test_fresh_lines_begin_pages(made: Made) -> None:
    leaf, _, parts = divided(made, repeated=False)
    assert {number for number, line in enumerate(leaf.lines) if line.fresh} <= {part.start for part in parts} | {0}


@given(st.integers(1, 400), st.floats(12, 40))
def test_a_last_page_holds_a_quarter_where_the_lines_can_be_shared(count: int, height: float) -> None:
    _, _, parts = divided([(height, False, False)] * count, repeated=False)
    fullest = int(ROOM // height)
    assert len(parts) == -(-count // fullest)
    if len(parts) > 1:
        assert len(parts[-1]) * height >= ROOM * 0.25 - height


def test_no_line_stands_alone_at_either_end_of_a_block_too_high_for_a_page() -> None:
    block = [(40.0, True, False)] * 40
    _, _, parts = divided([(600.0, False, False), *block, (40.0, False, False)], repeated=False)
    assert min(len(part) for part in parts[1:]) >= 2
    _, _, alone = divided([(ROOM - 50, False, False), *block, (40.0, False, False)], repeated=False)
    assert alone[0] == range(1)
