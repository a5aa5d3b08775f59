"""The theme in use. One call switches palette, style sheet and icons at once."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench.gui.theme.fonts import load_fonts, make_font
from mrcworkbench.gui.theme.icons import Icons
from mrcworkbench.gui.theme.style import build_style_sheet
from mrcworkbench.gui.theme.tokens import DARK, LIGHT, SCALES, Tokens


class ThemeChoice(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, fonts and icons for everything that paints.

    Stock widgets follow the style sheet by themselves. A widget that paints, or that shows an icon, takes the theme
    in its constructor and connects to `changed`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = ThemeChoice.SYSTEM, scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._icons = Icons()
        self._fonts: dict[tuple[str, str], tuple[QFont, QFontMetrics]] = {}
        self._choice = ThemeChoice(choice)
        self._scale = scale if scale in SCALES else 100
        load_fonts()
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    @property
    def scale(self) -> int:
        """The text size in percent."""
        return self._scale

    def switch(self, choice: str | None = None, scale: int | None = None) -> None:
        """Shows another theme or text size at once; what is None stays."""
        self._choice = ThemeChoice(choice) if choice is not None else self._choice
        self._scale = scale if scale in SCALES and scale is not None else self._scale
        self._apply()
        self.changed.emit()

    def px(self, pixels: float) -> int:
        """A length that grows with the text size, in pixels."""
        return round(pixels * self._scale / 100)

    def font(self, role: str = "body", weight: str = "regular") -> QFont:
        """A font of the type table, for painting; labels take theirs from the style sheet."""
        return self._font(role, weight)[0]

    def metrics(self, role: str = "body", weight: str = "regular") -> QFontMetrics:
        """The measures of a font of the type table."""
        return self._font(role, weight)[1]

    def _font(self, role: str, weight: str) -> tuple[QFont, QFontMetrics]:
        key = (role, weight)
        if key not in self._fonts:
            font = make_font(role, weight, self._scale)
            self._fonts[key] = (font, QFontMetrics(font))
        return self._fonts[key]

    def color(self, token: str) -> QColor:
        """A token's colour, for painting."""
        return QColor(getattr(self._tokens, token))

    def pixmap(self, name: str, colour: str, size: int, widget: QWidget) -> QPixmap:
        """An icon to be painted on `widget`, at its ratio and direction. `colour` is a token's name."""
        return self._icons.pixmap(
            name, getattr(self._tokens, colour), size, widget.devicePixelRatioF(), mirrored=widget.isRightToLeft()
        )

    def icon(self, name: str, colour: str = "ink", size: int = 18, *, gap: int = 0, trailing: bool = False) -> QIcon:
        """An icon for a button or menu. `colour` is a token's name; `gap` is said in `Icons.icon`."""
        mirrored = self._app.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return self._icons.icon(
            name,
            getattr(self._tokens, colour),
            size,
            self._tokens.line_strong,
            mirrored=mirrored,
            gap=gap,
            trailing=trailing,
        )

    def _on_system_scheme(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self.switch()

    def _wanted(self) -> Tokens:
        if self._choice is ThemeChoice.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._choice is ThemeChoice.DARK
        return DARK if dark else LIGHT

    def _apply(self) -> None:
        self._tokens = self._wanted()
        self._icons.clear()
        self._fonts.clear()
        before, sheet = self._app.styleSheet(), build_style_sheet(self._tokens, self._scale)
        if before and before != sheet:
            # Qt takes four times as long to replace a style sheet as to drop it and set another one.
            self._app.setStyleSheet("")
        self._app.setFont(make_font("body", "regular", self._scale))
        self._app.setPalette(_palette(self._tokens))
        if before != sheet:
            self._app.setStyleSheet(sheet)


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: t.canvas,
        role.WindowText: t.ink,
        role.Base: t.surface,
        role.AlternateBase: t.canvas,
        role.Text: t.ink,
        role.PlaceholderText: t.faint,
        role.Button: t.surface,
        role.ButtonText: t.ink,
        role.BrightText: t.danger,
        role.Highlight: t.accent,
        role.HighlightedText: t.on_accent,
        role.Link: t.accent,
        role.LinkVisited: t.conflict,
        role.ToolTipBase: t.surface,
        role.ToolTipText: t.ink,
        role.Mid: t.line_strong,
        role.Light: t.surface,
        role.Dark: t.line_strong,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(t.faint))
    return palette
