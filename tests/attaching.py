"""Answers with files attached."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.services.session.attachments import with_file
from mrcworkbench.services.session.session import Session


def with_attached(session: Session, code: str, file: Path, row: str | None = None) -> Answer:
    """The answer of now, or a row of it, with one file more, which is kept in the database."""
    return with_file(session.working_copy.answer(code), session.files.keep(file, code, row), row)
