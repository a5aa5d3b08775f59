"""Calling a centre otherwise: by itself in its own file, by an officer with a reason in a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, MessageBox, label
from mrcworkbench.gui.widgets.basics.country_box import CountryBox
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.services.merging.renaming import relabel, rename
from mrcworkbench.services.session.file_use import is_own

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import CentreInfo
    from mrcworkbench.services.session.session import Session

_LONGEST_NAME, _LONGEST_ROUND, _LONGEST_REASON = 200, 100, 2_000


def may_rename(session: Session) -> bool:
    """Whether the centre of the assessment that is open can be called otherwise here."""
    return not session.read_only and not session.is_sample and session.has_assessment


def _has_open_label(session: Session) -> bool:
    """Whether the round that is open may be called otherwise: nothing of it was sealed."""
    here = session.assessment
    return is_own(session, here) and not session.read_file(lambda store: store.load(here.id)).sealed_at


class RenameDialog(Dialog):
    """Name, country, the round where nothing of it was sealed, the reason where an officer says it, and who says it.

    Stays until that is stored or the person gives up; what is wrong is said below the fields.
    """

    def __init__(self, bridge: Bridge, centre: CentreInfo, theme: Theme, texts: Texts, parent: QWidget) -> None:
        session = bridge.session
        kind = "officer" if session.file_use.collects else "of_centre"
        super().__init__(texts.text("renaming.title"), texts.text(f"renaming.{kind}"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(480))
        self._texts = texts
        self.name = self._line("start.name", centre.name, _LONGEST_NAME)
        self.country = CountryBox(texts)
        self.country.fill(centre.country)
        self._add("start.country", self.country)
        own = kind == "of_centre"
        self.round = (
            self._line("start.round", session.assessment.round, _LONGEST_ROUND)
            if own and session.has_assessment and _has_open_label(session)
            else None
        )
        self.reason = None if own else self._line("conflicts_page.reason", "", _LONGEST_REASON)
        self.author = self._line("conflicts_page.author", author_name(bridge), _LONGEST_NAME)
        self._problem = MessageBox(theme, "danger", "triangle-alert")
        self.body.addWidget(self._problem)
        self.leave = Button(theme, texts.text("common.cancel"))
        self.leave.clicked.connect(self.reject)
        self.go = Button(theme, texts.text("renaming.go"), "primary")
        self.go.setDefault(True)
        for field in filter(None, (self.name, self.reason, self.author, self.round)):
            field.textChanged.connect(self._check)
        self.country.editTextChanged.connect(self._check)
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.go)
        self.name.selectAll()
        self.name.setFocus()
        self._check()

    def say(self, problem: str) -> None:
        """Shows what is wrong, or, with "", that nothing is."""
        self._problem.say(problem)
        if problem:
            self.resize(self.width(), self.heightForWidth(self.width()))

    def set_busy(self, *, busy: bool) -> None:
        for widget in filter(None, (self.name, self.country, self.round, self.reason, self.author, self.leave)):
            widget.setEnabled(not busy)
        self.go.setEnabled(not busy)

    def _line(self, key: str, text: str, longest: int) -> QLineEdit:
        field = QLineEdit(text)
        field.setMaxLength(longest)
        self._add(key, field)
        return field

    def _add(self, key: str, field: QLineEdit | CountryBox) -> None:
        heading = label(self._texts.text(key), weight="semibold")
        heading.setBuddy(field)
        field.setAccessibleName(self._texts.text(key))
        self.body.addWidget(heading)
        self.body.addWidget(field)

    def _check(self, _: str = "") -> None:
        texts = filter(None, (self.name, self.reason, self.author, self.round))
        self.go.setEnabled(bool(self.country.code) and all(one.text().strip() for one in texts))


class RenameCentre(QObject):
    """RenameCentre(bridge, theme, texts, window): `offer(centre)` asks and stores it."""

    def __init__(self, bridge: Bridge, theme: Theme, texts: Texts, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._theme, self._texts, self._window = bridge, theme, texts, window
        self._work = FileWork(bridge, parent=self)
        self.dialog: RenameDialog | None = None
        """While somebody is asked."""

    def offer(self, centre: CentreInfo) -> None:
        if self._bridge.busy or self.dialog is not None:
            return
        dialog = self.dialog = RenameDialog(self._bridge, centre, self._theme, self._texts, self._window)
        dialog.go.clicked.connect(lambda: self._store(centre))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _store(self, centre: CentreInfo) -> None:
        dialog, session = self.dialog, self._bridge.session
        if dialog is None:
            return
        name, country, author = dialog.name.text(), dialog.country.code, dialog.author.text()
        reason = "" if dialog.reason is None else dialog.reason.text()
        round_ = "" if dialog.round is None else dialog.round.text()
        dialog.say("")
        dialog.set_busy(busy=True)
        keep_author(self._bridge, author)

        def store(_: object) -> None:
            rename(session, centre.id, name=name, country=country, reason=reason, author=author)
            if round_ and round_ != session.assessment.round:
                relabel(session, round_)

        self._work.start(store, self._on_stored, self._on_failed)

    def _on_stored(self, _: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _on_failed(self, error: Exception) -> None:
        if self.dialog is None:
            return
        self.dialog.set_busy(busy=False)
        self.dialog.say(in_words(self._texts, error))
        if not isinstance(error, UserError):
            raise error  # a fault of ours, which the window tells

    def _forget(self) -> None:
        self.dialog = None
