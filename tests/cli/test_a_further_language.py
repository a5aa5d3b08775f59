"""A language is one file: what is made in it, and the choice in the window, take it from there alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from babel.messages.pofile import write_po
from openpyxl import load_workbook
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from mrcworkbench import paths
from mrcworkbench.content.template import template
from mrcworkbench.gui.making.languages import add_language_choice
from tests.cli.conftest import Run
from tests.other_resources import other_resources

TRANSLATED = {"report_pages.sheet_glance": "Em resumo", "diaspora_status:none": "Não"}
"""A text of the interface and one of the content."""


@pytest.fixture(params=["pt_BR", "pt-BR"])
def language(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The code of a language that has come to those that there are, as tools for gettext write it, and the web."""
    code = str(request.param)
    texts = copytree(paths.resources("text"), tmp_path / "resources" / "text")
    made = template()
    for message in made:
        message.string = TRANSLATED.get(str(message.context), message.string)
    with (texts / f"{code}.po").open("wb") as file:
        write_po(file, made)
    with other_resources(tmp_path / "resources"):
        yield code


def test_it_can_be_chosen_under_its_own_name_and_says_what_is_translated_and_the_rest_in_english(
    run: Run, sample: Path, tmp_path: Path, language: str, qtbot: QtBot
) -> None:
    body = QVBoxLayout()
    choice = add_language_choice(body, "Language")
    assert choice is not None
    qtbot.addWidget(choice)
    assert [choice.itemText(row) for row in range(choice.count())] == ["English", "Português (Brasil)"]

    report, tables = tmp_path / "report.xlsx", tmp_path / "tables"
    assert run("report", sample, "-o", report, "--language", choice.itemData(1)).status == 0
    assert load_workbook(report, read_only=True).sheetnames[:2] == ["Em resumo", "Profile"]
    assert run("export", sample, "-o", tables, "--format", "csv", "--language", language).status == 0
    with (tables / "codes.csv").open(encoding="utf-8-sig", newline="") as file:
        options = {row["code"]: row["text"] for row in csv.DictReader(file) if row["list"] == "diaspora_status"}
    assert (options["none"], options["planned"]) == ("Não", "Planned")

    refused = run("report", sample, "-o", report, "--language", "xx")
    assert (refused.status, f"en, {language}" in refused.err) == (2, True)
