"""Beside a criterion, folded: why it matters, and what the library offers for it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.criteria.fold import Fold
from mrcworkbench.gui.widgets.criteria.library_entries import LibraryEntries


class Background(QWidget):
    """`show_criterion(criterion)`; what is open stays open from one criterion to the next. The library is read when its
    part is first opened."""

    def __init__(self, theme: Theme, content: Content, texts: Texts) -> None:
        super().__init__()
        self._theme, self._content, self._texts = theme, content, texts
        self._criterion: Criterion | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.why = Fold(theme, texts, texts.text("panel.why_it_matters"), self._reasons)
        self.library = Fold(theme, texts, texts.text("panel.library"), self._entries)
        column.addWidget(self.why)
        column.addWidget(self.library)

    def show_criterion(self, criterion: Criterion) -> None:
        """Equal to what is shown already, it does nothing."""
        if criterion is self._criterion:
            return
        self._criterion = criterion
        self.why.refresh()
        self.library.refresh()

    def _reasons(self) -> QWidget:
        """Why it matters, and each objective of the Global Compact that it serves."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        if self._criterion is not None:
            column.addWidget(label(self._criterion.why_it_matters, "secondary", wrap=True))
            if self._criterion.objectives:
                heading = self._texts.text("panel.compact")
                column.addWidget(label(heading, "caption", "muted", "semibold", wrap=True))
            for one in self._criterion.objectives:
                said = self._texts.text("panel.objective", number=one.objective, reason=one.reason)
                column.addWidget(label(said, "secondary", wrap=True))
        return made

    def _entries(self) -> QWidget:
        id_ = "" if self._criterion is None else self._criterion.id
        return LibraryEntries(self._theme, self._texts, self._content.study.library, id_)
