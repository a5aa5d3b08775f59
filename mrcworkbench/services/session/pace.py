"""At what pace an assessment has been answered so far."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


def edit_times(session: Session) -> Mapping[str, datetime]:
    """When each answer of the open assessment was last saved, by question. What is no moment is left out."""
    found: dict[str, datetime] = {}
    id_ = session.assessment.id

    try:
        stored = session.read_file(lambda store: store.edit_times(id_))
    except UserError:  # a disk that has gone is told when something is saved; a guess of the time left is no reason
        return {}
    for question, text in stored.items():
        with suppress(ValueError):  # what another program wrote there decides nothing
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is not None:
                found[question] = moment
    return found
