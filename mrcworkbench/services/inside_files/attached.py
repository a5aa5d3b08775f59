"""What the files of an open database say besides what they show, and putting a cleaned copy in the place of one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError
from mrcworkbench.services.inside_files import look_inside, without_traces
from mrcworkbench.storage.database.schema import MAX_ATTACHMENT

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.services.inside_files import Inside
    from mrcworkbench.services.session.session import Session


def look_into(session: Session, files: Iterable[str]) -> Iterator[tuple[str, Inside]]:
    """SHA-256 of each of the files that the database holds, and what is inside. Waits for the disk; for any thread."""
    for sha256 in files:
        held = session.files.read(sha256)
        if held is not None:
            yield sha256, look_inside(held.content)


def names_of_telling(session: Session, files: Iterable[str], question: str, row: str | None = None) -> tuple[str, ...]:
    """Names of those, attached there, that lead to a person or a place. Waits for the disk; for any thread."""
    known = [
        session.files.known(sha256, question, row) for sha256, inside in look_into(session, files) if inside.telling
    ]
    return tuple(one.name for one in known if one is not None)


def sealed_files(session: Session) -> frozenset[str]:
    """SHA-256 of the files that a sealed revision or a decision names: they leave, whatever the answers say now."""
    return session.read_file(lambda store: store.attachments.sealed())


def keep_cleaned(session: Session, sha256: str) -> str | None:
    """Store a copy of a file without what it says besides, and give its SHA-256; None if the file is not there.

    Waits for the disk; for any thread. Raises `CannotRemoveError`, and `UserError`
    attachment_too_large and as the disk does.
    """
    session.require_writable()
    held = session.files.read(sha256)
    if held is None:
        return None
    content = without_traces(held.content)
    if len(content) > MAX_ATTACHMENT:  # a document is packed less tightly than by whoever made it
        raise UserError("attachment_too_large", name=held.name, most=MAX_ATTACHMENT // (1024 * 1024))
    digest = hashlib.sha256(content).hexdigest()
    for question, row in _places_of(session, sha256):
        called = session.files.known(sha256, question, row)
        name = held.name if called is None else called.name
        cleaned = replace(held, name=name, sha256=digest, size=len(content), content=content)
        session.files.store(cleaned, question, row)
    return digest


def _places_of(session: Session, sha256: str) -> Iterator[tuple[str, str | None]]:
    """Where a file is attached: question, and row if it belongs to one."""
    for code, answer in session.working_copy.answers.items():
        if sha256 in answer.attachments:
            yield code, None
        yield from ((code, row.id) for row in answer.rows if sha256 in row.attachments)


def answers_with(answers: Mapping[str, Answer], cleaned: Mapping[str, str]) -> dict[str, Answer]:
    """The answers that name one of the files, with the cleaned copies in their place."""
    return {
        code: _with_cleaned(answer, cleaned)
        for code, answer in answers.items()
        if not cleaned.keys().isdisjoint(answer.all_attachments)
    }


def _with_cleaned(answer: Answer, cleaned: Mapping[str, str]) -> Answer:
    def files(named: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cleaned.get(file, file) for file in named))

    value = tuple(replace(row, attachments=files(row.attachments)) for row in answer.rows) or answer.value
    return replace(answer, value=value, attachments=files(answer.attachments))
