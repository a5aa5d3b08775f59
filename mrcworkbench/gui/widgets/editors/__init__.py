"""Editors for the types of questions: they show an answer, keep what is typed, and say what is to be stored."""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.gui.widgets.editors.base import Cells, Editor, Kit
from mrcworkbench.gui.widgets.editors.single import FieldEditor
from mrcworkbench.gui.widgets.editors.table.editor import TableEditor

__all__ = ["Cells", "Editor", "Kit", "make_editor"]


def make_editor(kit: Kit, question: Question) -> Editor:
    """The editor of a question, by its type."""
    if question.is_table:
        return TableEditor(kit, question)
    return FieldEditor(kit, question)
