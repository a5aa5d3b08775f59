"""What became of each question, column, option and row from one version of a questionnaire to the next, as data.

What a map does not name is the same in both versions. The form: resources/README.md, Versions 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from mrcworkbench.domain.questionnaire.answers import Cell

Renamed: TypeAlias = Mapping[str, str | None]
"""New codes by old ones, None for what is retired; the others are the same."""
_NOTHING: Renamed = {}


@dataclass(frozen=True)
class ColumnMap:
    """What became of a column: `to` is its code in the new version, None if it is retired."""

    to: str | None
    options: Renamed = field(default_factory=dict)

    def option(self, code: str) -> str | None:
        """The option in the new version; None if it is retired."""
        return self.options.get(code, code)


@dataclass(frozen=True)
class QuestionMap(ColumnMap):
    """What became of a question; of a table also its columns and, where these are fixed, its rows."""

    columns: Mapping[str, ColumnMap] = field(default_factory=dict)
    rows: Renamed = field(default_factory=dict)
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """Cells, by columns of the new version, that every row gets when it moves: `set` in the file."""

    def column(self, code: str) -> ColumnMap:
        """What became of a column."""
        return self.columns.get(code) or ColumnMap(code)

    def row(self, id_: str) -> str | None:
        """The row in the new version; None if it is retired."""
        return self.rows.get(id_, id_)


@dataclass(frozen=True)
class VersionMap:
    """One step, from a version to the next. `added`: what the old version has not (`CODE`, or `CODE:OPTION`)."""

    old: str
    new: str
    questions: Mapping[str, QuestionMap]
    added: frozenset[str] = frozenset()
    opens: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Options by questions of the new version: moving on ticks them where they keep an answer from being hidden."""
    look_again: frozenset[str] = frozenset()
    """Answers of the old version whose words mean less in the new one: `CODE`, `CODE:OPTION` or `CODE:COLUMN`."""

    def question(self, code: str) -> QuestionMap:
        """What became of a question."""
        return self.questions.get(code) or QuestionMap(code)


def map_from_json(data: object, old: str, new: str) -> VersionMap:
    """The map that a file holds. Raises `ValueError`, which names everything that is wrong with it."""
    reader = _MapReader()
    entries = reader.parts(data, "map", ("questions", "new", "opens", "look_again"))
    questions = {
        code: reader.question(code, entry) for code, entry in reader.mapping(entries.get("questions", {}), "questions")
    }
    added, look_again = (reader.codes(entries.get(key, []), key) for key in ("new", "look_again"))
    opens = {
        code: reader.codes(options, f"opens.{code}")
        for code, options in reader.mapping(entries.get("opens", {}), "opens")
    }
    if reader.problems:
        raise ValueError(f"map from {old} to {new}: {'; '.join(reader.problems)}")
    return VersionMap(old, new, questions, frozenset(added), opens, frozenset(look_again))


class _MapReader:
    """Reads the parts of a map, and notes all that is not as it should be."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def question(self, code: str, data: object) -> QuestionMap:
        entry = self.parts(data, code, ("to", "options", "columns", "rows", "set"))
        columns = {
            column: self._column(column, f"{code}.{column}", of_column)
            for column, of_column in self.mapping(entry.get("columns", {}), f"{code}.columns")
        }
        cells = {
            column: self._cell(cell, f"{code}.set.{column}")
            for column, cell in self.mapping(entry.get("set", {}), f"{code}.set")
        }
        return QuestionMap(
            self._code(entry.get("to", code), f"{code}.to"),
            self._renamed(entry.get("options", {}), f"{code}.options"),
            columns,
            self._renamed(entry.get("rows", {}), f"{code}.rows"),
            cells,
        )

    def parts(self, data: object, place: str, known: tuple[str, ...]) -> Mapping[str, object]:
        """What an object says under the keys that it may have."""
        found = dict(self.mapping(data, place))
        self.problems += [f"{place}: {key} is not known" for key in found if key not in known]
        return found

    def mapping(self, data: object, place: str) -> list[tuple[str, object]]:
        if isinstance(data, dict):
            return list(data.items())
        self.problems.append(f"{place}: no object")
        return []

    def codes(self, data: object, place: str) -> tuple[str, ...]:
        if isinstance(data, list) and all(isinstance(code, str) for code in data):
            return tuple(data)
        self.problems.append(f"{place}: no list of codes")
        return ()

    def _column(self, code: str, place: str, data: object) -> ColumnMap:
        entry = self.parts(data, place, ("to", "options"))
        return ColumnMap(
            self._code(entry.get("to", code), f"{place}.to"),
            self._renamed(entry.get("options", {}), f"{place}.options"),
        )

    def _renamed(self, data: object, place: str) -> Renamed:
        return {old: self._code(new, f"{place}.{old}") for old, new in self.mapping(data, place)}

    def _code(self, data: object, place: str) -> str | None:
        if data is None or isinstance(data, str):
            return data
        self.problems.append(f"{place}: neither a code nor null")
        return None

    def _cell(self, data: object, place: str) -> Cell:
        if isinstance(data, list) and all(isinstance(one, str) for one in data):
            return tuple(data)
        if isinstance(data, str | int | float) and not isinstance(data, bool):
            return data
        self.problems.append(f"{place}: no value of a cell")
        return ""
