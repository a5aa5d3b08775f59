"""The report as a file that is made: for whom, in which language, and its name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout

from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report import data_to_write, spare_files
from mrcworkbench.gui.making.languages import add_language_choice
from mrcworkbench.gui.making.way_out import Job, Told, WayOut
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.outside.destinations import is_there
from mrcworkbench.gui.pages.report.files import BESIDE, ReportFiles, beside, write_files
from mrcworkbench.gui.pages.report.names import SUFFIX, report_name
from mrcworkbench.gui.widgets import label, line
from mrcworkbench.services.made_reports import note

_AUDIENCE = "report_audience"
"""Setting of the file: for whom the last one was."""
_YES, _NO = "yes", "no"
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
        self.ticks = {kind: self._tick(kind) for kind in BESIDE}
        ticks = QVBoxLayout()
        ticks.setSpacing(6)
        for tick in self.ticks.values():
            ticks.addWidget(tick)
        body.addLayout(ticks)
        self.locked = [*self.audiences.values(), *self.ticks.values()]
        if self.language is not None:
            self.locked.append(self.language)
            self.language.activated.connect(lambda _: self.chosen.emit())
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

    def _tick(self, kind: str) -> QCheckBox:
        tick = QCheckBox(self.say(f"with_{kind}"))
        tick.setObjectName(f"report:{kind}")
        tick.clicked.connect(lambda on: self._choose(kind, on))
        return tick

    def wants(self, kind: str) -> bool:
        """Whether the annex or the PDF is made too: as chosen last for this audience; at first the annex is."""
        kept = self.bridge.session.settings.get(f"report_{kind}:{self.audience.value}")
        return kept == _YES if kept else kind == "annex"

    def _choose(self, kind: str, on: bool) -> None:
        self.bridge.session.settings.set(f"report_{kind}:{self.audience.value}", _YES if on else _NO)
        self.chosen.emit()

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
        for kind, tick in self.ticks.items():
            tick.setChecked(self.wants(kind))
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

    def replaces(self, target: Path) -> bool:
        return any(map(is_there, self.files(target)))

    def files(self, target: Path) -> list[Path]:
        """All that will be made: the report, and what is ticked beside it."""
        return [target, *(beside(target, kind) for kind in self.ticks if self.wants(kind))]

    def data(self) -> ReportData:
        """What the report holds, from what is on screen. Raises `UserError` where it cannot be made."""
        language = self.content.language if self.language is None else str(self.language.currentData())
        return data_to_write(self.bridge.session, self.audience, language=language)

    def work(self, target: Path) -> Job:
        """What it holds is fixed now, from what is on screen."""
        self._made_of = self._open_now()
        spare_files(self.bridge.session.path, self.files(target))
        return partial(write_files, self.data(), target, [kind for kind in self.ticks if self.wants(kind)])

    def told(self, made: ReportFiles) -> Told:
        """Notes the report too, now that it is there: by its number it is known again."""
        names = [file.name for file in made.files]
        folder = QDir.toNativeSeparators(str(made.files[0].parent))
        where = self.texts.plural("report_page.saved_text", len(names), names="\n".join(names), folder=folder)
        missing = [
            self.say(
                "not_made", name=file.name, why=in_words(self.texts, error) if error else self.say("stopped_there")
            )
            for file, error in made.missing
        ]
        missing += self._noted(made)
        details = self.texts.plural(
            "report_page.receipt",
            len(made.report.sheets),
            cells=sum(sheet.cells for sheet in made.report.sheets),
            fingerprint=made.report.sha256[:_FINGERPRINT],
        )
        return Told(made.files[0], where, note="\n".join(missing), details=details)

    def _noted(self, made: ReportFiles) -> list[str]:
        """Nothing where it was noted; else that it was not, for another file may be open by now, or the disk full."""
        if not made.data.number:
            return []
        try:
            if self._made_of == self._open_now():
                note(self.bridge.session, made.data, made.report.sha256)
                return []
        except UserError as error:
            return [self.say("not_noted"), in_words(self.texts, error)]
        return [self.say("not_noted")]

    def _open_now(self) -> tuple[object, str] | None:
        """The assessment that is open, of which file."""
        return (self.bridge.session, self.bridge.assessment.id) if self.bridge.has_assessment else None
