"""Numbers as people write them: what can mean one thing is read, what can mean two is asked, the rest is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import localedata
from babel.numbers import format_decimal, format_percent
from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.domain.reading import UnreadableError
from mrcworkbench.domain.reading.numbers import read_number

LOCALES = (
    *(
        "en",
        "en_GB",
        "en_IN",
        "en_ZA",
        "fr",
        "fr_CH",
        "fr_CA",
        "es",
        "es_MX",
        "ru",
        "ar",
        "ar_EG",
        "ar_MA",
        "pt",
        "pt_BR",
    ),
    *("de", "de_CH", "de_AT", "it", "sq", "tr", "uk", "fa", "ps", "ur", "hi", "bn", "ne", "my", "km", "si", "ta"),
    *(
        "ka",
        "hy",
        "az",
        "uz",
        "kk",
        "ky",
        "bg",
        "ro",
        "pl",
        "hu",
        "el",
        "am",
        "so",
        "sw",
        "sv",
        "nl",
        "eu",
        "lv",
        "zh",
        "ja",
    ),
)


def read(typed: str, *, whole: bool = False) -> list[str]:
    return [str(one) for one in read_number(typed, whole=whole)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1503", "1503"),
        ("1,503", "1503"),
        ("1.503", "1503"),
        ("1 503", "1503"),
        ("1\u00a0503", "1503"),
        ("1\u202f503", "1503"),
        ("1\u2009503", "1503"),
        ("1'503", "1503"),
        ("1\u2019503", "1503"),
        ("12.000", "12000"),
        ("1,00,000", "100000"),
        ("12,34,567", "1234567"),
        ("1.503.200", "1503200"),
        ("1 503 200", "1503200"),
        ("1 503\u00a0200", "1503200"),
        ("1,503.00", "1503.00"),
        ("1.503,0", "1503.0"),
        ("\u0661\u066c\u0665\u0660\u0663", "1503"),
        ("\u0661\u0665\u0660\u0663", "1503"),
        ("\u06f1\u06f5\u06f0\u06f3", "1503"),
        ("\u0967\u096b\u0966\u0969", "1503"),
        ("\uff11\uff0c\uff15\uff10\uff13", "1503"),
        ("\u200e1503\u200f", "1503"),
        ("\u202a1,503\u202c", "1503"),
        ("\u2068\u20661503\u2069", "1503"),
        ("\u061c1503", "1503"),
        ("\ufeff1503", "1503"),
        ("1\u200b503", "1503"),
        ("+5", "5"),
        ("\u22125", "-5"),
        ("\u20135", "-5"),
        ("007", "7"),
        ("5.", "5"),
        ("5,", "5"),
        ("1,503.", "1503"),
    ],
)
def test_a_whole_number_is_read_however_its_thousands_are_written(typed: str, number: str) -> None:
    assert read(typed, whole=True) == [number]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("33,5", "33.5"),
        ("33.5", "33.5"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("12,3456", "12.3456"),
        ("1 200,5", "1200.5"),
        ("1\u2019200.50", "1200.50"),
        ("1,503,200.5", "1503200.5"),
        ("1.503.200,5", "1503200.5"),
        ("1,00,000.25", "100000.25"),
        ("1,503,200", "1503200"),
        ("\u0663\u0663\u066b\u0665", "33.5"),
        ("\u0661\u066b\u0662\u0660\u0660", "1.200"),
        ("\u06f1\u066c\u06f2\u06f0\u06f0\u066b\u06f5", "1200.5"),
        ("\u0663\u0663\u060c\u0665", "33.5"),
        ("33\u00b75", "33.5"),
        ("'33,5", "33.5"),
        ("33,5\r\n", "33.5"),
        ("70 %", "70"),
        ("70%", "70"),
        ("70\u00a0%", "70"),
        ("70\u202f%", "70"),
        ("%70", "70"),
        ("33,5 %", "33.5"),
        ("\u0667\u0660\u066a", "70"),
        ("70\uff05", "70"),
        ("70 percent", "70"),
        ("70 per cent.", "70"),
        ("33,5 pour cent", "33.5"),
        ("70 por ciento", "70"),
        ("70 \u043f\u0440\u043e\u0446\u0435\u043d\u0442\u043e\u0432", "70"),
        ("\u0667\u0660 \u0641\u064a \u0627\u0644\u0645\u0626\u0629", "70"),
        ("33,5.", "33.5"),
        ("33\u00bd", "33.5"),
        ("2 \u00be", "2.75"),
        ("\u00bd", "0.5"),
    ],
)
def test_a_number_with_decimals_is_read_by_its_last_mark(typed: str, number: str) -> None:
    assert read(typed) == [number]


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1,200", ["1200", "1.200"]),
        ("1.200", ["1200", "1.200"]),
        ("33,500", ["33500", "33.500"]),
        ("-12.000", ["-12000", "-12.000"]),
        ("\u200e1,200 %", ["1200", "1.200"]),
        ("\uff11\uff0c\uff12\uff10\uff10", ["1200", "1.200"]),
    ],
)
def test_one_mark_before_three_digits_is_two_numbers_where_decimals_are_asked_for(
    typed: str, readings: list[str]
) -> None:
    assert read(typed) == readings


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "1,20,3",
            "1 2 3",
            "1,2,3",
            "12 00",
            "1  200",
            "1,200.300.400",
            "1.200,300,400",
            "1'2",
            "01,200,300",
            "1.00.000",
            "1 00 000",
            "1'00'000",
        ),
        *(
            ".",
            ",",
            "5..",
            "1,20,3.",
            "1,5\u00bd",
            "5\u00b2",
            "\u2153",
            "-",
            "+",
            "--5",
            "+-5",
            "5-",
            "(5)",
            "1..2",
            "1,,200",
            "1, 200",
        ),
        *("1e3", "nan", "inf", "0x10", "1_000", "12o", "5\u00b2", "\u2460", "\u4e09"),
        *("1\t200", "1\n200", "1\u2028200", "1\x0b200"),
        *("$5", "5 \u20ac", "about 50", "50+", ">100", "100-150", "2 or 3", "%", "% 5 %", "70 %%"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_no_number_or_is_grouped_as_nobody_does_is_refused(typed: str, *, whole: bool) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(typed, whole=whole)
    assert refused.value.code == "not_a_number"


@pytest.mark.parametrize("typed", ["70 %", "%5", "\u0667\u0660\u066a", "33,5%"])
def test_a_share_is_no_number_of_people(typed: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(typed, whole=True)
    assert refused.value.code == "number_is_share"


@pytest.mark.parametrize("typed", ["", " ", "\u00a0", "\u200f", "\t\n", "\ufeff"])
def test_nothing_but_what_cannot_be_seen_is_nothing(typed: str) -> None:
    assert read(typed) == []


@for_all(
    number=st.decimals(Decimal(-(10**9)), Decimal(10**9), places=3) | st.integers(-(10**9), 10**9).map(Decimal),
    locale=st.sampled_from(LOCALES),
    own_digits=st.booleans(),
)
def test_a_number_as_a_country_writes_it_is_never_read_as_another(
    number: Decimal, locale: str, *, own_digits: bool
) -> None:
    typed = format_decimal(number, locale=locale, numbering_system="default" if own_digits else "latn")
    assert number in read_number(typed, whole=False)
    if number == int(number):
        assert read_number(typed, whole=True) == (number,)


def test_a_share_is_read_as_every_country_writes_it() -> None:
    for locale in localedata.locale_identifiers():
        typed = format_percent(Decimal("0.7"), locale=locale)
        assert read(typed) == ["70"], (locale, typed)
