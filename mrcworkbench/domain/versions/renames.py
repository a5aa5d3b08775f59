"""What fields are called in another version of a questionnaire: for texts that belong to no answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.versions.maps import VersionMap

Field: TypeAlias = tuple[str, str]
"""A question, and a column of it or ''."""


@dataclass(frozen=True)
class Renames:
    """Fields by what they were called before. What is not named is called the same, or is retired and keeps its
    name."""

    fields: Mapping[Field, Field] = field(default_factory=dict)

    def field(self, question: str, column: str = "") -> Field:
        """What a field is called now."""
        return self.fields.get((question, column), (question, column))

    def back(self) -> Renames:
        """The other way."""
        return Renames({to: was for was, to in self.fields.items()})


def renames_of(old: Questionnaire, steps: Sequence[VersionMap]) -> Renames:
    """What became of the names of all fields along these steps. A question that several became is none of them."""
    fields = {
        (question.code, column): _renamed(question.code, column, steps)
        for question in old.all_questions()
        for column in ("", *question.column_by_code)
    }
    several = Counter(fields.values())
    return Renames({was: to for was, to in fields.items() if to is not None and to != was and several[to] == 1})


def _renamed(question: str, column: str, steps: Sequence[VersionMap]) -> Field | None:
    for step in steps:
        change = step.question(question)
        to = change.column(column).to if column else ""
        if change.to is None or to is None:
            return None
        question, column = change.to, to
    return question, column
