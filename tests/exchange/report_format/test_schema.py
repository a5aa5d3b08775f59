"""Every part of both workbooks is valid by the published schemas, whatever was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.exchange.report import write_annex, write_report
from mrcworkbench.exchange.report.looks import Look
from mrcworkbench.exchange.report.receipts import ReportReceipt
from mrcworkbench.exchange.report.styles import Styles
from tests.exchange.report_format.sheets import counted, written
from tests.reports import Marked, source
from tests.schemas.office_open_xml import faults

HOSTILE = '  <b>& "x"\n\n]]>\t\u0645\u0631\u062d\u0628\u0627 \U0001f600 _x0041_ '
ORDER = ["b", "i", "strike", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme"]


@pytest.mark.parametrize("write", [write_report, write_annex])
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("answered", [False, True])
def test_all_parts_are_valid(
    write: Callable[[ReportData, Path], ReportReceipt],
    audience: Audience,
    answered: bool,
    texts: Catalogue,
    tmp_path: Path,
) -> None:
    answers = Marked(Random(11)).answers() if answered else {}
    write(prepare(source(answers, centre=HOSTILE, round=HOSTILE), audience, texts), tmp_path / "book.xlsx")
    assert faults(tmp_path / "book.xlsx") == []


def test_bars_and_sheets_that_are_read_from_the_right_are_valid(tmp_path: Path) -> None:
    rows = [(HOSTILE, 3, None), ("b", 5, 6)]
    assert faults(written(tmp_path / "book.xlsx", counted(rows), language="ar")) == []


def test_what_stands_in_a_font_is_in_the_order_of_excel(rich_workbook: Path) -> None:
    with ZipFile(rich_workbook) as archive:
        styles = archive.read("xl/styles.xml").decode()
    fonts = [re.findall(r"<(\w+)", font) for font in re.findall(r"<font>(.*?)</font>", styles)]
    assert len(fonts) > 5
    assert all(font == sorted(font, key=ORDER.index) for font in fonts)


def test_the_check_finds_what_is_wrong(rich_workbook: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    with ZipFile(rich_workbook) as archive, ZipFile(broken, "w") as made:
        for name in archive.namelist():
            made.writestr(name, archive.read(name).replace(b"<sheetData>", b"<sheetData><wrong/>"))
    assert any("wrong" in fault for fault in faults(broken))


@pytest.mark.parametrize(("mirrored", "side"), [(False, b"left"), (True, b"right")])
def test_where_sheets_read_from_the_right_texts_begin_at_the_right(*, mirrored: bool, side: bytes) -> None:
    """Programs keep left and right inside a cell as they are written."""
    styles = Styles(mirrored=mirrored)
    styles.number(Look(horizontal="left"))
    assert b'<alignment horizontal="%s"' % side in styles.xml()
