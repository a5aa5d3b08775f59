"""Whoever does the database's work does all of it, in order, and says of each job what it came to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, get_ident

import pytest

from mrcworkbench.services.session.writer import ImmediateWriter, ThreadWriter, Writer


@pytest.fixture(params=[ImmediateWriter, ThreadWriter])
def writer(request: pytest.FixtureRequest) -> Iterator[Writer]:
    made = request.param()
    yield made
    if isinstance(made, ThreadWriter):
        made.close()


def _raising(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_a_job_that_failed_says_why_as_often_as_asked_and_the_next_ones_are_done(writer: Writer) -> None:
    failed = writer.submit(_raising(OSError("the disk is gone")))
    done = writer.submit(lambda: 7)
    for _ in range(2):
        with pytest.raises(OSError, match="the disk is gone"):
            failed.result()
        assert done.result() == 7


def test_jobs_are_done_in_order_on_one_thread_that_is_not_the_caller_s() -> None:
    writer, go_on = ThreadWriter(), Event()
    done: list[tuple[int, int]] = []
    writer.submit(go_on.wait)
    jobs = [writer.submit(lambda n=n: done.append((n, get_ident()))) for n in range(50)]  # type: ignore[misc]
    assert not done
    go_on.set()
    for job in jobs:
        job.result()
    assert [number for number, _ in done] == list(range(50))
    assert len({thread for _, thread in done}) == 1
    assert get_ident() not in {thread for _, thread in done}
    writer.close()


def test_who_interrupts_the_program_ends_it_at_once_and_not_the_thread() -> None:
    with pytest.raises(KeyboardInterrupt):
        ImmediateWriter().submit(_raising(KeyboardInterrupt()))
    writer = ThreadWriter()
    with pytest.raises(SystemExit):
        writer.submit(_raising(SystemExit())).result()
    assert writer.submit(lambda: 7).result() == 7
    writer.close()


def test_whoever_comes_after_the_end_is_refused_and_does_not_wait_for_ever() -> None:
    writer = ThreadWriter()
    writer.close()
    with pytest.raises(RuntimeError, match="ended"):
        writer.submit(lambda: 7)
    writer.close()


def test_what_waits_when_the_program_ends_is_still_done(tmp_path: Path) -> None:
    program = """
import sys, time
from pathlib import Path
from mrcworkbench.services.session.writer import ThreadWriter
writer = ThreadWriter()
writer.submit(lambda: time.sleep(0.2))
writer.submit(lambda: Path(sys.argv[1]).write_text("done"))
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "job")], check=True, timeout=60)
    assert (tmp_path / "job").read_text() == "done"
