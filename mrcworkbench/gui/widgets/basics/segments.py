"""Two to four choices side by side; the chosen one is filled and ticked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mrcworkbench.gui.theme import Theme

_STEP = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


_TAKE_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def check_one(options: Mapping[str, QAbstractButton], value: str | None) -> None:
    """Checks the exclusive button of a code and no other; none for a code that is not among them."""
    for button in options.values():
        button.setAutoExclusive(False)  # or Qt lets nobody uncheck the last one
    for code, button in options.items():
        button.setChecked(code == value)
    for button in options.values():
        button.setAutoExclusive(True)


def keep_one_stop(options: Iterable[QAbstractButton], stop: QWidget) -> None:
    """Makes a group one stop of the Tab key. While the focus is on another option, that one is the stop."""
    buttons = tuple(options)
    at = next((button for button in buttons if button.hasFocus()), stop)
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is at else Qt.FocusPolicy.ClickFocus)


class _Segment(QPushButton):
    """One choice. Arrow keys go to the frame, which moves between the choices.

    Exclusive buttons are radio buttons to a screen reader, and Qt makes the one with the focus their only stop of the
    Tab key.
    """

    left = Signal()
    """The focus has gone elsewhere, perhaps to another choice."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEP:
            event.ignore()
        else:
            super().keyPressEvent(event)


class SegmentedControl(QFrame):
    """SegmentedControl(theme, [(value, text), …], name, value=None).

    `chosen(value)` is emitted when a person chooses another one; `set_value` is silent. Pressing the chosen one leaves
    it chosen, and emits `chosen_again`. With `clearable`, Delete takes the choice back and emits `chosen("")`.
    """

    chosen = Signal(str)
    chosen_again = Signal()

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[str, str]],
        name: str,
        value: str | None = None,
        *,
        clearable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._clearable = theme, clearable
        self._value: str | None = None
        self.setProperty("kind", "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._buttons: dict[str, QPushButton] = {}
        for code, text in choices:
            button = _Segment(text.replace("&", "&&"), self)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(text)
            button.setAccessibleDescription(name)
            button.setIconSize(QSize(20, 16))
            button.clicked.connect(lambda _=False, code=code: self._choose(code))
            button.left.connect(self._keep_stop)
            row.addWidget(button)
            self._buttons[code] = button
        self.set_value(value)
        theme.changed.connect(self._show)

    def value(self) -> str | None:
        return self._value

    def set_value(self, value: str | None) -> None:
        """Shows a choice without telling anyone."""
        self._value = value if value in self._buttons else None
        self._show()

    def focus_target(self) -> QPushButton:
        """The button that takes the focus: the chosen one, or the first."""
        return self._buttons.get(self._value or "") or next(iter(self._buttons.values()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TAKE_BACK and self._clearable and self._value is not None:
            self._choose(None)
            return
        step = _STEP.get(Qt.Key(event.key()))
        focused = next((code for code, button in self._buttons.items() if button.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        if self.isRightToLeft() and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -step
        codes = list(self._buttons)
        target = codes[(codes.index(focused) + step) % len(codes)]
        self._buttons[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, code: str | None) -> None:
        if code != self._value:
            self._value = code
            self._show()
            self.chosen.emit(code or "")
        else:
            self.chosen_again.emit()

    def _keep_stop(self) -> None:
        keep_one_stop(self._buttons.values(), self.focus_target())

    def _show(self) -> None:
        check_one(self._buttons, self._value)
        self._keep_stop()
        for code, button in self._buttons.items():
            button.setIcon(self._theme.icon("check", "on_accent", 16, gap=4) if code == self._value else QIcon())
