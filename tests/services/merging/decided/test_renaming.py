"""What a centre and a round are called: changed by the centre and by an officer, and settled where heads differ."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.errors import ProblemsError, UsageError, UserError
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.merging import deciding, imports, proposals, renaming, resolving
from mrcworkbench.services.merging.resolving import Resolution
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.exchange.tidy_databases import exported


def call(path: Path, name: str | None = None, country: str | None = None, *, reason: str = "asked") -> bool:
    with open_session(path) as session:
        (centre,) = session.centres()
        return renaming.rename(session, centre.id, name=name, country=country, reason=reason, author="Ana")


def called(path: Path) -> tuple[str, str, int]:
    """Name and country of the only centre as it is listed, and how many conflicts are open."""
    with open_session(path, read_only=True) as session:
        (centre,) = session.read_file(listing)["centres"]
    return centre["name"], centre["country"], sum(one["conflicts"] for one in centre["assessments"])


def settle(path: Path, value: object, field: str = "centre_name") -> None:
    (conflict,) = [one for one in files.conflicts_of(path) if one["field"] == field]
    with open_session(path) as session:
        resolving.resolve(session, [Resolution(conflict["id"], value, "the letter says so")], author="Officer")


class Two:
    """A centre's file and a copy of it, in which a colleague calls the centre otherwise; both sealed what they say."""

    def __init__(self, folder: Path) -> None:
        self.one = files.centre(folder, "One", {"prof_body": "x"})
        self.two = files.sent(self.one, "Two")
        self.target = folder / "all.mrcw"

    def differ(self, one: str | None, two: str | None) -> tuple[Path, Path]:
        """What both send."""
        for path, name in ((self.one, one), (self.two, two)):
            if name is not None:
                assert call(path, name)
        return files.sent(self.one, "from One"), files.sent(self.two, "from Two")


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def test_what_nobody_sealed_yet_is_called_otherwise_without_a_decision(tmp_path: Path) -> None:
    path = files.centre(tmp_path, "One")
    assert call(path, " Centre \n Uno ", "pt", reason="")
    assert called(path) == ("Centre Uno", "PT", 0)
    assert not call(path, "Centre Uno")
    assert files.rows(path)["renames"] == []
    with open_session(path) as session:
        session.open_assessment(None)
        renaming.relabel(session, "2027")
        assert session.assessment.round == "2027"
    sent = files.sent(path, "sent")
    assert called(sent) == ("Centre Uno", "PT", 0)
    with open_session(path) as session:
        session.open_assessment(None)
        with pytest.raises(UserError, match="round_sealed"):
            renaming.relabel(session, "2028")


def test_a_centre_that_calls_itself_otherwise_says_so_with_what_it_sends_next(two: Two) -> None:
    first = files.sent(two.one, "first")
    files.merge(two.target, first)
    assert call(two.one, "Casa Uno")
    assert called(two.one) == ("Casa Uno", "AL", 0)
    later = files.sent(two.one, "later")
    (result,) = files.merge(two.target, later).files
    assert result.verdict is Verdict.UPDATED
    assert called(two.target) == ("Casa Uno", "AL", 0)
    with open_session(two.target, read_only=True) as session:
        assert proposals.open_proposals(session) == (), "nothing is asked that the centre has said itself"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_names_are_a_conflict_in_every_order_and_nothing_is_decided_meanwhile(
    two: Two, order: tuple[int, int]
) -> None:
    sent = two.differ("Casa Uno", "Dar One")
    results = [files.merge(two.target, sent[number]).files[0].verdict for number in order]
    assert results == [Verdict.NEW, Verdict.CONFLICT]
    (conflict,) = files.conflicts_of(two.target)
    assert (conflict["question"], conflict["field"], conflict["base"]) == (None, "centre_name", "Centre One")
    assert {(one["value"], one["author"]) for one in conflict["values"]} == {
        ("Casa Uno", "Manager"),
        ("Dar One", "Manager"),
    }
    name, _, count = called(two.target)
    assert name in ("Casa Uno", "Dar One")
    assert count == 1
    again = files.sent(two.target, "again")
    assert files.conflicts_of(again) == [conflict], "who sends it on has not decided"


def test_a_name_that_is_settled_stays_settled_whatever_comes_again(two: Two, tmp_path: Path) -> None:
    sent = two.differ("Casa Uno", "Dar One")
    files.merge(two.target, *sent)
    settle(two.target, "Dar One")
    assert called(two.target) == ("Dar One", "AL", 0)
    for file in sent:
        assert files.merge(two.target, file).files[0].verdict is Verdict.KNOWN
    assert called(two.target) == ("Dar One", "AL", 0)

    elsewhere = tmp_path / "elsewhere.mrcw"
    files.merge(elsewhere, *sent)
    files.merge(elsewhere, files.sent(two.target, "to head office"))
    assert called(elsewhere)[2] == 1, "what an officer decided elsewhere is proposed here"
    with open_session(elsewhere) as session:
        (proposal,) = proposals.open_proposals(session)
        assert proposal.kind == "rename"
        proposals.confirm(session, [proposal.id], reason="agreed", author="Head")
    assert called(elsewhere) == ("Dar One", "AL", 0)


def test_a_third_name_can_be_chosen_and_a_wrong_one_is_told(two: Two) -> None:
    files.merge(two.target, *two.differ("Casa Uno", "Dar One"))
    with pytest.raises(ProblemsError) as caught:
        settle(two.target, "  ")
    assert [one.code for one in caught.value.problems] == ["header_centre_name_wrong"]  # type: ignore[attr-defined]
    settle(two.target, "Centre Number One")
    assert called(two.target) == ("Centre Number One", "AL", 0)


def test_an_officer_calls_a_centre_otherwise_with_a_reason_and_takes_it_back(two: Two) -> None:
    files.merge(two.target, two.one)
    with pytest.raises(UserError, match="reason_missing"):
        call(two.target, "Casa Uno", reason=" ")
    with pytest.raises(UsageError, match="rename_nothing"):
        call(two.target)
    assert call(two.target, "Casa Uno", "XK")
    assert called(two.target) == ("Casa Uno", "XK", 0)
    (rename,) = files.rows(two.target)["renames"]
    with open_session(two.target) as session:
        deciding.take_back(session, [rename[0]], reason="wrong centre", author="Officer")
    assert called(two.target) == ("Centre One", "AL", 0)


def test_an_officer_can_call_it_again_as_before(two: Two) -> None:
    files.merge(two.target, two.one)
    assert call(two.target, "Casa Uno", "XK")
    assert call(two.target, "Centre One")
    assert called(two.target) == ("Centre One", "XK", 0)
    assert call(two.target, "Casa Uno", "AL")
    assert called(two.target) == ("Casa Uno", "AL", 0)


def test_what_a_centre_says_after_an_officer_renamed_it_contradicts_him_or_agrees(two: Two) -> None:
    files.merge(two.target, files.sent(two.one, "first"))
    assert call(two.target, "Casa Uno")
    one, other = two.differ("Casa Uno", "Dar One")
    assert files.merge(two.target, one).files[0].verdict is Verdict.UPDATED
    assert called(two.target) == ("Casa Uno", "AL", 0)
    assert files.merge(two.target, other).files[0].verdict is Verdict.CONFLICT
    assert called(two.target) == ("Casa Uno", "AL", 1), "meanwhile it is called as the officer said"
    settle(two.target, "Casa Uno")
    assert called(two.target) == ("Casa Uno", "AL", 0)


def test_a_name_in_conflict_passes_on_through_every_order_of_three_files(two: Two, tmp_path: Path) -> None:
    sent = two.differ("Casa Uno", "Dar One")
    officer = tmp_path / "officer.mrcw"
    files.merge(officer, *sent)
    settle(officer, "Casa Uno")
    parts = (*sent, files.sent(officer, "from the officer"))
    seen = []
    for number, order in enumerate(permutations(parts)):
        target = tmp_path / f"{number}.mrcw"
        for file in order:
            files.merge(target, file)
        before = (called(target), files.conflicts_of(target))
        with open_session(target) as session:
            (proposal,) = proposals.open_proposals(session)
            proposals.confirm(session, [proposal.id], reason="agreed", author="Head")
        seen.append((before, called(target), files.conflicts_of(target)))
    assert all(one == seen[0] for one in seen)
    assert seen[0][1] == ("Casa Uno", "AL", 0)


def test_undoing_the_import_that_renamed_gives_the_name_of_before(two: Two) -> None:
    files.merge(two.target, files.sent(two.one, "first"))
    assert call(two.one, "Casa Uno")
    files.merge(two.target, files.sent(two.one, "second"))
    assert called(two.target)[0] == "Casa Uno"
    with open_session(two.target) as session:
        imports.undo_import(session, None, author="Officer")
    assert called(two.target) == ("Centre One", "AL", 0)


def test_exports_say_what_holds(two: Two) -> None:
    files.merge(two.target, two.one)
    assert call(two.target, "Casa Uno", "PT")
    (row,) = exported(two.target).table("centres")
    assert (row["centre_name"], row["country"], row["country_iso2"]) == ("Casa Uno", "PRT", "PT")
