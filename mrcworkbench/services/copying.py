"""Saving a copy when the open file fails: everything in the file if it can be read, and everything in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError
from mrcworkbench.services.databases import SAMPLE_MARK, new_id

if TYPE_CHECKING:
    from mrcworkbench.domain.answers import Answer
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.storage.answers import DraftKey
    from mrcworkbench.storage.store import Batch, Contents, NewContents, Store

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
    unacknowledged: Batch


def save_copy(store: Store, target: Path, memory: InMemory, moment: str, *, overwrite: bool) -> bool:
    """Write the copy; on the writer's thread. Whether it holds everything, and not only what was in memory."""
    from mrcworkbench.storage.store import create_store

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


def _whole(memory: InMemory) -> NewContents:
    from mrcworkbench.storage.store import NewContents

    return NewContents(
        centres=memory.contents.centres,
        assessments=memory.contents.assessments,
        answers={} if memory.opened is None else {memory.opened.id: _settled(memory.answers)},
        drafts=memory.drafts,
        settings=memory.settings,
        meta={key: value for key, value in memory.contents.meta.items() if key == SAMPLE_MARK},
    )


def _settled(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Without those in conflict: what their sides say is in the file that is lost."""
    from mrcworkbench.domain.answers import AnswerState

    return {code: answer for code, answer in answers.items() if answer.state is not AnswerState.CONFLICT}
