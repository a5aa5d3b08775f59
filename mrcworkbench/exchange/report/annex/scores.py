"""The sheet Scores: where each criterion stands, in codes, as a table from A1 for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mrcworkbench.exchange.report.annex.data import write_table
from mrcworkbench.exchange.report.book import Book

_WIDTHS = (46.0, 14, 6, 12, 8, 11, 10, 14, 16, 8, 10, 9)
_ON_PAPER = 8


class Scored(NamedTuple):
    """A row of the table: what `score --json` says of a criterion, but for its reasons.

    `documents` and `attached` count the documents named and the files; the last three are "yes" or "no".
    """

    criterion: str
    status: str
    level: int | None
    basis: str | None
    grade: str | None
    documents: int
    attached: int
    confirmed_by: int | None
    contradicted_by: int | None
    hollow: str
    contested: str
    intended: str


def write(book: Book) -> None:
    write_table(book, book.sheet("scores", _WIDTHS), "scores", Scored._fields, _scores(book), _ON_PAPER)


def _scores(book: Book) -> Iterator[Scored]:
    for score in book.data.score.criteria:
        yield Scored(
            criterion=score.id,
            status=score.status.value,
            level=score.level,
            basis=score.basis.value if score.basis else None,
            grade=score.evidence,
            documents=len(score.documents),
            attached=score.attached,
            confirmed_by=score.confirmed_by,
            contradicted_by=score.contradicted_by,
            hollow=_said(score.hollow),
            contested=_said(score.contested),
            intended=_said(score.intended),
        )


def _said(holds: bool) -> str:
    return "yes" if holds else "no"
