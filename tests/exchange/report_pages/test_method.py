"""The sheet on method and limits: on one page, only what is so for this report and this audience."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData, Withheld
from mrcworkbench.domain.scoring.results import Basis
from mrcworkbench.exchange.report.layout import ROOM
from mrcworkbench.exchange.report.pages import method
from tests.exchange.report_pages.centres import WORDS, in_place, rich, seen, sizes, text_of, with_score


def with_everything_held(data: ReportData) -> ReportData:
    return replace(data, held=dict.fromkeys(Withheld, 12), number="1234 5678 9012")


@pytest.mark.parametrize("audience", Audience)
def test_it_takes_one_page_whatever_is_held_back(audience: Audience) -> None:
    leaf = method.arrange(with_everything_held(seen(rich(), audience)), WORDS)
    (points,) = sizes(leaf)
    assert points <= ROOM


def test_only_what_is_held_back_is_told() -> None:
    nothing = replace(seen(rich()), held=dict.fromkeys(Withheld, 0))
    said = text_of(method.arrange(nothing, WORDS))
    assert "typed text" not in said
    assert "fewer than five" not in said
    assert "Safety" not in said
    held = replace(nothing, held={**nothing.held, Withheld.TEXT: 3, Withheld.SMALL: 2, Withheld.WOULD_TELL: 1})
    assert "3 typed texts were not released." in text_of(method.arrange(held, WORDS))
    assert "3 counts are held back" in text_of(method.arrange(held, WORDS))


def test_declined_answers_and_hidden_ones_leave_no_trace() -> None:
    data = replace(seen(rich()), held=dict.fromkeys(Withheld, 0))
    silent = {Withheld.DECLINED: 7, Withheld.HIDDEN: 7, Withheld.PERSONAL: 7, Withheld.COMMENT: 7, Withheld.FILE: 7}
    held = replace(data, held={**data.held, **silent})
    assert text_of(method.arrange(held, WORDS)) == text_of(method.arrange(data, WORDS))


def test_the_centres_own_report_says_what_it_holds() -> None:
    said = text_of(method.arrange(seen(rich(), Audience.INTERNAL), WORDS))
    assert "Do not send it on" in said
    assert "was not released" not in said


def test_nobody_has_checked_unless_somebody_confirms() -> None:
    data = seen(in_place(9))
    assert "Nobody outside has checked this report." in text_of(method.arrange(data, WORDS))
    confirmed = with_score(data, 9, basis=Basis.CONFIRMED)
    assert "Nobody outside has checked this report." not in text_of(method.arrange(confirmed, WORDS))


def test_a_report_without_a_number_says_nothing_of_one() -> None:
    data = seen(rich())
    assert "number on the first page" not in text_of(method.arrange(replace(data, number=""), WORDS))
    said = text_of(method.arrange(replace(data, number="1234 5678 9012"), WORDS))
    assert "number on the first page" in said
    assert "1234" not in said


def test_the_first_version_does_not_speak_of_documents_that_it_never_asked_for() -> None:
    first = questionnaire("manager", "1.0.0"), criteria_set("manager", "1.0.0")
    said = text_of(method.arrange(seen({}, questionnaire=first[0], criteria=first[1]), WORDS))
    assert "This questionnaire did not ask which one." in said
    assert "version 1.0.0" in said


def test_of_a_sample_from_the_study_it_is_said_that_the_centre_did_not_answer() -> None:
    sample = text_of(method.arrange(seen({}, is_sample=True, is_practice=False), WORDS))
    assert "The centre itself did not give them." in sample
    made_up = text_of(method.arrange(seen({}, is_sample=True, is_practice=True), WORDS))
    assert "People of the centre answered." in made_up


def test_the_studys_own_limits_are_given_in_its_words() -> None:
    data = seen({})
    said = text_of(method.arrange(data, WORDS))
    told = [note for note in data.study.limits if note.text in said]
    assert {"not_comparable", "blank", "clients"} <= {note.id for note in told}
