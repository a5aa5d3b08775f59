"""What needs a look, although each answer by itself is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.content.questionnaires import question_of
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Cell
from mrcworkbench.domain.questionnaire.model import Questionnaire, Section
from mrcworkbench.domain.questionnaire.notices import notices
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from tests.answer_sets import Answers, given, random_answers, table

MANAGER = questionnaire("manager")
TEXTS = catalogue()
TODAY = date(2026, 5, 12)


def look(answers: Answers) -> tuple[Problem, ...]:
    found = notices(MANAGER, answers, shown_questions(MANAGER, answers), TODAY)
    for notice in found:
        assert not notice.blocking
        assert TEXTS.text(f"notice.{notice.code}", **notice.facts)
    return found


def found(answers: Answers) -> list[tuple[str, str, str | None, str | None]]:
    return [(notice.question, notice.code, notice.row, notice.column) for notice in look(answers)]


def way(name: str, women: int | None = None, men: int | None = None, **more: int) -> Mapping[str, Cell]:
    cells: dict[str, Cell] = {"clients_figures_way": name}
    for column, value in {"women": women, "men": men, **more}.items():
        if value is not None:
            cells[f"clients_figures_{column}"] = value
    return cells


def test_shares_may_not_exceed_the_whole() -> None:
    def shares(*numbers: float) -> Answers:
        return {"prof_funding": table(*({"prof_funding_payer": "P", "prof_funding_share": n} for n in numbers))}

    assert found(shares(60, 40)) == []
    assert found(shares(33.3, 33.3, 33.4)) == []
    assert found(shares(0.1, 0.2, 99.7)) == []
    assert found(shares(60, 40.5)) == [("prof_funding", "shares_over_100", None, "prof_funding_share")]
    assert look(shares(60, 45))[0].facts == {"total": 105}


@pytest.mark.parametrize("unit", ["visits", "talks", "persons"])
def test_all_ways_together_is_not_more_than_the_ways(unit: str) -> None:
    rows = table(way("person", 10, 5), way("phone", 20), way("all", 31, 5))
    assert found({"clients_unit": given(unit), "clients_figures": rows}) == [
        ("clients_figures", "total_over_sum", "r2", "clients_figures_women")
    ]


def test_visits_add_up_but_a_person_may_come_in_several_ways() -> None:
    rows = table(way("person", 10, 5), way("phone", 20), way("all", 25, 5))
    assert found({"clients_unit": given("persons"), "clients_figures": rows}) == []
    assert found({"clients_unit": given("visits"), "clients_figures": rows}) == [
        ("clients_figures", "total_under_sum", "r2", "clients_figures_women")
    ]
    fewer = table(way("person", 10, 5), way("phone", 20), way("all", 19, 5))
    assert found({"clients_unit": given("persons"), "clients_figures": fewer}) == [
        ("clients_figures", "total_under_row", "r2", "clients_figures_women")
    ]


def test_a_total_by_itself_and_a_sum_by_itself_are_fine() -> None:
    for rows in (table(way("all", 5, 5)), table(way("person", 5, 5), way("phone", 9))):
        assert found({"clients_unit": given("visits"), "clients_figures": rows}) == []


def test_a_part_is_not_more_than_its_whole() -> None:
    answers: Answers = {
        "clients_unit": given("visits"),
        "clients_figures": table(way("person", 3, 2, not_recorded=1, under_18=6), way("phone", 3, 2, under_18=6)),
        "prof_staff": table(
            {"prof_staff_task": "lead", "prof_staff_women": 1, "prof_staff_men": 1, "prof_staff_communities": 3},
            {"prof_staff_task": "care", "prof_staff_communities": 3},
        ),
    }
    assert found(answers) == [
        ("prof_staff", "part_over_whole", "r0", "prof_staff_communities"),
        ("clients_figures", "part_over_whole", "r1", "clients_figures_under_18"),
    ]


def test_the_same_way_in_two_rows_counts_people_twice() -> None:
    answers: Answers = {
        "clients_unit": given("visits"),
        "clients_figures": table(way("person", 3), way("person", 4)),
        "prof_staff": table({"prof_staff_task": "lead"}, {"prof_staff_task": "lead"}),
    }
    assert [code for _, code, _, _ in found(answers)] == ["row_repeated", "row_repeated"]


def test_a_step_is_late_from_the_day_after_its_date() -> None:
    def plan(day: str) -> Answers:
        return {"info_status": given("planned"), "info_plan": table({"info_plan_by": day, "info_plan_post": "A"})}

    assert found(plan("2026-05-12")) == []
    assert found(plan("2026-05-11")) == [("info_plan", "plan_date_passed", "r0", "info_plan_by")]
    assert found({**plan("2026-05-11"), "info_status": given("in_place")}) == []


def test_what_was_done_cannot_lie_ahead() -> None:
    answers: Answers = {
        "resp_date": given("2026-05-13"),
        "prof_year": given(2027),
        "clients_unit": given("visits"),
        "clients_until": given("2026-06-30"),
        "info_status": given("in_place"),
        "info_evidence": given("b"),
        "info_documents": table({"info_documents_title": "A", "info_documents_date": "2026-05-13"}),
    }
    assert [(question, code) for question, code, _, _ in found(answers)] == [
        ("resp_date", "date_in_future"),
        ("prof_year", "year_in_future"),
        ("clients_until", "date_in_future"),
        ("info_documents", "date_in_future"),
    ]


def test_choices_that_stand_alone_are_marked_where_others_are_chosen_too() -> None:
    answers: Answers = {
        "resp_parts": given(("centre",)),
        "resp_sources": given(("memory", "records")),
        "people": table({"people_tie": ("payer", "none")}, {"people_tie": ("none",)}),
    }
    assert found(answers) == [
        ("resp_sources", "stands_alone", None, None),
        ("people", "stands_alone", "r0", "people_tie"),
    ]
    assert found({"resp_parts": given(("centre",)), "resp_sources": given(("memory",))}) == []


@pytest.mark.parametrize("state", [AnswerState.BLANK, AnswerState.NOT_KNOWN, AnswerState.CONFLICT])
def test_only_answers_are_looked_at(state: AnswerState) -> None:
    assert found({"resp_date": Answer(state, "2100-01-01")}) == []


def test_notices_have_a_sentence_whatever_the_answers() -> None:
    rng = Random("notices")
    seen = {notice.code for _ in range(150) for notice in look(random_answers(MANAGER, rng))}
    assert len(seen) >= 8


def made_up(code: str, type_: str, **more: Any) -> dict[str, Any]:
    """A question as the content writes it."""
    blank = {"text": code.title(), "help": None, "required": False, "criterion": None, "role": "profile"}
    lists: dict[str, Any] = {"options": [], "columns": [], "not_applicable_reasons": [], "tags": []}
    return {
        "code": code,
        "type": type_,
        **blank,
        "relevant": None,
        "constraint": None,
        "personal": False,
        **lists,
        **more,
    }


def test_a_new_table_is_looked_at_as_its_tags_and_checks_say_without_any_code() -> None:
    kinds = [{"code": "day", "text": "Day"}, {"code": "night", "text": "Night"}]
    numbers = [
        made_up("beds", "integer"),
        made_up("taken", "integer", checks=[{"kind": "part_of", "columns": ["beds"], "notice": "part_over_whole"}]),
    ]
    columns = [
        made_up("when", "single", options=[*kinds, {"code": "both", "text": "Both", "tags": ["all_rows"]}]),
        *numbers,
        made_up("opened", "integer", checks=[{"kind": "not_after_this_year", "notice": "year_in_future"}]),
        made_up("closed", "date", checks=[{"kind": "not_after_today", "notice": "date_in_future"}]),
        made_up(
            "serves", "multiple", options=[*kinds, {"code": "nobody", "text": "Nobody", "tags": ["none_of_these"]}]
        ),
    ]
    checks = [
        {"kind": "each_once", "columns": ["when"], "notice": "row_repeated"},
        {"kind": "sum_at_most", "columns": ["taken"], "most": 20, "notice": "shares_over_100"},
        {"kind": "total_row", "columns": ["beds"], "may_overlap": 'selected(shared, "yes")', "notice": "total"},
    ]
    rooms = question_of(made_up("rooms", "table", columns=columns, checks=checks), TEXTS)
    shared = question_of(made_up("shared", "single", options=[{"code": "yes", "text": "Yes"}]), TEXTS)
    form = Questionnaire("shelter", "1.0.0", "A shelter", (Section("all", 1, "All", None, None, (shared, rooms)),))

    def seen(*rows: Mapping[str, Cell], **others: Answer) -> list[tuple[str, str | None, str | None]]:
        answers = {"rooms": table(*rows), **others}
        return [
            (one.code, one.row, one.column) for one in notices(form, answers, shown_questions(form, answers), TODAY)
        ]

    day, night = {"when": "day", "beds": 8}, {"when": "night", "beds": 6}
    assert seen(day, night, {"when": "both", "beds": 14}) == []
    assert seen(day, night, {"when": "both", "beds": 15}) == [("total_over_sum", "r2", "beds")]
    assert seen(day, night, {"when": "both", "beds": 9}) == [("total_under_sum", "r2", "beds")]
    assert seen(day, night, {"when": "both", "beds": 9}, shared=given("yes")) == []
    assert seen(day, night, {"when": "both", "beds": 7}, shared=given("yes")) == [("total_under_row", "r2", "beds")]
    assert seen(day, {**day, "taken": 9}) == [("part_over_whole", "r1", "taken"), ("row_repeated", "r1", "when")]
    assert seen({"beds": 30, "taken": 21}) == [("shares_over_100", None, "taken")]
    assert seen({"opened": 2027, "closed": "2026-05-13"}) == [
        ("year_in_future", "r0", "opened"),
        ("date_in_future", "r0", "closed"),
    ]
    assert seen({"opened": 2026, "closed": "2026-05-12"}, {"closed": "2020-01-01"}) == []
    both = {"when": "both", "beds": 99}
    assert seen(day, both, both) == [("row_repeated", "r2", "when")], "which of two totals is meant nobody knows"
    assert seen({"serves": ("day", "nobody")}, {"serves": ("day", "night")}) == [("stands_alone", "r0", "serves")]
    assert form.reading_checks == {"shared": ("rooms",)}
