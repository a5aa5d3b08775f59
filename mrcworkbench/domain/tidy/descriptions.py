"""The tables that describe the others: the data dictionary and the list of codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.disclosure.small_counts import group_of, people_columns
from mrcworkbench.domain.merging.logged import LogKind
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import Basis
from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.tidy.asked import Asked, items_of
from mrcworkbench.domain.tidy.layout import OPTION, SEPARATOR, Layout
from mrcworkbench.domain.tidy.permitted import LeftOut
from mrcworkbench.domain.tidy.rows import STATUSES
from mrcworkbench.domain.tidy.shapes import CellKind, Row, Value, kind_of
from mrcworkbench.domain.tidy.totals import LEVELS

NO_CONSENT = "unanswered"
"""Stands for no answer to the question on consent."""
ALWAYS, WITH_CONSENT, NEVER = "always", "with_consent", "never"
_LISTS: dict[str, tuple[str, ...]] = {
    "state": tuple(state.value for state in AnswerState if state not in (AnswerState.BLANK, AnswerState.DECLINED)),
    "counts": ("yes", "no", "open"),
    "assessment_state": ("not_started", "in_progress", "complete"),
    "status": STATUSES,
    "level": LEVELS,
    "evidence": ("a", "b", "c", "d"),
    "rests_on": tuple(basis.value for basis in Basis),
    "held": tuple(held.value for held in (Withheld.SMALL, Withheld.WOULD_TELL, Withheld.TEXT, Withheld.PERSONAL)),
    "left_out": tuple(reason.value for reason in LeftOut),
    "measure": ("status", "level"),
    "kind": tuple(kind.value for kind in CellKind),
    "leaves": (ALWAYS, WITH_CONSENT, NEVER),
    "decision": get_args(LogKind),
    "verdict": ("new", "updated", "known", "conflict", "refused"),
    "refusal": (
        "not_a_database", "corrupt", "other_application", "newer_version", "unknown_version", "hostile",
        "invalid_content", "unreadable", "too_large", "sample", "backup",
    ),
}  # fmt: skip


def dictionary(layout: Layout) -> Iterator[Row]:
    """One row for each column of each table, then the cells of tables in the long ones, and what never leaves.
    `versions` are those of the questionnaire that ask it."""
    described = layout["dictionary"]
    places = {
        item.code: _Place(part.asked, question, item)
        for part in layout.parts
        for question in part.asked.all_questions()
        for item in items_of(question)
    }
    for table in layout.tables:
        for column in table.columns:
            place = places.get(column.question)
            option = column.name.removeprefix(column.question + OPTION) if place and place.has_flags else None
            yield described.row(
                table=table.name,
                column=column.name,
                kind=column.kind.value,
                question=column.question or None,
                **(_NOWHERE if place is None else place.told),
                text=column.text,
                code_list=column.list or None,
                hxl=column.hxl,
                versions=None if place is None else place.versions(option),
            )
    for part in layout.parts:
        for question in part.asked.all_questions():
            for item in items_of(question):
                if question is not item or question.personal:
                    place = places[item.code]
                    yield described.row(
                        table=part.tables.long,
                        column=None,
                        kind=kind_of(item).value,
                        question=item.code,
                        **place.told,
                        text=item.text,
                        code_list=item.code if item.options else None,
                        hxl=None,
                        versions=place.versions(),
                    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question or column of a questionnaire stands."""

    asked: Asked
    question: Question
    item: Question

    @property
    def has_flags(self) -> bool:
        return self.item.kind is ValueKind.CHOICES and self.item.refers_to is None

    def versions(self, option: str | None = None) -> str:
        return SEPARATOR.join(self.asked.asked_in(self.item.code, option))

    @property
    def told(self) -> dict[str, Value]:
        """Number and section in the newest version that asks it, criterion, help, and whether it leaves."""
        asked, code = self.asked.in_newest(self.question.code), self.question.code
        return {
            "number": None if self.question.is_register else asked.number(code),
            "section": None if self.question.is_register else asked.section_of(code).title,
            "criterion": self.question.criterion,
            "help": self.item.help,
            "leaves": _leaves(self.question, self.item),
        }


_NOWHERE: dict[str, Value] = {"number": None, "section": None, "criterion": None, "help": None, "leaves": ALWAYS}


def codes(layout: Layout, criteria: CriteriaSet, texts: Texts) -> Iterator[list[Value]]:
    """One row for each code: of the program's own lists, of criteria, of questions and columns, of reasons."""
    for name, values in _LISTS.items():
        for position, code in enumerate(values, 1):
            yield [name, code, texts.text(f"tidy.{name}_{code}"), position, None, None]
    every = tuple(part.asked for part in layout.parts)
    yield from _no_consent(every, texts)
    for position, criterion in enumerate(criteria.criteria, 1):
        yield ["criterion", criterion.id, criterion.title, position, None, None]
    for criterion in criteria.criteria:
        for level, anchor in enumerate(criterion.levels):
            yield [f"level:{criterion.id}", str(level), anchor, level + 1, level, None]
    for position, dimension in enumerate(criteria.dimensions, 1):
        yield ["dimension", dimension.id, dimension.title, position, None, None]
    headings = (heading for dimension in criteria.dimensions for heading in dimension.headings)
    for position, heading in enumerate(headings, 1):
        yield ["heading", heading.id, heading.title, position, None, None]
    yield from _groups(every)
    for asked in every:
        yield from _options(asked)


def _no_consent(every: Sequence[Asked], texts: Texts) -> Iterator[list[Value]]:
    for asked in every:
        question = asked.tagged(Tag.CONSENT)
        if question is not None:
            yield [question.code, NO_CONSENT, texts.text("tidy.consent_unanswered"), 0, None, None]


def _options(asked: Asked) -> Iterator[list[Value]]:
    """The options of questions and columns, and the reasons why a question does not apply."""
    for question in asked.all_questions():
        for item in items_of(question):
            for position, option in enumerate(item.options, 1):
                in_ = SEPARATOR.join(asked.asked_in(item.code, option.code))
                yield [item.code, option.code, option.text, position, option.better, in_]
        for position, option in enumerate(question.not_applicable_reasons, 1):
            yield [f"reason:{question.code}", option.code, option.text, position, None, None]


def _groups(every: Sequence[Asked]) -> Iterator[list[Value]]:
    """Whom the columns of figures count; the wording is that of the first column that does."""
    seen: dict[str, str] = {}
    for question in (question for asked in every for question in asked.all_questions()):
        for column in people_columns(question):
            seen.setdefault(group_of(column).value, column.text)
    for position, (code, text) in enumerate(seen.items(), 1):
        yield ["group", code, text, position, None, None]


def _leaves(question: Question, item: Question) -> str:
    """Whether what is answered here leaves the centre: see `permitted`."""
    if question.personal or item.personal:
        return NEVER
    at_risk = Tag.AT_RISK in question.tags or Tag.AT_RISK in item.tags
    return WITH_CONSENT if at_risk or item.kind is ValueKind.TEXT else ALWAYS
