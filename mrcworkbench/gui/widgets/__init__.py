"""Painted marks and small building blocks. Everything that paints takes the theme first and repaints when it
changes."""

from mrcworkbench.content.directions import isolate
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card, card_header, line, set_reading
from mrcworkbench.gui.widgets.basics.marks import (
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
from mrcworkbench.gui.widgets.basics.notes import Banner, EmptyState, MessageBox
from mrcworkbench.gui.widgets.basics.segments import SegmentedControl
from mrcworkbench.gui.widgets.basics.text import ElidedLabel, label, restyle

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
    "card_header",
    "isolate",
    "label",
    "line",
    "restyle",
    "set_reading",
]
