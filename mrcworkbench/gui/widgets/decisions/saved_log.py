"""The log of decisions as a CSV file, for whoever reads it elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.tidy.csv_text import escaped
from mrcworkbench.gui.models.decision_words import became, title, values, whose
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.outside.destinations import ChooseFile
from mrcworkbench.gui.widgets import MessageBox
from mrcworkbench.gui.words.local_time import local_time

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision

_HEADS = ("at", "what", "whose", "author", "reason", "values", "became")


def save_log(
    choose: ChooseFile,
    database: Path,
    decisions: Iterable[LoggedDecision],
    texts: Texts,
    told: MessageBox,
    wrong: MessageBox,
) -> None:
    """Asks where to, suggesting a place beside the database, writes, and says how that went."""
    told.say("")
    wrong.say("")
    suggested = database.with_name(f"{database.stem} {texts.text('decisions_page.list_name')}.csv")
    asked = texts.text("decisions_page.save_title"), suggested, texts.text("decisions_page.save_files")
    target = choose(told, *asked)
    if target is None:
        return

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([escaped(cell) for cell in row] for row in _rows(decisions, texts))

    try:
        write_whole(target, ".csv", write)
    except UserError as error:
        wrong.say(in_words(texts, error))
    else:
        told.say(texts.text("decisions_page.saved", name=target.name))


def _rows(decisions: Iterable[LoggedDecision], texts: Texts) -> Iterator[list[str]]:
    yield [texts.text(f"decisions_page.head_{head}") for head in _HEADS]
    for one in decisions:
        effect = [] if one.in_effect else [texts.text("decisions_page.no_effect")]
        yield [
            local_time(one.said.at),
            title(one, texts),
            whose(one, texts),
            one.said.author,
            one.said.reason,
            "\n".join(values(one, texts)),
            "\n".join([*effect, *became(one, texts)]),
        ]
