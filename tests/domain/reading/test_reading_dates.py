"""Dates as people write them: what can mean one day is read, what can mean several is asked, the rest is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given as for_all
from hypothesis import strategies as st

from mrcworkbench.domain.reading import Order, UnreadableError, month_names
from mrcworkbench.domain.reading.dates import read_date

LOCALES = (
    *("en", "en_GB", "en_US", "en_CA", "en_ZA", "en_IN", "fr", "fr_CA", "fr_CH", "es", "es_MX", "es_PA", "ru", "ar"),
    *("ar_EG", "ar_MA", "ar_SY", "ar_IQ", "pt", "pt_BR", "de", "de_CH", "it", "nl", "sq", "tr", "uk", "ro", "bg", "mk"),
    *("sr", "sr_Latn", "hr", "pl", "cs", "el", "ka", "az", "uz", "tg", "fa", "ur", "hi", "bn", "id", "fil", "am", "so"),
)
FIGURES_TOO = (*LOCALES, "hu", "hy", "ky", "kk", "mn", "si", "ne", "ko", "ja", "zh", "sv", "fi", "eu", "lt", "vi", "my")
DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))


def read(typed: str, order: Order = "dmy") -> list[str]:
    return [one.isoformat() for one in read_date(typed, order=order)]


def refusal(typed: str) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_date(typed)
    return refused.value.code


def order_of(locale: str) -> Order:
    pattern = re.sub("'[^']*'", "", Locale.parse(locale).date_formats["short"].pattern)
    day, month, year = pattern.find("d"), re.search("[ML]", pattern), pattern.find("y")
    assert month is not None
    if year < min(day, month.start()):
        return "ymd"
    return "mdy" if month.start() < day else "dmy"


@pytest.mark.parametrize(
    "typed",
    [
        *("31/12/2027", "31.12.2027", "31-12-2027", "31 12 2027", "31. 12. 2027.", "31 / 12 / 2027", "31\\12\\2027"),
        *("12/31/2027", "12-31-2027", "2027-12-31", "2027/12/31", "2027.12.31", "2027 12 31", "2027. 12. 31."),
        *("31/12/27", "31.12.27", "12/31/27", "20271231", "31122027", "2027\u5e7412\u670831\u65e5"),
        *("31 December 2027", "31 Dec 2027", "31-Dec-2027", "31-Dec-27", "31/Dec/2027", "31Dec2027", "31 DEC 27"),
        *(
            "December 31, 2027",
            "Dec. 31, 2027",
            "Dec 31 2027",
            "2027 Dec 31",
            "31st December 2027",
            "December 31st, 2027",
        ),
        *(
            "the 31st of December, 2027",
            "31 Dec '27",
            "Friday, 31 December 2027",
            "Fri 31 Dec 2027",
            "Friday 31/12/2027",
        ),
        *("31 d\u00e9cembre 2027", "31 decembre 2027", "31 d\u00e9c. 2027", "vendredi 31 d\u00e9cembre 2027"),
        *("31 de diciembre de 2027", "31 dic 2027", "31 \u0434\u0435\u043a\u0430\u0431\u0440\u044f 2027 \u0433."),
        *("31 \u062f\u064a\u0633\u0645\u0628\u0631 2027", "\u0663\u0661/\u0661\u0662/\u0662\u0660\u0662\u0667"),
        *(
            "31 \u0643\u0627\u0646\u0648\u0646 \u0627\u0644\u0623\u0648\u0644 2027",
            "31 dhjetor 2027",
            "31 Aral\u0131k 2027",
        ),
        *("31. Dezember 2027", "31 dezembro 2027", "31 dicembre 2027", "31.XII.2027", "31. decembra 2027."),
        *(
            "\u06f2\u06f0\u06f2\u06f7/\u06f1\u06f2/\u06f3\u06f1",
            "\uff12\uff10\uff12\uff17\uff0f\uff11\uff12\uff0f\uff13\uff11",
        ),
        *(
            "\u200f31\u200f/12\u200f/2027",
            "\ufeff2027-12-31",
            "\u202a31/12/2027\u202c",
            " 31/12/2027\u00a0",
            "31\u201312\u20132027",
        ),
        *("2027-12-31T00:00", "2027-12-31 00:00:00", "2027-12-31T00:00:00Z", "2027-12-31T00:00:00.000+01:00"),
        *("12/31/2027 12:00:00 AM", "31/12/2027 0:00", "31 December 2027, 10:30", "31 December 2027 at 10:30 PM"),
        *("31/12/2027 (Friday)", "ven. 31/12/2027", "Fri, 31 Dec 2027 00:00:00 GMT", "31/12/2027 12:00 a. m."),
        *(
            "31 d\u00e9cembre 2027 \u00e0 14h30",
            "31/12/2027 14 h 30",
            "31.12.2027 14.30",
            "31.12.2027 r.",
            "31 Aralik 2027",
        ),
        *("31\u00b0 dicembre 2027", "31\u00ba dezembro 2027", "(31/12/2027)", "'31/12/2027", "31/12/2027\r\n"),
        *("46752", "46752.75", "46752,5", "\u0664\u0666\u0667\u0665\u0662"),
    ],
)
def test_a_date_that_can_mean_one_day_is_read(typed: str) -> None:
    for order in ("dmy", "mdy"):
        assert read(typed, order) == ["2027-12-31"]


@pytest.mark.parametrize(
    "typed", ["03/04/2026", "3/4/2026", "03-04-2026", "03 04 2026", "3/4/26", "03042026", "3/4/2026 0:00"]
)
def test_day_and_month_that_could_change_places_are_asked_with_the_order_of_the_system_first(typed: str) -> None:
    day_first, month_first = "2026-04-03", "2026-03-04"
    assert read(typed, "dmy")[:2] == [day_first, month_first]
    assert read(typed, "mdy")[:2] == [month_first, day_first]


@pytest.mark.parametrize("order", ["dmy", "mdy", "ymd"])
def test_with_points_the_day_is_first_in_every_country(order: Order) -> None:
    assert read("03.04.2026", order) == read("3. 4. 2026", order) == ["2026-04-03"]


def test_a_day_that_is_its_own_month_asks_nothing() -> None:
    assert read("05/05/2026") == ["2026-05-05"]


def test_a_weekday_decides_between_readings_and_one_that_fits_none_is_refused() -> None:
    assert read("Friday 03/04/2026") == ["2026-04-03"]
    assert read("Wed, 03/04/2026") == ["2026-03-04"]
    assert refusal("Monday 03/04/2026") == "date_other_weekday"
    assert refusal("Monday, 1 March 2026") == "date_other_weekday"


def test_a_year_of_two_figures_is_of_1969_to_2068() -> None:
    assert [read(f"31/12/{year}")[0][:4] for year in ("68", "69", "00", "99")] == ["2068", "1969", "2000", "1999"]


def test_a_year_of_two_figures_stands_where_the_system_puts_it_and_may_stand_first_between_dashes() -> None:
    assert read("26/03/11", "dmy") == ["2011-03-26"]
    assert read("26/03/11", "ymd") == ["2026-03-11", "2011-03-26"]
    assert read("26-03-11", "dmy") == ["2011-03-26", "2026-03-11"]
    assert read("01/02/03") == ["2003-02-01", "2003-01-02"]
    assert read("26/3/1") == ["2026-03-01"]  # a year is not written with one figure


def test_a_word_that_is_the_month_of_two_languages_is_asked() -> None:
    assert read("1 listopad 2026") == ["2026-10-01", "2026-11-01"]
    assert read("1 jui 2026") == ["2026-06-01", "2026-07-01"]


@pytest.mark.parametrize(
    "typed",
    ["2026", "03/2026", "2026-03", "March 2026", "mars 2026", "31/12", "31 December", "Mar-26", "March"],
)
def test_a_part_of_a_date_is_told_from_what_is_none(typed: str) -> None:
    assert refusal(typed) == "date_incomplete"


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "30 February 2026", "29.02.2026", "13/13/2026", "2026-13-01", "0/0/2026", "32 May 2026"]
)
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    assert refusal(typed) == "no_such_date"


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "soon",
            "12 tomorrow 2026",
            "next year",
            "end of 2026",
            "1 Smarch 2026",
            "2026/12-31",
            "1/2",
            "12345",
            "99999",
        ),
        *(
            "-46752",
            "46752-1",
            "1 2 3 4",
            "1 March 2026 or later",
            "1-2 March 2026",
            "\u00bd/3/2026",
            "x" * 5000,
            "1" * 5000,
        ),
        *(
            "Q1 2026",
            "2026-W10-1",
            "ca. 3 April 2026",
            "circa 3 April 2026",
            "\u0e18\u0e31\u0e19\u0e27\u0e32\u0e04\u0e21 2569",
        ),
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    assert refusal(typed) in {"not_a_date", "date_incomplete"}


@pytest.mark.parametrize("typed", ["31/12/2570", "2570-12-31", "31 December 2570", "1405/10/10", "10/10/1448"])
def test_years_of_other_calendars_are_never_taken_for_years_of_this_one(typed: str) -> None:
    assert all(not 1900 <= int(one[:4]) <= 2200 for one in read(typed))


@pytest.mark.parametrize("typed", ["", " ", "\u200f", "\u00a0\n"])
def test_nothing_but_what_cannot_be_seen_is_nothing(typed: str) -> None:
    assert read(typed) == []


@for_all(day=DAYS, locale=st.sampled_from(FIGURES_TOO))
def test_a_date_in_figures_as_a_country_writes_it_is_never_read_as_another(day: date, locale: str) -> None:
    assert day in read_date(format_date(day, "short", locale=locale), order=order_of(locale))


@for_all(day=DAYS, locale=st.sampled_from(LOCALES), form=st.sampled_from(["medium", "long"]))
def test_a_date_in_words_as_a_country_writes_it_is_never_read_as_another(day: date, locale: str, form: str) -> None:
    assert day in read_date(format_date(day, form, locale=locale), order=order_of(locale))


@for_all(day=DAYS, locale=st.sampled_from(["en", "en_GB", "fr", "es", "ru", "ar", "de", "pt", "it"]))
def test_a_date_with_its_weekday_is_read(day: date, locale: str) -> None:
    assert read_date(format_date(day, "full", locale=locale)) == (day,)


@for_all(typed=st.text(st.sampled_from("0123456789/-. ,TZ:Marchфвм\u0430IV'\u0663\u200f\u5e74"), max_size=24))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        found = read_date(typed)
    except UnreadableError:
        return
    assert len(set(found)) == len(found)


def test_the_names_of_months_and_days_are_those_of_babel() -> None:
    writer = [sys.executable, "-m", "tests.domain.reading.month_names_from_babel"]
    written = subprocess.run(writer, capture_output=True, check=True, cwd=Path(__file__).parents[3]).stdout.decode()
    assert written == Path(month_names.__file__).read_text("utf-8")


def test_reading_a_month_loads_no_languages() -> None:
    code = (
        "import sys; from mrcworkbench.domain.reading.dates import read_date; "
        "print(read_date('8. marta 2026'), 'babel' in sys.modules)"
    )
    read_it = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert read_it.stdout.strip() == "(datetime.date(2026, 3, 8),) False"
