"""Countries: their names, how their codes may be given, and what somebody may have meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.countries import countries, nearest_countries
from mrcworkbench.services.session.databases import create


def test_the_countries_of_these_centres_have_their_names() -> None:
    known = countries("en")
    assert {known[code] for code in ("XK", "AL", "TJ", "PT")} == {"Kosovo", "Albania", "Tajikistan", "Portugal"}
    assert known["CD"].startswith("Congo")


@pytest.mark.parametrize(("given", "code"), [("XK", "XK"), ("xk", "XK"), (" al ", "AL")])
def test_a_code_may_be_given_in_small_letters(tmp_path: Path, given: str, code: str) -> None:
    assert create(tmp_path / "centre.mrcw", "X", given).centre.country == code


@pytest.mark.parametrize(
    ("given", "first"),
    [("Kosovo", "XK"), ("RKS", "XK"), ("ALB", "AL"), ("UK", "GB"), ("Tadjikistan", "TJ"), ("DR Congo", "CD")],
)
def test_who_gives_another_code_or_a_name_is_told_the_nearest(tmp_path: Path, given: str, first: str) -> None:
    assert nearest_countries(given, "en")[0] == first
    with pytest.raises(UserError) as caught:
        create(tmp_path / "centre.mrcw", "X", given)
    assert caught.value.code == "country_unknown_near"
    assert str(caught.value.facts["nearest"]).startswith(f"{first} ({countries('en')[first]})")


@pytest.mark.parametrize("given", ["ZZ", "1", "", "??", "qwertz"])
def test_where_nothing_is_near_nothing_is_guessed(given: str) -> None:
    assert nearest_countries(given, "en") == ()
