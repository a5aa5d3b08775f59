"""Buttons in the kinds of the style sheet, with icons that follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.words.texts import plain_tooltip

_INK = {"primary": "on_accent", "link": "accent", "quiet": "muted", "nav": "muted"}
_GAP = 4


class Button(QPushButton):
    """A push button.

    `kind`: "secondary" (the default look), "primary" (at most one a page), "link", "quiet" (a link in grey), "icon"
    (only the icon: `text` becomes its accessible name and tooltip), "row" (a whole row that can be pressed).
    `icon` is a Lucide name from resources/icons; `ink` the token of its colour.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: str = "secondary",
        icon: str = "",
        *,
        ink: str = "",
        size: int = 18,
        trailing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("" if kind == "icon" else text.replace("&", "&&"), parent)
        self._theme = theme
        self._icon_name = icon
        self._ink = ink or _INK.get(kind, "ink")
        self._size = 16 if kind == "link" and size == 18 else size
        self._trailing = trailing
        if trailing:
            self.setLayoutDirection(_opposite(QApplication.layoutDirection()))
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        if kind == "icon":
            self.setToolTip(plain_tooltip(text))
        if icon:
            self._draw_icon()
            theme.changed.connect(self._draw_icon)

    def set_icon(self, icon: str, ink: str = "") -> None:
        """Shows another icon, or the same in another colour."""
        if (icon, ink or self._ink) != (self._icon_name, self._ink):
            self._icon_name, self._ink = icon, ink or self._ink
            self._draw_icon()

    def set_label(self, text: str) -> None:
        """Shows another text; an ampersand is shown as one."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def _draw_icon(self) -> None:
        gap = 0 if self.property("kind") == "icon" else _GAP
        self.setIconSize(QSize(self._size + gap, self._size))
        icon = self._theme.icon(self._icon_name, self._ink, self._size, gap=gap, trailing=self._trailing)
        self.setIcon(icon)


def _opposite(direction: Qt.LayoutDirection) -> Qt.LayoutDirection:
    if direction is Qt.LayoutDirection.RightToLeft:
        return Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.RightToLeft
