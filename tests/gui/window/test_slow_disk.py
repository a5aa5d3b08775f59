"""A disk that takes its time: the window never waits for it, and says "saved" only when it has answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.gui.widgets import MessageBox
from mrcworkbench.services.session.writer import ImmediateWriter, Job
from tests.gui.window_support import Answers, Desktop


class HeldJob(Job[Any]):
    """Work that is not done yet. Waiting for it would never end, so whoever waits fails."""

    done = False

    def run(self) -> None:
        super().run()
        self.done = True

    def result(self) -> Any:
        assert self.done, "the window waited for the disk"
        return super().result()


class SlowDisk:
    """A writer that does nothing while it is `held`, and then everything in order."""

    def __init__(self) -> None:
        self.held = False
        self._waiting: list[HeldJob] = []

    def submit(self, work: Callable[[], Any]) -> Job[Any]:
        if not self.held:
            return ImmediateWriter().submit(work)
        job = HeldJob(work)
        self._waiting.append(job)
        return job

    def answer(self) -> None:
        """Does everything that waits."""
        self.held = False
        while self._waiting:
            self._waiting.pop(0).run()


class Later:
    """A runner whose tasks run when the test says so, as on another thread."""

    def __init__(self) -> None:
        self.waiting: list[Task] = []
        self.held = False

    def start(self, task: Task) -> None:
        if self.held:
            self.waiting.append(task)
        else:
            task.run()

    def run(self) -> None:
        self.held = False
        while self.waiting:
            self.waiting.pop(0).run()


Slow = tuple[Desktop, SlowDisk, Later]


@pytest.fixture
def slow(qapp: QApplication, user_data: Path, sample: Path) -> Iterator[Slow]:
    """The window on the sample, whose disk stops answering once it is open."""
    disk, runner = SlowDisk(), Later()
    desktop = Desktop(qapp, Answers(), runner=runner, writer=lambda: disk)
    desktop.begin(sample)
    disk.held = runner.held = True
    yield desktop, disk, runner
    disk.answer()
    runner.run()
    desktop.end()


def test_no_page_and_no_edit_waits_for_what_is_being_saved(slow: Slow) -> None:
    desktop, _, _ = slow
    for page in (*desktop.shell.sidebar.shown_pages, *desktop.shell.sidebar.shown_pages):
        desktop.answer("prof_body", f"typed before {page}")
        desktop.bridge.drafts.keep("prof_year", None, None, f"{page} or so")
        desktop.go(page)
        desktop.bridge.undo_stack.undo()
        desktop.bridge.undo_stack.redo()
        desktop.settle()


def test_a_file_is_attached_off_the_window_s_thread_and_named_once_it_is_stored(slow: Slow, tmp_path: Path) -> None:
    desktop, disk, runner = slow
    paper = tmp_path / "log.pdf"
    paper.write_bytes(b"%PDF-1.4 a log")
    cards = desktop.go("questionnaire", question="training_evidence").cards  # type: ignore[attr-defined]
    while not cards.is_complete:
        desktop.settle()
    card = cards.card("training_evidence")
    card.files_asked.emit("training_evidence", (paper,))
    assert desktop.bridge.working_copy.answer("training_evidence").attachments == ()
    said = [box.accessibleName() for box in card.files.findChildren(MessageBox) if box.isVisible()]
    assert len(said) == 1
    assert "log.pdf" in said[0]
    disk.answer()
    runner.run()
    assert len(desktop.bridge.working_copy.answer("training_evidence").attachments) == 1
    assert not any(box.isVisible() for box in card.files.findChildren(MessageBox))


def test_a_file_is_attached_also_when_its_card_has_gone_meanwhile(slow: Slow, tmp_path: Path) -> None:
    desktop, disk, runner = slow
    paper = tmp_path / "log.pdf"
    paper.write_bytes(b"%PDF-1.4 a log")
    cards = desktop.go("questionnaire", question="training_evidence").cards  # type: ignore[attr-defined]
    while not cards.is_complete:
        desktop.settle()
    cards.card("training_evidence").files_asked.emit("training_evidence", (paper, tmp_path / "no such file"))
    desktop.go("questionnaire", question="prof_body")
    desktop.settle()
    disk.answer()
    runner.run()
    assert len(desktop.bridge.working_copy.answer("training_evidence").attachments) == 1


def test_saved_is_said_when_the_disk_has_answered_and_not_before(slow: Slow) -> None:
    desktop, disk, _ = slow
    told: list[str] = []
    desktop.bridge.saving.saved.connect(
        lambda _: told.append(str(desktop.bridge.working_copy.answer("prof_body").value))
    )
    desktop.answer("prof_body", "one")
    desktop.answer("prof_body", "two")
    assert told == []
    disk.answer()
    desktop.settle()
    assert set(told) == {"two"}


def test_saved_is_not_said_of_an_older_answer_while_a_newer_one_waits_for_the_disk(slow: Slow) -> None:
    """The word comes over from the disk's thread, and somebody may type while it is on its way."""
    desktop, disk, _ = slow
    told: list[object] = []
    desktop.bridge.saving.saved.connect(told.append)
    desktop.answer("prof_body", "typed while the word was on its way")
    acknowledged = desktop.bridge.session.saver.on_saved
    assert acknowledged is not None
    acknowledged()
    desktop.settle()
    assert told == []
    disk.answer()
    desktop.settle()
    assert told
