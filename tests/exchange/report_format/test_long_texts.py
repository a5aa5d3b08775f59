"""Long texts are there to the last letter, in lines that a workbook can show and pages can divide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mrcworkbench.exchange.report.layout import Box, Content, Leaf, LeafLine, Run, heights, pages
from mrcworkbench.exchange.report.long_texts import split, whole
from mrcworkbench.exchange.report.looks import PLAIN, Look
from mrcworkbench.exchange.report.measure import ARIAL, HIGHEST_ROW
from tests.exchange.report_format.sheets import counted, written

LONGEST = 32_767
FRAMED = Look(box=("thin", "76838F"))
words = st.text(st.sampled_from("abcdefghijklmnop      \n\u4e2d\u0645\u0301"), max_size=400)


def said(pieces: list[Content]) -> str:
    """What the pieces say, without what stands between words."""
    runs = [run for piece in pieces for run in (piece if isinstance(piece, tuple) else (Run(str(piece)),))]
    return "".join("".join(run.text for run in runs).split())


@settings(deadline=None, max_examples=60)
@given(words, st.floats(20, 520), st.integers(9, 20))
def test_no_letter_is_lost_where_a_text_is_divided(words: str, width: float, size: int) -> None:
    text = words * 20
    look = Look(size=size)
    pieces = split(text, width, look)
    assert said(pieces) == "".join(text.split())
    runs = (Run("Bold", bold=True), Run(text), Run("end", colour="0D4644", size=9))
    divided = split(runs, width, look)
    assert said(divided) == "".join(("Bold" + text + "end").split())
    looks = [(run.bold, run.colour, run.size) for piece in divided if isinstance(piece, tuple) for run in piece]
    assert (looks[0], looks[-1]) == ((True, None, None), (False, "0D4644", 9))


@settings(deadline=None, max_examples=40)
@given(words, st.floats(30, 180))
def test_each_piece_fits_into_a_row_and_they_are_about_equal(words: str, width: float) -> None:
    leaf = whole(Leaf("page", "Page", (width,), lines=[LeafLine((Box(1, 1, words * 20),))]))
    tall = heights(leaf, ARIAL)
    assert max(tall) < HIGHEST_ROW / 1.5
    assert len(tall) < 3 or min(tall[:-1]) > max(tall) / 3


def test_the_longest_text_of_a_cell_is_whole_in_the_workbook(tmp_path: Path) -> None:
    spoken = "".join(f"word{number} " for number in range(LONGEST))[:LONGEST]
    leaf = Leaf("page", "Page", (60.0, 120.0))
    leaf.add(Box(1, 1, "left"), Box(2, 2, spoken, FRAMED, typed=True))
    leaf.add(Box(1, 2, "x" * LONGEST))
    sheet = load_workbook(written(tmp_path / "long.xlsx", leaf)).worksheets[0]
    right = [str(cell.value) for cell in sheet["B"] if cell.value is not None]
    assert "".join("".join(right).split()) == "".join(spoken.split())
    assert sum(str(cell.value).count("x") for cell in sheet["A"]) == LONGEST
    assert all(row.height < HIGHEST_ROW for row in sheet.row_dimensions.values() if row.height)


def test_the_frame_of_a_divided_text_stands_around_all_of_it(tmp_path: Path) -> None:
    leaf = Leaf("page", "Page", (180.0,))
    leaf.add(Box(1, 1, "word " * 2000, FRAMED))
    cells = [row[0] for row in load_workbook(written(tmp_path / "framed.xlsx", leaf)).worksheets[0].iter_rows()]
    edges = [(cell.border.top.style, cell.border.bottom.style) for cell in cells]
    assert len(cells) > 2
    assert edges == [("thin", None), *[(None, None)] * (len(cells) - 2), (None, "thin")]
    assert {cell.border.left.style for cell in cells} == {"thin"}


def test_what_stands_beside_lines_moves_with_them() -> None:
    leaf = counted([("one", 5, 6), ("word " * 400, 7, 8), ("three", 9, 9)])
    made = whole(leaf)
    assert made.repeated == (0, 0)
    assert (made.bars[0].first, made.bars[0].last) == (1, len(made.lines) - 1)
    assert len(made.lines) > len(leaf.lines)
    assert whole(replace(leaf, lines=leaf.lines[:2], bars=[])).lines == leaf.lines[:2]


def test_a_heading_stays_with_the_beginning_of_a_long_text_and_pages_end_within_it() -> None:
    leaf = Leaf("page", "Page", (180.0,))
    for _ in range(30):
        leaf.wide("before")
    heading = leaf.wide("Heading", PLAIN, keep=True)
    leaf.wide("word " * 3000)
    leaf.wide("after")
    leaf = whole(leaf)
    parts = pages(leaf, heights(leaf, ARIAL))
    assert len(parts) > 2
    assert heading + 1 not in {part.start for part in parts}
    assert not any(line.keep for line in leaf.lines[heading + 1 :])
