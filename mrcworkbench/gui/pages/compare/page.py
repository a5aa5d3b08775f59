"""The own levels beside what the study shows of 14 centres. No ranks: a blank says nothing about a centre."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.domain.study.comparison import SAMPLE_CENTRE, Comparison, questions_of_nearest
from mrcworkbench.gui.models.matrix import MatrixModel
from mrcworkbench.gui.page.base import Page, is_outdated
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.compare.filters import Filters, LegendPopup, MatrixLegend
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Button, MessageBox
from mrcworkbench.gui.widgets.criteria.background import Background
from mrcworkbench.gui.widgets.matrix.evidence_panel import EvidencePanel, PanelLinks
from mrcworkbench.gui.widgets.matrix.view import MatrixView
from mrcworkbench.services.comparing import comparison

_LEAST_HEIGHT = 360


class ComparePage(Page):
    """The matrix, its filters and legend; the panel holds the evidence of the chosen cell or who a centre is."""

    name = "compare"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, content, theme = context.bridge, context.content, context.theme
        texts = self.texts
        self.asked = bridge.working_copy.questionnaire
        self._criteria = bridge.working_copy.criteria_set
        self.set_title(texts.text("comparison.title"), texts.text("comparison.lead"))
        self.set_crumbs(texts.text("comparison.title"))
        self._comparison: Comparison | None = None
        self._chosen: tuple[str, str | None] | None = None
        self._stale = True
        self.model = MatrixModel(content.study, self._criteria, texts, self)
        self._build_body()
        links = PanelLinks(self._see_why, self.show_centre, self.show_criterion, self._show_chosen)
        self.evidence = EvidencePanel(theme, texts, content.study, self._criteria, links)
        self.background = Background(theme, content, texts)
        self.evidence.foot.addWidget(self.background)
        framed = QWidget()
        column = QVBoxLayout(framed)
        column.setContentsMargins(20, 20, 20, 20)
        column.addWidget(self.evidence)
        self.set_panel(framed, texts.text("comparison.panel"), 320)
        bridge.answer_changed.connect(self._on_change)
        bridge.assessment_opened.connect(self._on_opened)
        self.refresh()

    def _build_body(self) -> None:
        self.filters = Filters(self.theme, self.texts, self._criteria)
        self.filters.changed.connect(lambda _: self.refresh())
        self.filters.legend_asked.connect(self._show_legend)
        self.body.setSpacing(12)
        self.set_stand_in(self.filters)
        self.note = MessageBox(self.theme, "neutral", "info")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.note, 1)
        self.note_button = Button(self.theme, self.texts.text("comparison.none_left_button"), "link", "arrow-right")
        self.note_button.clicked.connect(self._on_note_button)
        row.addWidget(self.note_button)
        self.body.addLayout(row)
        self.legend = MatrixLegend(self.theme, self.texts)
        self.body.addWidget(self.legend)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 6, 1, 1)
        self.matrix = MatrixView(self.theme, self.model, self.texts.text("comparison.matrix"))
        self.matrix.setObjectName("compare:matrix")
        self.matrix.setMinimumHeight(_LEAST_HEIGHT)
        self.matrix.chosen.connect(self._on_chosen)
        self.matrix.opened.connect(self.show_panel)
        self.matrix.centre_pressed.connect(self.show_centre)
        inside.addWidget(self.matrix)
        self.body.addWidget(frame, 1)

    def arrange_height(self, *, low: bool) -> None:
        """In a low window all the height there is belongs to the matrix."""
        self.filters.set_low(low=low)
        self.legend.setVisible(not low)
        self.matrix.setMinimumHeight(0 if low else _LEAST_HEIGHT)

    def _show_legend(self) -> None:
        LegendPopup(self.theme, self.texts, self).show_below(self.filters.legend)

    # What is shown

    def refresh(self) -> None:
        """Reads score and profile anew; only what changed is touched."""
        session = self.bridge.session
        self._comparison = comparison(session)
        self._stale = False
        shown = self.filters.shown()
        self.model.show(self._comparison, session.working_copy.score(), shown, is_sample=session.is_studied)
        self.matrix.set_own_centre(SAMPLE_CENTRE if session.is_studied else None)
        self.evidence.is_sample = session.is_studied
        self._say_note()
        if self._chosen is None:
            self._chosen = (self._criteria.criteria[0].id, None)
        self._show_chosen()

    def _say_note(self) -> None:
        texts, found = self.texts, self._comparison
        text, button = "", ""
        if found is not None and self.filters.shown().nearest:
            near = found.nearness.values()
            if all(one.same_kind is None and one.same_context is None for one in near):
                text, button = texts.text("comparison.near_unknown"), texts.text("comparison.near_unknown_button")
            elif (left := sum(found.nearness[id_].agreements == 0 for id_ in found.nearest)) and self.model.centres:
                text = texts.plural("comparison.near_left", left)
        if not text and not self.model.centres:
            text, button = texts.text("comparison.none_left"), texts.text("comparison.none_left_button")
        self.note.say(text)
        if button:
            self.note_button.set_label(button)
        self.note_button.setVisible(bool(button))

    def show_place(self, place: Place) -> None:
        if self._stale:
            self.refresh()
        if place.criterion is not None:
            self._chosen = (place.criterion, place.centre)
            if not self.model.place_of(place.criterion, place.centre).isValid():
                self.filters.clear()
                self.refresh()
            self._show_chosen()
        elif place.centre is not None:
            self.show_centre(place.centre)

    def show_centre(self, centre: str) -> None:
        """Shows who a studied centre is."""
        self.matrix.mark_centre(centre)
        back = self._chosen[0] if self._chosen else None
        self.evidence.show_centre(centre, back)
        self.background.hide()
        self.show_panel()

    def _on_chosen(self, criterion: str, centre: str) -> None:
        self._chosen = (criterion, centre or None)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._chosen is None or self._comparison is None:
            return
        criterion, centre = self._chosen
        self.matrix.choose(criterion, centre)
        self.matrix.mark_centre(centre)
        found = self._comparison.by_id[criterion]
        cell = self.model.cell(criterion, centre) if centre is not None else None
        self.background.setVisible(cell is None)
        if cell is None:
            self.evidence.show_own(found)
            self.background.show_criterion(self._criteria.by_id[criterion])
        else:
            self.evidence.show_cell(cell, found.own)

    # What leads elsewhere, and what comes from there

    def _see_why(self, criterion: str) -> None:
        self.navigate(Place("results", criterion=criterion))

    def show_criterion(self, criterion: str) -> None:
        """Shows the own result and what every centre does for a criterion."""
        self._chosen = (criterion, None)
        self._show_chosen()

    def _on_note_button(self) -> None:
        if self.model.centres or not self.filters.shown().nearest or not self._near_is_unknown():
            self.filters.clear()
            self.refresh()
            return
        questionnaire = self.bridge.working_copy.questionnaire
        first = questions_of_nearest(questionnaire)[0]
        self.navigate(Place("questionnaire", section=questionnaire.section_of(first).code, question=first))

    def _near_is_unknown(self) -> bool:
        found = self._comparison
        return found is not None and all(
            one.same_kind is None and one.same_context is None for one in found.nearness.values()
        )

    def _on_change(self, change: Change) -> None:
        if not change.criteria and change.question not in questions_of_nearest(self.bridge.working_copy.questionnaire):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_opened(self) -> None:
        if is_outdated(self):
            return
        self._chosen = None
        self.filters.clear()
        self.refresh()
