"""Undoing files one by one: what is left is what merging all the others gives, whichever came first; and what is set
aside comes back as it was."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from tests import merge_support as files
from tests.engines import MOMENT, Office
from tests.services.merging.conftest import NewOffice
from tests.services.merging.test_merging_laws import (
    attached_twice,
    collection,
    conflicting,
    named_anew,
    never_answered,
    renamed_files,
    sealed_twice,
    withdrawn_and_joined,
)
from tests.services.merging.test_merging_replicas import check_stored_view

LOG = ("import_additions",)


def name_of(path: Path) -> str:
    """The SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def undo(office: Office, path: Path) -> None:
    office.store.imports.undo(None, name_of(path), undone_at=MOMENT, undone_by="Officer")


def set_aside(office: Office, path: Path) -> None:
    office.store.imports.set_aside(name_of(path), at=MOMENT, by="Officer", because="too heavy")


def put_back(office: Office, path: Path) -> None:
    office.store.imports.put_back(name_of(path), at=MOMENT, by="Officer")


def of_two_centres(folder: Path, office: NewOffice) -> list[Path]:
    """A centre's file, a collection that holds it and another centre's, and that other centre's later one."""
    one, other = files.centre(folder, "One", {"prof_body": "a"}), files.centre(folder, "Other")
    both = collection(office, "desk", one, other).copied(folder / "both.mrcw")
    files.edit(other, {"prof_year": 2004})
    return [one, both, other]


def in_conflict_and_settled(folder: Path, office: NewOffice) -> list[Path]:
    one, two = conflicting(folder)
    settled = collection(office, "desk", one, two).copied(folder / "settled.mrcw")
    files.settle(settled, "one")
    return [one, two, files.sent(settled, "sent")]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    "make",
    [
        *(renamed_files, named_anew, sealed_twice, never_answered, withdrawn_and_joined),
        *(of_two_centres, in_conflict_and_settled, attached_twice),
    ],
    ids=lambda make: getattr(make, "__name__", ""),
)
def test_what_is_left_is_what_the_other_files_give(
    make: Callable[[Path, NewOffice], list[Path]], at_once: bool, office: NewOffice, tmp_path: Path
) -> None:
    sources = make(tmp_path, office)
    for number, order in enumerate(permutations(sources)):
        for gone in order:
            rest = collection(office, f"rest {number} {gone.stem}", *(one for one in order if one != gone))
            target = office(f"all {number} {gone.stem}")
            if at_once:
                target.merge(*order)
            else:
                for one in order:
                    target.merge(one)
            before, logged = target.rows(), log_of(target)
            set_aside_and_back(target, gone, before, logged)
            took_out(target, gone)
            assert content(target) == content(rest), (order, gone)
            check_stored_view(target.store)


def content(office: Office) -> object:
    """Every row, but for what the content of a file was called where it came first: names are of where it is attached."""
    rows = dict(office.rows())
    rows["attachments"] = [(sha256, size, content) for sha256, _, _, size, _, content in rows["attachments"]]
    return rows


def took_out(target: Office, gone: Path) -> bool:
    """Whether it brought anything of its own; else nothing changes, and that is said."""
    return done(lambda: undo(target, gone))


def set_aside_and_back(target: Office, gone: Path, before: object, logged: object) -> None:
    if not done(lambda: set_aside(target, gone)):
        return
    aside = target.rows()
    assert aside != before
    assert files.verdicts(target.merge(gone)) == ["known"]
    assert target.rows() == aside
    put_back(target, gone)
    assert target.rows() == before
    assert log_of(target) == logged


def done(act: Callable[[], None]) -> bool:
    try:
        act()
    except UserError as error:
        if error.code != "file_brought_nothing":
            raise
        return False
    return True


def log_of(target: Office) -> object:
    with target.store._database.reading() as connection:
        return sorted(map(tuple, connection.exec_driver_sql("SELECT * FROM import_additions")))
