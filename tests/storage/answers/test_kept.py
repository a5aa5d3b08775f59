"""What is kept here stands in the file beside the units: whatever is saved, sealed or damaged, it is not lost, and no
unit speaks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from mrcworkbench.domain.questionnaire.answers import (
    BLANK,
    Answer,
    AnswerState,
    Row,
    answered,
    going_along,
    that_stays,
)
from mrcworkbench.storage.answers.attachments import Attachment
from mrcworkbench.storage.answers.encoding import from_units, to_units
from mrcworkbench.storage.answers.kept import KeptPart, kept_parts, with_kept
from mrcworkbench.storage.answers.sealing import seal_working_copy
from mrcworkbench.storage.store import Edits, Store
from tests.answer_values import KEPT_ANSWERS

AT = "2026-01-01T00:00:00.000Z"
PRIVATE = that_stays(Row("p", {"place": "the director's office"}, "quiet"))
OPEN = Row("o", {"place": "the hall"})


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    found = Store(database, read_only_reason=None, alone=True, translator=None)
    yield found
    found.close()


def _id(store: Store) -> str:
    return store.contents().assessments[0].id


def _save(store: Store, answer: Answer, code: str = "prof_web") -> None:
    store.load(_id(store))
    store.save(_id(store), Edits({code: answer}), AT)


def _loaded(store: Store, code: str = "prof_web") -> Answer:
    return store.load(_id(store)).answers.get(code, BLANK)


def _said(store: Store, table: str) -> str:
    """Everything that stands in a table."""
    return repr(store._database.raw().execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608


def _seal(store: Store) -> None:
    id_ = _id(store)
    with store._database.writing() as connection:
        seal_working_copy(connection, id_, author="A", sealed_at=AT)
    store._stored.clear()


@given(KEPT_ANSWERS)
def test_units_and_what_is_kept_make_the_whole_answer_again(answer: Answer) -> None:
    assert with_kept(from_units(to_units(answer)), kept_parts(answer)) == answer


@given(KEPT_ANSWERS)
def test_what_is_hashed_is_as_if_nothing_were_kept(answer: Answer) -> None:
    assert to_units(answer) == to_units(going_along(answer))
    assert kept_parts(going_along(answer)) == {}


def test_an_answer_with_nothing_but_a_kept_comment_exists_and_has_no_unit(store: Store) -> None:
    _save(store, Answer(kept_comment="ask the director first"))
    assert _loaded(store) == Answer(kept_comment="ask the director first")
    assert _said(store, "units") == "[]"
    _save(store, BLANK)
    assert _said(store, "kept_here") == "[]"


def test_a_kept_comment_is_no_change_of_what_was_sealed(store: Store) -> None:
    _save(store, answered("x.example", "goes"))
    _seal(store)
    before = _said(store, "units")
    _save(store, replace(_loaded(store), kept_comment="stays"))
    assert _said(store, "units") == before
    assert (_loaded(store).comment, _loaded(store).kept_comment) == ("goes", "stays")


def test_a_comment_that_is_kept_from_now_on_is_taken_out_of_the_unit(store: Store) -> None:
    _save(store, answered("x.example", "for us only"))
    _save(store, replace(_loaded(store), comment="", kept_comment="for us only"))
    assert "for us only" not in _said(store, "units")
    assert _loaded(store).kept_comment == "for us only"


def test_a_row_that_stays_is_in_no_revision_and_keeps_its_place(store: Store) -> None:
    rows = (OPEN, PRIVATE, replace(OPEN, id="q"))
    _save(store, answered(rows))
    _seal(store)
    assert "director" not in _said(store, "revision_units")
    assert '"p"' not in _said(store, "revision_units")
    assert _loaded(store).rows == rows


def test_a_row_that_was_sealed_and_stays_from_now_on_is_gone_for_the_others(store: Store) -> None:
    _save(store, answered((OPEN, Row("p", PRIVATE.cells))))
    _seal(store)
    _save(store, answered((OPEN, PRIVATE)))
    assert ("removed",) in store._database.raw().execute("SELECT state FROM units WHERE row = 'p'").fetchall()
    assert _loaded(store).rows == (OPEN, PRIVATE)
    _seal(store)
    assert _loaded(store).rows == (OPEN, PRIVATE)
    _save(store, answered((OPEN, replace(PRIVATE, stays=False))))
    assert _loaded(store).rows == (OPEN, replace(PRIVATE, stays=False))
    assert '"director' not in _said(store, "kept_here")


def test_a_table_whose_rows_all_stay_is_blank_for_the_others(store: Store) -> None:
    _save(store, answered((OPEN,)))
    _seal(store)
    _save(store, answered((that_stays(OPEN),)))
    assert store._database.raw().execute("SELECT state FROM units WHERE row = ''").fetchall() == [("blank",)]
    assert _loaded(store).rows == (that_stays(OPEN),)


def test_rows_that_stay_stand_where_they_stood_though_others_came_and_went(store: Store) -> None:
    new = Row("n", {"place": "new"})
    units = to_units(answered((new, OPEN)))
    kept = kept_parts(answered((PRIVATE, OPEN, replace(PRIVATE, id="r"), Row("gone", {"place": "x"}))))
    assert [row.id for row in with_kept(from_units(units), kept).rows] == ["p", "n", "o", "r"]


def test_rows_that_stay_come_back_when_their_table_does() -> None:
    """A merge may say "declined" of a table in which somebody keeps rows here."""
    kept = kept_parts(answered((PRIVATE,)))
    assert with_kept(Answer(AnswerState.DECLINED), kept) == Answer(AnswerState.DECLINED)
    assert with_kept(BLANK, kept).rows == (PRIVATE,)


def test_a_damaged_comment_is_told_stays_in_the_file_and_goes_when_another_answer_is_given(store: Store) -> None:
    _save(store, replace(answered("x.example"), kept_comment="stays"))
    _save(store, answered("fine"), "prof_body")
    store._database.raw().execute("UPDATE kept_here SET comment = CAST(X'73FF' AS TEXT)")
    loaded = store.load(_id(store))
    assert loaded.damaged == {"prof_web"}
    assert loaded.answers == {"prof_body": answered("fine")}
    store.save(_id(store), Edits({"prof_body": answered("still fine")}), AT)
    assert store._database.raw().execute("SELECT count(*) FROM kept_here").fetchone() == (1,)
    store.save(_id(store), Edits({"prof_web": answered("y.example")}), AT)
    again = store.load(_id(store))
    assert (again.damaged, again.answers["prof_web"]) == (frozenset(), answered("y.example"))
    assert _said(store, "kept_here") == "[]"


@pytest.mark.parametrize("value", ["not json", "[]", '{"a":true}'])
def test_a_kept_row_that_is_none_is_damaged(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        with_kept(answered((OPEN,)), {"p": KeptPart(value)})


def test_a_row_that_stays_has_no_comment_that_goes_along() -> None:
    with pytest.raises(ValueError, match="goes along"):
        kept_parts(answered((replace(PRIVATE, comment="goes"),)))


def test_a_file_that_only_a_kept_row_names_is_not_forgotten(store: Store) -> None:
    sha256 = "ab" * 32
    row = replace(PRIVATE, attachments=(sha256,))
    store._database.raw().execute("PRAGMA ignore_check_constraints = ON")
    store.attachments.add(Attachment(sha256, "x.pdf", "application/pdf", 1, AT, b"x"), "a1", ("", ""))
    _save(store, answered((row,)))
    assert store.attachments.forget_unused() == 0
    _save(store, BLANK)
    assert store.attachments.forget_unused() == 1


def test_what_is_kept_and_the_answer_are_saved_together_or_not_at_all(store: Store) -> None:
    store.load(_id(store))
    with pytest.raises(Exception, match=r".*"):
        store.save(_id(store), Edits({"prof_web": replace(answered("x.example"), kept_comment="\ud800")}), AT)
    assert store.load(_id(store)).answers == {}


def test_an_answer_in_which_nothing_is_kept_writes_nothing_to_the_other_table(store: Store) -> None:
    seen: list[str] = []
    store.load(_id(store))
    store._database.raw().set_trace_callback(seen.append)
    store.save(_id(store), Edits({"prof_web": answered("x.example", "goes")}), AT)
    store._database.raw().set_trace_callback(None)
    assert not any("kept_here" in one for one in seen)
