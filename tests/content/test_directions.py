"""Names that read from the other side turn nothing but themselves round."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.directions import isolate, reads_from_right, set_apart, without_marks

ARABIC = "مركز المهاجرين"


@pytest.mark.parametrize("text", [ARABIC, "מרכז", "مرکز ۱۲", "Centre مركز", "ދިވެހި", "ܡܪܟܙ", "1 مركز (2)", "𐤀𐤁"])
def test_a_name_that_reads_from_the_right_is_isolated_in_a_sentence_that_does_not(text: str) -> None:
    assert set_apart(text) == f"\u2068{text}\u2069"
    assert set_apart(set_apart(text)) == set_apart(text)


@pytest.mark.parametrize(
    "text", ["", "Port Velira", "Sarandë", "Душанбе", "中心", "3.1", isolate("3.1"), "½ “x”", "é\u200e"]
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert set_apart(text) == text


def test_every_language_reads_from_the_side_that_babel_knows() -> None:
    for code in locale_identifiers():
        from_right = Locale.parse(code).character_order == "right-to-left"
        assert reads_from_right(code) is reads_from_right(code.replace("_", "-")) is from_right, code


@pytest.mark.parametrize("text", ["Tirana", "Душанбе", "中心", "Tirana مركز"])
def test_in_a_sentence_from_the_right_it_is_the_other_way_round(text: str) -> None:
    assert set_apart(text, from_right=True) == f"\u2068{text}\u2069"
    assert set_apart(ARABIC, from_right=True) == ARABIC


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u202d", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069"]
)
@pytest.mark.parametrize("name", ["invoice{}fdp.exe", "{}Port", "Port{}", f"{ARABIC}{{}}"])
def test_no_sign_of_direction_in_a_name_reaches_beyond_it(mark: str, name: str) -> None:
    shown = set_apart(name.format(mark))
    assert shown.strip("\u2068\u2069") == name.format("")
    assert shown.count("\u2068") == shown.count("\u2069")


@pytest.mark.parametrize("name", ["\u2069Port\u2068", "\u2066Port", "a\u2069\u2069b", "\u2068\u2068Port\u2069"])
def test_isolates_that_do_not_end_in_a_name_go(name: str) -> None:
    assert not {"\u2066", "\u2067", "\u2068", "\u2069"} & set(set_apart(name))


def test_an_isolate_inside_a_name_stays_inside() -> None:
    name = f"{isolate('3.1')} {ARABIC} {isolate('3.2')}"
    assert set_apart(name) == isolate(name)


def test_the_name_of_a_file_has_no_signs_of_direction() -> None:
    assert without_marks(isolate(f"a\u202e{ARABIC}")) == f"a{ARABIC}"


def test_only_the_catalogue_of_the_window_sets_names_apart() -> None:
    facts = {"centre": ARABIC, "round": "2026"}
    shown = catalogue(for_window=True).text("window.switcher_spoken", **facts)
    plain = catalogue().text("window.switcher_spoken", **facts)
    assert isolate(ARABIC) in shown
    assert shown.replace("\u2068", "").replace("\u2069", "") == plain
    assert "\u2068" not in plain
