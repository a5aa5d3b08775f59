"""The reports that are looked at: the sample's for a donor and for itself, of an empty centre and of a full one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData, ReportSource
from mrcworkbench.exchange.report import write_annex, write_report
from mrcworkbench.exchange.report.layout import heights, pages
from mrcworkbench.exchange.report.measure import ARIAL
from mrcworkbench.exchange.report.pages.arranged import arranged
from mrcworkbench.services.reporting import report_source
from mrcworkbench.services.session.databases import create_sample
from mrcworkbench.services.session.session import open_session
from tests.reports import Marked, source


@dataclass(frozen=True)
class Made:
    """Both files, and how many pages the report was arranged on."""

    report: Path
    annex: Path
    pages: int


def _made(read: Callable[[Path], ReportSource], audience: Audience, folder: Path) -> Made:
    data = prepare(read(folder), audience, catalogue())
    report, annex = folder / "report.xlsx", folder / "annex.xlsx"
    write_report(data, report)
    write_annex(data, annex)
    return Made(report, annex, _pages(data))


def _pages(data: ReportData) -> int:
    return sum(len(pages(leaf, heights(leaf, ARIAL))) for leaf in arranged(data, catalogue()))


def _sample(folder: Path) -> ReportSource:
    database = folder / "sample.mrcw"
    database.unlink(missing_ok=True)
    create_sample(database)
    with open_session(database) as session:
        session.open_assessment(None)
        return report_source(session)


def _centre(answered: bool, _folder: Path) -> ReportSource:
    return source(Marked(Random(11)).answers() if answered else {})


MADE: Mapping[str, Callable[[Path], Made]] = {
    "sample, donor": partial(_made, _sample, Audience.DONOR),
    "sample, internal": partial(_made, _sample, Audience.INTERNAL),
    "empty centre, donor": partial(_made, partial(_centre, False), Audience.DONOR),
    "full centre, internal": partial(_made, partial(_centre, True), Audience.INTERNAL),
}
