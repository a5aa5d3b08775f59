"""What somebody else does to a file that is open here for reading only: has it changed since it was read here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.services.session.holding.notices import notice_file, read_notice

if TYPE_CHECKING:
    from pathlib import Path

    from mrcworkbench.services.session.session import Session

_WORKED_ON = frozenset({"open_elsewhere", "open_on_other_computer"})
_Stamp = tuple[int, int, int]


def is_worked_on(session: Session) -> bool:
    """Whether another window, account or computer had the file open for writing when it was opened here."""
    return session.read_only_reason in _WORKED_ON


class FileWatch:
    """FileWatch(path): the file as it was when this was made, or last looked at with `remember`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = self._stamp()

    @property
    def changed(self) -> bool:
        """Whether somebody has written to it since; not while it cannot be looked at."""
        now = self._stamp()
        return now is not None and now != self._seen

    def remember(self) -> None:
        """It has been read anew."""
        self._seen = self._stamp()

    @property
    def computer(self) -> str:
        """The computer that works in it, as it says beside the file; "" where it says nothing."""
        notice = read_notice(notice_file(self._path))
        return "" if notice is None else notice.computer

    def _stamp(self) -> _Stamp | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns
