"""Editors for the types of questions: they show an answer, keep what is typed, and say what is to be stored."""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.gui.widgets.editors.base import Cells, Editor, Kit

__all__ = ["Cells", "Editor", "Kit", "make_editor"]


def make_editor(kit: Kit, question: Question) -> Editor:
    """The editor of a question, by its type."""
    if question.is_table:
        from mrcworkbench.gui.widgets.editors.table.editor import TableEditor

        return TableEditor(kit, question)
    from mrcworkbench.gui.widgets.editors.single import FieldEditor

    return FieldEditor(kit, question)
