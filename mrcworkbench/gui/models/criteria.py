"""The criteria as lists show them: one row for each criterion, and one for each heading that joins several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion, Dimension
from mrcworkbench.domain.scoring.evidence import CONFIRMED
from mrcworkbench.domain.scoring.results import CriterionScore, Score, Status
from mrcworkbench.domain.scoring.wording import grade_word, level_word
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.index import NO_PARENT, Index

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `CriterionRow` or `HeadingRow` of an index."""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """What a list shows of one criterion. `note` says in words what chip and marks show; `spoken` is the whole row."""

    id: str
    number: int
    title: str
    note: str
    level: int | None
    hollow: bool
    applicable: bool
    contested: bool
    grade: str | None
    spoken: str


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A heading of the study over its criteria, with the lower median of their levels in words."""

    id: str
    title: str
    note: str


Row: TypeAlias = CriterionRow | HeadingRow


def level_title(score: CriterionScore, texts: Texts) -> str:
    """The level as a title: "Level 3: regular"."""
    if score.status is Status.NOT_APPLICABLE:
        return texts.text("results.not_applicable_title")
    if score.level is None:
        return texts.text("results.open_title")
    word = texts.text("scoring.intended_low" if score.intended else f"scoring.level_{score.level}_low")
    return texts.text("results.level_title", level=score.level, word=word)


def grade_text(score: CriterionScore, texts: Texts) -> str:
    """The evidence with what it means: "Evidence a: the centre's own word"; empty where there is nothing to prove."""
    said = grade_word(score, texts)
    return texts.text("results.grade", said=said) if said else ""


def raise_text(grade: str, criterion: Criterion, texts: Texts) -> str:
    """How to reach the next evidence grade, with this criterion's own example; empty where it has none."""
    stronger = criterion.evidence_order[criterion.evidence_order.index(grade) + 1 :]
    if not stronger:
        return texts.text("results.raise_highest")
    if stronger[0] == CONFIRMED:
        return texts.text("results.raise_to_c")
    examples = criterion.evidence_examples.get(stronger[0], ())
    return texts.text(f"results.raise_to_{stronger[0]}", example=examples[0]) if examples else ""


def spoken(criterion: Criterion, score: CriterionScore, texts: Texts) -> str:
    """The row as a screen reader says it."""
    facts: dict[str, object] = {"number": criterion.number, "title": criterion.title, "word": level_word(score, texts)}
    if score.level is None:
        said = texts.text("results.spoken_no_level", **facts)
    else:
        said = texts.text("results.spoken_level", level=score.level, **facts)
    parts = [said]
    if score.hollow:
        parts.append(texts.text("scoring.not_documented"))
    if score.evidence is not None:
        parts.append(texts.text("results.spoken_evidence", grade=score.evidence))
    if score.contested:
        parts.append(texts.text("results.note_contested"))
    return _joined(parts, texts)


def criterion_row(criterion: Criterion, score: CriterionScore, texts: Texts) -> CriterionRow:
    """The row of one criterion."""
    notes = [level_word(score, texts)]
    if score.hollow:
        notes.append(texts.text("scoring.not_documented"))
    if score.contested:
        notes.append(texts.text("results.note_contested"))
    return CriterionRow(
        id=criterion.id,
        number=criterion.number,
        title=criterion.title,
        note=_joined(notes, texts),
        level=score.level,
        hollow=score.hollow,
        applicable=score.applicable,
        contested=score.contested,
        grade=score.evidence,
        spoken=spoken(criterion, score, texts),
    )


def _joined(parts: Sequence[str], texts: Texts) -> str:
    said = parts[0]
    for part in parts[1:]:
        said = texts.text("results.note_join", first=said, second=part)
    return said


def dimension_rows(dimension: Dimension, criteria: CriteriaSet, score: Score, texts: Texts) -> Iterator[Row]:
    """The criteria of a dimension in the study's order, under those headings that join several."""
    members = [criterion for criterion in criteria.criteria if criterion.dimension == dimension.id]
    headings = {heading.id: heading for heading in dimension.headings}
    medians = {heading.id: heading.median_level for part in score.dimensions for heading in part.headings}
    before = None
    for criterion in members:
        joined = sum(other.heading == criterion.heading for other in members) > 1
        if joined and criterion.heading != before:
            level = medians.get(criterion.heading)
            note = texts.text("results.median_none") if level is None else texts.text("results.median", level=level)
            yield HeadingRow(criterion.heading, headings[criterion.heading].title, note)
        before = criterion.heading
        yield criterion_row(criterion, score.by_id[criterion.id], texts)


class CriteriaModel(QAbstractListModel):
    """The rows of one dimension."""

    def __init__(
        self, dimension: Dimension, criteria: CriteriaSet, texts: Texts, score: Score, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._dimension, self._criteria, self._texts = dimension, criteria, texts
        self._rows = tuple(dimension_rows(dimension, criteria, score, texts))

    def refresh(self, score: Score) -> None:
        """Takes another score, and announces just the rows that came out different."""
        rows = tuple(dimension_rows(self._dimension, self._criteria, score, self._texts))
        changed = [place for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
        self._rows = rows
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, place: int) -> Row:
        return self._rows[place]

    def place_of(self, criterion: str) -> int | None:
        """The row of a criterion; None where it belongs to another dimension."""
        return next(
            (n for n, row in enumerate(self._rows) if isinstance(row, CriterionRow) and row.id == criterion), None
        )

    def criterion_at(self, index: Index) -> str | None:
        row = self._rows[index.row()] if index.isValid() else None
        return row.id if isinstance(row, CriterionRow) else None

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if isinstance(row, CriterionRow) else f"{row.title}. {row.note}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], CriterionRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags
