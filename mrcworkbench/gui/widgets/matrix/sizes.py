"""How wide the columns of the matrix are and how high its rows, by the room there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from mrcworkbench.gui.models.matrix import CRITERION_COLUMN, MatrixModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.matrix.paint import NUMBER, PAD

_ROW, _SECTION, _OWN = 40, 30, 64
_CHIP = 27
"""What the chip with the own level needs to be shown whole."""
_NARROWEST, _WIDEST = 38, 128
_GROUP_MOST = 60
_ROWS_SEEN = 8
"""Criteria that are seen at once, with the headings between them, however low the window is."""
_TITLE_TIGHT, _TITLE_LEAST, _TITLE_MOST = 160, 204, 380


@dataclass(frozen=True, slots=True)
class Widths:
    """Pixels of the column of criteria, the own one, and each centre's."""

    title: int
    own: int
    centre: int


@dataclass(frozen=True, slots=True)
class Heights:
    """Pixels of each row, and at most of the header (None: as much as it needs)."""

    rows: Sequence[int]
    header: int | None = None
    one_line: bool = False
    """Titles are cut to one line."""


def widths(theme: Theme, model: MatrixModel, room: int) -> Widths:
    """Columns as wide as there is room for, and no narrower than their marks."""
    px, centres, own = theme.px, max(1, len(model.centres)), theme.px(_OWN)
    least = _least_column(theme, model)
    comfortable = room - own - centres * max(least, px(44))
    tight = min(px(_TITLE_LEAST), max(px(_TITLE_TIGHT), room - own - centres * least))
    title = max(tight, min(px(_TITLE_MOST), comfortable))
    each = max(least, min(px(_WIDEST), (room - own - title) // centres))
    return Widths(max(title, min(px(_TITLE_MOST), room - own - each * centres)), own, each)


def heights(theme: Theme, model: MatrixModel, title: int, room: int, header: tuple[int, int]) -> Heights:
    """Rows with room around their titles, which are `title` wide; closer ones, and a lower header, where fewer than
    eight criteria would be seen; at the least one line for each, with the title cut. The header wants the first of two
    heights, and needs the second."""
    metrics = QFontMetrics(theme.font("secondary", "semibold"))
    px, line = theme.px, metrics.lineSpacing() + 4
    rows = [
        None if model.is_section(row) else _title_height(theme, model, row, title, metrics)
        for row in range(model.rowCount())
    ]
    roomy = [px(_SECTION) if tall is None else max(px(_ROW), tall + 8) for tall in rows]
    close = [line if tall is None else max(px(_CHIP), tall + 4) for tall in rows]
    seen = _seen_first(rows)
    wanted, needed = header
    if sum(roomy[:seen]) + wanted <= room:
        return Heights(roomy)
    if sum(close[:seen]) + needed <= room:
        return Heights(close, room - sum(close[:seen]))
    return Heights([line] * len(rows), room - line * seen, one_line=True)


def _least_column(theme: Theme, model: MatrixModel) -> int:
    """No narrower than the marks, nor than the name of a group over its columns."""
    metrics = QFontMetrics(theme.font("caption", "semibold"))
    needed = [-(-(metrics.horizontalAdvance(group.title) + 2) // len(group.centres)) for group in model.groups]
    return max([_NARROWEST, *(min(one, theme.px(_GROUP_MOST)) for one in needed)])


def _seen_first(rows: Sequence[int | None]) -> int:
    """How many rows, from the top, hold the criteria that are to be seen at once."""
    criteria = [place for place, tall in enumerate(rows) if tall is not None][:_ROWS_SEEN]
    return criteria[-1] + 1 if criteria else 0


def _title_height(theme: Theme, model: MatrixModel, row: int, width: int, metrics: QFontMetrics) -> int:
    text = str(model.index(row, CRITERION_COLUMN).data() or "")
    room = width - PAD - theme.px(NUMBER) - 4
    return metrics.boundingRect(0, 0, room, 400, int(Qt.TextFlag.TextWordWrap), text).height()
