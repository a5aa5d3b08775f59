"""Files as centres send them, a database to merge them into, and the pages on it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from mrcworkbench.services.merging.merge import MergeReport, merge_into
from mrcworkbench.services.session.databases import create, create_empty
from mrcworkbench.services.session.session import Session, open_session

STATUS, OTHER, TEXT = "access_status", "media_status", "prof_body"


def submission(path: Path, name: str = "Port Velira", country: str = "AL", **answers: object) -> Path:
    """A working database of a centre, as it may be sent."""
    create(path, name, country, "2026, first")
    return edited(path, **answers)


def edited(path: Path, **answers: object) -> Path:
    """The same file with other answers."""
    with open_session(path) as session:
        session.open_assessment(None)
        for code, raw in answers.items():
            checked = session.check(code, raw)
            assert checked.answer is not None, checked.problems
            session.set_answer(code, checked.answer)
    return path


def twin(path: Path, name: str, **answers: object) -> Path:
    """A copy of a file, in which somebody else goes on."""
    return edited(Path(shutil.copy(path, path.with_name(name))), **answers)


def broken(path: Path) -> Path:
    """No database at all."""
    path.write_bytes(b"%PDF-1.7 not a database")
    return path


def collection(path: Path, *files: Path) -> Path:
    """A database into which files were merged."""
    create_empty(path)
    if files:
        merged(path, *files)
    return path


def merged(path: Path, *files: Path) -> MergeReport:
    return merge_into(path, files, author="Test")


def opened(path: Path) -> Session:
    """The database, with its newest assessment open if it has one."""
    session = open_session(path)
    if session.assessments():
        session.open_assessment(session.assessments()[-1].id)
    return session


def in_conflict(folder: Path, first: Mapping[str, object], second: Mapping[str, object]) -> Path:
    """A collection in which two people answered differently."""
    one = submission(folder / "one.mrcw")
    two = twin(one, "two.mrcw", **second)
    edited(one, **first)
    return collection(folder / "all.mrcw", one, two)
