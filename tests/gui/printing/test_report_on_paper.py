"""The report on paper: the PDF holds what the workbook holds, whole or not at all, and pages stand as they should."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mrcworkbench import paths
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report import layout
from mrcworkbench.exchange.report.layout import Bars, Box, Leaf, Run, heights, pages, plain_text
from mrcworkbench.exchange.report.looks import Look
from mrcworkbench.exchange.report.measure import ARIAL, POINTS_PER_MM
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.arranged import arranged
from mrcworkbench.gui.printing.pdf import write_pdf
from mrcworkbench.gui.printing.report_pages import PAGE_HEIGHT, PAGE_WIDTH, PaperPage, ReportPages, report_pages
from mrcworkbench.gui.printing.text_block import TextBlock, shown
from tests.exchange.report_pages.centres import rich, seen
from tests.gui.pages_support import MemorySession, answers_of
from tests.reports import source

pytestmark = pytest.mark.usefixtures("qapp")
WIDTHS = (60.0, 120.0)


@pytest.fixture(scope="module")
def data() -> ReportData:
    return prepare(source({}), Audience.DONOR, catalogue())


def page_of(leaf: Leaf, *, mirrored: bool = False) -> ReportPages:
    lines = tuple(range(len(leaf.lines)))
    return ReportPages((PaperPage(leaf, lines, [30.0] * len(lines)),), "Above", "Below", ("Page 1 of 1",), mirrored)


def painted(pages: ReportPages) -> QImage:
    image = QImage(round(PAGE_WIDTH), round(PAGE_HEIGHT), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    pages.draw(painter, 0)
    painter.end()
    return image


def test_a_pdf_has_every_page_with_title_and_language_and_no_path_or_person(data: ReportData, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    receipt = write_pdf(data, target)
    content = target.read_bytes()
    assert receipt.pages == len(report_pages(data).pages) >= 1
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == receipt.pages
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert b"/Lang (en)" in content
    assert b"/MediaBox [0 0 595 842]" in content or b"/MediaBox [0 0 595" in content
    assert data.centre.encode("utf-16-be") in content
    assert str(tmp_path).encode() not in content
    assert [file.name for file in tmp_path.iterdir() if file.name != "user data"] == ["report.pdf"]


def test_what_is_added_for_the_language_is_found_from_the_end_of_the_file(data: ReportData, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    write_pdf(data, target)
    content = target.read_bytes()
    table = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    assert content[table : table + 4] == b"xref"
    at = int(content[table:].split(b"\n")[2].split()[0])
    assert re.match(rb"\d+ 0 obj\s*<<.*/Type /Catalog.*/Lang \(en\)", content[at:], re.DOTALL)


def test_a_cancelled_pdf_leaves_the_old_file_and_nothing_beside_it(data: ReportData, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
            raise InterruptedError(text)

    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    with pytest.raises((InterruptedError, UserError)):
        write_pdf(data, target, Stop())
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir() if file.name != "user data"] == ["report.pdf"]


def test_every_box_of_the_workbook_is_spoken_with_its_page(data: ReportData) -> None:
    pages = report_pages(data)
    said = "\n".join(pages.spoken(number) for number in range(len(pages.pages)))
    for page in pages.pages:
        for line in page.leaf.lines:
            assert all(shown(plain_text(box.content)) in said for box in line.boxes)


def test_no_line_of_a_page_reaches_into_its_lower_margin(data: ReportData) -> None:
    for page in report_pages(data).pages:
        assert sum(page.tall[line] for line in page.lines) <= PAGE_HEIGHT


def the_sample() -> ReportData:
    session = MemorySession(is_sample=True, name="Centro Nacional de Apoio ao Imigrante (CNAI)")
    answers_of(session, json.loads(paths.resources("sample", "cnai.json").read_text("utf-8"))["answers"])
    return seen(dict(session.working_copy.answers))


CENTRES: dict[str, Callable[[], ReportData]] = {
    "rich": lambda: seen(rich()),
    "draft": lambda: seen({}),
    "long names": lambda: replace(seen(rich()), centre="Arrival house " * 14, round="first " * 16),
    "wide letters": lambda: replace(seen({}), centre="ШЩЖМ " * 33, round="ШЩЖМ " * 16),
    "sample": the_sample,
}


@pytest.mark.parametrize("centre", CENTRES)
def test_pages_end_where_those_of_the_workbook_end_and_no_text_is_cut(centre: str) -> None:
    data = replace(CENTRES[centre](), number="1234 5678 9012")
    drawn = report_pages(data).pages
    printed = [(leaf.name, part) for leaf in arranged(data, catalogue()) for part in pages(leaf, heights(leaf, ARIAL))]
    for page, (leaf, part) in zip(drawn, printed, strict=True):
        assert (page.leaf.name, page.lines[-len(part) :]) == (leaf, tuple(part))
        for line in page.lines:
            for box in page.leaf.lines[line].boxes:
                if box.content not in (None, "") and box.look.wrap:
                    block = TextBlock(box.content, box.look, page.leaf.width(box), mirrored=False)
                    assert block.height <= page.tall[line] + 0.5, plain_text(box.content)


@pytest.mark.parametrize("mirrored", [False, True])
def test_bars_of_women_and_men_differ_in_grey_and_begin_where_reading_begins(*, mirrored: bool) -> None:
    leaf = Leaf("x", "X", WIDTHS, has_header=False)
    leaf.add(Box(1, 1, "In person"))
    leaf.bars.append(Bars(0, 0, 2, 2, (("In person", 60, 40),), (1, 1, 1), ("Women", "Men"), 100, "", ""))
    image = painted(page_of(leaf, mirrored=mirrored)).convertToFormat(QImage.Format.Format_Grayscale8)
    middle = round(layout.TOP * POINTS_PER_MM + 15)
    women, men, *edge = (
        QColor(image.pixel(round((layout.PAGE_WIDTH - at if mirrored else at) * POINTS_PER_MM), middle)).value()
        for at in (layout.MARGIN + 60 + 120 * share for share in (0.3, 0.8, 0.997, 0.999, 1.0, 1.001))
    )
    assert women < 128 < men
    assert min(edge) < 200, "men are outlined"


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_groups_of_the_number_stand_in_their_order_in_every_language(*, mirrored: bool) -> None:
    block = TextBlock("1111 2222", Look(), 300.0, mirrored=mirrored)
    line = block._layout.lineAt(0)
    assert line.cursorToX(0)[0] < line.cursorToX(5)[0]  # type: ignore[index]


def test_a_language_from_the_right_has_its_first_column_at_the_right() -> None:
    leaf = Leaf("x", "X", WIDTHS, has_header=False)
    leaf.add(Box(1, 1, None, Look(fill="0D4644")))
    for mirrored in (False, True):
        image = painted(page_of(leaf, mirrored=mirrored))
        at_left, at_right = QColor(image.pixel(60, 60)), QColor(image.pixel(round(PAGE_WIDTH) - 60, 60))
        assert (at_right if mirrored else at_left) == QColor("#0D4644")
        assert (at_left if mirrored else at_right) == QColor("white")


@pytest.mark.parametrize(
    ("mark", "inside", "within_ring"),
    [(marks.DOCUMENTED, True, True), (marks.OWN_WORD, False, False), (marks.CONFIRMED, True, False)],
)
def test_the_three_marks_differ_without_colour(mark: str, inside: bool, within_ring: bool) -> None:
    leaf = Leaf("x", "X", (180.0,), has_header=False)
    leaf.add(Box(1, 1, mark, Look(size=100, horizontal="center", vertical="center", wrap=False, symbols=True)))
    pages = ReportPages((PaperPage(leaf, (0,), [200.0]),), "", "", ("",), mirrored=False)
    image = painted(pages)
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height() - 60)
        if QColor(image.pixel(x, y)).value() < 128
    ]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    middle, centre = (min(y for _, y in dark) + max(y for _, y in dark)) // 2, (left + right) // 2
    assert 60 < right - left < 80
    assert (QColor(image.pixel(centre, middle)).value() < 128) is inside
    assert (QColor(image.pixel(left + (right - left) // 6, middle)).value() < 128) is within_ring


def test_a_text_takes_no_more_room_than_its_line_was_given(data: ReportData) -> None:
    for page in report_pages(data).pages:
        for line in page.lines:
            for box in page.leaf.lines[line].boxes:
                if box.content not in (None, "") and box.look.wrap:
                    block = TextBlock(box.content, box.look, page.leaf.width(box), mirrored=False)
                    assert block.height <= page.tall[line] + 0.5, plain_text(box.content)


def test_runs_keep_their_places_behind_signs_of_two_units(qapp: QApplication) -> None:
    block = TextBlock((Run("\U0001f600 a "), Run(f"{marks.OWN_WORD} b", bold=True)), Look(), 300.0, mirrored=False)
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    block.draw(painter, QRectF(0, 0, 300, 40), mirrored=False)
    painter.end()
    assert block.height > 0


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1240, "#,##0", "1,240"),
        (2009, "0", "2009"),
        (2.5, "#,##0.##", "2.5"),
        (None, "General", ""),
        ("a", "#,##0", "a"),
    ],
)
def test_values_are_shown_as_the_workbook_shows_them(value: str | float | None, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize("name", ["Port Velira Centre", "Interregional counselling centre of the upper valleys " * 4])
def test_what_is_made_for_one_page_stands_on_one_page_in_the_font_of_the_program_too(name: str) -> None:
    """Its texts are wider than those of the workbook."""
    pages = Counter(page.leaf.name for page in report_pages(replace(seen(rich()), centre=name[:200])).pages)
    assert {pages[leaf] for leaf in ("glance", "profile", "plan", "people", "study", "method")} == {1}
