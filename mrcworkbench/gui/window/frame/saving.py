"""Whether all is saved: the words in the top bar, and the banner below it when a write has failed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Banner, Button, isolate
from mrcworkbench.gui.window.frame.topbar import TopBar

_SLOW_MS = 300
"""A write that takes longer is called "Saving…"; quicker ones would only flicker."""
_NAMED = 5


def numbers_of(bridge: Bridge, texts: Texts) -> str:
    """The numbers of the questions that are not saved, in their order, the first few of them."""
    questionnaire = bridge.session.questionnaire
    unsaved = bridge.saving.unsaved
    numbers = [isolate(questionnaire.number(q.code)) for q in questionnaire.all_questions() if q.code in unsaved]
    named = ", ".join(numbers[:_NAMED])
    if len(numbers) > _NAMED:
        return texts.text("window.failed_more", numbers=named, n=len(numbers) - _NAMED)
    return named


class SavingStrip(Banner):
    """Hidden while all is well."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        texts: Texts,
        topbar: TopBar,
        save_copy: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "danger", "hard-drive", parent)
        self._bridge, self._texts, self._topbar = bridge, texts, topbar
        self.retry = Button(theme, texts.text("window.try_again"))
        self.retry.clicked.connect(bridge.saving.retry)
        self.copy = Button(theme, texts.text("window.save_copy"), "primary", "save")
        self.copy.clicked.connect(save_copy)
        self.buttons.addWidget(self.retry)
        self.buttons.addWidget(self.copy)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._still_saving)
        bridge.assessment_opened.connect(self.show_now)
        bridge.progress_changed.connect(self._on_edit)
        bridge.progress_changed.connect(self._on_draft)
        bridge.saving.saved.connect(lambda _: self.show_now())
        bridge.saving.failed.connect(lambda _: self.show_now())

    def show_now(self) -> None:
        """Shows how things stand."""
        self._slow.stop()
        if self._bridge.session.read_only:
            self._topbar.show_state("read_only")
            self.hide()
        elif self._bridge.saving.last_error is not None:
            self._topbar.show_state("not_saved")
            self._say(self._bridge.saving.last_error)
        else:
            self._show_saved()
            self.hide()

    def _show_saved(self) -> None:
        """All is saved, but for what cannot be taken as it was typed."""
        count = len(self._bridge.drafts.questions)
        if count:
            self._topbar.show_kept_back(count)
        else:
            self._topbar.show_saved(self._bridge.saving.saved_at)

    def _on_draft(self) -> None:
        """What is being saved, or could not be, is said first."""
        bridge = self._bridge
        if (
            bridge.is_open
            and not bridge.session.read_only
            and bridge.saving.last_error is None
            and not self._slow.isActive()
        ):
            self._show_saved()

    def _on_edit(self) -> None:
        if self._bridge.is_open and self._bridge.session.saver.busy and not self._slow.isActive():
            self._slow.start()

    def _still_saving(self) -> None:
        if self._bridge.is_open and self._bridge.session.saver.busy:
            self._topbar.show_state("saving")
            self._slow.start()
        else:
            self.show_now()

    def _say(self, error: UserError) -> None:
        sentence, advice = sentences(self._texts, error)
        count = len(self._bridge.saving.unsaved)
        if count:
            key = "window.failed_one" if count == 1 else "window.failed_many"
            sentence = self._texts.text(key, sentence=sentence, numbers=numbers_of(self._bridge, self._texts))
        self.say(sentence, f"{self._texts.text('window.failed_keep')} {advice}".strip())
