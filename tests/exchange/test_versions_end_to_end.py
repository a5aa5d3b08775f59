"""Files of two versions are merged into one collection, and everything is made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.study.comparison import comparison_to_json
from mrcworkbench.exchange.report import make_report
from mrcworkbench.exchange.tidy import export
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.collection.standings import Reader, picture
from mrcworkbench.services.comparing import comparison
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.services.views import new_view
from tests.answer_sets import given
from tests.exchange.tidy_databases import consenting

COSTS = "development.remittances.transfer_costs"
VERSIONS = ("1.0.0", "1.0.0", "1.1.0", "1.1.0", "1.1.0")


@pytest.fixture
def collection(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Five centres: two answered 1.0.0, three 1.1.0; each has a view of itself."""
    request.getfixturevalue("version_one")
    sent = []
    for place, version in enumerate(VERSIONS):
        if version == "1.1.0":
            request.getfixturevalue("made_version")
        file = tmp_path / f"c{place}.mrcw"
        assert create(file, f"Centre {place}", "PT", "2026").questionnaire_version == version
        often = "costs_often" if version == "1.0.0" else "costs_how_often"
        with open_session(file) as session:
            session.open_assessment(None)
            session.set_answers(consenting({"costs_status": given("in_place"), often: given("all")}))
            view = new_view(session, session.assessment.id)
            session.open_assessment(view.id)
            session.set_answers({"st_first": given("Open on Saturdays"), "st_consent": given("named")})
            sent.append(tmp_path / f"sent{place}.mrcw")
            submit(session, sent[-1], author="Ana")
    target = tmp_path / "all.mrcw"
    report = merge_into(target, sent, author="IOM")
    assert [file.verdict.value for file in report.files] == ["new"] * len(VERSIONS)
    return target


def all_said(workbook: Path) -> str:
    return json.dumps([row for sheet in load_workbook(workbook) for row in sheet.values], default=str)


def test_each_is_listed_scored_compared_and_reported_by_its_own_version(collection: Path, tmp_path: Path) -> None:
    levels, counted = {}, {}
    with open_session(collection, read_only=True) as session:
        for centre in session.read_file(listing)["centres"]:
            counted[centre["name"]] = sorted(one["questionnaire"] for one in centre["assessments"])
        for info in session.assessments():
            if info.about:
                continue
            session.open_assessment(info.id)
            own = info.questionnaire_id, info.questionnaire_version
            levels[info.centre.name] = session.working_copy.score().by_id[COSTS].level
            compared: Any = comparison_to_json(comparison(session))
            assert [one["own"]["level"] for one in compared["criteria"] if one["id"] == COSTS] == [2]
            target = tmp_path / f"{info.centre.name}.xlsx"
            annex = tmp_path / f"{info.centre.name} annex.xlsx"
            make_report(session, target, annex=annex, audience=Audience.INTERNAL)
            assert criteria_set(*own).by_id[COSTS].title in all_said(target)
            said = all_said(annex)
            often = "costs_often" if own[1] == "1.0.0" else "costs_how_often"
            assert json.dumps(questionnaire(*own)[often].text) in said
            assert criteria_set(*own).by_id[COSTS].title in said
    assert counted == {f"Centre {n}": ["manager", "stakeholder"] for n in range(5)}
    assert levels == {f"Centre {n}": 2 for n in range(5)}


def test_all_stand_in_one_picture_and_one_export_without_the_views(collection: Path, tmp_path: Path) -> None:
    with open_session(collection, read_only=True) as session:
        standings = Reader().read(session)
        shown = picture(standings, session.assessments())
        receipt = export(session, tmp_path / "out.xlsx")
    assert shown.centres == 5
    place = [criterion.id for criterion in criteria_set("manager").criteria].index(COSTS)
    assert shown.counts[place]["2"] == 5
    assert (standings.left_out, standings.unreadable) == ({}, ())
    rows = {table.name: table.rows for table in receipt.tables}
    assert (rows["answers_wide"], rows["views_wide"], rows["scores"]) == (5, 5, 5 * 24)
    totals = load_workbook(tmp_path / "out.xlsx")["totals"]
    found = {(row[0], row[2], row[3]): row[4] for row in totals.iter_rows(min_row=2, values_only=True)}
    assert found[COSTS, "level", "2"] == 5
