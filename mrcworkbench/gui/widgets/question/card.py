"""The card of one question: its text, its editor, the state of its answer, and what may be said beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import Question, Role
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors import Cells, Kit, make_editor
from mrcworkbench.gui.widgets.question.answer_area import AnswerArea
from mrcworkbench.gui.widgets.question.comments import CommentBox
from mrcworkbench.gui.widgets.question.evidence_files import EvidenceFiles, dropped_files
from mrcworkbench.gui.widgets.question.foot import FootRow
from mrcworkbench.gui.widgets.question.proof import ProofLine
from mrcworkbench.gui.widgets.question.requests import AnswerRequests
from mrcworkbench.gui.widgets.question.said_before import SaidBefore
from mrcworkbench.gui.widgets.question.state import CardState, StateMark, card_state
from mrcworkbench.gui.words.titles import question_title

NUMBER_WIDTH = 44
"""Width of the question's number, in pixels at 100 %; editor and messages are indented by it."""

CARD_PADDING, INSET_PADDING = 16, 12
LINK_PADDING = 6
"""What a link button has around its text: the links of the last row stand flush with the editor."""


def _number_label(kit: Kit, number: str) -> QLabel:
    made = label(isolate(number), "secondary", "muted", "semibold")
    made.setFixedWidth(kit.theme.px(NUMBER_WIDTH))
    # A label aligns by the direction of its text, and a number reads left to right in every language.
    edge = Qt.AlignmentFlag.AlignRight if made.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(Qt.AlignmentFlag.AlignTop | edge | Qt.AlignmentFlag.AlignAbsolute)
    made.setContentsMargins(0, 1, 0, 0)
    return made


def _head(kit: Kit, question: Question, mark: StateMark) -> QHBoxLayout:
    """Title and help, and at the far end the mark."""
    head = QHBoxLayout()
    head.setSpacing(16)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(question_title(question, kit.texts), weight="semibold", wrap=True))
    if question.help:
        words.addWidget(label(question.help, "secondary", "muted", wrap=True))
    head.addLayout(words, 1)
    side = QVBoxLayout()
    side.addWidget(mark)
    side.addStretch(1)
    head.addLayout(side)
    return head


def _focused_in(card: QWidget) -> QWidget | None:
    """What has the focus in a card."""
    here = QApplication.focusWidget()
    return here if here is not None and card.isAncestorOf(here) else None


class QuestionCard(Card):
    """Shows one answer and asks for changes; it stores nothing itself. `follow_ups` is the place of the cards of
    further questions that its answer brings, each of them `inset`."""

    edited = Signal(str, object)
    """Code and raw answer, in a form that `check_answer` takes."""
    edited_whole = Signal(str, object, object)
    """Code, raw answer, and every typed text of it that has failed its check."""
    kept = Signal(str, object, object, str)
    """Code, row, column and a typed text that failed its check."""
    dropped = Signal(str, object, object)
    clear_asked = Signal(str)
    """Code of the question whose answer is to become blank; comment and files stay."""
    confirm_asked = Signal(str)
    """Code of the question whose answer of the round before is still true."""
    looked_at = Signal(str)
    """Code of the question whose answer still holds, though it was given when its words meant more."""
    mark_asked = Signal(str)
    """Code of the question whose answer of the round before is to wait again."""
    files_asked = Signal(str, object)
    """Code and the paths of files to attach; an empty tuple asks for the file dialog."""

    def __init__(
        self,
        kit: Kit,
        question: Question,
        number: str,
        before: SaidBefore | None = None,
        *,
        inset: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("inset" if inset else "card", padding=INSET_PADDING if inset else CARD_PADDING, parent=parent)
        self.kit, self.question, self.number, self._before = kit, question, number, before
        self._requests = AnswerRequests(question)
        self._saving = self._not_saved = False
        self._reviewed = ""
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(_number_label(kit, number))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        across.addLayout(self._column, 1)
        self.body.addLayout(across)
        self.mark = StateMark(kit.theme, kit.texts)
        self._column.addLayout(_head(kit, question, self.mark))
        self._build_editor()
        self._build_foot()

    def _build_editor(self) -> None:
        self.editor, code = make_editor(self.kit, self.question), self.question.code
        for edited in (self.editor.edited, self.editor.edited_whole):
            edited.connect(self._requests.forget_before)
        self.editor.edited.connect(self.edited)
        self.editor.edited_whole.connect(self.edited_whole)
        self.editor.kept.connect(lambda row, column, text: self.kept.emit(code, row, column, text))
        self.editor.dropped.connect(lambda row, column: self.dropped.emit(code, row, column))
        self._area = AnswerArea(self.kit, self.editor, self._before)
        self.before_area = self._area.before_area
        self.before_area.kept.connect(lambda: self.confirm_asked.emit(code))
        self.before_area.back_asked.connect(lambda: self.mark_asked.emit(code))
        self._area.confirmed.connect(lambda: self.looked_at.emit(code))
        self._area.changed.connect(self._show_foot)
        self._area.changed.connect(self._show_state)
        self._area.strip.cleared.connect(lambda: self.choose("", None))
        self._column.addLayout(self._area)
        self.proof = ProofLine(self.kit)
        self._column.addWidget(self.proof)
        self.follow_ups = QVBoxLayout()
        self.follow_ups.setSpacing(8)
        self._column.addLayout(self.follow_ups)
        self.files: EvidenceFiles | None = None
        if self.question.role is Role.EVIDENCE:
            self.files = EvidenceFiles(self.kit)
            self.files.asked.connect(lambda paths: self.files_asked.emit(code, paths))
            self._column.addWidget(self.files)
            self.setAcceptDrops(True)

    def _build_foot(self) -> None:
        name = self.kit.texts.text("questions.comment_name", number=self.number)
        self.comment = CommentBox(self.kit, name)
        self.comment.edited.connect(
            lambda comment, kept: self.edited.emit(self.question.code, self._requests.commented(comment, kept))
        )
        self.comment.folded.connect(self._show_foot)
        self.comment.left_out.connect(self._area.say_left_out)
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
        # A document that is not known is not named: its lines need no room for more.
        self.foot.setVisible(self.question.role is not Role.DOCUMENTS)

    # What the page tells

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        """Shows an answer that comes from elsewhere."""
        had = _focused_in(self)
        self._requests.answer = answer
        self._area.show_answer(answer, drafts)
        self._show_rest(had)

    def settle(self, answer: Answer) -> None:
        """Takes note of what this card's own edit has become."""
        had = _focused_in(self)
        self._requests.answer = answer
        self._area.settle(answer)
        self._show_rest(had)

    def reject(self, problems: tuple[Problem, ...]) -> None:
        """Shows what the check of the whole answer found."""
        self.editor.reject(problems)

    def show_notices(self, notices: tuple[Problem, ...]) -> None:
        """Shows what needs a look though it is stored."""
        if self._area.show_notices(notices):
            self._show_state()

    def show_saving(self, *, saving: bool, not_saved: bool, reviewed: str = "") -> None:
        """Says whether the answer is on its way to the disk, or did not get there; `reviewed` says more of one that
        did."""
        if (saving, not_saved, reviewed) != (self._saving, self._not_saved, self._reviewed):
            self._saving, self._not_saved, self._reviewed = saving, not_saved, reviewed
            self._show_state()

    def set_locked(self, locked: bool) -> None:
        """Lets nothing be changed."""
        self._area.set_locked(locked)
        self.foot.setEnabled(not locked)
        if self.files is not None:
            self.files.set_locked(locked)

    @property
    def state(self) -> CardState:
        return self.mark.state

    def focus_editor(self) -> None:
        """Puts the focus where one answers."""
        self._area.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Keeps what is being typed at once."""
        self.editor.commit()
        self.comment.commit()

    # What a person asks

    def choose(self, state: str, reason: str | None) -> None:
        """Lets a state rule instead of a value, or, with "", brings back what there was before it."""
        self.editor.commit()
        if state:
            self.edited.emit(self.question.code, self._requests.ruled(AnswerState(state), reason))
        else:
            if self._requests.waited:
                self._requests.forget_before()
                self.mark_asked.emit(self.question.code)
            else:
                self.edited.emit(self.question.code, self._requests.brought_back())
            self.focus_editor()

    def _clear(self) -> None:
        self.editor.commit()  # what is being typed comes back with undo
        self._requests.forget_before()
        self.clear_asked.emit(self.question.code)
        self.focus_editor()

    def _open_comment(self) -> None:
        self.comment.open()
        self._show_foot()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths: tuple[Path, ...] = dropped_files(event.mimeData())
        self.files_asked.emit(self.question.code, paths)
        event.acceptProposedAction()

    # Inside

    def _show_rest(self, had_focus: QWidget | None) -> None:
        """Shows what is said around the answer. If what had the focus went with the answer before, one goes on where
        one answers."""
        self.comment.show_comments(self._requests.answer.comment, self._requests.answer.kept_comment)
        self._show_foot()
        self._show_state()
        if had_focus is not None and not had_focus.isVisibleTo(self):
            self.focus_editor()

    def _show_foot(self) -> None:
        wrong = self._area.is_wrong
        self.foot.show_answer(
            self._requests.answer, comment_open=self.comment.is_open, wrong=wrong or self._area.changing
        )

    def _show_state(self) -> None:
        self.mark.set_state(
            card_state(
                self._requests.answer,
                needs_a_look=self._area.needs_a_look,
                saving=self._saving,
                not_saved=self._not_saved,
            ),
            soft=not self._area.is_wrong,
            reviewed=self._reviewed,
        )
        words = self.kit.texts.text("questions.question_state", number=self.number, state=self.mark.word)
        self._area.describe(words)
