"""What a person says of a suspected duplicate: kept with the plan until the merge records it, done at once after it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.decisions import SameCentre
from mrcworkbench.gui.pages.merge.view import MergeView
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.services.merging import resolving


class Joining(QObject):
    """Joining(context, work, view, page): stands between the card that asks and what is decided."""

    def __init__(self, context: PageContext, work: FileWork, view: MergeView, page: QObject) -> None:
        super().__init__(page)
        self._bridge, self._texts = context.bridge, context.texts
        self._work, self._view = work, view
        self._decisions = view.outcome.decisions
        deciding = view.outcome.detail.deciding
        deciding.joined.connect(self._join)
        deciding.left_apart.connect(self._leave_apart)
        deciding.reopened.connect(self._reopen)

    @property
    def _merged(self) -> bool:
        return self._view.shown is not None and self._view.shown.merged

    def _join(self, centre: str, into: str, reason: str) -> None:
        author, session = self._view.act.author.require(), self._bridge.session
        if not author:
            return
        if not self._merged:
            self._decisions.planned[centre] = SameCentre(into, reason)
            self._decided("will_be_joined")
            return

        def join(_: Task) -> object:
            return resolving.join(session, centre, into, reason=reason, author=author)

        self._view.begin("joining")
        self._work.start(join, lambda _: self._decided("joined"), self._view.fail, self._view.arrange)

    def _leave_apart(self, centre: str, reason: str) -> None:
        if self._merged:
            self._decisions.leave_apart(self._bridge.session, centre, reason)
        else:
            self._decisions.planned[centre] = None
        self._decided("left_apart")

    def _reopen(self, centre: str) -> None:
        self._decisions.planned.pop(centre, None)
        self._decided("")

    def _decided(self, what: str) -> None:
        self._view.messages.say_nothing()
        self._view.outcome.show_decided()
        self._view.arrange()
        self._view.messages.tell(self._texts.text(f"merge_page.{what}") if what else "")
