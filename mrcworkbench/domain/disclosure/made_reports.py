"""What the database notes of a report that was made of it: what its first page said, and every count of people that it
told or held back. It is what a later report is made against, and what a report is checked against.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mrcworkbench.domain.disclosure.report_parts import EMPTY, Audience, QuestionView, ReportData
from mrcworkbench.domain.disclosure.small_counts import SmallCount, ToldBefore, ToldCount, people_columns, row_name
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer
from mrcworkbench.domain.scoring.results import Score, Status


@dataclass(frozen=True, slots=True)
class Boxes:
    """How many criteria are what; they add up to all. `open` apply and are not answered, `left_out` do not apply."""

    in_place: int
    planned: int
    none: int
    open: int
    left_out: int

    @classmethod
    def of(cls, score: Score) -> Boxes:
        found = [one.status for one in score.criteria]
        return cls(
            found.count(Status.IN_PLACE),
            found.count(Status.PLANNED),
            found.count(Status.NONE),
            found.count(Status.NOT_KNOWN),
            found.count(Status.NOT_APPLICABLE),
        )


@dataclass(frozen=True, slots=True)
class CountTold:
    """A count of people in a report, as it was then; `held`: why the report did not show it, None where it did."""

    assessment: str
    question: str
    row: str
    name: str
    """What the first column of the row said."""
    column: str
    value: int
    held: SmallCount | None


@dataclass(frozen=True, slots=True)
class MadeReportRecord:
    """A report that was made. `number` has twelve digits; `sha256` is that of the workbook; `made_at` is UTC; `day` is
    the one printed on it (`YYYY-MM-DD`)."""

    number: str
    made_at: str
    sha256: str
    audience: Audience
    assessment: str
    round: str
    day: str
    language: str
    boxes: Boxes
    counts: tuple[CountTold, ...]

    @classmethod
    def of(
        cls, data: ReportData, assessment: str, counts: tuple[CountTold, ...], *, made_at: str, sha256: str
    ) -> MadeReportRecord:
        return cls(
            number=data.number,
            made_at=made_at,
            sha256=sha256,
            audience=data.audience,
            assessment=assessment,
            round=data.round,
            day=data.made_on.isoformat(),
            language=data.language,
            boxes=Boxes.of(data.score),
            counts=counts,
        )

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> MadeReportRecord | None:
        """What `text` gave; None for anything else."""
        try:
            kept: dict[str, Any] = json.loads(text)
            boxes, counts = Boxes(**kept.pop("boxes")), tuple(map(_count_told, kept.pop("counts")))
            return cls(boxes=boxes, counts=counts, audience=Audience(kept.pop("audience")), **kept)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


def _count_told(kept: dict[str, Any]) -> CountTold:
    held = kept.pop("held")
    return CountTold(**kept, held=None if held is None else SmallCount(held))


def counts_in(views: Iterable[QuestionView], assessment: str, answers: Mapping[str, Answer]) -> Iterator[CountTold]:
    """Every count of people in the tables of a report; what it does not show is taken from the answers."""
    for view in views:
        shown = {row.id: row.cells for row in view.rows}
        for row in answers.get(view.question.code, BLANK).rows:
            for column in people_columns(view.question) if row.id in shown else ():
                cell, said = shown[row.id].get(column.code, EMPTY), row.cells.get(column.code)
                place = assessment, view.question.code, row.id, row_name(view.question, row), column.code
                if isinstance(cell.value, int):
                    yield CountTold(*place, cell.value, None)
                elif isinstance(said, int):
                    why = SmallCount(cell.held.value) if cell.held else SmallCount.UNSAID
                    yield CountTold(*place, said, why)


def told_of(assessment: str, counts: Iterable[CountTold]) -> Mapping[str, ToldBefore]:
    """What these counts told of an assessment, by table."""
    shown = defaultdict[str, set[ToldCount]](set)
    held = defaultdict[str, dict[ToldCount, SmallCount]](dict)
    for count in counts:
        if count.assessment == assessment:
            told = ToldCount(count.row, count.name, count.column, count.value)
            if count.held is None:
                shown[count.question].add(told)
            else:
                held[count.question].setdefault(told, count.held)
    return {code: ToldBefore(frozenset(shown[code]), held[code]) for code in {*shown, *held}}
