"""The card of one question: its text, its editor, the state of its answer, and what may be said beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.questionnaire.model import Question, Role
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors import Cells, Kit, make_editor
from mrcworkbench.gui.widgets.editors.table.editor import TableEditor
from mrcworkbench.gui.widgets.question.evidence_files import EvidenceFiles, dropped_files
from mrcworkbench.gui.widgets.question.foot import STATES_WITHOUT_VALUE, CommentBox, FootRow, StateStrip
from mrcworkbench.gui.widgets.question.state import CardState, StateMark
from mrcworkbench.gui.words.problems import problem_sentence
from mrcworkbench.gui.words.titles import question_title

NUMBER_WIDTH = 44
"""Width of the question's number, in pixels at 100 %; editor and messages are indented by it."""

CARD_PADDING = 16
LINK_PADDING = 6
"""What a link button has around its text: the links of the last row stand flush with the editor."""


class QuestionCard(Card):
    """Shows one answer and asks for changes; it stores nothing itself."""

    edited = Signal(str, object)
    """Code and raw answer, in a form that `check_answer` takes."""
    edited_whole = Signal(str, object, object)
    """Code, raw answer, and every typed text of it that has failed its check."""
    kept = Signal(str, object, object, str)
    """Code, row, column and a typed text that failed its check."""
    dropped = Signal(str, object, object)
    clear_asked = Signal(str)
    """Code of the question whose answer is to become blank; comment and files stay."""
    files_asked = Signal(str, object)
    """Code and the paths of files to attach; an empty tuple asks for the file dialog."""

    def __init__(self, kit: Kit, question: Question, number: str, parent: QWidget | None = None) -> None:
        super().__init__(padding=CARD_PADDING, parent=parent)
        self.kit, self.question, self.number = kit, question, number
        self._answer, self._before = BLANK, BLANK
        self._notices: tuple[Problem, ...] = ()
        self._saving = self._not_saved = False
        across = QHBoxLayout()
        across.setSpacing(0)
        place = label(isolate(number), "secondary", "muted", "semibold")
        place.setFixedWidth(kit.theme.px(NUMBER_WIDTH))
        # A label aligns by the direction of its text, and a number reads left to right in every language.
        edge = Qt.AlignmentFlag.AlignRight if place.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        place.setAlignment(Qt.AlignmentFlag.AlignTop | edge | Qt.AlignmentFlag.AlignAbsolute)
        place.setContentsMargins(0, 1, 0, 0)
        across.addWidget(place)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        across.addLayout(self._column, 1)
        self.body.addLayout(across)
        self._build_head()
        self._build_editor()
        self._build_foot()

    def _build_head(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = question_title(self.question, self.kit.texts)
        words.addWidget(label(title, weight="semibold", wrap=True))
        if self.question.help:
            words.addWidget(label(self.question.help, "secondary", "muted", wrap=True))
        head.addLayout(words, 1)
        self.mark = StateMark(self.kit.theme, self.kit.texts)
        side = QVBoxLayout()
        side.addWidget(self.mark)
        side.addStretch(1)
        head.addLayout(side)
        self._column.addLayout(head)

    def _build_editor(self) -> None:
        self.editor = make_editor(self.kit, self.question)
        self.editor.edited.connect(self._on_edited)
        self.editor.edited_whole.connect(self._on_edited_whole)
        self.editor.kept.connect(lambda row, column, text: self.kept.emit(self.question.code, row, column, text))
        self.editor.dropped.connect(lambda row, column: self.dropped.emit(self.question.code, row, column))
        self.editor.problems_changed.connect(self._show_messages)
        self._strip = StateStrip(self.kit, self.question)
        self._strip.cleared.connect(lambda: self.choose("", None))
        self._problem = MessageBox(self.kit.theme, "danger", "triangle-alert")
        self._notice = MessageBox(self.kit.theme, "warn", "triangle-alert")
        self._left_out = MessageBox(self.kit.theme, "neutral", "clipboard-paste")
        self.editor.left_out.connect(self._say_left_out)
        for widget in (self.editor, self._left_out, self._strip, self._problem, self._notice):
            self._column.addWidget(widget)
        self.files: EvidenceFiles | None = None
        if self.question.role is Role.EVIDENCE:
            self.files = EvidenceFiles(self.kit)
            self.files.asked.connect(lambda paths: self.files_asked.emit(self.question.code, paths))
            self._column.addWidget(self.files)
            self.setAcceptDrops(True)

    def _build_foot(self) -> None:
        self.comment = CommentBox(self.kit, self.number)
        self.comment.edited.connect(lambda text: self._ask(replace(self._answer, comment=text)))
        self.comment.folded.connect(self._show_foot)
        self.comment.field.left_out.connect(self._say_left_out)
        self.foot = FootRow(self.kit, self.question)
        self.foot.chosen.connect(self.choose)
        self.foot.clear_asked.connect(self._clear)
        self.foot.comment_asked.connect(self._open_comment)
        self.comment.escaped.connect(lambda: self.foot.comment.setFocus(Qt.FocusReason.OtherFocusReason))
        self._column.addWidget(self.comment)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addSpacing(self.kit.theme.px(NUMBER_WIDTH) - LINK_PADDING)
        below.addWidget(self.foot)
        self.body.addLayout(below)

    # What the page tells

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        """Shows an answer that comes from elsewhere."""
        had = self._focused()
        self._take(answer)
        self.editor.show_answer(answer, drafts)
        self._left_out.say("")
        self._show_messages()
        self._keep_focus(had)

    def settle(self, answer: Answer) -> None:
        """Takes note of what this card's own edit has become."""
        had = self._focused()
        ruled = self._answer.state in STATES_WITHOUT_VALUE or answer.state in STATES_WITHOUT_VALUE
        self._take(answer)
        if ruled:
            self.editor.show_answer(answer, {})
        else:
            self.editor.settle(answer)
        self._show_messages()
        self._keep_focus(had)

    def reject(self, problems: tuple[Problem, ...]) -> None:
        """Shows what the check of the whole answer found."""
        self.editor.reject(problems)
        self._show_messages()

    def show_notices(self, notices: tuple[Problem, ...]) -> None:
        """Shows what needs a look though it is stored."""
        if notices != self._notices:
            self._notices = notices
            self._show_messages()

    def show_saving(self, *, saving: bool, not_saved: bool) -> None:
        """Says whether the answer is on its way to the disk, or did not get there."""
        if (saving, not_saved) != (self._saving, self._not_saved):
            self._saving, self._not_saved = saving, not_saved
            self._show_state()

    def set_locked(self, locked: bool) -> None:
        """Lets nothing be changed."""
        self.editor.set_locked(locked)
        self.foot.setEnabled(not locked)
        self._strip.clear.setEnabled(not locked)
        if self.files is not None:
            self.files.set_locked(locked)

    @property
    def state(self) -> CardState:
        return self.mark.state

    def focus_editor(self) -> None:
        """Puts the focus where one answers."""
        target = self.editor.focus_target() if self._strip.isHidden() else self._strip.clear
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Keeps what is being typed at once."""
        self.editor.commit()
        if self.comment.is_open:
            self.comment.field.committed.emit()

    # What a person asks

    def choose(self, state: str, reason: str | None) -> None:
        """Lets a state rule instead of a value, or, with "", brings back the value there was before it."""
        self.editor.commit()
        if state:
            if self._answer.is_answered:
                self._before = self._answer
            self._ask(replace(self._answer, state=AnswerState(state), value=None, reason=reason))
        else:
            back = replace(self._before, comment=self._answer.comment) if self._before.is_answered else None
            self._before = BLANK
            self._ask(back or replace(self._answer, state=AnswerState.BLANK, value=None, reason=None))
            self.focus_editor()

    def _clear(self) -> None:
        self.editor.commit()  # what is being typed comes back with undo
        self._before = BLANK
        self.clear_asked.emit(self.question.code)
        self.focus_editor()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths: tuple[Path, ...] = dropped_files(event.mimeData())
        self.files_asked.emit(self.question.code, paths)
        event.acceptProposedAction()

    # Inside

    def _on_edited(self, code: str, raw: object) -> None:
        self._before = BLANK
        self.edited.emit(code, raw)

    def _say_left_out(self, n: int) -> None:
        self._left_out.say(self.kit.texts.plural("questions.left_out", n))

    def _on_edited_whole(self, code: str, raw: object, wrong: Cells) -> None:
        self._before = BLANK
        self.edited_whole.emit(code, raw, wrong)

    def _ask(self, wanted: Answer) -> None:
        """Asks for an answer that is not only a value, in the form that says everything."""
        form: dict[str, object] = {"state": wanted.state.value, "comment": wanted.comment}
        if wanted.is_answered:
            form["value"] = answer_to_json(self.question, replace(wanted, comment=""))
        if wanted.reason is not None:
            form["reason"] = wanted.reason
        self.edited.emit(self.question.code, form)

    def _open_comment(self) -> None:
        self.comment.open()
        self._show_foot()

    def _take(self, answer: Answer) -> None:
        self._answer = answer
        self._strip.show_answer(answer)
        self.editor.setVisible(answer.state not in STATES_WITHOUT_VALUE)
        self.comment.show_comment(answer.comment)
        self._show_foot()

    def _focused(self) -> QWidget | None:
        """What has the focus in this card."""
        here = QApplication.focusWidget()
        return here if here is not None and self.isAncestorOf(here) else None

    def _keep_focus(self, had: QWidget | None) -> None:
        """Puts the focus where one answers if what had it went with the answer before."""
        if had is not None and not had.isVisibleTo(self):
            self.focus_editor()

    def _show_foot(self) -> None:
        self.foot.show_answer(self._answer, comment_open=self.comment.is_open, wrong=self._is_wrong)

    def _show_messages(self) -> None:
        texts = self.kit.texts
        lines = [problem_sentence(texts, problem) for problem in self.editor.problems]
        if lines:
            lines.append(texts.text("questions.kept"))
        self._problem.say(" ".join(lines))
        self._notice.say("\n".join(problem_sentence(texts, notice) for notice in self._notices))
        self._show_foot()
        self._show_state()

    @property
    def _is_wrong(self) -> bool:
        cells = self.editor.wrong_cells if isinstance(self.editor, TableEditor) else 0
        return bool(self.editor.problems or cells)

    def _show_state(self) -> None:
        wrong = self._is_wrong
        self.mark.set_state(self._card_state(wrong=wrong), soft=not wrong)
        self.editor.describe(
            " ".join(
                filter(
                    None,
                    (
                        self.kit.texts.text("questions.question_state", number=self.number, state=self.mark.word),
                        self.question.help,
                        *(problem_sentence(self.kit.texts, one) for one in self.editor.problems),
                    ),
                )
            )
        )

    def _card_state(self, *, wrong: bool) -> CardState:
        if self._not_saved:
            return CardState.NOT_SAVED
        if self._answer.state is AnswerState.CONFLICT:
            return CardState.CONFLICT
        if wrong or self._notices:
            return CardState.LOOK
        if self._saving:
            return CardState.SAVING
        if self._answer.counts_as_done:
            return CardState.SAVED
        return CardState.BLANK
