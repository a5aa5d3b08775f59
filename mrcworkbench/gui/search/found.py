"""What the search finds: sections, questions, choices, own answers and comments, and what studied centres do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import Answer, Row, Value, confirmed
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.references import with_names
from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.words.answers import value_text
from mrcworkbench.gui.words.titles import question_title

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy
    from mrcworkbench.domain.study.model import Study
    from mrcworkbench.domain.texts import Texts

MOST = 40
"""Results shown; whoever needs more types another word."""
KINDS = ("section", "question", "option", "answer", "comment", "practice")
"""In the order in which equally good hits are listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text that can be found. `head` says where it is, such as "14.3" or a centre's name; `text` is shown."""

    kind: str
    head: str
    text: str
    place: Place
    folded: str


def _entry(kind: str, head: str, text: str, place: Place, also: str = "") -> Entry:
    return Entry(kind, head, text, place, fold(f"{head} {text} {also}"))


def own_entries(copy: WorkingCopy, texts: Texts) -> Iterator[Entry]:
    """Everything in the questionnaire that applies now, with the answers."""
    for section in copy.questionnaire.sections:
        place = Place("questionnaire", section=section.code)
        yield _entry("section", str(section.number), section.title, place, section.intro or "")
        for question in section.questions:
            if copy.is_shown(question.code):
                where = Place("questionnaire", section=section.code, question=question.code)
                number = copy.questionnaire.number(question.code)
                yield _entry("question", number, question_title(question, texts), where, question.help or "")
                yield from _of_question(question, number, where, copy)
    for register in copy.questionnaire.registers:
        yield from _of_register(register, copy, texts)


def _of_register(register: Question, copy: WorkingCopy, texts: Texts) -> Iterator[Entry]:
    """A register by its title, and each of its rows."""
    yield _entry("section", register.text, register.text, Place.of_register(register.code), register.help or "")
    gone = texts.text("registers.row_gone")
    named = with_names(register, copy.questionnaire, copy.answers, gone)
    for row in copy.answer(register.code).rows:
        place = Place.of_register(register.code, row.id)
        yield _entry("answer", register.text, " ".join(_typed(named, (row,))), place)
        for comment in filter(None, (row.comment, row.kept_comment)):
            yield _entry("comment", register.text, comment, place)


def _of_question(question: Question, number: str, place: Place, copy: WorkingCopy) -> Iterator[Entry]:
    for option in (*question.options, *question.not_applicable_reasons):
        yield _entry("option", number, option.text, place)
    for column in question.columns:
        yield _entry("option", number, column.text, place)
        for option in column.options:
            yield _entry("option", number, option.text, place)
    answer: Answer = copy.answer(question.code)
    for text in _typed(question, confirmed(answer).value):
        yield _entry("answer", number, text, place)
    for comment in filter(None, (answer.comment, answer.kept_comment)):
        yield _entry("comment", number, comment, place)


def _typed(question: Question, value: Value | None) -> Iterator[str]:
    """What a person typed or chose, in words."""
    if isinstance(value, tuple):
        for item in value:
            if isinstance(item, Row):
                columns = question.column_by_code
                yield " · ".join(
                    text for code, cell in item.cells.items() if code in columns for text in _typed(columns[code], cell)
                )
            else:
                yield value_text(question, item)
    elif value is not None:
        yield value_text(question, value)


def study_entries(study: Study) -> Iterator[Entry]:
    """What the study says of the centres."""
    for item in study.evidence:
        if item.kind.value == "matrix":
            continue
        centre = study.centre_by_id[item.centre]
        place = Place("compare", criterion=item.criterion, centre=item.centre)
        names = f"{centre.name} {centre.name_english or ''} {centre.id}"
        yield _entry("practice", f"{centre.short_name}, {centre.country}", item.text, place, names)


def find(entries: Iterable[Entry], words: str) -> list[Entry]:
    """The entries in which every word occurs; those where a word begins the text or a word of it come first."""
    wanted = fold(words).split()
    if not wanted:
        return []
    found = []
    for order, entry in enumerate(entries):
        if all(word in entry.folded for word in wanted):
            starts = sum(f" {word}" in f" {entry.folded}" for word in wanted)
            found.append((KINDS.index(entry.kind), -starts, order, entry))
    found.sort(key=lambda hit: hit[:3])
    return _each_place_once(hit[3] for hit in found)[:MOST]


def _each_place_once(entries: Iterable[Entry]) -> list[Entry]:
    """Several hits in one question are one result for each kind of text."""
    seen: set[tuple[Place, str]] = set()
    kept = []
    for entry in entries:
        key = (entry.place, entry.text if entry.kind == "practice" else entry.kind)
        if key not in seen:
            seen.add(key)
            kept.append(entry)
    return kept
