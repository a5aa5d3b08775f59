"""Commands of the program, each in a process of its own that is a copy of this one, so that none has to start anew.

The process has its own data folder, limits and user; it is killed when its time is over.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import io
import json
import os
import resource
import select
import signal
import struct
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from time import monotonic
from typing import Any

NOBODY = 65534
_KEEP_CAPABILITIES, _CAP_DAC_READ_SEARCH, _CAPABILITY_VERSION = 8, 2, 0x20080522
"""The kernel's own numbers."""
"""A user without rights, for what root would be allowed anyway."""
_MEGABYTE = 1024 * 1024
_NEW_NAMESPACE = 0x20000
_READ_ONLY, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 1, 32, 4096, 16384, 1 << 18
"""Linux's own numbers."""


@dataclass(frozen=True)
class Surroundings:
    """What the process sees: `data` is the user's data folder, `temporary` the system's temporary folder."""

    data: Path
    temporary: Path | None = None
    seconds: float = 10.0
    """After which it counts as hanging and is killed."""
    megabytes: int | None = None
    """Address space that it may take beyond what this process has."""
    largest_file: int | None = None
    """Bytes that a file may have; what a full disk is like."""
    without_rights: bool = False
    """Whether root's rights are given up, so that the modes of files hold."""
    small_disks: tuple[tuple[Path, int], ...] = ()
    """Folders that are disks of so many bytes, empty. Needs root."""
    read_only: Path | None = None
    """A folder that is mounted so that nobody can write in it. Needs root."""


@dataclass(frozen=True)
class Ran:
    """How it ended. `status` is None where it was killed."""

    status: int | None
    out: str
    err: str
    seconds: float
    memory: float
    """Megabytes at most."""
    cpu: float
    """Seconds of the processor."""
    hung: bool

    def document(self) -> Any:
        """What it printed with `--json`; None where that is no document."""
        try:
            return json.loads(self.out)
        except ValueError:
            return None

    def told(self) -> str:
        """How it ended, for whoever reads a report."""
        if self.hung:
            return " < ".join(line.strip() for line in self.err.splitlines() if line.startswith("  File"))[:900]
        status = "killed" if self.status is None else f"exit {self.status}"
        return f"{status}, {(self.err or self.out).strip()[-300:]}"


def run_command(words: Sequence[object], surroundings: Surroundings) -> Ran:
    """One command of the program."""

    def command() -> int:
        from mrcworkbench.cli import main

        return main([str(word) for word in words])

    return run(command, surroundings)


def run(work: Callable[[], int], surroundings: Surroundings) -> Ran:
    """`work` in a copy of this process; what it returns is the exit status, 3 if it raises."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = monotonic()
        child = os.fork()
        if child == 0:
            _be_the_child(work, surroundings, out.fileno(), err.fileno())
        status, usage, hung = _waited(child, surroundings.seconds)
        seconds = monotonic() - begun
        out.seek(0)
        err.seek(0)
        return Ran(
            os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else None,
            out.read().decode("utf-8", "replace"),
            err.read().decode("utf-8", "replace"),
            seconds,
            usage.ru_maxrss / 1024,
            usage.ru_utime + usage.ru_stime,
            hung,
        )


def _waited(child: int, seconds: float) -> tuple[int, Any, bool]:
    with contextlib.closing(_Process(child)) as process:
        hung = not process.ends_within(seconds)
        if hung:
            os.kill(child, signal.SIGKILL)
        _, status, usage = os.wait4(child, 0)
    return status, usage, hung


class _Process:
    """A child that can be waited for with a time limit."""

    def __init__(self, child: int) -> None:
        self._descriptor = os.pidfd_open(child)

    def ends_within(self, seconds: float) -> bool:
        return bool(select.select([self._descriptor], [], [], seconds)[0])

    def close(self) -> None:
        os.close(self._descriptor)


def _be_the_child(work: Callable[[], int], surroundings: Surroundings, out: int, err: int) -> None:
    status = 3
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")
        faulthandler.dump_traceback_later(surroundings.seconds * 0.9, file=sys.stderr)
        _settle(surroundings)
        status = work()
    except BaseException:  # noqa: BLE001 - nothing of this process may go on in its copy
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _settle(surroundings: Surroundings) -> None:
    os.environ["MRCWORKBENCH_DATA"] = str(surroundings.data)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if surroundings.temporary is not None:
        os.environ["TMPDIR"] = tempfile.tempdir = str(surroundings.temporary)
    if surroundings.megabytes is not None:
        most = _address_space() + surroundings.megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if surroundings.largest_file is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (surroundings.largest_file, surroundings.largest_file))
    if surroundings.read_only is not None or surroundings.small_disks:
        _mount(surroundings.read_only, surroundings.small_disks)
    if surroundings.without_rights and os.geteuid() == 0:
        give_up_writing()


def give_up_writing() -> None:
    """From root to nobody, but for the right to read: the checkout may lie in a folder that is closed to others."""
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_KEEP_CAPABILITIES, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    may_read = 1 << _CAP_DAC_READ_SEARCH
    kept = struct.pack("6I", may_read, may_read, 0, 0, 0, 0)  # effective, permitted, inheritable; and the upper halves
    if system.capset(struct.pack("Ii", _CAPABILITY_VERSION, 0), kept) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def may_mount() -> bool:
    """Whether a process of this user can mount for itself alone."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return run(lambda: 0, Surroundings(place, read_only=place)).status == 0


def _mount(read_only: Path | None, small_disks: tuple[tuple[Path, int], ...]) -> None:
    """For this process alone. Raises `OSError` where that is not allowed."""
    library = ctypes.CDLL(None, use_errno=True)
    library.mount.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_char_p)
    wanted: list[tuple[bytes | None, bytes, bytes | None, int, bytes | None]] = [
        (None, b"/", None, _RECURSIVE | _PRIVATE, None)
    ]
    for folder, size in small_disks:
        wanted.append((b"none", os.fsencode(folder), b"tmpfs", 0, b"mode=0777,size=%d" % size))
    if read_only is not None:
        place = os.fsencode(read_only)
        wanted += [
            (place, place, None, _BIND, None),
            (None, place, None, _BIND | _REMOUNT | _READ_ONLY, None),
        ]
    failed = library.unshare(_NEW_NAMESPACE)
    for arguments in wanted:
        failed = failed or library.mount(*arguments)
    if failed:
        raise OSError(ctypes.get_errno(), "cannot mount")


def _address_space() -> int:
    """Bytes that this process has reserved."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    return int(pages) * resource.getpagesize()


def warm_up(*, window: bool = False) -> None:
    """Import what commands import and read what they read, so that every copy of this process has it already."""
    from mrcworkbench.services.merging import checking_files

    checking_files.knowledge()
    import mrcworkbench

    for module in walk_packages(mrcworkbench.__path__, "mrcworkbench."):
        if not module.name.endswith("__main__") and (window or not module.name.startswith("mrcworkbench.gui")):
            import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        _use_once(Path(folder))


def _use_once(folder: Path) -> None:
    from mrcworkbench.cli import main

    before = os.environ.get("MRCWORKBENCH_DATA")
    os.environ["MRCWORKBENCH_DATA"] = str(folder / "data")
    try:
        nowhere = io.StringIO()
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            sample, own = str(folder / "sample.mrcw"), str(folder / "own.mrcw")
            for command in ("sample", "list", "answers", "score", "compare", "imports", "conflicts"):
                main([command, sample, "--json"])
            main(["report", sample, "-o", str(folder / "report.xlsx")])
            main(["export", sample, "-o", str(folder / "tables"), "--format", "csv"])
            main(["new", own, "--centre", "New", "--country", "AL"])
            main(["submit", own, "-o", str(folder / "sent.mrcw"), "--author", "A"])
            main(["merge", str(folder / "all.mrcw"), str(folder / "sent.mrcw"), "--author", "O"])
    finally:
        if before is None:
            del os.environ["MRCWORKBENCH_DATA"]
        else:
            os.environ["MRCWORKBENCH_DATA"] = before
