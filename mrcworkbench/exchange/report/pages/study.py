"""The sheet study."""

from __future__ import annotations

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.exchange.report.layout import Leaf
from mrcworkbench.exchange.report.words import Words


def arrange(_data: ReportData, _words: Words) -> Leaf | None:
    """Not yet arranged."""
    return None
