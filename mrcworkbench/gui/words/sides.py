"""What one side of a conflict says, or what was decided instead, in words; and what differs in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mrcworkbench.domain.merging.headers import COUNTRY
from mrcworkbench.domain.questionnaire.tables import ROW_KEY
from mrcworkbench.domain.revisions.units import ORDER
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.answers import answer_lines, cell_lines, row_lines
from mrcworkbench.gui.words.countries import country_name

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision
    from mrcworkbench.services.merging.resolving import OpenConflict

_NAMING = 3
"""Cells that make up the name of a row."""
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


def value_text(of: OpenConflict | LoggedDecision, raw: object, texts: Texts) -> str:
    """What a side says, with the words of the questionnaire; several lines for a table."""
    if of.field == COUNTRY:
        return country_name(str(raw), texts.language)
    if of.field is not None:
        return str(raw)
    if of.row == ORDER:
        names = dict(row_names(of, texts))
        ids = [id_ for id_ in raw if id_ in names] if isinstance(raw, list) else []
        return "\n".join(f"{number}. {names[id_]}" for number, id_ in enumerate(ids, 1))
    if of.row is not None:
        if raw is None:
            return texts.text("conflicts_page.removed")
        return "\n".join(row_lines(of.asked, raw, texts)) if isinstance(raw, Mapping) else str(raw)
    return "\n".join(answer_lines(of.asked, raw, texts))


def row_names(of: OpenConflict | LoggedDecision, texts: Texts) -> tuple[tuple[str, str], ...]:
    """Id and name of each row of a table whose order is in conflict: what its first cells say."""
    names = []
    for row in of.rows:
        said = [line.partition(": ")[2] for line in cell_lines(of.asked, row)][:_NAMING]
        names.append((str(row[ROW_KEY]), " · ".join(said) or texts.text("conflicts_page.row_open")))
    return tuple(names)


def differing(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """Start and length of each part of a text that another does not have, by words."""
    mine, theirs = _WORDS.findall(text), _WORDS.findall(other)
    starts = [0]
    for word in mine:
        starts.append(starts[-1] + len(word))
    changes = SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    return tuple(
        (starts[first], starts[last] - starts[first])
        for tag, _, _, first, last in changes
        if tag != "equal" and last > first
    )


def letters(count: int) -> Sequence[str]:
    """The names of the sides: A, B and so on."""
    return [chr(ord("A") + n) if n < 26 else str(n + 1) for n in range(count)]
