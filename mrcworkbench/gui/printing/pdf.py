"""The report as PDF: the pages that the preview shows, with text that can be searched, written whole or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from mrcworkbench import log
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.errors import Fault
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.report.receipts import NoProgress, ReportProgress
from mrcworkbench.gui.printing.report_pages import PAGE_WIDTH, ReportPages, report_pages

SUFFIX = ".pdf"
_DOTS = 1200
"""An inch; places are rounded to it."""
_PAGE = re.compile(rb"/Type\s*/Page\b")
_CATALOG = re.compile(rb"/Root (\d+) 0 R")
_START, _SIZE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z"), re.compile(rb"/Size (\d+)")
_INFO = re.compile(rb"/Info \d+ 0 R")


@dataclass(frozen=True, slots=True)
class PdfReceipt:
    """What was written, read back and put in place."""

    path: Path
    pages: int
    sha256: str


def write_pdf(data: ReportData, target: Path, progress: ReportProgress | None = None) -> PdfReceipt:
    """Write the report as PDF `target` and read it back. Needs an application object of Qt, on whatever thread.

    Raises `UserError` as `exchange.atomic_file.write_whole` does, and whatever `progress.step` raises.
    """
    texts, watched = catalogue(data.language), progress or NoProgress()
    drawn = report_pages(data)
    digest, total = "", len(drawn.pages) + 1

    def write(draft: Path) -> None:
        nonlocal digest
        content = with_language(_drawn(drawn, data, watched), data.language)
        watched.step(total - 1, total, texts.text("report.saving"))
        draft.write_bytes(content)
        digest = sha256(content).hexdigest()

    def look(draft: Path) -> None:
        content = draft.read_bytes()
        if sha256(content).hexdigest() != digest or not _START.search(content) or not content.startswith(b"%PDF-"):
            raise Fault("the PDF is not what was written")
        found = len(_PAGE.findall(content))
        if found != len(drawn.pages):
            raise Fault(f"the PDF holds {found} pages, not {len(drawn.pages)}")

    write_whole(target, SUFFIX, write, look)
    log.event("report_made", kind="pdf", audience=data.audience.value, pages=len(drawn.pages))
    return PdfReceipt(target, len(drawn.pages), digest)


def _drawn(drawn: ReportPages, data: ReportData, progress: ReportProgress) -> bytes:
    """All pages as PDF, in memory: what the disk says of a file is then said to Python, not to Qt."""
    texts, buffer = catalogue(data.language), QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    writer.setTitle(drawn.head)
    writer.setCreator(texts.text("report.program"))
    painter = QPainter(writer)
    try:
        ratio = writer.width() / PAGE_WIDTH
        painter.scale(ratio, ratio)
        for number in range(len(drawn.pages)):
            progress.step(number, len(drawn.pages) + 1, texts.text("report.making", sheet=drawn.numbers[number]))
            if number:
                writer.newPage()
            drawn.draw(painter, number)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def with_language(pdf: bytes, language: str) -> bytes:
    """The PDF with its language, in which it is read aloud; Qt has no name for that. Added behind its end, as the
    format allows: the catalogue of the document once more, with its language."""
    start, root = _START.search(pdf), _CATALOG.findall(pdf)
    if start is None or not root:
        raise Fault("Qt has written a PDF in a form that is not known here")
    number = root[-1]
    found = re.search(rb"\n" + number + rb" 0 obj\s*<<(.*?)>>\s*endobj", pdf, re.DOTALL)
    size, info = _SIZE.findall(pdf), _INFO.findall(pdf)
    if found is None or not size or not info:
        raise Fault("Qt has written a PDF in a form that is not known here")
    at = len(pdf)
    tag = language.replace("_", "-").encode()
    catalog = b"%s 0 obj\n<<%s/Lang (%s)\n>>\nendobj\n" % (number, found[1], tag)
    table = b"xref\n%s 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer\n<<\n/Size %s\n/Root %s 0 R\n%s\n/Prev %s\n>>\n" % (size[-1], number, info[-1], start[1])
    return pdf + catalog + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(catalog))
