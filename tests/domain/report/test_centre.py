"""What is said of a centre comes from what its audience may see, and never adds up what cannot be added."""

from __future__ import annotations

from datetime import date

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting
from mrcworkbench.domain.questionnaire.answers import Answer, Cell
from mrcworkbench.domain.report.centre import Centre, Fact, centre_of
from tests.answer_sets import given, table
from tests.reports import source

ALLOWED = {"resp_consent": given("no_persons")}
NO_TEXTS, ALL_TEXTS = Letting(), Letting(all_texts=True)


def seen(answers: dict[str, Answer], letting: Letting = NO_TEXTS, audience: Audience = Audience.DONOR) -> Centre:
    return centre_of(prepare(source({**ALLOWED, **answers}), audience, catalogue(), letting))


def counted(*ways: tuple[str, dict[str, int]]) -> dict[str, Answer]:
    rows: list[dict[str, Cell]] = [
        {"clients_figures_way": way, **{f"clients_figures_{group}": count for group, count in counts.items()}}
        for way, counts in ways
    ]
    return {
        "clients_unit": given("persons"),
        "clients_until": given("2025-12-31"),
        "clients_figures": table(*rows),
    }


def test_a_centre_of_which_nothing_is_known_lacks_every_fact() -> None:
    assert seen({}).missing == tuple(Fact)


def test_names_are_said_once_they_are_let_go_and_kinds_before() -> None:
    answers = {
        "prof_body": given("Association\nHarbour"),
        "prof_funding": table(
            {"prof_funding_payer": "Kalvora", "prof_funding_kind": "state"},
            {"prof_funding_payer": "Uferweg", "prof_funding_kind": "donor"},
            {"prof_funding_payer": "Seeweg", "prof_funding_kind": "donor"},
        ),
    }
    held, let_go = seen(answers), seen(answers, ALL_TEXTS)
    assert (held.body, held.payers, [kind.code for kind in held.payer_kinds]) == ("", (), ["state", "donor"])
    assert (let_go.body, let_go.payers) == ("Association Harbour", ("Kalvora", "Uferweg", "Seeweg"))
    assert let_go.payer_kinds == ()


def test_the_place_is_one_that_is_open_to_the_public() -> None:
    places = {
        "prof_sites": table(
            {"prof_sites_place": "Hidden house", "prof_sites_kind": "shelter"},
            {"prof_sites_place": "Kalvora", "prof_sites_kind": "branch"},
        )
    }
    assert seen(places, ALL_TEXTS).place == "Kalvora"
    assert seen(places, audience=Audience.INTERNAL).place == "Kalvora"
    assert seen(places).place == ""


def test_whom_it_serves_is_told_with_its_consent_alone() -> None:
    served = {"prof_clients": given(("leaving", "returned"))}
    assert [group.code for group in seen(served).served] == ["leaving", "returned"]
    assert seen({**served, "resp_consent": given("nothing")}).served == ()


@pytest.mark.parametrize(
    ("ways", "number", "share"),
    [
        ((("all", {"women": 756, "men": 484}),), 1240, 61),
        ((("person", {"women": 500, "men": 400}), ("all", {"women": 756, "men": 484})), 1240, 61),
        ((("person", {"women": 500, "men": 300}),), 800, 63),
        ((("all", {"women": 999, "men": 6}),), 1005, 99),
        ((("all", {"not_recorded": 700}),), 700, None),
        ((("all", {"men": 400, "not_recorded": 300}),), 700, None),
    ],
)
def test_the_number_is_that_of_all_ways_together(
    ways: tuple[tuple[str, dict[str, int]], ...], number: int, share: int | None
) -> None:
    found = seen(counted(*ways)).counted
    assert found is not None
    assert (found.number, found.share, found.until) == (number, share, date(2025, 12, 31))


@pytest.mark.parametrize(
    "ways",
    [
        (("person", {"women": 500, "men": 400}), ("phone", {"women": 256, "men": 84})),
        (("all", {"women": 500}),),
        (("all", {"women": 500, "men": 3}),),
        (("all", {"women": 500, "men": 400, "other": 2}),),
    ],
)
def test_no_number_is_said_where_it_would_be_made_up_or_tell_of_a_few(
    ways: tuple[tuple[str, dict[str, int]], ...],
) -> None:
    assert Fact.COUNTED in seen(counted(*ways)).missing


def test_a_centre_that_does_not_count_says_so() -> None:
    centre = seen({"clients_unit": given("not_counted")})
    assert centre.does_not_count is not None
    assert Fact.COUNTED not in centre.missing
