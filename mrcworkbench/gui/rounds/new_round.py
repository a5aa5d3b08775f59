"""Beginning the next round of the assessment that is open: asked for its name, with what happens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from mrcworkbench import clocks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import BackgroundWork
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, MessageBox, label, restyle
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.services.session.earlier_comments import earlier_comments
from mrcworkbench.services.session.file_use import is_own
from mrcworkbench.services.session.rounds import NewRound, new_round
from mrcworkbench.services.session.session import Session

_LONGEST = 100


def may_begin(session: Session) -> bool:
    """Whether a next round can follow the assessment that is open: the last of the centre whose file this is."""
    if session.read_only or session.is_sample or not session.has_assessment:
        return False
    here = session.assessment
    return is_own(session, here) and not here.about and all(one.follows != here.id for one in session.assessments())


def proposed_label(session: Session) -> str:
    """The year, or the first year after it that names no round of the centre yet."""
    taken = {one.round for one in session.assessments() if one.centre.id == session.assessment.centre.id}
    year = clocks.today().year
    while str(year) in taken:
        year += 1
    return str(year)


class NewRoundDialog(Dialog):
    """Stays until the round is begun or the person gives up; what is wrong is said below the field."""

    def __init__(self, bridge: Bridge, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.text("rounds.title"), "", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(460))
        before = bridge.assessment.round
        for key in ("rounds.carries", "rounds.stays"):
            self.body.addWidget(label(texts.text(key, round=before), wrap=True))
        self.field = QLineEdit(proposed_label(bridge.session))
        self.field.setMaxLength(_LONGEST)
        self.field.setAccessibleName(texts.text("rounds.name"))
        self.field.setAccessibleDescription(texts.text("start.round_help"))
        heading = label(texts.text("rounds.name"), weight="semibold")
        heading.setBuddy(self.field)
        self._problem = MessageBox(theme, "danger", "triangle-alert")
        self.field.textEdited.connect(lambda _: self.say(""))
        for widget in (heading, self.field, self._problem):
            self.body.addWidget(widget)
        self.leave = Button(theme, texts.text("common.cancel"))
        self.leave.clicked.connect(self.reject)
        self.go = Button(theme, texts.text("rounds.go"), "primary")
        self.go.setDefault(True)
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.go)
        self.field.selectAll()
        self.field.setFocus()

    def say(self, problem: str) -> None:
        """Shows what is wrong with the name, or, with "", that nothing is."""
        self._problem.say(problem)
        restyle(self.field, problem="true" if problem else "false")
        if problem:
            self.resize(self.width(), self.heightForWidth(self.width()))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        for widget in (self.field, self.leave, self.go):
            widget.setEnabled(not busy)


class CommentsFirstDialog(Dialog):
    """Leads to the page Submit, where it is said which comments of 0.1.0 stay here: a new round seals those of the
    round before, and what is sealed goes along for good."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.text("rounds.title"), "", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(460))
        self.body.addWidget(label(texts.text("rounds.comments_first"), wrap=True))
        leave = Button(theme, texts.text("common.cancel"))
        leave.clicked.connect(self.reject)
        self.go = Button(theme, texts.text("rounds.to_submit"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.go)
        self.go.setFocus()


class _RoundWork(BackgroundWork):
    """Has the file for itself. Where a round is refused nothing has changed: nothing is read again, so that one stays
    where one was and can undo as before."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(bridge.runner, parent)
        self._bridge = bridge

    def _begin(self) -> None:
        self._bridge.set_busy(busy=True)

    def _end(self) -> bool:
        self._bridge.set_busy(busy=False)
        return super()._end()


class RoundStart(QObject):
    """RoundStart(bridge, theme, texts, navigate, window): `offer()` asks, begins the round and opens it; before
    it is said what becomes of earlier comments, it asks for that."""

    def __init__(
        self, bridge: Bridge, theme: Theme, texts: Texts, navigate: Callable[[Place], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._theme, self._texts = bridge, theme, texts
        self._navigate, self._window = navigate, window
        self._work = _RoundWork(bridge, self)
        self.dialog: NewRoundDialog | None = None
        """While somebody is asked."""

    def offer(self) -> None:
        if not self._bridge.has_assessment or self._bridge.busy or self.dialog is not None:
            return
        if earlier_comments(self._bridge.session):
            first = CommentsFirstDialog(self._theme, self._texts, self._window)
            first.accepted.connect(lambda: self._navigate(Place("submit")))
            first.open()
            return
        dialog = self.dialog = NewRoundDialog(self._bridge, self._theme, self._texts, self._window)
        dialog.go.clicked.connect(self._begin)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _begin(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        session, label_ = self._bridge.session, dialog.field.text()
        here = session.assessment.id
        dialog.say("")
        dialog.set_busy(busy=True)
        self._work.start(lambda _: new_round(session, here, label_), self._on_begun, self._on_failed)

    def _on_begun(self, begun: NewRound) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._bridge.announce_reload()
        self._bridge.open_assessment(begun.assessment.id)
        self._navigate(Place("home"))

    def _on_failed(self, error: Exception) -> None:
        if self.dialog is None:
            return
        self.dialog.set_busy(busy=False)
        self.dialog.say(in_words(self._texts, error))
        if not isinstance(error, UserError):
            raise error  # a fault of ours, which the window tells

    def _forget(self) -> None:
        self.dialog = None
