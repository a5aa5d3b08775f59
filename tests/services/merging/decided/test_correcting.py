"""Answers that officers correct in a collection: the officer's stands, the centre's stays in the history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.cli.answers import shown_answers
from mrcworkbench.errors import ProblemsError, UserError
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.merging import resolving
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.session.file_use import MadeAs, use_as
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from tests import merge_support as files

ROW = {"row": "r1", "prof_funding_payer": "State"}
OTHER = {"row": "r2", "prof_funding_payer": "Town"}
SAID = {"prof_body": "town hall", "prof_year": 2001, "prof_funding": [ROW, OTHER]}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A collection with one centre in it, whose own database is `centre` beside it."""
    create_empty(tmp_path / "all.mrcw")
    own = files.centre(tmp_path, "centre", SAID)
    files.merge(tmp_path / "all.mrcw", files.sent(own, "sent"))
    return tmp_path / "all.mrcw"


def only(path: Path) -> str:
    with open_session(path, read_only=True) as session:
        (one,) = session.assessments()
        return one.id


def correct(path: Path, question: str, value: object, row: str | None = None, *, author: str = "Ferro") -> int:
    given = [Correction(only(path), question, row, value, f"{author} called them")]
    with open_session(path) as session:
        return resolving.resolve(session, given, author=author, clock=files.clock("2026-06-16T10:12:00"))


def refused(path: Path, *given: Correction) -> list[str]:
    before = files.rows(path)
    with open_session(path) as session, pytest.raises(ProblemsError) as caught:
        resolving.resolve(session, given, author="Ferro")
    assert files.rows(path) == before
    return [one.code for one in caught.value.problems]  # type: ignore[attr-defined]


def document(path: Path) -> dict[str, Any]:
    with open_session(path, read_only=True) as session:
        session.open_assessment(None)
        return shown_answers(session)


def corrected_count(path: Path) -> int:
    with open_session(path, read_only=True) as session:
        listed = session.read_file(listing)
    (one,) = listed["centres"][0]["assessments"]
    return int(one["corrected"])


def test_the_officers_answer_stands_and_the_centres_is_told_beside_it(target: Path) -> None:
    assert correct(target, "prof_year", 2003) == 1
    shown = document(target)
    assert shown["answers"]["prof_year"] == 2003
    (told,) = shown["corrected"].values()
    assert (told["author"], told["reason"], told["before"]) == ("Ferro", "Ferro called them", 2001)
    assert told["at"].startswith("2026-06-16")
    assert corrected_count(target) == 1
    assert files.conflicts_of(target) == []


def test_a_correction_of_a_correction_still_tells_what_the_centre_said(target: Path) -> None:
    correct(target, "prof_year", 2003)
    correct(target, "prof_year", 2004, author="Aluna")
    told = document(target)["corrected"]["prof_year"]
    assert (told["author"], told["reason"], told["before"]) == ("Aluna", "Aluna called them", 2001)
    assert document(target)["answers"]["prof_year"] == 2004
    assert corrected_count(target) == 1


def test_an_answer_that_nobody_gave_is_corrected(target: Path) -> None:
    correct(target, "prof_names", [{"prof_names_name": "Velira Help Desk"}])
    told = document(target)
    assert told["answers"]["prof_names"][0]["prof_names_name"] == "Velira Help Desk"
    assert told["corrected"]["prof_names"]["before"] is None


def test_one_row_is_corrected_and_the_others_stay_the_centres(target: Path) -> None:
    correct(target, "prof_funding", {"prof_funding_payer": "Region"}, row="r1")
    shown = document(target)
    assert shown["answers"]["prof_funding"] == [{**ROW, "prof_funding_payer": "Region"}, OTHER]
    assert shown["corrected"]["prof_funding"]["before"] == [ROW, OTHER]


def test_rows_are_taken_out_one_by_one_and_the_centres_rows_are_told(target: Path) -> None:
    id_ = only(target)
    both = [Correction(id_, "prof_funding", row, None, "no such payer") for row in ("r1", "r2")]
    with open_session(target) as session:
        assert resolving.resolve(session, both, author="Ferro") == 2
    shown = document(target)
    assert "prof_funding" not in shown["answers"]
    assert shown["corrected"]["prof_funding"]["before"] == [ROW, OTHER]
    assert files.conflicts_of(target) == []


def test_a_whole_table_is_corrected(target: Path) -> None:
    correct(target, "prof_funding", [OTHER, {"prof_funding_payer": "Church"}, ROW])
    shown = document(target)
    payers = [row["prof_funding_payer"] for row in shown["answers"]["prof_funding"]]
    assert payers == ["Town", "Church", "State"]
    assert shown["corrected"]["prof_funding"]["before"] == [ROW, OTHER]
    correct(target, "prof_funding", {"state": "not_known"})
    shown = document(target)
    assert shown["answers"]["prof_funding"] == {"state": "not_known"}
    assert shown["corrected"]["prof_funding"]["before"] == [ROW, OTHER]


def test_the_centres_next_revision_leaves_what_was_corrected_where_it_says_nothing_else(
    tmp_path: Path, target: Path
) -> None:
    correct(target, "prof_year", 2003)
    files.edit(tmp_path / "centre.mrcw", {"prof_body": "port"})
    files.merge(target, files.sent(tmp_path / "centre.mrcw", "again"))
    shown = document(target)
    assert (shown["answers"]["prof_year"], shown["answers"]["prof_body"]) == (2003, "port")
    assert shown["corrected"]["prof_year"]["before"] == 2001
    assert files.conflicts_of(target) == []


def test_a_centre_that_changes_the_same_answer_without_having_seen_the_correction_contradicts_it(
    tmp_path: Path, target: Path
) -> None:
    correct(target, "prof_year", 2003)
    files.edit(tmp_path / "centre.mrcw", {"prof_year": 2005})
    files.merge(target, files.sent(tmp_path / "centre.mrcw", "again"))
    (conflict,) = files.conflicts_of(target)
    assert sorted(one["value"] for one in conflict["values"]) == [2003, 2005]
    assert corrected_count(target) == 0
    assert refused(target, Correction(only(target), "prof_year", None, 2004, "why")) == ["conflict_open"]


def test_what_is_wrong_with_corrections_is_listed_and_nothing_is_written(target: Path) -> None:
    id_ = only(target)
    assert refused(target, Correction(id_, "prof_year", None, 2001, "why")) == ["correction_same"]
    assert refused(target, Correction(id_, "prof_year", None, 2002, " ")) == ["correction_without_reason"]
    assert refused(target, Correction(id_, "prof_year", None, "soon", "why")) != []
    assert refused(target, Correction(id_, "no_such", None, 1, "why")) == ["unknown_question"]
    assert refused(target, Correction("elsewhere", "prof_year", None, 1, "why")) == ["correction_of_unknown"]
    assert refused(target, Correction(id_, "prof_funding", "r9", None, "why")) == ["correction_row_unknown"]
    year, body = Correction(id_, "prof_year", None, 2002, "why"), Correction(id_, "prof_body", None, 3, "why")
    assert refused(target, year, year) == ["correction_given_twice"]
    assert refused(target, year, body) != []
    stays = {"state": "answered", "value": 2002, "comment": {"text": "hush", "stays": True}}
    assert refused(target, Correction(id_, "prof_year", None, stays, "why")) == ["correction_stays"]


def test_a_centre_that_withdrew_is_not_corrected(target: Path) -> None:
    with open_session(target) as session:
        (centre,) = session.centres()
        resolving.withdraw(session, centre.id, reason="asked", author="Ferro")
    assert refused(target, Correction(only(target), "prof_year", None, 2002, "why")) == ["correction_of_withdrawn"]


def test_a_centres_own_file_is_edited_and_not_corrected(tmp_path: Path, target: Path) -> None:
    own = tmp_path / "centre.mrcw"
    assert refused(own, Correction(only(own), "prof_year", None, 2002, "why")) == ["correction_of_own"]


def test_a_submission_stays_as_it_was_sent(tmp_path: Path, target: Path) -> None:
    with open_session(target) as session:
        submit(session, tmp_path / "officer.mrcw", author="Ferro")
    with open_session(tmp_path / "officer.mrcw") as session, pytest.raises(UserError) as caught:
        resolving.resolve(session, [Correction(only(target), "prof_year", None, 2002, "why")], author="Ferro")
    assert caught.value.code == "correct_in_submission"


def test_in_a_collection_nothing_of_a_centre_is_edited(target: Path) -> None:
    with open_session(target) as session:
        session.open_assessment(None)
        answer = session.check("prof_year", 2002).answer
        assert answer is not None
        for edit in (
            lambda: session.set_answer("prof_year", answer),
            lambda: session.set_answers({"prof_year": answer}),
            lambda: session.drafts.keep("prof_year", None, None, "soon"),
        ):
            with pytest.raises(UserError) as caught:
                edit()
            assert caught.value.code == "answers_of_centre"


def test_what_was_begun_here_is_edited_though_the_file_collects_now(tmp_path: Path) -> None:
    own = files.centre(tmp_path, "own", SAID)
    with open_session(own) as session:
        use_as(session, MadeAs.COLLECTION)
    other = files.centre(tmp_path, "other", {"prof_year": 1999}, country="KE")
    files.merge(own, files.sent(other, "sent"))
    with open_session(own) as session:
        mine = next(one for one in session.assessments() if one.centre.country == "AL")
        theirs = next(one for one in session.assessments() if one.centre.country == "KE")
        assert session.only_read == {theirs.id}
        session.open_assessment(mine.id)
        answer = session.check("prof_year", 2002).answer
        assert answer is not None
        session.set_answers({"prof_year": answer})
