"""Beside the title of a section: whether it goes beyond the study, how many minutes it takes, how far it is; and below
the title which of its questions are shown."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.domain.progress import SectionProgress, SectionState
from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.questionnaire.listing import FILTERS, counts_of
from mrcworkbench.gui.pages.questionnaire.more import MoreHere
from mrcworkbench.gui.progress.ahead import ahead_of
from mrcworkbench.gui.progress.scope import section_minutes
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import SegmentedControl, StateChip


class SectionHead(QWidget):
    """`show_section(section, progress)`; the minutes, and what more could be opened, follow once it has painted:
    no answer waits for them."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._bridge, self._texts = context.bridge, context.texts
        self._progress: SectionProgress | None = None
        self._section: Section | None = None
        self.more = MoreHere(context)
        """For the page to place below the section."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.beyond = StateChip(context.theme, self._texts.text("questions.beyond_study"), "neutral")
        self.time = StateChip(context.theme, "", "neutral", "clock")
        self.chip = StateChip(context.theme, "", "accent")
        for chip in (self.beyond, self.time, self.chip):
            row.addWidget(chip)
        self.time.hide()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_rest)

    def show_section(self, section: Section, progress: SectionProgress) -> None:
        if self._progress is None or self._progress.code != section.code:
            self.time.hide()
            self.more.hide()
        self._section, self._progress = section, progress
        self.beyond.setVisible(section.beyond_study)
        self.chip.set_state(counts_of(progress, self._texts))
        self.chip.setVisible(progress.state is not SectionState.NOT_APPLICABLE)
        self._later.start()

    def _show_rest(self) -> None:
        section, progress = self._section, self._progress
        if section is None or progress is None or not self._bridge.has_assessment:
            return
        self.more.show_section(section)
        left = ahead_of(self._bridge).scope().minutes_left.get(progress.code)
        said = "" if left is None else section_minutes(left, self._texts, begun=bool(progress.needed.done))
        self.time.set_state(said, "neutral", "clock")
        self.time.setVisible(bool(said))


def question_filter(theme: Theme, texts: Texts) -> SegmentedControl:
    """The control that says which questions are shown; "" is all of them."""
    words = ["all", *FILTERS]
    return SegmentedControl(
        theme,
        [("" if word == "all" else word, texts.text(f"questions.filter_{word}")) for word in words],
        texts.text("questions.filter"),
        "",
    )
