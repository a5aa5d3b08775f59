"""The questionnaire as data: sections, questions, columns and options; and registers, tables with a page of their own.

Codes are ASCII, unique in the whole questionnaire ignoring case, and never re-used. Texts are those of one language. A
question's number on screen and paper comes from its place (14.3); codes are never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from mrcworkbench.domain.questionnaire.checks import Check
from mrcworkbench.domain.questionnaire.expressions import Expression, names
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import (
    TypeRules,
    ValueKind,
    choice,
    date,
    number,
    reference,
    table,
    text,
    year,
)


class QuestionType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    YEAR = "year"
    DATE = "date"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TABLE = "table"
    STATUS = "status"
    REFERENCE = "reference"
    REFERENCES = "references"


RULES: Mapping[QuestionType, TypeRules] = {
    QuestionType.TEXT: text.TEXT,
    QuestionType.NUMBER: number.NUMBER,
    QuestionType.INTEGER: number.INTEGER,
    QuestionType.YEAR: year.YEAR,
    QuestionType.DATE: date.DATE,
    QuestionType.SINGLE: choice.SINGLE,
    QuestionType.MULTIPLE: choice.MULTIPLE,
    QuestionType.TABLE: table.TABLE,
    QuestionType.STATUS: choice.STATUS,
    QuestionType.REFERENCE: reference.ONE,
    QuestionType.REFERENCES: reference.SEVERAL,
}


class Role(StrEnum):
    PROFILE = "profile"
    STATUS = "status"
    DEPTH = "depth"
    RESULTS = "results"
    EVIDENCE = "evidence"
    DOCUMENTS = "documents"
    PRACTICE = "practice"
    CHALLENGE = "challenge"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `better` orders choices by how much practice they show; None means no order."""

    code: str
    text: str
    better: int | None = None
    tags: frozenset[Tag] = frozenset()


@dataclass(frozen=True)
class Question:
    """A question, or a column of a table question."""

    code: str
    type: QuestionType
    text: str
    help: str | None = None
    required: bool = False
    criterion: str | None = None
    role: Role = Role.PROFILE
    options: tuple[Option, ...] = ()
    columns: tuple[Question, ...] = ()
    relevant: Expression | None = None
    constraint: Expression | None = None
    personal: bool = False
    not_applicable_reasons: tuple[Option, ...] = ()
    tags: frozenset[Tag] = frozenset()
    checks: tuple[Check, ...] = ()
    fixed_column: str | None = None
    """Code of the column whose options are the rows of this table, in that order; no rows are added."""
    more_is_better: bool = False
    refers_to: str | None = None
    """What the ids in a column name: `reference.CRITERIA`, or the code of a register whose rows they are."""
    is_register: bool = False
    """Whether it is a table with a page of its own, whose rows may have comments and files."""

    @cached_property
    def option_codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options)

    @cached_property
    def column_by_code(self) -> Mapping[str, Question]:
        return {column.code: column for column in self.columns}

    @cached_property
    def row_kind(self) -> Question | None:
        """The column that says what a row counts, where one of its choices is all other rows together."""
        return next((column for column in self.columns if column.options_tagged(Tag.ALL_ROWS)), None)

    @cached_property
    def rules(self) -> TypeRules:
        """What makes its type."""
        return RULES[self.type]

    @cached_property
    def kind(self) -> ValueKind:
        """What its answer holds."""
        return self.rules.kind

    @property
    def is_table(self) -> bool:
        return self.kind is ValueKind.ROWS

    @property
    def is_needed(self) -> bool:
        """Whether a complete questionnaire needs its answer: all but tables that are not required, which are lists that
        may stay empty and are called optional."""
        return self.required or not self.is_table

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Codes of the columns that make a row complete, and so make it count."""
        return tuple(column.code for column in self.columns if column.required)

    def column_tagged(self, tag: Tag) -> Question | None:
        """The first column with this tag; None where no column has it."""
        return next((column for column in self.columns if tag in column.tags), None)

    def options_tagged(self, tag: Tag) -> frozenset[str]:
        """Codes of the options with this tag."""
        return frozenset(option.code for option in self.options if tag in option.tags)

    def option_text(self, code: str) -> str:
        """The text of an option; the code itself if it is unknown."""
        return next((option.text for option in self.options if option.code == code), code)


@dataclass(frozen=True)
class Section:
    """One page of questions; `criterion` is set for the 24 sections that each judge one criterion."""

    code: str
    number: int
    title: str
    intro: str | None
    criterion: str | None
    questions: tuple[Question, ...]
    beyond_study: bool = False
    """Whether it asks for what the study of 2009 does not know: optional, and never scored."""


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire in one version and one language."""

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    registers: tuple[Question, ...] = ()
    """Tables with a page of their own: known by their codes, but no part of sections, numbers, progress and score."""
    _by_code: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    _place: Mapping[str, tuple[Section, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {q.code: q for s in self.sections for q in s.questions} | {q.code: q for q in self.registers}
        place = {q.code: (s, i) for s in self.sections for i, q in enumerate(s.questions, 1)}
        object.__setattr__(self, "_by_code", by_code)
        object.__setattr__(self, "_place", place)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Question:
        return self._by_code[code]

    def questions(self) -> Iterator[Question]:
        """Every question that is asked, in order; neither registers nor the columns of tables."""
        return (question for section in self.sections for question in section.questions)

    def all_questions(self) -> Iterator[Question]:
        """Whatever has an answer: every question, in order, and then the registers."""
        return iter(self._by_code.values())

    def tagged(self, tag: Tag) -> Question | None:
        """The first question or register with this tag; None where none has it. Columns are not looked at."""
        return self._by_tag.get(tag)

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        """These codes in the order of the questionnaire."""
        return tuple(sorted(codes, key=self._order.__getitem__))

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The table that each column stands in."""
        return {column.code: question.code for question in self.all_questions() for column in question.columns}

    @cached_property
    def asked(self) -> frozenset[str]:
        """Codes of all questions, without the registers: what counts how far one is counts these."""
        return frozenset(question.code for question in self.questions())

    @cached_property
    def follow_ups(self) -> Mapping[str, str]:
        """For each question of a criterion that is asked because of an answer to another one of its section, other than
        the status: that one. Such are the documents behind an answer on evidence."""
        return {
            question.code: host
            for section in self.sections
            if section.criterion is not None
            for question in section.questions
            if question.relevant is not None
            for host in [self._read_alone(question.relevant)]
            if host is not None and self._place[host][0] is section and self[host].role is not Role.STATUS
        }

    @cached_property
    def optional_sections(self) -> frozenset[str]:
        """Codes of the sections of which nothing is asked before an optional part is opened."""
        parts = self.tagged(Tag.OPTIONAL_PARTS)
        return frozenset(
            section.code
            for section in self.sections
            if parts is not None
            and all(one.relevant is not None and parts.code in names(one.relevant) for one in section.questions)
        )

    def _read_alone(self, relevant: Expression) -> str | None:
        """The question that alone decides; None where several do."""
        read = names(relevant)
        return next(iter(read)) if len(read) == 1 else None

    @cached_property
    def needed(self) -> frozenset[str]:
        """Codes of the questions that are not optional."""
        return frozenset(question.code for question in self.questions() if question.is_needed)

    @cached_property
    def reading_checks(self) -> Mapping[str, tuple[str, ...]]:
        """For each question, those whose checks read its answer besides their own."""
        readers: dict[str, list[str]] = {}
        for question in self.all_questions():
            for check in question.checks:
                for code in names(check.may_overlap) if check.may_overlap is not None else ():
                    readers.setdefault(code, []).append(question.code)
        return {code: tuple(codes) for code, codes in readers.items()}

    @cached_property
    def _by_tag(self) -> Mapping[Tag, Question]:
        found: dict[Tag, Question] = {}
        for question in self.all_questions():
            for tag in question.tags:
                found.setdefault(tag, question)
        return found

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {code: position for position, code in enumerate(self._by_code)}

    def section_of(self, code: str) -> Section:
        """Where a question is asked. Raises `KeyError` for a register, which is asked nowhere."""
        return self._place[code][0]

    def number(self, code: str) -> str:
        """The number shown for a question, such as "14.3": from its place among all questions, shown or hidden. A
        register has its title instead."""
        if self._by_code[code].is_register:
            return self._by_code[code].text
        section, position = self._place[code]
        return f"{section.number}.{position}"

    @cached_property
    def section_by_code(self) -> Mapping[str, Section]:
        return {section.code: section for section in self.sections}
