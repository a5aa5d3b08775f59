"""What every set of records must do, tried by its declaration: a further set is tried too."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.content.instruments import translator
from mrcworkbench.domain.revisions.decisions import Record, Signature
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS, Form, OneOf, RecordSet, Reference
from mrcworkbench.storage.store import open_store
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from tests import merge_support as files
from tests.storage.merged_sets.said import WRONG, Centre, centre_in, decide, records_in, said, say, signed

KINDS = [one.kind for one in RECORD_SETS]
COLUMNS = [(which, name) for which in RECORD_SETS for name in which.columns]
NAMING = [(which, name) for which in RECORD_SETS for name in which.naming]
ALL = pytest.mark.parametrize("which", RECORD_SETS, ids=KINDS)


def _ids(pairs: list[tuple[RecordSet[Any], str]]) -> list[str]:
    return [f"{which.kind} {name}" for which, name in pairs]


def submitted(path: Path, name: str) -> Path:
    with open_session(path) as session:
        return submit(session, path.with_name(f"{name}.mrcw"), author="Manager", clock=files.clock()).file


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the submissions of two centres."""
    folder = tmp_path_factory.mktemp("sent")
    for name in ("alpha", "beta"):
        submitted(files.centre(folder, name.title(), {"prof_body": name}), name)
    return folder


@pytest.fixture
def alpha(sent: Path) -> Path:
    return sent / "alpha.mrcw"


@pytest.fixture
def beta(sent: Path) -> Path:
    return sent / "beta.mrcw"


@pytest.fixture
def collection(tmp_path: Path, alpha: Path, beta: Path) -> Path:
    path = tmp_path / "collection.mrcw"
    files.merge(path, alpha, beta)
    return path


def every(of: Centre, *numbers: int) -> set[Record]:
    return {said(which, of, number) for which in RECORD_SETS for number in numbers}


def read(path: Path, private: Path) -> Incoming | Refusal:
    private.mkdir(exist_ok=True)
    found = read_incoming(path, private, knowledge())
    if isinstance(found, Incoming):
        found.discard()
    return found


def test_what_is_said_is_written_once_and_read_back(collection: Path, alpha: Path) -> None:
    records = sorted(every(centre_in(alpha), 0, 1), key=lambda one: one.id)
    assert say(collection, *records, *records) == [True] * len(records) + [False] * len(records)
    assert records_in(collection) == set(records)


@ALL
def test_nothing_is_said_of_a_centre_that_is_not_here(which: RecordSet[Any], collection: Path, alpha: Path) -> None:
    record = said(which, replace(centre_in(alpha), id="nowhere"))
    if not (which.record.of_centre and which.record.centre_is_here):
        assert decide(collection, record) == [True]
        return
    with pytest.raises(UserError) as caught:
        decide(collection, record)
    assert caught.value.code == "centre_unknown"


def test_it_survives_a_copy_a_submission_and_a_merge(collection: Path, alpha: Path, beta: Path, tmp_path: Path) -> None:
    records = every(centre_in(alpha), 0, 1) | every(centre_in(beta), 0, 1, 2)
    say(collection, *records)
    store, _ = open_store(collection, read_only_reason=None, alone=True, translator=translator())
    store.backups.copy_to(tmp_path / "backup.mrcw")
    store.close()
    assert records_in(tmp_path / "backup.mrcw") == records
    on = submitted(collection, "sent on")
    found = read(on, tmp_path / "private")
    assert isinstance(found, Incoming)
    assert found.is_proved
    assert {kind: len(rows) for kind, rows in found.records.items()} == dict.fromkeys(KINDS, 5)
    for source in (on, collection, tmp_path / "backup.mrcw"):
        target = tmp_path / f"from {source.name}"
        assert files.verdicts(files.merge(target, source)) == ["new"]
        assert records_in(target) == records
        assert files.verdicts(files.merge(target, on)) == ["known"]


def test_a_centre_sends_what_is_said_of_it_and_nothing_of_a_collection(
    tmp_path: Path, collection: Path, alpha: Path, beta: Path
) -> None:
    say(collection, *every(centre_in(alpha), 0, 1), *every(centre_in(beta), 0, 1))
    own = shutil.copy(alpha.with_name("Alpha.mrcw"), tmp_path / "own.mrcw")
    files.merge(own, collection)
    assert records_in(own) == records_in(collection)
    assert records_in(submitted(own, "again")) == {one for one in every(centre_in(alpha), 0, 1) if one.of_centre}


@ALL
def test_files_are_united_in_every_order_and_once(
    which: RecordSet[Any], tmp_path: Path, collection: Path, alpha: Path, beta: Path
) -> None:
    sources = [files.copy(collection, name) for name in ("one", "two", "three")]
    for number, source in enumerate(sources):
        say(source, *(said(which, centre_in(of), number + more) for of in (alpha, beta) for more in (0, 1)))
    united = set[Record]().union(*map(records_in, sources))
    assert len(united) == 8
    for number, order in enumerate(itertools.permutations(sources)):
        target = tmp_path / f"all {number}.mrcw"
        assert "refused" not in files.verdicts(files.merge(target, *order))
        assert records_in(target) == united
        before = files.rows(target)
        assert files.verdicts(files.merge(target, *sources)) == ["known"] * 3
        assert files.rows(target) == before


def _forged(which: RecordSet[Any], name: str, of: Centre) -> Iterator[object]:
    """What that column never holds."""
    column = which.columns[name]
    yield b"\x07"
    if isinstance(column, Form):
        yield from WRONG[column]
    elif isinstance(column, OneOf):
        yield from ("", "another")
    elif isinstance(column, Reference):
        yield from ("../..", *(("f" * 64, "nowhere") if column.is_here else ()))


@pytest.mark.parametrize(("which", "name"), COLUMNS, ids=_ids(COLUMNS))
def test_a_column_that_holds_what_it_never_holds_is_refused(
    which: RecordSet[Any], name: str, tmp_path: Path, collection: Path, alpha: Path
) -> None:
    """Under the name that such a record would have."""
    of = centre_in(alpha)
    right = said(which, of, 1)
    place = ["id", "centre_id", *which.more].index(name)
    for wrong in _forged(which, name, of):
        row: list[object] = list(which.row(right))
        row[place] = wrong
        if isinstance(wrong, str):
            row[0] = next(which.records([row])).id  # type: ignore[list-item]
        found = _read_with(collection, which, row, tmp_path)
        assert isinstance(found, Refusal), wrong
        assert found.reason == "invalid_content", wrong


@pytest.mark.parametrize(("which", "name"), COLUMNS, ids=_ids(COLUMNS))
def test_a_column_that_says_what_another_record_says_is_corrupt(
    which: RecordSet[Any], name: str, tmp_path: Path, collection: Path, alpha: Path, beta: Path
) -> None:
    """A right value of that column under the name of the record as it was."""
    place = ["id", "centre_id", *which.more].index(name)
    row, *others = (list(which.row(said(which, centre_in(of), n))) for of, n in ((alpha, 1), (alpha, 0), (beta, 2)))
    column = which.columns[name]
    right = column.words if isinstance(column, OneOf) else [one[place] for one in others]
    other = [one for one in right if one != row[place]]
    if not other:
        assert column == OneOf(frozenset({row[place]}))
        return
    found = _read_with(collection, which, [*row[:place], other[0], *row[place + 1 :]], tmp_path)
    assert isinstance(found, Refusal)
    assert (found.reason, found.code) in (("corrupt", "changed_content"), ("invalid_content", "dangling"))


def _read_with(path: Path, which: RecordSet[Any], row: list[object], folder: Path) -> Incoming | Refusal:
    hacked = files.copy(path, "hacked")
    raw = sqlite3.connect(hacked)
    with raw:
        raw.execute(f"INSERT INTO {which.table.name} VALUES ({', '.join('?' * len(row))})", row)
    raw.close()
    return read(hacked, folder / "private")


@ALL
def test_a_submission_that_lost_one_or_got_one_is_corrupt(
    which: RecordSet[Any], tmp_path: Path, collection: Path, alpha: Path
) -> None:
    say(collection, said(which, centre_in(alpha), 1))
    on = submitted(collection, "sent on")
    added = _read_with(on, which, list(which.row(said(which, centre_in(alpha), 2))), tmp_path)
    raw = sqlite3.connect(on)
    with raw:
        raw.execute(f"DELETE FROM {which.table.name}")
    raw.close()
    for found in (added, read(on, tmp_path / "private")):
        assert isinstance(found, Refusal)
        assert (found.reason, found.code) == ("corrupt", "changed_content")


def test_undoing_an_import_takes_it_out(tmp_path: Path, collection: Path, alpha: Path) -> None:
    target = files.copy(collection, "target")
    say(collection, *every(centre_in(alpha), 0, 1))
    before = files.rows(target)
    report = files.merge(target, collection)
    assert records_in(target)
    with open_session(target) as session:
        undo_import(session, report.import_id, author="Officer", clock=files.clock())
    assert files.rows(target) == before


@pytest.mark.parametrize(("which", "name"), NAMING, ids=_ids(NAMING))
def test_what_it_names_is_not_undone_under_it(
    which: RecordSet[Any], name: str, tmp_path: Path, alpha: Path, beta: Path
) -> None:
    """The second import brought the centre alpha, and the record is otherwise about beta."""
    target = tmp_path / "all.mrcw"
    files.merge(target, beta)
    report = files.merge(target, alpha)
    came, was = centre_in(alpha), centre_in(beta)
    record = said(which, was, 1)
    named = {"centre_id": came.id, "into_id": came.id, "assessment_id": came.assessment, "revision": came.revision}
    if which.record is Signature:
        record = replace(record, **{"centre": came.id} if name == "centre_id" else {"subject": came.attestation.id})
    else:
        row = list(which.row(record))
        row[["id", "centre_id", *which.more].index(name)] = named.get(name, came.revision)
        record = next(which.records([row]))
    say(target, record)
    with open_session(target) as session, pytest.raises(UserError) as caught:
        undo_import(session, report.import_id, author="Officer", clock=files.clock())
    assert caught.value.code == "import_built_on"


# Signatures


def test_whatever_is_said_of_a_centre_can_be_signed(tmp_path: Path, collection: Path, alpha: Path) -> None:
    of = centre_in(alpha)
    subjects = [one for one in every(of, 1) if one.of_centre and not isinstance(one, Signature)]
    say(collection, *subjects, *(signed("statement", one, of.id) for one in subjects))
    found = read(submitted(collection, "sent on"), tmp_path / "private")
    assert isinstance(found, Incoming)
    assert len(found.records[Signature.kind]) == len(subjects)


def test_what_is_signed_and_what_is_not_are_one(tmp_path: Path, collection: Path, alpha: Path) -> None:
    of = centre_in(alpha)
    plain = files.copy(collection, "plain")
    say(collection, signed("attestation", of.attestation, of.id))
    target = tmp_path / "all.mrcw"
    files.merge(target, plain)
    assert files.verdicts(files.merge(target, collection)) == ["updated"]
    assert files.rows(target) == files.rows(collection) | {"units": files.rows(target)["units"]}
    assert len(files.rows(target)["attestations"]) == 2


def test_a_signature_that_lies_is_refused(tmp_path: Path, collection: Path, alpha: Path, beta: Path) -> None:
    of, other = centre_in(alpha), centre_in(beta)
    right, another = signed("attestation", of.attestation, of.id, 1), signed("attestation", other.attestation, of.id, 1)
    lies = {
        "by another key": (
            replace(right, public_key=signed("attestation", of.attestation, of.id, 2).public_key),
            "corrupt",
        ),
        "of another content": (replace(right, signature=another.signature), "corrupt"),
        "of half a key": (replace(right, public_key=right.public_key[:20]), "corrupt"),
        "of half a signature": (replace(right, signature=right.signature[:20]), "corrupt"),
        "of nothing in the file": (replace(right, subject="f" * 64), "invalid_content"),
        "of a thing of another kind": (replace(right, subject_kind="decision"), "invalid_content"),
        "of what another centre said": (another, "invalid_content"),
    }
    for name, (lie, reason) in lies.items():
        forged = files.copy(collection, "forged")
        say(forged, lie)
        found = read(forged, tmp_path / "private")
        assert isinstance(found, Refusal), name
        assert found.reason == reason, name
