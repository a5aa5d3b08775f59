"""Makes files of one kind: where to, off the window's thread, with progress and a cancel, and what follows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mrcworkbench.errors import UserError
from mrcworkbench.gui.making.card import MakingCard
from mrcworkbench.gui.making.way_out import Told, WayOut
from mrcworkbench.gui.outside.destinations import keep_target, kept_target
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import BackgroundWork


class Maker(QObject):
    """Maker(way, card, context, page): stands between a card and what it makes."""

    ended = Signal()
    """Whatever came of it; the card shows that when it is shown next."""

    def __init__(self, way: WayOut, card: MakingCard, context: PageContext, page: QObject) -> None:
        super().__init__(page)
        self._way, self._card, self._context = way, card, context
        if way.takes_whole_file:
            self.work: BackgroundWork = FileWork(context.bridge, context.runner, self)
        else:
            self.work = BackgroundWork(context.runner, self)
        self.made: Told | None = None
        """The file whose receipt is shown."""
        self.work.progressed.connect(card.outcome.step)
        card.outcome.cancel_pressed.connect(self.work.cancel)
        card.change_pressed.connect(self.choose_target)
        card.make_pressed.connect(self.make)
        card.after_pressed.connect(self._do)
        way.chosen.connect(self.choose_anew)

    # Where it goes

    def target(self) -> Path:
        """Where the file will go: the folder used last, or the user's documents."""
        way = self._way
        return kept_target(way.bridge.session, f"{way.name}_folder", self._name_key(), way.suggested_name)

    def _name_key(self) -> str:
        variant = self._way.variant()
        return f"{self._way.name}_name:{variant}" if variant else f"{self._way.name}_name"

    def choose_target(self) -> None:
        """Asks for name and folder, and remembers them."""
        chosen = self._way.ask_where(self._card, self.target())
        if chosen is not None:
            keep_target(self._way.bridge.session, f"{self._way.name}_folder", self._name_key(), chosen)
            self.choose_anew()

    def choose_anew(self) -> None:
        """Something else will be made: how the last one ended is no longer shown."""
        self.clear()
        self.show()

    def clear(self) -> None:
        """Forgets how the last one ended."""
        self.made = None
        self._card.outcome.clear()

    def show(self) -> None:
        """Shows what will be made, and where."""
        if self._way.has_matter():
            self._card.show_choice(self.target(), None if self.made is None else self.made.path)

    # Making it

    def make(self) -> None:
        """Makes the file, once a person is sure. What it holds is fixed when it begins."""
        if not self.work.running:
            target = self.target()
            self._way.confirm(target, partial(self._make, target))

    def _make(self, target: Path) -> None:
        self.clear()
        self._card.outcome.start()
        try:
            work = self._way.work(target)
        except UserError as error:
            self._card.outcome.fail(error)
            return
        self._card.set_busy(busy=True)
        self.work.start(work, self._on_done, self._on_failed, self._on_stopped)

    def _on_done(self, result: object) -> None:
        self.made = self._way.told(result)
        self._end()
        self._card.succeed(self.made)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._card.outcome.fail(error)

    def _on_stopped(self) -> None:
        self._end()
        self._card.outcome.stopped(self._way.say("stopped"))

    def _end(self) -> None:
        self._card.set_busy(busy=False)
        self.show()
        self.ended.emit()

    # Afterwards

    def _do(self, action: str) -> None:
        made, outcome = self.made, self._card.outcome
        if made is None:
            return
        if action in ("open", "folder"):
            if not self._context.open_with(made.path if action == "open" else made.path.parent):
                outcome.say(self._way.say("cannot_open"))
        elif note := self._way.do(action, self._card):
            outcome.say(note)
