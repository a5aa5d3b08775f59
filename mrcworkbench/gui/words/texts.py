"""Texts of people in lines and tooltips of the window: never taken for markup, and in their own direction."""

from __future__ import annotations

from textwrap import fill

from PySide6.QtGui import QGuiApplication

from mrcworkbench.content.directions import set_apart
from mrcworkbench.gui.theme.tokens import TEXT_CHARACTERS


def apart(text: str) -> str:
    """A name or another text of people for a line of the window that is put together: isolated if it reads from the
    other side. The catalogue does so itself with the facts of its sentences."""
    return set_apart(text, from_right=QGuiApplication.isRightToLeft())


def plain_tooltip(text: str) -> str:
    """A tooltip that shows the text as it is: Qt renders tooltips that look like HTML, and screen readers read them.

    A text without "<" is no HTML to Qt, which then breaks no lines either: long ones are broken here.
    """
    if "<" in text or "&lt;" in text:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<span>{escaped}</span>"
    if len(text) <= TEXT_CHARACTERS:
        return text
    return "\n".join(fill(line, TEXT_CHARACTERS) for line in text.splitlines())
