"""One choice, the status of a criterion, which is one too, and several choices: all by the codes of their options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import Value
from mrcworkbench.domain.questionnaire.cells import CellError, Facts, fail, shown_value
from mrcworkbench.domain.questionnaire.types import TypeRules, ValueKind
from mrcworkbench.domain.reading import Order

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Question


def _read(question: Question, raw: object) -> str | None:
    if raw == "":
        return None
    if not isinstance(raw, str) or raw not in question.option_codes:
        raise fail("unknown_option", value=shown_value(raw), options=_listed(question))
    return raw


def _read_typed(question: Question, typed: str, _order: Order) -> str | None:
    return _read(question, _code_of(question, typed.strip()))


def _fits(question: Question, value: Value) -> bool:
    return isinstance(value, str) and value in question.option_codes


def _pattern(question: Question) -> str:
    return "(?:" + "|".join(f'"{re.escape(option.code)}"' for option in question.options) + ")"


def _read_several(question: Question, raw: object) -> tuple[str, ...] | None:
    if not isinstance(raw, list | tuple):
        raise fail("not_a_list", value=shown_value(raw))
    faults: list[tuple[str, Facts]] = []
    unknown = [shown_value(one) for one in raw if not (isinstance(one, str) and one in question.option_codes)]
    if unknown:
        faults.append(("unknown_options", {"values": ", ".join(unknown), "options": _listed(question)}))
    known = [one for one in raw if isinstance(one, str) and one in question.option_codes]
    twice = [code for code in dict.fromkeys(known) if known.count(code) > 1]
    if twice:
        faults.append(("options_repeated", {"values": ", ".join(twice)}))
    if faults:
        raise CellError(faults)
    return tuple(option.code for option in question.options if option.code in known) or None


def _read_several_typed(question: Question, typed: str, _order: Order) -> tuple[str, ...] | None:
    parts = [part.strip() for part in re.split(r"[;\n]", typed)]
    return _read_several(question, [_code_of(question, part) for part in parts if part])


def _several_fit(question: Question, value: Value) -> bool:
    codes = question.option_codes
    return isinstance(value, tuple) and all(isinstance(code, str) and code in codes for code in value)


def _pattern_of_several(question: Question) -> str:
    """Some of the options, each once, in the questionnaire's order; with a comma after it, unless the list ends."""
    items = (rf'(?:"{re.escape(option.code)}"(?:,(?!\])|(?=\])))?' for option in question.options)
    return r"\[(?!\])" + "".join(items) + r"\]"


def _listed(question: Question) -> str:
    return ", ".join(option.code for option in question.options)


def _code_of(question: Question, typed: str) -> str:
    """The code of the option whose code or text was typed; what was typed, where there is none."""
    by_text: Mapping[str, str] = {option.text.casefold(): option.code for option in question.options}
    return typed if typed in question.option_codes else by_text.get(typed.casefold(), typed)


SINGLE = TypeRules(
    kind=ValueKind.CHOICE,
    read=_read,
    read_typed=_read_typed,
    fits=_fits,
    pattern=_pattern,
    minutes=0.75,
)
STATUS = replace(SINGLE, minutes=1)
MULTIPLE = TypeRules(
    kind=ValueKind.CHOICES,
    read=_read_several,
    read_typed=_read_several_typed,
    fits=_several_fit,
    pattern=_pattern_of_several,
    minutes=1,
)
