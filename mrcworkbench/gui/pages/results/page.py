"""The profile of one assessment: a picture for each dimension, the 24 criteria, and the reasons of the one chosen."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.results import Score
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.page.base import Page, is_outdated
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.results.cards import DimensionCard, Legend, ListCard, dimension_stacks
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.printing.profile import preview_results
from mrcworkbench.gui.widgets import Button, EmptyState, restyle
from mrcworkbench.gui.widgets.basics.grid import CardColumns, CardGrid
from mrcworkbench.gui.widgets.criteria.background import Background
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow
from mrcworkbench.gui.widgets.criteria.reasons_panel import ReasonsPanel

_RIGHT = {"protection", "sustainability"}
"""Dimensions whose lists stand in the second column: both columns come out about as tall."""

_SIGHT = 24
"""Pixels kept free above and below a row that is shown."""


class ResultsPage(Page):
    """A profile, never a score: no total, no rank."""

    name = "results"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, theme = context.bridge, context.theme
        self.asked = bridge.working_copy.questionnaire
        self._criteria = bridge.working_copy.criteria_set
        texts = self.texts
        self.set_title(texts.text("results.title"), texts.text("results.lead"))
        self.set_crumbs(texts.text("results.title"))
        self.print_button = Button(theme, texts.text("results.print"), icon="printer")
        self.print_button.setObjectName("results:print")
        self.print_button.clicked.connect(self.preview_print)
        self.header_buttons.addWidget(self.print_button)
        self._build_body()
        self._build_panel()
        self._stale = False
        bridge.answer_changed.connect(self._on_change)
        bridge.assessment_opened.connect(self._on_opened)
        self._show_all()

    def _build_body(self) -> None:
        texts, criteria, score = self.texts, self._criteria, self._score()
        self.cards = {
            dimension.id: DimensionCard(
                self.theme, texts, dimension, sum(c.dimension == dimension.id for c in criteria.criteria)
            )
            for dimension in criteria.dimensions
        }
        self.lists = {
            dimension.id: ListCard(self.theme, texts, dimension, criteria, score) for dimension in criteria.dimensions
        }
        self.profile = QWidget()
        column = QVBoxLayout(self.profile)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(CardGrid(self.theme, tuple(self.cards.values()), [(4, 700), (2, 0)]))
        column.addWidget(Legend(self.theme, texts, criteria.evidence_order))
        column.addWidget(CardColumns(self.theme, [(card, int(id_ in _RIGHT)) for id_, card in self.lists.items()], 640))
        column.addStretch(1)
        self.empty = EmptyState(
            self.theme,
            "chart-no-axes-column",
            texts.text("results.empty_title"),
            texts.text("results.empty_text"),
            texts.text("results.empty_button"),
            "arrow-right",
            [
                (
                    texts.text(f"results.step_{n}"),
                    texts.text(f"results.step_{n}_title"),
                    texts.text(f"results.step_{n}_text"),
                )
                for n in (1, 2, 3)
            ],
        )
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self._continue)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.profile)
        self.body.addStretch(1)
        ordered = [card.list for card in self.lists.values()]
        for place, one in enumerate(ordered):
            one.chosen.connect(self._go_to)
            one.opened.connect(lambda _: self.show_panel())
            one.stepped_out.connect(lambda step, place=place: self._step(place + step, step))

    def _build_panel(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 20, 16, 20)
        self.reasons = ReasonsPanel(
            self.theme, self.texts, self.bridge.working_copy.questionnaire, self._criteria, self._open_question
        )
        column.addWidget(self.reasons)
        self.open_button = Button(self.theme, self.texts.text("results.open_questions"), "primary", "list-checks")
        self.open_button.clicked.connect(self._open_section)
        self.compare_button = ReasonRow(
            self.theme, "columns-3", "accent", self.texts.text("results.compare"), link=True
        )
        self.compare_button.clicked.connect(lambda: self.navigate(Place("compare", criterion=self.reasons.criterion)))
        self.reasons.foot.addSpacing(8)
        self.reasons.foot.addWidget(self.open_button)
        self.reasons.foot.addWidget(self.compare_button)
        self.background = Background(self.theme, self.content, self.texts)
        self.reasons.foot.addWidget(self.background)
        self.set_panel(content, self.texts.text("results.panel"), 356)

    # What is shown

    def _score(self) -> Score:
        return self.bridge.working_copy.score()

    def show_place(self, place: Place) -> None:
        if self._stale:
            self._show_all()
        if place.criterion is not None:
            self._go_to(place.criterion)

    def choose(self, criterion: str) -> None:
        """Shows the reasons of a criterion."""
        self.reasons.show_criterion(self.bridge.working_copy.criterion(criterion))
        self.background.show_criterion(self._criteria.by_id[criterion])
        for card in self.lists.values():
            card.list.choose(criterion)

    def _go_to(self, criterion: str) -> None:
        """Shows the reasons of a criterion, and its row where that is out of sight."""
        self.choose(criterion)
        one = self.lists[self._criteria.by_id[criterion].dimension].list
        row = one.row_rect(criterion)
        spot = one.viewport().mapTo(self.inner, row.center())
        self.scroll_area.ensureVisible(spot.x(), spot.y(), 0, row.height() // 2 + _SIGHT)

    def _show_all(self) -> None:
        self._stale = False
        self._show_score()
        chosen = self.reasons.criterion
        first = next((c.id for c in self._score().criteria if c.level is not None), self._criteria.criteria[0].id)
        self.choose(chosen or first)

    def _show_score(self) -> None:
        score = self._score()
        empty = not any(self._is_status(code) for code in self.bridge.working_copy.answers)
        self.empty.setVisible(empty)
        restyle(self.open_button, kind="secondary" if empty else "primary")
        self.open_button.set_icon("list-checks", "ink" if empty else "on_accent")
        self.profile.setVisible(not empty)
        self.print_button.setVisible(not empty)
        stacks = {id_: dimension_stacks(id_, self._criteria, score) for id_ in self.cards}
        rows = max(one.tallest for one in stacks.values())
        for part in score.dimensions:
            self.cards[part.id].show_score(part, stacks[part.id], rows)
            self.lists[part.id].model.refresh(score)

    def _is_status(self, code: str) -> bool:
        return any(criterion.status_question == code for criterion in self._criteria.criteria)

    def _on_opened(self) -> None:
        if not is_outdated(self):
            self._show_all()

    def _on_change(self, change: Change) -> None:
        """Follows an answer at once while it is seen; otherwise when it is next shown."""
        if not change.criteria:
            return
        if self.isVisible():
            self._show_all()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._show_all()
        super().showEvent(event)

    # Where it leads

    def _step(self, place: int, step: int) -> None:
        lists = [card.list for card in self.lists.values()]
        if 0 <= place < len(lists):
            lists[place].enter(step)

    def _open_question(self, code: str) -> None:
        section = self.bridge.working_copy.questionnaire.section_of(code)
        self.navigate(Place("questionnaire", section=section.code, question=code))

    def _open_section(self) -> None:
        if self.reasons.criterion is not None:
            section = self._criteria.by_id[self.reasons.criterion].section
            self.navigate(Place("questionnaire", section=section, criterion=self.reasons.criterion))

    def _continue(self) -> None:
        code = self.bridge.progress().next_question
        section = self.bridge.working_copy.questionnaire.section_of(code).code if code else None
        self.navigate(Place("questionnaire", section=section, question=code))

    def preview_print(self) -> None:
        """Shows how the profile looks on paper; from there it is printed."""
        preview_results(self.bridge, self.content, self)
