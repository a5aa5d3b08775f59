# ruff: noqa: RUF001  letters of many scripts are meant
"""What somebody types finds what somebody else wrote, in capitals, without accents, in another script."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.reading.folding import fold


@pytest.mark.parametrize(
    ("folded", "written"),
    [
        ("sarande", "Sarandë SARANDË sarande\u0308 Sarande"),
        ("agri", "Ağrı AĞRI Agri AGRI Ag\u0306rı Ağri"),
        ("igdir", "Iğdır IĞDIR İğdir Igdir"),
        ("lodz", "Łódź ŁÓDŹ Lodz"),
        ("dang", "Đặng ĐẶNG Dang"),
        ("orsta", "Ørsta ØRSTA Orsta"),
        ("aero", "Ærø ÆRØ Aerø"),
        ("thor", "Þór ÞÓR Thor"),
        ("seydi", "Seyði SEYÐI Seydi"),
        ("strasse", "Straße STRASSE STRAẞE"),
        ("ozbekiston", "O'zbekiston O\u2018zbekiston O\u2019zbekiston O\u02bbzbekiston Ozbekiston OʻZBEKISTON"),
        ("osh", "Ош ОШ Osh"),
        ("kharkiv", "Харків ХАРКІВ Kharkiv"),
        ("luganska", "Луганська"),
        ("maykop", "Майкоп Маи\u0306коп"),
        ("kumanovo", "Куманово Kumanovo"),
        ("qyzylorda", "Қызылорда ҚЫЗЫЛОРДА"),
        ("athina", "Αθήνα ΑΘΗΝΑ Athina"),
        ("thessalonikis", "Θεσσαλονίκης ΘΕΣΣΑΛΟΝΙΚΗΣ"),
        ("tbilisi", "თბილისი ᲗᲑᲘᲚᲘᲡᲘ Tbilisi"),
        ("erevan", "Երևան Erevan"),
        ("2026", "٢٠٢٦ ２０２６ 2026"),
    ],
)
def test_one_word_however_it_is_written(folded: str, written: str) -> None:
    assert {one: fold(one) for one in written.split()} == dict.fromkeys(written.split(), folded)


def test_signs_of_writing_programs_are_those_of_the_keyboard() -> None:
    assert fold("\u201cCôte d\u2019Ivoire\u201d \u2013 north") == fold('"Cote d\'Ivoire" - North')


def test_a_letter_with_an_accent_is_the_same_alone_and_beside_another_script() -> None:
    """Else Đà, which is looked up, would not be found by Dà, which is not."""
    for code in range(0x80, sys.maxunicode + 1):
        parts = unicodedata.normalize("NFKD", chr(code)).casefold()
        plain = "".join(ch for ch in parts if not unicodedata.combining(ch))
        if plain.isalnum() and plain.isascii():
            assert anyascii(unicodedata.normalize("NFC", chr(code))).lower() == plain, hex(code)


@given(st.text(max_size=40))
def test_what_is_folded_is_small_and_of_the_keyboard_and_stays_so(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded == folded.lower()
