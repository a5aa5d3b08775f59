"""All sheets of the report in their order; those that would be empty are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.texts import Texts
from mrcworkbench.exchange.report.layout import Leaf
from mrcworkbench.exchange.report.long_texts import whole
from mrcworkbench.exchange.report.pages import criteria, glance, method, people, plan, profile, study
from mrcworkbench.exchange.report.words import Words

PAGES: Mapping[str, Callable[[ReportData, Words], Leaf | None]] = {
    "glance": glance.arrange,
    "profile": profile.arrange,
    "criteria": criteria.arrange,
    "plan": plan.arrange,
    "people": people.arrange,
    "study": study.arrange,
    "method": method.arrange,
}
"""By the name of the sheet, in the order of reading."""


def arranged(data: ReportData, texts: Texts) -> tuple[Leaf, ...]:
    """The report for this audience, ready to be written or drawn."""
    words = Words(texts)
    leaves = (arrange(data, words) for arrange in PAGES.values())
    return tuple(whole(leaf) for leaf in leaves if leaf is not None)
