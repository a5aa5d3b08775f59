"""Text of any kind can be written, and nothing of it is lost without a mark."""

from __future__ import annotations

from xml.parsers import expat
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.exchange.report.plain import LONGEST_CELL, REPLACEMENT, plain

CUT = " […]"


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_becomes_whole_xml(text: str) -> None:
    expat.ParserCreate("utf-8").Parse(f"<t>{escape(plain(text, CUT))}</t>".encode(), True)


@pytest.mark.parametrize("text", ["", "plain", "Ж مرکز 中文", "two\nlines\tand a tab", "=1+1", "🙂"])
def test_ordinary_text_is_kept_as_it_is(text: str) -> None:
    assert plain(text, CUT) == text


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"])  # noqa: PT014 - halves of a pair look alike
def test_what_xml_forbids_is_replaced_and_the_rest_is_kept(bad: str) -> None:
    assert plain(f"before{bad}after", CUT) == f"before{REPLACEMENT}after"


def test_what_excel_reads_as_an_escape_stays_text() -> None:
    assert plain("_x0041_", CUT) == "_x005F_x0041_"


@pytest.mark.parametrize("sign", ["a", "é", "🙂", "中"])
def test_long_text_is_cut_with_a_mark_and_fits_a_cell(sign: str) -> None:
    cut = plain(sign * 40_000, CUT)
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert set(cut.removesuffix(CUT)) == {sign}


def test_text_that_just_fits_is_not_cut() -> None:
    text = "a" * LONGEST_CELL
    assert plain(text, CUT) == text
