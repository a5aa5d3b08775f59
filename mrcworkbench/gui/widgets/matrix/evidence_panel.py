"""What the study says: of one centre for one criterion, of all centres for one criterion, or of one centre itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import CriterionScore
from mrcworkbench.domain.study.comparison import SAMPLE_CENTRE, CriterionComparison, StudiedCell
from mrcworkbench.domain.study.model import Evidence, EvidenceKind, Source, StudiedCentre, Study
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import level_title, spoken
from mrcworkbench.gui.models.matrix import CellMark
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.frames import Card, line
from mrcworkbench.gui.widgets.basics.marks import IconLabel, LevelChip, StateChip
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow
from mrcworkbench.gui.widgets.criteria.sources import source_row
from mrcworkbench.gui.widgets.matrix.marks import MatrixMark

_MARKS = {
    EvidenceKind.BODY: CellMark("", body="in_place"),
    EvidenceKind.ANNEX_B: CellMark("", annex_b=1),
    EvidenceKind.MATRIX: CellMark("", tick=True),
}


@dataclass(frozen=True, slots=True)
class PanelLinks:
    """Where the panel leads: to the own reasons, a centre, a criterion in all centres, and back to the cell."""

    see_why: Callable[[str], None]
    show_centre: Callable[[str], None]
    show_criterion: Callable[[str], None]
    back: Callable[[], None]


class EvidencePanel(QWidget):
    """EvidencePanel(theme, texts, study, criteria, links): `show_cell`, `show_own` or `show_centre`.

    It has no margins of its own. The footnote stays below whatever is shown; `foot` is a vertical layout between the
    two, for what a page adds.
    """

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        study: Study,
        criteria: CriteriaSet,
        links: PanelLinks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._texts, self._study, self._criteria, self._links = theme, texts, study, criteria, links
        self.is_sample = False
        """Whether the open assessment is the sample, and so its own column is one of the studied centres."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._content = QWidget()
        self._column.addWidget(self._content)
        self.foot = QVBoxLayout()
        self._column.addLayout(self.foot)
        self._column.addStretch(1)
        footnote = Card("inset", padding=12)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, "info", "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
        said = texts.text("comparison.footnote", publication=study.publication.citation)
        row.addWidget(label(said, "caption", "muted", wrap=True), 1)
        footnote.body.addLayout(row)
        self._column.addWidget(footnote)

    @property
    def shown(self) -> QWidget:
        """What is shown above the footnote."""
        return self._content

    # What can be shown

    def show_cell(self, cell: StudiedCell, own: CriterionScore) -> None:
        """What the study says of one centre for one criterion, and the own result beside it."""
        column = self._begin()
        centre = self._study.centre_by_id[cell.centre]
        self._head(column, centre)
        if self.is_sample and centre.id == SAMPLE_CENTRE:
            self._note(column, "info", self._texts.text("comparison.sample_note"))
        self._criterion_line(column, own.id)
        column.addWidget(line())
        if not cell.evidence:
            blank = self._texts.text("comparison.cell_blank", centre=centre.short_name)
            column.addWidget(label(blank, "secondary", "muted", wrap=True))
        for item in cell.evidence:
            column.addWidget(self._item(item))
        if (differs := _matrix_words(cell, self._texts)) is not None:
            self._note(column, "triangle-alert", differs, "warn")
        if cell.also:
            column.addWidget(label(self._texts.text("comparison.also"), "caption", "muted", "semibold", wrap=True))
            for item in cell.also:
                column.addWidget(self._item(item, elsewhere=True))
        column.addWidget(line())
        self._own(column, own)
        self._link(column, self._texts.text("comparison.about", centre=centre.short_name), "info").clicked.connect(
            lambda: self._links.show_centre(centre.id)
        )
        self._link(column, self._texts.text("comparison.open_criterion"), "columns-3").clicked.connect(
            lambda: self._links.show_criterion(own.id)
        )

    def show_own(self, comparison: CriterionComparison) -> None:
        """The own result, then what every centre does for the criterion, nearest in kind first."""
        column = self._begin()
        criterion = self._criteria.by_id[comparison.id]
        column.addWidget(label(criterion.title, "lead", wrap=True))
        place = self._texts.text("comparison.criterion_place", number=criterion.number)
        column.addWidget(label(place, "caption", "muted"))
        self._own(column, comparison.own)
        if not comparison.column_kept:
            self._note(column, "info", self._texts.text("comparison.matrix_lost"))
        column.addWidget(line())
        column.addWidget(label(self._texts.text("comparison.examples"), weight="semibold", wrap=True))
        told = [item for item in comparison.examples if item.kind is not EvidenceKind.MATRIX]
        if not told:
            column.addWidget(label(self._texts.text("comparison.examples_none"), "secondary", "muted", wrap=True))
        for item in told:
            column.addWidget(self._example(item, elsewhere=item.criterion != comparison.id))

    def show_centre(self, centre_id: str, back_to: str | None) -> None:
        """Who a studied centre is: the general fields of Annex B, each with its source."""
        column = self._begin()
        texts, centre = self._texts, self._study.centre_by_id[centre_id]
        self._head(column, centre, full=True)
        if self.is_sample and centre.id == SAMPLE_CENTRE:
            self._note(column, "info", texts.text("comparison.sample_note"))
        column.addWidget(line())
        context = texts.text(f"comparison.context_{centre.context}")
        run_by = centre.kind_note or texts.text(f"comparison.who_{centre.kind}")
        self._field(column, "run_by", run_by, centre, "kind_note", "kind")
        context_text = " ".join(filter(None, (f"{context}.", centre.context_note)))
        self._field(column, "context", context_text, centre, "context")
        self._field(column, "established", centre.established, centre, "established")
        self._field(column, "places", centre.places, centre, "places")
        self._field(column, "funding", centre.funding, centre, "funding")
        website = "\n".join(filter(None, (*centre.website, centre.website_note)))
        self._field(column, "website", website, centre, "website")
        if centre.challenges:
            self._label(column, "challenges")
            for challenge in centre.challenges:
                self._claim(column, challenge.text, challenge.sources)
        if centre.differs:
            self._label(column, "differs")
            for item in centre.differs:
                readings = (
                    texts.text("comparison.profile_published", text=item.published),
                    texts.text("comparison.profile_draft", text=item.draft),
                )
                self._claim(column, "\n".join(readings), item.sources)
        if back_to is not None:
            title = self._criteria.by_id[back_to].title
            back = self._link(column, texts.text("comparison.back"), "arrow-left")
            back.setAccessibleDescription(title)
            back.clicked.connect(self._links.back)

    # The parts

    def _begin(self) -> QVBoxLayout:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._column.replaceWidget(self._content, fresh)
        self._content.hide()
        self._content.deleteLater()
        self._content = fresh
        return column

    def _head(self, column: QVBoxLayout, centre: StudiedCentre, *, full: bool = False) -> None:
        name = centre.name if full else f"{centre.short_name}, {centre.country}"
        column.addWidget(label(name, "lead", wrap=True))
        if full:
            english = centre.name_english or ""
            below = ", ".join(filter(None, (english, centre.country)))
            column.addWidget(label(below, "secondary", "muted", wrap=True))
            return
        who = self._texts.text(
            "comparison.who",
            kind=self._texts.text(f"comparison.who_{centre.kind}"),
            context=self._texts.text(f"comparison.who_{centre.context}"),
        )
        column.addWidget(label(who, "caption", "muted", wrap=True))

    def _criterion_line(self, column: QVBoxLayout, criterion_id: str) -> None:
        criterion = self._criteria.by_id[criterion_id]
        column.addWidget(label(criterion.title, "secondary", weight="semibold", wrap=True))
        place = self._texts.text("comparison.criterion_place", number=criterion.number)
        column.addWidget(label(place, "caption", "muted"))

    def _item(self, item: Evidence, *, elsewhere: bool = False) -> QWidget:
        """One thing the study says: its mark and kind, the words, the source, and what differs."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 2, 0, 6)
        row.setSpacing(10)
        mark = _MARKS[item.kind]
        if item.status == "planned":
            planned = item.kind is EvidenceKind.BODY
            mark = CellMark("", body="planned") if planned else CellMark("", annex_b=1, annex_b_planned=True)
        row.addWidget(MatrixMark(self._theme, mark), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(
            label(self._texts.text(f"comparison.item_{item.kind.value}"), "secondary", weight="semibold", wrap=True), 1
        )
        if item.status == "planned":
            head.addWidget(StateChip(self._theme, self._texts.text("comparison.planned"), "accent", "calendar"))
        words.addLayout(head)
        self._words(words, item, elsewhere=elsewhere)
        row.addLayout(words, 1)
        return made

    def _example(self, item: Evidence, *, elsewhere: bool) -> QWidget:
        """One example in a card of its own, with the name of its centre."""
        centre = self._study.centre_by_id[item.centre]
        card = Card("inset", padding=12, spacing=3)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(f"{centre.short_name}, {centre.country}", "secondary", weight="semibold", wrap=True), 1)
        if item.status == "planned":
            head.addWidget(StateChip(self._theme, self._texts.text("comparison.planned"), "accent", "calendar"))
        card.body.addLayout(head)
        self._words(card.body, item, elsewhere=elsewhere)
        return card

    def _words(self, column: QVBoxLayout, item: Evidence, *, elsewhere: bool) -> None:
        column.addWidget(label(item.text, "secondary", wrap=True))
        if elsewhere and item.criterion is not None:
            first = self._texts.text("comparison.first_under", criterion=self._criteria.by_id[item.criterion].title)
            column.addWidget(label(first, "caption", "muted", wrap=True))
        column.addWidget(source_row(self._theme, self._texts, item.sources))
        if item.differs:
            differs = self._texts.text("comparison.differs", text=item.differs)
            column.addWidget(label(differs, "caption", "conflict", wrap=True))

    def _own(self, column: QVBoxLayout, own: CriterionScore) -> None:
        texts, criterion = self._texts, self._criteria.by_id[own.id]
        row = QHBoxLayout()
        row.setSpacing(12)
        chip = LevelChip(
            self._theme, own.level, hollow=own.hollow, applicable=own.applicable, spoken=spoken(criterion, own, texts)
        )
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        said = level_title(own, texts)
        if own.evidence is not None:
            said = texts.text("comparison.own_evidence", level=said, grade=own.evidence)
        whose = texts.text("comparison.own_sample" if self.is_sample else "comparison.own", level=said)
        words.addWidget(label(whose, "secondary", weight="medium", wrap=True))
        if own.why:
            words.addWidget(label(own.why[0].text, "caption", "muted", wrap=True))
        self._link(words, texts.text("comparison.see_why"), "arrow-right").clicked.connect(
            lambda: self._links.see_why(own.id)
        )
        row.addLayout(words, 1)
        column.addLayout(row)

    def _link(self, column: QVBoxLayout, text: str, icon: str) -> ReasonRow:
        link = ReasonRow(self._theme, icon, "accent", text, link=True)
        column.addWidget(link)
        return link

    def _note(self, column: QVBoxLayout, icon: str, text: str, tone: str = "neutral") -> None:
        box = MessageBox(self._theme, tone, icon)
        box.say(text)
        column.addWidget(box)

    def _label(self, column: QVBoxLayout, field: str) -> None:
        made = label(self._texts.text(f"comparison.profile_{field}"), "caption", "muted", "semibold", wrap=True)
        made.setContentsMargins(0, 6, 0, 0)
        column.addWidget(made)

    def _field(
        self, column: QVBoxLayout, field: str, text: str | None, centre: StudiedCentre, *source_fields: str
    ) -> None:
        self._label(column, field)
        sources = next((centre.sources[name] for name in source_fields if centre.sources.get(name)), ())
        self._claim(column, text or self._texts.text("comparison.profile_unknown"), sources if text else ())

    def _claim(self, column: QVBoxLayout, text: str, sources: tuple[Source, ...]) -> None:
        column.addWidget(label(text, "secondary", wrap=True))
        if sources:
            column.addWidget(source_row(self._theme, self._texts, sources))


def _matrix_words(cell: StudiedCell, texts: Texts) -> str | None:
    """How tick and text disagree; None where they agree or the column is not held."""
    if not cell.matrix_differs:
        return None
    if not cell.matrix:
        return texts.text("comparison.matrix_differs_text")
    return texts.text("comparison.matrix_differs_planned" if cell.body else "comparison.matrix_differs_tick")
