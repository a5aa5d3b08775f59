"""Writes all assessments as tidy tables. Nothing is sent from here: it makes files, and people decide who gets them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from mrcworkbench.content.catalogue import languages
from mrcworkbench.gui.outside.destinations import ChooseFile, OpenPath, keep_target, kept_target, open_path
from mrcworkbench.gui.outside.save_dialog import SaveDialog, with_ending
from mrcworkbench.gui.page.base import Navigate, Page
from mrcworkbench.gui.pages.export.cards import FORMATS, MakingCard, RulesCard, TablesCard
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.grid import CardColumns

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

_FOLDER, _NAME, _FORMAT, _HXL = "export_folder", "export_name:{format}", "export_format", "export_hxl"
"""Settings of the file: where exports go, under which name, and what was chosen last."""
_SUFFIX = ".xlsx"
_LEFT_WIDTH = 400

ChooseFolder = Callable[[QWidget, str, Path], Path | None]


def choose_folder(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """Asks for a folder that is there."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(suggested))
    return Path(chosen) if chosen else None


class ExportPage(Page):
    """`runner`, `choose`, `choose_folder` and `open_with` are replaced in tests."""

    name = "export"

    def __init__(
        self,
        bridge: Bridge,
        content: Content,
        theme: Theme,
        navigate: Navigate,
        parent: QWidget | None = None,
        *,
        runner: Runner | None = None,
        choose: ChooseFile | None = None,
        choose_folder: ChooseFolder = choose_folder,
        open_with: OpenPath = open_path,
    ) -> None:
        super().__init__(bridge, content, theme, navigate, parent)
        self._runner = runner or bridge.runner
        self._choose = choose or SaveDialog(content.texts)
        self._choose_folder, self._open_with = choose_folder, open_with
        self._task: Task | None = None
        texts = self.texts
        self.set_title(texts.text("export_page.title"), texts.text("export_page.lead"))
        self.set_crumbs(texts.text("export_page.title"))
        known = {code: _language_name(code) for code in languages()} if len(languages()) > 1 else {}
        self.making = MakingCard(theme, texts, known)
        cards = [(self.making, 0), (RulesCard(theme, texts), 1), (TablesCard(texts), 1)]
        self.body.addWidget(CardColumns(theme, cards, 760, first_width=_LEFT_WIDTH))
        self.making.format_chosen.connect(self._on_format)
        self.making.hxl_chosen.connect(self._on_hxl)
        self.making.change_pressed.connect(self.choose_target)
        self.making.export_pressed.connect(self.export)
        self.making.open_pressed.connect(self._open)
        self.making.outcome.cancel_pressed.connect(self._cancel)
        bridge.closed.connect(self._cancel)
        self._show_choice()

    # Choices

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self._show_choice()

    @property
    def format(self) -> str:
        kept = self.bridge.session.get_setting(_FORMAT)
        return kept if kept in FORMATS else FORMATS[0]

    @property
    def hxl(self) -> bool:
        return self.bridge.session.get_setting(_HXL) is not None

    def target(self) -> Path:
        """Where the export will go: the folder used last, or the user's documents."""
        return kept_target(self.bridge.session, _FOLDER, _NAME.format(format=self.format), self._suggested_name)

    def _suggested_name(self) -> str:
        name = self.texts.text("export_page.name", name=self.bridge.session.path.stem)
        return f"{name}{_SUFFIX}" if self.format == FORMATS[0] else name

    def choose_target(self) -> None:
        """Asks for name and folder, and remembers them."""
        say, target = self.texts.text, self.target()
        if self.format == FORMATS[0]:
            chosen = self._choose(self, say("export_page.choose_file"), target, say("export_page.files"))
            chosen = None if chosen is None else with_ending(chosen, _SUFFIX)
        else:
            folder = self._choose_folder(self, say("export_page.choose_folder"), target.parent)
            chosen = None if folder is None else folder / target.name
        if chosen is None:
            return
        keep_target(self.bridge.session, _FOLDER, _NAME.format(format=self.format), chosen)
        self.making.outcome.clear()
        self._show_choice()

    def _on_format(self, value: str) -> None:
        self.bridge.session.set_setting(_FORMAT, value)
        self.making.outcome.clear()
        self._show_choice()

    def _on_hxl(self, wanted: bool) -> None:
        self.bridge.session.set_setting(_HXL, "yes" if wanted else None)

    def _show_choice(self) -> None:
        self.making.show_choice(self.format, self.target(), hxl=self.hxl)

    # Making it

    def export(self) -> None:
        """Makes the export off the window's thread, from the answers as they are saved."""
        outcome = self.making.outcome
        outcome.start()
        combo = self.making.language
        language = str(combo.currentData()) if combo is not None else self.content.language
        # Without a parent: an export that is being written outlives a page that is thrown away meanwhile.
        task = Task(partial(_write, self.bridge.session, self.target(), self.format, self.hxl, language))
        task.progressed.connect(outcome.step)
        task.done.connect(self.making.succeed)
        task.failed.connect(outcome.fail)
        task.cancelled.connect(self._on_cancelled)
        task.finished.connect(self._on_finished)
        self._task = task
        self.making.set_busy(busy=True)
        self._runner.start(task)

    def _cancel(self, _: object = None) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_cancelled(self) -> None:
        self.making.outcome.stopped(self.texts.text("export_page.cancelled"))

    def _on_finished(self) -> None:
        self._task = None
        self.making.set_busy(busy=False)
        if self.bridge.is_open:
            self._show_choice()

    def _open(self, path: Path) -> None:
        if not self._open_with(path):
            self.making.outcome.say(self.texts.text("export_page.cannot_open"))


def _write(session: Session, target: Path, format_: str, hxl: bool, language: str, task: Task) -> object:
    """On the runner's thread: the heavy imports happen here."""
    from mrcworkbench.exchange.tidy import Format, export

    return export(session, target, format_=Format(format_), hxl=hxl, language=language, progress=task)


def _language_name(code: str) -> str:
    from babel import Locale

    return str(Locale.parse(code, sep="-").get_display_name(code))
