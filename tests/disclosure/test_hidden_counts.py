"""From everything printed, each hidden count under five may still be any of the five: proved by a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.disclosure.made_reports import counts_in, told_of
from mrcworkbench.domain.disclosure.report_parts import Audience, CellView, QuestionView, Withheld
from mrcworkbench.domain.disclosure.seen import Viewer
from mrcworkbench.domain.disclosure.small_counts import ToldBefore
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.services.made_reports import find, known, note
from mrcworkbench.services.reporting import report_data
from mrcworkbench.services.session.databases import create, create_sample
from mrcworkbench.services.session.session import open_session
from tests.disclosure.centres import edited, random_centre
from tests.disclosure.readers import Printed
from tests.disclosure.solver import Rule, fits
from tests.reports import source

CENTRES, PAIRS, BATCH = 200, 200, 50


def printed(answers: dict[str, Answer], told: Mapping[str, ToldBefore] | None = None) -> list[QuestionView]:
    """The tables of a donor's report."""
    viewer = Viewer(source(answers, told=told or {}), Audience.DONOR)
    return [view for part in viewer.sections() for view in part.questions if view.question.is_table]


def leaks(*reports: tuple[list[QuestionView], dict[str, Answer]]) -> list[object]:
    reader = Printed()
    for views, answers in reports:
        reader.add(views, answers)
    return list(reader.leaks())


@pytest.mark.parametrize("first", range(0, CENTRES, BATCH))
def test_no_report_of_a_random_centre_tells_a_small_count(first: int) -> None:
    for seed in range(first, first + BATCH):
        answers = random_centre(Random(seed))
        found = leaks((printed(answers), answers))
        assert not found, (seed, found[0])


@pytest.mark.parametrize("first", range(0, PAIRS, BATCH))
def test_no_two_reports_of_one_centre_tell_a_small_count(first: int) -> None:
    for seed in range(first, first + BATCH):
        rng = Random(seed)
        before = random_centre(rng)
        once = printed(before)
        after = edited(rng, before)
        twice = printed(after, told_of("a1", counts_in(once, "a1", before)))
        found = leaks((once, before), (twice, after))
        assert not found, (seed, found[0])


def test_the_sample_tells_no_small_count(tmp_path: Path) -> None:
    create_sample(tmp_path / "sample.mrcw")
    with open_session(tmp_path / "sample.mrcw") as session:
        session.open_assessment(None)
        data, answers = report_data(session, Audience.DONOR), session.working_copy.answers
    assert not leaks((list(data.by_code.values()), dict(answers)))


def test_most_of_what_need_not_be_held_back_is_shown() -> None:
    shown, there = 0, 0
    for seed in range(CENTRES):
        answers = random_centre(Random(seed))
        for view in printed(answers):
            said = {row.id: row.cells for row in answers.get(view.question.code, Answer()).rows}
            for row in view.rows:
                counts = [code for code, value in said[row.id].items() if isinstance(value, int) and value >= 5]
                there += len(counts)
                shown += sum(row.cells[code].held is None for code in counts)
    assert shown > 0.8 * there


def test_reports_noted_in_one_file_hold_against_each_other(tmp_path: Path) -> None:
    """A total that hid a small group stays hidden when the group has grown, as long as the total is the same."""
    path = tmp_path / "centre.mrcw"
    create(path, "Velira", "AL", "2026")
    with open_session(path) as session:
        session.open_assessment(None)

        def report(online: int, total: int) -> dict[str, CellView]:
            rows = [
                {"clients_figures_way": way, "clients_figures_women": women}
                for way, women in (("person", 120), ("online", online), ("all", total))
            ]
            for code, raw in (("clients_unit", "persons"), ("clients_figures", rows)):
                answer = session.check(code, raw).answer
                assert answer is not None
                session.set_answer(code, answer)
            data = report_data(session, Audience.DONOR)
            note(session, replace(data, number=f"{online:04} {total:04} 0000"), "ab" * 32)
            cells = [row.cells for row in data.by_code["clients_figures"].rows]
            return {str(one["clients_figures_way"].codes[0]): one["clients_figures_women"] for one in cells}

        assert report(3, 123)["all"].held is Withheld.WOULD_TELL
        assert report(8, 123)["all"].held is Withheld.WOULD_TELL
        assert report(8, 128)["all"].value == 128
        (first, _, last) = known(session)
        assert find(session, "000301230000") == first
        assert find(session, "0003 0123 0001") is None
        assert [one.value for one in last.counts] == [120, 8, 128]


def test_the_same_report_again_shows_the_same() -> None:
    for seed in range(CENTRES):
        answers = random_centre(Random(seed))
        once = printed(answers)
        assert printed(answers, told_of("a1", counts_in(once, "a1", answers))) == once, seed


def test_the_solver_finds_what_fits_and_nothing_else() -> None:
    rules = [Rule({"a": 1, "b": 1, "t": -1}), Rule({"p": 1, "a": -1}, at_most=True)]
    bounds = {"a": (0, 4), "b": (0, 9), "t": (12, 12), "p": (0, 20)}
    near = {"a": 4, "b": 8, "t": 12, "p": 2}
    assert [value for value in range(5) if fits({**bounds, "a": (value, value)}, rules, near)] == [3, 4]
    assert [value for value in range(9) if fits({**bounds, "p": (value, value)}, rules, near)] == [0, 1, 2, 3, 4]
