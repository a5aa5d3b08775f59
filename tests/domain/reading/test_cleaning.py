"""Texts from other programs: line ends are mended, what nobody can see is left out and counted, the rest stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.questionnaire.cells import text_faults
from mrcworkbench.domain.reading.cleaning import cleaned


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one(end: str) -> None:
    assert cleaned(f"one{end}two") == cleaned("one\ntwo")
    assert cleaned(f"{end}one{end}two{end}", one_line=True).text == "one two"


@pytest.mark.parametrize(
    "unseen",
    [
        chr(code)
        for code in (0, 1, 7, 8, 0x1B, 0x7F, 0x81, 0x9D, 0xFEFF, 0xFFFC, 0xFDD0, 0xFFFE, 0x1FFFF, 0xD800, 0xDC00)
    ],
)
def test_what_nobody_can_see_is_left_out_and_counted(unseen: str) -> None:
    found = cleaned(f"a{unseen}b{unseen}")
    assert (found.text, found.left_out) == ("ab", 2)


def test_letters_that_old_programs_write_as_control_characters_are_read() -> None:
    assert cleaned("it\x92s \x93so\x94 \x96 \x80 5").text == "it\u2019s “so” \u2013 € 5"
    assert cleaned("it\x92s").left_out == 0
    assert cleaned("e\x1email").text == "e\u2011mail"


def test_halves_of_a_character_that_belong_together_are_joined() -> None:
    found = cleaned("\ud83d\ude00\ud83d!")
    assert (found.text, found.left_out) == ("😀!", 1)


@pytest.mark.parametrize(
    "text",
    [
        "tab\there",
        "a\nb",
        "\u0645\u200c\u0647",
        "\u200fright to left",
        "co\u00adoperate",
        "a\u00a0b",
        "👩\u200d🔧",
        "\ufffd",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert cleaned(text).text == text
    assert cleaned(text).left_out == 0


@given(st.text(st.characters(codec=None), max_size=40), st.booleans())
def test_a_cleaned_text_can_be_kept_and_is_clean(text: str, one_line: bool) -> None:
    done = cleaned(text, one_line=one_line)
    assert text_faults(done.text) == ()
    assert cleaned(done.text, one_line=one_line).text == done.text
    assert done.left_out >= 0
