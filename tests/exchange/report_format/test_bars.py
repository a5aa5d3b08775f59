"""Bars are native charts: they read their lines, have words for those who do not see them, and go with their page."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.chart.bar_chart import BarChart

from mrcworkbench.exchange.report.layout import bars_on, heights, pages
from mrcworkbench.exchange.report.measure import ARIAL
from tests.exchange.report_format.sheets import Counts, counted, written

FEW: list[Counts] = [("Counselling", 503, 309), ("Held", None, None), ("Jobs", 198, 158)]
MANY: list[Counts] = [(f"Service {number}", number, 2 * number) for number in range(90)]


def charts(path: Path) -> list[BarChart]:
    return list(load_workbook(path).worksheets[0]._charts)


def test_bars_say_in_words_what_they_show(tmp_path: Path) -> None:
    with ZipFile(written(tmp_path / "bars.xlsx", counted(FEW))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert 'descr="Two services"' in drawing
    assert 'title="People by service"' in drawing
    assert all(f">{words}<" in chart for words in ("Women", "Men", "People by service"))


def test_bars_read_the_cells_of_their_lines_and_hold_the_same_numbers(tmp_path: Path) -> None:
    path = written(tmp_path / "bars.xlsx", counted(FEW))
    (chart,) = charts(path)
    sheet = load_workbook(path).worksheets[0]
    for series, column in zip(chart.series, "BC", strict=True):
        assert series.val.numRef.f == f"'People reached'!${column}$2:${column}$4"
        kept = {point.idx: float(point.v) for point in series.val.numRef.numCache.pt}
        shown = {row: cell.value for row, (cell,) in enumerate(sheet[f"{column}2:{column}4"])}
        assert kept == {row: value for row, value in shown.items() if value is not None}
    assert [point.v for point in chart.series[0].cat.strRef.strCache.pt] == ["Counselling", "Held", "Jobs"]


def test_women_are_solid_and_men_an_outline_in_the_order_of_the_lines(tmp_path: Path) -> None:
    (chart,) = charts(written(tmp_path / "bars.xlsx", counted(FEW)))
    assert (chart.barDir, chart.grouping, chart.overlap, chart.gapWidth) == ("bar", "stacked", 100, 60)
    assert chart.x_axis.scaling.orientation == "maxMin"
    assert [series.spPr.solidFill.srgbClr for series in chart.series] == ["23766F", "FFFFFF"]
    assert {series.spPr.ln.solidFill.srgbClr for series in chart.series} == {"0D4644"}
    assert (chart.x_axis.delete, chart.y_axis.delete) == (True, True)


def test_a_table_of_several_pages_has_bars_on_each_to_one_scale(tmp_path: Path) -> None:
    leaf = counted(MANY)
    parts = pages(leaf, heights(leaf, ARIAL))
    made = charts(written(tmp_path / "bars.xlsx", leaf))
    assert len(made) == len(parts) > 1
    assert {chart.y_axis.scaling.max for chart in made} == {267}
    assert [(chart.anchor._from.row, chart.anchor.to.row) for chart in made] == [
        (max(1, part.start), part.stop) for part in parts
    ]
    shown = [row for part in parts for bars in bars_on(leaf, part) for row in bars.rows]
    assert shown == MANY


def test_lines_beside_bars_are_equally_high() -> None:
    tall = heights(counted([("short", 1, 2), ("a long name of a service " * 9, 3, 4), ("short", 5, 6)]), ARIAL)
    assert len(set(tall[1:])) == 1
    assert tall[1] > tall[0]


def test_bars_grow_from_the_right_where_one_reads_from_there(tmp_path: Path) -> None:
    (chart,) = charts(written(tmp_path / "bars.xlsx", counted(FEW), language="ar"))
    assert chart.y_axis.scaling.orientation == "maxMin"
