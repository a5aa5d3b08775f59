"""The samples that come with the program, as data (resources/README.md): which ids they have, and the made-up centres
of the sample collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.domain.rounds import next_round_id

_MADE_UP = UUID("5a3b1e00-0000-4000-8000-000000000000")
"""The name space of the ids of made-up centres."""


@dataclass(frozen=True)
class MadeUpRound:
    """What a made-up centre answers in a round, by question, in the forms of the command line."""

    assessment: str
    label: str
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class MadeUpCentre:
    """A centre that does not exist; its ids are the same wherever it is made. `author` seals what it sends."""

    key: str
    id: str
    name: str
    country: str
    author: str
    rounds: Sequence[MadeUpRound]


def made_up_centres() -> dict[str, MadeUpCentre]:
    """Every one, by its key."""
    topics = read_json("sample", "practice", "topics.json")
    return {data["key"]: _centre(data, topics) for data in read_json("sample", "practice", "centres.json")}


def practice_ids() -> frozenset[str]:
    """Ids of the made-up centres and their assessments."""
    return frozenset(
        id_ for data in read_json("sample", "practice", "centres.json") for id_ in (_id(data), *_assessments(data))
    )


def sample_ids() -> frozenset[str]:
    """Ids of the centres and assessments of all samples."""
    studied = read_json("sample", "cnai.json")
    return practice_ids() | {studied["centre"]["id"], studied["assessment"]["id"]}


def _id(data: Mapping[str, Any]) -> str:
    return str(uuid5(_MADE_UP, data["key"]))


def _assessments(data: Mapping[str, Any]) -> Iterator[str]:
    """Of each of its rounds, which follow each other."""
    id_ = ""
    for one in data["rounds"]:
        id_ = next_round_id(id_, one["label"]) if id_ else str(uuid5(UUID(_id(data)), one["label"]))
        yield id_


def _centre(data: Mapping[str, Any], topics: Mapping[str, Mapping[str, Any]]) -> MadeUpCentre:
    rounds = tuple(
        MadeUpRound(id_, one["label"], one["facts"] | dict(_by_topic(one, data["size"], topics)))
        for id_, one in zip(_assessments(data), data["rounds"], strict=True)
    )
    return MadeUpCentre(data["key"], _id(data), data["name"], data["country"], data["author"], rounds)


def _by_topic(
    round_: Mapping[str, Any], size: int, topics: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Any]]:
    """The answers to each topic's questions: `levels` has a digit for each, which says how far the centre is in it."""
    last_year = int(round_["label"]) - 1
    for level, questions in zip(round_["levels"], topics.values(), strict=True):
        for code, answers in questions.items():
            if answers[int(level)] is not None:
                yield code, _in_this_round(answers[int(level)], size, last_year)


def _in_this_round(answer: Any, size: int, last_year: int) -> Any:
    """A larger centre reaches more women and men with the same work; days are those of the year before the round."""
    match answer:
        case str():
            return answer.replace("{year}", str(last_year))
        case int():
            return answer * size
        case dict():
            return {code: _in_this_round(cell, size, last_year) for code, cell in answer.items()}
        case list():
            return [_in_this_round(part, size, last_year) for part in answer]
    return answer
