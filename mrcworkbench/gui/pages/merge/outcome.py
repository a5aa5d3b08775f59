"""What was found or done: the sum of verdicts, the table, and the file that is chosen in it with what to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.gui.models.merge_files import MergeModel
from mrcworkbench.gui.models.merge_words import Row
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.decisions import Decisions
from mrcworkbench.gui.pages.merge.detail import FileDetail
from mrcworkbench.gui.pages.merge.plan.panel import ProposalsPanel
from mrcworkbench.gui.pages.merge.totals import TotalsCard
from mrcworkbench.gui.widgets import Card
from mrcworkbench.gui.widgets.merging.merge_table import MergeTable
from mrcworkbench.services.merging.merge import expected_backup
from mrcworkbench.services.merging.passed_over import PassedOver

if TYPE_CHECKING:
    from mrcworkbench.services.merging.merge import FileResult, MergeReport

_TABLE_HEIGHT = 180


class MergeOutcome(QWidget):
    """MergeOutcome(context): `begin`, then `add` while files are read, `show_all` in the end.

    `stage` says what can be decided: "working" nothing, "plan" what the merge records, "merged" at once, "past"
    nothing any more.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        texts, theme = context.texts, context.theme
        self._texts, self._bridge = texts, context.bridge
        self.decisions = Decisions(texts, context.content.language)
        self.stage = "working"
        self.model = MergeModel(texts, self)
        self.totals = TotalsCard(theme, texts)
        self.table = MergeTable(theme, self.model, texts.text("merge_page.table"))
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.detail = FileDetail(theme, texts, self.model.words)
        self.proposals = ProposalsPanel(context, self.detail)
        """What stands beside the page: it holds `detail`, too."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.totals)
        card = Card(padding=1, spacing=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        self.totals.chosen.connect(self._show_only)
        self.totals.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.model.as_text()))
        self.table.chosen.connect(self._show_detail)
        self.table.copied.connect(self.detail.copy_sentence)

    def begin(self) -> None:
        """No files yet."""
        self.stage = "working"
        self.proposals.show_report(None, self.stage)
        self._show_detail(None)
        self.model.clear({centre.id: centre.name for centre in self._bridge.session.centres()})
        self.totals.show_all()
        self.totals.show_counts(self.model.counts())

    def add(self, results: Sequence[FileResult]) -> None:
        """Files that were judged while the work goes on."""
        self.model.add(results)
        self.totals.show_counts(self.model.counts())

    def show_all(self, report: MergeReport, stage: str) -> None:
        """All files, what needs somebody first; the chosen one stays so."""
        self.stage = stage
        chosen = self.detail.result
        self.model.words.proposals = frozenset(one.id for one in report.proposals)
        self.model.show(report.files, report.passed_over)
        self.proposals.show_report(report, stage, chosen)
        self.totals.show_counts(self.model.counts())
        self._show_decided()
        paths = [one.path for one in self.model.rows]
        if paths:
            self.table.choose(paths.index(chosen.path) if chosen is not None and chosen.path in paths else 0)
        else:
            self._show_detail(None)

    def show_decided(self) -> None:
        """Something was decided, or taken back."""
        self._show_decided()
        self._show_detail(self.detail.result)

    @property
    def undecided(self) -> int:
        """How many files are of a suspected duplicate that nobody has decided on."""
        return sum(map(self.model.words.needs_deciding, self.model.suspects))

    def notes_on_plan(self) -> list[str]:
        """What is to be known before the merge: of the backup, of proposals, and of undoing."""
        texts, proposals = self._texts, self.proposals
        size = self.model.words.size(expected_backup(self._bridge.session))
        said = [texts.text("merge_page.backup_first", size=size)]
        if proposals.waiting:
            said.append(texts.plural("proposals.note", proposals.waiting))
        if proposals.confirmed:
            said.append(texts.plural("proposals.note_confirmed", proposals.confirmed))
        return [*said, texts.text("merge_page.undo_later")]

    def _show_only(self, what: str) -> None:
        self.model.choose(what)
        if self.model.rows:
            self.table.choose(0)
        else:
            self._show_detail(None)

    def _show_decided(self) -> None:
        model = self.model
        model.decide(self.decisions.sentences(self._bridge.session, model.suspects, model.words.names))

    def _show_detail(self, result: Row | None) -> None:
        self.detail.show_result(result)
        self.proposals.show_chosen(result)
        deciding = self.detail.deciding
        if result is None or isinstance(result, PassedOver) or not result.suspected or self.stage == "working":
            deciding.hide()
            return
        pairs = self.decisions.pairs(self._bridge.session, result, self.model.results)
        deciding.setVisible(bool(pairs))
        deciding.show_pairs(
            pairs,
            self.model.words.decided,
            may_decide=self.stage in ("plan", "merged"),
            may_take_back=self.stage == "plan",
            count=len(result.suspected_duplicate_of),
            later="" if self.stage == "past" else self._texts.text(f"merge_page.later_{self.stage}"),
        )
