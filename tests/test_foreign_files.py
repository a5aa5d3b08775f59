"""Files from elsewhere bear the system's mark where it has one, and lack of one stops nothing."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from mrcworkbench.foreign_files import mark_as_foreign


def test_windows_gets_a_second_stream_that_says_internet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    file = tmp_path / "paper.pdf"
    file.write_text("content")
    assert mark_as_foreign(file)
    assert Path(f"{file}:Zone.Identifier").read_bytes() == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    assert file.read_text() == "content"


def mac(result: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The C library of a Mac; returns its calls."""
    calls: list[tuple[object, ...]] = []

    def setxattr(*arguments: object) -> int:
        calls.append(arguments)
        return result

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(setxattr=setxattr))
    return calls


def test_a_mac_gets_the_quarantine_attribute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = mac(0, monkeypatch)
    file = tmp_path / "paper.pdf"
    assert mark_as_foreign(file)
    path, name, value, length, position, options = calls[0]
    assert (path, name, position, options) == (os.fsencode(file), b"com.apple.quarantine", 0, 0)
    flags, when, agent, last = bytes(value).split(b";")  # type: ignore[call-overload]
    assert (flags, agent, last, length) == (b"0081", b"MRC Workbench", b"", len(bytes(value)))  # type: ignore[call-overload]
    assert int(when, 16) > 0


def test_a_disk_without_marks_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mac(-1, monkeypatch)
    assert not mark_as_foreign(tmp_path / "paper.pdf")
    monkeypatch.setattr(sys, "platform", "win32")
    assert not mark_as_foreign(tmp_path / "missing" / "paper.pdf")


def test_linux_has_no_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    file = tmp_path / "paper.pdf"
    file.touch()
    assert not mark_as_foreign(file)
    assert list(tmp_path.iterdir()) == [file]
