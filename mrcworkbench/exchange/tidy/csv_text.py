"""Text in CSV files that no spreadsheet takes for a formula, and back again.

A program that opens a CSV file by a double click decides by the first character of a cell whether it is a formula.
Where its separator is the semicolon (much of Europe) or the tab, or where it ends a cell at each line break, cells
begin within our texts too. So an apostrophe is put wherever a cell may begin and =, +, -, @, their wide forms, a tab, a
line break or an apostrophe stands, also after spaces. The rule can be undone exactly: `unescaped` takes one apostrophe
away at each such place.
"""

from __future__ import annotations

import re

_BEGIN = r"(?:\A|(?<=[;\t\r\n]))"
_RISKY = r"(?=[ \u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n'])"
_ESCAPE = re.compile(_BEGIN + _RISKY)
_UNESCAPE = re.compile(_BEGIN + "'" + _RISKY)
_ORDINARY = re.compile(r"[A-Za-z0-9_][^;\t\r\n]*")


def escaped(text: str) -> str:
    """The text as it stands in the file."""
    return text if _ORDINARY.fullmatch(text) else _ESCAPE.sub("'", text)


def unescaped(text: str) -> str:
    """The text that was escaped."""
    return _UNESCAPE.sub("", text)
