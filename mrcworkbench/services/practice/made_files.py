"""Files of made-up centres, as centres and officers make them: by the same acts, at times that stand still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from mrcworkbench.content.instruments import main, newest, questionnaire
from mrcworkbench.domain import samples
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.errors import Fault
from mrcworkbench.services.merging.merge import merge_into_session
from mrcworkbench.services.session.databases import create_empty, new_id
from mrcworkbench.services.session.rounds import new_round
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.store import NewContents, create_store

if TYPE_CHECKING:
    from mrcworkbench.content.samples import MadeUpCentre
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.services.session.session import Session

_MARK = {samples.MARK: samples.PRACTICE}

Clock = Callable[[], datetime]


def at(moment: str) -> Clock:
    """A clock that stands still at this time, UTC."""
    then = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return lambda: then


@contextmanager
def opened(path: Path, moment: str) -> Iterator[Session]:
    """A file that is worked in at this time."""
    with open_session(path, anywhere=True, clock=at(moment)) as session:
        yield session


def make_own_file(path: Path, centre: MadeUpCentre) -> None:
    """The centre's own file, with each of its rounds filled in; those before the last are sealed."""
    info = CentreInfo(centre.id, centre.name, centre.country, is_sample=True)
    first = centre.rounds[0]
    begun_at = f"{first.label}-01-12T08:00:00"
    begun = AssessmentInfo(first.assessment, info, first.label, main().id, newest(main().id), timestamp(at(begun_at)()))
    contents = NewContents((info,), (begun,), answers={begun.id: answers_of(centre, first.answers)}, meta=_MARK)
    create_store(path, contents, file_id=new_id(), made_at=begun.created_at)
    for before, one in zip(centre.rounds, centre.rounds[1:], strict=False):
        moment = f"{one.label}-01-12T08:00:00"
        with opened(path, moment) as session:
            new_round(session, before.assessment, one.label, clock=at(moment))
        set_answers(path, centre, one.answers, moment)


def set_answers(path: Path, centre: MadeUpCentre, raw: Mapping[str, Any], moment: str) -> None:
    """Answer questions of the centre's last round in its own file."""
    with opened(path, moment) as session:
        session.open_assessment(centre.rounds[-1].assessment)
        session.set_answers(answers_of(centre, raw, session.working_copy.answers))


def answers_of(
    centre: MadeUpCentre, raw: Mapping[str, Any], others: Mapping[str, Answer] | None = None
) -> dict[str, Answer]:
    """Checked answers, of which those go in that are asked where the others are given. A row has the same id in each
    round and copy of a centre: it is what stands at its place."""
    asked = questionnaire(main().id)
    found: dict[str, Answer] = {}
    for code, value in raw.items():
        checked = check_answer(asked[code], value, new_row_id=_row_ids(centre, code).__next__)
        if checked.answer is None:
            raise Fault(f"the answer of {centre.key} to {code} does not pass its check: {checked.problems}")
        found[code] = checked.answer
    shown = shown_questions(asked, {**(others or {}), **found})
    return {code: answer for code, answer in found.items() if code in shown}


def _row_ids(centre: MadeUpCentre, code: str) -> Iterator[str]:
    return (str(uuid5(UUID(centre.id), f"{code} {number}")) for number in count(1))


def send(path: Path, target: Path, author: str, moment: str) -> Path:
    """What is in a file, sealed and written to be sent."""
    with opened(path, moment) as session:
        submit(session, target, author=author, clock=at(moment))
    return target


def make_collection(path: Path) -> None:
    """An empty collection for made-up centres."""
    create_empty(path, meta=_MARK, clock=at("2026-01-05T08:00:00"))


def merge(path: Path, sources: Iterable[Path], author: str, moment: str) -> None:
    """Merge files into a collection of made-up centres."""
    with opened(path, moment) as session:
        merge_into_session(session, sources, author=author, clock=at(moment))
