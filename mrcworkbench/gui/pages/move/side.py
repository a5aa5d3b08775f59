"""Beside the list: which levels change, and what to know before one moves on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrcworkbench.content.instruments import criteria_set
from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import CriterionScore
from mrcworkbench.domain.scoring.wording import level_word
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import IconLabel, LevelChip, MessageBox, isolate, label, line
from mrcworkbench.services.session.moving import ChangedLevel, MovePreview

_TO_KNOW = (("step", "undo-2"), ("colleagues", "git-merge"), ("sent", "send"))


def level_lines(preview: MovePreview, language: str) -> tuple[tuple[tuple[Criterion, ChangedLevel], ...], int]:
    """The criteria whose level changes, in their order, and how many others there are."""
    sets = [criteria_set(asked.id, asked.version, language) for asked in (preview.old, preview.new)]
    known = {one.id: one for found in sets for one in found.criteria}
    scores = ((change, change.after or change.before) for change in preview.levels)
    changed = tuple((known[score.id], change) for change, score in scores if score is not None)
    return changed, len(known) - len(changed)


class MoveSide(QWidget):
    """MoveSide(theme, texts): `show_preview` says which, and how many keep theirs."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        self._heading = label(texts.text("move_page.levels"), "lead", weight="semibold", wrap=True)
        column.addWidget(self._heading)
        self.summary = label("", "secondary", "muted", wrap=True)
        column.addWidget(self.summary)
        self._levels = QVBoxLayout()
        self._levels.setSpacing(8)
        column.addLayout(self._levels)
        column.addSpacing(8)
        column.addWidget(label(texts.text("move_page.before"), "lead", weight="semibold", wrap=True))
        self._to_know = {name: self._fact(column, icon) for name, icon in _TO_KNOW}
        self.need_not = MessageBox(theme, "neutral", "info")
        column.addWidget(self.need_not)
        column.addStretch(1)

    def _fact(self, column: QVBoxLayout, icon: str) -> tuple[QLabel, QLabel]:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(10)
        words.setSpacing(2)
        title, text = label("", weight="medium", wrap=True), label("", "secondary", "muted", wrap=True)
        words.addWidget(title)
        words.addWidget(text)
        row.addWidget(IconLabel(self._theme, icon, "accent", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column.addLayout(row)
        return title, text

    def show_preview(self, preview: MovePreview, language: str) -> None:
        """The criteria whose level changes, and how many keep theirs."""
        say, old = self._texts, preview.old.version
        for name, (title, text) in self._to_know.items():
            title.setText(say.text(f"move_page.{name}", version=old))
            text.setText(say.text(f"move_page.{name}_text", version=old))
        self.need_not.say(say.text("move_page.need_not", version=old))
        levels, others = level_lines(preview, language)
        changed = say.plural("move_page.levels_change", len(levels)) if levels else say.text("move_page.levels_stay")
        kept = say.plural("move_page.levels_others", others) if levels and others else ""
        self.summary.setText(" ".join(filter(None, (changed, kept))))
        for widget in (self._heading, self.summary):
            widget.setVisible(bool(levels or others))  # an instrument without levels has nothing to say of them
        while (item := self._levels.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for criterion, change in levels:
            self._levels.addWidget(self._level(criterion, change))
            self._levels.addWidget(line())

    def _level(self, criterion: Criterion, change: ChangedLevel) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        number = label(isolate(str(criterion.number)), "secondary", "muted", "semibold")
        number.setMinimumWidth(self._theme.px(22))
        row.addWidget(number)
        row.addWidget(label(criterion.title, wrap=True), 1)
        arrow = "arrow-left" if made.isRightToLeft() else "arrow-right"
        row.addWidget(self._chip(change.before))
        row.addWidget(IconLabel(self._theme, arrow, "muted", 16))
        row.addWidget(self._chip(change.after))
        return made

    def _chip(self, score: CriterionScore | None) -> QWidget:
        if score is None:
            return label(self._texts.text("move_page.not_there"), "secondary", "muted")
        word = level_word(score, self._texts)
        return LevelChip(self._theme, score.level, hollow=score.hollow, applicable=score.applicable, spoken=word)
