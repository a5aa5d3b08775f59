"""The acts on one row of a register, each a step of undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, that_stays
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.tables import ROW_KEY
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.widgets.editors import Cells


class RowEdits:
    """RowEdits(bridge, code): only the row that is edited is checked, however many there are."""

    def __init__(self, bridge: Bridge, code: str) -> None:
        self._bridge, self._code = bridge, code

    @property
    def answer(self) -> Answer:
        return self._bridge.working_copy.answer(self._code)

    def row(self, id_: str) -> Row:
        """The row as it is kept; an empty one where there is none."""
        return next((row for row in self.answer.rows if row.id == id_), Row(id_))

    def drafts(self) -> dict[tuple[str, str], str]:
        """Typed texts that failed their check, by row and column."""
        kept = self._bridge.session.drafts.items()
        return {(row, column): text for (code, row, column), text in kept if code == self._code and row and column}

    def edit(self, id_: str, raw: Sequence[Mapping[str, object]], wrong: Cells) -> tuple[Problem, ...]:
        """Takes the cells of a row, in the form that `check_answer` takes, or none; and what of it is wrong."""
        asked = self._bridge.session.questionnaire[self._code]
        given = list(raw) or [{ROW_KEY: id_}]
        checked = check_answer(asked, given, Answer(value=(self.row(id_),)), new_row_id=lambda: id_)
        if checked.answer is None:
            return checked.problems
        rows = checked.answer.rows
        self._set(id_, rows[0] if rows else None, {**self._drafts_of_others(id_), **wrong})
        return ()

    def set_comments(self, id_: str, along: str, kept: str) -> None:
        """Where the row stays, its comment does too."""
        row = replace(self.row(id_), comment=along, kept_comment=kept)
        self._set(id_, that_stays(row) if row.stays else row)

    def set_stays(self, id_: str, *, stays: bool) -> None:
        """Lets the whole row stay in this file, or go along again; its comment then stays here until a person lets it
        go."""
        row = self.row(id_)
        self._set(id_, that_stays(row) if stays else replace(row, stays=False))

    def remove(self, id_: str) -> None:
        """Removes the row with all that it has, and what of it was typed and not taken."""
        self._set(id_, None, self._drafts_of_others(id_))

    def _drafts_of_others(self, id_: str) -> Cells:
        return {key: text for key, text in self.drafts().items() if key[0] != id_}

    def _set(self, id_: str, row: Row | None, wrong: Cells | None = None) -> None:
        """Puts a row into the place of the one there was, or at the end; None takes it out."""
        before = self.answer.rows
        if row is None:
            rows = tuple(one for one in before if one.id != id_)
        elif any(one.id == id_ for one in before):
            rows = tuple(row if one.id == id_ else one for one in before)
        else:
            rows = (*before, row)
        state = AnswerState.ANSWERED if rows else AnswerState.BLANK
        self._bridge.set_checked(self._code, replace(self.answer, state=state, value=rows or None, reason=None), wrong)
