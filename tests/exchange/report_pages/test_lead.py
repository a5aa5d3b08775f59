"""The first sentences say what a centre is from whatever is known of it, and nothing that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain, combinations

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.report.centre import Centre, Chosen, Clients
from mrcworkbench.exchange.report.pages.lead import lead, missing
from mrcworkbench.exchange.report.words import Words

WORDS = Words(catalogue())
NGO, HARBOUR = Chosen("ngo", "NGO"), "Association Harbour"
STATE, DONOR = Chosen("state", "Own government"), Chosen("donor", "Other donor")
LEAVING, RETURNED, FAMILIES = (Chosen(code, code) for code in ("leaving", "returned", "families"))
PERSONS, VISITS, TALKS, NOT_COUNTED = (Chosen(code, code) for code in ("persons", "visits", "talks", "not_counted"))
END_OF_2025, SUMMER = date(2025, 12, 31), date(2026, 6, 30)
WHOLE = Centre(
    kind=NGO,
    body=HARBOUR,
    place="Kalvora",
    country="Albania",
    since=2019,
    payers=("Municipality of Kalvora", "Uferweg"),
    served=(LEAVING, RETURNED, FAMILIES),
    counted=Clients(1240, 61, PERSONS, END_OF_2025),
)
OTHERS = tuple(Chosen(f"group_{number}", f"Group {number}") for number in range(7))

SAID = [
    (
        WHOLE,
        (
            "A non-governmental centre in Kalvora, Albania, set up in 2019, run by Association Harbour and paid for by "
            "Municipality of Kalvora and Uferweg. It serves people about to leave, people who returned and families "
            "who stay at home. In 2025 it served 1,240 people, 61 % women."
        ),
    ),
    (Centre(), "No facts about this centre are given."),
    (Centre(country="Albania"), "A centre in Albania."),
    (Centre(place="Kalvora"), "A centre in Kalvora."),
    (Centre(place="Kalvora", country="Albania"), "A centre in Kalvora, Albania."),
    (Centre(kind=NGO), "A non-governmental centre."),
    (Centre(kind=Chosen("new", "Bank"), country="Albania"), "A centre (Bank) in Albania."),
    (Centre(since=2019), "A centre, set up in 2019."),
    (Centre(body=HARBOUR), "A centre, run by Association Harbour."),
    (Centre(payers=("Uferweg",)), "A centre, paid for by Uferweg."),
    (Centre(payer_kinds=(STATE, DONOR)), "A centre, paid for by its own government and donors."),
    (Centre(payers=("Uferweg",), payer_kinds=(STATE,)), "A centre, paid for by Uferweg and its own government."),
    (Centre(payers=("A", "B", "C", "D")), "A centre, paid for by A, B, C and 1 more."),
    (Centre(kind=NGO, country="Albania", since=2019), "A non-governmental centre in Albania, set up in 2019."),
    (
        Centre(country="Albania", body=HARBOUR, payer_kinds=(DONOR,)),
        "A centre in Albania, run by Association Harbour and paid for by donors.",
    ),
    (Centre(served=(LEAVING,)), "It serves people about to leave."),
    (Centre(served=(LEAVING, RETURNED)), "It serves people about to leave and people who returned."),
    (Centre(served=OTHERS), "It serves Group 0, Group 1, Group 2, Group 3, Group 4 and 2 more."),
    (Centre(counted=Clients(1240, None, PERSONS, END_OF_2025)), "In 2025 it served 1,240 people."),
    (Centre(counted=Clients(1, None, PERSONS, END_OF_2025)), "In 2025 it served 1 person."),
    (
        Centre(counted=Clients(3420, 61, VISITS, SUMMER)),
        "In the twelve months to 30 Jun 2026 it counted 3,420 visits, 61 % by women.",
    ),
    (
        Centre(counted=Clients(900, 40, TALKS, None)),
        "In twelve months it counted 900 talks or contacts, 40 % with women.",
    ),
    (Centre(counted=Clients(900, None, None, None)), "In twelve months it counted 900 people, visits or contacts."),
    (
        Centre(counted=Clients(900, 40, Chosen("new", "Letters"), None)),
        "In twelve months it counted 900 people, visits or contacts, 40 % women.",
    ),
    (Centre(country="Albania", does_not_count=NOT_COUNTED), "A centre in Albania. It does not count its clients."),
    (Centre(country="Albania", does_not_count=PERSONS), "A centre in Albania."),
]


def said(centre: Centre, longest: int = 90) -> str:
    return "".join(run.text for run in lead(centre, WORDS, longest))


@pytest.mark.parametrize(("centre", "expected"), SAID)
def test_the_sentences_say_what_is_known(centre: Centre, expected: str) -> None:
    assert said(centre) == expected


def test_every_combination_of_missing_facts_is_a_sentence() -> None:
    names = ("kind", "body", "place", "country", "since", "payers", "served", "counted")
    empty = Centre()
    for gone in chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)):
        text = said(replace(WHOLE, **{name: getattr(empty, name) for name in gone}))
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert not any(wrong in text for wrong in ("  ", " ,", " .", "..", ",,", "{", "}", "None", "\ue000")), text


def test_what_a_reader_looks_for_is_bold() -> None:
    bold = [run.text for run in lead(WHOLE, WORDS) if run.bold]
    assert bold == [
        "Kalvora, Albania", "2019", "Association Harbour", "Municipality of Kalvora", "Uferweg",
        "1,240 people, 61 % women",
    ]  # fmt: skip


def test_a_long_name_ends_at_a_word_and_says_that_it_goes_on() -> None:
    name = "Ministry of Labour, " * 20
    text = said(Centre(body=name), 30)
    assert text == "A centre, run by Ministry of Labour, Ministry\u2026."


def test_signs_that_make_facts_bold_cannot_be_typed() -> None:
    runs = lead(Centre(body="A\ue001B\ue000C", country="Albania"), WORDS)
    assert [run.text for run in runs if run.bold] == ["Albania", "ABC"]


def test_what_is_not_told_is_named() -> None:
    assert missing(WHOLE, WORDS, "donor") == ""
    assert missing(replace(WHOLE, body="", counted=None), WORDS, "donor") == (
        "Not given, or not released: the name of the body that runs it and how many came in all."
    )
    assert missing(replace(WHOLE, since=None), WORDS, "internal") == "Not given: since when it exists."


def test_a_name_from_the_other_side_turns_nothing_but_itself_round() -> None:
    said = "".join(run.text for run in lead(replace(WHOLE, body="\u202eevil", place="مركز"), WORDS))
    assert "run by evil and paid for" in said, "a sign of direction that was typed would turn the rest round"
    assert "in \u2068مركز\u2069, Albania" in said
