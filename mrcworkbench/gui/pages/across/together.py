"""Where the chosen centres stand in the 24 criteria: the table, what it means, and who is not in it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.standings import StandingsModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, IconLabel, LevelChip, label
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.centres.standing_table import StandingTable
from mrcworkbench.services.collection.standings import Picture


class TogetherView(QWidget):
    """TogetherView(theme, texts, criteria): `show_picture`."""

    def __init__(self, theme: Theme, texts: Texts, criteria: CriteriaSet) -> None:
        super().__init__()
        self._texts = texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(4)
        self.says = label("", wrap=True)
        self.says.setObjectName("across:says")
        self.absent = label("", "secondary", "muted", wrap=True)
        self.absent.setObjectName("across:absent")
        head.addWidget(self.says)
        head.addWidget(self.absent)
        column.addLayout(head)
        self.legend = _legend(theme, texts)
        column.addWidget(self.legend)
        self.frame = QFrame()
        self.frame.setProperty("kind", "card")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.model = StandingsModel(criteria, texts, self)
        self.table = StandingTable(theme, self.model, texts.text("across_page.picture"))
        self.table.setObjectName("across:picture")
        inside.addWidget(self.table)
        column.addWidget(self.frame)
        self.too_small = Card(padding=24, spacing=8)
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(IconLabel(theme, "users", "muted", 18))
        title.addWidget(label(texts.text("across_page.too_small_title"), weight="semibold", wrap=True), 1)
        self.too_small.body.addLayout(title)
        self.too_small.body.addWidget(label(texts.text("across_page.too_small"), tone="muted", reading=True))
        column.addWidget(self.too_small)
        column.addStretch(1)

    def show_picture(self, picture: Picture) -> None:
        texts = self._texts
        says = (texts.plural("across_page.counted", picture.centres), texts.text("across_page.newest"))
        self.says.setText(" ".join(says))
        self.says.setVisible(not picture.too_small)
        absent = [
            texts.plural(f"across_page.{why}", n)
            for why, n in (
                ("without_consent", picture.without_consent),
                ("totals_left_out", picture.totals_left_out),
                ("to_choose", picture.to_choose),
            )
            if n
        ]
        self.absent.setText(" ".join(absent))
        self.absent.setVisible(bool(absent))
        self.model.show(picture)
        self.legend.setVisible(not picture.too_small)
        self.frame.setVisible(not picture.too_small)
        self.too_small.setVisible(picture.too_small)


def _legend(theme: Theme, texts: Texts) -> QWidget:
    """The chips over the columns in words."""
    made = QWidget()
    made.setAccessibleName(texts.text("across_page.legend"))
    flow = FlowLayout(made, across=18, down=6)
    words = [(LevelChip(theme, level), texts.text(f"scoring.level_{level}_low")) for level in range(5)]
    words.append((LevelChip(theme, None), texts.text("across_page.legend_open")))
    words.append((LevelChip(theme, None, applicable=False), texts.text("across_page.legend_not_applicable")))
    for chip, text in words:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(chip)
        row.addWidget(label(text, "caption", "muted"))
        flow.addWidget(pair)
    policy = made.sizePolicy()
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
