"""The parts of the page Merge, and which of them are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.errors import UserError
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.act import ActCard, act_of
from mrcworkbench.gui.pages.merge.choosing import ChoosingCard, why_not
from mrcworkbench.gui.pages.merge.log import LogCard
from mrcworkbench.gui.pages.merge.messages import Messages
from mrcworkbench.gui.pages.merge.outcome import MergeOutcome
from mrcworkbench.gui.pages.merge.shown import MergeShown
from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.widgets.basics.work_progress import WorkProgress
from mrcworkbench.services.merging import imports as importing

if TYPE_CHECKING:
    from mrcworkbench.storage.imports.log import ImportInfo


class MergeView(QWidget):
    """Messages and progress; below them where to choose files and the log, or what was found and what to do about it.

    `shown` is what was found, None where files are chosen. `more` and `settling` stand in the page's header.
    """

    arranged = Signal()
    """Other parts are seen now."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._bridge, self._texts = context.bridge, context.texts
        texts, theme = context.texts, context.theme
        self.shown: MergeShown | None = None
        self.more = Button(theme, texts.text("merge_page.more"), icon="plus")
        self.settling = Button(theme, texts.text("merge_page.settle"), icon="scale")
        self.messages = Messages(theme, texts)
        self.progress = WorkProgress(theme, texts, "merge_page.files_read")
        self.choosing = ChoosingCard(theme, texts)
        self.act = ActCard(context)
        self.outcome = MergeOutcome(context)
        self.log = LogCard(theme, texts)
        self.outcome.proposals.changed.connect(self.arrange)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.messages)
        column.addWidget(self.progress)
        column.addWidget(self.choosing, 1)
        column.addWidget(self.act)
        column.addWidget(self.outcome, 1)
        column.addWidget(self.log)

    def start_over(self) -> None:
        """Back to where files are chosen."""
        self.shown = None
        self.outcome.decisions.planned.clear()
        self.act.author.load()
        self.messages.say_nothing()
        self.arrange()
        if self.isVisible():  # what was pressed is gone
            self.choosing.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_found(self, shown: MergeShown) -> None:
        """Shows what was found or done, and goes to what is most likely done next."""
        self.shown = shown
        stage = shown.stage(may_decide=why_not(self._bridge) is None)
        self.outcome.table.show_numbers(known=shown.earlier is None)  # the log does not keep them
        self.outcome.show_all(shown.report, stage)
        self.arrange()
        go = self.act.go
        target = self.outcome.table if shown.merged or not go.isVisible() else go
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, doing: str, *, counts: bool = False) -> None:
        """Work begins: `counts` says that it reads files, and that their verdicts fill the table."""
        self.messages.say_nothing()
        if counts:
            self.outcome.begin()
        note = self._texts.text("merge_page.copies") if counts else ""
        self.progress.start(self._texts.text(f"merge_page.{doing}"), note, counts=counts)
        totals = self.outcome.totals
        for part in (self.choosing, self.act, self.log, self.more, self.settling, totals.copy, totals.save):
            part.hide()
        self.outcome.setVisible(counts or self.shown is not None)
        self.arranged.emit()
        self.progress.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self) -> None:
        """Shows the parts that belong to what is shown, once no work goes on."""
        shown, wrong = self.shown, why_not(self._bridge)
        if wrong is not None:
            self.messages.say_wrong(wrong)
        self.progress.hide()
        self.choosing.setVisible(shown is None)
        self.choosing.allow(may_choose=wrong is None)
        imports = self.past_imports() if shown is None or shown.earlier is not None else ()
        if shown is not None:
            here = {one.id for one in imports if one.undone_at is None}
            may_undo = wrong is None and shown.report.import_id in here
            said = self.outcome.notes_on_plan() if shown.report.taken_in else ()
            self.act.show_act(act_of(shown, self.outcome.undecided, said, self._texts, may_undo=may_undo))
        self.act.setVisible(shown is not None)
        self.outcome.setVisible(shown is not None)
        for button in (self.outcome.totals.copy, self.outcome.totals.save):
            button.show()
        self.more.setVisible(shown is not None and not shown.merged)
        self.settling.setVisible(self._has_conflicts())
        self.log.show_imports(imports if shown is None else (), may_undo=wrong is None)
        self.arranged.emit()

    def fail(self, error: Exception) -> None:
        """Work failed that left what is shown as it was."""
        self.arrange()
        self.messages.say_wrong(error)

    def past_imports(self) -> tuple[ImportInfo, ...]:
        """The log, the latest first; none where it cannot be read, and then that is said."""
        try:
            return importing.imports(self._bridge.session)
        except UserError as error:
            self.messages.say_wrong(error)
            return ()

    def _has_conflicts(self) -> bool:
        if self.shown is not None and self.shown.has_conflicts:
            return True
        return self._bridge.has_assessment and bool(self._bridge.session.conflicts)
