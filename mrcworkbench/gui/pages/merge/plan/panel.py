"""The panel beside the plan: what the files propose, and the file that is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.widgets import label
from mrcworkbench.gui.widgets.merging.proposal_card import ProposalCard
from mrcworkbench.services.merging.passed_over import PassedOver
from mrcworkbench.services.merging.proposals import OpenProposal, Response

if TYPE_CHECKING:
    from mrcworkbench.gui.models.merge_words import Row
    from mrcworkbench.services.merging.merge import FileResult, MergeReport

_MOST = 40
"""Cards that are shown; the others wait under Decisions."""


class ProposalsPanel(QWidget):
    """ProposalsPanel(context, detail): cards of what the files propose, those of the chosen file first, and below them
    `detail` of that file.

    `responses` are what a person says to proposals before the merge, by id; `responded(ids, confirmed, reason)` is what
    is said after it. `changed` when the responses are others.
    """

    changed = Signal()
    responded = Signal(tuple, bool, str)

    def __init__(self, context: PageContext, detail: QWidget) -> None:
        super().__init__()
        self._theme, self._texts = context.theme, context.texts
        self.responses: dict[str, Response] = {}
        self._report: MergeReport | None = None
        self._stage = "working"
        self.cards: list[ProposalCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        self.title = label("", "lead", wrap=True)
        self.lead = label(self._texts.text("proposals.lead"), "secondary", "muted", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.lead)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        column.addLayout(self._column)
        self.more = label("", "secondary", "muted", wrap=True)
        column.addWidget(self.more)
        column.addWidget(detail)
        column.addStretch(1)
        self.show_report(None, "working")

    @property
    def confirmed(self) -> int:
        """How many proposals of the plan are confirmed so far."""
        return sum(one.confirmed for one in self.responses.values())

    @property
    def waiting(self) -> int:
        """How many of them would wait after the merge."""
        return 0 if self._report is None else sum(one.id not in self.responses for one in self._report.proposals)

    def show_report(self, report: MergeReport | None, stage: str, chosen: Row | None = None) -> None:
        """What the files of a plan or merge propose; `stage` as `MergeOutcome` has it."""
        self._report, self._stage = report, stage
        if report is None:
            self.responses.clear()
        self.show_chosen(chosen)

    def show_chosen(self, chosen: Row | None) -> None:
        """Those of the chosen file come first, and before all who speaks for a known centre."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        proposals = () if self._report is None else self._report.proposals
        of_file = frozenset[str]() if chosen is None or isinstance(chosen, PassedOver) else chosen.proposed
        groups = sorted(self._groups(proposals), key=lambda those: _order(those, of_file))
        self.cards = [self._card(those) for those in groups[:_MOST]]
        self.title.setText(self._texts.plural("proposals.title", len(proposals)))
        left = sum(map(len, groups[_MOST:]))
        self.more.setText(self._texts.plural("proposals.more", left))
        for part in (self.title, self.lead):
            part.setVisible(bool(proposals))
        self.more.setVisible(bool(left))

    def _card(self, those: tuple[OpenProposal, ...]) -> ProposalCard:
        card = ProposalCard(self._theme, self._texts, those)
        self._column.addWidget(card)
        card.show_response(self.responses.get(those[0].id), may_respond=self._stage in ("plan", "merged"))
        card.responded.connect(self._on_responded)
        card.forgotten.connect(self._on_forgotten)
        return card

    def _groups(self, proposals: Iterable[OpenProposal]) -> Iterable[tuple[OpenProposal, ...]]:
        """What a colleague's collection proposes is answered as a whole."""
        files = () if self._report is None else self._report.files
        lists = [file.proposed for file in files if _is_collection(file)]
        taken: set[str] = set()
        known = {one.id: one for one in proposals}
        for ids in lists:
            those = tuple(one for id_, one in known.items() if id_ in ids and id_ not in taken)
            if len({one.centres[0] for one in those}) > 1:
                taken.update(one.id for one in those)
                yield those
        yield from ((one,) for id_, one in known.items() if id_ not in taken)

    def _on_responded(self, ids: tuple[str, ...], confirmed: bool, reason: str) -> None:
        if self._stage != "plan":
            self.responded.emit(ids, confirmed, reason)
            return
        self.responses.update(dict.fromkeys(ids, Response(confirmed, reason)))
        self._show_responses()

    def _on_forgotten(self, ids: tuple[str, ...]) -> None:
        for id_ in ids:
            self.responses.pop(id_, None)
        self._show_responses()

    def _show_responses(self) -> None:
        for card in self.cards:
            card.show_response(self.responses.get(card.ids[0]), may_respond=self._stage in ("plan", "merged"))
        self.changed.emit()


def _is_collection(file: FileResult) -> bool:
    """Whether a file holds the work of several centres."""
    return file.assessments > 1 and len(file.centres) > 1


def _order(those: tuple[OpenProposal, ...], of_file: frozenset[str]) -> tuple[bool, bool]:
    return not any(one.id in of_file for one in those), not any(one.speaks_for for one in those)
