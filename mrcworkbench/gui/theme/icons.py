"""Icons drawn from SVG at the device's own ratio, in the colour asked for, and kept."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mrcworkbench import paths

STROKE = "1.75"
"""Stroke width on the 24-px grid."""
MIRRORED = frozenset(
    {
        "arrow-right",
        "arrow-left",
        "chevron-right",
        "chevron-left",
        "undo-2",
        "redo-2",
        "rotate-ccw",
        "file-output",
        "list-checks",
        "list",
        "panel-right",
        "external-link",
        "message-square",
        "message-square-warning",
        "book-open",
    }
)
"""What points or reads in a direction, and so turns round in a right-to-left window; ticks, clocks and magnifiers do
not."""


@cache
def _source(name: str) -> str:
    text = paths.resources("icons", f"{name}.svg").read_text("utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


class Icons:
    """A cache of pixmaps by name, colour, size, ratio and direction."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int, float, bool], QPixmap] = {}

    def clear(self) -> None:
        """Forgets everything; called when the theme changes."""
        self._kept.clear()

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0, *, mirrored: bool = False) -> QPixmap:
        """An icon `size` logical pixels wide. `mirrored` says that the window reads right to left."""
        flip = mirrored and name in MIRRORED
        key = (name, colour, size, ratio, flip)
        if key not in self._kept:
            self._kept[key] = _draw(name, colour, size, ratio, flip=flip)
        return self._kept[key]

    def icon(
        self,
        name: str,
        colour: str,
        size: int,
        disabled: str = "",
        *,
        mirrored: bool = False,
        gap: int = 0,
        trailing: bool = False,
    ) -> QIcon:
        """The icon for a button, sharp on the sharpest screen; `disabled` is its colour when the button is off.

        `gap` adds empty pixels on the side of the text, where Qt's style leaves only four: the icon is then `size +
        gap` wide.
        """
        ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
        before = mirrored != trailing
        on = self.pixmap(name, colour, size, ratio, mirrored=mirrored)
        icon = QIcon(_padded(on, size, gap, before=before))
        if disabled:
            off = self.pixmap(name, disabled, size, ratio, mirrored=mirrored)
            icon.addPixmap(_padded(off, size, gap, before=before), QIcon.Mode.Disabled)
        return icon


def _padded(pixmap: QPixmap, size: int, gap: int, *, before: bool) -> QPixmap:
    if not gap:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(gap if before else 0, 0, pixmap)
    painter.end()
    return wide


def _draw(name: str, colour: str, size: int, ratio: float, *, flip: bool) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if flip:
        painter.translate(size, 0)
        painter.scale(-1, 1)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
