"""Every text that the program asks for exists, with the placeholders it is given; and every error has its advice."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import mrcworkbench
from mrcworkbench import paths
from mrcworkbench.content.instruments import questionnaires
from mrcworkbench.domain.questionnaire.checks import CheckKind
from tests.structure.source import modules, nodes

PACKAGE = Path(mrcworkbench.__file__).parent
KEY = re.compile(r"[a-z][a-z_]*\.[a-z0-9_]+")
NOT_KEYS = re.compile(r".*\.(json|xlsx|csv|mrcw|png|svg|sql|po|txt|html|ttf|otf|qss|py|pdf|ico|new)")
ERRORS = frozenset({"UserError", "UsageError", "ProblemsError"})


@cache
def catalogue() -> dict[str, Any]:
    """Every entry of the English catalogue by its whole key."""
    folder = paths.resources("text", "en")
    return {
        f"{file.stem}.{name}": entry
        for file in sorted(folder.glob("*.json"))
        for name, entry in json.loads(file.read_text("utf-8")).items()
    }


@dataclass(frozen=True)
class Use:
    """A call that asks for a text, or that raises an error."""

    place: str
    function: str
    key: str
    facts: frozenset[str]
    open_ended: bool


def contents() -> Iterator[tuple[Path, Sequence[ast.AST]]]:
    """Of every module all that is in its tree."""
    return ((file, nodes(file)) for file in modules().values())


@cache
def calls() -> tuple[tuple[str, str, ast.Call], ...]:
    """Every call: its place, the name of what is called, and the call."""
    return tuple(_calls())


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    for file, content in contents():
        for node in content:
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", name, node


def uses(functions: frozenset[str]) -> list[Use]:
    """The calls of these functions whose first argument is a text written in place."""
    found = []
    for place, name, call in calls():
        if name in functions and call.args:
            first = call.args[0]
            choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            for choice in choices:
                if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                    facts = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
                    open_ended = any(keyword.arg is None for keyword in call.keywords)
                    found.append(Use(place, name, choice.value, facts, open_ended))
    return found


TOLD = {
    CheckKind.NOT_AFTER_TODAY: {"date"},
    CheckKind.NOT_AFTER_THIS_YEAR: {"year"},
    CheckKind.PART_OF: {"column", "part", "whole"},
    CheckKind.EACH_ONCE: {"option"},
    CheckKind.SUM_AT_MOST: {"total"},
    CheckKind.TOTAL_ROW: {"column", "total", "sum"},
}
"""What the sentence of each kind of check may name."""


def told_by_checks() -> dict[str, set[str]]:
    """The ids of what the checks of the content say, each with its facts."""
    found = {}
    for each in questionnaires():
        for question in each.questions():
            for check in (check for item in (question, *question.columns) for check in item.checks):
                ends = ("_over_sum", "_under_sum", "_under_row") if check.kind is CheckKind.TOTAL_ROW else ("",)
                found.update({f"{check.notice}{end}": TOLD[check.kind] for end in ends})
    return found


def forms(entry: Any) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def placeholders(entry: Any) -> frozenset[str]:
    return frozenset(name for form in forms(entry) for _, name, _, _ in Formatter().parse(form) if name is not None)


def test_the_catalogue_holds_texts_and_plurals_only() -> None:
    for key, entry in catalogue().items():
        assert isinstance(entry, str) or set(entry) == {"one", "other"}, key
        assert all(form.strip() for form in forms(entry)), key
        assert all(re.fullmatch(r"[a-z_][a-z0-9_]*", name) for name in placeholders(entry)), key


def test_every_text_that_is_asked_for_exists_with_its_facts() -> None:
    wrong = []
    for use in uses(frozenset({"text", "plural"})):
        if not KEY.fullmatch(use.key):
            continue
        entry = catalogue().get(use.key)
        if entry is None:
            wrong.append(f"{use.place}: there is no {use.key}")
            continue
        if isinstance(entry, str) != (use.function == "text"):
            wrong.append(f"{use.place}: {use.key} is asked for as {use.function}")
        missing = placeholders(entry) - use.facts - ({"n"} if use.function == "plural" else set())
        if missing and not use.open_ended:
            wrong.append(f"{use.place}: {use.key} lacks {', '.join(sorted(missing))}")
    assert not wrong, "\n".join(wrong)


def test_every_key_written_anywhere_exists() -> None:
    """Keys also stand in tables, and are passed on; whatever looks like one of a known area is one."""
    areas = {key.partition(".")[0] for key in catalogue()}
    wrong = []
    for file, content in contents():
        passed_over = {id(node.value) for node in content if isinstance(node, ast.Expr)}
        passed_over |= {id(part) for node in content if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in content:
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in passed_over:
                continue
            text = node.value
            known_area = KEY.fullmatch(text) and text.partition(".")[0] in areas
            if known_area and not NOT_KEYS.fullmatch(text) and text not in catalogue():
                wrong.append(f"{file.relative_to(PACKAGE)}:{node.lineno}: {text}")
    assert not wrong, "\n".join(wrong)


def test_every_key_that_is_put_together_can_exist() -> None:
    wrong = []
    for place, name, call in calls():
        if name in ("text", "plural") and call.args and isinstance(call.args[0], ast.JoinedStr):
            pattern = "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r".+" for part in call.args[0].values
            )
            if not any(re.fullmatch(pattern, key) for key in catalogue()):
                wrong.append(f"{place}: {pattern}")
    assert not wrong, "\n".join(wrong)


def test_every_error_has_a_sentence_and_advice() -> None:
    wrong = []
    for use in uses(ERRORS):
        for key in (f"errors.{use.key}", f"errors.{use.key}_advice"):
            entry = catalogue().get(key)
            if not isinstance(entry, str):
                wrong.append(f"{use.place}: there is no {key}")
            elif placeholders(entry) - use.facts and not use.open_ended:
                wrong.append(f"{use.place}: {key} lacks {', '.join(sorted(placeholders(entry) - use.facts))}")
    assert not wrong, "\n".join(wrong)


def test_every_problem_and_notice_has_a_sentence() -> None:
    for place, name, call in calls():
        if name == "Problem" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
            area = "notice" if any(keyword.arg == "blocking" for keyword in call.keywords) else "problem"
            assert f"{area}.{call.args[1].value}" in catalogue(), place


def test_every_check_of_the_content_has_its_sentences_and_their_facts() -> None:
    for notice, facts in told_by_checks().items():
        entry = catalogue()[f"notice.{notice}"]
        assert placeholders(entry) <= facts, notice


def test_every_sentence_of_a_problem_or_notice_is_said_somewhere() -> None:
    """Also: every code that a check raises under another name than `Problem`, as the modules of the domain do."""
    source = "".join(file.read_text("utf-8") for file in modules().values())
    written = set(re.findall(r'"([a-z0-9_]+)"', source))
    written |= {f"comment_{code}" for code in written if code.startswith("text_")}
    written |= set(told_by_checks())
    for area in ("problem", "notice"):
        entries = {key.partition(".")[2] for key in catalogue() if key.startswith(f"{area}.")}
        assert entries - written == set(), area
    for place, name, call in calls():
        if name in ("_fail", "say", "notice") and call.args and isinstance(call.args[0], ast.Constant):
            area = "notice" if name == "notice" else "problem"
            if place.startswith(f"domain{os.sep}"):
                assert f"{area}.{call.args[0].value}" in catalogue(), place
