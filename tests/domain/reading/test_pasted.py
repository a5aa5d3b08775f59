"""What a clipboard holds: cells of a sheet or of a table, or one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.reading.pasted import Clip, delimited, looks_like_rows, split_cells

SHEET = "<table><tr><td>as a sheet copies</td></tr></table>"
"""The least that tells that a sheet has copied."""
EXCEL = ('application/x-qt-windows-mime;value="XML Spreadsheet"',)
CALC = ('application/x-openoffice-embed-source-xml;windows_formatname="Star Embed Source (XML)";typename="calc8"',)


def html_of(rows: list[list[str]], **attributes: str) -> str:
    given_ = "".join(f' {name}="{value}"' for name, value in attributes.items())
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><head><style>td {{ color: red }}</style></head><body><table{given_}>{body}</table></body></html>"


@pytest.mark.parametrize(
    ("html", "formats"),
    [
        (SHEET, ()),
        ("", EXCEL),
        ("", CALC),
        ("", ("text/plain", "application/x-libreoffice-tsvc")),
        ("", ("text/tab-separated-values",)),
        ("<google-sheets-html-origin><span>33,5</span>", ()),
        ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>x</body>', ()),
    ],
)
@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1,200\r\n2,350\r\n", [["1,200"], ["2,350"]]),
        ("33,5\n41,5", [["33,5"], ["41,5"]]),
        ("Tirana, Durrës\r\n", [["Tirana, Durrës"]]),
        ("a;b\tc\r\nd;e\tf\r\n", [["a;b", "c"], ["d;e", "f"]]),
        ("a\r\n\r\nb\r\n", [["a"], [""], ["b"]]),
        ("\ta\r\nb\t\r\n", [["", "a"], ["b", ""]]),
        ("a\t\t\r\nb\t\t\r\n\t\t\r\n", [["a"], ["b"]]),
        ("a\rb\r", [["a"], ["b"]]),
    ],
)
def test_what_a_sheet_copies_is_split_at_tabs_and_line_ends_only(
    html: str, formats: tuple[str, ...], text: str, cells: list[list[str]]
) -> None:
    assert Clip(text, html, formats).cells == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('5" pipe\t2\r\n', [['5" pipe', "2"]]),
        ('"Hello\r\nworld\r\n', [['"Hello'], ["world"]]),
        ('He said "hi"\tx\r\n', [['He said "hi"', "x"]]),
        ('"\t"\r\n', [['"', '"']]),
        ('"Hello"\t1\r\n', [['"Hello"', "1"]]),
        ('"\r\n', [['"']]),
        ('"\r\n"\r\n"\r\n', [['"'], ['"'], ['"']]),
        ('"a\tx\r\nb\ty"\r\np\tq\r\n', [['"a', "x"], ["b", 'y"'], ["p", "q"]]),
    ],
)
def test_a_quotation_mark_that_quotes_no_cell_is_a_letter(text: str, cells: list[list[str]]) -> None:
    assert split_cells(text) == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('"one\ntwo"\r\n', [["one\ntwo"]]),
        ('"one\r\ntwo"\tx\r\ny\tz\r\n', [["one\r\ntwo", "x"], ["y", "z"]]),
        ('"a\tb"\tc\r\n', [["a\tb", "c"]]),
        ('"say ""hi"""\r\n', [['say "hi"']]),
        ('"one\n""two"""\t"3\n4"\n', [['one\n"two"', "3\n4"]]),
    ],
)
def test_a_cell_with_line_ends_tabs_or_quotation_marks_is_one_cell(text: str, cells: list[list[str]]) -> None:
    assert split_cells(text) == cells


CELLS = st.text('ab",;\t\n', max_size=6).map(lambda cell: cell if cell.strip("\t\n") else "")


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in '\t\n"') else cell


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
    )
)
def test_cells_quoted_as_sheets_quote_them_come_back(rows: list[list[str]]) -> None:
    text = "".join("\t".join(quoted(cell) for cell in row) + "\r\n" for row in rows)
    assert split_cells(text) == rows


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("foo\r\n", "foo"),
        ('"one\ntwo"\r\n', "one\ntwo"),
        ('"say ""hi"""\r\n', 'say "hi"'),
        ("one\ntwo\n", "one\ntwo\n"),
        ('"We came.\nWe stayed."', '"We came.\nWe stayed."'),
        ('5" pipe\r\n', '5" pipe'),
    ],
)
def test_one_cell_is_one_text_without_the_clipboards_quotes_and_line_end(text: str, one: str) -> None:
    assert Clip(text).one_text == one


@pytest.mark.parametrize("text", ['"one\ntwo"\r\n', '"one\ntwo"', "one\r\ntwo\r\n"])
def test_of_a_sheet_one_text_is_what_stands_in_its_cells(text: str) -> None:
    assert Clip(text, SHEET).one_text == "one\ntwo"


def test_what_the_html_says_settles_what_the_text_leaves_open() -> None:
    # Word writes the paragraphs of a cell as lines, without quotation marks.
    word = "<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr><tr><td>d</td><td>e</td></tr></table>"
    assert Clip("a\tb\r\nc\r\nd\te\r\n", word).cells == [["a", "b\nc"], ["d", "e"]]
    assert Clip('"Hello"\tx\r\n', html_of([["Hello", "x"]])).cells == [["Hello", "x"]]
    assert Clip('"Hello"\tx\r\n', html_of([['"Hello"', "x"]])).cells == [['"Hello"', "x"]]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("•\tAdvice\r\n•\tCourses\r\n", "<p>•<span>\t</span>Advice</p><p>• Courses</p>"),
        ("Dear all\nAs agreed", "<table><tr><td><p>Dear all</p><p>As agreed</p></td></tr></table>"),
        ("Dear all\nAs agreed", html_of([["Dear all"], ["As agreed"]], role="presentation")),
        ("a\tb", "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"),
        ("Our figures\na\tb", "<p>Our figures</p>" + html_of([["a", "b"]])),
        ("News\nWe moved.", "<table><tr><td><h2>News</h2></td></tr><tr><td>We moved.</td></tr></table>"),
        ("Advice\nCourses", "<table><tr><td><ul><li>Advice</li><li>Courses</li></ul></td></tr></table>"),
        ("a\tb", ""),
        ("a, b\nc, d", ""),
    ],
)
def test_prose_is_no_table(text: str, html: str) -> None:
    assert Clip(text, html).cells is None


def test_a_writers_own_format_is_no_sheets() -> None:
    writer = CALC[0].replace("calc8", "writer8")
    assert Clip("a\tb", "", (writer, "text/plain", "text/rtf")).cells is None


@pytest.mark.parametrize(
    ("mark", "text", "cells"),
    [
        (";", "33,5;41,5\n1;2", [["33,5", "41,5"], ["1", "2"]]),
        (",", 'Ana,"x, y",3\nBen,z,4', [["Ana", "x, y", "3"], ["Ben", "z", "4"]]),
        (",", "1,200\n2,350", None),
        (",", "33,5\n41,5", None),
        (",", "Main office, Tirana\nBranch, Durrës", None),
        (";", "Advice; courses\nvisits; talks", None),
        (",", "a,b\nc", None),
        (";", "no mark", None),
        (";", "", None),
        (",", "Dear all,\nas agreed,", None),
    ],
)
def test_a_list_is_split_at_a_mark_only_where_that_is_no_part_of_a_text_or_number(
    mark: str, text: str, cells: list[list[str]] | None
) -> None:
    assert delimited(text, mark) == cells


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([["Ana", "3"], ["Ben", "4"]], True),
        ([["•", "Advice"], ["•", "Courses"]], False),
        ([["1.", "Advice"], ["2.", "Courses"]], False),
        ([["a)", "Advice"], ["b)", "Courses"]], False),
        ([["", "Advice"], ["", "Courses"]], False),
        ([["Opening hours:", "9"], ["Telephone:", "8"]], False),
        ([["one"], ["two"]], False),
        ([["one", "two"], ["three"]], False),
        ([["one", "x" * 80]], False),
    ],
)
def test_bullets_numbers_and_indents_do_not_make_rows(rows: list[list[str]], cells: bool) -> None:
    assert looks_like_rows(rows) is cells
