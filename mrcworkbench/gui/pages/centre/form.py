"""Correcting one answer: the answer as it should be, why, and who says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, confirmed
from mrcworkbench.domain.questionnaire.checking import answer_to_json, check_answer
from mrcworkbench.gui.pages.centre.reading import ReadAnswer
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.widgets.editors import Kit, make_editor
from mrcworkbench.gui.widgets.question.answer_area import AnswerArea
from mrcworkbench.gui.widgets.question.foot import FootRow
from mrcworkbench.gui.widgets.question.requests import AnswerRequests
from mrcworkbench.services.session.databases import new_id

_REASON_HEIGHT = 62
_LONGEST_AUTHOR = 200


class CorrectionForm(Card):
    """CorrectionForm(kit, read, author, level): `level(answer)` says in words which level another answer would give, ""
    where it judges nothing. Nothing is stored here."""

    recorded = Signal()
    """Everything is there and the officer has said so: `value`, `because` and `author`."""
    closed = Signal()

    def __init__(self, kit: Kit, read: ReadAnswer, author: str, level: Callable[[Answer], str]) -> None:
        super().__init__("inset", padding=12)
        self._kit, self._level, self.read, self.question = kit, level, read, read.question
        self._before = BLANK if read.in_conflict else confirmed(read.answer)
        self._wanted: Answer | None = self._before
        say = kit.texts.text
        self._requests = AnswerRequests(read.question)
        self._requests.answer = self._before
        head = QHBoxLayout()
        head.addWidget(label(say("centre_page.form_title"), weight="semibold"))
        head.addStretch(1)
        head.addWidget(label(say("centre_page.form_note"), "caption", "muted"))
        self.body.addLayout(head)
        self.body.addWidget(label(say("centre_page.as_it_should_be"), "secondary", weight="medium"))
        self._build_editor()
        self._build_reason()
        self._build_foot(author)
        self._show()

    def _build_editor(self) -> None:
        self.editor = make_editor(self._kit, self.question)
        self._area = AnswerArea(self._kit, self.editor)
        self._area.strip.cleared.connect(lambda: self._take(self._requests.brought_back()))
        self._area.changed.connect(self._show)
        self.editor.edited.connect(lambda _, raw: self._take(raw))
        self.editor.edited_whole.connect(lambda _, raw, __: self._take(raw))
        self.editor.kept.connect(lambda *_: self._show())
        self.editor.dropped.connect(lambda *_: self._show())
        self.body.addLayout(self._area)
        self.states = FootRow(self._kit, self.question)
        self.states.comment.hide()
        self.states.chosen.connect(self._choose)
        self.states.clear_asked.connect(self._clear)
        self.body.addWidget(self.states)
        self._area.show_answer(self._before, {})

    def _build_reason(self) -> None:
        say = self._kit.texts.text
        head = QHBoxLayout()
        head.addWidget(label(say("centre_page.reason"), "secondary", weight="medium"))
        head.addStretch(1)
        head.addWidget(label(say("centre_page.reason_note"), "caption", "muted"))
        self.body.addLayout(head)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(say("centre_page.reason"))
        self.reason.setAccessibleDescription(say("centre_page.reason_note"))
        self.reason.setPlaceholderText(say("centre_page.reason_example"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self._kit.theme.px(_REASON_HEIGHT))
        self.reason.textChanged.connect(self._show)
        self.body.addWidget(self.reason)

    def _build_foot(self, author: str) -> None:
        theme, say = self._kit.theme, self._kit.texts.text
        row = QHBoxLayout()
        row.setSpacing(8)
        signed = label(say("centre_page.signed"), "secondary", "muted")
        self.author_field = QLineEdit(author)
        self.author_field.setMaxLength(_LONGEST_AUTHOR)
        self.author_field.setAccessibleName(say("centre_page.signed"))
        self.author_field.textChanged.connect(self._show)
        self.author_field.returnPressed.connect(self._record)
        self.cancel = Button(theme, say("common.cancel"))
        self.cancel.clicked.connect(self.give_up)
        self.record = Button(theme, say("centre_page.record"), "primary", "gavel")
        self.record.clicked.connect(self._record)
        self._told: QLabel = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self._told)
        for widget in (signed, self.author_field, self.cancel, self.record):
            row.addWidget(widget, 1 if widget is self.author_field else 0)
        self.body.addLayout(row)

    # What stands in it

    @property
    def value(self) -> object:
        """The answer as it should be, in the form that `resolve` takes."""
        return None if self._wanted is None else answer_to_json(self.question, self._wanted)

    @property
    def because(self) -> str:
        return self.reason.toPlainText().strip()

    @property
    def author(self) -> str:
        return self.author_field.text().strip()

    @property
    def is_begun(self) -> bool:
        """Whether there is anything in it that would be lost."""
        return bool(self.because) or self._wanted != self._before or self._area.is_wrong

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there yet: "value", "reason", "author"."""
        has_value = self._wanted is not None and self._wanted != self._before and not self._area.is_wrong
        there = {"value": has_value, "reason": bool(self.because), "author": bool(self.author)}
        return tuple(name for name, is_there in there.items() if not is_there)

    def begin(self) -> None:
        """Gives the focus to where one answers."""
        self._area.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def empty(self) -> None:
        """Forgets what was begun."""
        self._wanted = self._requests.answer = self._before
        self._requests.forget_before()
        self._area.show_answer(self._before, {})
        self.reason.clear()

    def give_up(self) -> None:
        """Forgets it, and closes."""
        self.empty()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.editor.commit()
            self.closed.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._record()
        else:
            super().keyPressEvent(event)

    def _record(self) -> None:
        self.editor.commit()
        if not self.missing:
            self.recorded.emit()

    def _choose(self, state: str, reason: str | None) -> None:
        self.editor.commit()
        self._take(self._requests.ruled(AnswerState(state), reason))

    def _clear(self) -> None:
        self._requests.forget_before()
        self._take({"state": AnswerState.BLANK.value})
        self._area.show_answer(self._requests.answer, {})

    def _take(self, raw: object) -> None:
        checked = check_answer(self.question, raw, self._requests.answer, new_row_id=new_id)
        self._wanted = checked.answer
        if checked.answer is None:
            self.editor.reject(checked.problems)
        else:
            self._requests.answer = checked.answer
            self._area.settle(checked.answer)
        self._show()

    def _show(self) -> None:
        texts, missing = self._kit.texts, self.missing
        self.states.show_answer(self._requests.answer, comment_open=True, wrong=self._area.is_wrong)
        self.record.setEnabled(not missing)
        needs = " ".join(texts.text(f"centre_page.needs_{name}") for name in missing)
        self.record.setAccessibleDescription(needs)
        self.record.setToolTip(needs)
        changed = self._wanted is not None and "value" not in missing
        said = self._level(self._wanted) if changed and self._wanted is not None else ""
        self._told.setText(said)
        self._told.setVisible(bool(said))
