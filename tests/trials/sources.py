"""Files as the program itself writes them, for the trials to damage: submissions of every kind, databases in use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest import mock

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import confirmed
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.rounds import new_round
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from tests import merge_support
from tests.attaching import with_attached
from tests.storage.merged_sets.said import centre_in, said, say
from tests.submitted_files import valid_answers

DATA = Path(__file__).parents[1] / "data" / "files_0_1_0"
OLD_SUBMISSION = DATA / "submission.mrcw"
OLD_IN_USE = DATA / "in-use.mrcw"
AUTHOR = "Ana Kola"


@contextmanager
def repeatable(seed: str) -> Iterator[None]:
    """Ids are the same each time, so that the bytes of files are, but for the times in them."""
    rng = Random(seed)
    with mock.patch("os.urandom", rng.randbytes):
        yield


def centre(folder: Path, name: str, *, answers: int, seed: int = 1) -> Path:
    """A centre's own database with so many answers."""
    path = folder / f"{name}.mrcw"
    create(path, f"Centre {name}", "AL", "2026")
    edit(path, valid_answers_of(answers, seed))
    return path


def valid_answers_of(count: int, seed: int) -> Mapping[str, object]:
    return valid_answers(questionnaire("manager"), Random(seed), count)


def edit(path: Path, answers: Mapping[str, object]) -> None:
    """Set checked answers, or raw ones in the forms of the command line."""
    with open_session(path) as session:
        session.open_assessment(None)
        for code, given in answers.items():
            answer = given if hasattr(given, "state") else session.check(code, given).answer
            assert answer is not None, code
            session.set_answer(code, answer)  # type: ignore[arg-type]


def submitted(database: Path, name: str) -> Path:
    """The file that the centre sends."""
    target = database.with_name(f"{name}.mrcw")
    with open_session(database) as session:
        submit(session, target, author=AUTHOR)
    return target


def attach(database: Path, code: str, name: str, content: bytes) -> None:
    """A file that shows what an answer says."""
    paper = database.with_name(name)
    paper.write_bytes(content)
    with open_session(database) as session:
        session.open_assessment(None)
        session.set_answer(code, with_attached(session, code, paper))


def small(folder: Path) -> Path:
    return submitted(centre(folder, "small", answers=10), "small sent")


def with_tables(folder: Path) -> Path:
    return submitted(centre(folder, "tables", answers=120, seed=2), "tables sent")


def two_revisions(folder: Path) -> Path:
    database = centre(folder, "twice", answers=30, seed=3)
    submitted(database, "twice first")
    edit(database, valid_answers_of(12, 4))
    return submitted(database, "twice sent")


def with_attachments(folder: Path) -> Path:
    database = centre(folder, "papers", answers=20, seed=5)
    attach(database, "prof_body", "agreement.txt", b"signed by both sides\n" * 300)
    attach(database, "prof_year", "deed.pdf", b"%PDF-1.4 " + Random(6).randbytes(9000))
    return submitted(database, "papers sent")


def with_decisions(folder: Path) -> Path:
    """A collection with a conflict that was settled, and a withdrawal."""
    one = centre(folder, "first", answers=15, seed=7)
    submitted(one, "first sent")
    other = one.with_name("second.mrcw")
    shutil.copyfile(one, other)
    edit(one, {"prof_body": "the one text"})
    edit(other, {"prof_body": "the other text"})
    gone = centre(folder, "gone", answers=8, seed=8)
    target = folder / "collection.mrcw"
    merge_into(target, [submitted(path, f"{path.stem} sent again") for path in (one, other, gone)], author="Officer")
    merge_support.settle(target, "the one text")
    with open_session(target) as session:
        leaving = next(one.id for one in session.centres() if one.name == "Centre gone")
        resolving.withdraw(session, leaving, reason="asked to", author="Officer")
    return submitted(target, "collection sent")


def with_rounds(folder: Path) -> Path:
    """A second round in which some answers wait and one is confirmed, and something of every kind that is said of a
    centre."""
    database = centre(folder, "rounds", answers=90, seed=11)
    first = centre_in(submitted(database, "rounds first"))
    with open_session(database) as session:
        begun = new_round(session, None, "2027").assessment
        session.open_assessment(begun.id)
        waiting = [code for code, one in session.working_copy.answers.items() if one.before is not None]
        session.set_answers({waiting[0]: confirmed(session.working_copy.answers[waiting[0]])})
    say(database, *(said(which, first, number) for which in RECORD_SETS for number in (0, 1)))
    return submitted(database, "rounds sent")


def in_use(folder: Path) -> Path:
    """A database with a sealed revision, and edits since."""
    database = two_revisions(folder).with_name("twice.mrcw")
    edit(database, valid_answers_of(10, 9))
    return database


def never_sealed(folder: Path) -> Path:
    return centre(folder, "unsealed", answers=60, seed=10)


def old_submission(folder: Path) -> Path:
    """As version 0.1.0 wrote it."""
    return Path(shutil.copy(OLD_SUBMISSION, folder / "old submission.mrcw"))


SUBMISSIONS: Mapping[str, Callable[[Path], Path]] = {
    "small": small,
    "tables": with_tables,
    "two revisions": two_revisions,
    "attachments": with_attachments,
    "decisions": with_decisions,
    "rounds": with_rounds,
}
IN_USE: Mapping[str, Callable[[Path], Path]] = {"in use": in_use, "never sealed": never_sealed}


def made(folder: Path, kinds: Mapping[str, Callable[[Path], Path]]) -> dict[str, Path]:
    """One file of each kind, each in a folder of its own."""
    found = {}
    before = os.environ.get("MRCWORKBENCH_DATA")
    os.environ["MRCWORKBENCH_DATA"] = str(folder / "data of the makers")
    try:
        for name, make in kinds.items():
            place = folder / f"made {name}"
            place.mkdir(parents=True)
            with repeatable(name):
                found[name] = make(place)
    finally:
        if before is None:
            del os.environ["MRCWORKBENCH_DATA"]
        else:
            os.environ["MRCWORKBENCH_DATA"] = before
    return found


def opened_read_only(path: Path) -> Session:
    """For looking at it."""
    session = open_session(path, read_only=True)
    session.open_assessment(None)
    return session
