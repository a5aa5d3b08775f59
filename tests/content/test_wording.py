"""Plain language: short titles, short sentences, short lifts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mrcworkbench import paths
from mrcworkbench.content.instruments import questionnaires
from mrcworkbench.content.questionnaires import read_json

LONGEST_SENTENCE = 22
LONGEST_LIFT = 15
_TEXTS = frozenset(
    {"text", "help", "title", "intro", "question_it_asks", "why_it_matters", "reason", "met"}
    | {"differs", "objective", "note", "why", "before", "after"}
)
CRITERIA = [*read_json("criteria", "1.0.0.json"), *read_json("criteria", "2.0.0.json")]
OFFER = "If this fits your centre, a first step could be: "


def texts(node: Any) -> Iterator[str]:
    """Every text that a reader sees in a questionnaire, in the criteria or of the study."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _TEXTS and isinstance(value, str):
                yield value
            elif key == "levels":
                yield from value.values()
            elif key == "evidence_examples":
                yield from (text for examples in value.values() for text in examples)
            else:
                yield from texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)


STUDY = [
    *(
        read_json("study", "evidence", file.name)
        for file in sorted(paths.resources("study", "evidence").glob("*.json"))
    ),
    *(read_json("library", file.name) for file in sorted(paths.resources("library").glob("*.json"))),
    *(read_json("study", name) for name in ("notes.json", "corrections.json")),
]
"""What the study says, and the library."""
DOCUMENTS = [read_json("questionnaire", one.id, f"{one.version}.json") for one in questionnaires()]
ALL = [text for document in (CRITERIA, *DOCUMENTS, *STUDY) for text in texts(document)]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?:;])\s+", text)


def test_sentences_are_short() -> None:
    assert len(ALL) > 1_000
    assert [one for text in ALL for one in sentences(text) if len(one.split()) > LONGEST_SENTENCE] == []


def test_texts_are_trimmed_and_printable() -> None:
    assert [text for text in ALL if text != text.strip() or "  " in text or not text.isprintable()] == []


def test_titles_and_lifts_fit_their_place() -> None:
    for criterion in CRITERIA:
        assert len(criterion["title"].split()) <= 5
        assert len(re.findall(r"[.!?](?:\s|$)", criterion["why_it_matters"])) == 2
        lifts = [condition["text"].removeprefix(OFFER) for level in criterion["lift"].values() for condition in level]
        assert [lift for lift in lifts if len(lift.split()) > LONGEST_LIFT] == []


def test_what_holds_and_what_lifts_are_sentences() -> None:
    said = [
        text
        for criterion in CRITERIA
        for level in criterion["lift"].values()
        for condition in level
        for text in (condition["met"], condition["text"])
    ]
    assert [text for text in said if not (text[0].isupper() and text.endswith("."))] == []
