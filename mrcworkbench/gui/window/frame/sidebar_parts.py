"""The parts of the sidebar: an entry that leads to a page, and the centre with its round."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.words.texts import apart, plain_tooltip


class NavButton(QAbstractButton):
    """A painted entry of the sidebar: icon, text and a note such as "11/31"; only the icon in the rail."""

    def __init__(self, theme: Theme, text: str, icon: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon_name, self._note, self._rail = theme, icon, "", False
        self._keys = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def set_note(self, note: str, spoken: str = "") -> None:
        self._note = note
        self.setAccessibleDescription(spoken)
        self.update()

    def set_rail(self, *, rail: bool) -> None:
        self._rail = rail
        self._show_tip()
        self.update()

    def set_keys(self, keys: str) -> None:
        """The shortcut that leads there, for the tooltip; "" if there is none."""
        native = QKeySequence.SequenceFormat.NativeText
        self._keys = QKeySequence(keys).toString(native) if keys else ""
        self._show_tip()

    def _show_tip(self) -> None:
        named = f"{self.text()} ({self._keys})" if self._keys else self.text()
        self.setToolTip(plain_tooltip(named) if self._rail or self._keys else "")

    def sizeHint(self) -> QSize:
        return QSize(40 if self._rail else 160, self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        t = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        here = self.isChecked()
        ground = ("surface" if t.tokens.name == "light" else "accent_soft") if here else ""
        if not ground and self.underMouse() and self.isEnabled():
            ground = "accent_soft"
        painter.setPen(QPen(t.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(t.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        ink = "accent" if here else "muted"
        size = 18
        y = (self.height() - size) // 2
        if self._rail:
            painter.drawPixmap((self.width() - size) // 2, y, t.pixmap(self._icon_name, ink, size, self))
            return
        rtl = self.isRightToLeft()
        painter.drawPixmap(self.width() - 11 - size if rtl else 11, y, t.pixmap(self._icon_name, ink, size, self))
        painter.setPen(t.color(ink))
        room = self.rect().adjusted(10, 0, -38, 0) if rtl else self.rect().adjusted(38, 0, -10, 0)
        across = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        near = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        far = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        if self._note:
            painter.setFont(t.font("caption"))
            width = QFontMetrics(painter.font()).horizontalAdvance(self._note)
            painter.drawText(room, int(across | far), self._note)
            room = QRect(room).adjusted(width + 8, 0, 0, 0) if rtl else QRect(room).adjusted(0, 0, -width - 8, 0)
        painter.setFont(t.font("body", "semibold" if here else "medium"))
        words = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(across | near), words)


class CentreSwitcher(QAbstractButton):
    """The centre and the round that are open, with the sample chip; pressed, it shows the others."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self._centre, self._round, self._sample, self._rail = "", "", False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def show_assessment(self, centre: str, round_: str, *, sample: bool) -> None:
        self._centre, self._round, self._sample = centre, round_, sample
        spoken = self._texts.text("window.switcher_spoken", centre=centre, round=round_)
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tooltip(f"{apart(centre)}\n{apart(round_)}"))
        self.update()

    @property
    def name(self) -> str:
        """What is open: a centre, or a file with many of them."""
        return self._centre

    def set_rail(self, *, rail: bool) -> None:
        """Only the arrows, with centre and round as the tooltip."""
        self._rail = rail
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(40, self._theme.px(36)) if self._rail else QSize(200, self._theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        t = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        inset = 1.0 if focused else 0.5
        painter.setPen(QPen(t.color("focus" if focused else "line"), 2 if focused else 1))
        painter.setBrush(t.color("accent_soft" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        rtl = self.isRightToLeft()
        if self._rail:
            arrows = t.pixmap("chevrons-up-down", "muted", 18, self)
            painter.drawPixmap((self.width() - 18) // 2, (self.height() - 18) // 2, arrows)
            return
        painter.drawPixmap(
            10 if rtl else self.width() - 26, (self.height() - 16) // 2, t.pixmap("chevrons-up-down", "muted", 16, self)
        )
        room = self.rect().adjusted(32, 9, -12, -9) if rtl else self.rect().adjusted(12, 9, -32, -9)
        top, foot = QRect(room), QRect(room)
        top.setBottom(room.center().y())
        foot.setTop(room.center().y() + 1)
        near = Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        if self._sample:
            beside_name = self._chip_width() + 12 + self._name_width() <= top.width()
            chip_row, start = (top, self._name_width()) if beside_name else (foot, self._round_width())
            left = self._draw_chip(painter, chip_row, start, rtl=rtl)
            top, foot = (left, foot) if beside_name else (top, left)
        painter.setFont(t.font("body", "semibold"))
        painter.setPen(t.color("ink"))
        metrics = QFontMetrics(painter.font())
        elide = Qt.TextElideMode.ElideRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, int(near | middle), apart(metrics.elidedText(self._centre, elide, top.width())))
        painter.setFont(t.font("caption"))
        painter.setPen(t.color("muted"))
        words = QFontMetrics(painter.font()).elidedText(self._round, elide, foot.width())
        painter.drawText(foot, int(near | middle), words)

    def _name_width(self) -> int:
        return QFontMetrics(self._theme.font("body", "semibold")).horizontalAdvance(self._centre)

    def _round_width(self) -> int:
        return QFontMetrics(self._theme.font("caption")).horizontalAdvance(self._round)

    def _chip_width(self) -> int:
        word = self._texts.text("window.sample")
        return QFontMetrics(self._theme.font("caption", "medium")).horizontalAdvance(word) + 18

    def _draw_chip(self, painter: QPainter, row: QRect, start: int, *, rtl: bool) -> QRect:
        """Draws "Sample" after a text that is `start` wide, and returns the room left for that text."""
        t = self._theme
        width, height = self._chip_width(), t.px(18)
        start = max(0, min(start + 2, row.width() - width - 8)) + 8
        x = row.right() - start - width + 1 if rtl else row.left() + start
        chip = QRectF(x + 0.5, row.top() + (row.height() - height) // 2 + 0.5, width - 1, height - 1)
        painter.setPen(QPen(t.color("accent"), 1))
        painter.setBrush(t.color("accent_soft"))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setFont(t.font("caption", "medium"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), self._texts.text("window.sample"))
        spare = row.width() - start + 8
        return row.adjusted(spare, 0, 0, 0) if rtl else row.adjusted(0, 0, -spare, 0)
