"""What would lift each criterion, what the centre itself plans, and who in the study does it."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import HIGHEST_LEVEL
from mrcworkbench.domain.study.comparison import CriterionComparison
from mrcworkbench.exchange.report.annex.criteria import level_look
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import BAND, BODY, HEADER, HEADER_CENTRED, PLACE, PLAIN, STRONG

_EXAMPLES = 3


def write(book: Book) -> None:
    data, words = book.data, book.words
    sheet = book.sheet("suggestions", (4, 18, 6, 12, 30, 18, 35))
    book.top(sheet, "suggestions")
    names = ("number", "criterion", "level", "level_word", "next", "own_plan", "study_does")
    header = sheet.line(
        [words.annex(f"column_{name}") for name in names], (HEADER, HEADER, HEADER_CENTRED, *[HEADER] * 4)
    )
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    written = 0
    for dimension in data.criteria.dimensions:
        members = [criterion for criterion in data.criteria.criteria if criterion.dimension == dimension.id]
        liftable = [criterion for criterion in members if _can_be_lifted(book, criterion)]
        if not liftable:
            continue
        sheet.band(dimension.title, BAND)
        written += len(liftable)
        for criterion in liftable:
            score = data.score.by_id[criterion.id]
            sheet.line(
                [
                    criterion.number,
                    criterion.title,
                    words.level_mark(score),
                    words.level_word(score),
                    words.bullets(reason.text for reason in score.next) if score.next else None,
                    words.bullets(_plan(book, criterion)) or None,
                    words.bullets(_examples(book, data.comparison.by_id[criterion.id])),
                ],
                (PLACE, STRONG, level_look(score), *[BODY] * 4),
                typed=(6,),
            )
    if not written:
        sheet.wide(words.annex("no_suggestions"), PLAIN)


def _can_be_lifted(book: Book, criterion: Criterion) -> bool:
    score = book.data.score.by_id[criterion.id]
    return score.applicable and (score.level is None or score.level < HIGHEST_LEVEL)


def _plan(book: Book, criterion: Criterion) -> Iterator[str]:
    """The centre's own planned steps, as far as they may be seen."""
    view = book.data.by_code.get(criterion.plan_question or "")
    if view is None:
        return
    for row in view.rows:
        parts = [str(book.words.cell(row.cells[column.code]) or "") for column in view.columns]
        text = book.words.say("list_separator").join(part for part in parts if part)
        if text:
            yield text


def _examples(book: Book, criterion: CriterionComparison) -> Iterator[str]:
    """Who in the study does this, nearest in kind first, one example a centre, with its source."""
    words = book.words
    told: set[str] = set()
    for item in criterion.examples:
        if item.status and item.centre not in told and len(told) < _EXAMPLES:
            told.add(item.centre)
            centre = book.data.study.centre_by_id[item.centre]
            yield words.annex(
                "study_example" if item.status == "in_place" else "study_example_planned",
                centre=centre.short_name,
                country=centre.country,
                text=item.text,
                source=words.sources(item.sources[:1]),
            )
    if not told:
        yield words.annex("no_example")
