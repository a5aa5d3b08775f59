"""Makes the Excel report. Nothing is sent from here: it makes a file, and the centre decides who gets it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mrcworkbench.content.catalogue import languages
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData, TextPreview
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.outside.destinations import ChooseFile, OpenPath, keep_target, kept_target, open_path
from mrcworkbench.gui.outside.save_dialog import SaveDialog, with_ending
from mrcworkbench.gui.page.base import Navigate, Page
from mrcworkbench.gui.pages.report.checks import SHOW_TEXTS, checks
from mrcworkbench.gui.pages.report.leaving import TEXTS, LeavingCard
from mrcworkbench.gui.pages.report.making import MakingCard
from mrcworkbench.gui.pages.report.names import SUFFIX, report_name
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.printing.profile import paper_profile
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.grid import CardColumns
from mrcworkbench.gui.widgets.making.checks_card import ChecksCard
from mrcworkbench.services import reporting
from mrcworkbench.services.reporting import ReportPreview

_FOLDER, _AUDIENCE, _NAME = "report_folder", "report_audience", "report_name:{assessment}:{audience}"
"""Settings of the file: where reports go, for whom the last one was, and a name that was chosen."""
_LEFT_WIDTH = 372
_NOTHING = ReportPreview((), {}, None, 0, 0)
"""What an internal report holds back, where one for a donor cannot be made."""


class ReportPage(Page):
    """`runner`, `choose` and `open_with` are replaced in tests."""

    name = "report"

    def __init__(
        self,
        bridge: Bridge,
        content: Content,
        theme: Theme,
        navigate: Navigate,
        parent: QWidget | None = None,
        *,
        runner: Runner | None = None,
        choose: ChooseFile | None = None,
        open_with: OpenPath = open_path,
    ) -> None:
        super().__init__(bridge, content, theme, navigate, parent)
        self._choose = choose or SaveDialog(content.texts)
        self._runner, self._open_with = runner or bridge.runner, open_with
        self._task: Task | None = None
        self._language = content.language
        self._stale, self._why_not = True, ""
        texts = self.texts
        self.set_title(texts.text("report_page.title"), texts.text("report_page.lead"))
        self.set_crumbs(texts.text("report_page.title"))
        self.making = MakingCard(theme, texts, languages())
        self.checks = ChecksCard(theme, texts.text("report_page.before"), self._go)
        self.leaving = LeavingCard(theme, texts, self._release)
        columns = CardColumns(
            theme, [(self.making, 0), (self.leaving, 1), (self.checks, 0)], 760, first_width=_LEFT_WIDTH
        )
        self.body.addWidget(columns)
        self._connect()
        self._audience = self._remembered_audience()
        self.refresh()

    def _connect(self) -> None:
        self.making.audience_chosen.connect(self._on_audience)
        self.making.language_chosen.connect(self._on_language)
        self.making.change_pressed.connect(self.choose_target)
        self.making.save_pressed.connect(self.save)
        self.making.open_pressed.connect(self._open)
        self.making.outcome.cancel_pressed.connect(self._cancel)
        self.bridge.answer_changed.connect(lambda _: self._look_again())
        self.bridge.draft_changed.connect(lambda _: self._look_again())
        self.bridge.assessment_opened.connect(self._on_opened)

    # What is shown

    def refresh(self) -> None:
        """Reads everything anew: answers, texts, what is released, whether the file is there."""
        self._stale = False
        preview = self._preview()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        profile = paper_profile(
            self.bridge, self.content, f"report_page.paper_{self._audience.value}", mirrored=mirrored
        )
        if preview is not None:
            self.leaving.show_preview(preview, profile, self._audience)
        self.leaving.setVisible(preview is not None)
        self.checks.show_checks(tuple(checks(self.bridge, preview, self._audience, self.texts)))
        self._show_choice()

    def _preview(self) -> ReportPreview | None:
        """What would leave; None, with `_why_not` saying why, where this report cannot be made."""
        self._why_not = ""
        try:
            return reporting.preview(self.bridge.session)
        except UserError as error:
            if self._audience is Audience.INTERNAL:
                return _NOTHING
            self._why_not = in_words(self.texts, error)
            return None

    def _show_choice(self) -> None:
        assessment, target = self.bridge.assessment, self.target()
        said = self.texts.text("report_page.assessment_text", centre=assessment.centre.name, round=assessment.round)
        self.making.show_choice(self._audience, said, target, why_not=self._why_not)

    def show_place(self, place: Place) -> None:
        if self._stale:
            self.refresh()
        else:
            self._show_choice()
        if place.only == SHOW_TEXTS.only:
            self.leaving.show_tab(TEXTS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.leaving.fit(self.height())

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_opened(self) -> None:
        self._audience = self._remembered_audience()
        self.making.outcome.clear()
        self.refresh()

    def _go(self, place: Place) -> None:
        if place == SHOW_TEXTS:
            self.leaving.show_tab(TEXTS)
        else:
            self.navigate(place)

    # Choices

    def _remembered_audience(self) -> Audience:
        kept = self.bridge.session.get_setting(_AUDIENCE)
        return Audience(kept) if kept in set(Audience) else Audience.DONOR

    def _on_audience(self, value: str) -> None:
        self._audience = Audience(value)
        self.bridge.session.set_setting(_AUDIENCE, value)
        self.making.outcome.clear()
        self.refresh()

    def _on_language(self, code: str) -> None:
        self._language = code

    def _release(self, texts: Sequence[TextPreview], released: bool) -> None:
        reporting.set_released(self.bridge.session, texts, released=released)
        self.refresh()

    def target(self) -> Path:
        """Where the report will go: the folder used last, or the user's documents."""
        return kept_target(self.bridge.session, _FOLDER, self._name_key(), self._suggested_name)

    def _suggested_name(self) -> str:
        assessment, texts = self.bridge.assessment, self.texts
        return report_name(
            assessment.centre.name,
            assessment.round,
            texts.text(f"report_page.name_{self._audience.value}"),
            texts.text("report_page.name", centre="{centre}", round="{round}", audience="{audience}"),
            texts.text("report_page.name_fallback"),
        )

    def _name_key(self) -> str:
        return _NAME.format(assessment=self.bridge.assessment.id, audience=self._audience.value)

    def choose_target(self) -> None:
        """Asks for name and folder, and remembers them."""
        texts = self.texts
        chosen = self._choose(self, texts.text("report_page.choose"), self.target(), texts.text("report_page.files"))
        if chosen is None:
            return
        keep_target(self.bridge.session, _FOLDER, self._name_key(), with_ending(chosen, SUFFIX))
        self.making.outcome.clear()
        self._show_choice()

    # Making it

    def save(self) -> None:
        """Makes the report off the window's thread. What it holds is fixed now, from what is on screen."""
        outcome = self.making.outcome
        outcome.start()
        try:
            data = reporting.report_data(self.bridge.session, self._audience, language=self._language)
        except UserError as error:
            outcome.fail(error)
            return
        # Without a parent: a report that is being written outlives a page that is thrown away meanwhile.
        task = Task(partial(_write, data, self.target()))
        task.progressed.connect(outcome.step)
        task.done.connect(self.making.succeed)
        task.failed.connect(outcome.fail)
        task.cancelled.connect(self._on_cancelled)
        task.finished.connect(self._on_finished)
        self._task = task
        self.making.set_busy(busy=True)
        self._runner.start(task)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_cancelled(self) -> None:
        self.making.outcome.stopped(self.texts.text("report_page.cancelled"))

    def _on_finished(self) -> None:
        self._task = None
        self.making.set_busy(busy=False)
        if self.bridge.has_assessment:
            self._show_choice()

    def _open(self, path: Path) -> None:
        if not self._open_with(path):
            self.making.outcome.say(self.texts.text("report_page.cannot_open"))


def _write(data: ReportData, target: Path, task: Task) -> object:
    """On the runner's thread: the heavy imports happen here."""
    from mrcworkbench.exchange.report import write_report

    return write_report(data, target, task)
