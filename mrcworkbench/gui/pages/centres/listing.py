"""The list of assessments, with how many of them are shown and how far they have been counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.centre_filter import CentreFilter
from mrcworkbench.gui.models.centres import CentresModel
from mrcworkbench.gui.pages.centres.namesakes import NamesakesButton
from mrcworkbench.gui.session.tasks import Runner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import label
from mrcworkbench.gui.widgets.centres.centre_table import CentreTable
from mrcworkbench.gui.widgets.centres.filter_bar import CentreFilterBar
from mrcworkbench.gui.words.countries import country_name
from mrcworkbench.gui.words.local_time import grouped
from mrcworkbench.services.collection.overview import Count, Summary

_LEAST_HEIGHT = 300


class CentreListing(QWidget):
    """CentreListing(runner, theme, texts, language, filters): `show_rows`. It offers in `filters` what can be chosen,
    and shows what passes them. The current assessment stays so while it is listed."""

    changed = Signal()
    """What is listed, or which of it is current."""
    opened = Signal(str)
    """The assessment that a person wants to open."""

    def __init__(self, runner: Runner, theme: Theme, texts: Texts, language: str, filters: CentreFilterBar) -> None:
        super().__init__()
        self._texts, self._filters = texts, filters
        filters.changed.connect(self.show_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.shown = label("", "secondary", "muted", wrap=True)
        self.shown.setObjectName("centres:shown")
        self.progress = label("", "secondary", "muted")
        self.progress.setObjectName("centres:progress")
        self.namesakes = NamesakesButton(runner, theme, texts)
        self.namesakes.setObjectName("centres:namesakes")
        self.namesakes.chosen.connect(self._show_centres)
        row.addWidget(self.shown, 1)
        row.addWidget(self.namesakes)
        row.addWidget(self.progress)
        column.addLayout(row)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 4, 1, 1)
        self.model = CentresModel(texts, lambda code: country_name(code, language), self)
        self.table = CentreTable(theme, self.model, texts.text("centres_page.table"))
        self.table.setObjectName("centres:table")
        self.table.setMinimumHeight(_LEAST_HEIGHT)
        self.table.chosen.connect(self.changed)
        self.table.opened.connect(self.opened)
        inside.addWidget(self.table)
        self.empty = label("", tone="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(24, 40, 24, 40)
        self.empty.hide()
        inside.addWidget(self.empty)
        column.addWidget(frame, 1)

    @property
    def current(self) -> str | None:
        """The current assessment."""
        row = self.table.current_row()
        return None if row is None else row.id

    def show_rows(self, found: Sequence[Summary], known: Mapping[str, Count]) -> None:
        """Lists other assessments; `known` is what has been counted of them."""
        with self.table.in_place():
            self.model.set_rows(found, known)
            self._filters.offer(self.model.countries(), self.model.rounds())
            self.model.show(self._filters.filter())
            self.table.refit()
        self._tell()
        self.namesakes.look_at(found)

    def show_only(self, chosen: CentreFilter) -> None:
        """Shows what passes the filter."""
        with self.table.in_place():
            self.model.show(chosen)
        self._tell()

    def _show_centres(self, only: frozenset[str]) -> None:
        with self.table.in_place():
            self.model.show_only(only)
        self._tell()

    def take_counts(self, counts: Mapping[str, Count], done: int, total: int) -> None:
        """Some more have been counted: `done` of `total`."""
        self.model.take_counts(counts)
        self.progress.setText(self._texts.text("centres_page.counting", done=grouped(done), all=grouped(total)))

    def settle(self) -> None:
        """All have been counted: what passes the filter, and its order, hold from now on."""
        self.progress.setText("")
        with self.table.in_place():
            self.model.settle()
        self._tell()

    def _tell(self) -> None:
        texts, all_, shown = self._texts, self.model.total, self.model.rowCount()
        if shown == all_:
            centres = texts.plural("centres_page.centres", self.model.centres)
            text = texts.plural("centres_page.shown_all", all_, centres=centres)
        else:
            text = texts.text("centres_page.shown_some", shown=grouped(shown), all=grouped(all_))
        self.shown.setText(text)
        self.empty.setText(texts.text("centres_page.none_fit" if all_ else "centres_page.none"))
        self.empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        self.changed.emit()
