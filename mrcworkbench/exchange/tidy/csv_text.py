"""Text in CSV files that no spreadsheet takes for a formula, and back again.

A program that opens a CSV file by a double click decides by the first character of a cell whether it is a formula.
Where its separator is the semicolon (much of Europe) or the tab, or where it ends a cell at each line break, cells
begin within our texts too. So an apostrophe is put wherever a cell may begin and =, +, -, @, their wide forms, a tab, a
line break or an apostrophe stands, also after spaces. The rule can be undone exactly: `unescaped` takes one apostrophe
away at each such place.

Words that readers of tables take for a missing value (those of pandas and R by default) get an apostrophe as well where
people have typed them, so that what a centre said is never read as nothing said.
"""

from __future__ import annotations

import re

_BEGIN = r"(?:\A|(?<=[;\t\r\n]))"
_RISKY = r"(?=[ \u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n'])"
_MISSING = frozenset(
    (
        *("NA", "N/A", "n/a", "#N/A", "#N/A N/A", "#NA", "<NA>", "NULL", "null", "None", "NaN", "nan", "-NaN", "-nan"),
        *("1.#IND", "1.#QNAN", "-1.#IND", "-1.#QNAN"),
    )
)
_MARKED_MISSING = re.compile(rf"\A'(?=\s*(?:{'|'.join(map(re.escape, sorted(_MISSING)))})\s*\Z)")
_ESCAPE = re.compile(_BEGIN + _RISKY)
_UNESCAPE = re.compile(_BEGIN + "'" + _RISKY)
_ORDINARY = re.compile(r"[A-Za-z0-9_][^;\t\r\n]*")


def escaped(text: str) -> str:
    """The text as it stands in the file."""
    return text if _ORDINARY.fullmatch(text) else _ESCAPE.sub("'", text)


def escaped_words(text: str) -> str:
    """A text that people typed, as it stands in the file."""
    safe = escaped(text)
    return f"'{safe}" if safe.strip() in _MISSING else safe


def unescaped(text: str) -> str:
    """The text that was escaped."""
    return _MARKED_MISSING.sub("", text) if _MARKED_MISSING.match(text) else _UNESCAPE.sub("", text)
