"""The study's own examples look right: answered as the text describes them, and no more, each has the level that the
text warrants.

`study_examples/DIMENSION.json` has for each example its centre and criterion, the lines that describe it, the answers
in the forms of the command line, the level, and which words of the text give the answers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.content.study import study
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.relevance import AnswersLookup, shown_questions
from mrcworkbench.domain.scoring.results import CriterionScore, Status
from mrcworkbench.domain.scoring.score import score_criterion
from mrcworkbench.domain.study.model import EvidenceKind
from tests.answer_sets import Answers

DRAFTED = date(2009, 10, 12)
"""The day of the study's text: levels are read as they were then."""
FORM = questionnaire("manager")
CRITERIA = criteria_set("manager").by_id
FILES = sorted((Path(__file__).parent / "study_examples").glob("*.json"))
EXAMPLES: list[dict[str, Any]] = [example for file in FILES for example in json.loads(file.read_text("utf-8"))]
CLAIMS = {
    (claim.centre, claim.criterion): claim
    for claim in study().evidence
    if claim.kind is EvidenceKind.BODY and claim.criterion is not None
}
"""What the running text says of a centre under a criterion's own heading."""
each_example = pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example['centre']}-{example['criterion']}"
)


def answers_of(example: dict[str, Any]) -> Answers:
    ids = count(1)
    answers: Answers = {}
    for code, raw in example["answers"].items():
        checked = check_answer(FORM[code], raw, new_row_id=lambda: f"r{next(ids)}")
        assert checked.answer is not None, (code, checked.problems)
        assert checked.problems == (), (code, checked.problems)
        answers[code] = checked.answer
    return answers


def score_of(example: dict[str, Any]) -> CriterionScore:
    answers = answers_of(example)
    lookup = AnswersLookup(FORM, answers, shown_questions(FORM, answers), DRAFTED)
    return score_criterion(CRITERIA[example["criterion"]], FORM, lookup, answers, catalogue())


def lines(source: str) -> tuple[str, set[int]]:
    """Document and lines of a source such as 001:294 or 001:298-308."""
    found = re.fullmatch(r"(\d{3}):(\d+)(?:-(\d+))?", source)
    assert found is not None, source
    document, first, last = found.groups()
    return document, set(range(int(first), int(last or first) + 1))


def test_every_example_of_the_text_is_there_once() -> None:
    dimensions = {file.stem for file in FILES}
    assert dimensions <= {criterion.dimension for criterion in CRITERIA.values()}
    wanted = [claim for claim in CLAIMS if CRITERIA[str(claim[1])].dimension in dimensions]
    assert Counter((example["centre"], example["criterion"]) for example in EXAMPLES) == Counter(wanted)


@each_example
def test_an_example_has_the_level_that_the_text_warrants(example: dict[str, Any]) -> None:
    assert score_of(example).level == example["level"], example["because"]


@each_example
def test_what_the_study_praises_is_seen_to_work(example: dict[str, Any]) -> None:
    """In place: level 2 at least. Planned: level 1."""
    claim, score = CLAIMS[example["centre"], example["criterion"]], score_of(example)
    assert score.level is not None
    if claim.status == "in_place":
        assert score.status is Status.IN_PLACE
        assert score.level >= 2
    else:
        assert (score.status, score.level) == (Status.PLANNED, 1)


@each_example
def test_an_example_is_answered_from_the_lines_that_it_names(example: dict[str, Any]) -> None:
    document, named = lines(example["source"])
    sources = CLAIMS[example["centre"], example["criterion"]].sources
    claimed = {line for one in sources if one.document == document for line in one.lines}
    assert named & claimed
    assert example["because"].strip()


@each_example
def test_every_answer_of_an_example_is_asked(example: dict[str, Any]) -> None:
    """None is hidden, and none belongs to another criterion: each says something of this one."""
    answers = answers_of(example)
    section = FORM.section_by_code[CRITERIA[example["criterion"]].section]
    own = {question.code for question in section.questions}
    assert set(answers) <= shown_questions(FORM, answers)
    assert set(answers) <= own | {"resp_parts", "prof_tie"}
