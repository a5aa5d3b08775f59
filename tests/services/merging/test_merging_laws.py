"""What a file may and may not do to a collection, whichever came first: one wrong line in the merge, and one of these
fails. All of it through the port of storage, on every engine that can stand under it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from mrcworkbench.domain.assessments import AssessmentInfo
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, answered
from mrcworkbench.domain.revisions.decisions import Choice, Rename
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.attachments import read_attachment
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.merging.proposals import Saying
from mrcworkbench.storage.store import Edits
from tests import merge_support as files
from tests.attaching import with_attached
from tests.engines import MOMENT, Office, Rows
from tests.services.merging.conftest import NewOffice, without_confirmations


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


def conflicting(folder: Path) -> tuple[Path, Path]:
    """Two copies of one centre's database that contradict each other."""
    one = files.centre(folder, "One", {"prof_body": "before"})
    two = files.sent(one, "Two")
    files.edit(one, {"prof_body": "one"})
    files.edit(two, {"prof_body": "two"})
    return one, two


def collection(office: NewOffice, name: str, *sources: Path) -> Office:
    made = office(name)
    for source in sources:
        made.merge(source)
    return made


def same_in_any_order(office: NewOffice, sources: Sequence[Path]) -> None:
    seen = []
    for number, order in enumerate(permutations(sources)):
        one_by_one, at_once = collection(office, f"{number} one by one", *order), office(f"{number} at once")
        at_once.merge(*order)
        seen += [(one_by_one.rows(), one_by_one.shown()), (at_once.rows(), at_once.shown())]
    assert all(one == seen[0] for one in seen)


def renamed_files(folder: Path, office: NewOffice) -> list[Path]:
    one = files.centre(folder, "One", {"prof_body": "a"})
    other = renamed(one, "Other", "A name", "2031")
    files.edit(other, {"prof_year": 2004})
    return [one, other, next_round(one, "3rd", "Zeta")]


def sealed_twice(folder: Path, office: NewOffice) -> list[Path]:
    one = files.centre(folder, "One", {"prof_body": "a"})
    later = sealed_by(one, "later", "Ana")
    files.edit(later, {"prof_year": 2004})
    return [later, sealed_by(one, "by Ben", "Ben"), sealed_by(one, "by Besart", "Besart")]


def attached_twice(folder: Path, office: NewOffice) -> list[Path]:
    names = ("long name.txt", "name.txt", "a longer name.txt")
    return [with_paper(files.centre(folder, f"Centre {number}"), name) for number, name in enumerate(names)]


def never_answered(folder: Path, office: NewOffice) -> list[Path]:
    fresh = files.centre(folder, "Fresh")
    answered_ = files.copy(fresh, "Answered")
    files.edit(answered_, {"prof_body": "a"})
    return [fresh, answered_]


def withdrawn_and_joined(folder: Path, office: NewOffice) -> list[Path]:
    one, two = conflicting(folder)
    other = files.centre(folder, "Other")
    desk = collection(office, "desk", one, other)
    desk.join("Centre One", "Centre Other")
    copied = desk.copied(folder / "of the desk.mrcw")
    another_desk = collection(office, "another desk", copied)
    another_desk.withdraw("Centre Other")
    return [two, copied, another_desk.copied(folder / "of another desk.mrcw")]


@pytest.mark.parametrize(
    "make",
    [renamed_files, sealed_twice, attached_twice, never_answered, withdrawn_and_joined],
    ids=lambda make: make.__name__,
)
def test_every_row_is_the_same_in_any_order_one_by_one_or_at_once(make, office: NewOffice, tmp_path: Path) -> None:
    same_in_any_order(office, make(tmp_path, office))


def decided_in_every_way(folder: Path, office: NewOffice) -> list[Path]:
    """One desk joins, another settles, renames and chooses, a third confirms the join, takes it back and withdraws."""
    one, two = conflicting(folder)
    desk = collection(office, "desk", one, files.centre(folder, "Other"))
    desk.join("Centre One", "Centre Other")
    joined_ = desk.copied(folder / "joined.mrcw")
    desk = collection(office, "another desk", one, two)
    centre, assessment = desk.centre("Centre One"), desk.assessment("Centre One")
    desk.store.decisions.decide(Rename(centre, "Renamed", "", "Centre One", "", "asked", "Ana", MOMENT))
    desk.store.decisions.decide(Choice(centre, assessment, "the better", "Ana", MOMENT))
    settled = desk.copied(folder / "settled.mrcw")
    files.settle(settled, "one", "Ana")
    desk = collection(office, "a third desk", joined_)
    (join,) = desk.waiting()
    desk.confirm()
    desk.store.decisions.take_back([join], reason="They are two", author="Besa", moment=MOMENT)
    desk.withdraw("Centre Other")
    return [joined_, settled, desk.copied(folder / "taken back.mrcw")]


def test_what_comes_waits_and_holds_when_it_is_confirmed_whatever_the_orders(office: NewOffice, tmp_path: Path) -> None:
    sources = decided_in_every_way(tmp_path, office)
    waiting, seen = [], []
    for number, order in enumerate(permutations(sources)):
        target = collection(office, f"{number}", *order)
        before = target.rows()
        waiting.append((before, target.shown(), target.waiting()))
        assert not any(centre["withdrawn"] or centre["joined"] for centre in target.shown()["list"]["centres"])
        while left := target.waiting():
            target.confirm(left[number % len(left)])
        after = target.rows()
        assert {name: after[name] for name in ("revisions", "decisions")} == {
            name: before[name] for name in ("revisions", "decisions")
        }, "nothing is sealed by it"
        seen.append((without_confirmations(after), target.shown()))
    assert all(one == waiting[0] for one in waiting)
    assert all(one == seen[0] for one in seen)
    (rows, shown), (_, _, kinds) = seen[0], waiting[0]
    assert len(kinds) == 5, "a settled conflict, a new name, a choice, a withdrawal and a join or what takes it back"
    assert {centre["name"]: centre["withdrawn"] for centre in shown["list"]["centres"]} == {
        "Renamed": False,
        "Centre Other": True,
    }
    assert rows["contested"] == []


def test_a_centre_that_its_last_rounds_call_differently_is_in_conflict_in_any_order(
    office: NewOffice, tmp_path: Path
) -> None:
    one = files.centre(tmp_path, "One")
    rounds = [next_round(one, name, called) for name, called in (("2nd", "Alpha"), ("3rd", "Zeta"), ("4th", "Zeta"))]
    same_in_any_order(office, rounds)
    target = collection(office, "all", *rounds)
    found = [conflict for stored in target.store.decisions.open_conflicts() for conflict in stored.conflicts]
    assert [(one.question, one.row, len(one.values)) for one in found] == [("", "centre_name", 2)]


def test_of_a_sealed_file_its_revisions_say_what_centre_and_round_are_called(office: NewOffice, tmp_path: Path) -> None:
    sealed = files.sent(files.centre(tmp_path, "One", {"prof_body": "a"}), "sealed")
    target = collection(office, "all", renamed(sealed, "relabelled", "Another name", "1999"))
    (centre,) = target.shown()["list"]["centres"]
    assert (centre["name"], centre["assessments"][0]["round"]) == ("Centre One", "2026")


@pytest.mark.parametrize("there", [True, False])
def test_a_database_that_was_never_answered_gets_the_same_as_it_gives(
    there: bool, office: NewOffice, tmp_path: Path
) -> None:
    fresh, answered_ = never_answered(tmp_path, office)
    into, from_ = (fresh, answered_) if there else (answered_, fresh)
    files.merge(into, from_)
    assert len(files.rows(into)["revisions"]) == 2
    assert files.answers_of(into) == {"prof_body": "a"}


def test_a_collection_tells_its_open_conflicts_unless_the_centre_has_withdrawn(
    office: NewOffice, tmp_path: Path
) -> None:
    one, two = conflicting(tmp_path)
    desk = collection(office, "desk", one, two)
    in_conflict = desk.copied(tmp_path / "in conflict.mrcw")
    assert files.verdicts(office("first").merge(in_conflict)) == ["conflict"]
    half = collection(office, "half", one)
    half.withdraw()
    assert files.verdicts(half.merge(in_conflict)) == ["updated"], "nothing is left to settle"
    assert half.store.decisions.open_conflicts() == []


@pytest.mark.parametrize("what", ["withdrawal", "join"])
def test_what_comes_along_withdraws_the_centre_once_it_is_confirmed(
    what: str, office: NewOffice, tmp_path: Path
) -> None:
    one, two = conflicting(tmp_path)
    other = files.centre(tmp_path, "Other")
    target = collection(office, "all", other, one)
    target.withdraw("Centre Other")
    desk = collection(office, "desk", other, one, two)
    if what == "join":
        desk.join("Centre One", "Centre Other")
    else:
        desk.withdraw("Centre One")
    assert files.verdicts(target.merge(desk.copied(tmp_path / "desk.mrcw"))) == ["conflict"]
    assert len(target.store.decisions.open_conflicts()) == 1
    target.confirm()
    assert target.store.decisions.open_conflicts() == []


def test_a_withdrawal_and_a_join_told_by_two_files_of_one_merge_are_one(office: NewOffice, tmp_path: Path) -> None:
    desk = collection(office, "desk", *(files.centre(tmp_path, name) for name in ("One", "Other")))
    desk.join("Centre One", "Centre Other")
    desk.withdraw("Centre Other")
    copied = desk.copied(tmp_path / "desk.mrcw")
    assert files.verdicts(office("all").merge(copied, files.copy(copied, "again"))) == ["new", "known"]


def test_centres_alike_are_told_within_one_merge_also_where_the_file_would_join_them(
    office: NewOffice, tmp_path: Path
) -> None:
    first, second = files.centre(tmp_path, "Sarandë MRC"), files.centre(tmp_path, "MRC  Saranda")
    report = office("all").merge(first, second)
    assert [len(file.suspected_duplicate_of) for file in report.files] == [0, 1]
    desk = collection(office, "desk", first, second)
    desk.join("Centre MRC Saranda", "Centre Sarandë MRC")
    report = collection(office, "other", first).merge(desk.copied(tmp_path / "desk.mrcw"))
    assert len(report.files[0].suspected) == 1, "what a file says of them waits"


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
def test_nothing_of_one_centre_changes_by_the_file_of_another(forge, office: NewOffice, tmp_path: Path) -> None:
    own = files.centre(tmp_path, "Own", {"prof_body": "own"})
    forged = files.centre(tmp_path, "Forged", {"prof_body": "forged", "prof_year": 1999})
    target = collection(office, "all", own)
    forge(forged, target.store.contents().assessments[0])
    before = (target.rows(), target.shown())
    report = target.merge(forged)
    assert [(one.verdict.value, one.reason) for one in report.files] == [("conflict", "id_held_by_another")]
    assert (target.rows(), target.shown()) == before
    assert files.verdicts(office("elsewhere").merge(forged)) == ["new"]


def imported(office: NewOffice, *sources: Path) -> tuple[Office, str, Rows]:
    """A target, the id of its last import, and its rows before that."""
    target = collection(office, "all", sources[0])
    before = target.rows()
    report = target.merge(*sources[1:])
    assert report.import_id is not None
    assert target.rows() != before
    return target, report.import_id, before


def only_attested(folder: Path, office: NewOffice) -> list[Path]:
    return sealed_twice(folder, office)[1:]


def named_anew(folder: Path, office: NewOffice) -> list[Path]:
    later = [
        "UPDATE centres SET created_at = '2030-01-01T00:00:00.000Z'",
        "UPDATE assessments SET created_at = '2030-01-01T00:00:00.000Z'",
    ]
    one, *others = renamed_files(folder, office)
    return [one, *(files.change(other, *later) for other in others)]


def joined(folder: Path, office: NewOffice) -> list[Path]:
    one, other = files.centre(folder, "One"), files.centre(folder, "Other")
    desk = collection(office, "desk", one, other)
    desk.join("Centre One", "Centre Other")
    return [one, desk.copied(folder / "desk.mrcw")]


@pytest.mark.parametrize("make", [only_attested, named_anew, joined], ids=lambda make: make.__name__)
def test_undoing_takes_out_all_that_came(make, office: NewOffice, tmp_path: Path) -> None:
    target, import_id, before = imported(office, *make(tmp_path, office))
    target.undo(import_id)
    assert target.rows() == before


def test_what_was_edited_back_does_not_keep_an_import_from_being_undone(office: NewOffice, tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    target, import_id, before = imported(office, one, two)
    (assessment,) = (info.id for info in target.store.contents().assessments)
    target.edit(assessment, {"prof_year": answered(2004)})
    target.edit(assessment, {"prof_year": BLANK})
    target.undo(import_id)
    assert target.store.decisions.open_conflicts() == []
    assert target.rows(files.MERGED) == {name: before[name] for name in files.MERGED}


def seal_on(target: Office) -> None:
    files.seal_all(target.store)


def draft_on(target: Office) -> None:
    target.store.save(target.assessment("Centre New"), Edits(drafts={("prof_handover", "", ""): "typed"}), MOMENT)


def withdraw_on(target: Office) -> None:
    target.withdraw("Centre New")


@pytest.mark.parametrize("build", [seal_on, draft_on, withdraw_on], ids=lambda build: build.__name__)
def test_what_was_sealed_typed_or_decided_on_an_import_keeps_it(build, office: NewOffice, tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    target, import_id, _ = imported(office, one, two, files.centre(tmp_path, "New"))
    build(target)
    before = target.rows()
    with pytest.raises(UserError, match="import_built_on"):
        target.undo(import_id)
    assert target.rows() == before


def test_a_decision_that_was_taken_in_keeps_its_import(office: NewOffice, tmp_path: Path) -> None:
    one, two = conflicting(tmp_path)
    target = collection(office, "all", one, two)
    desk = target.copied(tmp_path / "desk.mrcw")
    files.settle(desk, "one")
    report = target.merge(desk)
    (waiting,) = (one.proposal.id for one in target.store.decisions.proposals())
    target.store.decisions.say([waiting], Saying("confirmed", "Officer", "asked", MOMENT))
    files.seal_all(target.store)
    with pytest.raises(UserError, match="import_built_on"):
        target.undo(report.import_id)


def test_a_file_that_others_attached_too_stays_when_the_import_that_brought_it_goes(
    office: NewOffice, tmp_path: Path
) -> None:
    own, other = files.centre(tmp_path, "Own"), with_paper(files.centre(tmp_path, "Other"), "paper.txt")
    target, import_id, _ = imported(office, files.sent(own, "sent"), other)
    paper = read_attachment(tmp_path / "paper.txt", MOMENT)
    target.store.attachments.add(paper, target.assessment("Centre Own"), ("prof_body", ""))
    target.edit(target.assessment("Centre Own"), {"prof_body": Answer(attachments=(paper.sha256,))})
    target.undo(import_id)
    assert [row[0] for row in target.rows()["attachments"]] == [paper.sha256]
