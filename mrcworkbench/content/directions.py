"""Names that read from the other side, inside a sentence: set apart, so that they turn nothing but themselves round.

An Arabic name in an English sentence takes the numbers and signs beside it along, and as its first word turns the whole
line. Unicode's isolates keep its direction to itself. Signs of direction that people have typed or pasted into a name
would reach beyond it, so those that do not end inside it go.
"""

from __future__ import annotations

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_OPENING = frozenset("\u2066\u2067\u2068")
_EMBEDDING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"))
_ISOLATING = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_FROM_RIGHT = frozenset(
    ("apc", "ar", "bal", "bgn", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "rhg", "sd", "sdh", "skr",
     "syr", "trw", "ug", "ur", "yi", "Adlm", "Arab", "Nkoo", "Rohg")
)  # fmt: skip
"""Languages, and scripts: all that Babel knows, which takes too long to ask before the first paint."""
_SCRIPT = 4
"""Letters in the code of a script, as in `uz_Arab`."""


def reads_from_right(language: str) -> bool:
    """Whether a language is written from right to left: by its script, where its code names one."""
    language, *further = language.replace("-", "_").split("_")
    return next((part for part in further if len(part) == _SCRIPT), language) in _FROM_RIGHT


def isolate(text: str) -> str:
    """A code, number or name that keeps its own direction inside a line of any script."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def set_apart(text: str, *, from_right: bool = False) -> str:
    """A text for a sentence that reads from the left, or `from_right`: isolated if any of it reads the other way, and
    without signs of direction that would reach beyond it. Everything else comes back as it is."""
    if not from_right and text.isascii():
        return text
    import unicodedata  # most starts meet no such name

    kept = text.translate(_EMBEDDING)
    if not _is_balanced(kept):
        kept = kept.translate(_ISOLATING)
    other = {"L"} if from_right else {"R", "AL", "AN"}
    if any(unicodedata.bidirectional(character) in other for character in kept) and not _is_isolated(kept):
        return isolate(kept)
    return kept


def without_marks(text: str) -> str:
    """A text without signs of direction, for the name of a file."""
    return text.translate(_EMBEDDING).translate(_ISOLATING)


def _is_balanced(text: str) -> bool:
    """Whether every isolate that begins in a text ends in it, and none ends that did not begin."""
    depth = 0
    for character in text:
        depth += (character in _OPENING) - (character == POP_ISOLATE)
        if depth < 0:
            return False
    return depth == 0


def _is_isolated(text: str) -> bool:
    """Whether a balanced text is one isolate as a whole."""
    inner = text[1:-1]
    return len(text) > 1 and text[0] in _OPENING and text[-1] == POP_ISOLATE and _is_balanced(inner)
