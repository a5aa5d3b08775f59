"""Conflicts, shown and settled: by taking a side or with another value, once and for all copies of the data."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.errors import ProblemsError, UsageError, UserError
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.resolving import Resolution
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.attaching import with_attached

ROW = {"row": "r1", "prof_funding_payer": "State"}
OTHER_ROW = {"row": "r2", "prof_funding_payer": "Town"}
BEFORE = {"prof_body": "before", "prof_funding": [ROW]}


class Two:
    """Two copies of one centre's database that go on from the same revision."""

    def __init__(self, folder: Path, before: dict[str, Any]) -> None:
        self.one = files.centre(folder, "One", before)
        self.two = files.sent(self.one, "Two")
        self.target = folder / "all.mrcw"

    def differ(self, one: dict[str, Any], two: dict[str, Any]) -> list[dict[str, Any]]:
        """Edit both, merge both, and give the conflicts."""
        files.edit(self.one, one)
        files.edit(self.two, two)
        files.merge(self.target, self.one, self.two)
        return files.conflicts_of(self.target)


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path, BEFORE)


def settle(path: Path, *choices: tuple[str, object]) -> int:
    with open_session(path) as session:
        return resolving.resolve(
            session, [Resolution(conflict, value, "asked") for conflict, value in choices], author="Officer"
        )


def problems(path: Path, *choices: tuple[str, object]) -> list[str]:
    before = files.rows(path)
    with pytest.raises(ProblemsError) as caught:
        settle(path, *choices)
    assert files.rows(path) == before
    return [one.code for one in caught.value.problems]  # type: ignore[attr-defined]


def test_conflicts_come_in_the_order_of_the_questionnaire(two: Two) -> None:
    asked = ("prof_names", "prof_body", "prof_year")
    names = [{"row": "r1", "prof_names_name": "Here"}]
    found = two.differ(
        {"prof_year": 2001, "prof_body": "one", "prof_names": names},
        {"prof_year": 2002, "prof_body": "two", "prof_names": [{"row": "r1", "prof_names_name": "There"}]},
    )
    assert tuple(one["question"] for one in found) == asked


def test_a_side_is_taken_as_it_is_shown(two: Two) -> None:
    (conflict,) = two.differ(
        {"prof_body": {"state": "answered", "value": "one", "comment": "by hand"}},
        {"prof_body": {"state": "not_known"}},
    )
    values = [one["value"] for one in conflict["values"]]
    assert {"state": "answered", "value": "one", "comment": "by hand"} in values
    assert {"state": "not_known"} in values
    assert conflict["base"] == "before"
    for side in values:
        copy = files.copy(two.target, "copy")
        settle(copy, (conflict["id"], side))
        assert files.answers_of(copy)["prof_body"] == side
        assert files.conflicts_of(copy) == []


def test_another_value_is_checked_like_any_answer(two: Two) -> None:
    (conflict,) = two.differ({"prof_year": 2001}, {"prof_year": 2002})
    assert conflict["base"] is None
    assert problems(two.target, (conflict["id"], "soon")) != []
    assert problems(two.target, (conflict["id"], {"state": "conflict"})) == ["conflict_open"]
    settle(two.target, (conflict["id"], {"state": "answered", "value": 2003, "comment": "as the statute says"}))
    answer = files.answers_of(two.target)["prof_year"]
    assert answer == {"state": "answered", "value": 2003, "comment": "as the statute says"}


def test_a_row_changed_differently_is_settled_as_a_row(two: Two) -> None:
    (conflict,) = two.differ(
        {"prof_funding": [{**ROW, "prof_funding_share": 10}, OTHER_ROW]},
        {"prof_funding": [{**ROW, "prof_funding_share": 20}]},
    )
    assert (conflict["question"], conflict["row"]) == ("prof_funding", "r1")
    assert files.answers_of(two.target)["prof_funding"] == {"state": "conflict", "conflict": conflict["id"]}
    assert problems(two.target, (conflict["id"], {"prof_funding_share": 200})) != []
    assert problems(two.target, (conflict["id"], {**OTHER_ROW})) == ["conflict_other_row"]
    settle(two.target, (conflict["id"], {"prof_funding_payer": "State", "prof_funding_share": 15}))
    assert files.answers_of(two.target)["prof_funding"] == [{**ROW, "prof_funding_share": 15}, OTHER_ROW]


def test_a_row_removed_on_one_side_can_be_kept_or_not(two: Two) -> None:
    (conflict,) = two.differ({"prof_funding": [OTHER_ROW]}, {"prof_funding": [{**ROW, "prof_funding_share": 20}]})
    assert {None if one["value"] is None else one["value"]["row"] for one in conflict["values"]} == {None, "r1"}
    copy = files.copy(two.target, "copy")
    settle(copy, (conflict["id"], None))
    assert files.answers_of(copy)["prof_funding"] == [OTHER_ROW]
    settle(two.target, (conflict["id"], {**ROW, "prof_funding_share": 20}))
    assert {row["row"] for row in files.answers_of(two.target)["prof_funding"]} == {"r1", "r2"}


def test_a_whole_table_against_not_known_stands_or_goes(two: Two) -> None:
    (conflict,) = two.differ({"prof_funding": {"state": "not_known"}}, {"prof_funding": [ROW, OTHER_ROW]})
    assert (conflict["row"], conflict["base"]) == (None, [ROW])
    rows = next(one["value"] for one in conflict["values"] if isinstance(one["value"], list))
    assert {row["row"] for row in rows} == {"r2"}, "what the other side has cleared is gone"
    copy = files.copy(two.target, "copy")
    settle(copy, (conflict["id"], {"state": "not_known"}))
    assert files.answers_of(copy)["prof_funding"] == {"state": "not_known"}
    assert problems(two.target, (conflict["id"], [ROW])) == ["conflict_rows_differ"]
    settle(two.target, (conflict["id"], rows))
    assert files.answers_of(two.target)["prof_funding"] == rows


def test_a_table_that_stands_lists_its_rows_in_conflict_and_leaves_them_so(two: Two) -> None:
    changed = {**ROW, "prof_funding_share": 20}
    whole, row = two.differ({"prof_funding": {"state": "not_known"}}, {"prof_funding": [changed]})
    assert (whole["row"], row["row"]) == (None, "r1")
    assert [changed] in [one["value"] for one in whole["values"]]
    settle(two.target, (whole["id"], [changed]))
    assert [one["id"] for one in files.conflicts_of(two.target)] == [row["id"]]
    settle(two.target, (row["id"], changed))
    assert files.answers_of(two.target)["prof_funding"] == [changed]


def test_an_order_is_settled_by_listing_every_row(tmp_path: Path) -> None:
    three = [ROW, OTHER_ROW, {"row": "r3", "prof_funding_payer": "Church"}]
    two = Two(tmp_path, {"prof_funding": three})
    one, other, third = three
    (conflict,) = two.differ({"prof_funding": [other, one, third]}, {"prof_funding": [one, third, other]})
    assert conflict["row"] == "*"
    assert conflict["base"] == ["r1", "r2", "r3"]
    assert problems(two.target, (conflict["id"], ["r1", "r2"])) == ["conflict_order"]
    assert problems(two.target, (conflict["id"], "r1")) == ["conflict_order"]
    settle(two.target, (conflict["id"], ["r3", "r2", "r1"]))
    assert [row["row"] for row in files.answers_of(two.target)["prof_funding"]] == ["r3", "r2", "r1"]


def test_attached_files_stay_with_their_side_and_together_with_another_value(two: Two, tmp_path: Path) -> None:
    for path in (two.one, two.two):
        paper = tmp_path / f"paper {path.stem}.txt"
        paper.write_text(path.stem)
        with open_session(path) as session:
            session.open_assessment(None)
            session.set_answer("prof_body", with_attached(session, "prof_body", paper))
    (conflict,) = two.differ({"prof_body": "one"}, {"prof_body": "two"})
    attached = {one["value"]: one["attachments"] for one in conflict["values"]}

    def attachments(path: Path) -> set[str]:
        with open_session(path) as session:
            session.open_assessment(None)
            return set(session.working_copy.answer("prof_body").attachments)

    copy = files.copy(two.target, "copy")
    settle(copy, (conflict["id"], "one"))
    assert attachments(copy) == set(attached["one"])
    settle(two.target, (conflict["id"], "three"))
    assert attachments(two.target) == {*attached["one"], *attached["two"]}


def test_every_problem_is_listed_and_nothing_is_settled(two: Two) -> None:
    first, second = two.differ({"prof_body": "one", "prof_year": 2001}, {"prof_body": "two", "prof_year": 2002})
    assert (first["question"], second["question"]) == ("prof_body", "prof_year")
    found = problems(
        two.target, (first["id"], "one"), (first["id"], "two"), (second["id"], "never"), ("0" * 64, "nothing")
    )
    assert found == ["conflict_given_twice", "conflict_unknown", "not_a_number"]
    settle(two.target, (first["id"], "one"))
    assert problems(two.target, (first["id"], "two"), (second["id"], 2002)) == ["conflict_settled"]


@pytest.mark.parametrize(
    ("because", "code"), [(" ", "because_missing"), ("x" * 2001, "because_wrong"), ("\ud800", "because_wrong")]
)
def test_a_reason_is_given_and_can_be_kept(because: str, code: str, two: Two) -> None:
    (conflict,) = two.differ({"prof_body": "one"}, {"prof_body": "two"})
    before = files.rows(two.target)
    with open_session(two.target) as session:
        with pytest.raises(ProblemsError) as caught:
            resolving.resolve(session, [Resolution(conflict["id"], "one", because)], author="Officer")
        with pytest.raises(UserError, match="author_too_long"):
            resolving.resolve(session, [Resolution(conflict["id"], "one", "asked")], author="x" * 201)
    assert [one.code for one in caught.value.problems] == [code]  # type: ignore[attr-defined]
    assert files.rows(two.target) == before


def test_a_settled_conflict_stays_settled_whatever_is_merged_again(two: Two, tmp_path: Path) -> None:
    (conflict,) = two.differ({"prof_body": "one"}, {"prof_body": "two"})
    early = files.copy(two.target, "early")
    settle(two.target, (conflict["id"], "three"))
    before = files.shown(two.target)
    report = files.merge(two.target, two.one, two.two, early)
    assert files.verdicts(report) == ["known", "known", "known"]
    assert files.shown(two.target) == before
    report = files.merge(early, two.target)
    assert files.verdicts(report) == ["updated"]
    assert [one["id"] for one in files.conflicts_of(early)] == [conflict["id"]], "nobody said so there"
    files.confirm(early)
    assert files.shown(early) == before
    assert files.merge(two.one, two.target).files[0].verdict.value == "conflict"
    files.confirm(two.one)
    assert files.answers_of(two.one)["prof_body"] == "three"


def test_two_officers_who_decide_differently_are_in_conflict_until_a_further_decision(two: Two) -> None:
    (conflict,) = two.differ({"prof_body": "one"}, {"prof_body": "two"})
    other = files.copy(two.target, "other")
    with open_session(two.target) as session:
        resolving.resolve(session, [Resolution(conflict["id"], "one", "rang them up")], author="Ana")
    with open_session(other) as session:
        resolving.resolve(session, [Resolution(conflict["id"], "two", "read the mail")], author="Besa")
    for one, another in ((two.target, other), (other, two.target)):
        before = files.shown(one)
        assert files.verdicts(files.merge(one, another)) == ["updated"]
        assert files.shown(one) == before, "what another officer decided waits"
        files.confirm(one)
    assert files.shown(two.target) == files.shown(other)
    (further,) = files.conflicts_of(two.target)
    assert further["id"] != conflict["id"]
    assert {(one["value"], one["author"]) for one in further["values"]} == {("one", "Ana"), ("two", "Besa")}
    settle(two.target, (further["id"], "two"))
    assert files.verdicts(files.merge(other, two.target)) == ["updated"]
    assert [one["id"] for one in files.conflicts_of(other)] == [further["id"]]
    files.confirm(other)
    assert files.conflicts_of(other) == []
    assert files.shown(two.target) == files.shown(other)
    assert files.answers_of(other)["prof_body"] == "two"


def test_what_is_edited_elsewhere_meanwhile_stays(two: Two) -> None:
    (conflict,) = two.differ({"prof_body": "one"}, {"prof_body": "two"})
    files.edit(files.as_centres_file(two.target), {"prof_year": 1999})
    settle(two.target, (conflict["id"], "one"))
    answers = files.answers_of(two.target)
    assert (answers["prof_body"], answers["prof_year"]) == ("one", 1999)


def test_conflicts_that_are_alike_are_settled_together(two: Two) -> None:
    two.differ(
        {"prof_body": "The  Union", "prof_year": 2001},
        {"prof_body": "the union ", "prof_year": 2002},
    )
    with open_session(two.target) as session:
        found = resolving.open_conflicts(session)
        assert {one.question: one.alike for one in found} == {"prof_body": True, "prof_year": False}
        chosen = resolving.alike(found, "the same but for spaces and case")
        assert resolving.resolve(session, chosen, author="Officer") == 1
        assert [one.question for one in resolving.open_conflicts(session)] == ["prof_year"]
        session.open_assessment(None)
        assert session.working_copy.answer("prof_body").value in ("The  Union", "the union ")


def test_of_sides_that_are_alike_that_of_most_is_taken(two: Two) -> None:
    three = files.copy(two.two, "Three")
    files.edit(three, {"prof_body": "Union", "prof_context": ["origin"]})
    two.differ({"prof_body": "union"}, {"prof_body": "Union"})
    files.merge(two.target, three)
    with open_session(two.target) as session:
        (conflict,) = resolving.open_conflicts(session)
        assert {side.value: len(side.said) for side in conflict.sides} == {"union": 1, "Union": 2}
        for order in (conflict.sides, conflict.sides[::-1]):
            (chosen,) = resolving.alike([replace(conflict, sides=order)], "alike")
            assert chosen.value == "Union"


def test_a_comment_of_all_sides_stays_with_another_value(two: Two) -> None:
    (conflict,) = two.differ(
        {"prof_year": {"state": "answered", "value": 2001, "comment": "by hand"}},
        {"prof_year": {"state": "answered", "value": 2002, "comment": "by hand"}},
    )
    settle(two.target, (conflict["id"], 2003))
    assert files.answers_of(two.target)["prof_year"] == {"state": "answered", "value": 2003, "comment": "by hand"}


def test_a_conflict_of_a_withdrawn_centre_is_nobodys_to_settle(two: Two) -> None:
    (conflict,) = two.differ({"prof_body": "one"}, {"prof_body": "two"})
    with open_session(two.target) as session:
        (centre,) = session.centres()
        resolving.withdraw(session, centre.id, reason="asked", author="Officer")
    assert problems(two.target, (conflict["id"], "one")) == ["conflict_unknown"]


def test_a_conflict_says_from_which_file_each_side_came(two: Two) -> None:
    two.differ({"prof_body": "one"}, {"prof_body": "two"})
    with open_session(two.target) as session:
        (conflict,) = resolving.open_conflicts(session)
    assert {side.value: side.said[0].file for side in conflict.sides} == {"one": str(two.one), "two": str(two.two)}
    assert conflict.asked is not None
    assert conflict.asked.code == "prof_body"


def test_a_withdrawn_centre_leaves_every_view_and_no_merge_brings_it_back(two: Two, tmp_path: Path) -> None:
    (conflict,) = two.differ({"prof_body": "one"}, {"prof_body": "two"})
    other = files.centre(tmp_path, "Other", {"prof_year": 2000})
    files.merge(two.target, other)
    with open_session(two.target) as session:
        info = next(one for one in session.assessments() if one.centre.name == "Centre One")
        session.open_assessment(info.id)
        assert resolving.withdraw(session, info.centre.id, reason="asked", author="Officer")
        assert not resolving.withdraw(session, info.centre.id, reason="again", author="Officer")
        with pytest.raises(UserError, match="centre_unknown"):
            resolving.withdraw(session, "nobody", reason="asked", author="Officer")
    files.edit(two.one, {"prof_year": 1970})
    files.edit(two.two, {"prof_year": 1980})
    assert files.verdicts(files.merge(two.target, two.one, two.two)) == ["updated", "updated"], "nothing to settle"
    with open_session(two.target) as session:
        with pytest.raises(UserError, match="centre_withdrawn"):
            session.open_assessment(info.id)
        session.open_assessment(None)
        assert session.assessment.centre.name == "Centre Other", "the only one that is left"
        listed = {one["id"]: one for one in session.read_file(listing)["centres"]}[info.centre.id]
    assert listed["withdrawn"]
    (only,) = listed["assessments"]
    assert (only["state"], only["answered"], only["applicable"], only["conflicts"]) == ("withdrawn", 0, 0, 0)
    assert files.conflicts_of(two.target) == []
    assert problems(two.target, (conflict["id"], "one")) == ["conflict_unknown"]
    files.merge(two.two, two.target)
    files.confirm(two.two)
    with open_session(two.two) as session, pytest.raises(UserError, match="centre_withdrawn"):
        session.open_assessment(info.id)


def test_a_join_needs_two_centres_and_a_reason(tmp_path: Path) -> None:
    one, other = files.centre(tmp_path, "One"), files.centre(tmp_path, "Other")
    files.merge(one, other)
    with open_session(one) as session:
        first, second = (info.id for info in session.centres())
        with pytest.raises(UsageError, match="join_itself"):
            resolving.join(session, first, first, reason="x", author="A")
        with pytest.raises(UserError, match="reason_missing"):
            resolving.join(session, first, second, reason=" ", author="A")
        assert resolving.join(session, first, second, reason="x", author="A")
        assert not resolving.join(session, first, second, reason="x", author="A")
        for pair in ((first, "nobody"), ("nobody", first)):
            with pytest.raises(UserError, match="centre_unknown"):
                resolving.join(session, *pair, reason="x", author="A")
        assert resolving.withdraw(session, first, reason="x", author="A")
        assert not resolving.withdraw(session, second, reason="x", author="A"), "they are one, and it has withdrawn"


def test_a_side_that_cannot_be_read_is_told_and_is_no_fault(tmp_path: Path) -> None:
    first = files.centre(tmp_path, "0", {"prof_body": "before"})
    one, other = files.sent(first, "1"), files.copy(first, "2")
    for path, text in ((one, "mine"), (other, "theirs")):
        files.edit(path, {"prof_body": text})
    files.merge(one, other)
    raw = sqlite3.connect(one, isolation_level=None)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute("UPDATE revision_units SET attachments = 'removed' WHERE question = 'prof_body'")
    raw.close()
    with open_session(one) as session, pytest.raises(UserError) as caught:
        resolving.open_conflicts(session)
    assert caught.value.code == "corrupt"
