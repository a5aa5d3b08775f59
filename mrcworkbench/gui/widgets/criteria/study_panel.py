"""What the studied centres do about one criterion, nearest in kind first, each with its place in the study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.study.model import Evidence, EvidenceKind, StudiedCentre, Study
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.criteria.sources import source_row

SHOWN_FIRST = 3


class StudyPanel(QWidget):
    """`show_examples(study, examples)`; three of them at first, the rest behind a link."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._study: Study | None = None
        self._examples: tuple[Evidence, ...] = ()
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(texts.text("panel.studied"), weight="semibold", wrap=True), 1)
        head.addWidget(label(texts.text("panel.study"), "caption", "muted"))
        self._column.addLayout(head)
        self._note = label("", "caption", "muted", wrap=True)
        self._column.addWidget(self._note)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._column.addLayout(self._cards)
        self.more = Button(theme, texts.text("panel.show_fewer"), "link")
        self.more.clicked.connect(self._toggle)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(label(texts.text("panel.blank"), "caption", "muted", wrap=True))

    def show_examples(self, study: Study, examples: Sequence[Evidence]) -> None:
        """Shows what the study says; equal to what is shown already, it does nothing."""
        if (study, tuple(examples)) == (self._study, self._examples):
            return
        self._study, self._examples, self._all = study, tuple(examples), False
        self._fill()

    @property
    def shown(self) -> tuple[Evidence, ...]:
        """The examples that have a card now."""
        return self._examples if self._all else self._examples[:SHOWN_FIRST]

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()

    def _fill(self) -> None:
        while (taken := self._cards.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        study, texts = self._study, self._texts
        if study is None:
            return
        for item in self.shown:
            self._cards.addWidget(_ExampleCard(self._theme, texts, study.centre_by_id[item.centre], item))
        self._note.setText(counted(texts, self._examples) if self._examples else texts.text("panel.none"))
        self.more.setVisible(len(self._examples) > SHOWN_FIRST)
        more = texts.text("panel.show_all", n=len(self._examples))
        self.more.set_label(texts.text("panel.show_fewer") if self._all else more)


class _ExampleCard(Card):
    """One example: who, what kind of centre, what it does, where the study says so."""

    def __init__(self, theme: Theme, texts: Texts, centre: StudiedCentre, item: Evidence) -> None:
        super().__init__("inset", padding=12, spacing=4)
        who = texts.text("panel.who", centre=centre.short_name, country=centre.country)
        self.body.addWidget(label(who, "secondary", weight="semibold", wrap=True))
        kind = texts.text(
            "panel.kind",
            kind=texts.text(f"panel.kind_{centre.kind}"),
            context=texts.text(f"panel.context_{centre.context}"),
        )
        if item.status == "planned":
            kind = texts.text("panel.kind", kind=kind, context=texts.text("panel.planned"))
        self.body.addWidget(label(kind, "caption", "muted", wrap=True))
        says = texts.text("panel.tick") if item.kind is EvidenceKind.MATRIX and not item.text else item.text
        self.body.addWidget(label(says, "secondary", wrap=True))
        if item.differs:
            self.body.addWidget(label(texts.text("panel.differs", text=item.differs), "caption", "conflict", wrap=True))
        self.body.addWidget(source_row(theme, texts, item.sources))


def counted(texts: Texts, examples: Iterable[Evidence]) -> str:
    """ "6 in the text, 3 in Annex B. Nearest in kind first."."""
    kinds = [item.kind for item in examples]
    parts = [texts.plural(f"panel.count_{kind.value}", kinds.count(kind)) for kind in EvidenceKind if kind in kinds]
    return texts.text("panel.nearest", parts=", ".join(parts))
