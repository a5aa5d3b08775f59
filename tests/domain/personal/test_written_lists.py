"""Telephone numbers as people write them are found, figures are not taken for them: bars with room to spare."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import phonenumbers
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
    assert len(set(numbers())) >= 550
    assert len(set(figures())) >= 550
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


SEPARATORS = (
    " ",
    "-",
    ".",
    "",
    "\u2013",
    "\u2011",
    "\u2012",
    "\u2212",
    "\u00b7",
    "\u2022",
    "\u00a0",
    "\u202f",
    "\u2009",
    "_",
    "~",
)
SCRIPTS = ("\u0660", "\u06f0", "\u0966", "\u09e6", "\u1040", "\uff10")
"""Zero in the digits of other scripts."""
SENTENCES = (
    "Call {}",
    "{}",
    "Ask for Ana: {}",
    "In 2019 we opened; {} is open from 9 to 5.",
    "Arta \u2013 {} \u2013 every day",
    "{} (Arta)",
)


def written(number: phonenumbers.PhoneNumber, rng: Random) -> str:
    """A number as somebody may write it: with or without prefix, in any groups, with any separator, in any digits."""
    forms = phonenumbers.PhoneNumberFormat
    national = re.sub(r"\D", "", phonenumbers.format_number(number, forms.NATIONAL))
    significant = phonenumbers.national_significant_number(number)
    separator, size = rng.choice(SEPARATORS), rng.choice((2, 3, 4, 15))

    def grouped(digits: str) -> str:
        return separator.join(re.findall(rf"\d{{1,{size}}}", digits))

    text = rng.choice(
        (
            phonenumbers.format_number(number, forms.INTERNATIONAL),
            phonenumbers.format_number(number, forms.NATIONAL),
            grouped(national),
            f"({national[:3]}) {grouped(national[3:])}",
            f"+{number.country_code} {grouped(significant)}",
            f"+{number.country_code} (0){grouped(significant)}",
            f"00{number.country_code}{separator or ' '}{grouped(significant)}",
        )
    )
    zero = ord(rng.choice(SCRIPTS))
    return text.translate({ord("0") + n: zero + n for n in range(10)}) if rng.random() < 0.2 else text


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("whose", ["own", None, "AL"])
def test_numbers_of_every_country_are_found_in_every_way_of_writing(whose: str | None, seed: int) -> None:
    rng, missed, tried = Random(seed), [], 0
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
            number = phonenumbers.example_number_for_type(region, kind)
            if number is None or len(phonenumbers.national_significant_number(number)) < 7:
                continue
            text = rng.choice(SENTENCES).format(written(number, rng))
            tried += 1
            if not holds_contact(text, region if whose == "own" else whose):
                missed.append((region, text))
    assert tried > 400
    assert len(missed) <= 0.03 * tried, missed


def test_a_number_in_the_middle_of_figures_is_found() -> None:
    """Where the line before ends with a word of figures ("in all."), a bare number after it may be missed."""
    texts = [f"{figure}. {number}\n{figure}" for figure in figures()[::7] for _, number in numbers()[::61]]
    missed = [text for text in texts if not holds_contact(text)]
    assert len(texts) > 4000
    assert len(missed) <= 0.005 * len(texts), missed


@pytest.mark.parametrize("money", ["BDT 1250000", "CFA 12 000 000", "4 500 000 din.", "1 250 EUR"])
def test_the_line_before_and_the_line_after_say_nothing_of_a_number(money: str) -> None:
    for number in ("2414-7401", "514-555-2010", "+250 252 586 615"):
        assert holds_contact(f"{money}. {number}\n{money}")
        assert holds_contact(f"{number}\nEUR 12")
        assert holds_contact(f"{number}\npersons: 12")


@pytest.mark.parametrize("country", [None, "AL", "RS"])
@pytest.mark.parametrize(
    "text",
    [
        "1200 / 2350 / 400",
        "phase 2 (2018 - 2021)",
        "case file 345/12/2019",
        "levels 3 2 4 1 2 3 3",
        "2565-2567 and 1398-1401",
        "1401/05/23",
        "broj 08-1245/3 od 2017",
        "CUIT 30-12345678-9",
        "in 2021 (2 821 977)",
        "files 2019/001-2019/345",
        "9-12/14-17",
        "25.0 26.5 27.3",
        "10,000,000,000 and 5,050,000,000",
        "1'000'000'000 and 1\u2019050\u2019000\u2019000",
        "2019/411-538/1, 2024-0007, 2021/0001",
    ],
)
def test_what_is_written_like_lists_files_and_years_is_no_number(text: str, country: str | None) -> None:
    assert not holds_contact(text, country)


def test_nine_digits_in_threes_are_a_number_where_a_plan_has_it() -> None:
    assert holds_contact("345 412 398")  # in doubt
    assert not holds_contact("345 412 398", "AL")
    assert not holds_contact("345/412/398", "AL")
    assert holds_contact("620 198 555", "AL")  # a mobile number of Spain
    assert holds_contact("777 201 988", "CZ")
