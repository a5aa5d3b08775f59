"""Files from elsewhere that hold several versions of the questionnaire, and those that lie about it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from mrcworkbench.services.session.moving import move_on
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.storage.strangers.hostile_files import Desk

_SAID = {
    "policy_ways": ["seat"],
    "jobs_mode": "facts",
    "prof_breaks": [{"prof_breaks_what": "Closed", "prof_breaks_why": "Flood"}, {"prof_breaks_why": "Lease"}],
    "info_topics": [{"info_topics_topic": "quotas", "info_topics_countries": "Italy"}],
}


@pytest.fixture
def moved(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A database in use that was sealed in version 1.0.0 and has moved on to 1.2.0, with much that is kept."""
    folder = tmp_path / "centre"
    folder.mkdir()
    request.getfixturevalue("version_one")
    path = files.centre(folder, "moved", _SAID)
    request.getfixturevalue("made_versions")
    with open_session(path) as session:
        session.open_assessment(None)
        move_on(session, "1.2.0")
    return path


def put(desk: Desk, path: Path) -> Path:
    shutil.copyfile(path, desk.file)
    return desk.file


def versions_of(desk: Desk) -> list[str]:
    incoming = desk.accepted()
    (part,) = incoming.parts()
    incoming.discard()
    return sorted(row[7] for row in part.revisions)


def test_a_copy_that_moved_on_is_taken_in_as_it_is_and_as_it_is_sent(desk: Desk, moved: Path) -> None:
    put(desk, moved)
    assert versions_of(desk) == ["1.0.0", "1.2.0"], "it is sealed on the way"
    put(desk, files.sent(moved, "sent"))
    assert versions_of(desk) == ["1.0.0", "1.2.0"]


def test_it_is_refused_where_its_row_tells_another_version_than_its_revisions(desk: Desk, moved: Path) -> None:
    files.sent(moved, "sent")
    for version in ("1.0.0", "1.1.0"):
        files.change(put(desk, moved), "UPDATE assessments SET questionnaire_version = :version", version=version)
        assert desk.refusal().reason in ("invalid_content", "corrupt")


def test_what_is_kept_is_what_the_version_before_held_and_nothing_else(desk: Desk, moved: Path) -> None:
    for said in (["draft"], ["no such way"], ["seat", "draft"]):
        text = json.dumps(said, separators=(",", ":"))
        files.change(put(desk, moved), "UPDATE units SET value = :text WHERE question = 'policy_ways@1.0.0'", text=text)
        assert desk.refusal().reason in ("invalid_content", "corrupt")
    for code in ("policy_ways@1.1.0", "policy_ways@9.0.0", "nothing@1.0.0", "prof_body@1.0.0", "policy_ways@"):
        files.change(put(desk, moved), "UPDATE units SET question = :to WHERE question = 'policy_ways@1.0.0'", to=code)
        assert desk.refusal().reason in ("invalid_content", "corrupt")
    files.change(put(desk, moved), "DELETE FROM units WHERE question LIKE '%@1.0.0'")
    assert desk.refusal().reason in ("invalid_content", "corrupt")


def test_kept_answers_are_in_the_file_that_was_read(moved: Path) -> None:
    raw = sqlite3.connect(moved)
    found = {code for (code,) in raw.execute("SELECT question FROM units WHERE question LIKE '%@%'")}
    found = {code for (code,) in raw.execute("SELECT question FROM units WHERE question LIKE '%@%'")}
    raw.close()
    assert found == {"policy_ways@1.0.0", "jobs_mode@1.0.0", "prof_breaks@1.1.0", "info_topics@1.1.0"}
