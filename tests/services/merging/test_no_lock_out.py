"""No file, and no number of files, keeps a centre's small honest update out, or the collection from being sent on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.revision import Header, Revision, make_revision
from mrcworkbench.domain.revisions.units import ORDER, TABLE, WHOLE, HeldUnit, Key, Unit
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.strangers import limits
from tests import merge_support as files
from tests.submitted_files import MOMENT, write_history

HEADER = Header("bbbbbbbb-0000-4000-8000-000000000001", "b", "Port Velira", "AL", "2026", "manager", "1.0.0")
BODY: Key = ("prof_body", WHOLE)
LONG = "x" * 29_000

Content = tuple[Sequence[Revision], Sequence[Decision]]
Attack = Callable[[int], Content]
"""The revisions and decisions of the file of this number: about the centre's assessment, made from its ids alone."""


def said(text: str) -> Unit:
    return Unit("answered", json.dumps(text))


def revision(units: dict[Key, Unit], parents: Sequence[str] = ()) -> Revision:
    return make_revision(HEADER, parents, (), {key: HeldUnit(unit) for key, unit in units.items()})


OWN = revision({BODY: said("Our own body")})


def rows(number: int, count: int, text: str = "x", file: int = 0) -> dict[Key, Unit]:
    """A table of so many rows, whose ids no other file has."""
    ids = [f"r{file}-{number}-{row}" for row in range(count)]
    made: dict[Key, Unit] = {("prof_web", WHOLE): TABLE, ("prof_web", ORDER): Unit("answered", _dump(ids))}
    return made | {("prof_web", id_): Unit("answered", _dump({"prof_web_address": text})) for id_ in ids}


def _dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def rivals(count: int) -> Attack:
    """Revisions that nobody goes on from."""
    return lambda file: ([revision({BODY: said(f"{file} {n}")}) for n in range(count)], ())


def bytes_(count: int) -> Attack:
    """Long texts: 30 rows of 29,000 characters, about a megabyte, in each revision."""
    return lambda file: ([revision(rows(n, 30, LONG, file)) for n in range(count)], ())


def links(count: int) -> Attack:
    """Revisions that name all of those before them."""

    def made(file: int) -> Content:
        line = [OWN]
        for n in range(count):
            line.append(revision({BODY: said(f"{file} {n}")}, [one.id for one in line]))
        return line, ()

    return made


def decisions(count: int, units: int) -> Attack:
    """What persons are said to have decided about so many units."""
    asked = [one.code for one in questionnaire("manager", "1.0.0").questions() if not one.is_table][:units]

    def made(file: int) -> Content:
        return [OWN], [_decision(asked[n % units], f"{file} {n}") for n in range(count)]

    return made


def _decision(question: str, text: str) -> Decision:
    return Decision(
        HEADER.assessment,
        question,
        "",
        (OWN.id,),
        Unit("not_known"),
        text,
        "Officer",
        MOMENT,
        HEADER.questionnaire_version,
    )


def same_words(count: int) -> Attack:
    """Revisions that say the same in many units, each for itself: what is current comes from all of them."""

    def made(file: int) -> Content:
        shared = rows(0, 100)
        return [revision(shared | {BODY: said(f"{file} {n}")}) for n in range(count)], ()

    return made


def emptied(count: int) -> Attack:
    """A long table, and revisions that go on from it without its rows being contradicted or kept."""

    def made(file: int) -> Content:
        table = revision(rows(0, 500, file=file))
        return [table, *(revision({BODY: said(f"{file} {n}")}) for n in range(count))], ()

    return made


LARGE: dict[str, tuple[Attack, int]] = {
    "rivals": (rivals(380), 2),
    "more rivals than may be": (rivals(498), 1),
    "long texts": (bytes_(3), 3),
    "links": (links(38), 5),
    "decisions about one unit": (decisions(75, 1), 2),
    "decisions about several units": (decisions(400, 5), 3),
    "the same words of many": (same_words(60), 2),
    "a table beside many": (emptied(120), 2),
}
SMALL: dict[str, tuple[Attack, int]] = {
    "rivals": (rivals(19), 27),
    "decisions": (decisions(3, 1), 36),
}
"""No file of these can be told from a small honest update."""


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("order", ["before the centre", pytest.param("after the centre", marks=pytest.mark.nightly)])
def test_after_large_files_the_centre_goes_on_and_the_collection_can_be_sent(
    tmp_path: Path, name: str, order: str
) -> None:
    target, on = tmp_path / "all.mrcw", tmp_path / "on.mrcw"
    own, hostile = write_history(tmp_path / "own.mrcw", OWN), _hostile(tmp_path, *LARGE[name])
    files.merge(target, *(hostile if order == "before the centre" else [own, *hostile]))
    for turn in range(3):
        report = files.merge(target, own, _update(tmp_path, turn))
        assert "refused" not in files.verdicts(report), report.files[-1].message
        _send(target, on)
    assert "refused" not in files.verdicts(files.merge(tmp_path / "again.mrcw", on))


@pytest.mark.parametrize("name", SMALL)
def test_after_many_small_files_the_collection_can_be_sent_and_the_refusal_says_what_to_set_aside(
    tmp_path: Path, name: str
) -> None:
    target, on = tmp_path / "all.mrcw", tmp_path / "on.mrcw"
    files.merge(target, write_history(tmp_path / "own.mrcw", OWN))
    hostile = _hostile(tmp_path, *SMALL[name])
    report = files.merge(target, *hostile)
    assert report.files[0].is_taken_in
    refused = [file for file in report.files if not file.is_taken_in]
    assert refused
    (heavy,) = report.heavy
    assert (heavy.assessment, heavy.centre) == (HEADER.assessment, HEADER.centre_name)
    assert heavy.share > 0.8
    assert set(heavy.files) <= {str(one) for one in hostile}
    assert {file.reason for file in refused} == {"too_large"}
    assert all(any(str(one) in str(file.message) for one in hostile) for file in refused)
    _send(files.copy(target, "copy"), on)
    assert "refused" not in files.verdicts(files.merge(tmp_path / "again.mrcw", on))
    with open_session(target) as session:
        undo_import(session, report.import_id, author="Officer")
    assert files.verdicts(files.merge(target, _update(tmp_path, 0))) == ["updated"]


def _others(path: Path, count: int, centre: str) -> Path:
    """So many assessments of another centre."""
    headers = [
        replace(HEADER, assessment=f"{centre}-{n:04}", centre=centre, centre_name=f"Centre {centre}")
        for n in range(count)
    ]
    return write_history(path, *(make_revision(one, (), (), {BODY: HeldUnit(said("x"))}) for one in headers))


def test_a_large_file_leaves_room_in_the_collection_and_many_small_ones_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 50)
    target, on = tmp_path / "all.mrcw", tmp_path / "on.mrcw"
    files.merge(target, write_history(tmp_path / "own.mrcw", OWN))
    report = files.merge(target, _others(tmp_path / "large.mrcw", 45, "large"), _others(tmp_path / "d.mrcw", 1, "d"))
    assert [(file.verdict, file.reason) for file in report.files] == [("refused", "too_large"), ("new", None)]
    small = [_others(tmp_path / f"s{n}.mrcw", 2, f"s{n}") for n in range(25)]
    report = files.merge(target, *small)
    assert files.verdicts(report) == ["new"] * 23 + ["refused"] * 2
    assert all(str(small[0]) in str(file.message) for file in report.files[-2:])
    assert [(one.assessment, one.share, one.files[0]) for one in report.heavy] == [(None, 0.96, str(small[0]))]
    _send(target, on)
    assert "refused" not in files.verdicts(files.merge(tmp_path / "again.mrcw", on))


def _update(folder: Path, turn: int) -> Path:
    """What the centre sends the next time."""
    line = [OWN]
    for number in range(turn + 1):
        line.append(revision({BODY: said(f"Our body, {number}")}, [line[-1].id]))
    return write_history(folder / f"update {turn}.mrcw", *line)


def _send(target: Path, on: Path) -> None:
    with open_session(target) as session:
        submit(session, on, author="Officer", overwrite=True)


def _hostile(folder: Path, attack: Attack, count: int) -> list[Path]:
    made = map(attack, range(count))
    return [write_history(folder / f"h{n}.mrcw", *one, decisions=more) for n, (one, more) in enumerate(made)]
