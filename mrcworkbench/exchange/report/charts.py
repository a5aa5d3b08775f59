"""Bars beside the lines of a table, as native charts that read the cells of their lines."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, RegularTextRun, RichTextProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.exchange.report.layout import Bars
from mrcworkbench.exchange.report.looks import WHITE

SOLID, EDGE = "23766F", "0D4644"
_EDGE_WIDTH = 9525
"""Three quarters of a point, in the units of drawings."""
_GAP = 60
"""Between two bars, in percent of a bar."""
_UNSEEN = 100
"""The size of the title in hundredths of a point: for screen readers only, the words stand beside the bars."""


class _DescribedAnchor(TwoCellAnchor):
    """An anchor that gives its chart a name and a description for those who cannot see it."""

    tagname = TwoCellAnchor.tagname
    __elements__ = TwoCellAnchor.__elements__

    def describe(self, bars: Bars) -> None:
        self._bars = bars

    def __setattr__(self, key: str, value: object) -> None:
        super().__setattr__(key, value)
        if key == "graphicFrame" and value is not None:
            properties = value.nvGraphicFramePr.cNvPr  # type: ignore[attr-defined]
            properties.name, properties.title, properties.descr = self._bars.title, self._bars.title, self._bars.spoken


def place(worksheet: Worksheet, bars: Bars) -> None:
    """Put the bars on the sheet, beside their lines."""
    anchor = _DescribedAnchor(
        editAs="twoCell",
        _from=AnchorMarker(row=bars.first, col=bars.left - 1),
        to=AnchorMarker(row=bars.last + 1, col=bars.right),
    )
    anchor.describe(bars)
    chart = _chart(bars, str(worksheet.title), from_right=bool(worksheet.sheet_view.rightToLeft))
    chart.anchor = anchor  # type: ignore[assignment]
    worksheet.add_chart(chart)


def _chart(bars: Bars, sheet: str, *, from_right: bool) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, _GAP
    chart.title, chart.legend = _title(bars.title), None
    chart.x_axis.delete = chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, max(1, bars.full)
    chart.y_axis.scaling.orientation = "maxMin" if from_right else "minMax"
    chart.layout = Layout(
        manualLayout=ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0, y=0, w=0.995, h=1)
    )
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.roundedCorners = False
    labels, women, men = zip(*bars.rows, strict=True)
    for number, (name, fill, values) in enumerate(zip(bars.names, (SOLID, WHITE), (women, men), strict=True)):
        series = Series(
            idx=number,
            order=number,
            tx=SeriesLabel(v=name),
            cat=AxDataSource(strRef=StrRef(_range(bars, sheet, 0), _texts(labels))),
            val=NumDataSource(numRef=NumRef(_range(bars, sheet, number + 1), _numbers(values))),
        )
        series.spPr = GraphicalProperties(solidFill=fill, ln=LineProperties(solidFill=EDGE, w=_EDGE_WIDTH))
        chart.series.append(series)
    return chart


def _range(bars: Bars, sheet: str, which: int) -> str:
    column = get_column_letter(bars.cells[which])
    return f"{quote_sheetname(sheet)}!${column}${bars.first + 1}:${column}${bars.last + 1}"


def _texts(texts: Sequence[str]) -> StrData:
    return StrData(ptCount=len(texts), pt=[StrVal(idx=number, v=text) for number, text in enumerate(texts)])


def _numbers(numbers: Sequence[int | None]) -> NumData:
    known = [NumVal(idx=place, v=number) for place, number in enumerate(numbers) if number is not None]
    return NumData(formatCode="General", ptCount=len(numbers), pt=known)


def _title(words: str) -> Title:
    looks = CharacterProperties(sz=_UNSEEN, solidFill=WHITE)
    text = RichText(bodyPr=RichTextProperties(), p=[Paragraph(r=[RegularTextRun(rPr=looks, t=words)])])
    title = Title(tx=Text(rich=text), overlay=True)
    title.layout = Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0, y=0))
    return title
