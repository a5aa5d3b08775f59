"""The list of files and verdicts as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.tidy.csv_text import escaped
from mrcworkbench.gui.models.merge_files import MergeModel
from mrcworkbench.gui.pages.merge.messages import Messages


def save_list(
    model: MergeModel, database: Path, choose: Callable[[str, Path], Path | None], messages: Messages, texts: Texts
) -> None:
    """Asks where to, suggesting a place beside the database, writes the list, and says how that went."""
    suggestion = database.with_name(f"{database.stem} {texts.text('merge_page.list_name')}.csv")
    target = choose(texts.text("merge_page.save_title"), suggestion)
    if target is None:
        return
    messages.say_nothing()
    try:
        write_list(target, model)
    except UserError as error:
        messages.say_wrong(error)
    else:
        messages.tell(texts.text("merge_page.list_saved", name=target.name))


def write_list(target: Path, model: MergeModel) -> None:
    """Writes the rows that are shown; no cell is taken for a formula. Raises `UserError` as `write_whole`."""

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([escaped(cell) for cell in row] for row in model.as_rows())

    write_whole(target, ".csv", write)
