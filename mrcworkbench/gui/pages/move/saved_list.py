"""The list of what becomes of each answer, as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.tidy.csv_text import escaped
from mrcworkbench.gui.outside.destinations import ChooseFile
from mrcworkbench.gui.pages.move.lines import Group, groups_of
from mrcworkbench.services.session.moving import MovePreview


def save_list(parent: QWidget, choose: ChooseFile, database: Path, preview: MovePreview, texts: Texts) -> Path | None:
    """Asks where to, suggesting a place beside the database, and writes; None if the person leaves it. Raises
    `UserError` as `write_whole`."""
    name = texts.text("move_page.list_name", version=preview.new.version)
    suggested = database.with_name(f"{database.stem} {name}.csv")
    target = choose(parent, texts.text("move_page.save_title"), suggested, texts.text("move_page.save_files"))
    if target is None:
        return None
    heads = [
        texts.text("move_page.head_group"),
        texts.text("move_page.head_now", version=preview.old.version),
        texts.text("move_page.head_answer"),
        texts.text("move_page.head_then", version=preview.new.version),
        texts.text("move_page.head_becomes"),
    ]

    rows = [heads, *_rows(groups_of(preview, texts))]

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([escaped(cell) for cell in row] for row in rows)

    write_whole(target, ".csv", write)
    return target


def _rows(groups: Sequence[Group]) -> Iterator[list[str]]:
    for group in groups:
        for line in group.lines:
            yield [group.title, f"{line.number} {line.question}".strip(), line.answer, line.place, line.what]
