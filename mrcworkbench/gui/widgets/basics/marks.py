"""The painted marks as widgets, each with an accessible name that says what it shows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.theme.logo import draw_logo
from mrcworkbench.gui.widgets.basics import draw


class _Mark(QWidget):
    """A painted widget of a size of its own that repaints when the theme changes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _say(self, spoken: str) -> None:
        self.setAccessibleName(spoken)
        self.update()


class _LevelMark(_Mark):
    """A mark of a level; `level` None is not known."""

    def set_level(self, level: int | None, *, hollow: bool = False, applicable: bool = True, spoken: str = "") -> None:
        self._level, self._hollow, self._applicable = level, hollow, applicable
        self._say(spoken)


class LevelChip(_LevelMark):
    """LevelChip(theme, level, hollow=…, applicable=…, spoken="Service accessibility, level 3, evidence b").

    `level` None is "?"; `applicable` False is a dash. 32 by 24 at 100 %.
    """

    def __init__(
        self,
        theme: Theme,
        level: int | None = None,
        *,
        hollow: bool = False,
        applicable: bool = True,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.set_level(level, hollow=hollow, applicable=applicable, spoken=spoken)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(32), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw.draw_level_chip(
            QPainter(self),
            QRectF(self.rect()),
            self._theme,
            self._level,
            hollow=self._hollow,
            applicable=self._applicable,
        )


class EvidenceMark(_Mark):
    """EvidenceMark(theme, grade, spoken="Evidence a: the centre's own word", size=24): `grade` "a" to "d" or None."""

    def __init__(
        self,
        theme: Theme,
        grade: str | None = None,
        *,
        spoken: str = "",
        size: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._size = size
        self.set_grade(grade, spoken)

    def set_grade(self, grade: str | None, spoken: str = "") -> None:
        self._grade = grade
        self._say(spoken)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw.draw_evidence_mark(
            QPainter(self), QRectF(self.rect()), self._theme, self._grade, mirrored=self.isRightToLeft()
        )


class SectionMark(_Mark):
    """SectionMark(theme, state, share, spoken): `state` as `domain.progress.SectionState`, `share` 0 to 1 for the
    pie."""

    def __init__(
        self,
        theme: Theme,
        state: str = "not_started",
        share: float = 0.0,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.set_state(state, share, spoken)

    def set_state(self, state: str, share: float = 0.0, spoken: str = "") -> None:
        self._state, self._share = str(state), share
        self._say(spoken)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(17), self._theme.px(17))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw.draw_section_mark(
            QPainter(self), QRectF(self.rect()), self._theme, self._state, self._share, mirrored=self.isRightToLeft()
        )


class StateChip(_Mark):
    """StateChip(theme, text, tone, icon): icon and word on a soft fill, with an edge of its own colour.

    `tone`: neutral, accent, ok, warn, danger, conflict. `icon` is a Lucide name, or "" for none.
    """

    def __init__(
        self, theme: Theme, text: str, tone: str = "accent", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.set_state(text, tone, icon)

    def set_state(self, text: str, tone: str = "accent", icon: str = "") -> None:
        self._text, self._tone, self._icon = text, tone, icon
        self.updateGeometry()
        self._say(text)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._theme.font("caption", "medium")).horizontalAdvance(self._text)
        return QSize(width + 20 + (20 if self._icon else 0), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        text, ground = self._theme.tokens.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(text), 1))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        inner = self.rect().adjusted(10, 0, -10, 0)
        if self._icon:
            token = self._tone if self._tone != "neutral" else "muted"
            x = inner.right() - 15 if self.isRightToLeft() else inner.left()
            painter.drawPixmap(x, (self.height() - 16) // 2, self._theme.pixmap(self._icon, token, 16, self))
            inner.adjust(*((0, 0, -20, 0) if self.isRightToLeft() else (20, 0, 0, 0)))
        painter.setFont(self._theme.font("caption", "medium"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), self._text)


class Ladder(_LevelMark):
    """Ladder(theme, level, hollow=…, applicable=…, spoken=…): five growing steps, as wide as there is room, 60 high."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_level(None)

    def sizeHint(self) -> QSize:
        return QSize(220, self._theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw.draw_ladder(
            QPainter(self),
            QRectF(self.rect()),
            self._theme,
            self._level,
            hollow=self._hollow,
            applicable=self._applicable,
            mirrored=self.isRightToLeft(),
        )


class BlockPicture(_Mark):
    """BlockPicture(theme): `set_levels({0: (filled, hollow), …}, rows, spoken)`; `rows` gives pictures side by side
    one scale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._levels: dict[int, tuple[int, int]] = {}
        self._rows = 0

    def set_levels(self, levels: Mapping[int, tuple[int, int]], rows: int = 0, spoken: str = "") -> None:
        self._levels, self._rows = dict(levels), rows
        self.updateGeometry()
        self._say(spoken)

    def sizeHint(self) -> QSize:
        tallest = max([self._rows, 1, *(sum(pair) for pair in self._levels.values())])
        return QSize(150, 30 + min(tallest, 9) * 19)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw.draw_blocks(
            QPainter(self),
            QRectF(self.rect()),
            self._theme,
            self._levels,
            rows=self._rows,
            mirrored=self.isRightToLeft(),
        )


class Logo(_Mark):
    """Logo(theme, size, on_brand=False): `on_brand` is the white tile on the blue ground of the first start."""

    def __init__(self, theme: Theme, size: int = 32, *, on_brand: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._size, self._on_brand = size, on_brand
        self.setAccessibleName("MRC Workbench")

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        ground, mark = self._theme.color("accent"), self._theme.color("on_accent")
        if self._on_brand and self._theme.tokens.name == "light":
            ground, mark = mark, ground
        draw_logo(QPainter(self), QRectF(self.rect()), ground, mark)


class IconTile(_Mark):
    """IconTile(theme, icon, size=44): an icon on a soft blue tile, beside a choice or above an empty page."""

    def __init__(self, theme: Theme, icon: str, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._icon, self._size = icon, size

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        side = 20 if self._size < 56 else 28
        start = (self._size - side) // 2
        painter.drawPixmap(start, start, self._theme.pixmap(self._icon, "accent", side, self))


class IconLabel(_Mark):
    """IconLabel(theme, icon, colour="muted", size=16): a bare icon beside a text; decoration, so without a name."""

    def __init__(
        self, theme: Theme, icon: str, colour: str = "muted", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._icon, self._colour, self._size = icon, colour, size

    def set_icon(self, icon: str, colour: str) -> None:
        self._icon, self._colour = icon, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        QPainter(self).drawPixmap(0, 0, self._theme.pixmap(self._icon, self._colour, self._size, self))
