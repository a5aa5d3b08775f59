"""One stored answer that cannot be read: the rest opens, its rows stay, and nothing is sent while it stands."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import Row, answered
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.answers.encoding import to_units

_VALUE = "UPDATE units SET value = {} WHERE question = '{}' AND row = '{}'"
DAMAGE = {
    "no JSON": ("prof_year", _VALUE.format("'20\"'", "prof_year", "")),
    "no text": ("prof_body", _VALUE.format("CAST(x'22ff22' AS TEXT)", "prof_body", "")),
    "a comment that is no text": (
        "prof_year",
        "UPDATE units SET comment = CAST(x'c328' AS TEXT) WHERE question = 'prof_year'",
    ),
    "another type": ("prof_year", _VALUE.format("'\"long ago\"'", "prof_year", "")),
    "an option that is not offered": ("resp_scope", _VALUE.format("'\"some\"'", "resp_scope", "")),
    "brackets without end": ("prof_body", _VALUE.format(f"'{'[' * 5000}'", "prof_body", "")),
    "a table without its order": ("prof_web", "DELETE FROM units WHERE question = 'prof_web' AND row = '*'"),
    "a table without one of its rows": ("prof_web", "DELETE FROM units WHERE question = 'prof_web' AND row = 'r1'"),
    "a question of a later version": ("later", "UPDATE units SET question = 'later' WHERE question = 'prof_year'"),
}
GIVEN = {
    "prof_year": answered(2004),
    "prof_body": answered("The ministry"),
    "resp_scope": answered("centre"),
    "prof_web": answered((Row("r1", {"prof_web_address": "a.example"}), Row("r2", {"prof_web_address": "b.example"}))),
}


def _opened(path: Path) -> Session:
    session = open_session(path)
    session.open_assessment(None)
    return session


def _rows(path: Path, code: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(path)
    raw.text_factory = bytes
    try:
        return raw.execute("SELECT * FROM units WHERE question = ? ORDER BY row", (code,)).fetchall()
    finally:
        raw.close()


def _damage(path: Path, statement: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(statement)
    raw.close()


@pytest.fixture(params=DAMAGE.values(), ids=DAMAGE.keys())
def damaged(request: pytest.FixtureRequest, database: Path) -> tuple[Path, str]:
    code, statement = request.param
    with _opened(database) as session:
        scope = questionnaire("manager")["resp_scope"].options[0].code
        session.set_answers({**GIVEN, "resp_scope": answered(scope)})
    _damage(database, statement)
    return database, code


def test_the_others_can_be_read_and_edited_and_its_rows_stay(damaged: tuple[Path, str]) -> None:
    path, code = damaged
    before = _rows(path, code)
    with _opened(path) as session:
        assert session.unreadable == {code}
        assert session.working_copy.answers.keys() == GIVEN.keys() - {code, "prof_year" if code == "later" else code}
        session.set_answer("prof_names", answered((Row("n1", {"prof_names_name": "Port Velira"}),)))
        session.drafts.keep("resp_date", None, None, "soon")
    assert before
    assert _rows(path, code) == before
    with _opened(path) as session:
        assert session.unreadable == {code}
        assert session.working_copy.answer("prof_names").rows
        session.save_copy(path.with_name("copy.mrcw"))
    assert _rows(path.with_name("copy.mrcw"), code) == before


def test_one_message_names_it_and_says_what_to_do(damaged: tuple[Path, str]) -> None:
    path, code = damaged
    with _opened(path) as session:
        error = session.unreadable_error()
        assert error is not None
        said = catalogue().text(f"errors.{error.code}", **error.facts)
        assert code in said
        if code in session.questionnaire:
            assert session.questionnaire.number(code) in said


def test_nothing_is_sealed_or_sent_while_it_stands(damaged: tuple[Path, str], tmp_path: Path) -> None:
    path, code = damaged
    before = path.read_bytes()
    with open_session(path) as session, pytest.raises(UserError) as caught:
        submit(session, tmp_path / "sent.mrcw", author="Ana")
    assert caught.value.code == "answers_unreadable"
    assert code in str(caught.value.facts["questions"])
    assert path.read_bytes() == before
    assert not (tmp_path / "sent.mrcw").exists()


def test_another_answer_takes_its_place_whole(damaged: tuple[Path, str], tmp_path: Path) -> None:
    path, code = damaged
    if code == "later":  # which no editor of this version shows
        _damage(path, "DELETE FROM units WHERE question = 'later'")
    else:
        with _opened(path) as session:
            anew = GIVEN.get(code, answered("centre"))
            anew = answered(anew.rows[1:]) if anew.rows else session.working_copy.answer(code)
            again = {"prof_year": answered(1999), "prof_body": answered("IOM"), "prof_web": anew}
            scope = session.questionnaire["resp_scope"].options[-1].code
            session.set_answer(code, again.get(code, answered(scope)))
            given = session.working_copy.answer(code)
            assert session.unreadable_error() is None
        with _opened(path) as session:
            assert session.unreadable == frozenset()
            assert session.working_copy.answer(code) == given
        assert {row[2] for row in _rows(path, code)} == {unit.encode() for unit in to_units(given)}
    with open_session(path) as session:
        assert submit(session, tmp_path / "sent.mrcw", author="Ana").assessments[0].is_new
