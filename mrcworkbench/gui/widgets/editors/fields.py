"""Which field belongs to which type of question or column."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.editors.base import Field, Kit, spoken_field
from mrcworkbench.gui.widgets.editors.choices import CheckField, DropDown, RadioField, SegmentField, fit_segments
from mrcworkbench.gui.widgets.editors.dates import DateField
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine

NUMBER_WIDTH = 180
"""A number or date of a question by itself is no wider than this, in pixels at 100 %."""
NUMERIC = (QuestionType.INTEGER, QuestionType.NUMBER)


def field_height(theme: Theme) -> int:
    """Height in pixels of a field of one line, as the style sheet makes it: its room, and its edges and padding."""
    return theme.px(32) + 4


def make_field(kit: Kit, question: Question) -> QWidget:
    """The field of a question that is no table; it is a `Field`."""
    made: QWidget
    match question.type:
        case QuestionType.TEXT:
            made = GrowingText(height=field_height(kit.theme))
        case QuestionType.DATE:
            made = _date_field(kit)
            made.setFixedWidth(kit.theme.px(NUMBER_WIDTH))
        case QuestionType.INTEGER | QuestionType.NUMBER:
            made = TypedLine()
            made.setFixedWidth(kit.theme.px(NUMBER_WIDTH))
        case QuestionType.MULTIPLE:
            made = CheckField(kit.theme, question.options, question.text)
        case _ if fit_segments(kit.theme, question.options):
            made = SegmentField(kit.theme, question.options, question.text)
        case _:
            made = RadioField(kit.theme, question.options, question.text)
    spoken_field(made, question.text, question.help or "")
    return made


def make_cell(kit: Kit, column: Question, *, in_line: bool) -> QWidget:
    """The field of a table's cell; it is a `Field`. `in_line`: in a line of fields, where numbers stand in columns."""
    made: QWidget
    match column.type:
        case QuestionType.TEXT:
            made = GrowingText(height=field_height(kit.theme), cell=True)
        case QuestionType.DATE:
            made = _date_field(kit, takes_cells=True)
        case QuestionType.INTEGER | QuestionType.NUMBER:
            made = TypedLine(numeric=in_line, takes_cells=True)
        case QuestionType.MULTIPLE if not in_line:
            made = CheckField(kit.theme, column.options, column.text)
        case _:
            made = DropDown(field_height(kit.theme), column.options, kit.texts.text("questions.choose"))
    if isinstance(made, TypedLine):
        made.setMinimumWidth(56)
    return made


def _date_field(kit: Kit, *, takes_cells: bool = False) -> DateField:
    pattern, open_text = kit.texts.text("questions.date_pattern"), kit.texts.text("questions.calendar")
    return DateField(kit.theme, pattern, open_text, kit.order, takes_cells=takes_cells)


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
