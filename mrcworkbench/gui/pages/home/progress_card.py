"""The card at the top of the home page: how much is answered, what is to be expected, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout

from mrcworkbench.domain.progress import Progress
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.finding import LAST_QUESTION, place_of, resume, unanswered
from mrcworkbench.gui.widgets import Button, Card, label, line

if TYPE_CHECKING:
    from mrcworkbench.gui.progress.ahead import Ahead
    from mrcworkbench.gui.progress.goal import GoalSteps
    from mrcworkbench.gui.progress.scope import Scope

_BESIDE_FROM = 600
"""With so many pixels the way on stands beside the counts, with fewer below them."""


class ProgressCard(Card):
    """`show_progress(progress)`. What is to be expected is said from the first `look_ahead()`."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(padding=20)
        self._bridge, self._texts = context.bridge, context.texts
        self.ahead: Ahead | None = None
        self.expected: Scope | None = None
        """What is to be expected, as it was last shown."""
        self._steps: GoalSteps | None = None
        self.next = Place("questionnaire")
        """Where the button leads."""
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(24)
        self._halves.addLayout(self._build_counts(), 3)
        self._halves.addWidget(line(upright=True))
        self._halves.addLayout(self._build_way(), 2)
        self.go_on = Button(context.theme, "", "primary", "arrow-right", trailing=True)
        self.go_on.clicked.connect(lambda: context.navigate(self.next))
        self._halves.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self._halves)
        self._theme = context.theme

    def _build_counts(self) -> QVBoxLayout:
        counts = QVBoxLayout()
        counts.setSpacing(10)
        words = QHBoxLayout()
        self.answered = label("", "lead", wrap=True)
        self._optional = label("", "secondary", "muted", wrap=True)
        self._optional.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        words.setSpacing(16)
        words.addWidget(self.answered, 3)
        words.addWidget(self._optional, 2)
        counts.addLayout(words)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        counts.addWidget(self.bar)
        self.scope = label(" ", "secondary", wrap=True)  # its line is there before its words
        self.not_applying = label("", "secondary", "muted", wrap=True)
        self.why = label("", "secondary", "accent", wrap=True)
        below = QVBoxLayout()
        below.setSpacing(2)
        for line_below in (self.scope, self.not_applying, self.why):
            below.addWidget(line_below)
        counts.addLayout(below)
        return counts

    def _build_way(self) -> QVBoxLayout:
        way = QVBoxLayout()
        way.setSpacing(2)
        self._next_caption = label("", "caption", "muted")
        self._next_title = label("", weight="semibold", wrap=True)
        way.addStretch(1)
        way.addWidget(self._next_caption)
        way.addWidget(self._next_title)
        way.addStretch(1)
        return way

    def fit(self, room: int) -> None:
        """Puts the way on beside the counts, or below them where `room` pixels are too few."""
        wide = room >= self._theme.px(_BESIDE_FROM)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def show_progress(self, progress: Progress) -> None:
        say, needed, optional = self._texts, progress.needed, progress.optional
        self.answered.setText(say.text("home.answered", answered=needed.done, all=needed.all))
        self._optional.setText(say.text("home.optional", answered=optional.done, all=optional.all))
        self._optional.setVisible(bool(optional.all))
        self.bar.setAccessibleName(self.answered.text())
        self._show_way(progress)
        if self.ahead is not None:
            self._show_scope(self.ahead)

    def _show_way(self, progress: Progress) -> None:
        questionnaire, say = self._bridge.session.questionnaire, self._texts
        left = self._bridge.session.settings.get(LAST_QUESTION)
        code = resume(unanswered(self._bridge), left, questionnaire)
        if code is None:
            self.next = Place("results")
            self._next_caption.setText(say.text("home.all_done"))
            self._next_title.setText("")
            self.go_on.set_label(say.text("home.see_results"))
            return
        self.next = place_of(questionnaire, code)
        section = questionnaire.section_of(code)
        self._next_caption.setText(say.text("home.left_off" if code == left else "home.next"))
        self._next_title.setText(f"{questionnaire.number(code)} {section.title}")
        self.go_on.set_label(say.text("home.continue" if progress.answered else "home.start"))

    # What is to be expected

    def look_ahead(self) -> None:
        """What is to be expected is found out, and followed, from when the page can be read: no start waits for it."""
        if not self._bridge.is_open or self.ahead is not None:
            return
        from mrcworkbench.gui.progress.ahead import ahead_of
        from mrcworkbench.gui.progress.goal import GoalSteps

        self.ahead, self._steps = ahead_of(self._bridge), GoalSteps(self._bridge, self)
        self._show_scope(self.ahead)

    def _show_scope(self, ahead: Ahead) -> None:
        if not self._bridge.is_open or not self._bridge.has_assessment:
            return
        from mrcworkbench.gui.progress.scope import scope_sentence

        scope = self.expected = ahead.scope()
        say, progress = self._texts, self._bridge.progress()
        self.scope.setText(scope_sentence(scope, say, begun=bool(progress.answered)))
        self.not_applying.setText(say.plural("home.hidden", scope.not_applying))
        self.not_applying.setVisible(scope.not_applying > 0)
        # Of the most that there may be, so that it never goes back when an answer brings more questions.
        self.bar.setRange(0, max(1, int(scope.questions.most)))
        self.bar.setValue(progress.needed.done)

    def tell_steps(self) -> None:
        """Why there are more or fewer questions than at the last visit; the next visit says it no more."""
        said = self._steps.tell(self._texts) if self._steps is not None else ""
        self.why.setText(said)
        self.why.setVisible(bool(said))

    def forget(self) -> None:
        """Another assessment is open: what was found out is of another one."""
        self.expected = None
        if self._steps is not None:
            self._steps.forget()
