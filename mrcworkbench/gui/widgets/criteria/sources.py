"""Where the study, or the library beside it, says something: the edition and its lines, behind a small book."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.study.model import Source
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.text import label


def source_row(theme: Theme, texts: Texts, sources: Iterable[Source]) -> QWidget:
    """The sources of one claim."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(IconLabel(theme, "book-open", "muted", 14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(source_words(texts, sources), "caption", "muted", wrap=True), 1)
    return made


def source_words(texts: Texts, sources: Iterable[Source]) -> str:
    """The edition and its lines, one edition a line."""
    return "\n".join(
        texts.text(
            "study.source_lines" if len(source.lines) > 1 else "study.source_line",
            document=texts.text(f"study.document_{source.document}"),
            lines=isolate(source.line_ranges),
        )
        for source in sources
    )
