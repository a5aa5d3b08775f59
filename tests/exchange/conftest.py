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
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportSource
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.exchange.report import write_annex, write_report
from tests.reports import Marked, source

Annex: TypeAlias = Callable[..., Path]


@pytest.fixture
def marked() -> Marked:
    return Marked(Random(7))


@pytest.fixture
def annex(tmp_path: Path, texts: Catalogue) -> Annex:
    """Writes the annex of some answers or a source and returns its path."""

    def make(answers: dict[str, Answer] | ReportSource, audience: Audience = Audience.DONOR) -> Path:
        made = answers if isinstance(answers, ReportSource) else source(answers)
        target = tmp_path / f"{audience.value}.xlsx"
        write_annex(prepare(made, audience, texts), target)
        return target

    return make


@pytest.fixture(scope="session")
def rich_workbook(tmp_path_factory: pytest.TempPathFactory, texts: Catalogue) -> Path:
    """The internal report of a rich assessment, to be read only."""
    target = tmp_path_factory.mktemp("report") / "rich.xlsx"
    write_report(prepare(source(Marked(Random(11)).answers()), Audience.INTERNAL, texts), target)
    return target


@pytest.fixture(scope="session")
def rich_annex(tmp_path_factory: pytest.TempPathFactory, texts: Catalogue) -> Path:
    """The internal annex of a rich assessment, to be read only."""
    target = tmp_path_factory.mktemp("report") / "rich.xlsx"
    write_annex(prepare(source(Marked(Random(11)).answers()), Audience.INTERNAL, texts), target)
    return target


@pytest.fixture
def opened(rich_annex: Path) -> Workbook:
    return load_workbook(rich_annex)


def parts(path: Path) -> dict[str, str]:
    """Every part of a workbook as text."""
    with ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
