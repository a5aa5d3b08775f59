"""What makes each type of question, one record for each. `model.QuestionType` lists them; how to add one:
resources/README.md, Question types 2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import Cell, Value
from mrcworkbench.domain.reading import Order

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Question


class ValueKind(Enum):
    """What an answer holds. Several types may hold the same; most who handle answers need to know no more."""

    TEXT = auto()
    """Words of one's own, which may name a person."""
    NUMBER = auto()
    DATE = auto()
    CHOICE = auto()
    """The code of an option, or the id of a row that is referred to."""
    CHOICES = auto()
    """One or more of these: codes in the questionnaire's order."""
    ROWS = auto()


@dataclass(frozen=True, slots=True)
class TypeRules:
    """What makes a type of question or column."""

    kind: ValueKind
    read: Callable[[Question, object], Cell | None]
    """The value of what stands in JSON; None where it is blank. Raises `CellError`."""
    read_typed: Callable[[Question, str, Order], Cell | None]
    """The value of a text typed or pasted in a field: choices also by their text, numbers and dates as people write
    them, dates in figures by the order of the country.

    Raises `CellError`. Where the text may be several things, its fact `readings` is a tuple of texts, the likeliest
    first, each of which is read as one of them."""
    fits: Callable[[Question, Value], bool]
    """Whether a stored value has the shape that this type gives it; a damaged one, or that of another version, has
    not."""
    pattern: Callable[[Question], str]
    """A pattern for the canonical text of values. What matches is right but for the question's constraint; what does
    not may still be right."""
    minutes: float
    """A guess at how long one answer takes: see `progress.effort`."""
