"""Which centres may be one, found off the window's thread, and the button that lists only these."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mrcworkbench.domain.merging.duplicates import CentrePeriod, KnownCentres
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button

if TYPE_CHECKING:
    from mrcworkbench.services.collection.overview import Summary


class NamesakesButton(Button):
    """NamesakesButton(runner, theme, texts): `look_at` the assessments of a collection. It is hidden where no two
    centres have nearly the same name; `chosen(ids)` when a person wants to see only those that have, or all again."""

    chosen = Signal(object)

    def __init__(self, runner: Runner, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, "", "link", "copy-check")
        self._runner, self._texts = runner, texts
        self._task: Task | None = None
        self._looked = 0
        self._alike: frozenset[str] = frozenset()
        self._is_on = False
        self.clicked.connect(self._on_click)
        self.hide()

    def look_at(self, found: Sequence[Summary]) -> None:
        """Looks anew; what an earlier look still finds comes too late. Centres that withdrew are left out."""
        self._looked += 1
        shown = [one.info for one in found if not one.info.centre.withdrawn]
        centres = [CentrePeriod(one.centre.id, one.centre.name, one.centre.country, one.round) for one in shown]
        self._task = Task(partial(_alike, self._looked, centres))
        self._task.done.connect(self._take)
        self._runner.start(self._task)

    def _take(self, found: tuple[int, frozenset[str]]) -> None:
        looked, alike = found
        if looked == self._looked:
            self._alike = alike
            self._show(on=self._is_on and bool(alike))

    def _on_click(self) -> None:
        self._show(on=not self._is_on)

    def _show(self, *, on: bool) -> None:
        changed, self._is_on = on or self._is_on, on
        self.setVisible(bool(self._alike))
        alike = self._texts.plural("centres_page.alike", len(self._alike))
        self.set_label(self._texts.text("centres_page.alike_all") if on else alike)
        if changed:
            self.chosen.emit(self._alike if on else frozenset())


def _alike(looked: int, centres: Sequence[CentrePeriod], _: Task) -> tuple[int, frozenset[str]]:
    return looked, KnownCentres(centres).alike()
