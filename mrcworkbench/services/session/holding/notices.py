"""What lies beside a database while it is open for writing, for other computers and accounts: the operating system's
lock lies in the data folder of one account, where they do not see it.

One line of JSON in a small hidden file: computer, process, since when, and marks of computer and account. No name of a
person. It is a courtesy: where none can be written there is none, and one that cannot be read says nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from mrcworkbench import clocks, machines, paths, systems
from mrcworkbench.services.session.saving import timestamp

_LARGEST = 4096
_LONGEST = 100
_MOST_OF_NAME = 180
"""Bytes of the database's name in that of its notice."""
_LARGEST_PROCESS = 2**32
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Notice:
    """Who has a database open: `since` is a UTC timestamp, the marks are those of `machines`."""

    process: int
    computer: str
    since: str
    computer_mark: str
    account_mark: str

    @property
    def stands(self) -> bool:
        """Whether another computer, or another account of this one, works in the database as far as can be known.

        For whoever holds the lock of this account: what this account left on this computer is left over.
        """
        if self.computer_mark != machines.computer_mark():
            return True
        if self.account_mark == machines.account_mark(paths.user_data()) or self.process == os.getpid():
            return False
        return machines.process_runs(self.process)

    def shown_since(self) -> str:
        """The time by the clock of this computer, without seconds."""
        return clocks.local(datetime.fromisoformat(self.since)).strftime("%Y-%m-%d %H:%M")


def own_notice(moment: datetime) -> Notice:
    """The notice of this process."""
    account = machines.account_mark(paths.user_data())
    return Notice(os.getpid(), machines.computer_name(), timestamp(moment), machines.computer_mark(), account)


def notice_file(database: Path) -> Path:
    """Where the notice of a database lies: beside the file itself, by whatever link it is named."""
    real = Path(os.path.realpath(database))
    name = systems.shortened(real.name, _MOST_OF_NAME)
    if name != real.name:
        name = f"{name}~{sha256(os.fsencode(real.name)).hexdigest()[:8]}"
    return real.with_name(f".~{name}.open")


def read_notice(file: Path) -> Notice | None:
    """What a notice says; None for what is none: absent, a link, a folder, a pipe, too large, or not as we write it."""
    try:
        return _parsed(_content(file))
    except (OSError, ValueError, OverflowError, RecursionError):
        return None


def put_notice(file: Path, notice: Notice, database: Path) -> bytes | None:
    """Write a notice in the place of one that does not stand; the bytes written, or None if there is none now.

    Whoever may read the database may read it.
    """
    content = json.dumps(asdict(notice)).encode("ascii") + b"\n"
    try:
        mode = stat.S_IMODE(database.stat().st_mode) & 0o666
        if _may_be_replaced(file):
            file.unlink()
        descriptor = os.open(file, _MAKE, mode)
    except OSError:  # a place where nothing can be written beside the database, or another was faster
        return None
    try:
        try:
            os.write(descriptor, content)
        finally:
            os.close(descriptor)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink()
        return None
    with contextlib.suppress(OSError):  # some disks know no rights
        machines.hide(file)
        file.chmod(mode)  # whatever the mask for new files says
    return content


def remove_notice(file: Path, content: bytes) -> None:
    """Take the notice away if it is still the one that was written."""
    with contextlib.suppress(OSError):
        if _content(file) == content:
            file.unlink()


def forget_left(file: Path) -> None:
    """Take away the notice of a process of this computer and account that has died."""
    try:
        content = _content(file)
        left = _parsed(content)
    except (OSError, ValueError, OverflowError, RecursionError):  # there is none, or none of ours
        return
    ours = (machines.computer_mark(), machines.account_mark(paths.user_data()))
    if (left.computer_mark, left.account_mark) == ours and not machines.process_runs(left.process):
        remove_notice(file, content)


def _content(file: Path) -> bytes:
    """The bytes of a small ordinary file. Raises `OSError` or `ValueError` for any other."""
    if not stat.S_ISREG(file.lstat().st_mode):
        raise ValueError("not an ordinary file")
    descriptor = os.open(file, systems.OPEN_UNFOLLOWED)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError("not an ordinary file")
        content = os.read(descriptor, _LARGEST + 1)
    finally:
        os.close(descriptor)
    if len(content) > _LARGEST:
        raise ValueError("too large")
    return content


def _may_be_replaced(file: Path) -> bool:
    """Whether something of the size and kind of a notice lies there. Raises `OSError` for what is none of ours."""
    try:
        _content(file)
    except FileNotFoundError:
        return False
    except ValueError as error:
        raise FileExistsError(str(error)) from error
    return True


def _parsed(content: bytes) -> Notice:
    kept: Any = json.loads(content.decode("utf-8"))
    if not isinstance(kept, dict):
        raise ValueError("no object")  # noqa: TRY004 - all that is wrong with a notice is one kind
    process: object = kept.get("process")
    if type(process) is not int or not 0 < process < _LARGEST_PROCESS:
        raise ValueError("no process")
    words = (_text(kept, key) for key in ("computer", "since", "computer_mark", "account_mark"))
    notice = Notice(process, *words)
    notice.shown_since()  # raises for what is no time
    return notice


def _text(kept: dict[str, Any], key: str) -> str:
    text = kept.get(key)
    if not isinstance(text, str) or len(text) > _LONGEST or not text.isprintable():
        raise ValueError(f"no {key}")
    return text
