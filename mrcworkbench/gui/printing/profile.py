"""The profile printed: a preview first, and from there the printer. A4, light, header and footer on each page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from mrcworkbench import __version__
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.printing.paper import (
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PaperProfile,
    Pen,
    draw_profile,
    draw_reasons,
    reason_pages,
)
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.words.local_time import day_text


def paper_profile(bridge: Bridge, content: Content, subtitle_key: str, *, mirrored: bool) -> PaperProfile:
    """The profile of the open assessment, for paper."""
    texts, assessment = content.texts, bridge.assessment
    subtitle = texts.text(subtitle_key, round=assessment.round, date=day_text(bridge.working_copy.today))
    if bridge.session.is_sample:
        subtitle = f"{texts.text('results.print_sample')} · {subtitle}"
    return PaperProfile(
        title=texts.text("results.print_title", centre=assessment.centre.name),
        subtitle=subtitle,
        criteria=bridge.working_copy.criteria_set,
        score=bridge.working_copy.score(),
        texts=texts,
        is_sample=bridge.session.is_studied,
        mirrored=mirrored,
    )


def print_profile(printer: QPrinter, profile: PaperProfile, footer: str, texts: Texts) -> int:
    """Paints all pages on the printer and returns how many they are."""
    painter = QPainter(printer)
    try:
        target = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        ratio = min(target.width() / PAGE_WIDTH, target.height() / PAGE_HEIGHT)
        painter.scale(ratio, ratio)
        pages = reason_pages(painter, profile)
        total = len(pages) + 1
        drawings: list[Callable[[], None]] = [lambda: draw_profile(painter, profile)]
        drawings += [lambda page=page: draw_reasons(painter, profile, page) for page in pages]  # type: ignore[misc]
        for number, draw in enumerate(drawings, 1):
            if number > 1:
                printer.newPage()
                _head(painter, profile)
            draw()
            _foot(painter, profile, footer, texts.text("results.print_page", page=number, pages=total))
    finally:
        painter.end()
    return total


def _head(painter: QPainter, profile: PaperProfile) -> None:
    pen = Pen(painter, mirrored=profile.mirrored)
    width = PAGE_WIDTH - 2 * MARGIN
    pen.write(profile.title, (MARGIN, MARGIN - 20, width), "caption", colour="muted", one_line=True)


def _foot(painter: QPainter, profile: PaperProfile, footer: str, page: str) -> None:
    pen = Pen(painter, mirrored=profile.mirrored)
    top, width = PAGE_HEIGHT - MARGIN - 4, PAGE_WIDTH - 2 * MARGIN
    pen.line(MARGIN, top - 6, width)
    pen.write(footer, (MARGIN, top, width - 80), "caption", colour="muted", one_line=True)
    pen.write(page, (MARGIN + width - 78, top, 78), "caption", colour="muted", far=True, one_line=True)


def make_printer() -> QPrinter:
    """A printer for A4, painted to the paper's edge: margins are ours."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setFullPage(True)
    return printer


class ResultsPreview(QPrintPreviewDialog):
    """The pages as they will be printed; printing is one press away. It keeps its printer, which Qt does not."""

    def __init__(self, profile: PaperProfile, footer: str, texts: Texts, parent: QWidget) -> None:
        self.paper = make_printer()
        self.paper.setDocName(profile.title)
        super().__init__(self.paper, parent)
        self.setWindowTitle(texts.text("results.print_window"))
        self.setObjectName("dialog:print")
        self.paintRequested.connect(lambda target: print_profile(target, profile, footer, texts))
        self.resize(parent.window().size() * 0.9)


def make_preview(bridge: Bridge, content: Content, parent: QWidget) -> ResultsPreview:
    """The preview of the open assessment's profile, not yet shown."""
    texts, questionnaire = content.texts, bridge.session.questionnaire
    mirrored = parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
    footer = texts.text(
        "results.print_footer", version=__version__, questionnaire=f"{questionnaire.id} {questionnaire.version}"
    )
    profile = paper_profile(bridge, content, "results.print_sub", mirrored=mirrored)
    return ResultsPreview(profile, footer, texts, parent)


def preview_results(bridge: Bridge, content: Content, parent: QWidget) -> None:
    """Shows the preview until it is closed."""
    dialog = make_preview(bridge, content, parent)
    dialog.exec()
    dialog.deleteLater()
