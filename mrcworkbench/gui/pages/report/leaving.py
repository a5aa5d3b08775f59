"""The card "What will leave": the pages of the report, the free texts to release one by one, and what stays."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData, Withheld
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.release import Release, ReleaseModel
from mrcworkbench.gui.pages.report.preview import PagesPreview
from mrcworkbench.gui.printing.report_pages import report_pages
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, SegmentedControl, label
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.leaving.release_list import ReleaseList
from mrcworkbench.services.reporting import ReportPreview

SUMMARY, TEXTS, STAYS = "summary", "texts", "stays"
_STAYS = (
    Withheld.COMMENT,
    Withheld.PERSONAL,
    Withheld.FILE,
    Withheld.TEXT,
    Withheld.AT_RISK,
    Withheld.DECLINED,
    Withheld.SMALL,
    Withheld.WOULD_TELL,
    Withheld.HIDDEN,
)
_LIST_HEIGHT, _ABOVE_AND_BELOW = 420, 350
"""Least height of the list, and what the page and the card need beside it, in pixels."""


class PreviewCard(Card):
    """PreviewCard(theme, texts, release): `show_preview(...)`; `show_tab(name)`."""

    def __init__(self, theme: Theme, texts: Texts, release: Release) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._texts = theme, texts
        self._audience = Audience.DONOR
        head = QWidget()
        flow = FlowLayout(head, across=16, down=8)
        flow.addWidget(label(texts.text("report_page.leaves"), weight="semibold"))
        tabs = [(name, texts.text(f"report_page.tab_{name}")) for name in (SUMMARY, TEXTS, STAYS)]
        self.tabs = SegmentedControl(theme, tabs, texts.text("report_page.tabs"), SUMMARY)
        self.tabs.chosen.connect(self.show_tab)
        flow.addWidget(self.tabs)
        policy = head.sizePolicy()
        policy.setHeightForWidth(True)
        head.setSizePolicy(policy)
        self.body.addWidget(head)
        self.parts = {SUMMARY: self._build_summary(), TEXTS: self._build_texts(release), STAYS: self._build_stays()}
        for part in self.parts.values():
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.show_tab(SUMMARY)

    def _build_summary(self) -> QWidget:
        part, column = _part()
        self.preview = PagesPreview(self._theme, self._texts)
        column.addWidget(self.preview)
        column.addWidget(label(self._texts.text("report_page.preview_note"), "caption", "muted", wrap=True))
        return part

    def _build_texts(self, release: Release) -> QWidget:
        part, column = _part()
        self._texts_note = label("", "secondary", "muted", wrap=True)
        column.addWidget(self._texts_note)
        self.public = QCheckBox(self._texts.text("report_page.public"))
        self.public.setObjectName("report:public")
        self._public_note = label(self._texts.text("report_page.public_text"), "secondary", "muted", wrap=True)
        self.public.setAccessibleDescription(self._public_note.text())
        column.addWidget(self.public)
        column.addWidget(self._public_note)
        self._texts_head = QWidget()
        row = QHBoxLayout(self._texts_head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.count = label("", "secondary", weight="semibold", wrap=True)
        row.addWidget(self.count, 1)
        self.model = ReleaseModel(self._texts, release, self)
        self.all = Button(self._theme, self._texts.text("report_page.all"), "link", "check")
        self.none = Button(self._theme, self._texts.text("report_page.none"), "link", "x")
        self.all.clicked.connect(lambda: self.model.release_all(True))
        self.none.clicked.connect(lambda: self.model.release_all(False))
        row.addWidget(self.all)
        row.addWidget(self.none)
        column.addWidget(self._texts_head)
        self.list = ReleaseList(self._theme, self._texts, self.model, self._texts.text("report_page.list"))
        self.list.setObjectName("report:texts")
        self.list.setMinimumHeight(_LIST_HEIGHT)
        column.addWidget(self.list, 1)
        return part

    def _build_stays(self) -> QWidget:
        part, column = _part()
        self._stays_note = label("", "secondary", "muted", wrap=True)
        column.addWidget(self._stays_note)
        self._stays_list = QWidget()
        column.addWidget(self._stays_list)
        column.addStretch(1)
        return part

    def fit(self, height: int) -> None:
        """Makes the list as high as a page of this height has room for."""
        self.list.fill(height - _ABOVE_AND_BELOW, _LIST_HEIGHT)

    def show_tab(self, name: str) -> None:
        self.tabs.set_value(name)
        for code, part in self.parts.items():
            part.setVisible(code == name)

    def show_preview(self, preview: ReportPreview, data: ReportData, audience: Audience, *, public: bool) -> None:
        """Shows what this audience would get."""
        self._audience = audience
        texts, inside = self._texts, audience is Audience.INTERNAL
        self.preview.show_pages(report_pages(data))
        self.model.show(preview.texts, public=public)
        total = len(preview.texts)
        open_note = "texts_note" if total else "texts_none"
        note = "texts_internal" if inside else open_note
        self._texts_note.setText(texts.text(f"report_page.{note}"))
        self.count.setText(texts.text("report_page.texts_count", released=self.model.released, total=total))
        self.all.setEnabled(self.model.released < total)
        self.none.setEnabled(self.model.can_keep)
        self.public.setChecked(public)
        self.public.setVisible(not inside)
        self._public_note.setVisible(not inside)
        self._texts_head.setVisible(not inside and total > 0)
        self.list.setVisible(not inside and total > 0)
        self._show_stays(preview.held, inside=inside)

    def _show_stays(self, held: Mapping[Withheld, int], *, inside: bool) -> None:
        texts = self._texts
        self._stays_note.setText(texts.text("report_page.stays_internal" if inside else "report_page.stays_note"))
        fresh, column = _part()
        lines = [texts.plural(f"report_page.held_{one.value}", held[one]) for one in _STAYS if held.get(one)]
        if not lines and not inside:
            lines = [texts.text("report_page.stays_nothing")]
        for said in () if inside else lines:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconLabel(self._theme, "lock", "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(said, wrap=True), 1)
            column.addLayout(row)
        parent = self.parts[STAYS].layout()
        if parent is not None:
            parent.replaceWidget(self._stays_list, fresh)
        self._stays_list.hide()
        self._stays_list.deleteLater()
        self._stays_list = fresh


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return part, column
