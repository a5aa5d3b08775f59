"""What to look at before a file is made: nothing blocks, and each leads to its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire import Questionnaire
from mrcworkbench.domain.submission_preview import CONSENT
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.finding import place_of
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, IconLabel, label
from mrcworkbench.gui.widgets.reason_row import ReasonRow

if TYPE_CHECKING:
    from mrcworkbench.domain.submission_preview import SubmissionPreview


@dataclass(frozen=True, slots=True)
class Check:
    """One line. `tone` is warn or ok; `place` is where its link leads."""

    name: str
    tone: str
    title: str
    text: str = ""
    place: Place | None = None


def checks(preview: SubmissionPreview, questionnaire: Questionnaire, texts: Texts) -> tuple[Check, ...]:
    """Every check, the open ones first."""
    found = _checks(preview, questionnaire, texts)
    return tuple(sorted(found, key=lambda one: one.tone != "warn"))


def _checks(preview: SubmissionPreview, questionnaire: Questionnaire, texts: Texts) -> Iterator[Check]:
    def question(code: str, only: str | None) -> Place:
        there = place_of(questionnaire, code)
        return Place(there.page, there.section, there.question, only=only)

    groups: dict[str, tuple[int, Place | None]] = {
        "unanswered": _first([question(code, "unanswered") for code in preview.unanswered]),
        "contradictory": _first([question(one.question, "problems") for one in preview.contradictory]),
        "not_sent": _first([question(one.question, "problems") for one in preview.not_sent]),
        "unevidenced": _first([Place("results", criterion=one.criterion) for one in preview.unevidenced]),
        "conflicts": _first([Place("conflicts") for _ in preview.conflicts]),
    }
    for name, (count, place) in groups.items():
        if count:
            title = texts.plural(f"submit_page.{name}", count)
            yield Check(name, "warn", title, texts.text(f"submit_page.{name}_text"), place)
        elif name in ("unanswered", "contradictory", "unevidenced"):
            yield Check(name, "ok", texts.text(f"submit_page.{name}_ok"))
    if CONSENT not in questionnaire:
        return
    if preview.consent is None:
        text = texts.text("submit_page.consent_text")
        yield Check("consent", "warn", texts.text("submit_page.consent"), text, place_of(questionnaire, CONSENT))
    else:
        said = questionnaire[CONSENT].option_text(preview.consent)
        yield Check("consent", "ok", texts.text("submit_page.consent_ok"), said, place_of(questionnaire, CONSENT))


def _first(places: list[Place]) -> tuple[int, Place | None]:
    return len(places), places[0] if places else None


class ChecksCard(Card):
    """ChecksCard(theme, texts, navigate): `show_checks(checks)`; rebuilt only when they differ."""

    def __init__(self, theme: Theme, texts: Texts, navigate: Callable[[Place], None]) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._texts, self._navigate = theme, texts, navigate
        self.body.addWidget(label(texts.text("submit_page.before"), weight="semibold", wrap=True))
        self.list = QWidget()
        self.body.addWidget(self.list)
        self.shown: tuple[Check, ...] = ()

    def show_checks(self, found: tuple[Check, ...]) -> None:
        if found == self.shown:
            return
        self.shown = found
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for check in found:
            column.addWidget(self._row(check))
        self.body.replaceWidget(self.list, fresh)
        self.list.hide()
        self.list.deleteLater()
        self.list = fresh

    def _row(self, check: Check) -> QWidget:
        made = QWidget()
        made.setObjectName(f"check:{check.name}")
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        icon = "triangle-alert" if check.tone == "warn" else "circle-check"
        row.addWidget(IconLabel(self._theme, icon, check.tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(check.title, "secondary", weight="medium", wrap=True))
        if check.text:
            words.addWidget(label(check.text, "caption", "muted", wrap=True))
        if check.place is not None:
            place = check.place
            text = self._texts.text(f"submit_page.{check.name}_link")
            link = ReasonRow(self._theme, "arrow-right", "accent", text, link=True)
            link.clicked.connect(lambda: self._navigate(place))
            words.addWidget(link)
        row.addLayout(words, 1)
        return made
