"""What is kept here goes where its question has gone in a newer version, and is there again where an assessment goes
back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mrcworkbench.content.instruments import questionnaire, translator
from mrcworkbench.domain.questionnaire.answers import Answer, Row, answered, that_stays
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.session.moving import move_on
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.session.unreadable import unfit
from mrcworkbench.storage.answers.kept import move_kept
from mrcworkbench.storage.store import Edits, Store
from tests.merge_support import centre, change, edit, merge, seal_all, sent, verdicts

pytestmark = pytest.mark.usefixtures("made_versions")
AT = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    found = Store(database, read_only_reason=None, alone=True, translator=translator())
    yield found
    found.close()


def _save(store: Store, answers: dict[str, Answer]) -> str:
    (one,) = store.contents().assessments
    store.load(one.id)
    store.save(one.id, Edits(answers), AT)
    return one.id


def _moved(store: Store, id_: str, old: str, new: str) -> dict[str, Answer]:
    with store._database.writing() as connection:
        move_kept(connection, id_, lambda units: translator().translated(units, "manager", old, new), AT)
    return dict(store.load(id_).answers)


def test_a_comment_follows_its_question_and_is_kept_where_that_is_retired(store: Store) -> None:
    ours = Answer(kept_comment="ours")
    id_ = _save(store, {"costs_often": ours, "policy_ways": ours, "prof_body": ours})
    found = _moved(store, id_, "1.0.0", "1.1.0")
    assert found["costs_how_often"] == found["prof_body"] == found["policy_ways@1.0.0"] == ours
    assert unfit(questionnaire("manager", "1.1.0"), found) == frozenset()


def test_a_row_that_stays_has_the_columns_and_options_of_the_newer_version(store: Store) -> None:
    row = that_stays(Row("p", {"prof_web_address": "x.example", "prof_web_kind": "site"}, "ours"))
    id_ = _save(store, {"prof_web": answered((row,))})
    found = _moved(store, id_, "1.1.0", "1.2.0")["prof_sites_on_line"]
    assert found.rows == (
        that_stays(Row("p", {"prof_line_address": "x.example", "prof_web_kind": "own_site"}, "ours")),
    )
    assert unfit(questionnaire("manager", "1.2.0"), {"prof_sites_on_line": found}) == frozenset()


def test_whoever_goes_back_finds_what_was_kept(store: Store) -> None:
    ours = Answer(kept_comment="ours")
    id_ = _save(store, {"costs_often": ours})
    found = _moved(store, id_, "1.0.0", "1.1.0")
    assert found["costs_often"] == ours
    assert unfit(questionnaire("manager", "1.0.0"), found) == unfit(questionnaire("manager", "1.1.0"), found)


def test_what_is_kept_in_the_newer_version_already_is_not_written_over(store: Store) -> None:
    id_ = _save(store, {"costs_often": Answer(kept_comment="old"), "costs_how_often": Answer(kept_comment="new")})
    assert _moved(store, id_, "1.0.0", "1.1.0")["costs_how_often"].kept_comment == "new"


def test_moving_to_where_nothing_changed_changes_nothing(store: Store) -> None:
    row = that_stays(Row("p", {"prof_names_name": "the mayor"}, "ours"))
    id_ = _save(
        store,
        {"prof_names": answered((Row("o", {"prof_names_name": "x"}), row)), "prof_body": Answer(kept_comment="ours")},
    )
    before = store.load(id_).answers
    assert _moved(store, id_, "1.0.0", "1.2.0") == before


def test_a_merge_that_brings_a_newer_version_takes_it_along_and_its_undoing_brings_it_back(tmp_path: Path) -> None:
    own = change(centre(tmp_path, "own"), "UPDATE assessments SET questionnaire_version = '1.0.0'")
    ours = {"state": "blank", "comment": {"text": "ours", "stays": True}}
    edit(own, {"prof_body": "IOM", "costs_often": ours})
    other = sent(own, "other")
    with open_session(other) as session:
        session.open_assessment(None)
        move_on(session, "1.1.0")
        session.set_answers({"prof_body": answered("The ministry")})
        session.work(seal_all).result()
    assert verdicts(merge(own, other)) == ["updated"]
    assert _kept(own) == {"costs_how_often": "ours"}
    with open_session(own) as session:
        undo_import(session, None, author="Officer")
    assert _kept(own) == {"costs_often": "ours"}


def _kept(path: Path) -> dict[str, str]:
    with open_session(path) as session:
        session.open_assessment(None)
        assert session.unreadable == frozenset()
        answers = session.working_copy.answers
    return {code: answer.kept_comment for code, answer in answers.items() if answer.kept_comment}
