"""Which field belongs to which type of question or column, and the room it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.editors.base import Field, Kit, spoken_field
from mrcworkbench.gui.widgets.editors.check_list import CheckList
from mrcworkbench.gui.widgets.editors.choices import CheckField, DropDown, RadioField, SegmentField, fit_segments
from mrcworkbench.gui.widgets.editors.dates import DateField
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine

NUMBER_WIDTH, YEAR_WIDTH = 180, 96
"""A number or date, and a year, of a question by itself is no wider than this, in pixels at 100 %."""
LEAST_WIDTH = 56
"""Of a line in a cell, in pixels."""
UNITS = 12
"""The width of a row's card."""


@dataclass(frozen=True, slots=True)
class FieldType:
    """How the answers of one type are typed or chosen."""

    alone: Callable[[Kit, Question], QWidget]
    """The field of a question that is no table."""
    cell: Callable[[Kit, Question, bool], QWidget]
    """The field of a table's cell, on a line or, if not, on a row's card."""
    slot: Callable[[Theme, Question], tuple[int, int]] | None
    """On a line: the least width in pixels, and the share of what is left (0: fixed). None stands on no line."""
    units: Callable[[Question], int]
    """Of the width of a row's card."""
    is_wide: bool = False
    """Texts and lists use more room well; numbers and dates do not."""


def field_height(theme: Theme) -> int:
    """Height in pixels of a field of one line, as the style sheet makes it: its room, and its edges and padding."""
    return theme.px(32) + 4


def make_field(kit: Kit, question: Question) -> QWidget:
    """The field of a question that is no table; it is a `Field`."""
    made = FIELDS[question.type].alone(kit, question)
    spoken_field(made, question.text, question.help or "")
    return made


def make_cell(kit: Kit, column: Question, *, in_line: bool) -> QWidget:
    """The field of a table's cell; it is a `Field`. `in_line`: in a line of fields, where numbers stand in columns."""
    return FIELDS[column.type].cell(kit, column, in_line)


def _text(kit: Kit, _question: Question) -> QWidget:
    return GrowingText(height=field_height(kit.theme))


def _text_cell(kit: Kit, _question: Question, _in_line: bool) -> QWidget:
    return GrowingText(height=field_height(kit.theme), cell=True)


def _number(width: int) -> Callable[[Kit, Question], QWidget]:
    def make(kit: Kit, _question: Question) -> QWidget:
        made = TypedLine()
        made.setFixedWidth(kit.theme.px(width))
        return made

    return make


def _number_cell(_kit: Kit, _question: Question, in_line: bool) -> QWidget:
    made = TypedLine(numeric=in_line, takes_cells=True)
    made.setMinimumWidth(LEAST_WIDTH)
    return made


def _date(kit: Kit, _question: Question) -> QWidget:
    made = _date_field(kit)
    made.setFixedWidth(kit.theme.px(NUMBER_WIDTH))
    return made


def _date_cell(kit: Kit, _question: Question, _in_line: bool) -> QWidget:
    made = _date_field(kit, takes_cells=True)
    made.setMinimumWidth(LEAST_WIDTH)
    return made


def _date_field(kit: Kit, *, takes_cells: bool = False) -> DateField:
    pattern, open_text = kit.texts.text("questions.date_pattern"), kit.texts.text("questions.calendar")
    return DateField(kit.theme, pattern, open_text, kit.order, takes_cells=takes_cells)


def _choice(kit: Kit, question: Question) -> QWidget:
    if fit_segments(kit.theme, question.options):
        return SegmentField(kit.theme, question.options, question.text)
    return RadioField(kit.theme, question.options, question.text)


def _choice_cell(kit: Kit, column: Question, _in_line: bool) -> QWidget:
    return DropDown(field_height(kit.theme), column.options, kit.texts.text("questions.choose"))


def _choice_slot(theme: Theme, column: Question) -> tuple[int, int]:
    metrics = QFontMetrics(theme.font())
    longest = max((metrics.horizontalAdvance(option.text) for option in column.options), default=0)
    width = min(max(longest + 52, theme.px(116)), theme.px(168))
    return width, 3 if longest + 52 > width else 1


def _reference(kit: Kit, question: Question) -> QWidget:
    return _choice_cell(kit, question, False)


def _references(_kit: Kit, question: Question) -> QWidget:
    return CheckList(question.options)


def _references_cell(kit: Kit, column: Question, _in_line: bool) -> QWidget:
    return _references(kit, column)


def _choices(kit: Kit, question: Question) -> QWidget:
    return CheckField(kit.theme, question.options, question.text)


def _choices_cell(kit: Kit, column: Question, _in_line: bool) -> QWidget:
    return _choices(kit, column)


_NUMBER = FieldType(_number(NUMBER_WIDTH), _number_cell, lambda theme, _: (theme.px(96), 0), lambda _: 3)
_CHOICE = FieldType(
    _choice,
    _choice_cell,
    _choice_slot,
    lambda column: 3 if all(len(option.text) <= 12 for option in column.options) else 6,
    is_wide=True,
)
FIELDS: Mapping[QuestionType, FieldType] = {
    QuestionType.TEXT: FieldType(_text, _text_cell, lambda theme, _: (theme.px(120), 4), lambda _: 6, is_wide=True),
    QuestionType.NUMBER: _NUMBER,
    QuestionType.INTEGER: _NUMBER,
    QuestionType.YEAR: FieldType(_number(YEAR_WIDTH), _number_cell, lambda theme, _: (theme.px(72), 0), lambda _: 2),
    QuestionType.DATE: FieldType(_date, _date_cell, lambda theme, _: (theme.px(148), 0), lambda _: 4),
    QuestionType.SINGLE: _CHOICE,
    QuestionType.MULTIPLE: FieldType(_choices, _choices_cell, None, lambda _: UNITS, is_wide=True),
    QuestionType.STATUS: _CHOICE,
    QuestionType.REFERENCE: FieldType(_reference, _choice_cell, _choice_slot, lambda _: 6, is_wide=True),
    QuestionType.REFERENCES: FieldType(_references, _references_cell, None, lambda _: UNITS, is_wide=True),
}
"""Of every type but tables, which are made of such fields."""


def as_field(widget: QWidget) -> Field:
    """The same widget, as the field that it is."""
    return cast("Field", widget)


def as_text_field(widget: QWidget) -> TypedLine | GrowingText:
    """The same widget, as the text field that it is."""
    return cast("TypedLine | GrowingText", widget)


def as_line(widget: QWidget) -> TypedLine:
    """The same widget, as the field for numbers or dates that it is."""
    return cast("TypedLine", widget)


def focus_of(widget: QWidget) -> QWidget:
    """Where the focus goes in a field that is made of several widgets."""
    target = getattr(widget, "focus_target", None)
    return cast("QWidget", target()) if target is not None else widget
