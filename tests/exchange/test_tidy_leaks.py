"""What must not leave is nowhere in an export, in no part of the workbook and in no file of the folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.by_audience import prepare, preview_texts
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, Release, text_digest
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, answered
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.tidy.permitted import permitted
from mrcworkbench.services.collection.standings import Reader, picture
from mrcworkbench.services.reporting import _SETTING
from mrcworkbench.services.session.session import open_session
from tests.collections_of_centres import collection
from tests.exchange.tidy_databases import consenting, execute, exported, join, make, put_in_conflict, withdraw
from tests.reports import Marked, source


def shown(answers: dict[str, Answer]) -> frozenset[str]:
    return shown_questions(questionnaire("manager"), answers)


def risky(marked: Marked) -> set[str]:
    """Typed texts that could put clients at risk."""
    manager = questionnaire("manager")
    return {
        text
        for (code, _row, column), text in marked.texts.items()
        if Tag.AT_RISK in manager[code].tags or (column and Tag.AT_RISK in manager[code].column_by_code[column].tags)
    }


def texts_of(marked: Marked) -> set[str]:
    return set(marked.texts.values()) | marked.comments


@settings(max_examples=5)
@given(seed=st.integers(0, 10**6), consent=st.sampled_from(["all", "no_persons"]))
def test_with_consent_exactly_the_texts_that_are_shown_and_not_personal_leave(seed: int, consent: str) -> None:
    marked = Marked(Random(seed))
    answers = consenting(marked.answers(), consent)
    with TemporaryDirectory() as folder:
        content = exported(make(Path(folder) / "d.mrcw", {"one": answers, "two": consenting({})})).everything()
    visible = shown(answers)
    for (question, _row, _column), text in marked.texts.items():
        leaves = question in visible and text not in marked.personal and answers[question].is_answered
        assert (text in content) == leaves, (question, text)
    assert [text for text in marked.comments if text in content] == []


@pytest.mark.parametrize("consent", ["totals", "nothing", None])
def test_without_consent_nothing_of_another_centre_leaves_but_its_name(tmp_path: Path, consent: str | None) -> None:
    marked = Marked(Random(2))
    made = exported(make(tmp_path / "d.mrcw", {"shy": consenting(marked.answers(), consent), "open": consenting({})}))
    content = made.everything()
    assert [text for text in texts_of(marked) if text in content] == []
    (row,) = (row for row in made.table("assessments") if row["centre_id"] == "shy")
    assert row["answers_included"] == "0"
    assert row["left_out"] == ("totals_only" if consent == "totals" else "no_consent")
    assert row["answered"] == ""
    for table in ("answers_wide", "answers_long", "scores", "figures", "practices", "challenges", "learning"):
        assert {row["assessment_id"] for row in made.table(table)} <= {"a-open"}, table


def test_a_consent_in_conflict_is_none(tmp_path: Path) -> None:
    marked = Marked(Random(2))
    path = make(tmp_path / "d.mrcw", {"one": consenting(marked.answers(), "all"), "two": {}})
    put_in_conflict(path, "a-one", "resp_consent")
    content = exported(path).everything()
    assert [text for text in texts_of(marked) if text in content] == []


def test_a_centre_that_withdrew_is_nowhere_not_even_under_an_id_joined_with_it(tmp_path: Path) -> None:
    marked = Marked(Random(3))
    gone = consenting(marked.answers(), "all")
    path = make(tmp_path / "d.mrcw", {"gone": gone, "twin": gone, "stays": consenting({}, "all")})
    withdraw(path, "gone")
    join(path, "twin", "gone")
    made = exported(path)
    content = made.everything()
    assert [text for text in texts_of(marked) if text in content] == []
    assert "Centre gone" not in content
    assert "a-twin" not in content
    assert [row["centre_id"] for row in made.table("centres")] == ["stays"]
    about = {row["item"]: row["text"] for row in made.table("about")}
    assert (about["centres_withdrawn"], about["centres"], about["assessments"]) == ("1", "1", "1")


def test_an_own_copy_without_consent_gives_released_texts_only_and_nothing_that_puts_at_risk(tmp_path: Path) -> None:
    marked = Marked(Random(5), states=False)
    answers = consenting(marked.answers(), "nothing")
    visible = {place: text for place, text in marked.texts.items() if place[0] in shown(answers)}
    chosen = [place for place, text in visible.items() if text not in marked.personal | risky(marked)][:4]
    path = make(tmp_path / "d.mrcw", {"own": answers}, merged=False)
    with open_session(path) as session:
        kept = [[*place, text_digest(visible[place])] for place in chosen]
        session.settings.set(_SETTING.format(assessment="a-own"), json.dumps(kept))
    made = exported(path)
    content = made.everything()
    assert {text for text in marked.texts.values() if text in content} == {visible[place] for place in chosen}
    assert len(made.table("answers_wide")) == 1


def test_a_database_of_one_centre_that_was_merged_into_is_no_own_copy(tmp_path: Path) -> None:
    answers = consenting(Marked(Random(5)).answers(), "nothing")
    assert exported(make(tmp_path / "d.mrcw", {"own": answers})).table("answers_wide") == []


def test_what_puts_clients_at_risk_leaves_with_consent(tmp_path: Path) -> None:
    marked = Marked(Random(5), states=False)
    answers = consenting(marked.answers(), "all")
    places = {text: place for place, text in marked.texts.items()}
    content = exported(make(tmp_path / "d.mrcw", {"one": answers, "two": {}})).everything()
    at_risk = {text for text in risky(marked) if places[text][0] in shown(answers)} - marked.personal
    assert len(at_risk) > 3
    assert {text in content for text in at_risk} == {True}


def test_the_import_log_names_no_person_no_path_and_no_file(tmp_path: Path) -> None:
    path = make(tmp_path / "d.mrcw", {"one": consenting({}), "two": {}})
    made = exported(path)
    content = made.everything()
    assert [
        text for text in ("zqofficerqz", "zqpathqz", "zqfileqz", "zqmessageqz", str(tmp_path)) if text in content
    ] == []
    (row,) = made.table("import_log")
    assert (row["sha256"], row["verdict"], row["file_number"]) == ("ab" * 32, "new", "1")


@settings(max_examples=8)
@given(seed=st.integers(0, 10**6))
def test_nothing_leaves_that_a_report_for_a_donor_would_hold_back(seed: int) -> None:
    """The same answers through the two rules: cell by cell, what the export gives the report gives too."""
    marked = Marked(Random(seed))
    for consent, own in (("no_persons", False), ("nothing", True)):
        answers = consenting(marked.answers(), consent)
        made = source(answers, made_by_centre=own)
        report = prepare(made, Audience.DONOR, catalogue(), Letting(all_texts=consent != "nothing")).by_code
        given_ = permitted(questionnaire("manager"), answers, shown(answers), own_copy=own)
        assert given_.left_out is None
        for code, answer in given_.answers.items():
            if not answer.question.tags.isdisjoint({Tag.RESPONDENTS, Tag.OUTSIDE_PEOPLE}):
                continue  # tasks and ties of persons do not go to a donor
            view = report[code]
            assert view.state is answer.state
            assert (view.cell.value is not None) == (answer.value is not None)
            for row, seen in zip(answer.rows, view.rows, strict=True):
                assert {c for c, cell in seen.cells.items() if cell.value is not None} == set(row.cells)


@settings(max_examples=5)
@given(seed=st.integers(0, 10**6))
def test_no_count_of_fewer_than_five_people_leaves(seed: int) -> None:
    answers = consenting(Marked(Random(seed), states=False).answers())
    people = {
        column.code
        for question in questionnaire("manager").questions()
        for column in question.columns
        if Tag.PEOPLE in column.tags
    }
    with TemporaryDirectory() as folder:
        made = exported(make(Path(folder) / "d.mrcw", {"one": answers, "two": {}}))
        figures = made.table("figures")
        long = [row for row in made.table("answers_long") if row["column"] in people]
    assert [row for row in figures if row["count"] and int(row["count"]) < 5] == []
    assert [row for row in long if row["number"] and int(row["number"]) < 5] == []
    assert {row["held"] for row in figures if not row["count"]} <= {"small", "would_tell"}
    assert len(figures) == len(long) > 50


def test_declined_answers_and_hidden_ones_are_absent(tmp_path: Path) -> None:
    manager = questionnaire("manager")
    marked = Marked(Random(9), states=False)
    answers = consenting(marked.answers(), "all")
    declined = "prof_body"
    answers[declined] = Answer(AnswerState.DECLINED)
    made = exported(make(tmp_path / "d.mrcw", {"one": answers, "two": {}}))
    there = {row["question"] for row in made.table("answers_long")}
    hidden = {question.code for question in manager.questions()} - shown(answers)
    assert hidden
    assert declined not in there
    assert not hidden & there
    (wide,) = (row for row in made.table("answers_wide") if row["assessment_id"] == "a-one")
    for column, value in wide.items():
        if column.partition("__")[0] in hidden | {declined}:
            assert value == "", column
    assert "declined" not in {row["state"] for row in made.table("answers_long")}


def test_a_declined_status_reads_as_not_answered_in_the_reasons(tmp_path: Path) -> None:
    question = next(q for q in questionnaire("manager").questions() if q.type == "status")
    made = []
    for name, state in (("declined", AnswerState.DECLINED), ("blank", AnswerState.BLANK)):
        answers = consenting({question.code: Answer(state)})
        made.append(exported(make(tmp_path / f"{name}.mrcw", {"one": answers, "two": {}})).table("scores"))
    assert made[0] == made[1]


def test_a_text_with_an_address_stays_whatever_the_consent_and_is_marked(tmp_path: Path) -> None:
    rows = (Row("r1", {"prof_funding_payer": "zqopenqz"}), Row("r2", {"prof_funding_payer": "zqshutqz@example.org"}))
    made = exported(
        make(tmp_path / "d.mrcw", {"one": consenting({"prof_funding": answered(rows)}, "all"), "two": consenting({})})
    )
    content = made.everything()
    assert "zqopenqz" in content
    assert "zqshutqz" not in content
    held = {row["row_id"]: row["held"] for row in made.table("answers_long") if row["question"] == "prof_funding"}
    assert held == {"r1": "", "r2": "personal"}


LIKE_YEARS = {
    "practices_what": "Call 069 2012 345",
    "practices_for": "Tel. 02 2735 1990",
    "practices_partners": "555-2010",
    "practices_results": "Ring 06 1987 2004",
}


def test_numbers_that_look_like_years_stay_in_every_table_and_part(tmp_path: Path) -> None:
    row = Row("r1", {"practices_title": "Hotline since 2019", **LIKE_YEARS})
    made = exported(
        make(tmp_path / "d.mrcw", {"one": consenting({"practices": answered((row,))}, "all"), "two": consenting({})})
    )
    content = made.everything()
    assert "Hotline since 2019" in content
    assert [text for text in LIKE_YEARS.values() if text in content] == []
    held = {row["column"]: row["held"] for row in made.table("answers_long") if row["question"] == "practices"}
    assert held == {"practices_title": "", **dict.fromkeys(LIKE_YEARS, "personal")}


OF_TUNISIA = "98 201 990"
"""A number there, an amount elsewhere."""


@pytest.mark.parametrize(("country", "leaves"), [("TN", False), ("AL", True), ("XK", True)])
def test_numbers_are_those_of_the_country_of_the_centre(tmp_path: Path, country: str, leaves: bool) -> None:
    answers = {"prof_funding": answered((Row("r1", {"prof_funding_payer": OF_TUNISIA}),))}
    path = make(tmp_path / "d.mrcw", {"one": consenting(answers, "all"), "two": consenting({})})
    execute(path, "UPDATE centres SET country = ?", country)
    assert (OF_TUNISIA in exported(path).everything()) is leaves
    (seen,) = preview_texts(source(answers, country_code=country))
    assert seen.may_name_person is not leaves


def test_names_of_attached_files_stay(tmp_path: Path) -> None:
    answers = consenting(Marked(Random(3), states=False).answers(), "all")
    answers["prof_body"] = replace(answers["prof_body"], attachments=("ef" * 32,))
    content = exported(make(tmp_path / "d.mrcw", {"one": answers, "two": {}})).everything()
    assert "ef" * 32 not in content


def test_totals_count_those_in_totals_only_where_they_are_five(tmp_path: Path) -> None:
    status = next(q for q in questionnaire("manager").questions() if q.type == "status")
    given_ = {status.code: answered("in_place")}
    for shy, expected in ((4, 6), (5, 11)):
        centres = {f"o{n}": consenting(given_) for n in range(6)}
        centres |= {f"s{n}": consenting(given_, "totals") for n in range(shy)}
        centres |= {f"n{n}": consenting(given_, "nothing") for n in range(5)}
        made = exported(make(tmp_path / f"{shy}.mrcw", centres))
        rows = {(r["criterion"], r["measure"], r["value"]): int(r["assessments"]) for r in made.table("totals")}
        assert rows[status.criterion or "", "status", "in_place"] == expected
    few = exported(make(tmp_path / "few.mrcw", {f"o{n}": consenting(given_) for n in range(4)}))
    assert few.table("totals") == []


def test_totals_are_those_of_the_page_of_all_centres_so_that_neither_tells_more(tmp_path: Path) -> None:
    """Each centre once with its newest round; those in totals only as on the page."""
    path = tmp_path / "d.mrcw"
    collection(path, Random(8), 40, drawn=20, answers=60, consents={"all": 2, "totals": 2, "nothing": 1})
    with open_session(path, read_only=True) as session:
        read = Reader().read(session)
        seen = picture(read, session.assessments())
    assert any(not one.seen for one in read.standings)
    totals: dict[str, dict[str, int]] = {}
    for row in exported(path).table("totals"):
        if row["measure"] == "level":
            totals.setdefault(row["criterion"], {})[row["value"]] = int(row["assessments"])
    assert [{place: n for place, n in counts.items() if place != "not_applicable"} for counts in seen.counts] == list(
        totals.values()
    )


def test_a_release_of_another_text_releases_nothing() -> None:
    answers = {"prof_funding": answered((Row("r1", {"prof_funding_payer": "new"}),))}
    manager = questionnaire("manager")
    for text, leaves in (("new", True), ("old", False)):
        release = Release(("prof_funding", "r1", "prof_funding_payer"), text_digest(text))
        made = permitted(manager, answers, shown(answers), own_copy=True, releases=frozenset({release}))
        assert bool(made.answers["prof_funding"].rows[0].cells) is leaves


@pytest.mark.parametrize(("consent", "merged"), [("nothing", False), ("no_persons", True)])
def test_scores_and_reasons_are_those_of_a_report_for_a_donor(tmp_path: Path, consent: str, merged: bool) -> None:
    answers = consenting(Marked(Random(4)).answers(), consent)
    report = prepare(source(answers, made_by_centre=not merged), Audience.DONOR, catalogue()).score
    rows = exported(make(tmp_path / "d.mrcw", {"one": answers}, merged=merged)).sheet("scores")
    assert [(row["criterion"], row["level"], row["why"], row["next"]) for row in rows] == [
        (one.id, one.level, *(" ".join(r.text for r in reasons) or None for reasons in (one.why, one.next)))
        for one in report.criteria
    ]
    kept = catalogue().text("report.reason_kept")
    risky = {question.code for question in questionnaire("manager").questions() if Tag.AT_RISK in question.tags}
    is_read = not risky.isdisjoint(criteria_set("manager").using)
    assert any(kept in (row["why"] or "") for row in rows) is (is_read and not merged)


CONTACT = "069 201 2345"


def test_a_number_typed_into_a_name_of_a_centre_a_round_or_a_row_leaves_in_no_table(tmp_path: Path) -> None:
    answers = {"prof_funding": answered((Row(f"Ana {CONTACT}", {"prof_funding_payer": "zqopenqz"}),))}
    path = make(tmp_path / "d.mrcw", {"one": consenting(answers, "all"), "two": consenting({})})
    execute(path, "UPDATE centres SET name = ?, country = 'AL' WHERE id = 'one'", f"MRC Ana {CONTACT}")
    execute(path, "UPDATE assessments SET round = ?", f"2026 Ana {CONTACT}")
    made = exported(path)
    assert CONTACT not in made.everything()
    held = catalogue().text("tidy.label_held")
    assert {row["round"] for row in made.table("assessments")} == {held}
    assert sorted(row["centre_name"] for row in made.table("centres")) == sorted((held, "Centre two"))
    rows = [row["row_id"] for row in made.table("answers_long") if row["question"] == "prof_funding"]
    assert [row.partition("-")[0] for row in rows] == ["row"]


def test_a_text_where_a_day_a_code_or_a_number_belongs_leaves_in_no_table(tmp_path: Path) -> None:
    """As only a file made by another program can hold it."""
    answers: dict[str, Answer] = {}
    for question in questionnaire("manager").questions():
        if question.type not in (QuestionType.TABLE, QuestionType.TEXT):
            typed = (f"Ana {CONTACT}",) if question.type is QuestionType.MULTIPLE else f"Ana {CONTACT}"
            answers[question.code] = answered(typed)
    path = make(tmp_path / "d.mrcw", {"one": consenting(answers, "all"), "two": consenting({})})
    assert CONTACT not in exported(path).everything()
