"""A window for one page: the session kept in memory, so that pages are tested by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollBar, QWidget
from shiboken6 import delete

from mrcworkbench import paths
from mrcworkbench.content.catalogue import Catalogue, catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.file_use import FileUse, MadeAs
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.checking import Checked, check_answer
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import StakeholderView
from mrcworkbench.domain.scoring.working_copy import Change, WorkingCopy
from mrcworkbench.gui.outside.destinations import ChooseFile, OpenPath, open_path
from mrcworkbench.gui.outside.save_dialog import SaveDialog
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import ElidedLabel
from mrcworkbench.services.session.settings import LookAgain

TODAY = date(2026, 6, 18)


def page_context(
    bridge: Bridge,
    content: Content,
    theme: Theme,
    navigate: Callable[[Place], None],
    *,
    runner: Runner | None = None,
    choose: ChooseFile | None = None,
    open_with: OpenPath = open_path,
) -> PageContext:
    """What the window gives to a page, with what a test replaces."""
    choose = choose or SaveDialog(content.texts)
    return PageContext(bridge, content, theme, navigate, runner or bridge.runner, choose, open_with)


class MemorySettings(dict[str, str]):
    """Settings without a file."""

    def set(self, key: str, value: str | None) -> None:
        if value is None:
            self.pop(key, None)
        else:
            self[key] = value


class MemorySaver:
    """Everything is saved at once."""

    unsaved: frozenset[str] = frozenset()
    busy = False
    on_saved: object = None
    on_failed: object = None

    def wait(self) -> bool:
        return True


class MemoryStore:
    """What the page of the report reads from a file: reports that were noted, and that nothing was sealed."""

    def __init__(self) -> None:
        self._noted: dict[str, Any] = {}
        self.reports = self.rounds = self

    def sent_at(self, _assessment: str) -> None:
        """Never."""

    def load(self, _assessment: str) -> None:
        """Nothing is sealed."""

    def note(self, report: Any) -> None:
        self._noted[report.id] = report

    def known(self) -> tuple[Any, ...]:
        return tuple(self._noted.values())


class MemorySession:
    """What pages use of a session, without a file."""

    def __init__(
        self,
        answers: Mapping[str, Answer] | None = None,
        *,
        is_sample: bool = False,
        views: tuple[StakeholderView, ...] = (),
        name: str = "Port Velira",
    ) -> None:
        self.questionnaire = questionnaire("manager")
        self.criteria = criteria_set("manager")
        self.texts = catalogue()
        self.working_copy = WorkingCopy(self.questionnaire, self.criteria, answers or {}, self.texts, TODAY, views)
        centre = CentreInfo("c1", name, "AL", is_sample=is_sample, withdrawn=False)
        self.assessment = AssessmentInfo(
            "a1", centre, "2026, first", "manager", self.questionnaire.version, "2026-06-01T08:00:00Z"
        )
        self.is_sample = self.is_studied = is_sample
        self.is_practice = False
        self.read_only = False
        self.file_use = FileUse(MadeAs.CENTRE)
        self.path = Path("memory.mrcw")
        self.drafts: dict[Any, str] = {}
        self.kept_answers: dict[str, Answer] = {}
        self.settings = MemorySettings()
        self.look_again = LookAgain(self.settings)  # type: ignore[arg-type]
        self.saver = MemorySaver()
        self._rows = 0
        self._store = MemoryStore()

    @property
    def has_assessment(self) -> bool:
        return True

    def centres(self) -> tuple[CentreInfo, ...]:
        return (self.assessment.centre,)

    def assessments(self) -> tuple[AssessmentInfo, ...]:
        return (self.assessment,)

    def read_file(self, read: Callable[[Any], Any]) -> Any:
        return read(self._store)

    def _new_row(self) -> str:
        self._rows += 1
        return f"row-{self._rows}"

    def check(self, code: str, raw: object) -> Checked:
        return check_answer(self.questionnaire[code], raw, self.working_copy.answer(code), new_row_id=self._new_row)

    def set_answer(self, code: str, answer: Answer, _drafts: Mapping[Any, str] = MappingProxyType({})) -> Change:
        return self.working_copy.set(code, answer)

    def attachment(self, sha256: str) -> None:
        """No file is attached here."""

    def close(self) -> None:
        pass


class Harness:
    """A page with all that it needs; `places` collects where it led."""

    def __init__(
        self, app: QApplication, session: MemorySession, theme: str = "light", content: Content | None = None
    ) -> None:
        self.session = session
        self.content = content or Content()
        self.theme = Theme(app, theme)
        self.bridge = Bridge(self.content.texts)
        self.bridge.attach(session)  # type: ignore[arg-type]
        if "criteria" in vars(self.content) and session.has_assessment:
            session.working_copy.criteria_set = self.content.criteria
        self.places: list[Place] = []

    def context(self, **options: Any) -> PageContext:
        """What a page is given; see `page_context`."""
        return page_context(self.bridge, self.content, self.theme, self.places.append, **options)

    def show(self, page: Page, width: int = 1224, height: int = 664, *, mirrored: bool = False) -> None:
        """Shows the page as large as a window of 1280 x 720 leaves it: without the rail and the top bar."""
        self.window = QWidget()
        if mirrored:
            self.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.window.resize(width + 56, height + 56)
        page.setParent(self.window)
        page.setGeometry(0 if mirrored else 56, 56, width, height)
        self.window.show()
        page.show()
        self.settle()

    def close(self) -> None:
        """Ends window, page and theme at once: what stays would be restyled with every window to come."""
        delete(self.window)
        delete(self.bridge)
        delete(self.theme)

    @staticmethod
    def settle() -> None:
        """Lets layouts come to rest; no time is waited for."""
        for _ in range(4):
            QApplication.sendPostedEvents()
            QApplication.processEvents()


def answers_of(session: MemorySession, raw: Mapping[str, object]) -> None:
    """Sets answers in any form that `answer` takes; fails on a problem."""
    for code, value in raw.items():
        checked = session.check(code, value)
        assert checked.answer is not None, (code, checked.problems)
        session.set_answer(code, checked.answer)


class LongTranslations(NullTranslations):
    """A language whose words take two fifths more room."""

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return _longer(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return _longer(msgid1 if n == 1 else msgid2)


def _longer(message: str) -> str:
    extra = "und noch etwas mehr davon in einer anderen Sprache gesagt"
    wanted = max(1, round(len(message) * 0.4))
    return f"{message} {extra[:wanted].strip()}" if wanted > 2 else f"{message}xx"


def long_content() -> Content:
    """The program in a language with long texts, criteria and dimensions too."""
    content = Content()
    known = content.criteria
    content.__dict__["texts"] = Catalogue("en", LongTranslations(), paths.resources("text"))
    content.__dict__["criteria"] = CriteriaSet(
        tuple(replace(one, title=_longer(one.title)) for one in known.criteria),
        tuple(
            replace(
                one,
                title=_longer(one.title),
                headings=tuple(replace(heading, title=_longer(heading.title)) for heading in one.headings),
            )
            for one in known.dimensions
        ),
    )
    return content


def cut(root: QWidget) -> list[str]:
    """What is not wholly seen: widgets narrower or lower than their text needs. A button in a line is a picture, of
    which Qt makes the size."""
    found = []
    for widget in root.findChildren(QWidget):
        in_line = isinstance(widget.parentWidget(), QLineEdit)
        if in_line or not widget.isVisibleTo(root) or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text():
            if widget.wordWrap():
                needed = widget.heightForWidth(widget.width())
                longest = max(widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split() or [""])
                bad = widget.height() < needed - 1 or (widget.width() < min(longest, 120) and "/" not in widget.text())
            else:
                bad = widget.width() < widget.sizeHint().width() - 1
        elif isinstance(widget, QAbstractButton | QComboBox):
            hint = widget.sizeHint()
            needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else hint.height()
            wide = widget.hasHeightForWidth() or widget.width() >= hint.width() - 2
            bad = not wide or widget.height() < needed - 2
        else:
            continue
        if bad:
            text = getattr(widget, "text", lambda: "")()
            found.append(
                f"{type(widget).__name__} {text!r} {widget.size().toTuple()} needs {widget.sizeHint().toTuple()}"
            )
    return found


def nameless(root: QWidget) -> list[str]:
    """What the Tab key reaches and a screen reader could not name."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollBar)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.parentWidget().accessibleName()
    ]
