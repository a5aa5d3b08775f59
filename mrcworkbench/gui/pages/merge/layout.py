"""How the page Merge is made up; what it does is in `page`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mrcworkbench.errors import UserError
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.act import ActCard
from mrcworkbench.gui.pages.merge.choosing import ChoosingCard
from mrcworkbench.gui.pages.merge.decisions import Decisions
from mrcworkbench.gui.pages.merge.log import LogCard
from mrcworkbench.gui.pages.merge.messages import Messages
from mrcworkbench.gui.pages.merge.outcome import MergeOutcome
from mrcworkbench.gui.session.file_work import keep_author
from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.widgets.basics import dialogs
from mrcworkbench.gui.widgets.basics.work_progress import WorkProgress

if TYPE_CHECKING:
    from mrcworkbench.storage.merging.imports import ImportInfo


class MergeLayout(Page):
    """Messages and progress; below them where to choose files and the log, or what was found and what to do about
    it."""

    name = "merge"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, content, theme = context.bridge, context.content, context.theme
        self.ask_name: Callable[[], str] = partial(dialogs.ask_name, theme, content.texts, self)
        """Replaced in tests."""
        self.decisions = Decisions(content.texts, content.language)
        texts = self.texts
        self.set_title(texts.text("merge_page.title"), texts.text("merge_page.lead"))
        self.set_crumbs(texts.text("merge_page.title"))
        self.setAcceptDrops(True)
        self.more = Button(theme, texts.text("merge_page.more"), icon="plus")
        self.settling = Button(theme, texts.text("merge_page.settle"), icon="scale")
        self.header_buttons.addWidget(self.more)
        self.header_buttons.addWidget(self.settling)
        self.messages = Messages(theme, texts)
        self.wrong, self.stopped, self.told = self.messages.wrong, self.messages.stopped, self.messages.told
        self.progress = WorkProgress(theme, texts, "merge_page.files_read")
        self.choosing = ChoosingCard(theme, texts)
        self.log = LogCard(theme, texts)
        self.act = ActCard(theme, texts)
        self.go, self.over, self.undo, self.author = self.act.go, self.act.over, self.act.undo, self.act.author
        self.outcome = MergeOutcome(theme, texts, self.decisions, lambda: bridge.session)
        self.model, self.totals = self.outcome.model, self.outcome.totals
        self.table, self.detail = self.outcome.table, self.outcome.detail
        self.body.addWidget(self.messages)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.choosing, 1)
        self.body.addWidget(self.act)
        self.body.addWidget(self.outcome, 1)
        self.body.addWidget(self.log)

    def show_parts(self, *, working: bool, shown: bool, may_choose: bool) -> None:
        """Which parts there are: while files are read only what was found so far."""
        self.choosing.setVisible(not working and not shown)
        for button in (self.choosing.files, self.choosing.folder):
            button.setEnabled(may_choose)
        self.act.setVisible(not working and shown)
        self.outcome.setVisible(shown or (working and self.progress.counts))
        for button in (self.totals.copy, self.totals.save):
            button.setVisible(not working)
        if working:
            self.log.hide()
        else:
            self.progress.hide()

    def who(self) -> str:
        """The name of who decides, asked for where none is known; "" if the person gives up."""
        if not self.author.text().strip():
            self.author.setText(self.ask_name().strip())
            keep_author(self.bridge, self.author.text())
        return self.author.text().strip()

    def past_imports(self) -> tuple[ImportInfo, ...]:
        """The log, the latest first; none where it cannot be read, and then that is said."""
        from mrcworkbench.services.merging.imports import imports

        try:
            return imports(self.bridge.session)
        except UserError as error:
            self.messages.say_wrong(error)
            return ()
