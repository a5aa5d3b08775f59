"""*Backups*: what the open database was before, listed, and made a new file of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QLocale
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from mrcworkbench import clocks, paths
from mrcworkbench.content.directions import without_marks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.outside.file_names import shown_name
from mrcworkbench.gui.outside.save_dialog import SaveDialog
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, MessageBox, label
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.gui.words.local_time import local_time
from mrcworkbench.services.backups import Backup, backups_of, load_limits, restore_backup

_WIDTH, _HEIGHT, _MARGIN = 620, 520, 40
Choose = Callable[[QWidget, Texts, Path], Path | None]


def choose_target(parent: QWidget, texts: Texts, suggested: Path) -> Path | None:
    """Asks where to make the new file; one that is there is never replaced."""
    title, files = texts.text("backups.restore_title"), texts.text("common.database_files")
    return SaveDialog(texts)(parent, title, suggested, files, replaces=False)


class BackupsDialog(Dialog):
    """BackupsDialog(theme, texts, database, runner, parent): `list` of them, the latest first, and `restore`."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        database: Path,
        runner: Runner,
        parent: QWidget,
        choose: Choose = choose_target,
    ) -> None:
        name = shown_name(database)
        super().__init__(texts.text("backups.title"), texts.text("backups.sentence", name=name), parent)
        self._texts, self._file, self._runner, self._choose = texts, database, runner, choose
        self._found = backups_of(database)
        self._task: Task | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(texts.text("backups.list", name=name))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        for one in self._found:
            self.list.addItem(QListWidgetItem(_row(one, texts)))
        self.list.currentRowChanged.connect(self._refresh)
        self.body.addWidget(self.list if self._found else label(texts.text("backups.nothing"), wrap=True), 1)
        self.body.addWidget(
            label(texts.text("backups.kept", **load_limits()._asdict()), "secondary", "muted", wrap=True)
        )
        self.done_ = MessageBox(theme, "ok", "circle-check")
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.body.addWidget(self.done_)
        self.body.addWidget(self.wrong)
        self.close_ = Button(theme, texts.text("common.close"))
        self.close_.clicked.connect(self.reject)
        self.restore = Button(theme, texts.text("backups.restore"), "primary", "history")
        self.restore.clicked.connect(self._restore)
        self.buttons.addWidget(self.close_)
        self.buttons.addWidget(self.restore)
        self.list.setCurrentRow(0)
        self._refresh()
        self.resize(min(theme.px(_WIDTH), parent.width() - _MARGIN), min(theme.px(_HEIGHT), parent.height() - _MARGIN))

    def reject(self) -> None:
        """Not while a file is being made."""
        if self._task is None:
            super().reject()

    def _current(self) -> Backup | None:
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _refresh(self) -> None:
        one = self._current()
        self.restore.setEnabled(one is not None and one.is_usable and self._task is None)
        self.close_.setEnabled(self._task is None)
        self.list.setEnabled(self._task is None)

    def _restore(self) -> None:
        one = self._current()
        if one is None:
            return
        day = clocks.local(one.made_at).date().isoformat()
        name = without_marks(self._texts.text("backups.restored_name", name=self._file.stem, day=day))
        target = self._choose(self, self._texts, self._file.with_name(f"{name}{paths.DATABASE_SUFFIX}"))
        if target is None:
            return
        database, backup = self._file, str(one.path)
        self._task = task = Task(lambda _: restore_backup(database, backup, target), self)
        task.done.connect(lambda _: self._ended(done=self._restored(target)))
        task.failed.connect(lambda error: self._ended(wrong=in_words(self._texts, error)))
        self._refresh()
        self.wrong.say("")
        self.done_.say(self._texts.text("backups.restoring"))
        self._runner.start(task)

    def _restored(self, target: Path) -> str:
        return self._texts.text("backups.restored_here", path=QDir.toNativeSeparators(str(target)))

    def _ended(self, *, done: str = "", wrong: str = "") -> None:
        self._task = None
        self.done_.say(done)
        self.wrong.say(wrong)
        self._refresh()


def _row(one: Backup, texts: Texts) -> str:
    kind = "unusable" if not one.is_usable else "whole" if one.is_whole else "difference"
    return texts.text(
        "backups.row",
        at=local_time(one.made_at.isoformat()),
        reason=texts.text(f"backups.reason_{one.reason}"),
        size=QLocale().formattedDataSize(one.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat),
        kind=texts.text(f"backups.{kind}"),
    )
