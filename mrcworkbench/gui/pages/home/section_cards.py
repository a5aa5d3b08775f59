"""The cards with the sections of the home page, a row for each section, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrcworkbench.domain.progress import Progress, SectionProgress, SectionState, is_part_of_goal
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.home.groups import SectionGroup, split
from mrcworkbench.gui.pages.home.rows import SectionRow
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, card_header

if TYPE_CHECKING:
    from mrcworkbench.gui.progress.scope import Scope

_THREE_FROM, _TWO_FROM = 880, 600
_ACROSS = 16
"""Pixels between two columns."""
_BESIDE = 10
"""Pixels beside a button of a card without padding: its text begins where the numbers do."""
_MOST_COLUMNS = 3


def state_words(section: SectionProgress, texts: Texts, minutes: str = "") -> tuple[str, str]:
    """What is shown, and what is spoken: with the counts and the optional questions, of which the row has no room to
    tell. `minutes`: how long the section takes, or what is left of it."""
    if section.state is SectionState.IN_PROGRESS:
        facts = {"answered": section.needed.done, "all": section.needed.all}
        words, spoken = texts.text("home.state_in_progress", **facts), texts.text("home.in_progress_spoken", **facts)
    elif section.state is SectionState.PROBLEMS:
        words = spoken = texts.plural("home.state_problems", section.problems)
    elif section.state is SectionState.NOT_STARTED and section.only_optional:
        words = spoken = texts.text("home.state_optional")
    else:
        words = spoken = texts.text(f"home.state_{section.state}")
    if minutes:
        spoken = texts.text("common.joined", first=spoken, second=minutes)
        if section.state is not SectionState.PROBLEMS:
            words = minutes
    if section.optional.all:
        facts = {"answered": section.optional.done, "all": section.optional.all}
        spoken = texts.text("common.joined", first=spoken, second=texts.text("home.optional_spoken", **facts))
    return words, spoken


class GroupCards(QHBoxLayout):
    """`show_groups(groups)`, then `show_progress(progress)`; `last` stands below the last card."""

    def __init__(self, theme: Theme, texts: Texts, navigate: Callable[[Place], None], last: QWidget) -> None:
        super().__init__()
        self._theme, self._texts, self._navigate, self._last = theme, texts, navigate, last
        self.rows: dict[str, SectionRow] = {}
        """By the code of their section."""
        self._groups: Sequence[SectionGroup] = ()
        self._cards: list[QWidget] = []
        self._notes: list[QLabel] = []
        self._room = 0
        self.columns = 0
        self.setSpacing(_ACROSS)
        self._lines = [QVBoxLayout() for _ in range(_MOST_COLUMNS)]
        for line in self._lines:
            line.setSpacing(16)
            line.addStretch(1)
            self.addLayout(line)

    def show_groups(self, groups: Sequence[SectionGroup]) -> None:
        """Gives each group a card, in the place of those that were there."""
        for card in self._cards:
            card.hide()
            self._take_out(card)
            card.deleteLater()
        self.rows.clear()
        self._notes = []
        self._groups = groups
        self._cards = [self._card(group) for group in groups]
        self.columns = 0
        self.fit(self._room)

    def _card(self, group: SectionGroup) -> QWidget:
        card = Card(padding=0, spacing=0)
        row, heading, note = card_header(group.title)
        heading.setWordWrap(True)
        row.setContentsMargins(16, 10, 16, 10)
        card.body.addLayout(row)
        for section in group.sections:
            title = section.title
            if section.beyond_study:
                title = self._texts.text("home.beyond_study", title=title)
            made = SectionRow(self._theme, str(section.number), title)
            made.clicked.connect(
                lambda _=False, code=section.code: self._navigate(Place("questionnaire", section=code))
            )
            card.body.addWidget(made)
            self.rows[section.code] = made
        if group.parts is not None:
            card.body.addLayout(self._way_to(Place("questionnaire", question=group.parts)))
        self._notes.append(note)
        return card

    def _way_to(self, parts: Place) -> QHBoxLayout:
        """The line that leads to the choice of optional parts."""
        row = QHBoxLayout()
        row.setContentsMargins(_BESIDE, 4, _BESIDE, 6)
        self.choose_parts = Button(self._theme, self._texts.text("home.choose_parts"), "link", "plus")
        self.choose_parts.clicked.connect(lambda: self._navigate(parts))
        row.addWidget(self.choose_parts)
        row.addStretch(1)
        return row

    def show_progress(self, progress: Progress, expected: Scope | None = None) -> None:
        """Shows the state of every section, and how many of each group are complete; with what is `expected`, how long
        they take. Optional sections are listed from when they are opened."""
        states = {section.code: section for section in progress.sections}
        for code, row in self.rows.items():
            state, minutes = states[code], ""
            if expected is not None:
                from mrcworkbench.gui.progress.scope import section_minutes

                minutes = section_minutes(expected.minutes_left[code], self._texts, begun=bool(state.needed.done))
            row.show_state(state, *state_words(state, self._texts, minutes))
        for section in (one for group in self._groups if group.parts is not None for one in group.sections):
            self.rows[section.code].setVisible(states[section.code].state is not SectionState.NOT_APPLICABLE)
        for group, note in zip(self._groups, self._notes, strict=True):
            counted = [states[one.code] for one in group.sections if is_part_of_goal(states[one.code])]
            done = sum(section.state is SectionState.COMPLETE for section in counted)
            note.setText(self._texts.text("home.complete_of", done=done, all=len(counted)) if counted else "")

    def fit(self, room: int) -> None:
        """Shares the cards out to the columns that `room` pixels let stand beside each other."""
        self._room = room
        columns = 3 if room >= self._theme.px(_THREE_FROM) else 2 if room >= self._theme.px(_TWO_FROM) else 1
        if columns > 1:
            least = max((row.least_width() for row in self.rows.values()), default=0) + 2
            columns = min(columns, max(1, (room + _ACROSS) // (least + _ACROSS)))
        if columns != self.columns and self._cards:
            self.columns = columns
            self._share_out()

    def _share_out(self) -> None:
        for card in (*self._cards, self._last):
            self._take_out(card)  # see `CardColumns`: their height would be the one of before for good
        counts = split([2 + len(group.sections) for group in self._groups], self.columns)
        start = 0
        for number, line in enumerate(self._lines):
            count = counts[number] if number < len(counts) else 0
            shown = self._cards[start : start + count]
            start += count
            if count and start == len(self._cards):
                shown = [*shown, self._last]
            for place, card in enumerate(shown):
                line.insertWidget(place, card)
            self.setStretch(number, 1 if count else 0)

    def _take_out(self, card: QWidget) -> None:
        for line in self._lines:
            line.removeWidget(card)
