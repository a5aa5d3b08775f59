"""What a person says to proposals once the files are in: done at once. Before, it is kept with the plan."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.view import MergeView
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.services.merging import proposals
from mrcworkbench.services.merging.proposals import Response


class Answering(QObject):
    """Answering(context, work, view, page): stands between the cards and what is said."""

    def __init__(self, context: PageContext, work: FileWork, view: MergeView, page: QObject) -> None:
        super().__init__(page)
        self._bridge, self._work, self._view = context.bridge, work, view
        view.outcome.proposals.responded.connect(self._respond)

    def _respond(self, ids: tuple[str, ...], confirmed: bool, reason: str) -> None:
        author, session = self._view.act.author.require(), self._bridge.session
        if not author:
            return
        say = proposals.confirm if confirmed else proposals.decline

        def work(_: Task) -> object:
            return say(session, ids, reason=reason, author=author)

        def done(_: object) -> None:
            self._view.outcome.proposals.keep(ids, Response(confirmed, reason))
            self._bridge.announce_reload()
            self._view.arrange()

        self._view.begin("answering")
        self._work.start(work, done, self._view.fail, self._view.arrange)
