"""The whole window for tests: work is done at once, and files are named by the test instead of a dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.gui.focus import FocusFollower
from mrcworkbench.gui.pages.questionnaire import QuestionnairePage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner, Runner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.files import Asking
from mrcworkbench.gui.window.main_window import MainWindow
from mrcworkbench.gui.window.workbench import Workbench
from mrcworkbench.services.session.writer import ImmediateWriter, Writer


class Answers(Asking):
    """Says which file to open or to write, without asking anybody."""

    def __init__(self) -> None:
        self.to_open: Path | None = None
        self.to_save: Path | None = None
        self.suggested: Path | None = None

    def open(self, folder: Path) -> Path | None:  # noqa: ARG002 - the form of Asking
        return self.to_open

    def save(self, title: str, suggested: Path) -> Path | None:  # noqa: ARG002 - the form of Asking
        self.suggested = suggested
        return self.to_save

    new = new_folder = save


class Desktop:
    """The window, filled, and hands to type with. `said` collects the messages to the user."""

    def __init__(
        self,
        app: QApplication,
        answers: Answers,
        size: tuple[int, int] = (1440, 900),
        *,
        runner: Runner | None = None,
        writer: Callable[[], Writer] = ImmediateWriter,
    ) -> None:
        self.app, self.answers = app, answers
        self.theme = Theme(app, "light")
        self.window = MainWindow(self.theme.tokens)
        self.bench = Workbench(self.window, Content(), self.theme, runner or DirectRunner(), writer, answers)
        self.follower = FocusFollower(app, self.theme, self.bench)
        self.said: list[tuple[str, str, str]] = []
        self.bench.notifier.said.connect(lambda *words: self.said.append(words))
        self.window.resize(*size)

    @property
    def bridge(self):
        return self.bench.bridge

    @property
    def shell(self):
        return self.bench.shell

    def begin(self, database: Path | None = None) -> None:
        """Starts as the program does, on a file or on the user's own."""
        self.window.show()
        self.bench.begin(database)
        self.settle()

    def go(self, page: str, **where: str) -> QWidget:
        self.bench.navigator.go(Place(page, **where))
        self.settle()
        shown = self.bench.navigator.pages[page]
        if isinstance(shown, QuestionnairePage):
            while not shown.cards.is_complete:  # cards are built turn by turn, fewer in each on a busy machine
                self.settle()
        return shown

    def settle(self) -> None:
        """Lets layouts and deletions that were put off happen."""
        for _ in range(3):
            self.app.sendPostedEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.app.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key where the focus is."""
        self.activate()
        QTest.keyClick(self.app.focusWidget() or self.window, key, modifier)
        self.settle()

    def activate(self) -> None:
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.settle()

    def answer(self, code: str, raw: object) -> None:
        checked = self.bridge.edit(code, raw)
        assert checked.answer is not None, checked.problems
        self.settle()

    def open_parts(self) -> None:
        """Opens every optional part of the questionnaire."""
        parts = self.bridge.session.questionnaire.tagged(Tag.OPTIONAL_PARTS)
        assert parts is not None
        self.answer(parts.code, ["centre", "subjects", "safe"])

    def end(self) -> None:
        self.window.may_close = lambda: True
        if self.bridge.is_open:
            self.bench.navigator.leave()
            self.bridge.detach()
        self.follower.stop()
        self.window.close()
        self.window.deleteLater()
        self.settle()
        self.app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.theme.switch("light", 100)
        self.theme.deleteLater()
        self.settle()
