"""Reading what sealed revisions and decisions say besides the answers of now; see `domain.disclosure.earlier`."""

from __future__ import annotations

from sqlalchemy import Connection, text

from mrcworkbench.domain.disclosure.earlier import EarlierUnit
from mrcworkbench.storage.database.damaged_text import any_text, readable

_SEALED = text(
    "SELECT question, row, state, value, reason, comment, attachments, author, max(sealed_at), NULL "
    "FROM revision_units AS was JOIN revisions ON revisions.id = was.revision "
    "LEFT JOIN attestations ON attestations.revision = was.revision "
    "WHERE assessment_id = :id AND row <> '*' AND NOT EXISTS (SELECT 1 FROM units AS now "
    "WHERE now.assessment_id = :id AND now.question = was.question AND now.row = was.row "
    "AND was.state IN (now.state, 'carried_over') "
    "AND now.value IS was.value AND now.reason IS was.reason AND now.comment = was.comment "
    "AND now.attachments = was.attachments) "
    "GROUP BY question, row, state, value, reason, comment, attachments"
)
"""With max(), SQLite takes the author from the row of the latest time. What was carried over and is confirmed says
nothing else than the answer of now."""
_DECIDED = text(
    "SELECT question, row, state, value, reason, comment, attachments, author, decided_at, because "
    "FROM decisions WHERE assessment_id = :id AND question <> ''"
)


def load_earlier(connection: Connection, assessment_id: str) -> tuple[EarlierUnit, ...]:
    """The units of an assessment that its working copy does not hold, and the decisions about it."""
    with any_text(connection):
        rows = [row for query in (_SEALED, _DECIDED) for row in connection.execute(query, {"id": assessment_id})]
    return tuple(_unit(*(None if part is None else readable(part) for part in row)) for row in rows)


def _unit(*parts: str | None) -> EarlierUnit:
    question, row, state, value, reason, comment, attachments, *said = parts
    author, at, because = (part or "" for part in said)
    return EarlierUnit(
        str(question), str(row), str(state), value, reason, str(comment), str(attachments), author, at, because
    )
