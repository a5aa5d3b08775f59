"""What the assessments of a file say of each other: a view is about another assessment, a round follows one.

Whoever names another assessment brings it along: so a file can be judged by itself, and what was let through cannot be
made wrong by what another file brings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.units import CARRIED_OVER
from mrcworkbench.storage.strangers.incoming import TextRow
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.values import invalid

_SAID = (
    "SELECT questionnaire_version, question, row, value, reason FROM revision_units JOIN revisions ON id = revision "
    "WHERE assessment_id = ?1 AND (value IS NOT NULL OR reason IS NOT NULL) "
    "UNION SELECT questionnaire_version, question, row, value, reason FROM decisions "
    "WHERE assessment_id = ?1 AND (value IS NOT NULL OR reason IS NOT NULL)"
)
_Said: TypeAlias = tuple[str, str, str | None, str | None]
"""Question, row, value and reason."""


def require_right_others(assessments: Sequence[TextRow], knowledge: Knowledge) -> None:
    """Rows of `assessments`, whose centres and questionnaires are right. Raises `RefusedError`."""
    by_id = {row[0]: row for row in assessments}
    for _, centre, _, questionnaire, _, about, follows, _ in assessments:
        if about:
            other = by_id.get(about)
            is_right = other is not None and other[1] == centre and other[3] in knowledge.scored
            if questionnaire in knowledge.scored or not is_right:
                raise invalid("about_wrong")
        if follows:
            other = by_id.get(follows)
            if other is None or (other[1], other[3]) != (centre, questionnaire):
                raise invalid("follows_wrong")
    if _has_circle({row[0]: row[6] for row in assessments if row[6]}):
        raise invalid("follows_wrong")


def _has_circle(follows: Mapping[str, str]) -> bool:
    """Whether a round follows itself, near or far."""
    ends: set[str] = set()
    for id_ in follows:
        line: set[str] = set()
        at = id_
        while at in follows and at not in ends and at not in line:
            line.add(at)
            at = follows[at]
        if at in line:
            return True
        ends |= line
    return False


def carries_over(units: Iterable[UnitRow]) -> bool:
    """Whether any of these units is carried over from the round before."""
    return any(unit[2] == CARRIED_OVER for unit in units)


class RoundBefore:
    """What the round before held: what is carried over is what was said then."""

    def __init__(self, connection: sqlite3.Connection, assessment: str) -> None:
        self._said: dict[str, set[_Said]] = {}
        """By version of the questionnaire."""
        for version, *said in connection.execute(_SAID, (assessment,)):
            self._said.setdefault(version, set()).add(tuple(said))

    def require_said(self, units: Iterable[UnitRow], version: str) -> None:
        """That some revision or decision of it says what these units, in this version of the questionnaire, carry over.
        A table as such says nothing: its rows do. Raises `RefusedError`."""
        said = self._said.get(version, set())
        for question, row, state, value, reason, *_ in units:
            is_said = (value, reason) == (None, None) or (question, row, value, reason) in said
            if state == CARRIED_OVER and not is_said:
                raise invalid("carried_over_wrong")
