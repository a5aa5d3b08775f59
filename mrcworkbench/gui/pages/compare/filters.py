"""What of the matrix is shown, and what its marks mean."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.matrix import KINDS, CellMark, Shown
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, SegmentedControl, label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.matrix.marks import MatrixMark

ALL, NEAREST = "all", "nearest"
_ACROSS = 12
_LEGEND = (
    ("body", CellMark("", body="in_place")),
    ("annex_b", CellMark("", annex_b=1)),
    ("both", CellMark("", body="in_place", annex_b=1)),
    ("planned", CellMark("", body="planned")),
    ("tick", CellMark("", tick=True)),
    ("differs", CellMark("", differs=True)),
)


class Filters(QWidget):
    """Filters(theme, texts, criteria): `changed(Shown)` when a person chooses.

    In a low window they stand in one line: `set_low(low=True)` puts what does not fit into it into a menu, and a button
    for the legend beside it.
    """

    changed = Signal(object)
    legend_asked = Signal()

    def __init__(self, theme: Theme, texts: Texts, criteria: CriteriaSet) -> None:
        super().__init__()
        self._texts = texts
        self._flow = flow = FlowLayout(self, across=_ACROSS, down=8)
        choices = [(ALL, texts.text("comparison.all_14")), (NEAREST, texts.text("comparison.most_like"))]
        self.order = SegmentedControl(theme, choices, texts.text("comparison.choose_centres"), ALL)
        self.kind = self._combo("kind", [(kind, texts.text(f"comparison.kind_{kind}")) for kind in KINDS])
        contexts = [(name, texts.text(f"comparison.context_{name}")) for name in ("origin", "destination")]
        self.context = self._combo("context", contexts)
        self.dimension = self._combo("dimension", [(d.id, d.title) for d in criteria.dimensions], "criterion")
        self.combos = (self.kind, self.context, self.dimension)
        self.more = Button(theme, texts.text("comparison.filter"), icon="chevron-down", trailing=True)
        self.more.clicked.connect(self._open_menu)
        self.legend = Button(theme, texts.text("comparison.legend"), "icon", "info")
        self.legend.clicked.connect(self.legend_asked)
        self._low = False
        for one in (self.order, *self.combos, self.more, self.legend):
            flow.addWidget(one)
        self._arrange()
        self.order.chosen.connect(lambda _: self._tell())
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _combo(self, name: str, choices: list[tuple[str, str]], every: str = "") -> QComboBox:
        combo = ComboBox()
        combo.setObjectName(f"filter:{name}")
        combo.setAccessibleName(self._texts.text(f"comparison.choose_{name}"))
        combo.view().setAccessibleName(combo.accessibleName())
        combo.addItem(self._texts.text(f"comparison.every_{every or name}"), None)
        for code, text in choices:
            combo.addItem(text, code)
        combo.activated.connect(lambda _: self._tell())
        return combo

    def set_low(self, *, low: bool) -> None:
        self._low = low
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._low:
            self._arrange()

    def _arrange(self) -> None:
        inline = (self.order, *self.combos, self.legend)
        needed = sum(one.sizeHint().width() for one in inline) + _ACROSS * (len(inline) - 1)
        folded = self._low and needed > self.width()
        for combo in self.combos:
            combo.setVisible(not folded)
        self.more.setVisible(folded)
        self.legend.setVisible(self._low)
        self._show_count()

    def _show_count(self) -> None:
        """Says in the menu's button how many of the choices in it are made."""
        n = sum(combo.currentIndex() > 0 for combo in self.combos)
        text = self._texts.text("comparison.filter_on", n=n) if n else self._texts.text("comparison.filter")
        self.more.set_label(text)

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def make_menu(self) -> QMenu:
        """The same choices as in the lists, each list as a menu of its own."""
        menu = QMenu(self)
        for combo in self.combos:
            part = menu.addMenu(combo.accessibleName())
            group = QActionGroup(part)
            for place in range(combo.count()):
                action = QAction(combo.itemText(place).replace("&", "&&"), part)
                action.setCheckable(True)
                action.setChecked(place == combo.currentIndex())
                action.triggered.connect(partial(self._choose, combo, place))
                group.addAction(action)
                part.addAction(action)
        return menu

    def _choose(self, combo: QComboBox, place: int) -> None:
        combo.setCurrentIndex(place)
        self._tell()

    def shown(self) -> Shown:
        return Shown(
            nearest=self.order.value() == NEAREST,
            kind=self.kind.currentData(),
            context=self.context.currentData(),
            dimension=self.dimension.currentData(),
        )

    def clear(self) -> None:
        """Shows everything again, without telling anyone."""
        self.order.set_value(ALL)
        for combo in self.combos:
            combo.setCurrentIndex(0)
        self._show_count()

    def _tell(self) -> None:
        self._show_count()
        self.changed.emit(self.shown())


class LegendPopup(QFrame):
    """The legend on demand: it goes with Escape, or with a click beside it."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(MatrixLegend(theme, texts))
        self.resize(min(theme.px(420), parent.window().width() - 2 * _ACROSS), 0)

    def show_below(self, widget: QWidget) -> None:
        """Beside the far edge of `widget`, and wholly inside its window."""
        self.resize(self.width(), self.heightForWidth(self.width()))
        window = widget.window()
        corner = widget.mapTo(window, QPoint(0, widget.height() + 4))
        x = max(_ACROSS, min(corner.x(), window.width() - self.width() - _ACROSS))
        self.move(window.mapToGlobal(QPoint(x, corner.y())))
        self.show()


class MatrixLegend(QWidget):
    """The marks in words, and what a blank means."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setAccessibleName(texts.text("comparison.legend"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        marks = QWidget()
        flow = FlowLayout(marks, across=18, down=4)
        for name, mark in _LEGEND:
            flow.addWidget(_pair(MatrixMark(theme, mark), texts.text(f"comparison.legend_{name}")))
        policy = marks.sizePolicy()
        policy.setHeightForWidth(True)
        marks.setSizePolicy(policy)
        column.addWidget(marks)
        blank = QHBoxLayout()
        blank.setSpacing(6)
        blank.addWidget(
            label(texts.text("comparison.blank"), "caption", weight="semibold"), 0, Qt.AlignmentFlag.AlignTop
        )
        blank.addWidget(label(texts.text("comparison.legend_blank"), "caption", "muted", wrap=True), 1)
        column.addLayout(blank)


def _pair(mark: QWidget, words: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(mark)
    row.addWidget(label(words, "caption", "muted"))
    return pair
