"""A collection in which assessments of several versions and instruments lie side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.file_use import MadeAs
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.storage.store import NewContents, create_store

MOMENT = "2026-01-01T00:00:00.000Z"


def several(path: Path, **answered: tuple[str, str, Mapping[str, Answer]]) -> Path:
    """A collection: by centre, the questionnaire, its version and the answers."""
    centres = [CentreInfo(id_, f"Centre {id_}", "PT") for id_ in answered]
    infos = [AssessmentInfo(f"a-{one.id}", one, "2026", *answered[one.id][:2], MOMENT) for one in centres]
    answers = {f"a-{id_}": one[2] for id_, one in answered.items()}
    contents = NewContents(tuple(centres), tuple(infos), answers=answers, made_as=MadeAs.COLLECTION)
    create_store(path, contents, file_id="made", made_at=MOMENT)
    return path
