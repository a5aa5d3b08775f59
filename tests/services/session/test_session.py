"""A session: what is answered is in memory at once, durable when acknowledged, and there after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, answered
from mrcworkbench.errors import Fault, UsageError, UserError
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.session.databases import create, create_sample, lock_of
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.session.writer import ThreadWriter
from mrcworkbench.storage.store import NewContents, Store, create_store
from tests.submitted_files import edit


def _opened(path: Path, **more: object) -> Session:
    session = open_session(path, **more)  # type: ignore[arg-type]
    session.open_assessment(None)
    return session


def test_an_answer_is_there_after_the_file_was_closed_and_opened_again(database: Path) -> None:
    with _opened(database) as session:
        change = session.set_answer("prof_body", answered("Ministry"))
        assert change.after.value == "Ministry"
        assert session.saver.wait()
    with _opened(database) as session:
        assert session.working_copy.answer("prof_body") == answered("Ministry")


def test_a_checked_table_gets_row_ids_and_keeps_them(database: Path) -> None:
    with _opened(database) as session:
        checked = session.check("prof_web", [{"prof_web_address": "example.org"}])
        assert checked.answer is not None
        session.set_answer("prof_web", checked.answer)
        (row,) = checked.answer.rows
    with _opened(database) as session:
        assert session.working_copy.answer("prof_web").rows == (row,)
        assert len(row.id) == 36


def test_an_answer_rescores_its_criterion_at_once(database: Path) -> None:
    with _opened(database) as session:
        change = session.set_answer("counsel_status", answered("in_place"))
        assert change.criteria
        assert all(session.working_copy.criterion(id_).level is not None for id_ in change.criteria)


def test_several_answers_are_set_together(database: Path) -> None:
    with _opened(database) as session:
        changes = session.set_answers({"prof_body": answered("Ministry"), "counsel_status": answered("none")})
        assert [change.question for change in changes] == ["prof_body", "counsel_status"]
    with _opened(database) as session:
        assert set(session.working_copy.answers) == {"prof_body", "counsel_status"}


def test_several_answers_of_which_one_cannot_be_stored_are_none(database: Path) -> None:
    with _opened(database) as session:
        session.set_answer("prof_body", answered("before"))
        with pytest.raises(UserError):
            session.set_answers({"counsel_status": answered("none"), "prof_body": answered("broken \ud800")})
        assert session.working_copy.answers == {"prof_body": answered("before")}
        assert session.saver.unsaved == frozenset()
    with _opened(database) as session:
        assert session.working_copy.answers == {"prof_body": answered("before")}


def test_an_answer_made_blank_is_gone_after_reopening(database: Path) -> None:
    with _opened(database) as session:
        session.set_answer("prof_body", answered("Ministry", comment="as told"))
        session.set_answer("prof_body", BLANK)
    with _opened(database) as session:
        assert session.working_copy.answers == {}
    assert b"Ministry" not in database.read_bytes()


def test_a_second_window_is_told_and_reads_only(database: Path) -> None:
    with _opened(database) as first:
        first.set_answer("prof_body", answered("Ministry"))
        with _opened(database) as second:
            assert second.read_only_reason == "open_elsewhere"
            assert second.working_copy.answer("prof_body") == answered("Ministry")
            with pytest.raises(UserError) as caught:
                second.set_answer("prof_body", answered("Other"))
            assert caught.value.code == "open_elsewhere"
            first.set_answer("prof_body", answered("still mine"))
            assert first.saver.wait()
    with _opened(database) as alone:
        assert not alone.read_only
        assert alone.working_copy.answer("prof_body") == answered("still mine")


def test_another_name_of_the_same_file_is_the_same_file(database: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.mrcw"
    link.symlink_to(database)
    with _opened(database), _opened(link) as second:
        assert second.read_only_reason == "open_elsewhere"


def test_a_file_that_cannot_be_opened_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "later.mrcw"
    with pytest.raises(UserError):
        open_session(path)
    lock = lock_of(path)
    assert lock.acquire()
    lock.release()


def test_a_session_for_reading_leaves_the_file_to_others_and_unchanged(database: Path) -> None:
    before = database.read_bytes()
    with _opened(database, read_only=True) as reader:
        assert reader.read_only_reason == "read_only_asked"
        with _opened(database) as writer:
            assert not writer.read_only
    assert database.read_bytes() == before


def _second_assessment(path: Path) -> tuple[str, str]:
    made = create(path.with_name("one.mrcw"), "Port Velira", "AL", "2025")
    from dataclasses import replace

    other = replace(made, id="11111111-1111-4111-8111-111111111111", round="2026")
    contents = NewContents((made.centre,), (made, other))
    create_store(path, contents, file_id="f", made_at="2026-01-01T00:00:00.000Z")
    return made.id, other.id


def test_with_several_assessments_one_must_be_named(tmp_path: Path) -> None:
    path = tmp_path / "two.mrcw"
    first, second = _second_assessment(path)
    with open_session(path) as session:
        with pytest.raises(UsageError) as caught:
            session.open_assessment(None)
        assert caught.value.code == "assessment_ambiguous"
        assert first in str(caught.value.facts["assessments"])
        assert second in str(caught.value.facts["assessments"])
        with pytest.raises(UsageError) as caught:
            session.open_assessment("nonsense")
        assert caught.value.code == "assessment_unknown"


def test_each_assessment_keeps_its_own_answers_and_drafts(tmp_path: Path) -> None:
    path = tmp_path / "two.mrcw"
    first, second = _second_assessment(path)
    with open_session(path, writer=(writer := ThreadWriter())) as session:
        session.open_assessment(first)
        session.set_answer("prof_body", answered("first"))
        session.drafts.keep("prof_year", None, None, "long ago")
        session.open_assessment(second)
        assert session.working_copy.answers == {}
        assert session.drafts == {}
        session.set_answer("prof_body", answered("second"))
        session.open_assessment(first)
        assert session.working_copy.answer("prof_body") == answered("first")
        assert session.drafts == {("prof_year", None, None): "long ago"}
    writer.close()


def test_before_an_assessment_is_open_there_is_nothing_to_answer(database: Path) -> None:
    with open_session(database) as session, pytest.raises(Fault):
        session.set_answer("prof_body", answered("x"))


@pytest.mark.parametrize(
    "newer",
    [
        "UPDATE assessments SET questionnaire_id = 'newer'",
        "UPDATE assessments SET questionnaire_version = '9.0.0'",
    ],
)
def test_a_file_of_a_questionnaire_or_version_that_is_unknown_is_told(database: Path, newer: str) -> None:
    store = Store(database, read_only_reason=None, alone=True, translator=None)
    store._database.raw().execute(newer)
    store.close()
    with open_session(database) as session, pytest.raises(UserError) as caught:
        session.open_assessment(None)
    assert caught.value.code == "questionnaire_unknown"


def test_settings_stay_with_the_file(database: Path) -> None:
    with open_session(database) as session:
        assert session.settings.get("place") is None
        session.settings.set("place", "questionnaire:prof_body")
        session.settings.set("other", "x")
        session.settings.set("other", None)
    with open_session(database, read_only=True) as session:
        assert session.settings.get("place") == "questionnaire:prof_body"
        assert session.settings.get("other") is None
        session.settings.set("place", "home")
        assert session.settings.get("place") == "home"


def test_a_text_that_failed_its_check_is_kept_until_its_field_is_right(database: Path) -> None:
    with _opened(database) as session:
        session.drafts.keep("prof_year", None, None, "long ago")
        session.drafts.keep("prof_body", None, None, "typed")
    with _opened(database) as session:
        assert session.drafts == {("prof_year", None, None): "long ago", ("prof_body", None, None): "typed"}
        session.set_answer("prof_body", answered("right"))
        session.drafts.drop("prof_year")
        session.drafts.drop("prof_year")
        assert session.drafts == {}
    with _opened(database) as session:
        assert session.drafts == {}


def test_a_comment_does_not_take_a_kept_text_away(database: Path) -> None:
    with _opened(database) as session:
        session.drafts.keep("prof_year", None, None, "long ago")
        session.set_answer("prof_year", Answer(comment="nobody remembers"))
        assert session.drafts == {("prof_year", None, None): "long ago"}
        session.set_answer("prof_year", Answer(AnswerState.NOT_KNOWN))
        assert session.drafts == {}


def test_a_kept_text_of_a_cell_goes_with_its_row_or_its_new_value(database: Path) -> None:
    with _opened(database) as session:
        raw = [{"row": f"r{n}-0000", "prof_web_address": "a"} for n in (1, 2, 3)]
        table = session.check("prof_web", raw).answer
        assert table is not None, session.check("prof_web", raw).problems
        session.set_answer("prof_web", table)
        ids = [row.id for row in table.rows]
        for id_ in ids:
            session.drafts.keep("prof_web", id_, "prof_web_address", "typed")
        raw[1]["prof_web_address"] = "b"
        changed = session.check("prof_web", raw[:2]).answer
        assert changed is not None
        session.set_answer("prof_web", changed)
        assert set(session.drafts) == {("prof_web", ids[0], "prof_web_address")}


def test_the_list_counts_what_applies(tmp_path: Path) -> None:
    path = tmp_path / "sample.mrcw"
    made = create_sample(path)
    with open_session(path, read_only=True) as session:
        (centre,) = session.read_file(listing)["centres"]
        assert session.is_sample
        assert centre["id"] == made.centre.id
        assert centre["withdrawn"] is False
        (listed,) = centre["assessments"]
        session.open_assessment(None)
        progress = session.working_copy.progress()
    assert (listed["answered"], listed["applicable"]) == (progress.answered, progress.applicable)
    assert listed["state"] == "in_progress"
    assert listed["revisions"] == []


def test_answers_to_questions_that_this_version_lacks_are_kept(database: Path) -> None:
    with _opened(database) as session:
        session.set_answer("prof_body", answered("x"))
    edit(database, "UPDATE units SET question = 'from_a_later_version'")
    with _opened(database) as session:
        assert session.working_copy.answers == {}
        session.set_answer("prof_body", answered("y"))
    store = Store(database, read_only_reason="read_only_asked", alone=True, translator=None)
    id_ = store.contents().assessments[0].id
    assert store.load(id_).answers["from_a_later_version"] == answered("x")
    store.close()


def test_a_setting_of_a_file_that_is_only_read_is_kept_for_the_session_and_fails_nothing(database: Path) -> None:
    failed: list[UserError] = []
    with open_session(database, read_only=True) as session:
        session.saver.on_failed = failed.append
        session.settings.set("report_audience", "internal")
        assert session.settings.get("report_audience") == "internal"
        assert session.saver.wait()
    assert failed == []
    with open_session(database, read_only=True) as session:
        assert session.settings.get("report_audience") is None
