"""What ends a program without an exception is in the log after the next start, without anybody's folders."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mrcworkbench.log import crashes, files, watching

CODE = """
import faulthandler, os, sys
from mrcworkbench.log import watching
watching.watch()
def khumalo_calls():
    {}
khumalo_calls()
"""


def crash(how: str, folder: Path) -> int:
    """A program of a person whose name is in every path, crashed; gives what it ended with."""
    home = folder / "Zanele Khumalo"
    home.mkdir(exist_ok=True)
    script = home / "deported.py"
    script.write_text(CODE.format(how), "utf-8")
    ended = subprocess.run([sys.executable, script], cwd=home, capture_output=True, check=False)
    return ended.returncode


@pytest.mark.parametrize(
    ("how", "reason"), [("faulthandler._sigsegv()", "segmentation_fault"), ("os.abort()", "aborted")]
)
def test_a_crash_is_taken_into_the_log_without_folders(how: str, reason: str, tmp_path: Path, user_data: Path) -> None:
    assert crash(how, tmp_path) != 0
    left = user_data / "logs" / "crashed.txt"
    assert "Zanele Khumalo" in left.read_text("utf-8")
    crashes.take_in()
    text = files.read()
    assert f" ended_unexpectedly reason={reason}\n" in text
    assert "    at elsewhere:6 khumalo_calls\n" in text
    assert "Zanele" not in text
    assert "deported" not in text
    assert left.read_bytes() == b""


def test_a_crash_is_told_once(tmp_path: Path) -> None:
    crash("os.abort()", tmp_path)
    crash("os.abort()", tmp_path)
    crashes.take_in()
    crashes.take_in()
    assert files.read().count("ended_unexpectedly") == 2


def test_frames_of_the_program_are_named_from_the_package_on(tmp_path: Path) -> None:
    crash("from mrcworkbench.log import files; files.folder = os.abort; files.append('')", tmp_path)
    crashes.take_in()
    assert "    at mrcworkbench/log/files.py:" in files.read()


def test_only_known_lines_of_what_is_left_are_taken(user_data: Path) -> None:
    user_data.joinpath("logs").mkdir(parents=True)
    lines = (
        "Zanele was here",
        "Windows fatal exception: code 0x8001010d",
        "",
        "Thread 0x00001f4c [Zanele] (most recent call first):",
        r'  File "C:\\Users\\Zanele\\x.py", line 7 in <module>',
        '  File "/opt/site-packages/PySide6/x.py", line ??? in run',
        "Extension modules: Zanele (total: 1)",
        "Fatal Python error: Zanele",
        "Windows fatal exception: access violation",
    )
    user_data.joinpath("logs", "crashed.txt").write_text("\n".join(lines), "utf-8")
    crashes.take_in()
    text = files.read()
    assert "Zanele" not in text
    assert [line.split(" ", 3)[3] if line[0] != " " else line for line in text.splitlines()] == [
        "native_exception number=2147549453",
        "  thread",
        "    at elsewhere:7 <module>",
        "    at PySide6/x.py:? run",
        "ended_unexpectedly reason=access_violation",
    ]


def test_a_place_that_cannot_be_written_stops_no_program(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    code = "from mrcworkbench.log import watching; watching.watch(); print('on')"
    environment = {**os.environ, "MRCWORKBENCH_DATA": str(in_the_way)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert (done.stdout.strip(), done.stderr) == (b"on", b"")


def test_what_nobody_can_catch_is_logged_and_still_told_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    monkeypatch.setattr(watching.crashes, "watch", lambda: None)
    watching.watch()

    class Fails:
        def __del__(self) -> None:
            raise ValueError("Zanele was deported")

    def fail() -> None:
        raise KeyError("Zanele was deported")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Fails()
    text = files.read()
    assert len(told) == 2
    assert "error KeyError" in text
    assert "error ValueError" in text
    assert "Zanele" not in text
