"""The sheet on the study: nearest examples of what is planned, each with its place, on one page."""

from __future__ import annotations

import pytest

from mrcworkbench.content.study import study
from mrcworkbench.domain.study.comparison import SAMPLE_CENTRE, OwnProfile
from mrcworkbench.exchange.report.layout import ROOM
from mrcworkbench.exchange.report.pages import study as page
from tests.answer_sets import given
from tests.exchange.report_pages.centres import CRITERIA, STEPS, WORDS, in_place, lines_of, plan, seen, sizes, text_of


def test_what_is_planned_is_told_and_what_is_not_done_only_where_nothing_is_planned() -> None:
    none = {CRITERIA[1].status_question: given("none")}
    planned = lines_of(page.arrange(seen({**plan(0, STEPS), **none}), WORDS))
    assert CRITERIA[0].title in planned
    assert CRITERIA[1].title not in planned
    only = text_of(page.arrange(seen(none), WORDS))
    assert CRITERIA[1].title in only
    assert "Nothing new is planned." in only


def test_without_anything_planned_or_missing_there_is_no_sheet() -> None:
    assert page.arrange(seen(in_place(9)), WORDS) is None


@pytest.mark.parametrize("place", range(24))
def test_each_criterion_has_two_or_three_centres_at_most_those_in_place_first(place: int) -> None:
    data = seen(plan(place, STEPS[:1]))
    leaf = page.arrange(data, WORDS)
    if leaf is None:
        assert not any(example.status for example in data.comparison.by_id[CRITERIA[place].id].examples)
        return
    told = [line for line in lines_of(leaf) if line.endswith("]")]
    assert 1 <= len(told) <= 3
    names = [line.split(": ")[0] for line in told]
    assert len(set(names)) == len(names)
    planned = ["Planned in 2009." in line for line in told]
    assert planned == sorted(planned)


def test_a_centre_that_was_studied_is_not_told_of_itself() -> None:
    def told(own: OwnProfile) -> str:
        leaves = [page.arrange(seen(plan(place, STEPS), own=own), WORDS) for place in range(24)]
        return "".join(text_of(leaf) for leaf in leaves if leaf is not None)

    name = study().centre_by_id[SAMPLE_CENTRE].name
    assert name in told(OwnProfile())
    assert name not in told(OwnProfile(studied_as=SAMPLE_CENTRE))


def test_the_same_words_are_told_once() -> None:
    for place in range(24):
        leaf = page.arrange(seen(plan(place, STEPS)), WORDS)
        if leaf is not None:
            texts = [line.split(": ", 1)[1].split(" [")[0] for line in lines_of(leaf) if line.endswith("]")]
            assert len(set(texts)) == len(texts)


def test_each_example_says_where_it_stands_and_the_citation_stands_once() -> None:
    data = seen(plan(0, STEPS))
    said = text_of(page.arrange(data, WORDS))
    assert said.count(data.study.publication.citation) == 1
    assert "[2, part on\u00a0Development]" in said
    assert "line" not in said.split("Retold")[0]


def test_one_page_is_enough_and_says_what_the_annex_has() -> None:
    answers = {code: answer for place in range(24) for code, answer in plan(place, STEPS[:1]).items()}
    leaf = page.arrange(seen(answers), WORDS)
    assert leaf is not None
    (points,) = sizes(leaf)
    assert points <= ROOM
    assert "Examples of these are in the annex: " in text_of(leaf)
