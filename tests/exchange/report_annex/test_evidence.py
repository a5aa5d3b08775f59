"""The annex tells what a practice in place rests on: a claim is told as one, and titles leave only if released."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.report_parts import Audience, Release, text_digest
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from tests.answer_sets import given
from tests.exchange.conftest import Annex, parts
from tests.reports import source

TITLE, PLACE = "zqPricesqz", "zqRoom3qz"
FILE = "ab" * 32


def documents(code: str) -> Answer:
    """One document with title, date and place, and one that has no date."""
    cells = {f"{code}_documents_title": TITLE, f"{code}_documents_date": "2026-05-01"}
    draft = {f"{code}_documents_title": "zqdraftqz"}
    return given((Row("d1", {**cells, f"{code}_documents_where": PLACE}), Row("d2", draft)))


@pytest.fixture
def answers() -> dict[str, Answer]:
    """One practice with a document named, one with a file, one that names none, one on the own word; one planned."""
    made = {f"{code}_status": given("in_place") for code in ("costs", "jobs", "invest", "info")}
    return {
        **made,
        "costs_evidence": given("b"),
        "costs_documents": documents("costs"),
        "jobs_evidence": Answer(AnswerState.ANSWERED, "d", attachments=(FILE,)),
        "invest_evidence": given("b"),
        "info_evidence": given("a"),
        "media_status": given("planned"),
    }


def evidence(path: Path, number: int) -> str | None:
    rows = load_workbook(path)["Criteria"].iter_rows(values_only=True)
    found = next(row[5] for row in rows if row[0] == number)
    return None if found is None else str(found)


def number(id_: str) -> int:
    return criteria_set("manager").by_id[id_].number


COSTS, JOBS = "development.remittances.transfer_costs", "development.employment.job_matching"
INVEST, MEDIA = "development.remittances.investment_information", "protection.outreach.media"


def counts(path: Path) -> dict[str, int]:
    rows = load_workbook(path)["Check"].iter_rows(values_only=True)
    return {str(row[0]).removeprefix("In place, "): row[1] for row in rows if str(row[0]).startswith("In place, ")}


def test_what_is_in_place_is_counted_by_what_it_rests_on(annex: Annex, answers: dict[str, Answer]) -> None:
    assert counts(annex(answers)) == {
        "confirmed from outside": 0,
        "a file attached": 1,
        "a document named": 1,
        "a document that the centre says it can show": 0,
        "on the centre\u2019s word alone": 2,
    }


def test_version_1_takes_the_word_for_a_document(annex: Annex, answers: dict[str, Answer]) -> None:
    early = source(
        {code: answer for code, answer in answers.items() if not code.endswith("_documents")},
        questionnaire=questionnaire("manager", "1.0.0"),
        criteria=criteria_set("manager", "1.0.0"),
    )
    found = counts(annex(early))
    assert (found["a file attached"], found["a document that the centre says it can show"]) == (1, 2)


def test_a_title_stays_until_it_is_released(annex: Annex, answers: dict[str, Answer]) -> None:
    claim = "b: the centre says it can show a document, a record or a figure"
    held = annex(answers)
    assert evidence(held, number(COSTS)) == f"{claim}\n1 title not released"
    assert not any(text in content for text in (TITLE, PLACE) for content in parts(held).values())
    release = Release(("costs_documents", "d1", "costs_documents_title"), text_digest(TITLE))
    released = annex(source(answers, releases=frozenset({release})))
    assert evidence(released, number(COSTS)) == f"{claim}\n•\u00a0{TITLE}, 2026-05-01"
    assert not any(PLACE in content for content in parts(released).values())


def test_inside_the_centre_a_document_is_told_whole(annex: Annex, answers: dict[str, Answer]) -> None:
    told = evidence(annex(answers, Audience.INTERNAL), number(COSTS)) or ""
    assert told.endswith(f"•\u00a0{TITLE}, 2026-05-01, kept: {PLACE}")
    assert "zqdraftqz" not in told


def test_an_attached_file_shows_as_attached_and_a_plan_has_no_grade(annex: Annex, answers: dict[str, Answer]) -> None:
    path = annex(answers)
    assert evidence(path, number(JOBS)) == (
        "d: an evaluation, a study or a survey of clients is attached\n1 file attached; it stays with the centre"
    )
    assert evidence(path, number(INVEST)) == "a: the centre\u2019s own word"
    assert evidence(path, number(MEDIA)) is None


def test_what_goes_beyond_the_study_says_so(annex: Annex, answers: dict[str, Answer]) -> None:
    beyond = {"resp_parts": given(("safe",)), "safe_conduct": given("written")}
    rows = [row[0] for row in load_workbook(annex({**answers, **beyond}))["Answers"].iter_rows(values_only=True)]
    assert any(str(text).endswith("(beyond the study, optional, not scored)") for text in rows)


def test_a_title_typed_anew_is_held_again(annex: Annex, answers: dict[str, Answer]) -> None:
    release = Release(("costs_documents", "d1", "costs_documents_title"), text_digest("another"))
    held = annex(source(answers, releases=frozenset({release})))
    assert evidence(
        held,
        number(COSTS),
    ) == ("b: the centre says it can show a document, a record or a figure\n1 title not released")
