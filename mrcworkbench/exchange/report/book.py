"""A workbook while it is written: its sheets, its words, and where its check sheet finds what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench import clocks
from mrcworkbench.content.directions import reads_from_right
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.domain.texts import Texts
from mrcworkbench.exchange.report.cells import Cells
from mrcworkbench.exchange.report.layout import Leaf
from mrcworkbench.exchange.report.looks import LINK, PLAIN_QUIET, SAMPLE, TITLE
from mrcworkbench.exchange.report.page_edges import set_edges
from mrcworkbench.exchange.report.sheet import Sheet
from mrcworkbench.exchange.report.styles import Styles
from mrcworkbench.exchange.report.words import Words

_CONTENTS = "contents"
LONGEST_TITLE = 31
"""Excel's limit for the name of a sheet."""


class Book:
    """The report or its annex for one audience, as it grows.

    `titles` are those of the sheets that links may lead to, by name; `leaves` the sheets of the report, for the annex
    tells their texts; `spans` the columns that formulas count, by sheet and column.
    """

    def __init__(self, data: ReportData, texts: Texts) -> None:
        self.data = data
        self.words = Words(texts)
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.cells: list[Cells] = []
        self.sheets: list[Sheet] = []
        self.titles: Mapping[str, str] = {}
        self.leaves: Sequence[Leaf] = ()
        self.spans: dict[tuple[str, str], str] = {}
        self.is_mirrored = reads_from_right(data.language)
        self.styles = Styles(mirrored=self.is_mirrored)
        self.cut_mark = self.words.say("cut")

    @property
    def for_donor(self) -> bool:
        return self.data.audience is Audience.DONOR

    def page(self, title: str) -> tuple[Worksheet, Cells]:
        """A new worksheet with its cells."""
        worksheet = self.workbook.create_sheet(title[:LONGEST_TITLE])
        worksheet.sheet_view.showGridLines = False
        worksheet.sheet_view.rightToLeft = self.is_mirrored or None
        cells = Cells()
        self.cells.append(cells)
        return worksheet, cells

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """A new sheet of the annex, ready to print. `name` finds its title in the texts."""
        title = self.words.annex(f"sheet_{name}")
        worksheet, cells = self.page(title)
        sheet = Sheet(worksheet, cells, self.styles, widths, self.cut_mark)
        sheet.print_as(landscape=landscape)
        self.head_and_foot(worksheet, title)
        self.sheets.append(sheet)
        return sheet

    def head_and_foot(self, worksheet: Worksheet, title: str, *, has_header: bool = True) -> None:
        """Centre and sheet above each page, for whom and which page below."""
        head = (self.words.head_line(self.data), title)
        foot = (self.words.foot_line(self.data), self.words.say("page"))
        set_edges(worksheet, head, foot, on_first=has_header)

    def top(self, sheet: Sheet, name: str, lead: str | None = None) -> None:
        """The title of a sheet, and one or two sentences that say how to read it."""
        sheet.wide(self.words.annex(f"title_{name}"), TITLE)
        if self.data.is_sample:
            sheet.wide(self.sample_line, SAMPLE)
        sheet.wide(lead if lead is not None else self.words.annex(f"lead_{name}"), PLAIN_QUIET)
        contents = self.titles.get(_CONTENTS)
        if contents is not None and contents != sheet.title:
            sheet.wide(self.words.annex("to_contents"), LINK, to=contents)
        sheet.skip()

    @property
    def sample_line(self) -> str:
        """Of a sample, what it is."""
        return self.words.say("sample_made_up" if self.data.is_practice else "sample")

    def finish(self) -> Workbook:
        """The workbook, ready to be saved; its properties name no person and no path."""
        properties = self.workbook.properties
        properties.creator = self.words.say("program")
        properties.lastModifiedBy = None
        properties.created = properties.modified = clocks.now().replace(tzinfo=None)
        properties.title = self.words.say("property_title")
        properties.language = self.data.language
        self.workbook.active = 0
        return self.workbook
