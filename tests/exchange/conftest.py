"""What tests of reports share: one rich assessment, and workbooks made from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeAlias
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, ReportSource
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.exchange.report import write_report
from tests.reports import Marked, source

Report: TypeAlias = Callable[..., Path]


@pytest.fixture
def marked() -> Marked:
    return Marked(Random(7))


@pytest.fixture
def report(tmp_path: Path, texts: Catalogue) -> Report:
    """Writes the report of some answers or a source and returns its path."""

    def make(
        answers: dict[str, Answer] | ReportSource, audience: Audience = Audience.DONOR, *, release_all: bool = False
    ) -> Path:
        made = answers if isinstance(answers, ReportSource) else source(answers)
        target = tmp_path / f"{audience.value}.xlsx"
        write_report(prepare(made, audience, texts, Letting(all_texts=release_all)), target)
        return target

    return make


@pytest.fixture(scope="session")
def rich_workbook(tmp_path_factory: pytest.TempPathFactory, texts: Catalogue) -> Path:
    """The internal report of a rich assessment, to be read only."""
    target = tmp_path_factory.mktemp("report") / "rich.xlsx"
    write_report(prepare(source(Marked(Random(11)).answers()), Audience.INTERNAL, texts), target)
    return target


@pytest.fixture
def opened(rich_workbook: Path) -> Workbook:
    return load_workbook(rich_workbook)


def parts(path: Path) -> dict[str, str]:
    """Every part of a workbook as text."""
    with ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
