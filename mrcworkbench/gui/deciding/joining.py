"""Which other centre is the same one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.deciding.dialog import ActDialog
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import CentreInfo


class JoinDialog(ActDialog):
    """JoinDialog(theme, texts, centre, others, rounds, parent): `others` in the order in which they are offered, each
    with the name of its country; `rounds` by centre are what its assessments are of."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        centre: CentreInfo,
        others: Sequence[tuple[CentreInfo, str]],
        rounds: Mapping[str, Iterable[str]],
        parent: QWidget,
    ) -> None:
        self.other = ComboBox()
        self._centre, self._rounds = centre, {id_: frozenset(of) for id_, of in rounds.items()}
        super().__init__(theme, texts, "join", parent, centre=centre.name)
        say = texts.text
        heading = label(say("centre_acts.other"), weight="semibold")
        heading.setBuddy(self.other)
        self.other.setAccessibleName(say("centre_acts.other"))
        self.other.setEditable(True)
        self.other.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.setMinimumContentsLength(24)
        for one, country in others:
            said = ", ".join(sorted(self._rounds.get(one.id, ())))
            self.other.addItem(say("centre_acts.other_choice", centre=one.name, country=country, rounds=said), one.id)
        self.other.setCurrentIndex(-1)
        edit = self.other.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(say("centre_acts.other_hint"))
            edit.setAccessibleName(say("centre_acts.other"))
        completer = QCompleter(self.other.model(), self.other)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.other.setCompleter(completer)
        self.add(heading)
        self.add(self.other)
        self.asked = self.add_line("")
        self.asked.hide()
        self.other.currentTextChanged.connect(lambda _: self.check())
        self.other.setFocus()

    @property
    def chosen(self) -> str:
        """Id of the other centre; "" for none yet."""
        place = self.other.findText(self.other.currentText())
        return "" if place < 0 or not self.other.currentText() else str(self.other.itemData(place))

    @property
    def is_ready(self) -> bool:
        return super().is_ready and bool(self.chosen)

    def check(self) -> None:
        super().check()
        if not hasattr(self, "asked"):
            return
        same = self._rounds.get(self._centre.id, frozenset()) & self._rounds.get(self.chosen, frozenset())
        self.asked.setText(self.texts.text("centre_acts.join_same_round", rounds=", ".join(sorted(same))))
        self.asked.setVisible(bool(same))
        self.fit()
