"""Who answered, by the questionnaire's own question: the name under which a draft is sealed if nobody gives another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.relevance import answer_of
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.units import CARRIED_OVER, ORDER, WHOLE

LONGEST_NAME = 200


def respondent(questionnaire: Questionnaire, rows: Iterable[UnitRow]) -> str:
    """The first name given, as one line; "" if there is none. The units are canonical."""
    table, name = _place_of_names(questionnaire)
    given = [row for row in rows if row[0] == table and row[2] != CARRIED_OVER]
    own = {row[1]: row[3] for row in given if row[3] is not None}
    order = json.loads(own.pop(ORDER, "[]"))
    own.pop(WHOLE, None)
    places = [*(place for place in order if place in own), *sorted(own.keys() - set(order))]
    return next(filter(None, (as_name(json.loads(own[place]).get(name, "")) for place in places)), "")


def respondent_of(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> str:
    """The same from the answers."""
    table, name = _place_of_names(questionnaire)
    rows = answer_of(answers, table).rows
    return next(filter(None, (as_name(row.cells.get(name, "")) for row in rows)), "")


def _place_of_names(questionnaire: Questionnaire) -> tuple[str, str]:
    """Codes of the table of respondents and of its column with names; "", which no question is called, without one."""
    table = questionnaire.tagged(Tag.RESPONDENTS)
    name = None if table is None else table.column_tagged(Tag.RESPONDENT_NAME)
    return ("", "") if table is None or name is None else (table.code, name.code)


def as_name(text: object) -> str:
    """A name as it stands under a revision: one line, not too long; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    line = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    return line[:LONGEST_NAME].strip()
