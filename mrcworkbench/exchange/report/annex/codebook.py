"""The sheet Codebook: what each code of the sheets Data and Scores stands for, as a table from A1 for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.disclosure.small_counts import group_of
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.expressions import names
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.questionnaire.tags import GROUPS, Tag
from mrcworkbench.domain.scoring.results import LEVELS, Basis, Status
from mrcworkbench.exchange.report.annex.data import write_table
from mrcworkbench.exchange.report.annex.units import PERSONS, YEAR, unit_of
from mrcworkbench.exchange.report.book import Book

_WIDTHS = (22.0, 25, 26, 50, 10, 9, 9, 13, 8, 12, 24, 30, 44, 10, 11, 14)
_ON_PAPER = 4
_GRADES = "abcd"
"""Of evidence."""
_OPEN = (Status.NOT_KNOWN,)


class Meaning(NamedTuple):
    """A row: a question, a column of its table, a choice, or a code that the program adds (then without question).

    `condition` names the questions whose answers decide whether it is asked.
    """

    question: str | None
    column: str | None
    option: str | None
    label: str
    entry: str
    type: str | None = None
    unit: str | None = None
    group: str | None = None
    personal: str | None = None
    at_risk: str | None = None
    condition: str | None = None
    section: str | None = None
    criterion: str | None = None
    number: str | None = None
    required: str | None = None
    refers_to: str | None = None


def write(book: Book) -> None:
    sheet = book.sheet("codebook", _WIDTHS)
    write_table(book, sheet, "codebook", Meaning._fields, entries(book), _ON_PAPER)


def entries(book: Book) -> Iterator[Meaning]:
    """All entries: questions with their columns and choices, registers, and the codes that the program adds."""
    asked = book.data.questionnaire
    for question in asked.all_questions():
        section_code = None if question.is_register else asked.section_of(question.code).code
        number = None if question.is_register else asked.number(question.code)
        yield from _item(book, question, None, section_code, number)
        for column in question.columns:
            yield from _item(book, question, column, section_code, number)
        for reason in question.not_applicable_reasons:
            yield Meaning(question.code, "reason", reason.code, reason.text, "reason")
    for name, meanings in _added(book).items():
        for code, label in meanings.items():
            yield Meaning(None, name, code, label, "code")


def _added(book: Book) -> Mapping[str, Mapping[str, str]]:
    """The codes that are no choices of a question, by the column in which they stand, with their texts."""
    data, words = book.data, book.words
    states = [state for state in AnswerState if state is not AnswerState.DECLINED or not book.for_donor]
    held = (Withheld.SMALL, Withheld.WOULD_TELL, Withheld.TEXT, Withheld.PERSONAL, Withheld.AT_RISK)
    statuses = {status.value: words.text(f"scoring.status_{status.value}") for status in Status if status not in _OPEN}
    return {
        "section": {section.code: section.title for section in data.questionnaire.sections},
        "criterion": {criterion.id: criterion.title for criterion in data.criteria.criteria},
        "state": {state.value: words.say(f"state_{state.value}") for state in states},
        "held": {why.value: words.say(f"held_{why.value}") for why in held},
        "type": {type_.value: words.annex(f"type_{type_.value}") for type_ in QuestionType},
        "unit": _units(book),
        "group": {group.value: words.annex(f"group_{group.value}") for group in GROUPS},
        "status": {**statuses, **{status.value: words.annex("open") for status in _OPEN}},
        "level": {str(level): words.level(level) for level in LEVELS},
        "basis": {basis.value: words.text(f"scoring.basis_{basis.value}") for basis in Basis},
        "grade": {grade: words.text(f"scoring.grade_{grade}") for grade in _GRADES},
    }


def _item(
    book: Book, question: Question, column: Question | None, section: str | None, number: str | None
) -> Iterator[Meaning]:
    item = column or question
    code = column.code if column else None
    yield Meaning(
        question=question.code,
        column=code,
        option=None,
        label=item.text,
        entry="column" if column else "question",
        type=item.type.value,
        unit=unit_of(book.data, question, item),
        group=group_of(item).value if Tag.PEOPLE in item.tags else None,
        personal=_yes(item.personal),
        at_risk=_yes(Tag.AT_RISK in item.tags),
        condition=";".join(sorted(names(item.relevant))) if item.relevant is not None else None,
        section=section,
        criterion=question.criterion,
        number=number,
        required=_yes(item.required),
        refers_to=item.refers_to,
    )
    for option in item.options:
        yield Meaning(question.code, code, option.code, option.text, "option")


def _units(book: Book) -> Mapping[str, str]:
    """The codes of units with their texts: what the centre may count its clients in, and those of the program."""
    choice = book.data.questionnaire.tagged(Tag.COUNT_UNIT)
    chosen = {option.code: option.text for option in choice.options} if choice is not None else {}
    return {**chosen, **{unit: book.words.annex(f"unit_{unit}") for unit in (PERSONS, YEAR)}}


def _yes(holds: bool) -> str | None:
    return "yes" if holds else None
