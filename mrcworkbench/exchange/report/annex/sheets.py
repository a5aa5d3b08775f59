"""All sheets of the annex in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mrcworkbench.exchange.report.annex import answers, check, compare, criteria, figures, method, suggestions
from mrcworkbench.exchange.report.book import Book

SHEETS: Mapping[str, Callable[[Book], object]] = {
    "criteria": criteria.write,
    "compare": compare.write,
    "sources": compare.write_sources,
    "gaps": suggestions.write,
    "figures": figures.write,
    "answers": answers.write,
    "levels": method.write_levels,
    "dictionary": method.write_dictionary,
    "check": check.write,
}
"""By the name of the sheet."""
