"""The list of files and verdicts as a CSV file."""

from __future__ import annotations

import csv
from pathlib import Path

from mrcworkbench.domain.texts import Texts
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.tidy.csv_text import escaped
from mrcworkbench.gui.models.merge_files import MergeModel


def suggested(database: Path, texts: Texts) -> Path:
    """Where it may lie: beside the database."""
    return database.with_name(f"{database.stem} {texts.text('merge_page.list_name')}.csv")


def write_list(target: Path, model: MergeModel) -> None:
    """Writes the rows that are shown; no cell is taken for a formula. Raises `UserError` as `write_whole`."""

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([escaped(cell) for cell in row] for row in model.as_rows())

    write_whole(target, ".csv", write)
