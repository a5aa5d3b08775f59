"""Merging where an answer that is not sealed yet cannot be read: it is never sealed as if somebody had said it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.services.session.test_unreadable import DAMAGE, _damage, _rows

ANSWERS = {
    "prof_year": 2004,
    "prof_body": "The ministry",
    "resp_scope": questionnaire("manager")["resp_scope"].options[0].code,
    "prof_web": [{"row": "r1", "prof_web_address": "a.example"}, {"row": "r2", "prof_web_address": "b.example"}],
}
MERGED_ALL_THE_SAME = {"a table without its order", "a table without one of its rows"}
"""What is left of such a table is one: merging takes rows apart and puts them together."""
REFUSED = {name: how for name, how in DAMAGE.items() if name not in MERGED_ALL_THE_SAME}
refused = pytest.mark.parametrize(("code", "statement"), REFUSED.values(), ids=REFUSED.keys())
Sent = tuple[Path, Path, Path]


@pytest.fixture
def two_states(tmp_path: Path) -> Sent:
    """A collection with a centre's first submission, the second one, and the submission of another centre."""
    centre = files.centre(tmp_path, "a", {"prof_year": 2000, "prof_body": "The city"})
    target = tmp_path / "all.mrcw"
    files.merge(target, files.sent(centre, "first"))
    files.edit(centre, {"prof_names": [{"prof_names_name": "Port Velira"}]})
    return target, files.sent(centre, "second"), files.sent(files.centre(tmp_path, "b", {"prof_year": 1999}), "other")


@refused
def test_a_file_that_would_seal_it_is_refused_and_the_others_go_in(two_states: Sent, code: str, statement: str) -> None:
    target, second, other = two_states
    files.edit(files.as_centres_file(target), ANSWERS)
    _damage(target, statement)
    before, sealed = _rows(target, code), files.rows(target, ("revision_units",))["revision_units"]
    for dry_run in (True, False):
        report = files.merge(target, second, other, dry_run=dry_run)
        assert files.verdicts(report) == ["refused", "new"]
        assert report.files[0].reason == "invalid_content"
        number = "?" if code == "later" else questionnaire("manager").number(code)
        assert f"question {number} ({code}) of the same assessment" in str(report.files[0].message)
    assert set(before) <= set(_rows(target, code))
    after = files.rows(target, ("revision_units",))["revision_units"]
    assert [row for row in after if row in sealed] == sealed
    assert len(after) == len(sealed) + 1
    if code != "later":  # which no editor of this version shows
        with open_session(target) as session:
            session.open_assessment(next(one.id for one in session.assessments() if one.centre.name == "Centre a"))
            answer = session.check(code, ANSWERS[code]).answer
            assert answer is not None
            session.set_answer(code, answer)
        assert files.verdicts(files.merge(target, second)) in (["updated"], ["conflict"])


@refused
def test_a_copy_of_a_database_with_one_is_refused(two_states: Sent, tmp_path: Path, code: str, statement: str) -> None:
    target, *_ = two_states
    files.edit(files.as_centres_file(target), ANSWERS)
    _damage(target, statement)
    report = files.merge(tmp_path / "new.mrcw", files.copy(target, "raw"))
    assert [(file.verdict, file.reason) for file in report.files] in (
        [("refused", "corrupt")],
        [("refused", "invalid_content")],
    )
    assert not (tmp_path / "new.mrcw").exists()
    assert code


@pytest.mark.parametrize(
    "statement", [how for code, how in DAMAGE.values() if code in ("prof_year", "prof_body")], ids=str
)
def test_what_was_sealed_comes_back_with_the_next_file(two_states: Sent, statement: str) -> None:
    target, second, _ = two_states
    _damage(target, statement)
    assert files.verdicts(files.merge(target, second)) == ["updated"]
    with open_session(target) as session:
        session.open_assessment(None)
        assert session.unreadable == frozenset()
        assert session.working_copy.answer("prof_year").value == 2000
        assert session.working_copy.answer("prof_body").value == "The city"
