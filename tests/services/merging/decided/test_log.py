"""The log of what persons decided: every reason is found again, with who, when, and what was said before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.domain.revisions.decisions import TakeBack
from mrcworkbench.services.merging import proposals, resolving
from mrcworkbench.services.merging.log import decisions, decisions_to_json
from mrcworkbench.services.merging.resolving import Resolution
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture

ROW = {"row": "r1", "prof_funding_payer": "State"}


def log_of(path: Path, centre: str | None = None) -> list[dict[str, Any]]:
    """As the command `decisions` shows it."""
    with open_session(path, read_only=True) as session:
        return list(decisions_to_json(decisions(session, centre))["decisions"])


def kinds(path: Path) -> list[str]:
    return [one["kind"] for one in log_of(path)]


def settle(path: Path, value: object, because: str, author: str = "Officer", at: str = "2026-04-01T08:00:00") -> None:
    conflict, *_ = files.conflicts_of(path)
    with open_session(path, clock=files.clock(at)) as session:
        given = [Resolution(conflict["id"], value, because)]
        resolving.resolve(session, given, author=author, clock=files.clock(at))


def centre_of(path: Path) -> str:
    with open_session(path, read_only=True) as session:
        return session.centres()[0].id


def withdraw(path: Path, reason: str, author: str = "Officer", which: str | None = None) -> str:
    centre = which or centre_of(path)
    with open_session(path) as session:
        resolving.withdraw(session, centre, reason=reason, author=author, clock=files.clock("2026-05-01T08:00:00"))
    return centre


def take_back(path: Path, id_: str, reason: str, day: int = 1) -> None:
    """A decision that lifts another, as it is recorded."""
    with open_session(path) as session:
        lifting = TakeBack(centre_of(path), id_, reason, "Chief", f"2026-06-0{day}T08:00:00.000Z")
        session.work(lambda store: store.decisions.decide(lifting)).result()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A collection in which two people changed one answer."""
    return in_conflict(tmp_path, {"prof_body": "a ministry"}, {"prof_body": "a town"})


def in_conflict(folder: Path, one: dict[str, Any], two: dict[str, Any]) -> Path:
    first = files.centre(folder, "One", {"prof_body": "before", "prof_funding": [ROW]})
    second = files.sent(first, "Two")
    files.edit(first, one)
    files.edit(second, two)
    files.merge(folder / "all.mrcw", first, second)
    return folder / "all.mrcw"


def test_a_settled_conflict_is_found_with_every_side_and_the_reason(target: Path) -> None:
    settle(target, "a ministry", "The statutes say so.")
    (one,) = log_of(target)
    assert (one["kind"], one["question"], one["row"]) == ("settled", "prof_body", None)
    assert (one["author"], one["reason"]) == ("Officer", "The statutes say so.")
    assert one["at"].startswith("2026-04-01T08:00")
    assert sorted(one["before"]) == ["a ministry", "a town"]
    assert one["value"] == "a ministry"
    assert one["in_effect"]
    assert one["names"] == ["Centre One"]
    assert [side["said"][0]["reason"] for side in one["sides"]] == [None, None]
    assert all(side["said"][0]["sealed_at"] for side in one["sides"])


def test_it_is_found_again_after_the_centre_took_it_in_and_sent_its_next_file(target: Path, tmp_path: Path) -> None:
    settle(target, "a ministry", "The statutes say so.")
    before = log_of(target)
    centre = files.as_centres_file(files.copy(target, "Three"))
    files.edit(centre, {"prof_body": "a ministry, since 2020"})
    files.merge(target, centre)
    assert log_of(target) == before


def test_a_row_of_a_table_shows_what_each_side_said_of_it(tmp_path: Path) -> None:
    target = in_conflict(
        tmp_path,
        {"prof_funding": [{**ROW, "prof_funding_payer": "Town"}]},
        {"prof_funding": [{**ROW, "prof_funding_payer": "Church"}]},
    )
    settle(target, {"row": "r1", "prof_funding_payer": "Town"}, "asked")
    (one,) = log_of(target)
    assert one["row"] == "r1"
    assert {side["prof_funding_payer"] for side in one["before"]} == {"Town", "Church"}
    assert one["value"] == {"row": "r1", "prof_funding_payer": "Town"}


def test_a_whole_table_shows_the_rows_that_stood_against_not_known(tmp_path: Path) -> None:
    target = in_conflict(
        tmp_path,
        {"prof_funding": {"state": "not_known"}},
        {"prof_funding": [{**ROW, "prof_funding_payer": "Town"}]},
    )
    settle(target, {"state": "not_known"}, "nobody knows")
    (one,) = log_of(target)
    assert [{"row": "r1", "prof_funding_payer": "Town"}] in one["before"]
    assert one["value"] == {"state": "not_known"}


def test_of_two_officers_who_settled_otherwise_both_and_who_settled_that_stand_in_it(
    target: Path, tmp_path: Path
) -> None:
    other = files.copy(target, "other")
    settle(target, "a ministry", "The statutes say so.", "Ferro")
    settle(other, "a town", "The front desk says so.", "Aluna", "2026-04-02T08:00:00")
    files.merge(target, other)
    with open_session(target) as session:
        (waiting,) = proposals.open_proposals(session)
        proposals.confirm(session, [waiting.id], reason="It counts as said", author="Ferro")
    (conflict,) = files.conflicts_of(target)
    assert {value["reason"] for value in conflict["values"]} == {"The statutes say so.", "The front desk says so."}
    settle(target, "a town", "Called them both.", "Chief", "2026-04-09T08:00:00")
    first, second, third = log_of(target)
    assert [one["author"] for one in (first, second, third)] == ["Ferro", "Aluna", "Chief"]
    assert second["confirmed"]["reason"] == "It counts as said"
    assert second["from"].endswith("other.mrcw")
    assert first["confirmed"] is None
    told = [(side["value"], side["said"][0]["author"], side["said"][0]["reason"]) for side in third["sides"]]
    assert sorted(told) == [
        ("a ministry", "Ferro", "The statutes say so."),
        ("a town", "Aluna", "The front desk says so."),
    ]


def test_what_waits_is_not_in_it_and_what_was_declined_is_with_both_reasons(target: Path, tmp_path: Path) -> None:
    stranger = files.copy(target, "stranger")
    withdraw(stranger, "It was closed in May.", "Oden")
    files.merge(target, stranger)
    assert kinds(target) == []
    with open_session(target) as session:
        (waiting,) = proposals.open_proposals(session)
        proposals.decline(session, [waiting.id], reason="Called: it is open.", author="Ferro")
    (one,) = log_of(target)
    assert (one["kind"], one["of"], one["author"], one["reason"]) == (
        "declined", "withdrawn", "Ferro", "Called: it is open.",
    )  # fmt: skip
    assert one["proposed"]["author"] == "Oden"
    assert one["proposed"]["reason"] == "It was closed in May."
    assert one["from"].endswith("stranger.mrcw")
    assert one["in_effect"]


def test_what_was_taken_back_stays_and_says_by_whom_and_why(target: Path) -> None:
    withdraw(target, "It was closed.")
    (withdrawn,) = log_of(target)
    take_back(target, withdrawn["id"], "It was another one.")
    first, second = log_of(target)
    assert not first["in_effect"]
    assert first["taken_back"] == {
        "author": "Chief", "at": "2026-06-01T08:00:00.000Z", "reason": "It was another one.",
    }  # fmt: skip
    assert (second["kind"], second["of"], second["lifts"]) == ("taken_back", "withdrawn", [withdrawn["id"]])
    take_back(target, second["id"], "It was this one after all.", day=2)
    first, second, third = log_of(target)
    assert first["in_effect"]
    assert first["taken_back"] is None
    assert not second["in_effect"]
    assert third["of"] == "taken_back"
    assert third["centre"] == first["centre"]


def test_a_decision_on_an_answer_that_was_taken_back_has_no_effect(target: Path) -> None:
    settle(target, "a ministry", "The statutes say so.")
    take_back(target, log_of(target)[0]["id"], "Read them again.")
    first, second = log_of(target)
    assert not first["in_effect"]
    assert first["taken_back"]["reason"] == "Read them again."
    assert (second["of"], second["question"], second["value"]) == ("settled", "prof_body", "a ministry")


def test_a_join_names_both_and_stands_in_the_log_of_each(tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    paths = [files.centre(tmp_path, name, {"prof_body": name}) for name in ("One", "Two", "Three")]
    files.merge(target, *paths)
    one, two, three = (centre_of(path) for path in paths)
    with open_session(target) as session:
        resolving.join(session, one, two, reason="One town, one team.", author="Officer")
    (line,) = log_of(target)
    assert line["kind"] == "joined"
    assert line["before"] == ["Centre One", "Centre Two"]
    assert line["value"] == two
    assert log_of(target, one) == log_of(target, two) == [line]
    assert log_of(target, three) == []


def test_of_a_centre_that_was_erased_only_that_is_told(target: Path) -> None:
    settle(target, "a ministry", "The statutes of Shkodra say so.")
    centre = withdraw(target, "Shkodra asked for it.")
    raw = sqlite3.connect(target)
    with raw:
        raw.execute("INSERT INTO erased VALUES (?, 'asked in writing', 'Chief', '2026-06-01T08:00:00.000Z')", (centre,))
    raw.close()
    (one,) = log_of(target)
    assert (one["kind"], one["centre"], one["reason"], one["author"]) == (
        "erased", centre, "asked in writing", "Chief",
    )  # fmt: skip
    assert "Shkodra" not in json.dumps(one)


def test_it_is_the_same_whatever_came_first(tmp_path: Path) -> None:
    target = in_conflict(tmp_path, {"prof_body": "a ministry"}, {"prof_body": "a town"})
    other = files.copy(target, "other")
    settle(target, "a ministry", "The statutes say so.", "Ferro")
    settle(other, "a town", "The front desk says so.", "Aluna", "2026-04-02T08:00:00")
    there, back = files.copy(target, "there"), files.copy(other, "back")
    files.merge(there, other)
    files.merge(back, target)

    def told(path: Path) -> list[dict[str, Any]]:
        with open_session(path) as session:
            ids = [one.id for one in proposals.open_proposals(session)]
            proposals.confirm(session, ids, reason="as agreed", author="Chief")
        wanted = ("id", "kind", "before", "value", "reason", "author", "at", "in_effect")
        return [{name: one[name] for name in wanted} for one in log_of(path)]

    assert told(there) == told(back)


def test_the_command_prints_it_for_people_and_for_programs(target: Path, run: Callable[..., Any]) -> None:
    assert "Nothing was decided" in run("decisions", target).err
    settle(target, "a ministry", "The statutes say so.")
    assert "The statutes say so." in run("decisions", target).out
    (one,) = run("decisions", target, "--json").json["decisions"]
    assert one["reason"] == "The statutes say so."
