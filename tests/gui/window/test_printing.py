"""The print of the profile: A4, light, every criterion, header and footer; the preview shows the same pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench import paths
from mrcworkbench.gui.printing import profile as printing
from mrcworkbench.gui.printing.paper import (
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PaperProfile,
    Pen,
    draw_profile,
    line_width,
    reason_pages,
)
from tests.gui.pages_support import Harness, MemorySession, answers_of, long_content


@pytest.fixture
def harness(qapp: QApplication) -> Iterator[Harness]:
    session = MemorySession()
    answers_of(session, json.loads(paths.resources("sample", "cnai.json").read_text("utf-8"))["answers"])
    made = Harness(qapp, session, "dark")
    made.window = QWidget()
    made.window.resize(1280, 720)
    yield made
    made.close()


def profile_of(harness: Harness, *, mirrored: bool = False) -> PaperProfile:
    return printing.paper_profile(harness.bridge, harness.content, "results.print_sub", mirrored=mirrored)


def picture(profile: PaperProfile) -> QImage:
    image = QImage(round(PAGE_WIDTH), round(PAGE_HEIGHT), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_profile(painter, profile)
    painter.end()
    return image


def inked(image: QImage) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not white."""
    spots = [
        (x, y)
        for y in range(0, image.height(), 2)
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 235
    ]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return min(across), min(down), max(across), max(down)


def test_the_print_is_a4_and_goes_from_the_profile_to_the_reasons(harness: Harness, tmp_path: Path) -> None:
    printer = printing.make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "profile.pdf"))
    pages = printing.print_profile(printer, profile_of(harness), "foot", harness.content.texts)
    assert pages > 2
    written = (tmp_path / "profile.pdf").read_bytes()
    assert written.count(b"/Type /Page\n") == pages
    assert b"/MediaBox [0 0 595 842]" in written or b"595" in written


def test_every_criterion_has_its_reasons_on_paper_once(harness: Harness) -> None:
    profile = profile_of(harness)
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pages = reason_pages(painter, profile)
    painter.end()
    blocks = [lines for page in pages for _, lines in page]
    assert [block[0].text.split("  ")[0] for block in blocks] == [str(n) for n in range(1, 25)]
    for criterion, block in zip(profile.criteria.criteria, blocks, strict=True):
        said = " ".join(line.text for line in block)
        score = profile.of(criterion)
        assert all(reason.text in said for reason in (*score.why, *score.next))


def test_no_criterion_is_printed_over_another_or_off_the_page(harness: Harness) -> None:
    profile = profile_of(harness)
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pen = Pen(painter, mirrored=False)
    for page in reason_pages(painter, profile):
        ends = [
            top + sum(one.before + pen.height(one.text, line_width(one), one.role, one.weight) for one in lines)
            for top, lines in page
        ]
        tops = [top for top, _ in page]
        assert all(end < top for end, top in zip(ends, tops[1:], strict=False))
        assert ends[-1] < PAGE_HEIGHT - MARGIN - 10
    painter.end()


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_first_page_keeps_its_margins_and_is_light_in_the_dark_theme(harness: Harness, mirrored: bool) -> None:
    image = picture(profile_of(harness, mirrored=mirrored))
    left, top, right, bottom = inked(image)
    assert left >= MARGIN - 3
    assert top >= MARGIN - 3
    assert right <= PAGE_WIDTH - MARGIN + 3
    assert bottom <= PAGE_HEIGHT - MARGIN - 20
    assert image.pixelColor(5, 5).name() == "#ffffff"


def test_long_words_stay_on_the_first_page(harness: Harness) -> None:
    harness.content = long_content()
    _, _, right, bottom = inked(picture(profile_of(harness)))
    assert right <= PAGE_WIDTH - MARGIN + 3
    assert bottom <= PAGE_HEIGHT - MARGIN - 20


def test_the_sample_is_marked_on_paper(harness: Harness) -> None:
    assert not profile_of(harness).subtitle.startswith("Sample")
    harness.session.is_sample = harness.session.is_studied = True
    assert profile_of(harness).subtitle.startswith("Sample")


def test_the_preview_shows_all_pages(harness: Harness) -> None:
    dialog = printing.make_preview(harness.bridge, harness.content, harness.window)
    preview = dialog.findChild(QPrintPreviewWidget)
    assert preview is not None
    preview.updatePreview()
    assert preview.pageCount() > 2
    layout = dialog.paper.pageLayout()
    assert layout.pageSize().id() is QPageSize.PageSizeId.A4
    assert dialog.paper.fullPage()
    assert dialog.paper.resolution() >= 600
    dialog.deleteLater()
