"""What is decided of centres whose files are in: backups before, which assessment counts, and taking all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.backups import backups_of, restore_backup
from mrcworkbench.services.collection.rivals import rounds_to_choose, same_round
from mrcworkbench.services.merging import deciding, log, proposals, renaming
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import join, resolve, withdraw
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files

CODE = "prof_body"


@pytest.fixture
def target(tmp_path: Path, user_data: Path) -> Path:
    """A collection of two centres."""
    made = tmp_path / "all.mrcw"
    files.merge(made, *(files.centre(tmp_path, name, {CODE: name}) for name in ("One", "Two")))
    return made


def test_a_backup_is_made_before_a_centre_is_withdrawn_and_none_where_it_was(target: Path, tmp_path: Path) -> None:
    with open_session(target) as session:
        id_ = session.centres()[0].id
        assert withdraw(session, id_, reason="asked", author="Officer")
        assert not withdraw(session, id_, reason="asked again", author="Officer")
    (backup,) = [one for one in backups_of(target) if one.reason == "withdrawal"]
    restore_backup(target, backup.id, tmp_path / "before.mrcw")
    with open_session(tmp_path / "before.mrcw", read_only=True) as session:
        assert not any(one.withdrawn for one in session.centres())


def test_without_a_backup_nobody_is_withdrawn(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mrcworkbench.storage.backups.backup_store import BackupStore

    def fail(*_: object) -> None:
        raise UserError("no_backup", path=str(target), folder="x")

    monkeypatch.setattr(BackupStore, "make", fail)
    with open_session(target) as session:
        with pytest.raises(UserError, match="no_backup"):
            withdraw(session, session.centres()[0].id, reason="asked", author="Officer")
        assert not any(one.withdrawn for one in session.centres())


@pytest.fixture
def joined(target: Path) -> tuple[Path, str, str]:
    """Two centres that are one, each with an assessment of the same round; their assessments."""
    with open_session(target) as session:
        one, two = session.centres()
        join(session, two.id, one.id, reason="the same house", author="Officer")
        first, second = (info.id for info in session.assessments())
    return target, first, second


def counted(target: Path) -> dict[str, bool | None]:
    with open_session(target, read_only=True) as session:
        return {one.id: one.counts for one in session.assessments()}


def act(target: Path, kind: str) -> str:
    """The id of the last decision of a kind that has effect."""
    with open_session(target, read_only=True) as session:
        return [line.id for line in log.decisions(session) if line.kind == kind and line.in_effect][-1]


def take_back(target: Path, kind: str) -> None:
    id_ = act(target, kind)
    with open_session(target) as session:
        deciding.take_back(session, [id_], reason="a mistake", author="Officer")


def choose(target: Path, assessment: str) -> None:
    with open_session(target) as session:
        deciding.choose(session, assessment, reason="sealed by the manager", author="Officer")


def test_of_two_of_one_round_none_counts_until_a_person_chooses(joined: tuple[Path, str, str]) -> None:
    target, first, second = joined
    assert counted(target) == {first: None, second: None}
    with open_session(target, read_only=True) as session:
        (open_,) = rounds_to_choose(session.assessments())
        found = same_round(session, open_)
        assert [one.answered for one in found.rivals] == [1, 1]
        assert found.differing == 1
    choose(target, second)
    assert counted(target) == {first: False, second: True}
    choose(target, first)
    assert counted(target) == {first: True, second: False}, "the later choice replaces the earlier"
    take_back(target, "chosen")
    assert counted(target) == {first: None, second: None}


def test_when_a_join_is_taken_back_both_count_whatever_was_chosen(joined: tuple[Path, str, str]) -> None:
    target, first, second = joined
    choose(target, second)
    take_back(target, "joined")
    assert counted(target) == {first: True, second: True}
    with open_session(target, read_only=True) as session:
        assert len([one for one in session.centres() if one.joined_into is None]) == 2
        assert rounds_to_choose(session.assessments()) == ()


def test_what_was_taken_back_holds_again_when_that_is_taken_back(joined: tuple[Path, str, str]) -> None:
    target, first, second = joined
    choose(target, second)
    take_back(target, "joined")
    take_back(target, "taken_back")
    assert counted(target) == {first: False, second: True}, "the choice had stayed"


def test_a_withdrawal_is_taken_back_under_every_id(joined: tuple[Path, str, str]) -> None:
    target, *_ = joined
    with open_session(target) as session:
        withdraw(session, session.centres()[1].id, reason="asked", author="Officer")
        assert all(one.centre.withdrawn for one in session.assessments())
    take_back(target, "withdrawn")
    with open_session(target) as session:
        assert not any(one.centre.withdrawn for one in session.assessments())


def test_a_correction_taken_back_gives_the_centres_answer(target: Path) -> None:
    with open_session(target) as session:
        one = next(one for one in session.assessments() if "One" in one.centre.name)
        resolve(session, [Correction(one.id, CODE, None, "The ministry", "telephoned")], author="Officer")
    assert files.answers_of(target, one.id)[CODE] == "The ministry"
    take_back(target, "corrected")
    assert files.answers_of(target, one.id)[CODE] == "One"


def test_a_settled_conflict_taken_back_is_open_again_and_can_be_settled_otherwise(tmp_path: Path, target: Path) -> None:
    one = tmp_path / "One.mrcw"
    for name, said in (("left", "Left"), ("right", "Right")):
        copy = files.copy(one, name)
        files.edit(copy, {CODE: said})
        files.merge(target, files.sent(copy, f"{name} sent"))
    (conflict,) = files.conflicts_of(target)
    files.settle(target, "Left")
    assert files.conflicts_of(target) == []
    take_back(target, "settled")
    (again,) = files.conflicts_of(target)
    assert [side["value"] for side in again["values"]] == [side["value"] for side in conflict["values"]]
    files.settle(target, "Right")
    assert files.conflicts_of(target) == []


def test_a_name_taken_back_is_the_one_of_before(target: Path) -> None:
    with open_session(target) as session:
        id_, name = session.centres()[0].id, session.centres()[0].name
        renaming.rename(session, id_, name="Otherwise", reason="their letter", author="Officer")
    take_back(target, "renamed")
    with open_session(target) as session:
        assert next(one.name for one in session.centres() if one.id == id_) == name


def test_a_confirmation_taken_back_waits_again(tmp_path: Path, target: Path) -> None:
    colleague = files.copy(target, "colleague")
    with open_session(colleague) as session:
        withdraw(session, session.centres()[0].id, reason="asked", author="Colleague")
    files.merge(target, files.sent(colleague, "colleagues"))
    with open_session(target) as session:
        (waiting,) = proposals.open_proposals(session)
        proposals.confirm(session, [waiting.id], author="Officer", reason="telephoned")
        assert any(one.withdrawn for one in session.centres())
        (said,) = [line for line in log.decisions(session) if line.confirmation]
        deciding.take_back(session, [said.confirmation or ""], reason="it was somebody else", author="Officer")
        assert not any(one.withdrawn for one in session.centres())
        assert [one.id for one in proposals.open_proposals(session)] == [said.id]


def test_nothing_is_taken_back_twice_or_that_nobody_decided(target: Path) -> None:
    with open_session(target) as session:
        withdraw(session, session.centres()[0].id, reason="asked", author="Officer")
        (line,) = log.decisions(session)
        deciding.take_back(session, [line.id], reason="a mistake", author="Officer")
        with pytest.raises(UserError, match="decision_taken_back"):
            deciding.take_back(session, [line.id], reason="again", author="Officer")
        with pytest.raises(UserError, match="decision_unknown"):
            deciding.take_back(session, ["0" * 64], reason="again", author="Officer")
