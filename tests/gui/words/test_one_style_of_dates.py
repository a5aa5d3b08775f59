"""A day is written alike wherever the window shows one."""

from __future__ import annotations

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.search.found import find, own_entries
from mrcworkbench.gui.words.answers import answer_lines
from mrcworkbench.gui.words.problems import problem_sentence
from tests.gui.questionnaire_support import Desk

TEXTS = catalogue()


def test_in_an_answer_in_words_and_in_the_cells_of_a_row(desk: Desk) -> None:
    questionnaire = desk.session.questionnaire
    assert list(answer_lines(questionnaire["resp_date"], "2026-03-04", TEXTS)) == ["4 Mar 2026"]
    rows = [{"prof_funding_payer": "EU", "prof_funding_until": "2027-12-31"}]
    assert "Until: 31 Dec 2027" in "".join(answer_lines(questionnaire["prof_funding"], rows, TEXTS))


def test_a_text_that_looks_like_a_date_is_left_as_it_is(desk: Desk) -> None:
    assert list(answer_lines(desk.session.questionnaire["prof_body"], "2026-03-04", TEXTS)) == ["2026-03-04"]


def test_in_what_the_search_finds(desk: Desk) -> None:
    desk.put("resp_date", "2026-03-04")
    found = find(own_entries(desk.bridge.working_copy, TEXTS), "mar 2026")
    assert "4 Mar 2026" in [entry.text for entry in found]


def test_in_what_needs_a_look_and_in_what_is_wrong() -> None:
    notice = Problem("resp_date", "date_in_future", {"date": "2027-12-31"}, blocking=False)
    assert "31 Dec 2027" in problem_sentence(TEXTS, notice)
    wrong = Problem("resp_date", "date_out_of_range", {"date": "2569-12-31", "first": 1900, "last": 2200})
    assert "31 Dec 2569" in problem_sentence(TEXTS, wrong)


def test_in_messages() -> None:
    elsewhere = UserError("open_on_other_computer", path="centre.mrcw", computer="DESK-7", since="2026-03-04 09:30")
    assert "4 Mar 2026, 09:30" in sentences(TEXTS, elsewhere)[0]
