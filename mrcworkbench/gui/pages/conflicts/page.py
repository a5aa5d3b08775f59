"""Answers that were changed differently in two places. A person decides which holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.conflicts.chooser import ConflictChooser
from mrcworkbench.gui.pages.conflicts.detail import ConflictDetail
from mrcworkbench.gui.pages.conflicts.foot import Foot
from mrcworkbench.gui.pages.conflicts.levels import LevelsGiven
from mrcworkbench.gui.pages.conflicts.settling import ConflictSettling
from mrcworkbench.gui.pages.conflicts.several import SeveralCard
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Button, EmptyState, MessageBox, label
from mrcworkbench.services.merging.resolving import Resolution

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import OpenConflict


class ConflictsPage(Page):
    """The list beside one conflict."""

    name = "conflicts"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme, texts = self.theme, self.texts
        self.settling = ConflictSettling(context.bridge, context.runner, texts, self)
        self._levels = LevelsGiven(context.bridge, context.content)
        self._open: tuple[OpenConflict, ...] = ()
        self.set_title(texts.text("conflicts_page.title"), texts.text("conflicts_page.lead"))
        self.set_crumbs(texts.text("conflicts_page.title"))
        self.alike = Button(theme, texts.plural("conflicts_page.alike", 0), icon="copy-check")
        self.whole = Button(theme, texts.plural("conflicts_page.several", 0), icon="list-checks")
        self.header_buttons.addWidget(self.whole)
        self.header_buttons.addWidget(self.alike)
        self.told = MessageBox(theme, "ok", "circle-check")
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.looking = label(texts.text("conflicts_page.looking"), tone="muted", wrap=True)
        self.empty = EmptyState(
            theme,
            "scale",
            texts.text("conflicts_page.empty"),
            texts.text("conflicts_page.empty_text"),
            texts.text("conflicts_page.to_merge"),
            "git-merge",
        )
        for widget in (self.told, self.wrong, self.looking, self.empty):
            self.body.addWidget(widget)
        self.main = QWidget()
        self.chooser = ConflictChooser(theme, texts)
        self.detail = ConflictDetail(theme, texts, self._levels)
        row = QHBoxLayout(self.main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.chooser)
        row.addWidget(self.detail, 1)
        self.body.addWidget(self.main, 1)
        self.several = SeveralCard(theme, texts)
        self.body.addWidget(self.several, 1)
        self.foot = Foot(theme, texts)
        self.add_footer().addWidget(self.foot)
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        self.settling.found.connect(self._on_found)
        self.settling.settled.connect(self._on_settled)
        self.settling.failed.connect(self._on_failed)
        self.chooser.listed.connect(self._show_state)
        self.chooser.chosen.connect(self._show_conflict)
        self.detail.changed.connect(self._show_choice)
        self.detail.entered.connect(self.foot.settle.click)
        self.detail.stepped.connect(self.chooser.step)
        self.foot.later.clicked.connect(lambda: self.chooser.step(1))
        self.foot.settle.clicked.connect(self.settle_this)
        self.alike.clicked.connect(self.ask_alike)
        self.whole.clicked.connect(self.ask_whole)
        self.several.agreed.connect(self._settle)
        self.several.given_up.connect(self._give_up)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(lambda: self.navigate(Place("merge")))
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._press_primary)

    # What is shown

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self.several.hide()
        self.told.say("")
        self.wrong.say("")
        self._find()

    def leave(self) -> None:
        self.settling.cancel()

    def _find(self) -> None:
        self.settling.find()
        self._show_state()

    def _on_found(self, found: tuple[OpenConflict, ...]) -> None:
        self._open = found
        self._levels.forget()
        self.chooser.offer(found)
        self.detail.keep_only({one.id for one in found})

    def _show_state(self) -> None:
        looking = self.settling.is_reading and not self._open
        some = bool(self._open)
        self.looking.setVisible(looking)
        self.empty.setVisible(not looking and not some)
        one = some and self.several.isHidden()
        self.main.setVisible(one)
        footer = self.foot.parentWidget()
        if footer is not None:
            footer.setVisible(one)
        alike = sum(conflict.alike for conflict in self.chooser.conflicts)
        self.alike.setVisible(alike > 0 and one)
        if alike:
            self.alike.set_label(self.texts.plural("conflicts_page.alike", alike))
        together = len(self._of_assessment())
        self.whole.setVisible(together > 1 and one)
        if together > 1:
            self.whole.set_label(self.texts.plural("conflicts_page.several", together))
        for button in (self.alike, self.whole):
            button.setEnabled(not self.bridge.session.read_only)
        self._show_choice()

    def _of_assessment(self) -> tuple[OpenConflict, ...]:
        """The open conflicts of the assessment of the one that is shown."""
        view = self.detail.view
        if view is None:
            return ()
        return tuple(one for one in self._open if one.assessment.id == view.conflict.assessment.id)

    def _show_conflict(self, row: int) -> None:
        conflicts = self.chooser.conflicts
        if not 0 <= row < len(conflicts):
            return
        view = self.detail.view
        if view is None or view.conflict.id != conflicts[row].id:
            self.wrong.say("")  # it was about another one
        self.detail.show_conflict(conflicts[row], row, len(conflicts), self._author())
        self.foot.later.setEnabled(row + 1 < len(conflicts))
        self._show_state()

    def _author(self) -> str:
        """Who settles, as it is typed now."""
        view = self.detail.view
        return self.settling.author if view is None else view.because.author.text()

    def _show_choice(self) -> None:
        view = self.detail.view
        if view is None:
            self.foot.show_choice("", ready=False)
        else:
            self.foot.show_choice(view.chosen, ready=view.is_complete and self.settling.is_possible)

    def _press_primary(self) -> None:
        button = self.foot.settle if self.several.isHidden() else self.several.go
        button.click()

    # Settling

    def settle_this(self) -> None:
        """Settles the conflict that is shown with what is chosen."""
        view = self.detail.view
        if view is None:
            return
        view.commit()
        if view.is_complete:
            made = Resolution(view.conflict.id, view.value(), view.because.words)
            self._settle((made,), view.because.name)

    def ask_alike(self) -> None:
        """Shows what would hold in all of those listed whose sides differ only in how they are written."""
        self.several.ask_alike([one for one in self.chooser.conflicts if one.alike], self._author().strip())
        self._show_state()

    def ask_whole(self) -> None:
        """Asks which source holds in all conflicts of the assessment."""
        self.several.ask_source(self._of_assessment(), self._author().strip())
        self._show_state()

    def _give_up(self) -> None:
        self.several.hide()
        self._show_state()
        self.chooser.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self, resolutions: tuple[Resolution, ...], author: str) -> None:
        self.told.say("")
        self.wrong.say("")
        self.settling.settle(resolutions, author)
        self._show_choice()

    def _on_settled(self, count: int) -> None:
        self.several.hide()
        self._find()
        self.told.say(self.texts.plural("conflicts_page.settled", count))
        self.chooser.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, sentence: str) -> None:
        self.wrong.say(sentence)
        self._show_state()
