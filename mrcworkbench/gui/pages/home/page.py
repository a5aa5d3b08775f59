"""Home: how far the questionnaire is, section by section, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from mrcworkbench.domain.progress import Progress, SectionProgress, SectionState, is_part_of_goal
from mrcworkbench.domain.questionnaire.model import Questionnaire, Section
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.painted import FirstPaint
from mrcworkbench.gui.pages.home.problems import ProblemsCard
from mrcworkbench.gui.pages.home.rows import SectionRow
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.finding import LAST_QUESTION, place_of, resume, unanswered
from mrcworkbench.gui.widgets import Button, Card, card_header, label, line

if TYPE_CHECKING:
    from mrcworkbench.gui.progress.ahead import Ahead
    from mrcworkbench.gui.progress.goal import GoalSteps

_THREE_FROM, _TWO_FROM = 880, 600
_ACROSS = 16
"""Pixels between two columns."""


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """Sections shown in one card."""

    title: str
    sections: tuple[Section, ...]


def groups_of(questionnaire: Questionnaire, criteria: CriteriaSet, texts: Texts) -> tuple[SectionGroup, ...]:
    """The sections by dimension; before them those about the centre, after them those that run across all services."""
    judged = [n for n, section in enumerate(questionnaire.sections) if section.criterion]
    first, last = (judged[0], judged[-1]) if judged else (len(questionnaire.sections), -1)
    groups = [SectionGroup(texts.text("home.group_centre"), questionnaire.sections[:first])]
    for dimension in criteria.dimensions:
        own = tuple(
            section
            for section in questionnaire.sections
            if section.criterion and criteria.by_id[section.criterion].dimension == dimension.id
        )
        groups.append(SectionGroup(dimension.title, own))
    groups.append(SectionGroup(texts.text("home.group_across"), questionnaire.sections[max(last + 1, first) :]))
    return tuple(group for group in groups if group.sections)


def split(heights: Sequence[int], columns: int) -> tuple[int, ...]:
    """How many cards each column takes, in their order, so that the tallest column is as short as it can be."""
    if columns <= 1 or len(heights) <= columns:
        return (1,) * len(heights) if columns > 1 else (len(heights),)
    best: tuple[int, tuple[int, ...]] | None = None
    for first in range(1, len(heights) - columns + 2):
        rest = split(heights[first:], columns - 1)
        tallest, start = sum(heights[:first]), first
        for count in rest:
            tallest = max(tallest, sum(heights[start : start + count]))
            start += count
        if best is None or tallest < best[0]:
            best = (tallest, (first, *rest))
    return best[1] if best else (len(heights),)


class HomePage(Page):
    """The list of sections with their state, and a button that resumes where one left off."""

    name = "home"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, theme, navigate = context.bridge, context.theme, context.navigate
        self._rows: dict[str, SectionRow] = {}
        self._cards: list[QWidget] = []
        self._columns = 0
        self._room = 0
        self._next = Place("questionnaire")
        self._ahead: Ahead | None = None
        self._steps: GoalSteps | None = None
        self._build_progress()
        self._lists = QHBoxLayout()
        self._lists.setSpacing(_ACROSS)
        self.body.addLayout(self._lists)
        self.body.addStretch(1)
        self._groups: tuple[SectionGroup, ...] = ()
        self._notes: list[tuple[tuple[str, ...], QLabel]] = []
        self._problems = ProblemsCard(theme, self.texts, navigate)
        self._rebuild()
        bridge.assessment_opened.connect(self._rebuild)
        bridge.progress_changed.connect(self._on_progress)

    def _look_ahead(self) -> None:
        """What is to be expected is found out, and followed, from when the page can be read: no start waits for it."""
        if not self.bridge.is_open or self._ahead is not None:
            return
        from mrcworkbench.gui.progress.ahead import Ahead
        from mrcworkbench.gui.progress.goal import GoalSteps

        self._ahead, self._steps = Ahead(self.bridge, self), GoalSteps(self.bridge, self)
        self._show_scope(self._ahead)

    def _on_progress(self) -> None:
        if not self.isHidden():  # a page that comes back is refreshed as it comes
            self.refresh()

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self._tell_steps()
        self.refresh()
        if self._ahead is None:
            FirstPaint(self.inner, self._look_ahead)

    # Progress and the way on

    def _build_progress(self) -> None:
        card = Card(padding=20)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(24)
        counts = QVBoxLayout()
        counts.setSpacing(10)
        words = QHBoxLayout()
        self._answered = label("", "lead", wrap=True)
        self._optional = label("", "secondary", "muted", wrap=True)
        self._optional.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        words.setSpacing(16)
        words.addWidget(self._answered, 3)
        words.addWidget(self._optional, 2)
        counts.addLayout(words)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        counts.addWidget(self._bar)
        self._scope = label(" ", "secondary", wrap=True)  # its line is there before its words
        self._hidden = label("", "secondary", "muted", wrap=True)
        self._why = label("", "secondary", "accent", wrap=True)
        below = QVBoxLayout()
        below.setSpacing(2)
        for line_below in (self._scope, self._hidden, self._why):
            below.addWidget(line_below)
        counts.addLayout(below)
        self._halves.addLayout(counts, 3)
        self._halves.addWidget(line(upright=True))
        way = QVBoxLayout()
        way.setSpacing(2)
        self._next_caption = label("", "caption", "muted")
        self._next_title = label("", weight="semibold", wrap=True)
        way.addStretch(1)
        way.addWidget(self._next_caption)
        way.addWidget(self._next_title)
        way.addStretch(1)
        self._halves.addLayout(way, 2)
        self.go_on = Button(self.theme, "", "primary", "arrow-right", trailing=True)
        self.go_on.clicked.connect(lambda: self.navigate(self._next))
        self._halves.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(self._halves)
        self.body.addWidget(card)

    def _show_progress(self, progress: Progress) -> None:
        say, needed, optional = self.texts, progress.needed, progress.optional
        self._answered.setText(say.text("home.answered", answered=needed.done, all=needed.all))
        self._optional.setText(say.text("home.optional", answered=optional.done, all=optional.all))
        self._optional.setVisible(bool(optional.all))
        self._bar.setAccessibleName(self._answered.text())
        self._show_way(progress)
        if self._ahead is not None:
            self._show_scope(self._ahead)

    def _show_scope(self, ahead: Ahead) -> None:
        if not self.bridge.is_open or not self.bridge.has_assessment:
            return
        from mrcworkbench.gui.progress.scope import scope_sentence

        say, scope, progress = self.texts, ahead.scope(), self.bridge.progress()
        self._scope.setText(scope_sentence(scope, say, begun=bool(progress.answered)))
        self._hidden.setText(say.plural("home.hidden", scope.not_applying))
        self._hidden.setVisible(scope.not_applying > 0)
        # Of the most that there may be, so that it never goes back when an answer brings more questions.
        self._bar.setRange(0, max(1, int(scope.questions.most)))
        self._bar.setValue(progress.needed.done)

    def _tell_steps(self) -> None:
        """Why there are more or fewer questions than at the last visit; the next visit says it no more."""
        said = self._steps.tell(self.texts) if self._steps is not None else ""
        self._why.setText(said)
        self._why.setVisible(bool(said))

    def _show_way(self, progress: Progress) -> None:
        questionnaire = self.bridge.session.questionnaire
        left = self.bridge.session.settings.get(LAST_QUESTION)
        code = resume(unanswered(self.bridge), left, questionnaire)
        if code is None:
            self._next = Place("results")
            self._next_caption.setText(self.texts.text("home.all_done"))
            self._next_title.setText("")
            self.go_on.set_label(self.texts.text("home.see_results"))
            return
        self._next = place_of(questionnaire, code)
        section = questionnaire.section_of(code)
        self._next_caption.setText(self.texts.text("home.left_off" if code == left else "home.next"))
        self._next_title.setText(f"{questionnaire.number(code)} {section.title}")
        self.go_on.set_label(self.texts.text("home.continue" if progress.answered else "home.start"))

    # The lists

    def _rebuild(self) -> None:
        """Lays out the cards anew; another assessment may have another questionnaire."""
        for follower in (self._ahead, self._steps):
            if follower is not None:
                follower.forget()
        session = self.bridge.session
        where = session.assessment
        self.set_title(
            session.questionnaire.title,
            self.texts.text("home.sentence", centre=where.centre.name, round=where.round),
        )
        self.set_crumbs(self.texts.text("window.page_home"))
        for card in self._cards:
            card.deleteLater()
        self._rows.clear()
        self._groups = groups_of(session.questionnaire, session.working_copy.criteria_set, self.texts)
        self._notes = []
        self._cards = [self._card(group) for group in self._groups]
        self._columns = 0
        self._fill_columns()
        self._tell_steps()
        self._on_progress()

    def _card(self, group: SectionGroup) -> QWidget:
        card = Card(padding=0, spacing=0)
        row, heading, note = card_header(group.title)
        heading.setWordWrap(True)
        row.setContentsMargins(16, 10, 16, 10)
        card.body.addLayout(row)
        for section in group.sections:
            made = SectionRow(self.theme, str(section.number), section.title)
            made.clicked.connect(lambda _=False, code=section.code: self.navigate(Place("questionnaire", section=code)))
            card.body.addWidget(made)
            self._rows[section.code] = made
        self._notes.append((tuple(section.code for section in group.sections), note))
        return card

    def refresh(self) -> None:
        """Reads the state of every section anew."""
        if not self.bridge.is_open or not self._rows:
            return
        progress = self.bridge.progress()
        states = {section.code: section for section in progress.sections}
        for code, row in self._rows.items():
            row.show_state(states[code], *self._state_words(states[code]))
        for codes, note in self._notes:
            counted = [states[code] for code in codes if is_part_of_goal(states[code])]
            done = sum(section.state is SectionState.COMPLETE for section in counted)
            note.setText(self.texts.text("home.complete_of", done=done, all=len(counted)) if counted else "")
        self._problems.refresh(self.bridge)
        self._show_progress(progress)

    def _state_words(self, section: SectionProgress) -> tuple[str, str]:
        """What is shown, and what is spoken: with the optional questions, of which the row has no room to tell."""
        say = self.texts
        if section.state is SectionState.IN_PROGRESS:
            facts = {"answered": section.needed.done, "all": section.needed.all}
            words, spoken = say.text("home.state_in_progress", **facts), say.text("home.in_progress_spoken", **facts)
        elif section.state is SectionState.PROBLEMS:
            words = spoken = say.plural("home.state_problems", section.problems)
        elif section.state is SectionState.NOT_STARTED and section.only_optional:
            words = spoken = say.text("home.state_optional")
        else:
            words = spoken = say.text(f"home.state_{section.state}")
        if section.optional.all:
            facts = {"answered": section.optional.done, "all": section.optional.all}
            spoken = say.text("common.joined", first=spoken, second=say.text("home.optional_spoken", **facts))
        return words, spoken

    def arrange(self, width: int) -> None:
        self._room = width
        self._fill_columns()

    def _fill_columns(self) -> None:
        room = self._room
        columns = 3 if room >= self.theme.px(_THREE_FROM) else 2 if room >= self.theme.px(_TWO_FROM) else 1
        if columns > 1:
            least = max((row.least_width() for row in self._rows.values()), default=0) + 2
            columns = min(columns, max(1, (room + _ACROSS) // (least + _ACROSS)))
        wide = room >= self.theme.px(_TWO_FROM)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        if columns == self._columns or not self._cards:
            return
        self._columns = columns
        while (item := self._lists.takeAt(0)) is not None:
            layout = item.layout()
            if layout is not None:
                for card in (*self._cards, self._problems):
                    layout.removeWidget(card)  # see `CardColumns`: their height would be the one of before for good
                layout.deleteLater()
        heights = [2 + len(group.sections) for group in self._groups]
        start = 0
        for count in split(heights, columns):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in self._cards[start : start + count]:
                column.addWidget(card)
            start += count
            if start == len(self._cards):
                column.addWidget(self._problems)
            column.addStretch(1)
            self._lists.addLayout(column, 1)
