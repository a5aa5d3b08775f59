"""What every editor is: it shows one answer, keeps what was typed, and says what it wants kept.

An editor never stores anything. It emits `edited(code, raw)` with a value that has passed the checks of its fields,
`kept` for a typed text that has not, and `dropped` once that field is right again. The page passes these to the bridge.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.reading import Order
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.words.local_time import date_order

Cells: TypeAlias = Mapping[tuple[str | None, str | None], str]
"""Typed texts that failed their check, by row and column; (None, None) for a question that is no table."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What an editor is made with. `room` is the width in pixels that it may count on when it is built; `order` is that
    of day, month and year in dates as they are typed here."""

    theme: Theme
    texts: Texts
    room: int = 660
    order: Order = field(default_factory=date_order)


class Field(Protocol):
    """One place to type or choose in. It speaks in text, as `domain.questionnaire.checking.check_cell` reads it."""

    committed: SignalInstance
    paused: SignalInstance

    def typed(self) -> str: ...

    def set_typed(self, text: str) -> None: ...

    def set_problem(self, wrong: bool) -> None: ...


class Editor(QWidget):
    """Base of the editors. Its object name is `question:CODE`."""

    edited = Signal(str, object)
    """Code and value, in the plain forms that `check_answer` takes."""
    edited_whole = Signal(str, object, object)
    """Code, value, and every typed text that has failed its check, by row and column: one step of undo for both."""
    kept = Signal(object, object, str)
    """Row, column (both None for a question that is no table) and text that failed its check."""
    dropped = Signal(object, object)
    left_out = Signal(int)
    """How many characters that nobody can see were left out of what was pasted; where the editor does not say so
    itself."""
    chosen_again = Signal()
    """A person chose what was chosen already."""
    problems_changed = Signal()
    problems: tuple[Problem, ...] = ()
    """What is wrong with what stands in the fields now and is not said by the editor itself."""

    def __init__(self, kit: Kit, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self.question = kit, question
        self.setObjectName(f"question:{question.code}")
        self.setAccessibleName(question.text)
        self.setAccessibleDescription(question.help or "")

    @property
    def wrong_cells(self) -> int:
        """How many of its cells hold a text that is not right, which the editor itself says beside them."""
        return 0

    @abstractmethod
    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        """Shows an answer that comes from elsewhere: on opening, by undo, by another program."""

    def settle(self, answer: Answer) -> None:
        """Takes note of the answer that came of this editor's own edit; nothing on screen changes."""

    def reject(self, problems: tuple[Problem, ...]) -> None:
        """What the check of the whole answer found wrong, after the fields had passed theirs."""
        self.problems = problems
        self.problems_changed.emit()

    def commit(self) -> None:
        """Keeps at once what a pause in typing would keep later."""

    def focus_target(self) -> QWidget:
        """The widget that takes the focus when a person comes to this question."""
        return self

    def describe(self, text: str) -> None:
        """Says the state of the answer and what is wrong with it, besides the question, to a screen reader."""
        self.setAccessibleDescription(text)

    def set_locked(self, locked: bool) -> None:
        """Lets nothing be changed, in a database that is only read."""
        self.setEnabled(not locked)


def spoken_field(widget: QWidget, name: str, description: str = "") -> None:
    """Names a field for a screen reader."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(description)
