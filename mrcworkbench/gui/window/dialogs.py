"""The few dialogs: settings, the list of shortcuts, who decides, and the question before answers would be lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.theme import Theme, ThemeChoice
from mrcworkbench.gui.theme.tokens import SCALES
from mrcworkbench.gui.widgets import Button, MessageBox, SegmentedControl, label
from mrcworkbench.gui.widgets.basics.dialogs import Dialog, ask
from mrcworkbench.gui.window.shortcuts import GROUPS, SHORTCUTS, page_keys
from mrcworkbench.services.backups import MOST_KEPT, MOST_MEGABYTES, BackupLimits, load_limits, save_limits


class SettingsDialog(Dialog):
    """Colours, text size, and how many backups are kept; each changes at once, so there is nothing to confirm."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.text("window.settings_title"), texts.text("window.settings_note"), parent)
        area, self._column = _scrolled(self, texts.text("window.settings_title"))
        colours = texts.text("window.settings_theme")
        choices = [(choice.value, texts.text(f"window.settings_theme_{choice}")) for choice in ThemeChoice]
        self.theme_choice = SegmentedControl(theme, choices, colours, theme.choice)
        self.theme_choice.chosen.connect(lambda value: theme.switch(choice=value))
        size = texts.text("window.settings_size")
        sizes = [(str(scale), texts.text("window.settings_percent", n=scale)) for scale in SCALES]
        self.size_choice = SegmentedControl(theme, sizes, size, str(theme.scale))
        self.size_choice.chosen.connect(lambda value: theme.switch(scale=int(value)))
        for name, control in ((colours, self.theme_choice), (size, self.size_choice)):
            self._column.addWidget(label(name, weight="semibold"))
            self._column.addWidget(control)
        self.most, self.megabytes = self._add_backups(theme, texts)
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self._column.addWidget(self.wrong)
        self._column.addStretch(1)
        self._texts = texts
        close = Button(theme, texts.text("common.close"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        frame = self.sizeHint().height() - area.sizeHint().height()
        self.resize(theme.px(480), min(frame + self._column.sizeHint().height() + theme.px(20), parent.height() - 40))

    def _add_backups(self, theme: Theme, texts: Texts) -> tuple[QLineEdit, QLineEdit]:
        limits = load_limits()
        self._column.addWidget(label(texts.text("window.settings_backups"), weight="semibold"))
        self._column.addWidget(label(texts.text("window.settings_backups_note"), "secondary", "muted", wrap=True))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        fields = []
        for row, (name, value, most) in enumerate(
            (("most", limits.most, MOST_KEPT), ("megabytes", limits.megabytes, MOST_MEGABYTES))
        ):
            words = texts.text(f"window.settings_backups_{name}")
            field = QLineEdit(str(value))
            field.setValidator(QIntValidator(1, most, field))
            field.setMaximumWidth(theme.px(110))
            field.setAccessibleName(words)
            field.textEdited.connect(self._keep_limits)
            grid.addWidget(label(words), row, 0)
            grid.addWidget(field, row, 1)
            fields.append(field)
        self._column.addLayout(grid)
        return fields[0], fields[1]

    def _keep_limits(self) -> None:
        """A number that is not finished is not kept: the one before stays."""
        if not (self.most.hasAcceptableInput() and self.megabytes.hasAcceptableInput()):
            return
        try:
            save_limits(BackupLimits(int(self.most.text()), int(self.megabytes.text())))
        except UserError as error:
            self.wrong.say(in_words(self._texts, error))
        else:
            self.wrong.say("")


class ShortcutsDialog(Dialog):
    """Every key, by what it is for. `pages` are the names of those in the sidebar now, in their order."""

    def __init__(self, theme: Theme, texts: Texts, pages: Sequence[str], parent: QWidget) -> None:
        super().__init__(texts.text("shortcuts.title"), texts.text("shortcuts.sentence"), parent)
        _, column = _scrolled(self, texts.text("shortcuts.title"))
        grid = QGridLayout()
        column.addLayout(grid)
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
        close = Button(theme, texts.text("common.close"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.resize(theme.px(560), min(theme.px(620), parent.height() - 40))


def _scrolled(dialog: Dialog, name: str) -> tuple[QScrollArea, QVBoxLayout]:
    """What a dialog holds, which scrolls where the screen is small."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    inner.setProperty("kind", "plain")
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 16, 0)
    column.setSpacing(12)
    area.setWidget(inner)
    dialog.body.addWidget(area)
    return area, column


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
