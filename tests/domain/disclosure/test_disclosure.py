"""What each audience sees of an assessment, decided once, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.by_audience import kept_back, prepare, preview_texts
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, Release, ReportData, Withheld, text_digest
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from mrcworkbench.errors import UserError
from tests.answer_sets import REFERENCE, best_answers, given
from tests.made_rules import CRITERION, made_criteria, made_form
from tests.reports import Marked, source

DONOR, INTERNAL = Audience.DONOR, Audience.INTERNAL


def seen(data: ReportData) -> str:
    """Everything that a report could show, in one text."""
    reasons = [reason.text for score in data.score.criteria for reason in (*score.why, *score.next)]
    views = [(v.cell, v.rows, v.reason, v.comment, v.files, v.state) for v in data.by_code.values()]
    return repr((data.centre, views, reasons))


def test_nothing_that_must_stay_is_in_what_a_donor_gets(texts: Catalogue) -> None:
    marked = Marked(Random(1))
    answers = marked.answers()
    answers["prof_body"] = replace(answers["prof_body"], attachments=("ab" * 32,))
    content = seen(prepare(source(answers), DONOR, texts))
    assert not [text for text in (*marked.texts.values(), *marked.comments, "ab" * 32) if text in content]
    released = seen(prepare(source(answers), DONOR, texts, Letting(all_texts=True)))
    assert not [text for text in (*marked.of_persons, *marked.comments, "ab" * 32) if text in released]


def test_columns_about_persons_are_gone_for_a_donor_and_there_inside(texts: Catalogue) -> None:
    plan = (Row("r1", {"jobs_plan_step": "Ask them", "jobs_plan_person": "Ana"}),)
    answers = {"jobs_status": given("planned"), "jobs_plan": given(plan)}
    made = source(answers, questionnaire=questionnaire("manager", "1.0.0"), criteria=criteria_set("manager", "1.0.0"))
    donor, internal = prepare(made, DONOR, texts), prepare(made, INTERNAL, texts)
    assert "jobs_plan_person" not in donor.by_code["jobs_plan"].rows[0].cells
    assert donor.held_questions["jobs_plan_person"] is Withheld.PERSONAL
    assert internal.by_code["jobs_plan"].rows[0].cells["jobs_plan_person"].value == "Ana"


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_not_even_how_many_persons_answered_or_were_named_is_told_to_a_donor(version: str, texts: Catalogue) -> None:
    """Of one respondent, the task and the years in the centre tell who it is."""
    rules = {"questionnaire": questionnaire("manager", version), "criteria": criteria_set("manager", version)}
    said = {
        "resp_people": given((Row("r1", {"resp_people_function": "Head", "resp_people_name": "Ana"}),)),
        "resp_parts": given(("centre",)),
        "people": given((Row("r1", {"people_name": "Ben", "people_body": "Union", "people_agreed": "yes"}),)),
    }
    told = [prepare(source(one, **rules), DONOR, texts) for one in (said, {"resp_parts": said["resp_parts"]})]
    assert seen(told[0]) == seen(told[1])
    assert (told[0].answered, told[0].applicable, told[0].held) == (told[1].answered, told[1].applicable, told[1].held)
    assert told[0].held_questions == told[1].held_questions
    assert {code: told[0].held_questions[code] for code in ("resp_people", "people")} == {
        "resp_people": Withheld.PERSONAL,
        "people": Withheld.PERSONAL,
    }
    assert "Ben" in seen(prepare(source(said, **rules), INTERNAL, texts))


def test_levels_are_those_of_the_day_of_the_answers(texts: Catalogue) -> None:
    form = made_form()
    criteria = made_criteria(form)
    best = best_answers(form, criteria.by_id[CRITERION])
    made = source(best, questionnaire=form, criteria=criteria, as_of=REFERENCE)
    later = replace(made, as_of=REFERENCE.replace(year=REFERENCE.year + 9))
    for audience in Audience:
        levels = [prepare(one, audience, texts).score.by_id[CRITERION].level for one in (made, later)]
        assert levels == [4, 3]


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_what_was_declined_looks_to_a_donor_as_if_it_had_not_been_answered(version: str, texts: Catalogue) -> None:
    form, rules = questionnaire("manager", version), criteria_set("manager", version)
    for seed in range(12):
        rng, answers = Random(seed), Marked(Random(seed)).answers(registers=True)
        declined = [code for code in answers if rng.random() < 0.3]
        kinds = [Answer(AnswerState.DECLINED, comment="why"), Answer()]
        told = []
        for kind in kinds:
            made = source({**answers, **dict.fromkeys(declined, kind)}, questionnaire=form, criteria=rules)
            told.append(prepare(made, DONOR, texts))
        assert seen(told[0]) == seen(told[1])
        assert replace(told[0], study=told[1].study) == replace(told[1])


def test_only_the_centre_is_told_how_much_was_declined() -> None:
    made = source({"media_status": Answer(AnswerState.DECLINED), "clients_unit": Answer(AnswerState.DECLINED)})
    assert kept_back(made)[Withheld.DECLINED] == 2


def test_a_release_ends_when_its_text_is_changed(texts: Catalogue) -> None:
    made = source({"prof_body": given("The ministry")})
    [text] = preview_texts(made)
    released = replace(made, releases=frozenset({Release(text.place, text_digest(text.text))}))
    assert prepare(released, DONOR, texts).by_code["prof_body"].cell.value == "The ministry"
    changed = replace(released, answers={"prof_body": given("The ministry of Ana")})
    cell = prepare(changed, DONOR, texts).by_code["prof_body"].cell
    assert (cell.value, cell.held) == (None, Withheld.TEXT)
    assert [text.released for text in preview_texts(changed)] == [False]


def test_the_preview_warns_of_what_looks_like_a_contact() -> None:
    for text, warned in (("write to ana@example.org", True), ("call 069 123 4567", True), ("since 2004", False)):
        assert [item.may_name_person for item in preview_texts(source({"prof_body": given(text)}))] == [warned]


def test_answers_at_risk_need_consent(texts: Catalogue) -> None:
    answers = {
        "resp_parts": given(("subjects",)),
        "prof_tie": given("integrated"),
        "gov_status": given("in_place"),
        "gov_more": given(("open",)),
        "prof_clients": given(("irregular",)),
    }
    risky = {"prof_clients", "gov_more"}
    assert not risky & prepare(source(answers), DONOR, texts).by_code.keys()
    allowed = prepare(source({**answers, "resp_consent": given("no_persons")}), DONOR, texts)
    assert risky <= allowed.by_code.keys()


def test_reasons_that_rest_on_what_is_at_risk_stay_too(texts: Catalogue) -> None:
    """In version 1.0.0 a level reads such an answer."""
    form, rules = questionnaire("manager", "1.0.0"), criteria_set("manager", "1.0.0")
    answers = {
        "prof_tie": given("integrated"),
        "gov_status": given("in_place"),
        "gov_way": given(("staff", "open")),
        "prof_clients": given(("irregular",)),
    }
    made = source(answers, questionnaire=form, criteria=rules)
    kept = prepare(made, DONOR, texts)
    assert "prof_clients" not in kept.by_code
    assert "gov_way" not in kept.by_code
    agreed = replace(made, answers={**answers, "resp_consent": given("no_persons")})
    allowed = prepare(agreed, DONOR, texts)
    assert "gov_way" in allowed.by_code
    criterion = "sustainability.government_integration"
    told = (*allowed.score.by_id[criterion].why, *allowed.score.by_id[criterion].next)
    risky = {reason.text for reason in told if "gov_way" in reason.questions}
    assert risky
    assert not [text for text in risky if text in seen(kept)]
    assert kept.score.by_id[criterion].level == allowed.score.by_id[criterion].level


@pytest.mark.parametrize("consent", [None, "totals", "nothing"])
def test_another_body_reports_to_a_donor_only_with_consent(consent: str | None, texts: Catalogue) -> None:
    answers = {"resp_consent": given(consent)} if consent else {}
    with pytest.raises(UserError) as caught:
        prepare(source(answers, made_by_centre=False), DONOR, texts)
    assert caught.value.code == "report_no_consent"
    assert prepare(source(answers, made_by_centre=False), INTERNAL, texts)
    assert prepare(source(answers), DONOR, texts).consent == consent


def test_another_body_may_report_where_the_centre_allows_it(texts: Catalogue) -> None:
    made = source({"resp_consent": given("no_persons")}, made_by_centre=False)
    assert prepare(made, DONOR, texts).consent == "no_persons"


def test_hidden_answers_are_never_shown_and_come_back_with_their_question(texts: Catalogue) -> None:
    hidden = {"media_often": given("once"), "media_status": given("none")}
    for audience in Audience:
        assert "media_often" not in prepare(source(hidden), audience, texts).by_code
    shown = {**hidden, "media_status": given("in_place")}
    assert "media_often" in prepare(source(shown), DONOR, texts).by_code


def test_options_show_as_texts_and_not_applicable_with_its_reason(texts: Catalogue) -> None:
    question = source({}).questionnaire["devplan_status"]
    reason = question.not_applicable_reasons[0]
    answers = {
        "devplan_status": Answer(AnswerState.NOT_APPLICABLE, None, reason.code),
        "prof_context": given(("origin", "return")),
    }
    data = prepare(source(answers), DONOR, texts)
    assert data.by_code["devplan_status"].reason == reason.text
    shown = str(data.by_code["prof_context"].cell.value)
    assert shown.count("; ") == 1
    assert "origin" in shown


PLACES = given(
    (
        Row("r1", {"prof_sites_place": "Market square", "prof_sites_kind": "main", "prof_sites_days": 5}),
        Row("r2", {"prof_sites_place": "Rose house", "prof_sites_kind": "shelter", "prof_sites_days": 7}),
    )
)
FACTS = {
    "resp_parts": given(("centre",)),
    "prof_body": given("The ministry"),
    "prof_names": given((Row("n1", {"prof_names_name": "Centre Velira", "prof_names_kind": "full"}),)),
    "prof_funding": given((Row("f1", {"prof_funding_payer": "The State", "prof_funding_kind": "state"}),)),
    "prof_sites": PLACES,
    "practices": given((Row("p1", {"practices_title": "Open evenings"}),)),
}


@pytest.mark.parametrize("consent", [None, "no_persons"])
def test_one_choice_lets_the_public_facts_go_and_no_place_that_is_not_open(
    consent: str | None, texts: Catalogue
) -> None:
    made = source({**FACTS, **({"resp_consent": given(consent)} if consent else {})})
    facts = ("The ministry", "Centre Velira", "The State", "Market square")
    kept, public = seen(prepare(made, DONOR, texts)), seen(prepare(made, DONOR, texts, Letting(public=True)))
    assert [fact for fact in facts if fact in kept] == []
    assert [fact for fact in facts if fact not in public] == []
    assert not [text for text in ("Rose house", "Open evenings") if text in public]
    rows = prepare(made, DONOR, texts, Letting(public=True)).by_code["prof_sites"].rows
    assert [row.id for row in rows] == (["r1", "r2"] if consent else ["r1"])
    assert seen(prepare(replace(made, public=True), DONOR, texts)) == public


def test_single_texts_are_let_go_by_question_and_row(texts: Catalogue) -> None:
    two = given(tuple(Row(f"x{n}", {"practices_title": f"Practice {n}"}) for n in (1, 2)))
    made = source({**FACTS, "practices": two})

    def shown(*names: tuple[str, str | None]) -> set[str]:
        content = seen(prepare(made, DONOR, texts, Letting(texts=frozenset(names))))
        return {text for text in ("The ministry", "Practice 1", "Practice 2") if text in content}

    assert shown(("prof_body", None)) == {"The ministry"}
    assert shown(("practices", "2")) == {"Practice 2"}
    assert shown(("practices", "x1"), ("prof_body", None)) == {"The ministry", "Practice 1"}
    assert shown(("practices", None)) == {"Practice 1", "Practice 2"}


def test_texts_to_let_go_that_are_not_there_are_all_named(texts: Catalogue) -> None:
    wrong = frozenset({("prof_body", None), ("nothing", None), ("practices", "3"), ("prof_year", None)})
    with pytest.raises(UserError) as caught:
        prepare(source(FACTS), DONOR, texts, Letting(texts=wrong))
    assert (caught.value.code, caught.value.facts["texts"]) == ("release_unknown", "nothing, practices:3, prof_year")
