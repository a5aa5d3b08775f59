"""What a file may and may not do to a database, whichever came first: one wrong line in the merge, and one of these
fails."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from mrcworkbench.domain.assessments import AssessmentInfo
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.attaching import with_attached


def renamed(path: Path, name: str, centre: str, round_: str = "2026") -> Path:
    """A copy that calls the centre and the round otherwise, and was begun at another time."""
    return files.change(
        files.copy(path, name),
        "UPDATE centres SET name = :centre, created_at = :day",
        "UPDATE assessments SET round = :round, created_at = :day",
        centre=centre,
        round=round_,
        day=f"20{len(name):02}-01-01T00:00:00.000Z",
    )


def next_round(path: Path, name: str, centre: str) -> Path:
    """Another assessment of the same centre."""
    return files.change(
        renamed(path, name, centre, "2027"),
        "UPDATE assessments SET id = :id",
        "UPDATE units SET assessment_id = :id",
        id=name,
    )


def sealed_by(path: Path, name: str, author: str) -> Path:
    """A copy that somebody seals as it is."""
    other = files.copy(path, name)
    sealed_at = f"2026-03-0{len(author)}T08:00:00.000Z"
    with open_session(other) as session:
        session.work(lambda store: files.seal_all(store, author, sealed_at)).result()
    return other


def with_paper(path: Path, name: str) -> Path:
    """Attach the same content as everybody does, under another name."""
    paper = path.with_name(name)
    paper.write_text("signed")
    with open_session(path, clock=files.clock(f"20{len(name):02}-01-01T00:00:00")) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", with_attached(session, "prof_body", paper))
    return path


def collection(path: Path, *sources: Path) -> Path:
    files.merge(path, *sources)
    return path


def conflicting(folder: Path) -> tuple[Path, Path]:
    """Two copies of one centre's database that contradict each other."""
    one = files.centre(folder, "One", {"prof_body": "before"})
    two = files.sent(one, "Two")
    files.edit(one, {"prof_body": "one"})
    files.edit(two, {"prof_body": "two"})
    return one, two


def withdraw(path: Path, name: str = "Centre One") -> None:
    with open_session(path) as session:
        (centre,) = (one.id for one in session.centres() if one.name == name)
        resolving.withdraw(session, centre, reason="asked", author="Officer", clock=files.clock())


def join(path: Path, name: str, into: str) -> None:
    with open_session(path) as session:
        ids = {one.name: one.id for one in session.centres()}
        resolving.join(session, ids[name], ids[into], reason="same", author="Officer", clock=files.clock())


def same_in_any_order(folder: Path, sources: Sequence[Path]) -> None:
    seen = []
    for number, order in enumerate(permutations(sources)):
        one_by_one, at_once = folder / f"{number} one by one.mrcw", folder / f"{number} at once.mrcw"
        for source in order:
            files.merge(one_by_one, source)
        files.merge(at_once, *order)
        seen += [(files.rows(one_by_one), files.shown(one_by_one)), (files.rows(at_once), files.shown(at_once))]
    assert all(one == seen[0] for one in seen)


def renamed_files(folder: Path) -> list[Path]:
    one = files.centre(folder, "One", {"prof_body": "a"})
    other = renamed(one, "Other", "A name", "2031")
    files.edit(other, {"prof_year": 2004})
    return [one, other, next_round(one, "3rd", "Zeta")]


def sealed_twice(folder: Path) -> list[Path]:
    one = files.centre(folder, "One", {"prof_body": "a"})
    later = sealed_by(one, "later", "Ana")
    files.edit(later, {"prof_year": 2004})
    return [later, sealed_by(one, "by Ben", "Ben"), sealed_by(one, "by Besart", "Besart")]


def attached_twice(folder: Path) -> list[Path]:
    names = ("long name.txt", "name.txt", "a longer name.txt")
    return [with_paper(files.centre(folder, f"Centre {number}"), name) for number, name in enumerate(names)]


def never_answered(folder: Path) -> list[Path]:
    fresh = files.centre(folder, "Fresh")
    answered = files.copy(fresh, "Answered")
    files.edit(answered, {"prof_body": "a"})
    return [fresh, answered]


def withdrawn_and_joined(folder: Path) -> list[Path]:
    one, two = conflicting(folder)
    other = files.centre(folder, "Other")
    desk = collection(folder / "desk.mrcw", one, other)
    join(desk, "Centre One", "Centre Other")
    another_desk = files.copy(desk, "another desk")
    withdraw(another_desk, "Centre Other")
    return [two, desk, another_desk]


@pytest.mark.parametrize(
    "make",
    [renamed_files, sealed_twice, attached_twice, never_answered, withdrawn_and_joined],
    ids=lambda make: make.__name__,
)
def test_every_row_is_the_same_in_any_order_one_by_one_or_at_once(make, tmp_path: Path) -> None:
    same_in_any_order(tmp_path, make(tmp_path))


def test_a_centre_is_called_as_most_of_its_assessments_call_it(tmp_path: Path) -> None:
    one = files.centre(tmp_path, "One")
    rounds = [next_round(one, name, called) for name, called in (("2nd", "Alpha"), ("3rd", "Zeta"), ("4th", "Zeta"))]
    target = collection(tmp_path / "all.mrcw", *rounds)
    assert [centre["name"] for centre in files.shown(target)["list"]["centres"]] == ["Zeta"]


def test_of_a_sealed_file_its_revisions_say_what_centre_and_round_are_called(tmp_path: Path) -> None:
    sealed = files.sent(files.centre(tmp_path, "One", {"prof_body": "a"}), "sealed")
    target = collection(tmp_path / "all.mrcw", renamed(sealed, "relabelled", "Another name", "1999"))
    (centre,) = files.shown(target)["list"]["centres"]
    assert (centre["name"], centre["assessments"][0]["round"]) == ("Centre One", "2026")


@pytest.mark.parametrize("there", [True, False])
def test_a_database_that_was_never_answered_gets_the_same_as_it_gives(there: bool, tmp_path: Path) -> None:
    fresh, answered = never_answered(tmp_path)
    into, from_ = (fresh, answered) if there else (answered, fresh)
    files.merge(into, from_)
    assert len(files.rows(into)["revisions"]) == 2
    assert files.answers_of(into) == {"prof_body": "a"}


def test_a_collection_tells_its_open_conflicts_unless_the_centre_has_withdrawn(tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    desk = collection(tmp_path / "desk.mrcw", one, two)
    half = collection(tmp_path / "half.mrcw", one)
    empty = tmp_path / "empty.mrcw"
    create_empty(empty)
    assert files.verdicts(files.merge(files.copy(empty, "first"), desk)) == ["conflict"]
    withdraw(desk)
    assert files.verdicts(files.merge(files.copy(empty, "second"), desk)) == ["new"]
    assert files.verdicts(files.merge(half, desk)) == ["updated"], "nothing is left to settle"


def test_a_join_that_comes_along_withdraws_the_centre_at_once(tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    other = files.centre(tmp_path, "Other")
    target = collection(tmp_path / "all.mrcw", other, one)
    withdraw(target, "Centre Other")
    desk = collection(tmp_path / "desk.mrcw", other, one, two)
    join(desk, "Centre One", "Centre Other")
    assert files.verdicts(files.merge(target, desk)) == ["updated"]
    assert files.conflicts_of(target) == []


def test_a_withdrawal_and_a_join_told_by_two_files_of_one_merge_are_one(tmp_path: Path) -> None:
    desk = collection(tmp_path / "desk.mrcw", *(files.centre(tmp_path, name) for name in ("One", "Other")))
    join(desk, "Centre One", "Centre Other")
    withdraw(desk, "Centre Other")
    report = files.merge(tmp_path / "all.mrcw", desk, files.copy(desk, "again"))
    assert files.verdicts(report) == ["new", "known"]


def test_centres_alike_are_told_within_one_merge_but_not_where_the_file_joins_them(tmp_path: Path) -> None:
    first, second = files.centre(tmp_path, "Sarandë MRC"), files.centre(tmp_path, "MRC  Saranda")
    report = files.merge(tmp_path / "all.mrcw", first, second)
    assert [len(file.suspected_duplicate_of) for file in report.files] == [0, 1]
    desk = collection(tmp_path / "desk.mrcw", first, second)
    join(desk, "Centre MRC Saranda", "Centre Sarandë MRC")
    report = files.merge(collection(tmp_path / "other.mrcw", first), desk)
    assert report.files[0].suspected_duplicate_of == ()


def of_another_centre(forged: Path, own: AssessmentInfo) -> None:
    files.change(forged, "UPDATE assessments SET id = :id", "UPDATE units SET assessment_id = :id", id=own.id)


def of_another_questionnaire(forged: Path, own: AssessmentInfo) -> None:
    of_another_centre(forged, own)
    files.change(
        forged,
        "DELETE FROM units",
        "UPDATE centres SET id = :centre",
        "UPDATE assessments SET centre_id = :centre, questionnaire_id = 'stakeholder'",
        centre=own.centre.id,
    )


@pytest.mark.parametrize("forge", [of_another_centre, of_another_questionnaire], ids=lambda forge: forge.__name__)
def test_nothing_of_one_centre_changes_by_the_file_of_another(forge, tmp_path: Path) -> None:
    own = files.centre(tmp_path, "Own", {"prof_body": "own"})
    forged = files.centre(tmp_path, "Forged", {"prof_body": "forged", "prof_year": 1999})
    target = collection(tmp_path / "all.mrcw", own)
    with open_session(own) as session:
        forge(forged, session.assessments()[0])
    before = (files.rows(target), files.shown(target))
    report = files.merge(target, forged)
    assert [(one.verdict.value, one.reason) for one in report.files] == [("refused", "invalid_content")]
    assert (files.rows(target), files.shown(target)) == before
    assert files.verdicts(files.merge(tmp_path / "elsewhere.mrcw", forged)) == ["new"]


def imported(folder: Path, *sources: Path) -> tuple[Path, str, dict[str, list[tuple[object, ...]]]]:
    """A target, the id of its last import, and its rows before that."""
    target = folder / "all.mrcw"
    files.merge(target, sources[0])
    before = files.rows(target)
    report = files.merge(target, *sources[1:])
    assert report.import_id is not None
    assert files.rows(target) != before
    return target, report.import_id, before


def undo(target: Path, import_id: str) -> None:
    with open_session(target) as session:
        undo_import(session, import_id, author="Officer")


def only_attested(folder: Path) -> list[Path]:
    return sealed_twice(folder)[1:]


def named_anew(folder: Path) -> list[Path]:
    later = [
        "UPDATE centres SET created_at = '2030-01-01T00:00:00.000Z'",
        "UPDATE assessments SET created_at = '2030-01-01T00:00:00.000Z'",
    ]
    one, *others = renamed_files(folder)
    return [one, *(files.change(other, *later) for other in others)]


def joined(folder: Path) -> list[Path]:
    one, other = files.centre(folder, "One"), files.centre(folder, "Other")
    desk = collection(folder / "desk.mrcw", one, other)
    join(desk, "Centre One", "Centre Other")
    return [one, desk]


@pytest.mark.parametrize("make", [only_attested, named_anew, joined], ids=lambda make: make.__name__)
def test_undoing_takes_out_all_that_came(make, tmp_path: Path) -> None:
    target, import_id, before = imported(tmp_path, *make(tmp_path))
    undo(target, import_id)
    assert files.rows(target) == before


def test_what_was_edited_back_does_not_keep_an_import_from_being_undone(tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    target, import_id, before = imported(tmp_path, one, two)
    files.edit(target, {"prof_year": 2004})
    files.edit(target, {"prof_year": None})
    undo(target, import_id)
    assert files.conflicts_of(target) == []
    assert files.rows(target, files.MERGED) == {name: before[name] for name in files.MERGED}


def seal_on(target: Path, assessment: str) -> None:
    with open_session(target) as session:
        session.work(files.seal_all).result()


def draft_on(target: Path, assessment: str) -> None:
    with open_session(target) as session:
        session.open_assessment(assessment)
        session.drafts.keep("prof_handover", None, None, "typed")


def withdraw_on(target: Path, assessment: str) -> None:
    withdraw(target, "Centre New")


@pytest.mark.parametrize("build", [seal_on, draft_on, withdraw_on], ids=lambda build: build.__name__)
def test_what_was_sealed_typed_or_decided_on_an_import_keeps_it(build, tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    new = files.centre(tmp_path, "New")
    target, import_id, _ = imported(tmp_path, one, two, new)
    with open_session(target) as session:
        (assessment,) = (info.id for info in session.assessments() if info.centre.name == "Centre New")
    build(target, assessment)
    before = files.rows(target)
    with pytest.raises(UserError, match="import_built_on"):
        undo(target, import_id)
    assert files.rows(target) == before


def test_a_decision_that_was_taken_in_keeps_its_import(tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    target = collection(tmp_path / "all.mrcw", one, two)
    desk = files.copy(target, "desk")
    files.settle(desk, "one")
    report = files.merge(target, desk)
    with open_session(target) as session:
        session.work(files.seal_all).result()
    with pytest.raises(UserError, match="import_built_on"):
        undo(target, str(report.import_id))


def test_a_file_that_others_attached_too_stays_when_the_import_that_brought_it_goes(tmp_path: Path) -> None:
    own, other = files.centre(tmp_path, "Own"), with_paper(files.centre(tmp_path, "Other"), "paper.txt")
    target, import_id, _ = imported(tmp_path, files.sent(own, "sent"), other)
    with open_session(target) as session:
        (mine,) = (info.id for info in session.assessments() if info.centre.name == "Centre Own")
        session.open_assessment(mine)
        answer = with_attached(session, "prof_body", tmp_path / "paper.txt")
        session.set_answer("prof_body", answer)
    undo(target, import_id)
    assert [row[0] for row in files.rows(target)["attachments"]] == list(answer.attachments)
