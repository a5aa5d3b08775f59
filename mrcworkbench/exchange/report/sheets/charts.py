"""Native charts:

one for each dimension, one block for each criterion, stacked on its level. No mean, no sum, no rank.
"""

from __future__ import annotations

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.domain.scoring.results import LEVELS, CriterionScore
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import FONT, INK, LEVEL_FILL, LEVEL_INK, LINE_STRONG, OUTLINE, WHITE
from mrcworkbench.exchange.report.sheets.profile import FIRST_LEVEL_COLUMN, OPEN_COLUMN, Profile

_POINT = 12700
"""English metric units in a point."""
_CATEGORIES = len(LEVELS) + 1


class _DescribedAnchor(TwoCellAnchor):
    """An anchor that gives its chart a name and a description for those who cannot see it."""

    tagname = TwoCellAnchor.tagname
    __elements__ = TwoCellAnchor.__elements__

    def describe(self, name: str, description: str) -> None:
        self._name, self._description = name, description

    def __setattr__(self, key: str, value: object) -> None:
        super().__setattr__(key, value)
        if key == "graphicFrame" and value is not None:
            properties = value.nvGraphicFramePr.cNvPr  # type: ignore[attr-defined]
            properties.name, properties.descr = self._name, self._description


def place(
    worksheet: Worksheet, chart: BarChart, corner: tuple[int, int], end: tuple[int, int], name: str, description: str
) -> None:
    """Put a chart on cells: `corner` and `end` as (row, column), counted from 1; `end` is outside the chart."""
    anchor = _DescribedAnchor(
        editAs="oneCell",
        _from=AnchorMarker(row=corner[0] - 1, col=corner[1] - 1),
        to=AnchorMarker(row=end[0] - 1, col=end[1] - 1),
    )
    anchor.describe(name, description)
    chart.anchor = anchor  # type: ignore[assignment]
    worksheet.add_chart(chart)


def blocks(book: Book, profile: Profile, dimension: str, title: str, highest: int) -> BarChart:
    """The picture of one dimension. `highest` is the height of the axis, equal in all pictures."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 18
    chart.title = _title(title)
    chart.legend = None
    chart.x_axis.delete = False
    chart.x_axis.number_format = "@"
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.txPr = _text(900, INK)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=_line(LINE_STRONG))
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = 0, highest, 1
    chart.layout = Layout(manualLayout=ManualLayout(x=0.04, y=0.17, w=0.92, h=0.78, xMode="edge", yMode="edge"))
    for criterion in book.data.criteria.criteria:
        if criterion.dimension == dimension and book.data.score.by_id[criterion.id].applicable:
            score = book.data.score.by_id[criterion.id]
            chart.series.append(_block(book, profile, criterion.id, criterion.number, score, len(chart.series)))
    return chart


def _block(book: Book, profile: Profile, criterion: str, number: int, score: CriterionScore, position: int) -> Series:
    """A series with one value: the criterion, on its level. The label is the number of the criterion."""
    sheet, row = profile.sheet, profile.rows[criterion]
    level = len(LEVELS) if score.level is None else score.level
    values = NumData(formatCode="General", ptCount=_CATEGORIES, pt=[NumVal(idx=level, v=1)])
    names = [*(str(number) for number in LEVELS), book.words.say("mark_open")]
    series = Series(
        idx=position,
        order=position,
        tx=SeriesLabel(strRef=StrRef(sheet.address(row, 1), StrData(ptCount=1, pt=[StrVal(idx=0, v=str(number))]))),
        cat=AxDataSource(
            strRef=StrRef(
                sheet.span(profile.header_row, profile.header_row, FIRST_LEVEL_COLUMN, OPEN_COLUMN),
                StrData(ptCount=_CATEGORIES, pt=[StrVal(idx=place, v=name) for place, name in enumerate(names)]),
            )
        ),
        val=NumDataSource(numRef=NumRef(sheet.span(row, row, FIRST_LEVEL_COLUMN, OPEN_COLUMN), values)),
    )
    outlined = score.level is None or score.hollow or score.level == 0
    edge = OUTLINE if score.hollow else LINE_STRONG if outlined else WHITE
    series.spPr = GraphicalProperties(
        solidFill=WHITE if outlined or score.level is None else LEVEL_FILL[score.level],
        ln=_line(edge, 1.5 if score.hollow else 0.75, dashed=score.level is None),
    )
    ink = INK if outlined or score.level is None else LEVEL_INK[score.level]
    series.dLbls = DataLabelList(
        showSerName=True, showVal=False, showCatName=False, showLegendKey=False, showPercent=False, dLblPos="ctr"
    )
    series.dLbls.txPr = _text(800, ink)
    return series


def _line(colour: str, width: float = 0.75, *, dashed: bool = False) -> LineProperties:
    return LineProperties(solidFill=colour, w=int(width * _POINT), prstDash="dash" if dashed else None)


def _text(size: int, colour: str, *, bold: bool = False) -> RichText:
    """Text properties; `size` in hundredths of a point."""
    properties = _characters(size, colour, bold=bold)
    return RichText(
        bodyPr=RichTextProperties(),
        p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)],
    )


def _characters(size: int, colour: str, *, bold: bool) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT), cs=Font(typeface=FONT))


def _title(words: str) -> Title:
    properties = _characters(1100, INK, bold=True)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=properties), r=[RegularTextRun(rPr=properties, t=words)])
    title = Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph])), overlay=False)
    title.layout = Layout(manualLayout=ManualLayout(x=0.03, y=0.02, xMode="edge", yMode="edge"))
    return title
