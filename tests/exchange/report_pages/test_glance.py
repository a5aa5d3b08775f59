"""The first page: what the centre is, where it stands, what is strong, weak and next, and whom to ask. One page,
whatever is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.scoring.results import Basis, Reason, Status
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.glance import arrange
from tests.answer_sets import given, random_answers, table
from tests.exchange.report_pages.centres import (
    CRITERIA,
    WORDS,
    in_place,
    lines_of,
    plan,
    rich,
    seen,
    sizes,
    text_of,
    with_before,
    with_score,
)
from tests.reports import TODAY, Marked

PUBLIC = {
    "resp_consent": given("no_persons"),
    "resp_parts": given(("centre",)),
    "resp_agreed": table({"resp_agreed_post": "Board of Harbour", "resp_agreed_on": "2026-06-11"}),
    "prof_web": table({"prof_web_address": "https://harbour.example"}),
}


def said(data: ReportData) -> list[str]:
    return lines_of(arrange(data, WORDS))


def box(data: ReportData, name: str) -> int:
    """The number above the name of a box."""
    leaf = arrange(data, WORDS)
    numbers = next(line for line in leaf.lines if [b.content for b in line.boxes if isinstance(b.content, int)])
    names = leaf.lines[leaf.lines.index(numbers) + 1]
    first = next(b.first for b in names.boxes if b.content == name)
    found = next(b.content for b in numbers.boxes if b.first == first)
    assert isinstance(found, int)
    return found


def test_the_boxes_add_up_to_all_criteria_and_agree_with_the_score() -> None:
    data = seen(rich())
    counts = {name: box(data, name) for name in ("in place", "planned", "none", "open", "left out")}
    assert sum(counts.values()) == len(CRITERIA) == 24
    statuses = [score.status for score in data.score.criteria]
    assert list(counts.values()) == [
        statuses.count(status)
        for status in (Status.IN_PLACE, Status.PLANNED, Status.NONE, Status.NOT_KNOWN, Status.NOT_APPLICABLE)
    ]


def test_the_box_of_what_is_planned_says_how_much_has_no_date() -> None:
    dated = plan(0, (("Train helpers", "Manager", "2027-01-31"),))
    undated = plan(6, (("Think", "Manager", ""),))
    assert "with a date and a post" in said(seen(dated))
    assert "1 of them without a date and a post" in said(seen({**dated, **undated}))
    assert "without a date and a post" in said(seen(undated))


def test_a_draft_says_so_on_top_and_above_each_page() -> None:
    draft, whole = seen(in_place(9)), replace(seen(rich()), answered=80, applicable=100)
    draft = replace(draft, answered=24, applicable=100)
    assert said(draft)[0] == "Draft: 24 of 100 questions are answered. Too little to judge the centre by."
    assert WORDS.head_line(draft).startswith("DRAFT · ")
    assert not said(whole)[0].startswith("Draft")
    assert "DRAFT" not in WORDS.head_line(whole)
    assert replace(draft, answered=25).is_draft is False


@pytest.mark.parametrize(("made_up", "first"), [(True, "Sample: a made-up centre"), (False, "Sample: CNAI, Lisbon")])
def test_a_sample_says_what_it_is_first(made_up: bool, first: str) -> None:
    data = seen(rich(), is_sample=True, is_practice=made_up)
    assert said(data)[0].startswith(first)


def test_of_a_centre_of_the_study_nobody_signed_or_consented() -> None:
    text = text_of(arrange(seen({**rich(), **PUBLIC}, is_sample=True), WORDS))
    assert "Nobody: the centre did not give these answers." in text
    assert "The answers are taken from a study of 2009." in text
    assert "Others may see" not in text
    assert "as of" not in text
    assert "the study\u2019s word alone" in text
    assert "the centre\u2019s word alone" not in text


def test_what_changed_is_told_only_where_there_is_a_round_before() -> None:
    data = seen(rich())
    assert "Since the round" not in text_of(arrange(data, WORDS))
    lower = with_before(data, {**rich(), **plan(9, ()), **plan(19, ())})
    text = text_of(arrange(lower, WORDS))
    assert "Since the round 2024: 2 criteria stand higher" in text
    assert lower.before is not None
    other_questions = replace(lower, before=replace(lower.before, comparable=frozenset()))
    assert "The questions have changed since then" in text_of(arrange(other_questions, WORDS))


def test_what_fell_is_named_first_with_what_it_was() -> None:
    now = {**rich(), CRITERIA[19].status_question: given("none")}
    text = said(with_before(seen(now), rich()))
    assert f"{marks.NONE}\u00a0 None (2024: results used)" in [box.split("\n")[0] for box in text]
    assert text.index(CRITERIA[19].title) < text.index(CRITERIA[1].title)


def test_nothing_is_made_up_where_nothing_is_strong_or_weak() -> None:
    text = text_of(arrange(seen({}), WORDS))
    assert "Nothing is in place, as far as is answered." in text
    assert "Nothing among what is answered." in text
    assert "No step with a date is given." in text
    assert not [criterion.title for criterion in CRITERIA if criterion.title in text]


def test_steps_stand_oldest_first_and_the_late_ones_say_so() -> None:
    steps = tuple((f"Step {month}", "Manager", f"2026-{month:02}-01") for month in (9, 3, 12, 6, 7))
    leaf = arrange(seen(plan(0, steps), today=TODAY), WORDS)
    found = [line for line in leaf.lines if any(str(b.content).startswith("Step ") for b in line.boxes)]
    assert [[str(b.content) for b in line.boxes if b.content] for line in found] == [
        ["1 Mar 2026", "Step 3", "Manager", "! Overdue"],
        ["1 Jun 2026", "Step 6", "Manager", "! Overdue"],
        ["1 Jul 2026", "Step 7", "Manager"],
        ["1 Sep 2026", "Step 9", "Manager"],
    ]
    assert "Next dated steps  4 of 5" in text_of(leaf)


def test_a_step_that_is_not_let_go_is_told_by_its_criterion() -> None:
    data = seen(plan(0, (("Secret step", "Secret post", "2027-01-31"),)), texts=False)
    text = text_of(arrange(data, WORDS))
    assert "Secret" not in text
    assert f"{CRITERIA[0].title}: the text of the step is held back" in text


def test_the_foot_says_whom_to_ask_who_agreed_and_what_others_may_see() -> None:
    text = text_of(arrange(replace(seen(PUBLIC), sealed_on="2026-06-12"), WORDS))
    assert "https://harbour.example" in text
    assert "Sealed by the centre on 12 Jun 2026.\nAgreed by: Board of Harbour" in text
    assert "Others may see: All, without names of persons" in text
    held = text_of(arrange(seen(PUBLIC, texts=False), WORDS))
    assert "harbour.example" not in held
    assert "Board" not in held
    assert "No public address of the centre is given here." in held
    assert "Not sealed yet: answers may still change." in held


def test_nobody_is_said_to_have_checked_unless_somebody_has() -> None:
    data = seen(rich())
    assert "Nobody outside has checked it." in text_of(arrange(data, WORDS))
    confirmed = text_of(arrange(with_score(data, 9, basis=Basis.CONFIRMED), WORDS))
    assert "People outside confirm 1 criterion; nobody outside has checked the rest." in confirmed
    assert "Nobody outside has checked it." not in confirmed


def test_the_number_stands_in_a_box_of_its_own_and_without_one_there_is_no_label() -> None:
    data = seen(rich())
    assert "1234 5678 9012" in said(replace(data, number="1234 5678 9012"))
    assert "Number of this report" not in said(replace(data, number=""))


def test_every_mark_stands_beside_its_word() -> None:
    leaf = arrange(with_score(seen(rich()), 9, basis=Basis.CONFIRMED), WORDS)
    signs = {marks.CONFIRMED, marks.DOCUMENTED, marks.OWN_WORD, marks.NONE}
    for line in leaf.lines:
        for sign in (b for b in line.boxes if b.content in signs):
            assert any(b.first > sign.first and b.content not in (None, *signs) for b in line.boxes)


LONG = "The National Centre for Migrants, Returnees and their Families, with eleven Branches in all Provinces " * 2


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
@pytest.mark.parametrize("audience", list(Audience))
def test_whatever_a_centre_says_the_page_is_one(version: str, audience: Audience) -> None:
    asked = {"questionnaire": questionnaire("manager", version), "criteria": criteria_set("manager", version)}
    rng = Random(version)
    for turn in range(6):
        answers = random_answers(asked["questionnaire"], rng)  # type: ignore[arg-type]
        if turn % 2 and version == "2.0.0":
            answers = {**Marked(rng).answers(), **answers}
        data = seen(
            answers, audience, centre=LONG[:200], round=LONG[:60], country="" if turn % 3 else LONG[:50], **asked
        )
        data = replace(data, number="1234 5678 9012", sealed_on="2026-06-12", is_sample=turn % 2 == 0)
        assert len(sizes(arrange(data, WORDS))) == 1


def test_texts_of_any_length_leave_the_page_one_and_cut_with_a_sign() -> None:
    long = "Word after word after word, " * 1000
    steps = tuple((f"{number} {long}", long, f"2027-01-{number:02}") for number in range(1, 29))
    answers: dict[str, Answer] = {
        **rich(),
        **PUBLIC,
        **plan(0, steps),
        "prof_body": given(long),
        "prof_funding": table(*({"prof_funding_payer": f"{n} {long}", "prof_funding_kind": "donor"} for n in range(9))),
        "prof_web": table(*({"prof_web_address": f"{n} {long}"} for n in range(9))),
        "resp_agreed": table(*({"resp_agreed_post": f"{n} {long}"} for n in range(9))),
    }
    fallen = {criterion.status_question: given("none") for criterion in CRITERIA[9:13]}
    data = with_before(seen({**answers, **fallen}, centre=LONG[:200], is_sample=True, is_practice=True), rich())
    told = Reason(long, (CRITERIA[0].status_question,))
    criteria = tuple(replace(score, why=(told, told)) for score in data.score.criteria)
    data = replace(data, answered=1, number="1234 5678 9012", score=replace(data.score, criteria=criteria))
    leaf = arrange(data, WORDS)
    assert len(sizes(leaf)) == 1
    assert min(line.least for line in leaf.lines) >= 0
    assert text_of(leaf).count("\u2026") >= 6


def test_declined_answers_read_as_open() -> None:
    status = CRITERIA[0].status_question
    declined, blank = ({**rich(), status: Answer(state)} for state in (AnswerState.DECLINED, AnswerState.BLANK))
    assert said(seen(declined)) == said(seen(blank))


def test_the_day_is_that_of_the_last_review() -> None:
    assert "as of 1 Jun 2026" in text_of(arrange(seen({"resp_date": given("2026-06-01")}), WORDS))
    assert "as of 5 May 2026" in text_of(arrange(replace(seen({}), as_of=date(2026, 5, 5)), WORDS))
    assert "as of 18 Jun 2026" in text_of(arrange(replace(seen({}), as_of=None), WORDS))
