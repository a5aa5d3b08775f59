"""One row of a table on screen: a line of fields, or a card of fields with their names above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.widgets.editors.check_list import CheckList
from mrcworkbench.gui.widgets.editors.choices import CheckField
from mrcworkbench.gui.widgets.editors.fields import as_field, as_line, focus_of, make_cell
from mrcworkbench.gui.widgets.editors.readings import ReadingChoice
from mrcworkbench.gui.widgets.editors.table.shape import ACTIONS_WIDTH, GAP, Seat, Slot
from mrcworkbench.gui.widgets.editors.table.state import RowState
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine, as_typed
from mrcworkbench.gui.words.problems import problem_sentence

_LINES = 3
"""Of the grid for a line of seats: names, fields, and what is wrong with them."""
_ACTIONS = (("up", "arrow-up"), ("down", "arrow-down"), ("remove", "x"))


class RowWidget(QFrame):
    """Base of both looks. It shows a `RowState` and tells what is typed; it decides nothing."""

    left = Signal(str, str)
    """Row and column of a field that was left, or chosen in."""
    paused = Signal(str, str)
    pasted = Signal(str, str, object)
    """Row, column and `Clip` of what may be cells of a sheet."""
    chosen = Signal(str, str, str)
    """Row, column, and which of the readings of a text was meant."""
    left_out = Signal(int)
    """How many characters that nobody can see were left out of what was pasted."""
    entered = Signal(str, str)
    """Row and column of a field in which Enter was pressed."""
    asked = Signal(str, str)
    """Action (up, down, remove) and row."""

    def __init__(self, kit: Kit, row_id: str, name: str = "") -> None:
        super().__init__()
        self.kit, self.row_id, self.name = kit, row_id, name
        self.cells: dict[str, QWidget] = {}
        self._buttons: dict[str, Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._place = (0, 0)
        self._message: MessageBox | None = None
        self._note: QLabel | None = None
        self._readings: dict[str, ReadingChoice] = {}

    def show_row(self, state: RowState, *, except_focused: bool = False) -> None:
        """Shows values and wrong texts. The field one is typing in may be left alone."""
        for code, widget in self.cells.items():
            wrong = state.wrong.get(code)
            if not (except_focused and focus_of(widget).hasFocus()):
                as_field(widget).set_typed(wrong[0] if wrong else as_typed(state.cells.get(code)))
            as_field(widget).set_problem(wrong is not None)

    def say(self, row: RowState, note: str, *, quiet: bool = False) -> None:
        """Shows what is wrong: beside its cell where there is room, else below the row, a line for each cell with the
        column's name; and that the texts stay. `note`, in grey, is what the row still needs. `quiet`: says nothing
        wrong, of what is still being typed."""
        problems = {} if quiet else {code: problem for code, (_, problem) in row.wrong.items() if code in self.cells}
        texts = self.kit.texts
        said = {code: problem_sentence(texts, problem) for code, problem in problems.items()}
        for code, widget in self.cells.items():
            widget.setAccessibleDescription(said.get(code) or str(widget.property("explains") or ""))
        beside = self._say_beside(said)
        lines = [
            texts.text("questions.cell_problem", column=widget.property("says"), problem=said[code])
            for code, widget in self.cells.items()
            if code in said and code not in beside
        ]
        if problems and self._message is None:
            self._message = MessageBox(self.kit.theme, "danger", "triangle-alert")
            self._column.insertWidget(1, self._message)
        if self._message is not None:
            self._message.say("\n".join((*lines, texts.text("questions.kept"))) if problems else "")
        if note and self._note is None:
            self._note = label("", "caption", "muted", wrap=True)
            self._column.addWidget(self._note)
        if self._note is not None:
            self._note.setText(note)
            self._note.setVisible(bool(note))
        self._offer(problems)

    def _say_beside(self, said: Mapping[str, str]) -> frozenset[str]:  # noqa: ARG002 - a line has no room
        """Shows what is wrong beside its cells; the columns for which there was room."""
        return frozenset()

    def _offer(self, problems: Mapping[str, Problem]) -> None:
        """Shows the readings of texts that may be several things, to choose from."""
        for code, widget in self.cells.items():
            problem = problems.get(code)
            if code not in self._readings and problem is not None and "readings" in problem.facts:
                choice = ReadingChoice(self.kit, as_line(widget))
                choice.chosen.connect(lambda reading, code=code: self.chosen.emit(self.row_id, code, reading))
                self._readings[code] = choice
                self._place_readings(code, choice)
            if code in self._readings:
                self._readings[code].offer(problem)

    def _place_readings(self, code: str, choice: ReadingChoice) -> None:
        """Where the readings of a cell stand: with the column's name below the row, that of the first column first."""
        choice.set_name(str(self.cells[code].property("says")))
        order = [one for one in self.cells if one in self._readings]
        self._column.insertWidget(2 + order.index(code), choice)

    def set_place(self, number: int, total: int, *, movable: bool) -> None:
        """The row's number, which names its fields and buttons for a screen reader."""
        if self._place == (number, total):
            return
        self._place = (number, total)
        texts = self.kit.texts
        place = self.name or texts.text("questions.row", n=number)
        for widget in self.cells.values():
            widget.setAccessibleName(texts.text("questions.cell_name", row=place, column=str(widget.property("says"))))
        for action, button in self._buttons.items():
            button.setAccessibleName(texts.text(f"questions.{action}_row", row=place))
            if action != "remove":
                button.setVisible(movable and total > 1)
        if "up" in self._buttons:
            self._buttons["up"].setEnabled(number > 1)
            self._buttons["down"].setEnabled(number < total)

    def focus_cell(self, column: str | None = None) -> None:
        """Puts the focus into a field, the first if none is named."""
        widget = self.cells.get(column or "") or next(iter(self.cells.values()))
        focus_of(widget).setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the focus is in this row, on a field or a button."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def focused_column(self) -> str | None:
        """The column whose field one is in."""
        focused = QApplication.focusWidget()
        return next(
            (
                code
                for code, one in self.cells.items()
                if focused is not None and (one is focused or one.isAncestorOf(focused))
            ),
            None,
        )

    def _field(self, column: Question, *, in_line: bool) -> QWidget:
        widget = make_cell(self.kit, column, in_line=in_line)
        widget.setProperty("says", column.text)
        widget.setProperty("explains", column.help)
        widget.setObjectName(f"cell:{column.code}")
        field = as_field(widget)
        field.committed.connect(lambda: self.left.emit(self.row_id, column.code))
        field.paused.connect(lambda: self.paused.emit(self.row_id, column.code))
        if isinstance(widget, TypedLine | GrowingText):
            widget.pasted.connect(lambda clip: self.pasted.emit(self.row_id, column.code, clip))
            widget.left_out.connect(self.left_out)
            widget.entered.connect(lambda: self.entered.emit(self.row_id, column.code))
        self.cells[column.code] = widget
        return widget

    def _actions(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch(1)
        for action, icon in _ACTIONS:
            button = Button(
                self.kit.theme, self.kit.texts.text(f"questions.{action}_short"), "icon", icon, ink="muted", size=16
            )
            button.clicked.connect(lambda _=False, action=action: self.asked.emit(action, self.row_id))
            row.addWidget(button)
            self._buttons[action] = button
        return holder


class LineRow(RowWidget):
    """A row as one line; `name` is the text of a fixed row, whose rows cannot be moved or removed."""

    def __init__(self, kit: Kit, slots: Sequence[Slot], row_id: str, name: str = "") -> None:
        super().__init__(kit, row_id, name)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        if name:
            line.addWidget(*_sized(label(name, wrap=True), kit.theme.px(120), 4))
        for slot in slots:
            line.addWidget(*_sized(self._field(slot.column, in_line=True), slot.width, slot.stretch))
        self._column.addLayout(line)
        if not name:
            actions = self._actions()
            actions.setFixedWidth(ACTIONS_WIDTH)
            line.addWidget(actions)


class CardRow(RowWidget):
    """A row as a card of its own, with the names of the columns above the fields."""

    def __init__(self, kit: Kit, seats: Sequence[Seat], row_id: str, name: str = "", *, plain: bool = False) -> None:
        """`plain`: without the card, its heading and its buttons."""
        super().__init__(kit, row_id, name)
        self._heading = label(name, "caption", "muted", "semibold")
        head = QHBoxLayout()
        if not plain:
            self.setProperty("kind", "inset")
            self._column.setContentsMargins(12, 6, 12, 12)
            head.addWidget(self._heading, 1)
            if not name:
                head.addWidget(self._actions())
        self._grid = grid = QGridLayout()
        self._seats = {seat.column.code: seat for seat in seats}
        self._beside: dict[str, QLabel] = {}
        self._places: dict[str, QVBoxLayout] = {}
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for unit in range(12):
            grid.setColumnStretch(unit, 1)
        for seat in seats:
            name_label = column_label(kit, seat.column, over_number=False)
            name_label.setContentsMargins(0, 8 if seat.line else 0, 0, 0)
            grid.addWidget(name_label, seat.line * _LINES, seat.start, 1, seat.span)
            widget = self._field(seat.column, in_line=False)
            if not isinstance(widget, CheckField | CheckList):
                widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
            grid.addWidget(widget, seat.line * _LINES + 1, seat.start, 1, seat.span, *_aligned(widget))
        column = QVBoxLayout()
        column.setSpacing(6 if name else 2)
        column.addLayout(head)
        column.addLayout(grid)
        self._column.addLayout(column)

    def _say_beside(self, said: Mapping[str, str]) -> frozenset[str]:
        for code in (said.keys() | self._beside.keys()) & self._seats.keys():
            if code not in self._beside:
                self._beside[code] = label("", "caption", "danger", wrap=True)
                self._below(code).addWidget(self._beside[code])
            self._beside[code].setText(said.get(code, ""))
            self._beside[code].setVisible(code in said)
        return frozenset(self._seats)

    def _place_readings(self, code: str, choice: ReadingChoice) -> None:
        self._below(code).addWidget(choice)

    def _below(self, code: str) -> QVBoxLayout:
        """The place below a cell."""
        if code not in self._places:
            seat, made = self._seats[code], QVBoxLayout()
            made.setSpacing(4)
            self._grid.addLayout(made, seat.line * _LINES + 2, seat.start, 1, seat.span)
            self._places[code] = made
        return self._places[code]

    def set_place(self, number: int, total: int, *, movable: bool) -> None:
        super().set_place(number, total, movable=movable)
        if not self.name:
            self._heading.setText(self.kit.texts.text("questions.row", n=number))


class LineHead(QWidget):
    """The names of the columns above rows that are lines."""

    def __init__(self, kit: Kit, slots: Sequence[Slot], fixed: Question | None) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        if fixed is not None:
            line.addWidget(*_sized(column_label(kit, fixed, mark=False), kit.theme.px(120), 4))
        for slot in slots:
            line.addWidget(*_sized(column_label(kit, slot.column), slot.width, slot.stretch))
        if fixed is None:
            space = QWidget()
            space.setFixedWidth(ACTIONS_WIDTH)
            line.addWidget(space)


def column_label(kit: Kit, column: Question, *, mark: bool = True, over_number: bool = True) -> QLabel:
    """The name of a column, with a star if a row needs it to count; at the end where numbers stand below it."""
    needed = mark and column.required
    made = label(f"{column.text} *" if needed else column.text, "caption", "muted", "medium", wrap=True)
    at_end = over_number and column.kind is ValueKind.NUMBER
    edge = Qt.AlignmentFlag.AlignRight if at_end != made.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignBottom)
    if needed:
        made.setAccessibleName(kit.texts.text("questions.needed_column", column=column.text))
    return made


def _sized(widget: QWidget, width: int, stretch: int) -> tuple[QWidget, int]:
    """The widget with the width of its slot, and the stretch to add it with: alike in every row, so that columns stand
    below each other."""
    if stretch:
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
        widget.setMinimumWidth(width)
    else:
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Fixed)
        widget.setSizePolicy(policy)
        widget.setFixedWidth(width)
    return widget, stretch


def _aligned(widget: QWidget) -> tuple[Qt.AlignmentFlag, ...]:
    """Fields beside a text that has grown stay at the top of their line."""
    if isinstance(widget, CheckField | CheckList):
        return ()
    return (Qt.AlignmentFlag.AlignTop,)
