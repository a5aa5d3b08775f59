"""Work on the whole open file, off the window's thread: merging, settling, undoing an import.

While it runs nothing else can be done with the file, so that the session may be refreshed on the work's thread; when it
ends, however it ends, the bridge tells everyone to read the file again.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import BackgroundWork, Runner
from mrcworkbench.services.session.authors import respondent

AUTHOR = "named_author"
"""Key of the file's setting with the name of whoever merges, settles and submits here, as a person typed it. In
files of 0.1.0 `author` may hold a login name, which is not read."""


def author_name(bridge: Bridge) -> str:
    """The name kept with the file, else that of the respondent, else ""."""
    try:
        return bridge.session.settings.get(AUTHOR) or respondent(bridge.session)
    except UserError:  # the file cannot be read now, which whoever works with it is told
        return ""


def keep_author(bridge: Bridge, name: str) -> None:
    """Remembers a name; an empty one forgets it."""
    bridge.session.settings.set(AUTHOR, name.strip() or None)


class FileWork(BackgroundWork):
    """What it gives or raises is handed on once the file has been read again."""

    def __init__(self, bridge: Bridge, runner: Runner | None = None, parent: QObject | None = None) -> None:
        super().__init__(runner or bridge.runner, parent)
        self._bridge = bridge
        self._session: object = None

    def _begin(self) -> None:
        self._bridge.set_busy(busy=True)
        self._session = self._bridge.session

    def _end(self) -> bool:
        """Gives the file back. Whether it is still the one that is open."""
        super()._end()
        self._bridge.set_busy(busy=False)
        if not self._bridge.is_open or self._bridge.session is not self._session:
            return False
        try:
            self._bridge.announce_reload()
        except UserError as error:
            if self._failed is not None:
                self._failed(error)
            return False
        return True
