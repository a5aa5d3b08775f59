"""Made versions of the manager's questionnaire, which are shipped nowhere: 1.1.0, and 1.2.0 after it.

What each changes stands in `TO_1_1_0` and `TO_1_2_0`, the maps that lie beside them. 1.1.0 has criteria of its own, as
one of its renamed questions is asked for in a rule; 1.2.0 is scored by these too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from mrcworkbench.content.questionnaires import read_json
from tests.other_resources import other_resources

TO_1_1_0: dict[str, Any] = {
    "questions": {
        "costs_often": {"to": "costs_how_often"},
        "policy_ways": {"to": None},
        "jobs_mode": {"options": {"facts": None}},
        "media_kinds": {"options": {"tv": None}},
    },
    "new": ["prof_networks_role", "info_topics_topic:housing"],
}
"""A question renamed, one retired; an option of a single one retired, and of a multiple one; a column and a row new."""
TO_1_2_0: dict[str, Any] = {
    "questions": {
        "prof_breaks": {"columns": {"prof_breaks_why": {"to": None}}, "set": {"prof_breaks_told": "no"}},
        "prof_web": {
            "to": "prof_sites_on_line",
            "columns": {
                "prof_web_address": {"to": "prof_line_address"},
                "prof_web_kind": {"options": {"site": "own_site"}},
            },
        },
        "info_topics": {"rows": {"quotas": None, "hotlines": "lines"}},
        "media_kinds": {"options": {"radio": "on_air"}},
    },
    "new": ["prof_breaks_told"],
}
"""A column retired and one new, with what it holds in rows that were there; a table renamed with a column and an option
of another; a fixed row retired and one renamed; an option renamed."""


def make_resources(folder: Path, *, further: bool = False) -> None:
    """Writes the areas that hold 1.1.0, and 1.2.0 if `further`, each beside what is shipped."""
    asked, criteria = _make_first(folder)
    first = version_1_1_0(asked)
    _write(folder / "questionnaire" / "manager" / "1.1.0.json", first)
    _write(folder / "questionnaire" / "manager" / "1.1.0.from-1.0.0.json", TO_1_1_0)
    _write(folder / "criteria" / "1.1.0.json", renamed(criteria, "costs_often", "costs_how_often"))
    if further:
        _write(folder / "questionnaire" / "manager" / "1.2.0.json", version_1_2_0(first))
        _write(folder / "questionnaire" / "manager" / "1.2.0.from-1.1.0.json", TO_1_2_0)


@contextmanager
def first_version(folder: Path) -> Iterator[Path]:
    """While it lasts, the program knows the manager's version 1.0.0 alone, as it was before there was another."""
    _make_first(folder)
    with other_resources(folder):
        yield folder


@contextmanager
def versions_made(folder: Path, *, further: bool = False) -> Iterator[Path]:
    """While it lasts, the program knows these versions too."""
    make_resources(folder, further=further)
    with other_resources(folder):
        yield folder


def version_1_1_0(asked: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = renamed(asked, "costs_often", "costs_how_often")
    made["version"] = "1.1.0"
    for section in made["sections"]:
        section["questions"] = [one for one in section["questions"] if one["code"] != "policy_ways"]
    _take_out(_item(made, "jobs_mode")["options"], "facts")
    _take_out(_item(made, "media_kinds")["options"], "tv")
    networks, topics = _item(made, "prof_networks"), _item(made, "info_topics")
    networks["columns"].append(_text_column(networks, "prof_networks_role", "Part of the centre in it"))
    topic = _item(made, "info_topics_topic")["options"]
    topic.append({**topic[-1], "code": "housing", "text": "Housing"})
    topics["fixed_rows"]["options"].append("housing")
    return made


def version_1_2_0(first: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = renamed(first, "prof_web", "prof_sites_on_line")
    made = renamed(made, "prof_web_address", "prof_line_address")
    made["version"] = "1.2.0"
    breaks, topics = _item(made, "prof_breaks"), _item(made, "info_topics")
    _take_out(breaks["columns"], "prof_breaks_why")
    breaks["columns"].append(_text_column(breaks, "prof_breaks_told", "Told to clients"))
    rows = _item(made, "info_topics_topic")["options"]
    _take_out(rows, "quotas")
    topics["fixed_rows"]["options"].remove("quotas")
    for options, old, new in (
        (rows, "hotlines", "lines"),
        (_item(made, "prof_web_kind")["options"], "site", "own_site"),
        (_item(made, "media_kinds")["options"], "radio", "on_air"),
    ):
        next(one for one in options if one["code"] == old)["code"] = new
    fixed = topics["fixed_rows"]["options"]
    fixed[fixed.index("hotlines")] = "lines"
    return made


def renamed(content: Any, old: str, new: str) -> Any:
    """Content in which a question or column has another code, in expressions too."""
    if isinstance(content, str):
        return re.sub(rf"\b{old}\b", new, content)
    if isinstance(content, list):
        return [renamed(one, old, new) for one in content]
    if isinstance(content, dict):
        return {key: renamed(one, old, new) for key, one in content.items()}
    return content


def _make_first(folder: Path) -> tuple[Any, Any]:
    """Writes version 1.0.0 and its criteria, and nothing newer; both."""
    asked, criteria = read_json("questionnaire", "manager", "1.0.0.json"), read_json("criteria", "1.0.0.json")
    _write(folder / "questionnaire" / "manager" / "1.0.0.json", asked)
    _write(folder / "criteria" / "1.0.0.json", criteria)
    return asked, criteria


def _item(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """The question or column with this code."""
    questions = [question for section in asked["sections"] for question in section["questions"]]
    items: list[dict[str, Any]] = [item for question in questions for item in (question, *question["columns"])]
    return next(item for item in items if item["code"] == code)


def _take_out(items: list[dict[str, Any]], code: str) -> None:
    items.remove(next(item for item in items if item["code"] == code))


def _text_column(table: dict[str, Any], code: str, text: str) -> dict[str, Any]:
    like = next(column for column in table["columns"] if column["type"] == "text")
    return {**deepcopy(like), "code": code, "text": text, "required": False, "constraint": None, "tags": []}


def _write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
