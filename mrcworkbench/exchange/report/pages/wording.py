"""Days, months and typed texts as the sheets of the report say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mrcworkbench.exchange.report.words import Words


def day(words: Words, written: str | date) -> str:
    """A day in words, from `YYYY-MM-DD`; what is no day stays as it is."""
    try:
        when = date.fromisoformat(str(written))
    except ValueError:
        return str(written)
    return words.day(when)


def month(words: Words, when: date) -> str:
    """A month with its year."""
    return words.text("report_pages.month_of", month=words.text(f"report_pages.month_{when.month}"), year=when.year)


def number(words: Words, count: int) -> str:
    """A count within a sentence, its digits in groups."""
    return f"{count:,}".replace(",", words.text("report_pages.thousands"))


def shortened(words: Words, text: str, most: int, place: str) -> str:
    """A typed text on one line, of at most about `most` characters; of a longer one it is said at which question
    (`place`) the annex has it whole."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    start = flat[:most].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return words.text("report_pages.shortened", start=start, place=place)


def cut_at_word(text: str, most: int) -> str:
    """A text of at most `most` characters; a longer one ends at a word, with a sign that says so. It is whole on a
    later sheet, or in the annex."""
    if len(text) <= most:
        return text
    start, _, rest = text[: most - 1].rpartition(" ")
    whole_words = start if len(start) > most // 2 else f"{start} {rest}".strip()
    return f"{whole_words.rstrip(' ,;:.')}\u2026"


def listed(words: Words, items: Sequence[str], most: int) -> str:
    """A list within a sentence; what is more than `most` is counted."""
    shown, more = items[:most], len(items) - most
    text = shown[0] if shown else ""
    for place, item in enumerate(shown[1:], 2):
        is_last = place == len(shown) and more <= 0
        text = words.text("report_glance.list_last" if is_last else "report_glance.list", items=text, item=item)
    return words.plural("report_glance.list_more", more, items=text) if more > 0 else text
