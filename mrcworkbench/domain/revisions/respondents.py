"""Who answered, by the questionnaire's own question: the name under which a draft is sealed if nobody gives another."""

from __future__ import annotations

import json
from collections.abc import Iterable

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.units import ORDER, WHOLE

RESPONDENTS = "resp_people"
"""Question, a table, with those who took part in answering."""
RESPONDENT_NAME = "resp_people_name"
"""Its column with their names, which they may leave out."""
LONGEST_NAME = 200


def respondent(rows: Iterable[UnitRow]) -> str:
    """The first name given, as one line; "" if there is none. The units are canonical."""
    own = {row[1]: row[3] for row in rows if row[0] == RESPONDENTS and row[3] is not None}
    order = json.loads(own.pop(ORDER, "[]"))
    own.pop(WHOLE, None)
    places = [*(place for place in order if place in own), *sorted(own.keys() - set(order))]
    return next(filter(None, (as_name(json.loads(own[place]).get(RESPONDENT_NAME, "")) for place in places)), "")


def respondent_of(answer: Answer | None) -> str:
    """The same from the answer itself."""
    rows = () if answer is None else answer.rows
    return next(filter(None, (as_name(row.cells.get(RESPONDENT_NAME, "")) for row in rows)), "")


def as_name(text: object) -> str:
    """A name as it stands under a revision: one line, not too long; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    line = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    return line[:LONGEST_NAME].strip()
