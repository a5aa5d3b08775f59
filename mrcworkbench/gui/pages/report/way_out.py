"""The report as a file that is made: for whom, in which language, and its name."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout

from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.gui.making.languages import add_language_choice
from mrcworkbench.gui.making.way_out import Job, Told, WayOut
from mrcworkbench.gui.pages.report.names import SUFFIX, report_name
from mrcworkbench.gui.widgets import label, line
from mrcworkbench.services.reporting import report_data

if TYPE_CHECKING:
    from mrcworkbench.exchange.report.receipts import ReportReceipt
    from mrcworkbench.gui.session.tasks import Task

_AUDIENCE = "report_audience"
"""Setting of the file: for whom the last one was."""
_INDENT, _FINGERPRINT = 32, 12


class ReportFile(WayOut):
    """`reason` is why this report cannot be made, as whoever looks at what it would hold finds out."""

    name, suffix = "report", SUFFIX
    reason = ""

    def fill(self, body: QVBoxLayout) -> None:
        body.addWidget(label(self.say("for_whom"), "secondary", "muted", "medium"))
        self._group = QButtonGroup(self)
        self.audiences = {audience: self._audience(audience, body) for audience in Audience}
        self.language = add_language_choice(body, self.say("language"))
        self.locked = [*self.audiences.values(), *([] if self.language is None else [self.language])]
        body.addWidget(line())
        self.assessment = label("", "secondary", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(self.say("assessment"), "caption", "muted"))
        column.addWidget(self.assessment)
        body.addLayout(column)

    def _audience(self, audience: Audience, body: QVBoxLayout) -> QRadioButton:
        button = QRadioButton(self.say(audience.value))
        button.setObjectName(f"audience:{audience.value}")
        explained = label(self.say(f"{audience.value}_text"), "secondary", "muted", wrap=True)
        button.setAccessibleDescription(explained.text())
        button.clicked.connect(lambda: self._choose_audience(audience))
        self._group.addButton(button)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(button)
        inner = QHBoxLayout()
        inner.setContentsMargins(_INDENT, 0, 0, 0)
        inner.addWidget(explained)
        column.addLayout(inner)
        body.addLayout(column)
        return button

    @property
    def audience(self) -> Audience:
        kept = self.bridge.session.settings.get(_AUDIENCE)
        return Audience(kept) if kept in set(Audience) else Audience.DONOR

    def _choose_audience(self, audience: Audience) -> None:
        self.bridge.session.settings.set(_AUDIENCE, audience.value)
        self.chosen.emit()

    def show(self) -> None:
        assessment = self.bridge.assessment
        self.audiences[self.audience].setChecked(True)
        self.assessment.setText(self.say("assessment_text", centre=assessment.centre.name, round=assessment.round))

    def why_not(self) -> str:
        return self.reason

    def variant(self) -> str:
        return f"{self.bridge.assessment.id}:{self.audience.value}"

    def suggested_name(self) -> str:
        assessment = self.bridge.assessment
        pattern = self.say("name", centre="{centre}", round="{round}", audience="{audience}")
        audience = self.say(f"name_{self.audience.value}")
        return report_name(assessment.centre.name, assessment.round, audience, pattern, self.say("name_fallback"))

    def work(self, target: Path) -> Job:
        """What it holds is fixed now, from what is on screen."""
        language = self.content.language if self.language is None else str(self.language.currentData())
        return partial(_write, report_data(self.bridge.session, self.audience, language=language), target)

    def told(self, made: ReportReceipt) -> Told:
        facts = self.texts.plural(
            "report_page.receipt",
            len(made.sheets),
            cells=sum(sheet.cells for sheet in made.sheets),
            fingerprint=made.sha256[:_FINGERPRINT],
        )
        folder = QDir.toNativeSeparators(str(made.path.parent))
        return Told(made.path, self.say("saved_text", name=made.path.name, folder=folder), facts)


def _write(data: ReportData, target: Path, task: Task) -> object:
    """On the runner's thread: the heavy imports happen here."""
    from mrcworkbench.exchange.report import write_report

    return write_report(data, target, task)
