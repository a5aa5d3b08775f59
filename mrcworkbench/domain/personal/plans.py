"""What the numbering plans of countries say of digits. `country`: ISO 3166 of two letters, or None."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import SUPPORTED_REGIONS

_MOST_DIGITS = 17
_IN_THREES = ("ES", "PT", "PL", "CZ", "PE", "AO", "RW")
"""Countries that write nine digits in three groups and no zero before them."""


def is_possible(text: str, digits: str, country: str | None) -> bool:
    """Whether a number with an international prefix has a length that the prefix allows."""
    if len(digits) > _MOST_DIGITS:
        return False
    plain = re.sub(r"\D", "", re.sub(r"^(\+?\d{1,4})\s*\(0\)", r"\1", text.strip()))
    sign = "" if plain.startswith("011") and "+" not in text else "+"
    for given in (f"{sign}{plain.removeprefix('00')}", f"+{plain.removeprefix('011')}"):
        try:
            number = phonenumbers.parse(given, _region(country))
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return True
    return False


def is_valid(digits: str, country: str | None) -> bool:
    """Whether they are a number of the country's plan; of any, where they begin with +."""
    if len(digits) > _MOST_DIGITS:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, _region(country)))
    except phonenumbers.NumberParseException:
        return False


def is_mobile_in_threes(digits: str, country: str) -> bool:
    """Whether nine digits in three groups are a number of the country, or a mobile one of a country that writes so."""
    if is_valid(digits, country):
        return True
    mobile = phonenumbers.PhoneNumberType.MOBILE
    return any(phonenumbers.number_type(phonenumbers.parse(digits, region)) == mobile for region in _IN_THREES)


def is_usual(text: str, digits: str, country: str | None) -> bool:
    """Whether they are a number of the country's plan, in the groups in which it is written there."""
    if not is_valid(digits, country):
        return False
    number = phonenumbers.parse(digits, _region(country))
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return re.findall(r"\d+", written) == re.findall(r"\d+", text)


def _region(country: str | None) -> str | None:
    return country.upper() if country and country.upper() in SUPPORTED_REGIONS else None
