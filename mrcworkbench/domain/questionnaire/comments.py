"""Comments in the forms of `answers` and `answer`: a text goes along with a submission; `{"text", "stays": true}` stays
in this file. Where there are both, `{"text", "stays": false, "kept": text}`. The form says all: what it leaves out is
taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.cells import Facts, shown_value, text_faults
from mrcworkbench.domain.reading.line_ends import plain_lines

_KEYS = frozenset({"text", "stays", "kept"})
Fault = tuple[str, Facts]
"""Code and facts of a problem."""


@dataclass(frozen=True, slots=True)
class Comments:
    """Of one answer or one row: what goes along, and what is kept here."""

    comment: str = ""
    kept: str = ""


def comments_to_json(found: Comments) -> object:
    """The form that `read_comments` takes and that gives these again; None where there are none."""
    if found.comment and found.kept:
        return {"text": found.comment, "stays": False, "kept": found.kept}
    return {"text": found.kept, "stays": True} if found.kept else found.comment or None


def read_comments(raw: object) -> tuple[Comments, tuple[Fault, ...]]:
    """The comments, and everything that is wrong with them."""
    faults: list[Fault] = []
    if not isinstance(raw, Mapping):
        return Comments(_text(raw, faults)), tuple(faults)
    faults += [("comment_unknown_key", {"value": shown_value(key)}) for key in raw if key not in _KEYS]
    stays = raw.get("stays")
    if not isinstance(stays, bool):
        faults.append(("comment_stays_wrong", {"value": shown_value(stays)}))
    if stays is True and "kept" in raw:
        faults.append(("comment_kept_twice", {}))
    text, kept = _text(raw.get("text"), faults), _text(raw.get("kept"), faults)
    return Comments(kept=text) if stays is True else Comments(text, kept), tuple(faults)


def _text(raw: object, faults: list[Fault]) -> str:
    """A text, or nothing where it says nothing."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        faults.append(("comment_not_text", {"value": shown_value(raw)}))
        return ""
    text = plain_lines(raw)
    faults.extend((f"comment_{code}", facts) for code, facts in text_faults(text))
    return text if text.strip() else ""
