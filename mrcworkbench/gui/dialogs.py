"""The few dialogs: settings, the list of shortcuts, who decides, and the question before answers would be lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.shortcuts import GROUPS, SHORTCUTS, page_keys
from mrcworkbench.gui.theme import Theme, ThemeChoice
from mrcworkbench.gui.theme.tokens import SCALES
from mrcworkbench.gui.widgets import Button, SegmentedControl, label

_LONGEST_NAME = 200


class Dialog(QDialog):
    """A title, a sentence, a body, and a row of buttons."""

    def __init__(self, title: str, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(title, "title"))
        if sentence:
            words.addWidget(label(sentence, "secondary", "muted", wrap=True))
        column.addLayout(words)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)


class SettingsDialog(Dialog):
    """Colours and text size; both change at once, so there is nothing to confirm."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.text("window.settings_title"), texts.text("window.settings_note"), parent)
        self.setMinimumWidth(theme.px(420))
        colours = texts.text("window.settings_theme")
        choices = [(choice.value, texts.text(f"window.settings_theme_{choice}")) for choice in ThemeChoice]
        self.theme_choice = SegmentedControl(theme, choices, colours, theme.choice)
        self.theme_choice.chosen.connect(lambda value: theme.switch(choice=value))
        size = texts.text("window.settings_size")
        sizes = [(str(scale), texts.text("window.settings_percent", n=scale)) for scale in SCALES]
        self.size_choice = SegmentedControl(theme, sizes, size, str(theme.scale))
        self.size_choice.chosen.connect(lambda value: theme.switch(scale=int(value)))
        for name, control in ((colours, self.theme_choice), (size, self.size_choice)):
            self.body.addWidget(label(name, weight="semibold"))
            self.body.addWidget(control)
        close = Button(theme, texts.text("common.close"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)


class ShortcutsDialog(Dialog):
    """Every key, by what it is for. `pages` are the names of those in the sidebar now, in their order."""

    def __init__(self, theme: Theme, texts: Texts, pages: Sequence[str], parent: QWidget) -> None:
        super().__init__(texts.text("shortcuts.title"), texts.text("shortcuts.sentence"), parent)
        area = QScrollArea()
        area.setAccessibleName(texts.text("shortcuts.title"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("kind", "plain")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 16, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        row = 0
        for group, lines in _groups(texts, pages):
            heading = label(texts.text(f"shortcuts.group_{group}"), "caption", "muted", "semibold")
            heading.setContentsMargins(0, 8 if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for words, keys in lines:
                grid.addWidget(label(words, wrap=True), row, 0)
                grid.addWidget(label(keys, tone="muted"), row, 1)
                row += 1
        grid.setRowStretch(row, 1)
        area.setWidget(inner)
        self.body.addWidget(area)
        close = Button(theme, texts.text("common.close"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.resize(theme.px(560), min(theme.px(620), parent.height() - 40))


class NameDialog(Dialog):
    """Who decides something that others will read: `field`, and `go`, which waits for a name."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.text("window.name_title"), texts.text("window.name_text"), parent)
        self.setMinimumWidth(theme.px(420))
        self.field = QLineEdit()
        self.field.setMaxLength(_LONGEST_NAME)
        self.field.setAccessibleName(texts.text("window.name_title"))
        self.body.addWidget(self.field)
        leave = Button(theme, texts.text("common.cancel"))
        leave.clicked.connect(self.reject)
        self.go = Button(theme, texts.text("window.name_go"), "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.accept)
        self.field.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.go)
        self.field.setFocus()


def ask_name(theme: Theme, texts: Texts, parent: QWidget) -> str:
    """The name of whoever decides; "" if the person gives up."""
    dialog = NameDialog(theme, texts, parent)
    return dialog.field.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""


def _groups(texts: Texts, pages: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each group with what its keys do; the pages there are stand among the ways to move."""
    for group in GROUPS:
        yield (
            group,
            [
                (texts.text(f"shortcuts.{shortcut.name}"), _keys(shortcut.name, shortcut.keys, texts))
                for shortcut in SHORTCUTS
                if shortcut.group == group
            ],
        )
        if group == "move" and pages:
            yield "pages", [(page, _keys(page, (key,), texts)) for page, key in zip(pages, page_keys(), strict=False)]


def _keys(name: str, keys: Sequence[str], texts: Texts) -> str:
    if name == "arrows":
        return texts.text("shortcuts.arrows_keys")
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(one).toString(native) for one in keys)


def ask_to_lose(theme: Theme, texts: Texts, numbers: str, parent: QWidget) -> bool:
    """Whether the user gives up answers that could not be written. Staying is the default."""
    return ask(
        theme,
        texts.text("window.closing_unsaved_title"),
        texts.text("window.closing_unsaved", numbers=numbers),
        (texts.text("window.closing_wait"), texts.text("window.closing_lose")),
        parent,
    )


def ask(theme: Theme, title: str, text: str, buttons: tuple[str, str], parent: QWidget) -> bool:
    """Whether something is to be done that takes away: `buttons` are the words to leave it, the default, and to do
    it."""
    dialog = Dialog(title, "", parent)
    dialog.setMinimumWidth(theme.px(420))
    dialog.body.addWidget(label(text, wrap=True))
    stay = Button(theme, buttons[0], "primary")
    stay.clicked.connect(dialog.reject)
    stay.setDefault(True)
    lose = Button(theme, buttons[1], "danger")
    lose.clicked.connect(dialog.accept)
    dialog.buttons.addWidget(lose)
    dialog.buttons.addWidget(stay)
    stay.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted
