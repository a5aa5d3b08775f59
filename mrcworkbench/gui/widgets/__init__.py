"""Painted marks and small building blocks. Everything that paints takes the theme first and repaints when it
changes."""

from mrcworkbench.content.directions import isolate
from mrcworkbench.gui.widgets.buttons import Button
from mrcworkbench.gui.widgets.frames import Card, card_header, line, set_reading
from mrcworkbench.gui.widgets.marks import (
    BlockPicture,
    EvidenceMark,
    IconLabel,
    IconTile,
    Ladder,
    LevelChip,
    Logo,
    SectionMark,
    StateChip,
)
from mrcworkbench.gui.widgets.notes import Banner, EmptyState, MessageBox
from mrcworkbench.gui.widgets.segments import SegmentedControl
from mrcworkbench.gui.widgets.text import ElidedLabel, apart, label, plain_tooltip, restyle

__all__ = [
    "Banner",
    "BlockPicture",
    "Button",
    "Card",
    "ElidedLabel",
    "EmptyState",
    "EvidenceMark",
    "IconLabel",
    "IconTile",
    "Ladder",
    "LevelChip",
    "Logo",
    "MessageBox",
    "SectionMark",
    "SegmentedControl",
    "StateChip",
    "apart",
    "card_header",
    "isolate",
    "label",
    "line",
    "plain_tooltip",
    "restyle",
    "set_reading",
]
