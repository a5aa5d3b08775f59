"""What the library holds for one criterion: recommendations, activities, initiatives and needs, each with its
source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.study.model import LIBRARY_PARTS, Library, Source
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.text import breakable, label
from mrcworkbench.gui.widgets.criteria.sources import source_row

SHOWN_FIRST = 3
"""Entries of a part before the rest is asked for."""

_Entry = Mapping[str, Any]


class LibraryEntries(QWidget):
    """One part below the other, each with what it is; last, what terms of 2009 are called today."""

    def __init__(self, theme: Theme, texts: Texts, library: Library, criterion: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(12)
        parts = library.by_criterion.get(criterion, {})
        notes = {note.id: note for note in library.notes}
        for part in LIBRARY_PARTS:
            if part in parts:
                column.addWidget(_Part(theme, texts, part, parts[part], criterion, notes[part].text))
        if parts:
            terms = Card("inset", padding=12, spacing=4)
            terms.body.addWidget(label(notes["terms"].text, "caption", "muted", wrap=True))
            terms.body.addWidget(source_row(theme, texts, notes["terms"].sources))
            column.addWidget(terms)
        else:
            column.addWidget(label(texts.text("panel.library_empty"), "secondary", "muted", wrap=True))


class _Part(QWidget):
    """The first entries of one part, and a link that brings the rest."""

    def __init__(
        self, theme: Theme, texts: Texts, part: str, entries: Sequence[_Entry], criterion: str, note: str
    ) -> None:
        super().__init__()
        self._theme, self._texts, self._part, self._criterion = theme, texts, part, criterion
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label(texts.plural(f"panel.{part}", len(entries)), weight="semibold", wrap=True))
        self._column.addWidget(label(note, "caption", "muted", wrap=True))
        self._add(entries[:SHOWN_FIRST])
        rest = entries[SHOWN_FIRST:]
        if rest:
            self.more = Button(theme, texts.text("panel.show_all", n=len(entries)), "link")
            self.more.clicked.connect(lambda: self._show_rest(rest))
            self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def _add(self, entries: Sequence[_Entry]) -> None:
        for entry in entries:
            self._column.addWidget(_entry_card(self._theme, self._texts, self._part, entry, self._criterion))

    def _show_rest(self, entries: Sequence[_Entry]) -> None:
        self.more.hide()
        self._add(entries)


def _entry_card(theme: Theme, texts: Texts, part: str, entry: _Entry, criterion: str) -> Card:
    card = Card("inset", padding=12, spacing=4)
    card.body.addWidget(label(entry["title"], "secondary", weight="semibold", wrap=True))
    if (said := _whose(texts, part, entry)) is not None:
        card.body.addWidget(label(said, "caption", "muted", wrap=True))
    card.body.addWidget(label(entry["text"], "secondary", wrap=True))
    for item in _parts_for(entry, criterion):
        card.body.addWidget(label(item["title"], "caption", weight="semibold", wrap=True))
        card.body.addWidget(label(item["text"], "secondary", wrap=True))
    for name in ("objective", "why", "note"):
        if entry.get(name):
            card.body.addWidget(label(texts.text(f"panel.entry_{name}", text=entry[name]), "caption", wrap=True))
    for address in entry.get("links", ()):
        card.body.addWidget(label(breakable(address), "caption", "muted", wrap=True))
    card.body.addWidget(
        source_row(theme, texts, [Source(one["document"], tuple(one["lines"])) for one in _told(entry, criterion)])
    )
    return card


def _whose(texts: Texts, part: str, entry: _Entry) -> str | None:
    """To whom a recommendation speaks, who knows the field of an activity, where an initiative is."""
    if part == "recommendations":
        return texts.text("panel.for_whom", number=entry["number"], addressee=entry["addressee"])
    if part == "activities":
        return texts.text("panel.agencies", agencies=", ".join(entry["agencies"]))
    return entry["country"] if part == "initiatives" else None


def _parts_for(entry: _Entry, criterion: str) -> Iterator[_Entry]:
    """The items below a recommendation that serve a criterion; all, where it serves it as a whole."""
    whole = criterion in entry["criteria"]
    return (item for item in entry.get("sub_items", ()) if whole or criterion in item["criteria"])


def _told(entry: _Entry, criterion: str) -> Iterator[Mapping[str, Any]]:
    """Where the entry and its items stand."""
    for one in (entry, *_parts_for(entry, criterion)):
        yield from one["sources"]
