"""The workbook while it is written: its sheets, its words, and what its check sheet will recount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font

from mrcworkbench import clocks
from mrcworkbench.content.directions import reads_from_right
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.domain.texts import Texts
from mrcworkbench.exchange.report.looks import FONT, PLAIN_QUIET, SAMPLE, SIZE, TITLE, Styles
from mrcworkbench.exchange.report.sheet import Sheet
from mrcworkbench.exchange.report.words import Words

_LONGEST_TITLE = 31
"""Excel's limit for the name of a sheet."""


@dataclass(frozen=True, slots=True)
class Recount:
    """A stored number, and the formula that recounts it from other cells."""

    label: str
    stored: int
    formula: str


class Book:
    """The report for one audience, as it grows. The sheets add to `checks` in their order."""

    def __init__(self, data: ReportData, texts: Texts) -> None:
        self.data = data
        self.words = Words(texts)
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        # The widths of columns are counted in digits of this font.
        normal = self.workbook._named_styles["Normal"]  # type: ignore[attr-defined]  # noqa: SLF001 - no public name
        normal.font = Font(name=FONT, size=SIZE)
        self.sheets: list[Sheet] = []
        self.checks: list[Recount] = []
        self._styles = Styles(self.workbook)

    @property
    def for_donor(self) -> bool:
        return self.data.audience is Audience.DONOR

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True, one_page: bool = False) -> Sheet:
        """A new sheet, ready to print. `name` finds its title in the texts."""
        data, words = self.data, self.words
        worksheet = self.workbook.create_sheet(words.say(f"sheet_{name}")[:_LONGEST_TITLE])
        sheet = Sheet(worksheet, self._styles, widths, words.say("cut"))
        if reads_from_right(data.language):
            worksheet.sheet_view.rightToLeft = True
        centre = words.say("header_sample", centre=data.centre) if data.is_sample else data.centre
        sheet.print_as(
            landscape=landscape,
            left=words.say("header", centre=centre, round=data.round),
            right=words.say(f"sheet_{name}"),
            foot=words.say(
                "footer",
                audience=words.say("for_donor" if self.for_donor else "for_internal"),
                date=data.made_on.isoformat(),
            ),
            page=words.say("page"),
            one_page=one_page,
        )
        self.sheets.append(sheet)
        return sheet

    def top(self, sheet: Sheet, name: str, lead: str | None = None) -> None:
        """The title of a sheet, and one or two sentences that say how to read it."""
        sheet.wide(self.words.say(f"title_{name}"), TITLE)
        if self.data.is_sample:
            sheet.wide(self.sample_line, SAMPLE)
        sheet.wide(lead if lead is not None else self.words.say(f"lead_{name}"), PLAIN_QUIET)
        sheet.skip()

    @property
    def sample_line(self) -> str:
        """Of a sample, what it is."""
        return self.words.say("sample_made_up" if self.data.is_practice else "sample")

    def check(self, label: str, stored: int, formula: str) -> None:
        """Let the check sheet recount a number that stands on another sheet."""
        self.checks.append(Recount(label, stored, formula))

    def finish(self) -> Workbook:
        """The workbook, ready to be saved; its properties name no person and no path."""
        self._styles.finish()
        properties = self.workbook.properties
        properties.creator = self.words.say("program")
        properties.lastModifiedBy = None
        properties.created = properties.modified = clocks.now().replace(tzinfo=None)
        properties.title = self.words.say("property_title")
        self.workbook.active = 0
        return self.workbook
