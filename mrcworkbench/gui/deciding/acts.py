"""Deciding about centres: each act asks in its dialog, and is stored off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.deciding.dialog import ActDialog
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.theme import Theme
from mrcworkbench.services.collection.rivals import rounds_to_choose, same_round
from mrcworkbench.services.merging import deciding, erasing, log, resolving

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
    from mrcworkbench.gui.renaming.rename import RenameCentre
    from mrcworkbench.services.session.session import Session

Work = Callable[["Session", str, str], object]
"""Stores what was decided, given the reason and the author."""


class CentreActs(QObject):
    """CentreActs(bridge, theme, texts, window): each method asks; nothing happens unless the person agrees."""

    done = Signal(str)
    """What was stored, in words."""
    withdrawn = Signal(object)
    """The `CentreInfo` that was withdrawn, which can be taken back."""

    def __init__(self, bridge: Bridge, theme: Theme, texts: Texts, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._theme, self._texts, self._window = bridge, theme, texts, window
        self._work = FileWork(bridge, parent=self)
        self.dialog: ActDialog | None = None
        """While somebody is asked."""

    @property
    def is_possible(self) -> bool:
        """Whether something can be decided now."""
        return self.dialog is None and not self._bridge.busy and not self._bridge.session.read_only

    def withdraw(self, centre: CentreInfo) -> None:
        dialog = self._dialog("withdraw", centre=centre.name)
        of_it = [one for one in self._bridge.session.assessments() if one.centre.id == centre.id]
        dialog.add_line(self._texts.plural("centre_acts.withdraw_leaves", len(of_it)))
        dialog.add_line(self._texts.text("centre_acts.withdraw_stays"))

        def stored(_: object) -> None:
            self.done.emit(self._texts.text("centre_acts.withdraw_done", centre=centre.name))
            self.withdrawn.emit(centre)

        self._ask(
            dialog,
            lambda session, reason, author: resolving.withdraw(session, centre.id, reason=reason, author=author),
            stored,
        )

    def take_back_withdrawal(self, centre: CentreInfo) -> None:
        """Of a centre under every id that it goes by."""
        lines = log.decisions(self._bridge.session, centre.id)
        ids = [one.id for one in lines if one.kind == "withdrawn" and one.in_effect]
        dialog = self._dialog("unwithdraw", centre=centre.name)
        self._ask(
            dialog,
            lambda session, reason, author: deciding.take_back(session, ids, reason=reason, author=author),
            self._says("unwithdraw_done", centre=centre.name),
        )

    def join(self, centre: CentreInfo) -> None:
        """Say which other centre is the same; both go under the id of the other."""
        from mrcworkbench.gui.deciding.joining import JoinDialog
        from mrcworkbench.gui.deciding.others import other_centres, rounds_by_centre

        session = self._bridge.session
        others = other_centres(session, centre)
        dialog = JoinDialog(self._theme, self._texts, centre, others, rounds_by_centre(session), self._window)
        names = {one.id: one.name for one, _ in others}

        def stored(into: object) -> None:
            self.done.emit(self._texts.text("centre_acts.join_done", centre=centre.name, into=names[str(into)]))
            self._choose_next(str(into))

        def work(session: Session, reason: str, author: str) -> str:
            into = dialog.chosen
            resolving.join(session, centre.id, into, reason=reason, author=author)
            return into

        self._ask(dialog, work, stored)

    def choose(self, info: AssessmentInfo) -> None:
        """Which assessment of its round counts."""
        from mrcworkbench.gui.deciding.choosing import ChooseDialog

        dialog = ChooseDialog(self._theme, self._texts, same_round(self._bridge.session, info), self._window)
        self._ask(
            dialog,
            lambda session, reason, author: deciding.choose(session, dialog.chosen, reason=reason, author=author),
            self._says("choose_done", centre=info.centre.name, round=info.round),
        )

    def erase(self, centre: CentreInfo) -> None:
        from mrcworkbench.gui.deciding.erasing import EraseDialog

        found = erasing.would_erase(self._bridge.session, centre.id)
        dialog = EraseDialog(self._theme, self._texts, centre.name, found, self._window)

        def work(session: Session, reason: str, author: str) -> object:
            also = dialog.backups.isChecked()
            erasing.erase(session, centre.id, reason=reason, author=author)
            return erasing.delete_backups(found.backups) if also else ()

        def stored(left: object) -> None:
            paths = "\n".join(str(path) for path in left) if isinstance(left, tuple) else ""
            said = self._texts.text("centre_acts.erase_done")
            self.done.emit(f"{said} {self._texts.text('centre_acts.erase_left', paths=paths)}" if paths else said)

        self._ask(dialog, work, stored)

    def lift(self, centre: str, said: str) -> None:
        """Let a centre in again that was erased; `said` tells when and why that was."""
        dialog = self._dialog("lift")
        dialog.add_line(said)
        self._ask(
            dialog,
            lambda session, reason, author: erasing.lift_erasure(session, centre, reason=reason, author=author),
            self._says("lift_done"),
        )

    def rename(self, centre: CentreInfo) -> None:
        """Has a dialog of its own."""
        self.renaming.offer(centre)

    @cached_property
    def renaming(self) -> RenameCentre:
        """Built when somebody wants it."""
        from mrcworkbench.gui.renaming.rename import RenameCentre

        return RenameCentre(self._bridge, self._theme, self._texts, self._window)

    def _choose_next(self, centre: str) -> None:
        """Two centres that have become one may have two assessments of one round."""
        session = self._bridge.session
        under = next((one.joined_into or one.id for one in session.centres() if one.id == centre), centre)
        for one in rounds_to_choose(session.assessments()):
            if one.centre.id == under:
                self.choose(one)
                return

    def _dialog(self, name: str, **facts: object) -> ActDialog:
        return ActDialog(self._theme, self._texts, name, self._window, **facts)

    def _says(self, key: str, **facts: object) -> Callable[[object], object]:
        said = self._texts.text(f"centre_acts.{key}", **facts)
        return lambda _: self.done.emit(said)

    def _ask(self, dialog: ActDialog, work: Work, stored: Callable[[object], object]) -> None:
        self.dialog = dialog
        dialog.ask_as(author_name(self._bridge))
        dialog.agreed.connect(lambda reason, author: self._store(dialog, work, stored, reason, author))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _store(
        self, dialog: ActDialog, work: Work, stored: Callable[[object], object], reason: str, author: str
    ) -> None:
        session = self._bridge.session
        dialog.say("")
        dialog.set_busy(busy=True)
        keep_author(self._bridge, author)

        def end(result: object) -> None:
            dialog.accept()
            stored(result)

        def fail(error: Exception) -> None:
            dialog.set_busy(busy=False)
            dialog.say(in_words(self._texts, error))
            if not isinstance(error, UserError):
                raise error  # a fault of ours, which the window tells

        self._work.start(lambda _: work(session, reason, author), end, fail)

    def _forget(self) -> None:
        self.dialog = None
