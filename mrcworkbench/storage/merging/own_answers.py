"""What is being edited in the database itself is kept before a file comes in."""

from __future__ import annotations

from sqlalchemy import Connection

from mrcworkbench.storage.answers.sealing import DamagedAnswersError, seal_working_copy
from mrcworkbench.storage.database.damaged_text import fetched, readable
from mrcworkbench.storage.merging import file_statements as asked
from mrcworkbench.storage.strangers.incoming import IncomingAssessment
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.refusals import RefusedError


def require_readable(connection: Connection, part: IncomingAssessment, knowledge: Knowledge) -> None:
    """That what is sealed of our own is what our own check lets through: a damaged answer is nothing that a centre
    said. Raises `RefusedError`."""
    questionnaire, version = asked.ANSWERED.run(connection, {"of": part.id}).fetchone()
    rules = knowledge.rules(questionnaire, version)
    given = {"of": part.id}
    worked_on = fetched(connection, lambda: asked.WORKED_ON.run(connection, given).fetchall())
    fault = rules.first_fault(worked_on) if rules is not None else None
    if rules is not None and fault is not None:
        question = f"{rules.number(fault.question)} ({readable(fault.question)})"
        raise RefusedError("invalid_content", "own_answer_wrong", question=question)


def seal_own(connection: Connection, assessment: str, *, author: str, moment: str) -> None:
    """Keep what was edited here before something comes in. Raises `RefusedError` where it is damaged."""
    try:
        seal_working_copy(connection, assessment, author=author, sealed_at=moment, kind="import")
    except DamagedAnswersError as error:
        raise RefusedError("invalid_content", "own_answer_wrong", question=error.facts["questions"]) from error
