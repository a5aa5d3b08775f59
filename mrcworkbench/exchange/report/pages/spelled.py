"""Days, numbers and lists as the language of the report writes them, and texts cut where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from mrcworkbench.content.catalogue import locale_of
from mrcworkbench.exchange.report.words import Words

CUT = "\u2026"


def day(when: date, words: Words) -> str:
    """The month is a word, since 03/04 is March to some and April to others."""
    return format_date(when, "d MMM y", locale=locale_of(words.texts.language))


def long_day(when: date, words: Words) -> str:
    return format_date(when, "d MMMM y", locale=locale_of(words.texts.language))


def number(count: int, words: Words) -> str:
    """With its thousands apart."""
    return str(format_decimal(count, locale=locale_of(words.texts.language)))


def listed(items: Sequence[str], words: Words, most: int) -> str:
    """One sentence's list; what is too much is counted."""
    shown, more = items[:most], len(items) - most
    if not shown:
        return ""
    text, *rest = shown
    for place, item in enumerate(rest, 2):
        is_last = place == len(shown) and more <= 0
        text = words.text("report_glance.list_last" if is_last else "report_glance.list", items=text, item=item)
    return words.plural("report_glance.list_more", more, items=text) if more > 0 else text


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters, cut at a word where it is longer; the whole stands in the annex."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > most // 2 else cut).rstrip(" ,;:.") + CUT
