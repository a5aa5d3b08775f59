"""Long work off the window's thread, and the one door for messages."""

from __future__ import annotations

from threading import Event, current_thread
from typing import Any

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import Notifier, sentences
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import DirectRunner, PoolRunner, Task
from tests.gui.pages_support import MemorySession


def told(task: Task) -> list[tuple[str, object]]:
    seen: list[tuple[str, object]] = []
    task.progressed.connect(lambda done, total, text: seen.append(("progress", (done, total, text))))
    task.done.connect(lambda result: seen.append(("done", result)))
    task.failed.connect(lambda error: seen.append(("failed", error)))
    task.cancelled.connect(lambda: seen.append(("cancelled", None)))
    task.finished.connect(lambda: seen.append(("finished", None)))
    return seen


def test_work_reports_and_ends_with_its_result(qapp: Any) -> None:
    def work(task: Task) -> str:
        task.step(1, 2, "half")
        task.step(2, 2, "all")
        return "result"

    task = Task(work)
    seen = told(task)
    DirectRunner().start(task)
    assert seen[-2:] == [("done", "result"), ("finished", None)]
    assert ("progress", (2, 2, "all")) in seen


def test_a_cancel_stops_work_at_its_next_step(qapp: Any) -> None:
    steps = []

    def work(task: Task) -> None:
        for number in range(10):
            task.step(number, 10)
            steps.append(number)
            if number == 3:
                task.cancel()

    task = Task(work)
    seen = told(task)
    DirectRunner().start(task)
    assert steps == [0, 1, 2, 3]
    assert [name for name, _ in seen if name != "progress"] == ["cancelled", "finished"]


def test_what_work_raises_is_handed_over(qapp: Any) -> None:
    def work(_: Task) -> None:
        raise UserError("missing", path="x")

    task = Task(work)
    seen = told(task)
    DirectRunner().start(task)
    assert [name for name, _ in seen] == ["failed", "finished"]


def test_pooled_work_runs_elsewhere_and_tells_on_the_windows_thread(qtbot: Any) -> None:
    threads: dict[str, str] = {}
    go = Event()

    def work(_: Task) -> None:
        assert go.wait(5)
        threads["work"] = current_thread().name

    task = Task(work)
    task.done.connect(lambda _: threads.update(told=current_thread().name))
    runner = PoolRunner()
    with qtbot.waitSignal(task.finished, timeout=5000):
        runner.start(task)
        go.set()
    qtbot.waitUntil(lambda: "told" in threads, timeout=5000)
    assert threads["told"] == current_thread().name != threads["work"]


def test_a_stopped_pool_has_cancelled_and_awaited_its_work_and_takes_no_more(qtbot: Any) -> None:
    begun, ended = Event(), Event()

    def work(task: Task) -> None:
        begun.set()
        try:
            while True:
                task.step()
        finally:
            ended.set()

    runner, task = PoolRunner(), Task(work)
    seen = told(task)
    runner.start(task)
    assert begun.wait(5)
    runner.stop()
    assert ended.is_set()
    qtbot.waitUntil(lambda: [name for name, _ in seen][-2:] == ["cancelled", "finished"], timeout=5000)
    late = Task(lambda _: begun.clear())
    runner.start(late)
    assert begun.is_set()
    assert not runner._running


def test_an_error_is_told_with_its_advice_and_a_fault_with_a_report(qapp: Any, texts: Catalogue) -> None:
    notifier = Notifier(texts)
    said: list[tuple[str, str, str]] = []
    reports: list[str] = []
    notifier.said.connect(lambda *words: said.append(words))
    notifier.broke.connect(reports.append)
    notifier.failure(UserError("nothing_inside", path="x.mrcw"))
    assert said == [("danger", *sentences(texts, UserError("nothing_inside", path="x.mrcw")))]
    notifier.failure(ValueError("broken promise"))
    assert "broken promise" in reports[0]


@pytest.mark.parametrize("code", ["nothing_inside", "screens_not_written"])
def test_errors_of_the_window_have_a_sentence_and_advice(texts: Catalogue, code: str) -> None:
    sentence, advice = sentences(texts, UserError(code, path="x", detail="y"))
    assert sentence
    assert advice


class Held:
    """Keeps a task until it is told to do it."""

    task: Task

    def start(self, task: Task) -> None:
        self.task = task


def test_what_was_done_with_a_file_is_not_told_of_the_one_that_is_open_by_then(qapp: Any, texts: Catalogue) -> None:
    runner, bridge = Held(), Bridge(texts, runner=DirectRunner())
    bridge.attach(MemorySession())  # type: ignore[arg-type]
    done: list[object] = []
    work = FileWork(bridge, runner)
    work.start(lambda _: "merged", done.append, done.append)
    bridge.detach()
    bridge.attach(MemorySession(name="Another"))  # type: ignore[arg-type]
    runner.task.run()
    assert done == []
    assert not work.running
    assert not bridge.busy
