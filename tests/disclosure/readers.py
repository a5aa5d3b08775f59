"""What a reader can conclude from printed counts, who takes rows for sums of others and equal numbers for the same.

Printed is what the report shows, and what an earlier one showed of the same count. A count that was changed in between
is another number; one that was not is the same, and a reader may know which is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from mrcworkbench.domain.disclosure.report_parts import QuestionView, Withheld
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.tags import SUMMANDS, Tag
from tests.disclosure.solver import Number, Rule, fits

MANY = 20_000
SMALL = range(5)
_SHORT = 6


@dataclass
class Table:
    """One table in one report: the true counts that are printed or held, by row and column."""

    code: str
    counts: dict[tuple[str, str], int]
    totals: frozenset[str]
    summands: tuple[str, ...]
    parts: tuple[str, ...]
    rows: tuple[str, ...]
    report: int

    def number(self, row: str, column: str) -> Number:
        return self.code, row, column, self.counts[row, column]

    def column(self, column: str) -> dict[str, int]:
        return {row: self.counts[row, column] for row in self.rows if (row, column) in self.counts}


@dataclass
class Printed:
    """All reports that a reader has."""

    tables: list[Table] = field(default_factory=list)
    bounds: dict[Number, tuple[int, int]] = field(default_factory=dict)
    truth: dict[Number, int] = field(default_factory=dict)
    reports: int = 0
    rests: list[Rule] = field(default_factory=list)

    def add(self, views: Sequence[QuestionView], answers: Mapping[str, Answer]) -> None:
        """Another report, made of these answers."""
        self.reports += 1
        for view in views:
            if view.question.is_table and view.rows:
                self._add(view, answers)

    def hidden(self) -> list[Number]:
        """The small counts that no report shows."""
        return [one for one, (low, high) in self.bounds.items() if low < high and self.truth[one] in SMALL]

    def _add(self, view: QuestionView, answers: Mapping[str, Answer]) -> None:
        columns = [one for one in view.columns if Tag.PEOPLE in one.tags]
        kinds = [(one.code, one.options_tagged(Tag.ALL_ROWS)) for one in view.question.columns]
        said = {row.id: row.cells for row in answers[view.question.code].rows}
        table = Table(
            view.question.code,
            {},
            frozenset(row for row, cells in said.items() if any(cells.get(code) in all_ for code, all_ in kinds)),
            tuple(one.code for one in columns if not one.tags.isdisjoint(SUMMANDS)),
            tuple(one.code for one in columns if one.tags.isdisjoint(SUMMANDS)),
            tuple(said),
            self.reports,
        )
        for row in view.rows:
            for column in columns:
                cell, count = row.cells[column.code], said[row.id].get(column.code)
                if cell.held is None and cell.value is None:
                    continue
                assert isinstance(count, int)
                table.counts[row.id, column.code] = count
                number = table.number(row.id, column.code)
                self.truth[number] = count
                low, high = self.bounds.get(number, (0, MANY))
                if cell.held is None:
                    assert cell.value == count
                    low = high = count
                elif cell.held is Withheld.SMALL:
                    high = min(high, SMALL[-1])
                elif any(row.cells[column.code].held is Withheld.SMALL for row in view.rows):
                    low = max(low, len(SMALL))  # or it would say so
                self.bounds[number] = low, high
        self.tables.append(table)
        self._add_rests(table)

    def _add_rests(self, table: Table) -> None:
        """What is left of the people of a row without a part of them is a count too, that no report shows."""
        for row in table.rows:
            people = [table.number(row, one) for one in table.summands if (row, one) in table.counts]
            for part in table.parts if people else ():
                if (row, part) in table.counts:
                    rest = table.code, row, f"all but {part}", sum(map(self.truth.__getitem__, people)), table.report
                    self.truth[rest] = rest[3] - table.counts[row, part]
                    if self.truth[rest] >= 0:
                        self.bounds[rest] = 0, MANY
                        weights = {rest: 1, table.number(row, part): 1, **dict.fromkeys(people, -1)}
                        self.rests.append(Rule(weights))

    def leaks(self) -> Iterator[tuple[Number, int, object]]:
        """Each hidden small count that cannot be one of the five numbers, and what the reader took for what."""
        hidden, known = self.hidden(), [*self.rests, *self._said_sums()]
        guesses: list[tuple[object, list[Rule]]] = [("as printed", []), *self._sums(), *self._same()]
        for guess, rules in guesses:
            every = [rule for rule in (*known, *rules) if any(self._is_open(one) for one in rule.weights)]
            touched = self._reached(rules, every) if rules else frozenset(hidden)
            for number in touched.intersection(hidden):
                low, high = self.bounds[number]
                about = self._reached([Rule({number: 1})], every)
                near = [rule for rule in every if not about.isdisjoint(rule.weights)]
                for value in SMALL:
                    bounds = {**self.bounds, number: (value, value)}
                    if not low <= value <= high or not fits(bounds, near, self.truth):
                        yield number, value, guess

    def _reached(self, first: Sequence[Rule], rules: Sequence[Rule]) -> frozenset[Number]:
        """The open numbers that hang together with these rules."""
        found = {one for rule in first for one in rule.weights if self._is_open(one)}
        before = -1
        while before < len(found):
            before = len(found)
            for rule in rules:
                numbers = {one for one in rule.weights if self._is_open(one)}
                if numbers & found:
                    found |= numbers
        return frozenset(found)

    def _is_open(self, number: Number) -> bool:
        low, high = self.bounds[number]
        return low < high

    def _said_sums(self) -> Iterator[Rule]:
        for table in self.tables:
            for total in table.totals:
                yield from self._sum(table, total, [row for row in table.rows if row not in table.totals])

    def _sum(self, table: Table, total: str, rows: Sequence[str]) -> Iterator[Rule]:
        """That a row is the sum of others, in each column in which it is."""
        for column in (*table.summands, *table.parts):
            counts = table.column(column)
            parts = [row for row in rows if row in counts]
            if total in counts and parts and counts[total] == sum(counts[row] for row in parts):
                yield Rule({table.number(total, column): 1, **{table.number(row, column): -1 for row in parts}})

    def _sums(self) -> Iterator[tuple[object, list[Rule]]]:
        """Rows that add up, whatever they say to be."""
        for table in self.tables:
            rows = [row for row in table.rows if row not in table.totals]
            for total in rows:
                others = [row for row in rows if row != total]
                for parts in _sets(rows, total, others):
                    rules = [
                        rule
                        for rule in self._sum(table, total, parts)
                        if sum(self.truth[one] > 0 for one in rule.weights) > 2 and _largest(rule, self.truth) >= 5
                    ]
                    if rules:
                        yield (table.code, total, parts), rules

    def _same(self) -> Iterator[tuple[object, list[Rule]]]:
        """Numbers shown in one table that equal a count, or the people of a row or column, of another."""
        for table in self.tables:
            shown = {
                count: (other.code, *place)
                for other in self.tables
                if other.code != table.code and other.report == table.report
                for place, count in other.counts.items()
                if count >= 5 and not self._is_open(other.number(*place))
            }
            for name, numbers in _quantities(table):
                if any(map(self._is_open, numbers)) and (amount := sum(self.truth[one] for one in numbers)) in shown:
                    yield (table.code, name, shown[amount]), [Rule(dict.fromkeys(numbers, 1), amount)]


def _quantities(table: Table) -> Iterator[tuple[object, list[Number]]]:
    own = [row for row in table.rows if row not in table.totals]
    for row, column in table.counts:
        yield (row, column), [table.number(row, column)]
    for row in table.rows:
        yield row, [table.number(row, one) for one in table.summands if (row, one) in table.counts]
    for column in (*table.summands, *table.parts):
        yield column, [table.number(row, column) for row in own if (row, column) in table.counts]
    yield "all", [table.number(row, one) for row in own for one in table.summands if (row, one) in table.counts]


def _sets(rows: Sequence[str], total: str, others: Sequence[str]) -> Iterator[Sequence[str]]:
    if len(rows) <= _SHORT:
        for size in range(2, len(others) + 1):
            yield from combinations(others, size)
        return
    yield others
    for start, end in combinations(range(len(rows) + 1), 2):
        if end - start > 1 and total not in rows[start:end]:
            yield rows[start:end]


def _largest(rule: Rule, truth: Mapping[Number, int]) -> int:
    return max(truth[one] for one in rule.weights)
