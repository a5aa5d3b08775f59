"""The export as what is made: a workbook, or a folder of CSV files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.gui.making.languages import add_language_choice
from mrcworkbench.gui.making.way_out import Job, Told, WayOut
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.outside.destinations import is_there
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.widgets import SegmentedControl, label, line
from mrcworkbench.services.session.unreadable import unreadable_among

if TYPE_CHECKING:
    from mrcworkbench.exchange.tidy.receipts import ExportReceipt
    from mrcworkbench.gui.session.tasks import Task
    from mrcworkbench.services.session.session import Session

_FORMAT, _HXL = "export_format", "export_hxl"
"""Settings of the file: what was chosen last."""
WORKBOOK, FOLDER = FORMATS = ("xlsx", "csv")
_INDENT = 32

ChooseFolder = Callable[[QWidget, str, Path], Path | None]


def choose_folder(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """Asks for a folder that is there."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(suggested))
    return Path(chosen) if chosen else None


class ExportFile(WayOut):
    """`choose_folder` is replaced in tests."""

    name, suffix = "export", ".xlsx"

    def __init__(self, context: PageContext, choose_folder: ChooseFolder = choose_folder) -> None:
        super().__init__(context)
        self.choose_folder = choose_folder

    def has_matter(self) -> bool:
        return self.bridge.is_open

    def fill(self, body: QVBoxLayout) -> None:
        choices = [(one, self.say(f"format_{one}")) for one in FORMATS]
        self.formats = SegmentedControl(self.theme, choices, self.say("format"), WORKBOOK)
        self.formats.chosen.connect(self._choose_format)
        body.addWidget(self.formats)
        self.explained = label("", "secondary", "muted", wrap=True)
        body.addWidget(self.explained)
        self._add_hxl(body)
        self.language = add_language_choice(body, self.say("language"))
        self.locked = [self.formats, self.hxl, *([] if self.language is None else [self.language])]
        body.addWidget(line())

    def _add_hxl(self, body: QVBoxLayout) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.hxl = QCheckBox(self.say("hxl"))
        self.hxl.setObjectName("export:hxl")
        self.hxl.setAccessibleDescription(self.say("hxl_text"))
        self.hxl.clicked.connect(lambda wanted: self.bridge.session.settings.set(_HXL, "yes" if wanted else None))
        column.addWidget(self.hxl)
        inner = QHBoxLayout()
        inner.setContentsMargins(_INDENT, 0, 0, 0)
        inner.addWidget(label(self.say("hxl_text"), "secondary", "muted", wrap=True))
        column.addLayout(inner)
        body.addLayout(column)

    @property
    def format(self) -> str:
        kept = self.bridge.session.settings.get(_FORMAT)
        return kept if kept in FORMATS else WORKBOOK

    @property
    def wants_hxl(self) -> bool:
        return self.bridge.session.settings.get(_HXL) is not None

    def _choose_format(self, value: str) -> None:
        self.bridge.session.settings.set(_FORMAT, value)
        self.chosen.emit()

    def show(self) -> None:
        self.formats.set_value(self.format)
        self.explained.setText(self.say(f"format_{self.format}_text"))
        self.hxl.setChecked(self.wants_hxl)

    def variant(self) -> str:
        return self.format

    def suggested_name(self) -> str:
        name = self.say("name", name=self.bridge.session.path.stem)
        return name if self.is_folder() else f"{name}{self.suffix}"

    def is_folder(self) -> bool:
        return self.format == FOLDER

    def replaces(self, target: Path) -> bool:
        """Of folders only an earlier export is replaced; any other is refused when it is written."""
        if not self.is_folder():
            return super().replaces(target)
        from mrcworkbench.exchange.tidy.earlier import is_earlier_export

        return is_there(target, folder=True) and is_earlier_export(target)

    def ask_where(self, parent: QWidget, target: Path) -> Path | None:
        if not self.is_folder():
            return super().ask_where(parent, target)
        folder = self.choose_folder(parent, self.say("choose_folder"), target.parent)
        return None if folder is None else folder / target.name

    def work(self, target: Path) -> Job:
        """From the answers as they are saved."""
        language = self.content.language if self.language is None else str(self.language.currentData())
        return partial(_write, self.bridge.session, target, self.format, self.wants_hxl, language)

    def told(self, made: ExportReceipt) -> Told:
        """What was written, and what was not and why."""
        texts, counts = self.texts, made.counts
        says = [
            texts.plural(
                "export_page.receipt",
                counts.assessments,
                centres=texts.plural("export_page.centres", counts.centres),
                rows=sum(table.rows for table in made.tables),
                tables=len(made.tables),
            )
        ]
        for key, n in (("left_out", counts.left_out.total()), ("withdrawn", counts.withdrawn), ("cut", made.cut)):
            if n:
                says.append(texts.plural(f"export_page.receipt_{key}", n))
        folder = QDir.toNativeSeparators(str(made.path.parent))
        where = self.say("saved_text", name=made.path.name, folder=folder)
        unreadable = unreadable_among(counts.unreadable)
        return Told(made.path, where, " ".join(says), "" if unreadable is None else in_words(texts, unreadable))


def _write(session: Session, target: Path, format_: str, hxl: bool, language: str, task: Task) -> object:
    """On the runner's thread: the heavy imports happen here."""
    from mrcworkbench.exchange.tidy import export
    from mrcworkbench.exchange.tidy.receipts import Format

    return export(session, target, format_=Format(format_), hxl=hxl, language=language, progress=task)
