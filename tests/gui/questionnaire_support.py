"""A questionnaire page on a real database, and hands to type and click with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.gui.pages.questionnaire import QuestionnairePage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.editors.table.editor import TableEditor
from mrcworkbench.gui.widgets.question.card import QuestionCard
from mrcworkbench.services.session.session import create, open_session
from tests.gui.pages_support import page_context

W = TypeVar("W", bound=QWidget)
SIZE = (1280, 720)


class Desk:
    """One window with the page; `go` leads to a place, `places` collects where the page led."""

    def __init__(
        self, path: Path, app: QApplication, content: Content | None = None, assessment: str | None = None
    ) -> None:
        self.path, self.app, self.assessment = path, app, assessment
        self.content = content or Content()
        self.theme = Theme(app, "light")
        self.bridge = Bridge(self.content.texts, runner=DirectRunner())
        self.places: list[Place] = []
        self.window = QWidget()
        self.window.resize(*SIZE)
        self.open()

    def open(self) -> None:
        """Opens the database, as a new start of the program does."""
        session = open_session(self.path)
        session.open_assessment(self.assessment)
        self.session = session
        self.bridge.attach(session)
        self.page = QuestionnairePage(page_context(self.bridge, self.content, self.theme, self._navigate))
        self.page.setParent(self.window)
        self.page.setGeometry(56, 56, SIZE[0] - 56, SIZE[1] - 56)
        self.window.show()
        self.page.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    def close(self) -> None:
        self.page.leave()
        self.page.hide()
        self.page.setParent(None)
        self.page.deleteLater()
        self.bridge.detach()

    def reopen(self) -> None:
        """Closes and opens again, as the next start does."""
        self.close()
        self.open()

    def _navigate(self, place: Place) -> None:
        self.places.append(place)
        if place.page == "questionnaire":
            self.page.show_place(place)

    def go(self, section: str, question: str | None = None, only: str | None = None) -> None:
        self.page.show_place(Place("questionnaire", section=section, question=question, only=only))
        self.finish()

    def finish(self) -> None:
        """Lets everything that was put off be built."""
        while not self.page.cards.is_complete:
            self.app.processEvents()
        self.app.processEvents()

    def card(self, code: str) -> QuestionCard:
        self.finish()
        card = self.page.cards.card(code)
        assert card is not None, f"no card for {code}"
        return card

    def editor(self, code: str, kind: type[W]) -> W:
        """The part of a question's editor that is of a class."""
        found: W | None = self.card(code).editor.findChild(kind)
        assert found is not None, f"no {kind.__name__} in {code}"
        return found

    def table(self, code: str) -> TableEditor:
        editor = self.card(code).editor
        assert isinstance(editor, TableEditor)
        return editor

    def answer(self, code: str) -> Answer:
        return self.bridge.working_copy.answer(code)

    def put(self, code: str, raw: object) -> None:
        """Sets an answer as another program would."""
        checked = self.bridge.edit(code, raw)
        assert checked.answer is not None, checked.problems

    def open_parts(self) -> None:
        """Opens every optional part, as a centre does that has more to say."""
        self.put("resp_parts", ["centre", "subjects", "safe"])

    def shown(self) -> list[str]:
        """Codes of the cards on screen, from top to bottom."""
        self.finish()
        layout = self.page.cards.layout()
        assert layout is not None
        widgets = [layout.itemAt(n).widget() for n in range(layout.count())]  # type: ignore[union-attr]
        return [one.question.code for one in widgets if isinstance(one, QuestionCard) and not one.isHidden()]


@contextmanager
def desk_on(
    path: Path, app: QApplication, content: Content | None = None, *, assessment: str | None = None
) -> Iterator[Desk]:
    """A desk on a database, new if it is not there, put away in the end; on its only assessment, or on one of them."""
    if not path.exists():
        create(path, "Port Velira", "AL", "2026")
    desk = Desk(path, app, content, assessment)
    try:
        yield desk
    finally:
        if desk.bridge.is_open:
            desk.close()
        desk.window.close()
        desk.window.deleteLater()


def type_into(widget: QWidget, text: str) -> None:
    """Types into a field as a person does, without leaving it."""
    widget.setFocus()
    QTest.keyClicks(widget, text)


def leave(widget: QWidget) -> None:
    """Leaves a field by the Tab key."""
    QTest.keyClick(widget, Qt.Key.Key_Tab)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))
