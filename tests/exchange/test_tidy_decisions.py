"""The log of decisions in an export: every reason is found again, and nothing leaves by it that may not leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.disclosure.small_counts import people_columns
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.services.merging import proposals, resolving
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import Resolution, open_conflicts, resolve
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.exchange.tidy_databases import Exported, exported

CONSENT = {"resp_consent": "all"}
ROW = {"row": "r1", "prof_funding_payer": "State"}


def two_heads(
    folder: Path, one: dict[str, object], two: dict[str, object], consent: dict[str, object] = CONSENT
) -> Path:
    """A collection in which two people answered differently."""
    first = files.centre(folder, "One", {**consent, "prof_body": "before", "prof_funding": [ROW]})
    second = files.sent(first, "Two")
    files.edit(first, one)
    files.edit(second, two)
    files.merge(folder / "all.mrcw", first, second)
    return folder / "all.mrcw"


def settle(path: Path, value: object, because: str, author: str = "zqofficerqz") -> None:
    with open_session(path) as session:
        conflict, *_ = open_conflicts(session)
        resolve(session, [Resolution(conflict.id, value, because)], author=author)


def correct(path: Path, code: str, value: object, because: str) -> None:
    with open_session(path) as session:
        (info,) = session.assessments()
        resolve(session, [Correction(info.id, code, None, value, because)], author="zqofficerqz")


def _row(table: Question, people: dict[str, int]) -> dict[str, object]:
    """A row with these counts, and the first option where one is to be chosen."""
    chosen = {column.code: column.options[0].code for column in table.columns if column.options}
    return {**chosen, **people}


def only(made: Exported) -> dict[str, str]:
    (row,) = made.table("decisions")
    return row


def test_a_settled_conflict_stands_with_both_sides_the_reason_and_nobodys_name(tmp_path: Path) -> None:
    path = two_heads(tmp_path, {"prof_body": "a ministry"}, {"prof_body": "a town"})
    settle(path, "a town", "Called both.")
    made = exported(path)
    row = only(made)
    assert (row["decision"], row["question"], row["because"]) == ("settled", "prof_body", "Called both.")
    assert sorted(row["said_before"].split("\n")) == ["a ministry", "a town"]
    assert (row["said_now"], row["held"], row["in_effect"]) == ("a town", "", "1")
    assert "zqofficerqz" not in made.everything()


def test_every_column_stands_in_the_dictionary_and_every_kind_among_the_codes(tmp_path: Path) -> None:
    path = two_heads(tmp_path, {"prof_body": "a ministry"}, {"prof_body": "a town"})
    settle(path, "a town", "Called both.")
    made = exported(path)
    told = {row["column"] for row in made.table("dictionary") if row["table"] == "decisions" and row["text"]}
    assert told == only(made).keys()
    assert "settled" in {row["code"] for row in made.table("codes") if row["list"] == "decision"}


def test_a_correction_tells_codes_as_the_answers_do(tmp_path: Path) -> None:
    path = two_heads(tmp_path, {}, {})
    correct(path, "access_status", "in_place", "Saw it.")
    correct(path, "access_status", "planned", "Saw it again.")
    first, second = made = exported(path).table("decisions")
    assert [row["decision"] for row in made] == ["corrected", "corrected"]
    assert (first["said_now"], second["said_before"], second["said_now"]) == ("in_place", "in_place", "planned")


@pytest.mark.parametrize("consent", ["totals", "nothing", None])
def test_without_consent_neither_values_nor_reasons_leave(tmp_path: Path, consent: str | None) -> None:
    given = {} if consent is None else {"resp_consent": consent}
    path = two_heads(tmp_path, {"prof_body": "zqoneqz"}, {"prof_body": "zqtwoqz"}, given)
    settle(path, "zqoneqz", "zqreasonqz")
    made = exported(path)
    assert "zq" not in made.everything().replace("zqofficerqz", "")
    assert "zqofficerqz" not in made.everything()
    assert (only(made)["decision"], only(made)["held"]) == ("settled", "text")


def test_a_reason_with_a_way_to_reach_a_person_stays_and_so_do_personal_answers(tmp_path: Path) -> None:
    path = two_heads(tmp_path, {"prof_body": "a ministry"}, {"prof_body": "a town"})
    settle(path, "a town", "Ask zqana@example.org")
    correct(path, "resp_people", [{"resp_people_name": "zqpersonqz"}], "She said so.")
    made = exported(path)
    content = made.everything()
    assert "zqana" not in content
    assert "zqpersonqz" not in content
    assert {row["question"]: row["held"] for row in made.table("decisions")}["prof_body"] == "personal"


def test_of_rows_no_count_of_people_that_stood_before_leaves(tmp_path: Path) -> None:
    table = next(one for one in questionnaire("manager").all_questions() if people_columns(one))
    people = {column.code: 77771 + place for place, column in enumerate(people_columns(table))}
    path = two_heads(tmp_path, {}, {})
    correct(path, table.code, [_row(table, people)], "First.")
    correct(path, table.code, [], "They are others.")
    rows = [row for row in exported(path).table("decisions") if row["question"] == table.code]
    assert {row["decision"] for row in rows} == {"corrected"}
    assert [row["decision_id"] for row in rows if "7777" in row["said_before"] + row["said_now"]] == []


def test_what_was_confirmed_here_says_when_and_why(tmp_path: Path) -> None:
    path = two_heads(tmp_path, {"prof_body": "a ministry"}, {"prof_body": "a town"})
    other = files.copy(path, "other")
    settle(other, "a town", "Called both.")
    files.merge(path, other)
    with open_session(path) as session:
        (waiting,) = proposals.open_proposals(session)
        proposals.confirm(session, [waiting.id], reason="Looked at it.", author="zqchiefqz")
    row = only(exported(path))
    assert row["confirmed_because"] == "Looked at it."
    assert row["confirmed_at"]


def test_of_a_centre_that_withdrew_only_that_is_told(tmp_path: Path) -> None:
    path = two_heads(tmp_path, {"prof_body": "zqoneqz"}, {"prof_body": "zqtwoqz"})
    settle(path, "zqoneqz", "zqbecauseqz")
    with open_session(path) as session:
        (centre,) = session.centres()
        resolving.withdraw(session, centre.id, reason="zqwhyqz", author="zqofficerqz")
    made = exported(path)
    row = only(made)
    assert (row["decision"], row["centre_id"], row["assessment_id"], row["held"]) == (
        "withdrawn", centre.id, "", "text",
    )  # fmt: skip
    assert "zq" not in made.everything()
