"""Saving a copy when the open file fails: everything in the file if it can be read, and everything in memory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.domain import samples
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import lock_of, new_id
from mrcworkbench.storage.store import NewContents, create_store

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.storage.answers.working_copy import DraftKey
    from mrcworkbench.storage.store import Contents, Edits, Store

_SOURCE_IS_LOST = frozenset({"io_error", "corrupt", "vanished", "not_a_database", "locked", "read_only_file"})
"""Told of the copy, but caused by the open file."""


@dataclass(frozen=True, slots=True)
class CopyReceipt:
    """Where a copy is. Not `complete`: the open file could not be read, so the copy holds what was in memory."""

    path: Path
    complete: bool


@dataclass(frozen=True)
class InMemory:
    """What the session knows; `unacknowledged` is the part of it that is not in the file yet."""

    contents: Contents
    opened: AssessmentInfo | None
    answers: Mapping[str, Answer]
    drafts: Mapping[DraftKey, str]
    settings: Mapping[str, str]
    unacknowledged: Edits


def save_copy(store: Store, target: Path, memory: InMemory, moment: str, *, overwrite: bool) -> bool:
    """Write the copy; on the writer's thread. Whether it holds everything, and not only what was in memory.

    Raises `UserError` as `require_replaceable`, and what the new place says.
    """
    if overwrite:
        require_replaceable(target)
    opened = "" if memory.opened is None else memory.opened.id
    try:
        store.save_copy(target, opened, memory.unacknowledged, moment, overwrite=overwrite)
    except UserError as error:
        if error.facts.get("path") == str(target) and error.code not in _SOURCE_IS_LOST:
            raise  # it is the new place that cannot take it
    else:
        return True
    create_store(target, _whole(memory), file_id=new_id(), made_at=moment, overwrite=overwrite)
    return False


def require_replaceable(target: Path) -> None:
    """What is protected from changes, or open in another window, is not replaced, whatever the person has said: raises
    `UserError` copy_onto_protected, copy_onto_open."""
    if os.path.lexists(target) and not target.is_dir() and not os.access(target, os.W_OK):
        raise UserError("copy_onto_protected", path=str(target))
    with suppress(OSError):  # where nobody can tell, the person's word stands
        if not lock_of(target).is_free():
            raise UserError("copy_onto_open", path=str(target))


def _whole(memory: InMemory) -> NewContents:
    return NewContents(
        centres=memory.contents.centres,
        assessments=memory.contents.assessments,
        answers={} if memory.opened is None else {memory.opened.id: _settled(memory.answers)},
        drafts=memory.drafts,
        settings=memory.settings,
        meta={key: value for key, value in memory.contents.meta.items() if key == samples.MARK},
        made_as=memory.contents.file_use.made_as,
    )


def _settled(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Of those in conflict only what is kept here: what their sides say is in the file that is lost."""
    return {
        code: Answer(kept_comment=answer.kept_comment) if answer.state is AnswerState.CONFLICT else answer
        for code, answer in answers.items()
    }
