"""One side of a conflict."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QRadioButton

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, IconLabel, LevelChip, StateChip, label, line
from mrcworkbench.gui.widgets.basics.marked_text import MarkedText
from mrcworkbench.gui.words.local_time import local_time

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.services.merging.resolving import Side

_MOST_SAID = 3


class SideCard(Card):
    """One side: its value with what differs, the level that it would give, who said it when in which file."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        letter: str,
        side: Side,
        shown: tuple[str, tuple[tuple[int, int], ...]],
        score: CriterionScore | None,
    ) -> None:
        super().__init__(padding=20, spacing=10)
        name = texts.text("conflicts_page.value", letter=letter)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StateChip(theme, name, "conflict"))
        head.addStretch(1)
        if score is not None:
            word = texts.text(f"conflicts_page.level{'' if score.level is not None else '_open'}")
            head.addWidget(label(word, "secondary", "muted"))
            spoken = f"{word} {'' if score.level is None else score.level}".strip()
            head.addWidget(
                LevelChip(theme, score.level, hollow=score.hollow, applicable=score.applicable, spoken=spoken)
            )
        self.body.addLayout(head)
        self.value = MarkedText(theme)
        self.value.set_text(*shown)
        self.body.addWidget(self.value)
        if side.attachments:
            self._fact(theme, "paperclip", texts.plural("conflicts_page.files", len(side.attachments)))
        for said in side.said[:_MOST_SAID]:
            by = said.author or texts.text("conflicts_page.nobody")
            if said.reason is None:
                self._fact(theme, "user", by)
            else:
                self._fact(theme, "gavel", texts.text("conflicts_page.decided_by", author=by, reason=said.reason))
            when = local_time(said.at) if said.at else texts.text("conflicts_page.no_time")
            self._fact(theme, "clock", when)
            here = texts.text("conflicts_page.here" if said.reason is None else "conflicts_page.decided_here")
            self._fact(theme, "database", PurePath(said.file).name if said.file else here)
        if len(side.said) > _MOST_SAID:
            self._fact(theme, "users", texts.plural("conflicts_page.more_said", len(side.said) - _MOST_SAID))
        self.body.addStretch(1)
        self.body.addWidget(line())
        self.choice = QRadioButton(texts.text("conflicts_page.keep", letter=f"&{letter}"))
        self.choice.setAccessibleName(f"{texts.text('conflicts_page.keep', letter=letter)}: {shown[0]}")
        self.body.addWidget(self.choice)

    def _fact(self, theme: Theme, icon: str, text: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, icon, "muted", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, "secondary", "muted", wrap=True), 1)
        self.body.addLayout(row)
