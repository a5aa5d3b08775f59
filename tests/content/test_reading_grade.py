"""Longer texts of the content can be read without much schooling: Flesch-Kincaid grade 8 at most."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import syllapy

from mrcworkbench import paths
from mrcworkbench.content.questionnaires import read_json

HIGHEST_GRADE = 8.0
FEWEST_WORDS = 15
"""A grade says little about a shorter text."""
TOLD = frozenset(
    {"text", "help", "title", "intro", "question_it_asks", "why_it_matters", "levels", "evidence_examples", "met"}
    | {"differs", "note", "objective", "reason", "why"}
)
"""Keys under which texts for readers stand."""
_NAME = "the full name of an initiative, as its makers give it"
EXCEPTIONS: dict[str, str] = {
    "Social Employment Network for Immigrants living Abroad and Returnees "
    "(Red Socio Empleo para Migrantes en el Exterior y Migrantes Retornados)": _NAME,
    "Twe Let \u2013 Increasing the Development Impact of Labour Migration "
    "Through Strengthened Governance and Partnership": _NAME,
    "The centre says it can show an evaluation, a study or a survey of clients, or it is attached.": (
        "the words of the question on evidence, as a donor meets them everywhere"
    ),
}
"""Texts that are harder to read, with the reason: names of laws or bodies that cannot be shorter."""


def told(node: Any, for_readers: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from told(value, for_readers or key in TOLD)
    elif isinstance(node, list):
        for item in node:
            yield from told(item, for_readers)
    elif isinstance(node, str) and for_readers:
        yield node


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: years of school in English that a text asks for. A figure is one syllable."""
    words = re.findall(r"\w+(?:['\u2019-]\w+)*", text)
    sentences = re.findall(r"[.!?](?=\s|$)", text.rstrip(".!?") + ".")
    syllables: int = sum(max(1, syllapy.count(word)) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def too_hard(content: Any) -> list[tuple[float, str]]:
    long_texts = {text for text in told(content) if len(text.split()) >= FEWEST_WORDS} - EXCEPTIONS.keys()
    graded = ((round(grade(text), 1), text) for text in long_texts)
    return sorted((found for found in graded if found[0] > HIGHEST_GRADE), reverse=True)


def _manager(*, with_criterion: bool) -> list[Any]:
    asked = read_json("questionnaire", "manager", "2.0.0.json")
    sections = [one for one in asked["sections"] if bool(one.get("criterion")) == with_criterion]
    return sections if with_criterion else [asked["title"], *sections, *asked["registers"]]


def _folder(*place: str) -> list[Any]:
    return [read_json(*place, file.name) for file in sorted(paths.resources(*place).glob("*.json"))]


def _catalogue(name: str) -> Any:
    return json.loads(paths.resources("text", "en", f"{name}.json").read_text("utf-8"))


AREAS: dict[str, Callable[[], Any]] = {
    "profile": lambda: _manager(with_criterion=False),
    "questions of criteria": lambda: _manager(with_criterion=True),
    "criteria": lambda: read_json("criteria", "2.0.0.json"),
    "stakeholder": lambda: read_json("questionnaire", "stakeholder", "2.0.0.json"),
    "evidence": lambda: _folder("study", "evidence"),
    "library": lambda: _folder("library"),
    "notes on the study": lambda: [read_json("study", name) for name in ("notes.json", "corrections.json")],
    "reasons, results and report": lambda: {"text": [_catalogue(n) for n in ("scoring", "results", "report")]},
    "comparison": lambda: {"text": [_catalogue(name) for name in ("comparison", "study")]},
}


@pytest.mark.parametrize("area", AREAS)
def test_longer_texts_ask_for_eight_years_of_school_at_most(area: str) -> None:
    assert too_hard(AREAS[area]()) == []


def test_a_hard_text_is_found_and_a_plain_one_is_not() -> None:
    plain = "Staff meet clients each week. They write down what each one needs, and tell them when they will hear more."
    hard = "Institutional sustainability necessitates comprehensive coordination between governmental authorities, "
    hard += "international organizations and participating non-governmental stakeholders at all locations."
    assert grade(plain) < 5
    assert [text for _, text in too_hard([{"text": plain}, {"levels": {"3": plain, "4": hard}}])] == [hard]
    assert too_hard([{"text": plain}, {"condition": hard}]) == []
    assert len(list(told(AREAS["criteria"]()))) > 500
