"""The manager's questionnaire with a question, and a column of a table, of the type `year`, which it has not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from mrcworkbench.content import questionnaires
from tests.other_resources import forget_content

QUESTION, TABLE, COLUMN = "prof_first_year", "prof_networks", "prof_networks_until"


@contextmanager
def years_asked() -> Iterator[None]:
    """While it lasts, the program knows these questions."""
    shipped = questionnaires.read_json

    def changed(*parts: str) -> Any:
        content = shipped(*parts)
        if parts == ("questionnaire", "manager", "2.0.0.json"):
            section = next(one for one in content["sections"] if any(q["code"] == TABLE for q in one["questions"]))
            table = next(one for one in section["questions"] if one["code"] == TABLE)
            section["questions"].insert(0, _asked(table["columns"][0], QUESTION, f"{QUESTION} <= 2100"))
            table["columns"].append(_asked(table["columns"][0], COLUMN, f"{COLUMN} >= prof_networks_since"))
        return content

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(questionnaires, "read_json", changed)
        forget_content()
        yield
    forget_content()


def _asked(like: dict[str, Any], code: str, constraint: str) -> dict[str, Any]:
    return {**like, "code": code, "type": "year", "text": f"Year {code}", "required": False, "constraint": constraint}
