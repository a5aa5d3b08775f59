"""The working copy in the file: only what changed is written, and removed rows are remembered where a revision knows
them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Row, answered
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import create
from mrcworkbench.storage.store import Edits, Store
from tests.answer_values import KEPT_ANSWERS


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    found = Store(database, read_only_reason=None, alone=True, translator=None)
    yield found
    found.close()


def _id(store: Store) -> str:
    return store.contents().assessments[0].id


def _save(store: Store, answer: Answer, at: str = "2026-01-01T00:00:00.000Z", code: str = "prof_web") -> None:
    id_ = _id(store)
    store.load(id_)
    store.save(id_, Edits({code: answer}), at)


def _units(store: Store) -> dict[str, tuple[str, str | None, str]]:
    raw = store._database.raw()
    return {
        row: (state, value, at)
        for row, state, value, at in raw.execute("SELECT row, state, value, changed_at FROM units")
    }


def _table(*rows: tuple[str, str]) -> Answer:
    return answered(tuple(Row(id_, {"place": place}) for id_, place in rows))


def _seal(store: Store) -> None:
    """A revision of what is there, as sealing will make it."""
    raw = store._database.raw()
    raw.execute("BEGIN")
    revision = "a" * 64
    raw.execute(
        "INSERT INTO revisions SELECT ?, id, centre_id, 'X', 'AL', round, questionnaire_id, questionnaire_version, "
        "about, follows, '2' "
        "FROM assessments",
        (revision,),
    )
    raw.execute(
        "INSERT INTO revision_units "
        "SELECT ?, question, row, state, value, reason, comment, attachments, NULL FROM units",
        (revision,),
    )
    raw.execute("UPDATE units SET origin = ?, checksum = NULL", (revision,))
    raw.execute("COMMIT")


def test_only_the_changed_row_of_a_table_is_written(store: Store) -> None:
    _save(store, _table(("r1", "a"), ("r2", "b")), "then")
    _save(store, _table(("r1", "a"), ("r2", "c")), "now")
    assert {row: at for row, (_, _, at) in _units(store).items()} == {
        "": "then",
        "*": "then",
        "r1": "then",
        "r2": "now",
    }


def test_another_order_is_a_change_of_the_order_alone(store: Store) -> None:
    _save(store, _table(("r1", "a"), ("r2", "b")), "then")
    _save(store, _table(("r2", "b"), ("r1", "a")), "now")
    assert {row: at for row, (_, _, at) in _units(store).items()} == {
        "": "then",
        "*": "now",
        "r1": "then",
        "r2": "then",
    }
    assert [row.id for row in store.load(_id(store)).answers["prof_web"].rows] == ["r2", "r1"]


def test_nothing_remains_of_a_removed_row_that_was_never_sealed(store: Store) -> None:
    _save(store, _table(("r1", "a"), ("r2", "b")))
    _save(store, _table(("r1", "a")))
    assert set(_units(store)) == {"", "*", "r1"}


def test_a_removed_row_that_a_revision_knows_leaves_a_mark_without_its_text(store: Store) -> None:
    _save(store, _table(("r1", "a"), ("r2", "b")))
    _seal(store)
    _save(store, _table(("r1", "a"), ("r2", "changed since")))
    _save(store, _table(("r1", "a")), "now")
    assert _units(store)["r2"] == ("removed", None, "now")
    assert store.load(_id(store)).answers["prof_web"] == _table(("r1", "a"))


def test_a_removed_row_can_come_back(store: Store) -> None:
    _save(store, _table(("r1", "a"), ("r2", "b")))
    _seal(store)
    _save(store, BLANK)
    assert store.load(_id(store)).answers["prof_web"] == BLANK
    _save(store, _table(("r2", "b")))
    assert store.load(_id(store)).answers["prof_web"] == _table(("r2", "b"))


def test_what_changes_after_sealing_loses_its_origin(store: Store) -> None:
    _save(store, _table(("r1", "a"), ("r2", "b")))
    _seal(store)
    _save(store, _table(("r1", "a"), ("r2", "c")))
    raw = store._database.raw()
    assert {row for (row,) in raw.execute("SELECT row FROM units WHERE origin IS NULL")} == {"r2"}


def test_a_blank_answer_that_was_never_given_is_not_stored(store: Store) -> None:
    _save(store, BLANK)
    assert _units(store) == {}


def test_a_batch_is_saved_whole_or_not_at_all(store: Store) -> None:
    id_ = _id(store)
    store.load(id_)
    with pytest.raises(UserError):
        store.save(id_, Edits({"prof_body": answered("fine"), "prof_web": answered("broken \ud800")}), "now")
    assert store.load(id_).answers == {}


def test_an_answer_written_after_a_failed_save_is_compared_with_the_file_again(store: Store) -> None:
    _save(store, answered("one"), code="prof_body")
    id_ = _id(store)
    with pytest.raises(UserError):
        store.save(id_, Edits({"prof_body": answered("\ud800")}), "now")
    store.save(id_, Edits({"prof_body": answered("two")}), "now")
    assert store.load(id_).answers == {"prof_body": answered("two")}


def test_a_save_that_failed_although_the_disk_has_it_is_not_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last step of a commit may fail after the commit: what was said to have failed is then in the file."""
    _save(store, answered("one"), code="prof_body")
    id_ = _id(store)
    really = store._database.writing

    @contextmanager
    def failing_at_the_end() -> Iterator[Connection]:
        with really() as connection:
            yield connection
        raise UserError("io_error")

    monkeypatch.setattr(store._database, "writing", failing_at_the_end)
    with pytest.raises(UserError):
        store.save(id_, Edits({"prof_body": answered("two")}), "now")
    monkeypatch.undo()
    store.save(id_, Edits({"prof_body": answered("one")}), "now")
    assert store.load(id_).answers == {"prof_body": answered("one")}


def test_a_unit_that_cannot_be_read_is_named_beside_the_others(store: Store) -> None:
    _save(store, answered("one"), code="prof_body")
    _save(store, answered("two"), code="prof_name")
    store._database.raw().execute("UPDATE units SET value = 'not json' WHERE question = 'prof_body'")
    loaded = store.load(_id(store))
    assert loaded.damaged == {"prof_body"}
    assert loaded.answers == {"prof_name": answered("two")}


_CODES = st.sampled_from(["prof_body", "prof_web", "counsel_status"])


@given(edits=st.lists(st.tuples(_CODES, KEPT_ANSWERS), min_size=1, max_size=6))
def test_random_edits_are_found_again_as_they_were(
    edits: list[tuple[str, Answer]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("edits") / "centre.mrcw"
    create(path, "X", "AL")
    expected: dict[str, Answer] = {}
    store = Store(path, read_only_reason=None, alone=True, translator=None)
    id_ = _id(store)
    store.load(id_)
    for code, answer in edits:
        store.save(id_, Edits({code: answer}), "now")
        expected[code] = answer
    store.close()
    again = Store(path, read_only_reason="read_only_asked", alone=True, translator=None)
    found = again.load(id_).answers
    again.close()
    assert {code: answer for code, answer in found.items() if answer != BLANK} == {
        code: answer for code, answer in expected.items() if answer != BLANK
    }


def test_states_without_a_value_keep_their_reason_and_comment(store: Store) -> None:
    given_ = Answer(AnswerState.NOT_APPLICABLE, None, "mandate", "by law", ("f" * 64,))
    _save(store, given_)
    assert store.load(_id(store)).answers["prof_web"] == given_
