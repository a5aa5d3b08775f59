"""Reports of an open assessment: what is released is remembered, and what is changed is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, Withheld
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report import make_report
from mrcworkbench.services import reporting
from mrcworkbench.services.session.databases import create_sample
from mrcworkbench.services.session.session import Session, open_session


def opened(path: Path) -> Session:
    session = open_session(path)
    session.open_assessment(None)
    return session


def answer(session: Session, code: str, raw: object) -> None:
    checked = session.check(code, raw)
    assert checked.answer is not None, checked.problems
    session.set_answer(code, checked.answer)


def test_what_is_released_stays_released_after_a_restart_until_it_is_changed(database: Path) -> None:
    with opened(database) as session:
        answer(session, "prof_body", "The ministry")
        answer(session, "prof_funding", [{"prof_funding_payer": "The State"}, {"prof_funding_payer": "The town"}])
        texts = reporting.preview(session).texts
        assert [text.released for text in texts] == [False] * 3
        reporting.set_released(session, texts[:2], released=True)
    with opened(database) as session:
        assert [text.released for text in reporting.preview(session).texts] == [True, True, False]
        answer(session, "prof_body", "The other ministry")
        assert [text.released for text in reporting.preview(session).texts] == [False, True, False]
        answer(session, "prof_body", "The ministry")
        reporting.set_released(session, reporting.preview(session).texts, released=False)
        assert [text.released for text in reporting.preview(session).texts] == [False] * 3


def test_the_preview_counts_what_is_held_back(database: Path) -> None:
    with opened(database) as session:
        answer(session, "clients_unit", "persons")
        answer(session, "clients_figures", [{"clients_figures_way": "person", "clients_figures_women": 3}])
        answer(session, "prof_body", {"state": "answered", "value": "The ministry", "comment": "ask Ana"})
        preview = reporting.preview(session)
    assert (preview.held[Withheld.SMALL], preview.held[Withheld.TEXT], preview.held[Withheld.COMMENT]) == (1, 1, 1)


def test_the_country_is_named_and_the_report_written(database: Path, tmp_path: Path) -> None:
    with opened(database) as session:
        receipt = make_report(session, tmp_path / "report.xlsx", audience=Audience.INTERNAL).report
    first = load_workbook(receipt.path).worksheets[0]
    said = " ".join(str(cell.value) for row in first.iter_rows() for cell in row if cell.value)
    assert all(fact in said for fact in ("Port Velira", "Albania", "2026"))


def test_the_sample_says_that_it_is_one_and_what_the_study_says_only(tmp_path: Path) -> None:
    create_sample(tmp_path / "sample.mrcw")
    with opened(tmp_path / "sample.mrcw") as session:
        data = reporting.report_data(session, Audience.DONOR, Letting(all_texts=True))
    assert data.is_sample
    assert "cnai" not in data.comparison.nearest
    assert not data.held[Withheld.TEXT]


def test_an_unknown_language_is_refused_before_anything_is_written(database: Path, tmp_path: Path) -> None:
    with opened(database) as session, pytest.raises(UserError) as caught:
        make_report(session, tmp_path / "report.xlsx", audience=Audience.DONOR, language="xx")
    assert caught.value.code == "language_unknown"
    assert not (tmp_path / "report.xlsx").exists()
