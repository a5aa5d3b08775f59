"""Days and times as the screen shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from mrcworkbench.gui.words.local_time import dated, day_text, iso_day, local_day, local_time, use_language


@pytest.fixture(autouse=True)
def _language_afterwards() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


def test_the_month_is_a_word_in_the_language_of_the_window() -> None:
    use_language("en")
    assert day_text(date(2026, 3, 4)) == "4 Mar 2026"
    use_language("fr")
    assert day_text(date(2026, 3, 4)) == "4 mars 2026"


def test_a_stored_time_is_shown_by_the_clock_of_this_machine() -> None:
    use_language("en")
    stamp = "2026-03-04T23:30:00.000Z"
    here = datetime.fromisoformat(stamp).astimezone()
    assert local_day(stamp) == day_text(here.date())
    assert local_time(stamp) == f"{day_text(here.date())}, {here:%H:%M}"


def test_a_stored_day_is_shown_as_every_day_and_what_is_none_as_it_is() -> None:
    use_language("en")
    assert iso_day("2026-03-04") == "4 Mar 2026"
    for text in ("20260304", "2026-3-4", "2026-W10-3", "2026-02-30", "soon", "1234567", ""):
        assert iso_day(text) == text


def test_days_and_times_in_a_sentence_are_shown_in_the_same_style() -> None:
    use_language("en")
    stamp = "2026-03-04T12:00:00.000Z"
    facts = {"date": "2026-03-04", "at": stamp, "since": "2026-03-04 09:30", "value": "2026-03-04", "n": 3}
    assert dated(facts) == {
        "date": "4 Mar 2026",
        "at": local_time(stamp),
        "since": "4 Mar 2026, 09:30",
        "value": "2026-03-04",
        "n": 3,
    }


def test_what_is_no_time_is_shown_as_it_is() -> None:
    assert local_time("yesterday") == local_day("yesterday") == "yesterday"
    assert local_day("") == ""
