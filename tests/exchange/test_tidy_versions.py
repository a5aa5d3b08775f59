"""Exports of several versions and instruments: what one asks that another does not, and whose answers stand where."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.file_use import MadeAs
from mrcworkbench.domain.questionnaire.answers import Answer, Row
from mrcworkbench.exchange.tidy import export
from mrcworkbench.exchange.tidy.csv_text import unescaped
from mrcworkbench.services.session.moving import move_on
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.store import NewContents, create_store
from tests.answer_sets import given
from tests.exchange.tidy_databases import MOMENT, consenting
from tests.versions.together import several

Tables = dict[str, list[dict[str, str]]]
OWN = ("manager", "1.0.0")
OLD = {
    "costs_status": given("in_place"),
    "costs_often": given("all"),
    "media_status": given("in_place"),
    "media_kinds": given(("radio", "tv")),
}
NEW = {
    "costs_status": given("in_place"),
    "costs_how_often": given("once"),
    "media_status": given("in_place"),
    "media_kinds": given(("radio",)),
}
MOVED = {
    "policy_status": given("in_place"),
    "policy_ways": given(("seat", "draft")),
    "jobs_status": given("in_place"),
    "jobs_mode": given("facts"),
    "media_status": given("in_place"),
    "media_kinds": given(("radio", "tv")),
}
"""Of 1.0.0: with a question that 1.1.0 has not, and two with an option that it has not."""
SEEN = {
    "st_body": given("The city of zqbodyqz"),
    "st_kind": given("local"),
    "st_name": given("zqnameqz"),
    "st_first": given("Open on Saturdays"),
    "st_ties": given(("partner",)),
    "st_referrals": given((Row("r1", {"st_referrals_way": "sent", "st_referrals_women": 40}),)),
    "st_practices": given((Row("p1", {"st_practices_title": "Evening desk"}),)),
}


def tables(database: Path, folder: Path) -> Tables:
    """What an export of a database holds, by table."""
    with open_session(database, read_only=True) as session:
        assert export(session, folder).counts.unreadable == []
    made: Tables = {}
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as source:
            made[file.stem] = [{key: unescaped(cell) for key, cell in row.items()} for row in csv.DictReader(source)]
    return made


def by_assessment(table: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {row["assessment_id"]: row for row in table}


def with_view(path: Path, seen: dict[str, Answer], own: dict[str, Answer], *, made_as: MadeAs) -> Path:
    """A file of one centre with its own assessment and a view about that."""
    centre = CentreInfo("c", "Centre c", "PT")
    about = AssessmentInfo("a-own", centre, "2026", *OWN, MOMENT)
    view = AssessmentInfo("a-view", centre, "2026", "stakeholder", "1.0.0", MOMENT, about=about.id)
    answers = {about.id: own, view.id: seen}
    create_store(
        path, NewContents((centre,), (about, view), answers=answers, made_as=made_as), file_id="m", made_at=MOMENT
    )
    return path


@pytest.mark.usefixtures("made_version")
def test_versions_stand_in_one_table_and_what_was_not_asked_is_empty(tmp_path: Path) -> None:
    path = several(tmp_path / "all.mrcw", old=(*OWN, consenting(OLD)), new=("manager", "1.1.0", consenting(NEW)))
    made = tables(path, tmp_path / "out")
    wide = by_assessment(made["answers_wide"])
    shown = ("costs_often", "costs_how_often", "media_kinds__radio", "media_kinds__tv")
    assert [wide["a-old"][name] for name in shown] == ["all", "", "1", "1"]
    assert [wide["a-new"][name] for name in shown] == ["", "once", "1", ""]
    versions = {row["assessment_id"]: row["questionnaire_version"] for row in made["assessments"]}
    assert versions == {"a-old": "1.0.0", "a-new": "1.1.0"}
    described = {(row["table"], row["column"]): row for row in made["dictionary"]}
    asked = [described["answers_wide", name]["versions"] for name in (*shown, "costs_status")]
    assert asked == ["1.0.0", "1.1.0", "1.0.0;1.1.0", "1.0.0", "1.0.0;1.1.0"]
    listed = {(row["list"], row["code"]): row["versions"] for row in made["codes"]}
    assert (listed["media_kinds", "tv"], listed["media_kinds", "radio"]) == ("1.0.0", "1.0.0;1.1.0")
    levels = {
        row["assessment_id"]: row["level"]
        for row in made["scores"]
        if row["criterion"] == "development.remittances.transfer_costs"
    }
    assert levels["a-old"] != ""
    assert levels.keys() == {"a-old", "a-new"}


@pytest.mark.usefixtures("made_version")
def test_versions_that_nobody_uses_yet_add_no_column(tmp_path: Path) -> None:
    made = tables(several(tmp_path / "all.mrcw", old=(*OWN, consenting(OLD))), tmp_path / "out")
    assert "costs_often" in made["answers_wide"][0]
    assert "costs_how_often" not in made["answers_wide"][0]
    assert {row["versions"] for row in made["dictionary"]} == {"", "1.0.0"}


def test_what_is_kept_of_an_earlier_version_stands_in_the_column_of_its_question(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = several(tmp_path / "all.mrcw", moved=(*OWN, consenting(MOVED)))
    request.getfixturevalue("made_version")
    with open_session(path) as session:
        session.open_assessment(None)
        move_on(session)
        assert set(session.kept_answers) == {"policy_ways@1.0.0", "jobs_mode@1.0.0", "media_kinds@1.0.0"}
    made = tables(path, tmp_path / "out")
    [row] = made["answers_wide"]
    shown = ("jobs_mode", "media_kinds__radio", "media_kinds__tv", "policy_ways__seat", "policy_ways__draft")
    assert [row[name] for name in shown] == ["facts", "1", "1", "1", "1"]
    assert made["assessments"][0]["questionnaire_version"] == "1.1.0"
    told = {(one["question"], one["code"]) for one in made["answers_long"]}
    assert {("jobs_mode", "facts"), ("media_kinds", "tv"), ("policy_ways", "seat")} <= told
    assert not any("@" in question for question, _ in told)
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answers({"jobs_mode": given("own")})
    [row] = tables(path, tmp_path / "later")["answers_wide"]
    assert row["jobs_mode"] == "own"


def test_views_stand_in_tables_of_their_own(tmp_path: Path) -> None:
    seen = {**SEEN, "st_consent": given("named")}
    made = tables(with_view(tmp_path / "all.mrcw", seen, consenting(OLD), made_as=MadeAs.COLLECTION), tmp_path / "out")
    listed = by_assessment(made["assessments"])
    assert [(row["about"], row["questionnaire_id"], row["consent"]) for row in listed.values()] == [
        ("", "manager", "no_persons"),
        ("a-own", "stakeholder", "named"),
    ]
    assert [(row["assessments"], row["views"]) for row in made["centres"]] == [("1", "1")]
    assert [row["assessment_id"] for row in made["answers_wide"]] == ["a-own"]
    assert {row["assessment_id"] for row in made["answers_long"]} == {"a-own"}
    assert {row["assessment_id"] for row in made["scores"]} == {"a-own"}
    [view] = made["views_wide"]
    assert (view["assessment_id"], view["st_body"], view["st_kind"]) == ("a-view", "The city of zqbodyqz", "local")
    assert {row["assessment_id"] for row in made["views_long"]} == {"a-view"}
    assert [(row["assessment_id"], row["count"]) for row in made["views_figures"]] == [("a-view", "40")]
    assert made["figures"] == []
    assert [row["st_practices_title"] for row in made["st_practices"]] == ["Evening desk"]
    described = {(row["table"], row["column"]) for row in made["dictionary"]}
    assert {("views_wide", "st_kind"), ("views_long", "")} <= described
    assert "zqnameqz" not in str(made)


@pytest.mark.parametrize(("consent", "there", "body"), [
    ("named", True, True), ("unnamed", True, False), ("totals", False, False), ("nothing", False, False),
    (None, False, False),
])  # fmt: skip
@pytest.mark.parametrize("made_as", MadeAs)
def test_a_view_leaves_by_what_the_stakeholder_allows(
    tmp_path: Path, made_as: MadeAs, consent: str | None, there: bool, body: bool
) -> None:
    seen: dict[str, Any] = {**SEEN, "st_consent": Answer() if consent is None else given(consent)}
    made = tables(with_view(tmp_path / "all.mrcw", seen, consenting(OLD), made_as=made_as), tmp_path / "out")
    assert (len(made["views_wide"]) == 1) == there
    assert ("zqbodyqz" in str(made)) == body
    assert len(made["answers_wide"]) == 1, "the centre's own consent is another"


def test_the_consent_of_a_view_is_not_that_of_the_centre(tmp_path: Path) -> None:
    seen = {**SEEN, "st_consent": given("named")}
    own = consenting(OLD, None)
    made = tables(with_view(tmp_path / "all.mrcw", seen, own, made_as=MadeAs.COLLECTION), tmp_path / "out")
    assert by_assessment(made["assessments"])["a-own"]["left_out"] == "no_consent"
    assert made["answers_wide"] == made["scores"] == []
    assert len(made["views_wide"]) == 1


def test_without_views_there_are_no_tables_of_views(tmp_path: Path) -> None:
    made = tables(several(tmp_path / "all.mrcw", old=(*OWN, consenting(OLD))), tmp_path / "out")
    assert not [name for name in made if name.startswith(("views", "st_"))]
