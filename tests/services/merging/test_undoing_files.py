"""Undoing files one by one: what is left is what merging all the others gives, whichever came first; and what is set
aside comes back as it was."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import pytest

from mrcworkbench.domain.revisions.decisions import Withdrawal
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging import imports, resolving
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.imports import log
from mrcworkbench.storage.merged_sets.verdicts import CONFIRMED, DECLINED
from mrcworkbench.storage.merging.proposals import Saying
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


FEW, ALL_OTHERS = slice(None, None, 5), slice(1, 5)
"""The first and the last of six orders; two files have but two, and are tried in the first."""


@pytest.mark.parametrize("orders", [FEW, pytest.param(ALL_OTHERS, marks=pytest.mark.nightly)], ids=["few", "others"])
@pytest.mark.parametrize(
    "make",
    [
        *(renamed_files, named_anew, sealed_twice, never_answered, withdrawn_and_joined),
        *(of_two_centres, in_conflict_and_settled, attached_twice),
    ],
    ids=lambda make: getattr(make, "__name__", ""),
)
def test_what_is_left_is_what_the_other_files_give(
    make: Callable[[Path, NewOffice], list[Path]], orders: slice, office: NewOffice, tmp_path: Path
) -> None:
    sources = make(tmp_path, office)
    for number, order in list(enumerate(permutations(sources)))[orders]:
        for gone in order:
            rest = collection(office, f"rest {number} {gone.stem}", *(one for one in order if one != gone))
            target = office(f"all {number} {gone.stem}")
            if number % 2:  # in one import, or one after the other
                target.merge(*order)
            else:
                for one in order:
                    target.merge(one)
            before, logged = target.rows(), log_of(target)
            set_aside_and_back(target, gone, before, logged)
            took_out(target, gone)
            assert target.rows() == rest.rows(), (order, gone)


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


def test_one_file_of_forty_is_undone_and_the_others_stay(office: NewOffice, tmp_path: Path) -> None:
    forty = [files.centre(tmp_path, f"C{number}", {"prof_body": str(number)}) for number in range(40)]
    target = office("all")
    target.merge(*forty)
    undo(target, forty[17])
    assert target.rows() == collection_at_once(office, "rest", *forty[:17], *forty[18:]).rows()
    (info,) = target.store.imports.all()
    lines = target.store.imports.files(info.id)
    assert [line.undone_by for line in lines if line.undone_at is not None] == ["Officer"]
    assert info.undone_at is None
    assert files.verdicts(target.merge(forty[17])) == ["new"]
    assert target.rows() == collection_at_once(office, "all again", *forty).rows()


def collection_at_once(office: NewOffice, name: str, *sources: Path) -> Office:
    made = office(name)
    made.merge(*sources)
    return made


def test_a_file_merged_twice_is_undone_with_both_its_lines_and_an_import_with_its_own(
    office: NewOffice, tmp_path: Path
) -> None:
    one, other = files.centre(tmp_path, "One"), files.centre(tmp_path, "Other")
    target = collection(office, "all", one, other)
    target.merge(files.copy(one, "the same again"))
    first = target.store.imports.all()[-1].id
    target.undo(first)
    assert target.rows() == collection(office, "both", other, one).rows(), "the second line answers for it now"
    undo(target, one)
    assert target.rows() == collection(office, "rest", other).rows()
    with pytest.raises(UserError, match="import_undone"):
        undo(target, one)


def test_what_was_built_on_a_file_is_told_in_words(tmp_path: Path) -> None:
    one, target = files.centre(tmp_path, "One", {"prof_body": "a"}), tmp_path / "all.mrcw"
    files.merge(target, one)
    with open_session(target) as session:
        assert imports.why_it_stays(session, name_of(one)) is None
        resolving.withdraw(session, session.centres()[0].id, reason="asked", author="Besa")
        with pytest.raises(UserError, match="import_built_on") as caught:
            imports.undo_import(session, file=name_of(one), author="Officer")
        told = imports.why_it_stays(session, name_of(one))
    assert str(caught.value.facts["what"]).startswith("Besa recorded on 20")
    assert told is not None
    assert told.facts == caught.value.facts


def proposing(office: NewOffice, folder: Path) -> tuple[Office, Path, str]:
    """A collection with a centre, the file of an officer who withdrew it, and what that proposes."""
    desk = collection(office, "desk", files.centre(folder, "One"))
    target = collection(office, "all", desk.copied(folder / "before.mrcw"))
    desk.store.decisions.withdraw(Withdrawal(desk.centre("Centre One"), "asked", "Ana", MOMENT))
    file = desk.copied(folder / "withdrawn.mrcw")
    target.merge(file)
    (waiting,) = target.store.decisions.proposals()
    return target, file, waiting.proposal.id


def test_what_was_declined_goes_with_its_file_and_comes_back_with_it(office: NewOffice, tmp_path: Path) -> None:
    target, file, proposal = proposing(office, tmp_path)
    target.store.decisions.say([proposal], Saying(DECLINED, "Officer", "nobody asked", MOMENT))
    before = target.rows()
    set_aside(target, file)
    assert target.rows() == collection(office, "without", tmp_path / "before.mrcw").rows()
    put_back(target, file)
    assert target.rows() == before
    assert target.store.decisions.proposals() == (), "it stays declined"


def test_what_was_confirmed_keeps_its_file_until_that_is_taken_back(office: NewOffice, tmp_path: Path) -> None:
    target, file, proposal = proposing(office, tmp_path)
    target.store.decisions.say([proposal], Saying(CONFIRMED, "Officer", "she telephoned", MOMENT))
    with pytest.raises(UserError, match="confirmation"):
        undo(target, file)


def test_files_that_the_first_version_logged_are_undone_the_last_first(office: NewOffice, tmp_path: Path) -> None:
    one, other = files.centre(tmp_path, "One"), files.centre(tmp_path, "Other")
    target = collection(office, "all", one, other)
    with target.store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE import_files SET is_sealed = NULL")
        connection.exec_driver_sql("DELETE FROM import_additions WHERE kind IN ('attestation', 'begun')")
    with pytest.raises(UserError, match="import_not_last"):
        undo(target, one)
    undo(target, other)
    assert target.rows() == collection(office, "rest", one).rows()
    undo(target, one)
    assert not any(target.rows().values())


def test_of_a_centre_that_is_erased_nothing_stays_set_aside(office: NewOffice, tmp_path: Path) -> None:
    both = collection(
        office, "desk", files.centre(tmp_path, "One", {"prof_body": "secret"}), files.centre(tmp_path, "Other")
    )
    file = both.copied(tmp_path / "both.mrcw")
    target = collection(office, "all", file)
    set_aside(target, file)
    target.merge(tmp_path / "One.mrcw")
    target.store.decisions.erase(Withdrawal(target.centre("Centre One"), "asked", "Ana", MOMENT))
    with target.store._database.reading() as connection:
        (content,) = connection.exec_driver_sql("SELECT content FROM set_aside").scalars()
    assert "secret" not in zlib.decompress(content).decode()
    put_back(target, file)
    assert [one.name for one in target.store.contents().centres] == ["Centre Other"]


def test_a_file_that_was_never_merged_or_brought_nothing_is_told(office: NewOffice, tmp_path: Path) -> None:
    one = files.centre(tmp_path, "One")
    target = collection(office, "all", one)
    with pytest.raises(UserError, match="file_not_imported"):
        undo(target, files.centre(tmp_path, "Other"))
    with pytest.raises(UserError, match="file_not_set_aside"):
        put_back(target, one)
    set_aside(target, one)
    with pytest.raises(UserError, match="file_set_aside"):
        set_aside(target, one)
    undo(target, one)
    assert not any(target.rows().values()), "what is set aside can be thrown away"
    with target.store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM set_aside").all() == []
        assert log.files_here(connection) == {}
