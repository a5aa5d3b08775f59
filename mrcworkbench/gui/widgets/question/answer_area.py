"""Where one answers: the editor, or in its place the state that rules or what the round before said; and below it what
is wrong or needs a look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.editors.base import Cells, Editor, Kit
from mrcworkbench.gui.widgets.question.foot import STATES_WITHOUT_VALUE, StateStrip, speak_of
from mrcworkbench.gui.widgets.question.said_before import BeforeArea, SaidBefore
from mrcworkbench.gui.words.problems import problem_sentence

CONFIRMABLE = frozenset({"look_again", "kept_in_part"})
"""Notices of an answer that stands and may be left as it is."""


class AnswerArea(QVBoxLayout):
    """AnswerArea(kit, editor, before): shows answers and what is said of them; `strip` stands there while a state
    rules, the box of `before_area` while an answer that is carried over waits."""

    changed = Signal()
    """Something else is wrong than before, as the editor has found."""
    confirmed = Signal()
    """What stands there still holds, though its words mean less than they did."""

    def __init__(self, kit: Kit, editor: Editor, before: SaidBefore | None = None) -> None:
        super().__init__()
        self._kit, self._texts, self._editor = kit, kit.texts, editor
        self._answer = BLANK
        self._locked = False
        self.changing = False
        """Whether the editor is open with an answer in it that is carried over."""
        self._notices: tuple[Problem, ...] = ()
        self.still_true: Button | None = None
        """Says so; made when it is needed, which it is on few cards."""
        self.setSpacing(8)
        self.strip = StateStrip(kit, editor.question)
        self._problem = MessageBox(kit.theme, "danger", "triangle-alert")
        self._notice = MessageBox(kit.theme, "warn", "triangle-alert")
        self._left_out = MessageBox(kit.theme, "neutral", "clipboard-paste")
        for widget in (editor, self._left_out, self.strip, self._problem, self._notice):
            self.addWidget(widget)
        self.before_area = BeforeArea(kit, editor.question, before)
        self.addLayout(self.before_area)
        self.before_area.change_asked.connect(self._change)
        self.before_area.back_asked.connect(self._fold)
        editor.left_out.connect(self.say_left_out)
        editor.problems_changed.connect(self._on_problems)
        editor.chosen_again.connect(self._on_chosen_again)

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        """Shows an answer that comes from elsewhere."""
        self.changing = answer.before is not None and bool(drafts)
        self._show_standing(answer)
        self._editor.show_answer(self._edited(), drafts)
        self._left_out.say("")
        self._show_problems()

    def settle(self, answer: Answer) -> None:
        """Takes note of what the editor's own edit has become."""
        ruled = self._editor.isHidden()
        self.changing = self.changing and answer.before is not None
        self._show_standing(answer)
        if ruled or self._editor.isHidden():
            self._editor.show_answer(answer, {})
        elif not self.changing:
            self._editor.settle(answer)
        self._show_problems()

    def show_notices(self, notices: tuple[Problem, ...]) -> bool:
        """Shows what needs a look though it is stored; whether that is something else than before."""
        if notices == self._notices:
            return False
        self._notices = notices
        self._notice.say("\n".join(self._sentences(notices)))
        self._show_still_true(any(one.code in CONFIRMABLE for one in notices))
        return True

    def _show_still_true(self, asked: bool) -> None:
        if asked and self.still_true is None:
            self.still_true = Button(self._kit.theme, self._texts.text("questions.still_true"), icon="check", size=16)
            speak_of(self.still_true, self._kit, self._editor.question)
            self.still_true.clicked.connect(self.confirmed)
            self.still_true.setDisabled(self._locked)
            self.insertWidget(self.indexOf(self._notice) + 1, self.still_true, 0, Qt.AlignmentFlag.AlignLeft)
        if self.still_true is not None:
            self.still_true.setVisible(asked)

    def say_left_out(self, n: int) -> None:
        """Says how many characters that nobody can see were left out of what was pasted."""
        self._left_out.say(self._texts.plural("questions.left_out", n))

    def describe(self, state: str) -> None:
        """Says to a screen reader, besides the question, the state of its answer, its help and what is wrong."""
        parts = (state, self._editor.question.help, *self._sentences(self._editor.problems))
        self._editor.describe(" ".join(filter(None, parts)))

    def set_locked(self, locked: bool) -> None:
        self._editor.set_locked(locked)
        self._locked = locked
        self.strip.clear.setEnabled(not locked)
        if self.still_true is not None:
            self.still_true.setDisabled(locked)
        self.before_area.set_locked(locked)

    def focus_target(self) -> QWidget:
        """The widget that takes the focus when a person comes to this question."""
        if self.before_area.box is not None and self.before_area.rules:
            return self.before_area.box.still_true
        return self._editor.focus_target() if self.strip.isHidden() else self.strip.clear

    @property
    def is_wrong(self) -> bool:
        return bool(self._editor.problems or self._editor.wrong_cells)

    @property
    def needs_a_look(self) -> bool:
        return self.is_wrong or bool(self._notices)

    def _show_standing(self, answer: Answer) -> None:
        """Shows what stands there: editor, strip or box."""
        self._answer = answer
        self.strip.show_answer(answer)
        self.before_area.show_answer(answer, changing=self.changing)
        self._editor.setVisible(answer.state not in STATES_WITHOUT_VALUE and not self.before_area.rules)

    def _edited(self) -> Answer:
        """The answer in the editor."""
        return self._answer.before if self.changing and self._answer.before is not None else self._answer

    def _change(self) -> None:
        """Opens the editor with the old answer in it; nothing is changed yet."""
        self.changing = True
        self._show_standing(self._answer)
        self._editor.show_answer(self._edited(), {})
        self.changed.emit()
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        """Shows again what waits, whatever was typed meanwhile."""
        if self.changing:
            self.show_answer(self._answer, {})
            self.changed.emit()
            self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen_again(self) -> None:
        """Who opens the editor and chooses the old answer says that it is still true."""
        if self.changing:
            self.before_area.kept.emit()

    def _on_problems(self) -> None:
        self._show_problems()
        self.changed.emit()

    def _show_problems(self) -> None:
        lines = self._sentences(self._editor.problems)
        if lines:
            lines.append(self._texts.text("questions.kept"))
        self._problem.say(" ".join(lines))

    def _sentences(self, problems: tuple[Problem, ...]) -> list[str]:
        return [problem_sentence(self._texts, problem) for problem in problems]
