"""What stands in a table on screen: rows, values that are right, and typed texts that are not. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mrcworkbench.domain.questionnaire.answers import Answer, Cell
from mrcworkbench.domain.questionnaire.checking import check_cell, typed_form
from mrcworkbench.domain.questionnaire.constraints import broken_by_row
from mrcworkbench.domain.questionnaire.expressions import Compare, CountRows, Literal
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.tables import MOST_ROWS, ROW_KEY
from mrcworkbench.domain.reading import Order

Wrong = tuple[str, Problem]
"""A text as typed, and what is wrong with it."""


@dataclass
class RowState:
    """One row. `cells` holds values that passed; a cell in `wrong` keeps its last value there, and its text here."""

    id: str
    cells: dict[str, Cell] = field(default_factory=dict)
    wrong: dict[str, Wrong] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.cells and not self.wrong

    def shown(self, column: str) -> str:
        """What stands in a cell on screen."""
        return self.wrong[column][0] if column in self.wrong else typed_form(self.cells.get(column))


def most_rows(question: Question) -> int:
    """How many rows fit: what the question's constraint says, else what any table may hold."""
    match question.constraint:
        case Compare("<=", CountRows(), Literal(float(most))):
            return int(most)
    return MOST_ROWS


class TableState:
    """The rows of one table question, in order. `new_id` gives ids to new rows; `order` is that of day, month and year
    in dates as they are typed here."""

    def __init__(self, question: Question, new_id: Callable[[], str], order: Order = "dmy") -> None:
        self.question = question
        self.fixed = question.fixed_column
        self.columns = tuple(column for column in question.columns if column.code != self.fixed)
        self.most = most_rows(question)
        self.rows: list[RowState] = []
        self._new_id, self._order = new_id, order
        self._accepted: dict[str, Mapping[str, Cell]] = {}

    # From and to an answer

    def load(self, answer: Answer, drafts: Mapping[tuple[str | None, str | None], str], *, spare: bool) -> None:
        """Takes an answer and the texts that were kept. With `spare`, an empty table gets one row to type in."""
        self.accept(answer)
        rows = {row.id: RowState(row.id, self._own(row.cells)) for row in answer.rows}
        if self.fixed is not None:
            names = self.question.column_by_code[self.fixed].options
            rows = {name.code: rows.get(name.code) or RowState(name.code) for name in names}
        for (row_id, column), text in drafts.items():
            if row_id is None or column is None or (self.fixed is not None and row_id not in rows):
                continue
            self._try(rows.setdefault(row_id, RowState(row_id)), column, text)
        for row in rows.values():
            if row.wrong or row.id in {row_id for row_id, _ in drafts}:
                self._judge(row)
        self.rows = list(rows.values())
        if not self.rows and spare:
            self.add()

    def accept(self, answer: Answer) -> None:
        """Takes note of the rows that are stored."""
        self._accepted = {row.id: self._own(row.cells) for row in answer.rows}

    def raw(self) -> list[dict[str, object]]:
        """The rows that say something, in the form that `check_answer` takes."""
        return [
            {
                ROW_KEY: row.id,
                **{code: list(cell) if isinstance(cell, tuple) else cell for code, cell in row.cells.items()},
            }
            for row in self.rows
            if row.cells
        ]

    @property
    def is_stored(self) -> bool:
        """Whether what stands here, without wrong texts, is what is stored."""
        return [(row.id, row.cells) for row in self.rows if row.cells] == list(self._accepted.items())

    @property
    def wrong_texts(self) -> dict[tuple[str, str], str]:
        """Every text that is not right, by row and column."""
        return {(row.id, column): text for row in self.rows for column, (text, _) in row.wrong.items()}

    # Edits

    def set_typed(self, row_id: str, column: str, text: str) -> Problem | None:
        """Takes what was typed into a cell; what is wrong with it stays beside the last right value."""
        row = self.row(row_id)
        self.set_row(row, {column: text})
        wrong = row.wrong.get(column)
        return wrong[1] if wrong is not None else None

    def set_row(self, row: RowState, texts: Mapping[str, str]) -> None:
        """Takes what was typed or pasted into cells of a row, and judges the row anew: a cell may be right again
        because another has changed."""
        for column, text in texts.items():
            self._try(row, column, text)
        self._judge(row)

    def refuse(self, problem: Problem) -> bool:
        """Takes back a cell that broke a rule: its value becomes a wrong text. False if it is none of ours."""
        row = next((row for row in self.rows if row.id == problem.row), None)
        if row is None or problem.column is None or problem.column not in row.cells:
            return False
        self._keep_back(row, problem.column, typed_form(row.cells[problem.column]), problem)
        return True

    def row(self, row_id: str) -> RowState:
        return next(row for row in self.rows if row.id == row_id)

    def index(self, row_id: str) -> int:
        return next(index for index, row in enumerate(self.rows) if row.id == row_id)

    @property
    def is_full(self) -> bool:
        return self.fixed is not None or len(self.rows) >= self.most

    def add(self, after: str | None = None) -> RowState:
        """A new row, at the end or after another."""
        made = RowState(self._new_id())
        self.rows.insert(len(self.rows) if after is None else self.index(after) + 1, made)
        return made

    def remove(self, row_id: str) -> RowState:
        return self.rows.pop(self.index(row_id))

    def move(self, row_id: str, step: int) -> bool:
        """Moves a row up (-1) or down (1); False at the end."""
        here = self.index(row_id)
        there = here + step
        if not 0 <= there < len(self.rows):
            return False
        self.rows[here], self.rows[there] = self.rows[there], self.rows[here]
        return True

    def missing(self, row: RowState) -> tuple[Question, ...]:
        """The columns that a begun row still needs to count; nothing for an empty row."""
        if not row.cells:
            return ()
        return tuple(column for column in self.columns if column.required and column.code not in row.cells)

    # Inside

    def _try(self, row: RowState, column: str, text: str) -> Problem | None:
        asked = self.question.column_by_code.get(column)
        if asked is None:
            return None
        value, problem = check_cell(asked, text, self._order)
        if problem is not None:
            row.wrong[column] = (text, problem)
            return problem
        row.wrong.pop(column, None)
        if value is None:
            row.cells.pop(column, None)
        else:
            row.cells[column] = value
        return None

    def _judge(self, row: RowState) -> None:
        """Holds a row to the rules between its cells. What broke one before is tried again."""
        texts: dict[str, str] = {}
        for column, (text, _) in list(row.wrong.items()):
            if self._try(row, column, text) is None:
                texts[column] = text
        columns = self.question.column_by_code
        while True:
            found = ((one.code, broken_by_row(one, columns, row.cells)) for one in self.columns if one.constraint)
            column, broken = next(((code, broken) for code, broken in found if broken), ("", None))
            if broken is None:
                return
            text = texts.get(column) or typed_form(row.cells[column])
            self._keep_back(row, column, text, Problem(self.question.code, *broken, row.id, column))

    def _keep_back(self, row: RowState, column: str, text: str, problem: Problem) -> None:
        """A right value that broke a rule becomes a wrong text; the stored value stays, unless it is that which
        breaks."""
        cell = row.cells.pop(column)
        if column in row.wrong:
            return
        row.wrong[column] = (text, problem)
        before = self._accepted.get(row.id, {}).get(column)
        if before is not None and before != cell:
            row.cells[column] = before

    def _own(self, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        return {code: cell for code, cell in cells.items() if code != self.fixed}
