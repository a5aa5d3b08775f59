"""The 24 criteria: status, level in number and words, what it rests on, why it stands there and what is missing."""

from __future__ import annotations

from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import CriterionScore
from mrcworkbench.domain.scoring.wording import document_word, grade_word
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import (
    BAND,
    BODY,
    HEADER,
    HEADER_CENTRED,
    HOLLOW,
    LEVELS,
    NO_LEVEL,
    PLACE,
    STRONG,
    Look,
)
from mrcworkbench.exchange.report.sheet import Sheet
from mrcworkbench.exchange.report.words import Words

_READ = ("number", "criterion", "status", "level", "level_word", "evidence", "marks", "why", "next")
_WIDTHS = (4, 17, 9, 6, 18.0, 20, 10, 20, 19)


def write(book: Book) -> None:
    data, words = book.data, book.words
    sheet = book.sheet("criteria", _WIDTHS)
    book.top(sheet, "criteria")
    header = sheet.line(
        [words.annex(f"column_{name}") for name in _READ],
        (HEADER, HEADER, HEADER, HEADER_CENTRED, *[HEADER] * 5),
    )
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    for dimension in data.criteria.dimensions:
        sheet.band(dimension.title, BAND)
        for criterion in data.criteria.criteria:
            if criterion.dimension == dimension.id:
                _criterion(book, sheet, criterion)


def level_look(score: CriterionScore) -> Look:
    """The look of a level: filled, outlined where it rests on a statement only, dashed where there is none."""
    if score.level is None:
        return NO_LEVEL
    return HOLLOW if score.hollow else LEVELS[score.level]


def _criterion(book: Book, sheet: Sheet, criterion: Criterion) -> None:
    words = book.words
    score = book.data.score.by_id[criterion.id]
    sheet.line(
        [
            criterion.number,
            criterion.title,
            words.status(score),
            words.level_mark(score),
            _level(words, score, criterion),
            _evidence(words, score),
            _marks(words, score),
            words.bullets(reason.text for reason in score.why) if score.why else None,
            words.bullets(reason.text for reason in score.next) if score.next else None,
        ],
        (PLACE, STRONG, BODY, level_look(score), *[BODY] * 5),
        typed=(6,),
    )


def _level(words: Words, score: CriterionScore, criterion: Criterion) -> str:
    """The word of the level, and what it means for this criterion."""
    word = words.level_word(score)
    return (
        word if score.level is None else words.annex("word_and_anchor", word=word, anchor=criterion.levels[score.level])
    )


def _evidence(words: Words, score: CriterionScore) -> str | None:
    """The grade with what it means, the documents named as far as their titles may be seen, and files by number."""
    if score.evidence is None:
        return None
    lines = [grade_word(score, words.texts)]
    lines += [f"•\u00a0{document_word(document, words.texts)}" for document in score.documents if document.title]
    held = sum(not document.title for document in score.documents)
    if held:
        lines.append(words.plural("report_annex.titles_held", held))
    if score.attached:
        lines.append(words.plural("report_annex.files_attached", score.attached))
    return "\n".join(lines)


def _marks(words: Words, score: CriterionScore) -> str:
    """What a reader must know beside the level."""
    marks = (("mark_hollow", score.hollow), ("mark_contested", score.contested), ("mark_intended", score.intended))
    return "\n".join(words.annex(key) for key, holds in marks if holds)
