"""All sheets of the annex in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mrcworkbench.exchange.report.annex import (
    answers,
    check,
    codebook,
    compare,
    contents,
    criteria,
    data,
    figures,
    levels,
    report_text,
    scores,
    suggestions,
)
from mrcworkbench.exchange.report.book import Book

SHEETS: Mapping[str, Callable[[Book], object]] = {
    "contents": contents.write,
    "criteria": criteria.write,
    "compare": compare.write,
    "sources": compare.write_sources,
    "suggestions": suggestions.write,
    "figures": figures.write,
    "answers": answers.write,
    "levels": levels.write,
    "report_text": report_text.write,
    "data": data.write,
    "scores": scores.write,
    "codebook": codebook.write,
    "check": check.write,
}
"""By the name of the sheet."""
