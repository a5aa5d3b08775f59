"""Telephone numbers as people write them are found, figures are not taken for them: bars with room to spare."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.domain.personal import holds_contact

_DATA = Path(__file__).parents[2] / "data" / "contacts"
UNKNOWN = "??"
"""Stands in the list for a centre whose country is not known."""


def numbers() -> list[tuple[str, str]]:
    lines = (_DATA / "telephones.tsv").read_text("utf-8").splitlines()
    return [(country, text.replace("\\n", "\n")) for country, text in (line.split("\t") for line in lines)]


def figures() -> list[str]:
    return (_DATA / "figures.txt").read_text("utf-8").splitlines()


def test_the_lists_are_long_and_from_many_countries() -> None:
    assert len(set(numbers())) >= 450
    assert len(set(figures())) >= 450
    assert len({country for country, _ in numbers()}) > 90


@pytest.mark.parametrize("whose", ["own", None, "AL", "NA", "US"])
def test_nearly_all_written_numbers_are_found_whatever_the_country_of_the_centre(whose: str | None) -> None:
    found = numbers()
    missed = [text for country, text in found if not holds_contact(text, country if whose == "own" else whose)]
    assert len(missed) <= 0.01 * len(found), missed


@pytest.mark.parametrize("country", [None, "AL", "TN", "IN", "CR", "GM", "US", "FR", "SC"])
def test_hardly_a_figure_date_or_year_is_taken_for_a_number(country: str | None) -> None:
    taken = [text for text in figures() if holds_contact(text, country)]
    assert len(taken) <= 0.01 * len(figures()), taken


def test_a_number_in_the_middle_of_figures_is_found() -> None:
    for figure in figures()[::7]:
        for _, number in numbers()[::61]:
            assert holds_contact(f"{figure}. {number}\n{figure}")
