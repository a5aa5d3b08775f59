"""All of one row: its fields, its files, its comment, and whether it stays in this file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.references import row_name
from mrcworkbench.gui.widgets import Button, MessageBox, label
from mrcworkbench.gui.widgets.editors import Cells, Kit
from mrcworkbench.gui.widgets.editors.table.editor import TableEditor
from mrcworkbench.gui.widgets.question.comments import CommentBox
from mrcworkbench.gui.widgets.question.evidence_files import EvidenceFiles
from mrcworkbench.gui.words.problems import problem_sentence


class RowPanel(QWidget):
    """RowPanel(kit, register, row): one row of a register whose references are named. It stores nothing itself."""

    edited = Signal(object, object)
    """The cells of the row as `check_answer` takes them, in a list that is empty where there are none; and every typed
    text that failed its check."""
    kept = Signal(object, object, str)
    dropped = Signal(object, object)
    """As editors tell them."""
    commented = Signal(str, str)
    switched = Signal(bool)
    removed = Signal()
    files_asked = Signal(object)

    def __init__(self, kit: Kit, register: Question, row: Row) -> None:
        super().__init__()
        self._kit, self._register, self.row = kit, register, row
        theme, say = kit.theme, kit.texts.text
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 16, 20)
        column.setSpacing(12)
        self._title = label("", "lead", weight="semibold", wrap=True)
        column.addWidget(self._title)
        self.editor = TableEditor(kit, register, only_row=row.id)
        self.editor.edited_whole.connect(lambda _code, raw, wrong: self.edited.emit(raw, wrong))
        self.editor.kept.connect(self.kept)
        self.editor.dropped.connect(self.dropped)
        self.editor.problems_changed.connect(self._show_problems)
        self.trouble = MessageBox(theme, "danger", "triangle-alert")
        self.notice = MessageBox(theme, "warn", "triangle-alert")
        self.files = EvidenceFiles(kit)
        self.files.asked.connect(self.files_asked)
        self.comment = CommentBox(kit, say("registers.comment_name"))
        self.comment.edited.connect(self.commented)
        self.comment_button = Button(theme, say("registers.comment"), "link", "message-square")
        self.comment_button.clicked.connect(self._open_comment)
        self.comment.folded.connect(self.comment_button.show)
        self.comment.escaped.connect(lambda: self.comment_button.setFocus(Qt.FocusReason.OtherFocusReason))
        self.switch = QCheckBox(say("registers.stays_switch"))
        self.switch.clicked.connect(self.switched)
        self._hint = label("", "caption", "muted", wrap=True)
        self.remove = Button(theme, say("registers.remove"), "link", "x")
        self.remove.clicked.connect(self.removed)
        for widget in (self.editor, self.trouble, self.notice, self.files, self.comment):
            column.addWidget(widget)
        column.addWidget(self.comment_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.switch)
        column.addWidget(self._hint)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def show_row(self, row: Row, drafts: Cells) -> None:
        """Shows a row that comes from elsewhere: on opening, by undo."""
        answer = _alone(row)
        self.editor.show_answer(answer, drafts)
        self._show_rest(row)

    def settle(self, row: Row) -> None:
        """Takes note of what the panel's own edit has become."""
        self.editor.settle(_alone(row))
        self._show_rest(row)

    def reject(self, problems: tuple[Problem, ...]) -> None:
        """Shows what the check of the row found wrong."""
        self.editor.reject(problems)

    def show_notices(self, problems: tuple[Problem, ...]) -> None:
        """Shows what needs a look though it is stored."""
        self.notice.say("\n".join(problem_sentence(self._kit.texts, one) for one in problems))

    def commit(self) -> None:
        """Keeps at once what is being typed."""
        self.editor.commit()
        self.comment.commit()

    def set_locked(self, locked: bool) -> None:
        """Lets nothing be changed."""
        self.editor.set_locked(locked)
        self.files.set_locked(locked)
        for widget in (self.comment_button, self.comment, self.switch, self.remove):
            widget.setEnabled(not locked)

    def _open_comment(self) -> None:
        self.comment.open()
        self.comment_button.hide()

    def _show_rest(self, row: Row) -> None:
        self.row = row
        say = self._kit.texts.text
        name = row_name(self._register, row) or say("registers.unnamed" if row.cells else "registers.new_row")
        self._title.setText(name)
        self.setAccessibleName(name)
        self.remove.setAccessibleName(say("registers.remove_name", row=name))
        self.comment.show_comments(row.comment, row.kept_comment)
        self.switch.setChecked(row.stays)
        self._hint.setText(say("registers.stays_hint" if row.stays else "registers.goes_hint"))
        self.switch.setAccessibleDescription(self._hint.text())
        for widget in (self.files, self.switch, self._hint, self.remove):
            widget.setVisible(bool(row.cells))
        commented = row.comment or row.kept_comment
        self.comment_button.set_label(say("questions.comment_edit" if commented else "registers.comment"))
        self.comment_button.setVisible(bool(row.cells) and not self.comment.is_open)
        self._show_problems()

    def _show_problems(self) -> None:
        sentences = [problem_sentence(self._kit.texts, one) for one in self.editor.problems]
        self.trouble.say("\n".join(sentences))


def _alone(row: Row) -> Answer:
    return Answer(AnswerState.ANSWERED, (row,)) if row.cells else Answer()
