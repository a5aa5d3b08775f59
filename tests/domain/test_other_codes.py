"""The same content under codes that say nothing does the same: what decides stands in tags, checks, roles and types."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.content.study import study
from mrcworkbench.domain.disclosure.by_audience import prepare, preview_texts
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.disclosure.submission_preview import preview_of
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.notices import notices
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.revisions.respondents import respondent_of
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.working_copy import WorkingCopy
from mrcworkbench.domain.study.comparison import OwnProfile, compare
from mrcworkbench.domain.study.model import Study
from mrcworkbench.domain.tidy.asked import Asked
from mrcworkbench.domain.tidy.layout import layout
from mrcworkbench.domain.tidy.permitted import permitted
from mrcworkbench.domain.tidy.rows import Country, RowMaker, Whose
from tests.renamed_content import RenamedContent, answers_with_meaning
from tests.reports import TODAY, source

MANAGER, CRITERIA, STUDY, TEXTS = questionnaire("manager"), criteria_set("manager"), study(), catalogue()
OTHER = RenamedContent(MANAGER, CRITERIA, STUDY)


def findings(form: Questionnaire, criteria: CriteriaSet, study_: Study, answers: dict[str, Answer]) -> dict[str, Any]:
    """All that the domain makes of answers."""
    shown = shown_questions(form, answers)
    own = OwnProfile.of(form, answers, TODAY.year)
    copy = WorkingCopy(form, criteria, answers, TEXTS, TODAY)
    preview = preview_of(copy, {})
    given_ = source(answers, questionnaire=form, criteria=criteria, study=study_, own=own, made_by_centre=True)
    reports = {audience: prepare(given_, audience, TEXTS) for audience in Audience}
    exported = permitted(form, answers, shown, own_copy=True)
    there = layout(TEXTS, Asked([form]))
    tables = RowMaker(there.parts[0], there, TEXTS)
    country = Country("ALB", "AL", "Albania")
    return {
        "notices": [
            (one.question, one.code, one.facts, one.row, one.column) for one in notices(form, answers, shown, TODAY)
        ],
        "score": copy.score(),
        "nearest": compare(study_, copy.score(), own).nearest,
        "who": respondent_of(form, answers),
        "preview": [preview.leaving, preview.unanswered, preview.unevidenced, preview.consent],
        "texts": preview_texts(given_),
        "reports": {name: [one.sections, one.held, one.consent] for name, one in reports.items()},
        "for others": permitted(form, answers, shown, own_copy=False),
        "rows": tables.rows(Whose("a", "c", "Centre", country, "2026"), exported, copy.score(), criteria),
    }


@pytest.mark.parametrize("seed", range(12))
def test_what_is_made_of_answers_does_not_depend_on_codes(seed: int) -> None:
    answers = answers_with_meaning(MANAGER, Random(f"other codes {seed}"))
    plain = findings(MANAGER, CRITERIA, STUDY, answers)
    other = findings(OTHER.questionnaire, OTHER.criteria, OTHER.study, OTHER.answers(answers))
    assert {name: OTHER.told(found) for name, found in other.items()} == {
        name: OTHER.told(found) for name, found in plain.items()
    }


def test_the_answers_of_these_tests_are_worth_comparing() -> None:
    """Everything that a tag or check decides is decided in some of them."""
    sets = [answers_with_meaning(MANAGER, Random(f"other codes {seed}")) for seed in range(12)]
    told = {one.code for answers in sets for one in notices(MANAGER, answers, shown_questions(MANAGER, answers), TODAY)}
    assert {"stands_alone", "shares_over_100", "total_over_sum", "total_under_sum", "row_repeated"} <= told
    assert {"date_in_future", "year_in_future", "part_over_whole", "plan_date_passed"} <= told
    assert {respondent_of(MANAGER, answers) for answers in sets} == {"Ana"}
    assert {str(answers["resp_consent"].value) for answers in sets} == {"all", "no_persons", "totals", "nothing"}
