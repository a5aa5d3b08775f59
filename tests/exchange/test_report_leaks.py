"""What must stay in the centre is nowhere in a donor's workbook, in no part of the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.disclosure.by_audience import prepare, preview_texts
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, Release, ReportSource, text_digest
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.exchange.report import write_annex, write_report
from tests.exchange.conftest import parts
from tests.reports import Marked, source


def everything(made: ReportSource, audience: Audience = Audience.DONOR, *, release_all: bool = False) -> str:
    """All that the report and its annex hold, in one text."""
    data = prepare(made, audience, catalogue(), Letting(all_texts=release_all))
    with TemporaryDirectory() as folder:
        report, annex = Path(folder) / "report.xlsx", Path(folder) / "annex.xlsx"
        write_report(data, report)
        write_annex(data, annex)
        return "\n".join((*parts(report).values(), *parts(annex).values()))


@settings(max_examples=8)
@given(seed=st.integers(0, 10**6), release_all=st.booleans())
def test_no_person_no_comment_and_no_unreleased_text_leaves(seed: int, release_all: bool) -> None:
    marked = Marked(Random(seed))
    made = source(marked.answers())
    content = everything(made, release_all=release_all)
    kept = marked.of_persons | marked.comments
    if not release_all:
        kept |= set(marked.texts.values())
    assert [text for text in kept if text in content] == []


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6))
def test_exactly_the_released_texts_leave(seed: int) -> None:
    rng = Random(seed)
    marked = Marked(rng)
    made = source({**marked.answers(), "resp_consent": Answer(AnswerState.ANSWERED, "no_persons")})
    chosen = [text for text in preview_texts(made) if rng.random() < 0.3]
    made = replace(made, releases=frozenset(Release(text.place, text_digest(text.text)) for text in chosen))
    content = everything(made)
    found = {text for text in marked.texts.values() if text in content}
    assert found == {text.text for text in chosen}


@settings(max_examples=4)
@given(seed=st.integers(0, 10**6))
def test_inside_the_centre_everything_that_is_asked_is_there_and_nothing_hidden(seed: int) -> None:
    marked = Marked(Random(seed))
    answers = marked.answers()
    content = everything(source(answers), Audience.INTERNAL)
    shown = shown_questions(questionnaire("manager"), answers)
    asked = shown & questionnaire("manager").asked
    for (question, _row, _column), text in marked.texts.items():
        assert (text in content) == (question in asked)
    assert {answers[code].comment in content for code in asked} == {True}
    assert not any(answer.comment in content for code, answer in answers.items() if code not in shown)


def test_what_puts_clients_at_risk_leaves_only_with_consent() -> None:
    marked = Marked(Random(5), states=False)
    answers = marked.answers()
    manager = questionnaire("manager")
    risky = {
        text
        for (code, _row, column), text in marked.texts.items()
        if Tag.AT_RISK in manager[code].tags or (column and Tag.AT_RISK in manager[code].column_by_code[column].tags)
    }
    shown = {text for (code, _r, _c), text in marked.texts.items() if code in shown_questions(manager, answers)}
    risky &= shown
    assert len(risky) > 3
    for consent, leaves in (("all", True), ("no_persons", True), ("totals", False), ("nothing", False), (None, False)):
        given_consent = Answer(AnswerState.ANSWERED, consent) if consent else Answer()
        content = everything(source({**answers, "resp_consent": given_consent}), release_all=True)
        assert {text in content for text in risky} == {leaves}, consent


def test_a_number_typed_into_the_name_of_the_round_stays() -> None:
    made = source({}, round="2026, Ana 069 201 2345", country_code="AL")
    assert "069 201 2345" not in everything(made)
    assert "069 201 2345" in everything(made, Audience.INTERNAL)


def test_file_names_stay() -> None:
    answers = Marked(Random(3), states=False).answers()
    digest = "ab" * 32
    answers["prof_body"] = replace(answers["prof_body"], attachments=(digest,))
    made = source(answers, file_names={(code, digest): "secret-minutes.pdf" for code in answers})
    donor, internal = everything(made), everything(made, Audience.INTERNAL)
    assert "secret-minutes" not in donor
    assert digest not in donor
    assert "secret-minutes.pdf" in internal


def test_the_report_shows_no_codes(tmp_path: Path) -> None:
    answers = Marked(Random(3), states=False).answers()
    write_report(prepare(source(answers), Audience.INTERNAL, catalogue()), tmp_path / "report.xlsx")
    content = "\n".join(parts(tmp_path / "report.xlsx").values())
    codes = [question.code for question in questionnaire("manager").questions() if "_" in question.code]
    assert [code for code in codes if code in content] == []


def test_properties_name_no_user_and_no_path() -> None:
    content = everything(source({}))
    assert "/tmp" not in content  # noqa: S108 - looked for, not used
    assert "lastModifiedBy" not in content
    assert ">MRC Workbench</dc:creator>" in content
