"""What stands on the printed pages of a report."""

from __future__ import annotations

from pathlib import Path

from pypdf import PageObject, PdfReader

_EDGE = 45.0
"""Points from the edge of the paper within which header and footer stand."""
_LEAST_LINES = 4


def faults_of_pages(pdf: Path) -> tuple[int, list[str]]:
    """How many pages there are, and which of them are blank or hold next to nothing."""
    pages = PdfReader(pdf).pages
    counts = {number: len(_lines(page)) for number, page in enumerate(pages, 1)}
    few = [f"page {number} has {count} lines" for number, count in counts.items() if count < _LEAST_LINES]
    return len(pages), few


def _lines(page: PageObject) -> set[int]:
    """The heights at which text stands, without header and footer."""
    found: set[int] = set()
    top = float(page.mediabox.height)

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        height = place[5] * matrix[3] + matrix[5]
        if text.strip() and _EDGE < height < top - _EDGE:
            found.add(round(height / 4))

    page.extract_text(visitor_text=visit)
    return found
