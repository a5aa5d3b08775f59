"""A centre answers within two hours: how much of the questionnaire it meets, in questions, words and cells.

Counted is what is shown once the centre has said which criteria are in place and planned: every text of these
questions, with titles and intros of their sections, and one cell for each question, or three rows of each table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.progress.effort import minutes
from mrcworkbench.domain.questionnaire.answers import Answer, answered
from mrcworkbench.domain.questionnaire.model import Question, Role, Section
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag

MOST_QUESTIONS, MOST_WORDS, MOST_CELLS = 90, 4_500, 200
ROWS = 3
"""Of each table without fixed rows."""
MANAGER = questionnaire("manager")
IN_PLACE = {
    "typical": "info counsel outreach referral media access location contacts needs jobs training abroad",
    "tiny": "info counsel outreach referral media access contacts training direct abroad",
    "full": " ".join(section.code for section in MANAGER.sections if section.criterion),
}
PLANNED = {"typical": "policy costs gov", "tiny": "policy costs jobs", "full": ""}
TIE = {"typical": "handover_intended", "tiny": "independent", "full": "handover_intended"}


@dataclass(frozen=True)
class Met:
    """What a centre meets."""

    questions: int
    words: int
    cells: int


def _words(text: str | None) -> int:
    return len((text or "").split())


def _words_of(asked: Question) -> int:
    said = [asked.text, asked.help, *(one.text for one in (*asked.options, *asked.not_applicable_reasons))]
    return sum(map(_words, said)) + sum(_words_of(column) for column in asked.columns)


def _cells_of(asked: Question) -> int:
    if not asked.is_table:
        return 1
    rows = ROWS if asked.fixed_column is None else len(asked.column_by_code[asked.fixed_column].options)
    return rows * len(asked.columns)


def met_by(answers: dict[str, Answer]) -> Met:
    shown = shown_questions(MANAGER, answers)

    def of(section: Section) -> list[Question]:
        return [asked for asked in section.questions if asked.code in shown]

    sections = [section for section in MANAGER.sections if of(section)]
    asked = [one for section in sections for one in of(section)]
    heads = sum(_words(section.title) + _words(section.intro) for section in sections)
    return Met(len(asked), heads + sum(map(_words_of, asked)), sum(map(_cells_of, asked)))


def centre(kind: str) -> dict[str, Answer]:
    """The answers of a kind of centre that decide what it meets."""
    said = {"prof_tie": TIE[kind], "clients_unit": "persons"}
    for section in MANAGER.sections:
        for asked in section.questions:
            if asked.role is Role.STATUS:
                in_place, planned = (section.code in which[kind].split() for which in (IN_PLACE, PLANNED))
                said[asked.code] = "in_place" if in_place else "planned" if planned else "none"
    return {code: answered(value) for code, value in said.items()}


def _minutes(answers: dict[str, Answer]) -> int:
    shown = shown_questions(MANAGER, answers) & MANAGER.asked
    return round(sum(minutes(MANAGER[code]) for code in shown))


@pytest.mark.parametrize("kind", ["typical", "tiny"])
def test_a_centre_keeps_within_the_bars(kind: str) -> None:
    met = met_by(centre(kind))
    assert met.questions <= MOST_QUESTIONS
    assert met.words <= MOST_WORDS
    assert met.cells <= MOST_CELLS
    assert _minutes(centre(kind)) <= 120


def test_what_an_optional_part_says_it_takes_is_what_the_program_guesses() -> None:
    parts = MANAGER["resp_parts"]
    main = _minutes(centre("typical"))
    for part in parts.options:
        if Tag.NONE_OF_THESE not in part.tags:
            more = _minutes(centre("typical") | {parts.code: answered((part.code,))}) - main
            assert re.findall(r"about (\d+) minutes", part.text) == [str(round(more, -1))], more


def test_a_centre_that_has_everything_in_place_keeps_within_the_bar_of_cells() -> None:
    met = met_by(centre("full"))
    assert met.cells <= MOST_CELLS
    assert met.questions <= 125
