"""Which computer and account this is, and whether a process runs; Windows and macOS are played by stand-ins."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Self

import pytest

from mrcworkbench import machines


def test_a_process_runs_until_it_ends() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert machines.process_runs(process.pid)
    process.communicate(b"\n")
    assert not machines.process_runs(process.pid)
    assert machines.process_runs(os.getpid())
    assert not machines.process_runs(2**40)


def test_a_process_of_another_account_runs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert machines.process_runs(4711)


@pytest.mark.parametrize(
    ("handle", "error", "code", "runs"),
    [(7, 0, 259, True), (7, 0, 1, False), (None, 5, 0, True), (None, 87, 0, False)],
)
def test_windows_is_asked_without_a_signal_that_would_end_the_process(
    handle: int | None, error: int, code: int, runs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Call(SimpleNamespace):
        def __init__(self, answer: Callable[..., object]) -> None:
            super().__init__(restype=None)
            self._answer = answer

        def __call__(self, *given: object) -> object:
            return self._answer(*given)

    def tell(_: object, into: SimpleNamespace) -> int:
        into._obj.value = code
        return 1

    closed: list[object] = []
    kernel = SimpleNamespace(
        OpenProcess=Call(lambda *_: handle), GetExitCodeProcess=Call(tell), CloseHandle=Call(closed.append)
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("that ends processes there"))
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: kernel, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: error, raising=False)
    assert machines.process_runs(4711) is runs
    assert len(closed) == (handle is not None), "no handle is left open"


def test_computers_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    marks = set()
    for number in "12":
        (tmp_path / number).write_text(number * 32, "ascii")
        monkeypatch.setattr(machines, "_MACHINE_IDS", (tmp_path / "none", tmp_path / number))
        marks.add(machines.computer_mark())
    assert len(marks) == 2
    assert not any(number * 16 in mark for number in "12" for mark in marks)


def test_a_mac_whose_name_changes_with_the_network_stays_the_same_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def __init__(self, _: None) -> None:
            pass

        def gethostuuid(self, id_: ctypes.Array[ctypes.c_char], _: object) -> int:
            id_.raw = b"\x07" * 16
            return 0

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", Library)
    names = iter(("home.local", "office.local"))
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(nodename=next(names)))
    assert machines.computer_mark() == machines.computer_mark()


def test_windows_has_its_names_in_other_places(monkeypatch: pytest.MonkeyPatch) -> None:
    class Key:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    class Registry(ModuleType):
        HKEY_LOCAL_MACHINE = 0

        def OpenKey(self, *_: object) -> Key:  # noqa: N802 - the name in Windows
            return Key()

        def QueryValueEx(self, _: Key, name: str) -> tuple[str, int]:  # noqa: N802 - the name in Windows
            assert name == "MachineGuid"
            return "guid", 1

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", Registry("winreg"))
    monkeypatch.setenv("COMPUTERNAME", "DESK-7\x1b")
    assert machines.computer_name() == "DESK-7"
    assert len(machines.computer_mark()) == 16


def test_accounts_of_one_computer_are_told_apart_without_their_names(tmp_path: Path) -> None:
    anna, ben = tmp_path / "anna", tmp_path / "ben"
    assert machines.account_mark(anna) != machines.account_mark(ben)
    (tmp_path / "link").symlink_to(anna)
    assert machines.account_mark(tmp_path / "link") == machines.account_mark(anna)
    assert not anna.exists(), "nothing has to be kept for it"


def test_what_lies_beside_a_database_is_hidden_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden: list[tuple[str, int]] = []
    kernel = SimpleNamespace(SetFileAttributesW=lambda path, how: hidden.append((path, how)))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda _: kernel, raising=False)
    machines.hide(tmp_path / "notice")
    assert hidden == [(str(tmp_path / "notice"), 2)]
