"""What a reader is told does not depend on the codes of the content."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from mrcworkbench.content.study import study
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.study.comparison import OwnProfile
from tests.exchange.conftest import Annex
from tests.renamed_content import RenamedContent, answers_with_meaning
from tests.reports import TODAY, source


@pytest.mark.parametrize("audience", Audience)
def test_the_sheets_to_read_are_the_same_under_other_codes(
    annex: Annex, manager: Questionnaire, criteria: CriteriaSet, audience: Audience
) -> None:
    to_read = {"Comparison", "Sources", "Suggestions", "Figures", "Answers", "Levels"}
    other = RenamedContent(manager, criteria, study())
    answers = answers_with_meaning(manager, Random("workbook"))

    def cells(form: Questionnaire, **content: Any) -> Any:
        own = OwnProfile.of(form, content["answers"], TODAY.year)
        path = annex(source(questionnaire=form, own=own, made_by_centre=True, **content), audience)
        book = load_workbook(path)
        return other.told({title: [[cell.value for cell in row] for row in book[title]] for title in sorted(to_read)})

    plain = cells(manager, criteria=criteria, study=study(), answers=answers)
    assert plain == cells(
        other.questionnaire, criteria=other.criteria, study=other.study, answers=other.answers(answers)
    )
    said = {text for sheet in plain.values() for row in sheet for text in row if isinstance(text, str)}
    assert any("Different persons" in text or "Visits" in text for text in said), "what the figures count is not told"
