"""In which language a file is made."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from mrcworkbench.content.catalogue import languages, locale_of
from mrcworkbench.gui.widgets import label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox


def add_language_choice(body: QVBoxLayout, name: str) -> QComboBox | None:
    """A list of the languages that there are, each under its own name; None where there is no choice."""
    codes = languages()
    if len(codes) < 2:
        return None
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.view().setAccessibleName(name)
    for code in codes:
        combo.addItem(_own_name(code), code)
    body.addWidget(label(name, "secondary", "muted", "medium"))
    body.addWidget(combo)
    return combo


def _own_name(code: str) -> str:
    name = locale_of(code).get_display_name() or code
    return name[0].upper() + name[1:]
