"""What the assessments of a file say of each other: a view is about another assessment, a round follows one.

Whoever names another assessment brings it along: so a file can be judged by itself, and what was let through cannot be
made wrong by what another file brings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.translation import is_newer
from mrcworkbench.domain.revisions.units import CARRIED_OVER, HeldUnit, Key, Unit
from mrcworkbench.storage.strangers.incoming import TextRow
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.values import invalid

_GIVEN = "assessment_id = ?1 AND state IN ('answered', 'not_applicable') AND question <> ''"
_SAID = (
    "SELECT questionnaire_version, question, row, state, value, reason "  # noqa: S608 - our own words
    f"FROM revision_units JOIN revisions ON id = revision WHERE {_GIVEN} UNION "
    f"SELECT questionnaire_version, question, row, state, value, reason FROM decisions WHERE {_GIVEN}"
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


class EarlierRound:
    """What the round before held: what is carried over is what was said then."""

    def __init__(self, connection: sqlite3.Connection, assessment: str, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._units: dict[str, dict[Key, set[Unit]]] = {}
        """By version of the questionnaire, what revisions and decisions said of each unit."""
        for version, question, row, state, value, reason in connection.execute(_SAID, (assessment,)):
            said = self._units.setdefault(version, {})
            said.setdefault((question, row), set()).add(Unit(state, value, reason))
        self._said: dict[tuple[str, str], set[_Said]] = {}

    def require_said(self, units: Iterable[UnitRow], questionnaire: str, version: str) -> None:
        """That some revision or decision of it says what these units, in this version of the questionnaire, carry over.
        A table as such says nothing: its rows do. Raises `RefusedError`."""
        said = self._said_in(questionnaire, version)
        for question, row, state, value, reason, *_ in units:
            is_said = (value, reason) == (None, None) or (question, row, value, reason) in said
            if state == CARRIED_OVER and not is_said:
                raise invalid("carried_over_wrong")

    def _said_in(self, questionnaire: str, version: str) -> set[_Said]:
        """All that it said, in this version; what it said in a newer one was carried over by nobody."""
        if (questionnaire, version) not in self._said:
            found = self._said[questionnaire, version] = set()
            for old, units in self._units.items():
                known = (
                    self._knowledge.translator is not None and (questionnaire, old) in self._knowledge.questionnaires
                )
                if old == version or (known and is_newer(version, old)):
                    found.update(self._translated(units, questionnaire, old, version))
        return self._said[questionnaire, version]

    def _translated(self, units: Mapping[Key, set[Unit]], questionnaire: str, old: str, new: str) -> Iterator[_Said]:
        """One of each unit's contents after the other: a translation takes one."""
        waiting = {key: sorted(contents, key=repr) for key, contents in units.items()}
        while waiting:
            layer: Mapping[Key, HeldUnit] = {key: HeldUnit(contents.pop()) for key, contents in waiting.items()}
            waiting = {key: contents for key, contents in waiting.items() if contents}
            if old != new and self._knowledge.translator is not None:
                layer = self._knowledge.translator.translated(layer, questionnaire, old, new)
            yield from ((*key, held.unit.value, held.unit.reason) for key, held in layer.items())
