"""A made version 1.1.0 of the manager's questionnaire with two registers, shipped nowhere: actions, and dated notes
that refer to them, so that notes of two laptops never conflict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mrcworkbench.content.questionnaires import read_json
from tests.other_resources import other_resources

ACTIONS, NOTES = "actions", "action_notes"
WHAT, CRITERIA, POST, STATUS = "action_what", "action_criteria", "action_post", "action_status"
BY_WHEN, AFTER, CONTACT, WOMEN, MEN = "action_by", "action_after", "action_contact", "action_women", "action_men"
OF, DATE, TEXT, ALSO = "note_action", "note_date", "note_text", "note_also"
ACCESS, MEDIA = "protection.outreach.accessibility", "protection.outreach.media"


def _item(code: str, type_: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "type": type_,
        "text": text,
        "help": None,
        "required": False,
        "criterion": None,
        "role": "meta",
        "options": [],
        "columns": [],
        "relevant": None,
        "constraint": None,
        "personal": False,
        "not_applicable_reasons": [],
        "tags": [],
    } | more


def _options(**texts: str) -> list[dict[str, Any]]:
    return [{"code": code, "text": text} for code, text in texts.items()]


REGISTERS: list[dict[str, Any]] = [
    _item(
        ACTIONS,
        "table",
        "Next steps",
        help="What the centre will do, by whom and by when.",
        columns=[
            _item(WHAT, "text", "What", required=True),
            _item(STATUS, "single", "Status", options=_options(open="Open", done="Done", dropped="Dropped")),
            _item(BY_WHEN, "date", "By when"),
            _item(POST, "text", "Post in charge"),
            _item(CRITERIA, "references", "For which practices", refers_to="criteria"),
            _item(AFTER, "reference", "After", refers_to=ACTIONS),
            _item(CONTACT, "text", "Whom to call", personal=True),
            _item(WOMEN, "integer", "Women reached", constraint=f"{WOMEN} >= 0", tags=["people", "women"]),
            _item(MEN, "integer", "Men reached", constraint=f"{MEN} >= 0", tags=["people", "men"]),
        ],
    ),
    _item(
        NOTES,
        "table",
        "Notes on steps",
        columns=[
            _item(OF, "reference", "Step", required=True, refers_to=ACTIONS),
            _item(DATE, "date", "On", required=True),
            _item(TEXT, "text", "What happened"),
            _item(ALSO, "references", "Also about", refers_to=ACTIONS),
        ],
    ),
]


def make_registers(folder: Path) -> None:
    """Writes the areas that hold this version, beside what is shipped."""
    asked = read_json("questionnaire", "manager", "1.0.0.json")
    area = folder / "questionnaire" / "manager"
    area.mkdir(parents=True)
    made = {**asked, "version": "1.1.0", "registers": REGISTERS}
    for name, content in {
        "1.0.0": asked,
        "1.1.0": made,
        "1.1.0.from-1.0.0": {"questions": {}, "new": [ACTIONS, NOTES]},
    }.items():
        (area / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


@contextmanager
def registers_made(folder: Path) -> Iterator[Path]:
    """While it lasts, the program knows this version too, and begins with it."""
    make_registers(folder)
    with other_resources(folder):
        yield folder
