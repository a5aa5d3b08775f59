"""A window for one page: the session kept in memory, so that pages are tested by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.questionnaires import criteria_set, questionnaire
from mrcworkbench.domain.answers import Answer
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.checking import Checked, check_answer
from mrcworkbench.domain.scores import StakeholderView
from mrcworkbench.domain.working_copy import Change, WorkingCopy
from mrcworkbench.gui.bridge import Bridge
from mrcworkbench.gui.content import Content
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.theme import Theme

TODAY = date(2026, 6, 18)


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
        self.criteria = criteria_set()
        self.texts = catalogue()
        self.working_copy = WorkingCopy(self.questionnaire, self.criteria, answers or {}, self.texts, TODAY, views)
        centre = CentreInfo("c1", name, "AL", is_sample=is_sample, withdrawn=False)
        self.assessment = AssessmentInfo("a1", centre, "2026, first", "manager", "1", "2026-06-01T08:00:00Z")
        self.is_sample = is_sample
        self.read_only = False
        self.path = Path("memory.mrcw")
        self.drafts: dict[Any, str] = {}
        self.unsaved: frozenset[str] = frozenset()
        self.settings: dict[str, str] = {}
        self.on_saved: object = None
        self.on_save_failed: object = None
        self._rows = 0

    def centres(self) -> tuple[CentreInfo, ...]:
        return (self.assessment.centre,)

    def assessments(self) -> tuple[AssessmentInfo, ...]:
        return (self.assessment,)

    def _new_row(self) -> str:
        self._rows += 1
        return f"row-{self._rows}"

    def check(self, code: str, raw: object) -> Checked:
        return check_answer(self.questionnaire[code], raw, self.working_copy.answer(code), new_row_id=self._new_row)

    def set_answer(self, code: str, answer: Answer) -> Change:
        return self.working_copy.set(code, answer)

    def attachment(self, sha256: str) -> None:
        return None

    def wait_saved(self) -> bool:
        return True

    def get_setting(self, key: str) -> str | None:
        return self.settings.get(key)

    def set_setting(self, key: str, value: str | None) -> None:
        if value is None:
            self.settings.pop(key, None)
        else:
            self.settings[key] = value

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
        self.places: list[Place] = []

    def args(self) -> tuple[Any, ...]:
        return (self.bridge, self.content, self.theme, self.places.append)


def answers_of(session: MemorySession, raw: Mapping[str, object]) -> None:
    """Sets answers in the forms of the contract; fails on a problem."""
    for code, value in raw.items():
        checked = session.check(code, value)
        assert checked.answer is not None, (code, checked.problems)
        session.set_answer(code, checked.answer)
