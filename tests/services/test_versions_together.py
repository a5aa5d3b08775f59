"""Assessments of several versions and instruments in one database: each is read, counted and scored by its own."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.services.collection.collecting import Collection
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.collection.standings import Reader
from mrcworkbench.services.reporting import report_data
from mrcworkbench.services.session.databases import create, create_sample
from mrcworkbench.services.session.session import open_session
from tests.answer_sets import given, random_answers
from tests.exchange.tidy_databases import consenting
from tests.versions.together import several

pytestmark = pytest.mark.usefixtures("made_version")
ANSWERED = {"costs_status": given("in_place"), "prof_year": given(1999)}


def drawn_for(id_: str, version: str) -> dict[str, Answer]:
    """Random answers that a person may have given."""
    drawn = random_answers(questionnaire(id_, version), Random(version))
    return {code: answer for code, answer in drawn.items() if answer.state is not AnswerState.CONFLICT}


def test_each_assessment_opens_with_its_own_questionnaire(tmp_path: Path) -> None:
    path = several(
        tmp_path / "all.mrcw",
        old=("manager", "1.0.0", {**ANSWERED, "costs_often": given("all")}),
        new=("manager", "1.1.0", {**ANSWERED, "costs_how_often": given("all")}),
        view=("stakeholder", "1.0.0", {}),
    )
    scores = {}
    with open_session(path, read_only=True) as session:
        for info in session.assessments():
            session.open_assessment(info.id)
            own = info.questionnaire_id, info.questionnaire_version
            assert session.questionnaire is questionnaire(*own)
            assert session.unreadable == frozenset()
            scores[info.centre.id] = session.working_copy.score()
            if info.centre.id != "view":
                assert report_data(session, Audience.INTERNAL).questionnaire is questionnaire(*own)
    told = [[(one.id, one.level) for one in scores[centre].criteria] for centre in ("old", "new", "view")]
    assert told[0] == told[1]
    assert (len(told[1]), told[2]) == (24, [])
    costs = scores["new"].by_id["development.remittances.transfer_costs"]
    assert costs.level == scores["old"].by_id[costs.id].level == 2


def test_many_are_read_together_each_by_its_own_questionnaire(tmp_path: Path) -> None:
    versions = {"c1": "1.0.0", "c2": "1.1.0", "c3": "1.0.0", "c4": "1.1.0", "c5": "1.1.0", "c6": "1.0.0"}
    drawn = {id_: ("manager", version, consenting(drawn_for("manager", version))) for id_, version in versions.items()}
    view = ("stakeholder", "1.0.0", drawn_for("stakeholder", "1.0.0"))
    path = several(tmp_path / "all.mrcw", **drawn, view=view)
    with open_session(path, read_only=True) as session:
        counted = {
            assessment["id"]: (assessment["answered"], assessment["applicable"])
            for centre in session.read_file(listing)["centres"]
            for assessment in centre["assessments"]
        }
        together = {one.info.id: one for one in Collection(session, session.texts)}
        standings = Reader().read(session)
        for info in session.assessments():
            session.open_assessment(info.id)
            copy, one = session.working_copy, together[info.id]
            assert one.shown == copy.shown
            assert counted[info.id] == (copy.progress().answered, copy.progress().applicable)
            assert one.score == (copy.score() if info.questionnaire_id == "manager" else None)
    assert [one.assessment.centre.id for one in standings.standings] == list(versions)
    assert {len(one.places) for one in standings.standings} == {24}
    assert standings.unreadable == ()


def test_the_sample_stays_in_the_version_in_which_it_is_answered(made_version: Path, tmp_path: Path) -> None:
    sample = read_json("sample", "cnai.json")
    sample["assessment"]["version"] = "1.0.0"
    sample["answers"] = {"costs_status": "in_place", "costs_often": "all"}
    (made_version / "sample").mkdir()
    (made_version / "sample" / "cnai.json").write_text(json.dumps(sample), "utf-8")
    made = create_sample(tmp_path / "sample.mrcw")
    assert made.questionnaire_version == "1.0.0"
    with open_session(tmp_path / "sample.mrcw", read_only=True) as session:
        session.open_assessment(None)
        assert session.unreadable == frozenset()
        assert session.working_copy.answer("costs_often") == given("all")


def test_a_new_centre_begins_with_the_newest_version(tmp_path: Path) -> None:
    made = create(tmp_path / "own.mrcw", "Port Velira", "AL")
    assert (made.questionnaire_id, made.questionnaire_version) == ("manager", "1.1.0")
