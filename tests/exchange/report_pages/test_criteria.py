"""The sheet on the criteria: why a level stands, what it rests on, and nothing that is not so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.scoring.results import Basis
from mrcworkbench.exchange.report.layout import ROOM, WIDTH
from mrcworkbench.exchange.report.pages import criteria, marks
from tests.answer_sets import given
from tests.exchange.report_pages.centres import (
    CRITERIA,
    STEPS,
    WORDS,
    in_place,
    lines_of,
    plan,
    rich,
    seen,
    sizes,
    started,
    text_of,
    with_before,
    with_score,
)

PAPER = ("Follow-up of 214 clients", "2025-12-01", "At the centre")


def test_a_document_is_told_with_date_place_and_whether_it_is_attached() -> None:
    said = text_of(criteria.arrange(seen(in_place(9, documents=(PAPER,))), WORDS))
    assert "Follow-up of 214 clients\n1 Dec 2025 · At the centre · not attached" in said
    attached = with_score(seen(in_place(9, documents=(PAPER,))), 9, attached=2)
    assert "1 Dec 2025 · At the centre · 2 files attached" in text_of(criteria.arrange(attached, WORDS))


def test_titles_that_are_not_released_are_counted_and_not_shown() -> None:
    said = text_of(criteria.arrange(seen(in_place(9, documents=(PAPER, PAPER)), texts=False), WORDS))
    assert "2 documents, titles held back\n1 Dec 2025, 1 Dec 2025 · not attached" in said
    assert "214" not in said


def test_many_documents_and_long_titles_end_with_where_they_are_whole() -> None:
    papers = tuple((f"{number} " + "long title " * 30, "2025-12-01", "") for number in range(5))
    data = seen(in_place(9, documents=papers))
    view = data.by_code[CRITERIA[9].documents_question or ""]
    said = text_of(criteria.arrange(data, WORDS))
    assert f"… (whole in the annex, question {view.number})" in said
    assert f"3 more in the annex, question {view.number}" in said


def test_the_centres_word_alone_is_called_that() -> None:
    leaf = criteria.arrange(seen(in_place(9, evidence="a")), WORDS)
    assert "Nothing is named. It rests on the centre\u2019s word alone." in text_of(leaf)
    assert marks.OWN_WORD in text_of(leaf)
    assert marks.DOCUMENTED not in text_of(leaf)


def test_at_most_three_reasons_stand_and_below_the_top_one_says_what_is_missing() -> None:
    for answers, lowest in ((in_place(9, documents=(PAPER,)), False), (started(9), True)):
        said = lines_of(criteria.arrange(seen(answers), WORDS))
        why = next(box for box in said if box.startswith(f"{marks.NONE}\u00a0")).split("\n")
        assert 1 <= len(why) <= 3
        assert all(line.startswith(f"{marks.NONE}\u00a0") for line in why)
        assert any("Still missing: " in line for line in why) is lowest


def test_what_is_not_answered_is_not_told_as_missing() -> None:
    """A question that nobody answered says nothing about the centre."""
    silent = seen({CRITERIA[9].status_question: given("in_place")})
    assert silent.score.by_id[CRITERIA[9].id].next
    said = text_of(criteria.arrange(silent, WORDS))
    assert "Still missing" not in said
    assert "Is this true?" not in said


@pytest.mark.parametrize(
    ("voices", "told"), [(6, "Confirmed by 6 people from outside"), (None, "Confirmed from outside")]
)
def test_how_many_confirm_is_told_only_where_it_may_be(voices: int | None, told: str) -> None:
    data = with_score(seen(in_place(9, documents=(PAPER,))), 9, basis=Basis.CONFIRMED, confirmed_by=voices)
    leaf = criteria.arrange(data, WORDS)
    assert any(box.endswith(f"\n{told}") for box in lines_of(leaf))
    assert marks.CONFIRMED in text_of(leaf)


def test_nobody_has_checked_unless_somebody_has() -> None:
    data = seen(in_place(9, documents=(PAPER,)))
    assert "Nobody outside the centre has checked what stands here." in text_of(criteria.arrange(data, WORDS))
    confirmed = text_of(criteria.arrange(with_score(data, 9, basis=Basis.CONFIRMED, confirmed_by=6), WORDS))
    assert "Nobody outside the centre has checked what stands here." not in confirmed


def test_who_contradicts_the_centre_is_heard_even_of_what_is_only_planned() -> None:
    data = with_score(seen(plan(9, STEPS[:1])), 9, contested=True, contradicted_by=None)
    assert "Contested: not all agree with the centre" in lines_of(criteria.arrange(data, WORDS))


def test_what_is_not_done_open_or_does_not_apply_takes_one_line_each() -> None:
    said = lines_of(criteria.arrange(seen(rich()), WORDS))
    none = "; ".join(CRITERIA[place].title for place in (1, 2, 7))
    assert said[said.index(f"{marks.NONE}\u00a0 None") + 1] == none
    assert said[said.index("Not known") + 1] == CRITERIA[8].title
    assert said[said.index("Not applicable") + 1].startswith(f"{CRITERIA[3].title}. Not applicable: ")


def test_declined_looks_like_not_answered() -> None:
    declined = seen({CRITERIA[9].status_question: Answer(AnswerState.DECLINED)})
    assert text_of(criteria.arrange(declined, WORDS)) == text_of(criteria.arrange(seen({}), WORDS))


def test_the_round_before_stands_below_the_level_and_lower_is_said() -> None:
    now, best = seen(started(9)), in_place(9, documents=(PAPER,))
    assert "2024: results used; now lower" in text_of(criteria.arrange(with_before(now, best), WORDS))
    assert "2024: the same" in text_of(criteria.arrange(with_before(now, started(9)), WORDS))
    assert "2024" not in text_of(criteria.arrange(with_before(now, {}), WORDS))


def test_a_round_that_was_asked_otherwise_is_not_compared() -> None:
    data = with_before(seen(started(9)), in_place(9, documents=(PAPER,)))
    assert data.before is not None
    apart = replace(data, before=replace(data.before, comparable=frozenset()))
    assert "2024" not in text_of(criteria.arrange(apart, WORDS))


def test_a_full_centre_has_no_block_across_pages_and_no_page_with_a_few_lines() -> None:
    answers = {
        code: answer for place in range(24) for code, answer in in_place(place, documents=(PAPER, PAPER)).items()
    }
    for audience in Audience:
        leaf = criteria.arrange(seen(answers, audience), WORDS)
        filled = sizes(leaf)
        assert len(filled) <= 4
        assert all(ROOM / 4 < points <= ROOM for points in filled)
        assert sum(leaf.widths) == WIDTH


def test_the_finding_leaves_out_what_there_is_none_of() -> None:
    said = lines_of(criteria.arrange(seen(in_place(9, evidence="a")), WORDS))
    assert "In place: 1. Of these: 1 on the centre\u2019s word alone." in said
    assert "None is in place, as far as is answered." in lines_of(criteria.arrange(seen({}), WORDS))
