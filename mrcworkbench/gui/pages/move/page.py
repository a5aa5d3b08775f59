"""What becomes of each answer in a newer version of the questionnaire, before anything has changed; and moving on."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.move.foot import MoveFoot
from mrcworkbench.gui.pages.move.saved_list import save_list
from mrcworkbench.gui.pages.move.shown import MoveBody
from mrcworkbench.gui.pages.move.side import MoveSide
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.session.moved import MoveStep, step_text
from mrcworkbench.services.session.moving import Moved, MovePreview, move_on, newer_version, preview_move

_PANEL_WIDTH = 340


class MovePage(Page):
    """It looks ahead anew whenever it is visited, and when an answer changes while it is seen."""

    name = "move"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme, texts = self.theme, self.texts
        self._preview: MovePreview | None = None
        self._foot_row: QHBoxLayout | None = None
        self._work = FileWork(self.bridge, context.runner, self)
        self.shown = MoveBody(theme, texts)
        self.shown.sum.save.clicked.connect(self._save)
        self.body.addWidget(self.shown, 1)
        self.side = MoveSide(theme, texts)
        self.set_panel(self.side, texts.text("move_page.panel"), _PANEL_WIDTH)
        self.foot = MoveFoot(theme, texts)
        self.foot.stayed.connect(self.stay)
        self.foot.moved.connect(self.move_on)
        self._foot_row = self.add_footer()
        self._foot_row.addWidget(self.foot)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look_again)
        self.bridge.answer_changed.connect(self._wait)
        self.bridge.assessment_opened.connect(self._soon.start)

    # What is shown

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self.refresh()
        if self.isVisible() and self._preview is not None:
            self.shown.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Looks ahead; where there is nothing newer, Home is shown."""
        session = self.bridge.session
        version = newer_version(session)
        if version is None:
            self.navigate(Place("home"))
            return
        title = self.texts.text("move_page.title", version=version)
        self.set_title(title, self.texts.text("move_page.nothing_yet"))
        self.set_crumbs(title)
        try:
            self._preview = preview_move(session)
        except UserError as error:
            self._preview = None
            self.foot.fail(in_words(self.texts, error))
        if self._preview is not None:
            self._show(self._preview)
        self.shown.setVisible(self._preview is not None)

    def _show(self, preview: MovePreview) -> None:
        say, session = self.texts, self.bridge.session
        n = len(preview.became.answers)
        self.set_title(say.text("move_page.title", version=preview.new.version), say.plural("move_page.sentence", n))
        self.shown.show_preview(preview)
        self.side.show_preview(preview, session.language)
        self.foot.show_preview(preview, session)

    def _wait(self) -> None:
        self._soon.start()

    def _look_again(self) -> None:
        if self.isVisible() and self.bridge.has_assessment and not self._work.running:
            self.refresh()

    # What is done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        drawer = self.panel is not None and self.panel.is_drawer and self.panel.isVisible()
        if event.key() == Qt.Key.Key_Escape and not drawer and not self._work.running:
            self.stay()
        else:
            super().keyPressEvent(event)

    def stay(self) -> None:
        """Goes back to where one came from; nothing changes by that."""
        self.navigate(Place("home"))

    def move_on(self) -> None:
        """Moves on, off the window's thread; where it could not look ahead, it tries that again."""
        if self._preview is None:
            self.refresh()
            return
        session, version = self.bridge.session, self._preview.new.version
        self.foot.work()
        self._work.start(lambda _: move_on(session, version), self._on_moved, self._on_failed)

    def _on_moved(self, moved: Moved) -> None:
        version = moved.preview.new.version
        text = step_text(self.texts, version)
        navigate = self.navigate
        step = MoveStep(self.bridge, moved, lambda: navigate(Place("home")), text)
        self.bridge.undo_stack.push(step)
        self.foot.say_nothing()
        self.stay()

    def _on_failed(self, error: Exception) -> None:
        self._soon.stop()  # the file was read again, but nothing is new, and what went wrong stays to be read
        self.foot.fail(in_words(self.texts, error))

    def _save(self) -> None:
        preview, texts, database = self._preview, self.texts, self.bridge.session.path
        if preview is None:
            return
        try:
            saved = save_list(self, self.context.choose, database, preview, texts)
        except UserError as error:
            self.warned.emit(texts.text("move_page.list_failed"), in_words(texts, error))
            return
        if saved is not None:
            self.said.emit(texts.text("move_page.list_saved", name=saved.name), "")

    def _keep_column(self) -> None:
        """The bar below begins and ends with the list."""
        super()._keep_column()
        if self._foot_row is not None:
            sides = self._page_body.contentsMargins()
            self._foot_row.setContentsMargins(sides.left(), 9, sides.right(), 9)
