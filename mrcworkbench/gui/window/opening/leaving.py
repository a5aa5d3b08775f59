"""Before the open file is closed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.frame.saving import numbers_of


def may_leave(bridge: Bridge, theme: Theme, texts: Texts, window: QWidget) -> bool:
    """Whether the open file may be closed: asks before answers would be lost that no disk has."""
    if not bridge.is_open or bridge.session.saver.wait() or not bridge.saving.unsaved:
        return True
    from mrcworkbench.gui.window.dialogs import ask_to_lose

    return ask_to_lose(theme, texts, numbers_of(bridge, texts), window)
