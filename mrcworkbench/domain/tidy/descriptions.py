"""The tables that describe the others: the data dictionary and the list of codes."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.disclosure.small_counts import group_of, people_columns
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.tidy.layout import Layout
from mrcworkbench.domain.tidy.permitted import LeftOut
from mrcworkbench.domain.tidy.rows import STATUSES
from mrcworkbench.domain.tidy.shapes import CellKind, Row, Value, kind_of
from mrcworkbench.domain.tidy.totals import LEVELS

NO_CONSENT = "unanswered"
"""Stands for no answer to the question on consent."""
ALWAYS, WITH_CONSENT, NEVER = "always", "with_consent", "never"
_LISTS: dict[str, tuple[str, ...]] = {
    "state": tuple(state.value for state in AnswerState if state not in (AnswerState.BLANK, AnswerState.DECLINED)),
    "assessment_state": ("not_started", "in_progress", "complete"),
    "status": STATUSES,
    "level": LEVELS,
    "evidence": ("a", "b", "c", "d"),
    "held": tuple(held.value for held in (Withheld.SMALL, Withheld.WOULD_TELL, Withheld.TEXT, Withheld.PERSONAL)),
    "left_out": tuple(reason.value for reason in LeftOut),
    "measure": ("status", "level"),
    "kind": tuple(kind.value for kind in CellKind),
    "leaves": (ALWAYS, WITH_CONSENT, NEVER),
    "verdict": ("new", "updated", "known", "conflict", "refused"),
    "refusal": (
        "not_a_database", "corrupt", "other_application", "newer_version", "unknown_version", "hostile",
        "invalid_content", "unreadable", "too_large", "sample",
    ),
}  # fmt: skip


def dictionary(layout: Layout, questionnaire: Questionnaire) -> Iterator[Row]:
    """One row for each column of each table, then the cells of tables in `answers_long`, and what never leaves."""
    places = {item.code: (question, item) for question in questionnaire.all_questions() for item in _items(question)}
    described = layout["dictionary"]
    for table in layout.tables:
        for column in table.columns:
            about = places.get(column.question)
            yield described.row(
                table=table.name,
                column=column.name,
                kind=column.kind.value,
                question=column.question or None,
                **_place(questionnaire, about),
                text=column.text,
                help=about[1].help if about else None,
                code_list=column.list or None,
                hxl=column.hxl,
                leaves=_leaves(*about) if about else ALWAYS,
            )
    for question, item in places.values():
        if question is not item or question.personal:
            yield described.row(
                table="answers_long",
                column=None,
                kind=kind_of(item).value,
                question=item.code,
                **_place(questionnaire, (question, item)),
                text=item.text,
                help=item.help,
                code_list=item.code if item.options else None,
                hxl=None,
                leaves=_leaves(question, item),
            )


def codes(questionnaire: Questionnaire, criteria: CriteriaSet, texts: Texts) -> Iterator[list[Value]]:
    """One row for each code: of the program's own lists, of criteria, of questions and columns, of reasons."""
    for name, values in _LISTS.items():
        for position, code in enumerate(values, 1):
            yield [name, code, texts.text(f"tidy.{name}_{code}"), position, None]
    yield from _no_consent(questionnaire, texts)
    for position, criterion in enumerate(criteria.criteria, 1):
        yield ["criterion", criterion.id, criterion.title, position, None]
    for criterion in criteria.criteria:
        for level, anchor in enumerate(criterion.levels):
            yield [f"level:{criterion.id}", str(level), anchor, level + 1, level]
    for position, dimension in enumerate(criteria.dimensions, 1):
        yield ["dimension", dimension.id, dimension.title, position, None]
    headings = (heading for dimension in criteria.dimensions for heading in dimension.headings)
    for position, heading in enumerate(headings, 1):
        yield ["heading", heading.id, heading.title, position, None]
    yield from _groups(questionnaire)
    for question in questionnaire.all_questions():
        for item in _items(question):
            for position, option in enumerate(item.options, 1):
                yield [item.code, option.code, option.text, position, option.better]
        for position, option in enumerate(question.not_applicable_reasons, 1):
            yield [f"reason:{question.code}", option.code, option.text, position, None]


def _no_consent(questionnaire: Questionnaire, texts: Texts) -> Iterator[list[Value]]:
    question = questionnaire.tagged(Tag.CONSENT)
    if question is not None:
        yield [question.code, NO_CONSENT, texts.text("tidy.consent_unanswered"), 0, None]


def _groups(questionnaire: Questionnaire) -> Iterator[list[Value]]:
    """Whom the columns of figures count; the wording is that of the first column that does."""
    seen: dict[str, str] = {}
    for question in questionnaire.all_questions():
        for column in people_columns(question):
            seen.setdefault(group_of(column).value, column.text)
    for position, (code, text) in enumerate(seen.items(), 1):
        yield ["group", code, text, position, None]


def _items(question: Question) -> tuple[Question, ...]:
    return (question, *question.columns)


def _place(questionnaire: Questionnaire, about: tuple[Question, Question] | None) -> dict[str, Value]:
    """Number, section and criterion of a question."""
    if about is None:
        return {"number": None, "section": None, "criterion": None}
    question = about[0]
    return {
        "number": None if question.is_register else questionnaire.number(question.code),
        "section": None if question.is_register else questionnaire.section_of(question.code).title,
        "criterion": question.criterion,
    }


def _leaves(question: Question, item: Question) -> str:
    """Whether what is answered here leaves the centre: see `permitted`."""
    if question.personal or item.personal:
        return NEVER
    at_risk = Tag.AT_RISK in question.tags or Tag.AT_RISK in item.tags
    return WITH_CONSENT if at_risk or item.kind is ValueKind.TEXT else ALWAYS
