"""The window where the data folder takes nothing, and where another computer has the file open."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from mrcworkbench import paths
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui import preferences
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.holding.notices import notice_file
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from tests.gui.window_support import Desktop


def _said(desktop: Desktop) -> str:
    """Without the places at which a long word may break."""
    return " ".join(label.text() for label in desktop.shell.read_only.findChildren(QLabel)).replace("\u200b", "")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch, user_data: Path) -> Path:
    """A data folder in which no file can be made."""
    make = os.open

    def refuse(path: str | Path, flags: int, *more: int, **others: int) -> int:
        if flags & os.O_CREAT and Path(path).is_relative_to(user_data):
            raise OSError(errno.ENOSPC, "No space left on device")
        return make(path, flags, *more, **others)

    user_data.mkdir()
    monkeypatch.setattr(os, "open", refuse)
    return user_data


def test_with_a_full_data_folder_the_window_opens_reads_and_says_why_it_saves_nothing(
    desktop: Desktop, sample: Path, full: Path
) -> None:
    desktop.begin(sample)
    assert desktop.bridge.session.working_copy.answer("prof_year").state is AnswerState.ANSWERED
    assert desktop.bridge.session.read_only
    assert str(full) in _said(desktop)
    assert "No space left" in _said(desktop)
    for page in ("questionnaire", "results", "compare", "report", "submit"):
        desktop.go(page)
    desktop.theme.switch("dark", 130)
    assert preferences.load() == preferences.Preferences(), "what cannot be kept is forgotten, and nothing else"
    assert list(full.iterdir()) == []


def test_settings_that_cannot_be_written_leave_the_old_ones(desktop: Desktop, sample: Path, user_data: Path) -> None:
    desktop.begin(sample)
    desktop.theme.switch("dark", 130)
    before = preferences.file().read_bytes()
    preferences.file().with_suffix(".new").mkdir()
    desktop.theme.switch("light", 100)
    assert preferences.file().read_bytes() == before


def test_what_another_computer_has_open_is_read_and_the_way_out_is_told(desktop: Desktop, sample: Path) -> None:
    notice = {"process": 1, "computer": "<b>DESK</b>-7", "since": "2026-07-31T09:30:00Z"}
    marks = {"computer_mark": "0" * 16, "account_mark": "1" * 16}
    notice_file(sample).write_text(json.dumps({**notice, **marks}), "utf-8")
    desktop.begin(sample)
    assert desktop.bridge.session.read_only
    assert "<b>DESK</b>-7" in _said(desktop)
    assert notice_file(sample).name in _said(desktop)
    assert desktop.shell.read_only.isVisible()


def test_the_notice_goes_when_another_file_is_opened(desktop: Desktop, sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mrcw"
    create(other, "Other", "AL", "2026")
    desktop.begin(sample)
    assert notice_file(sample).exists()
    desktop.bench.files.open(other)
    desktop.settle()
    assert not notice_file(sample).exists()
    assert notice_file(other).exists()


def test_the_first_centre_is_kept_in_documents(desktop: Desktop) -> None:
    desktop.begin()
    desktop.bench.files.make_centre("Port Velira", "AL", "2026")
    desktop.settle()
    assert desktop.bridge.session.path == paths.documents() / "my-centre.mrcw"


def test_a_centre_begun_with_the_first_version_goes_on(desktop: Desktop, user_data: Path) -> None:
    user_data.mkdir()
    before = user_data / "my-centre.mrcw"
    create(before, "Begun before", "AL", "2026")
    desktop.begin()
    assert desktop.bridge.session.path == before
    assert desktop.bridge.assessment.centre.name == "Begun before"
    desktop.bench.files.make_centre("Second", "AL", "2026")
    assert desktop.answers.suggested is not None
    assert desktop.answers.suggested.parent.is_dir(), "a file can be made where one is suggested"


def test_a_submission_is_opened_as_it_was_sent(desktop: Desktop, database: Path, tmp_path: Path) -> None:
    sent = tmp_path / "sent.mrcw"
    with open_session(database) as session:
        submit(session, sent, author="Ana")
    before = sent.read_bytes()
    desktop.begin(sent)
    assert desktop.bridge.session.read_only
    assert "submission" in _said(desktop)
    assert sent.read_bytes() == before


@pytest.mark.parametrize(("name", "is_sent"), [("submission.mrcw", True), ("in-use.mrcw", False)])
def test_a_submission_of_the_first_format_stays_as_it_was_sent(
    desktop: Desktop, tmp_path: Path, name: str, is_sent: bool
) -> None:
    file = tmp_path / name
    shutil.copy(Path(__file__).parents[2] / "data" / "files_0_1_0" / name, file)
    before = file.read_bytes()
    desktop.begin(file)
    assert desktop.bridge.session.read_only == is_sent
    assert desktop.bridge.working_copy.answers
    assert (file.read_bytes() == before) == is_sent, "a database in use is upgraded"
