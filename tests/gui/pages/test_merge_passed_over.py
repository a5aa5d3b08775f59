"""What is passed over, in the window: dropped folders and archives, names of any bytes, and very full folders."""

from __future__ import annotations

import csv
import os
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.gui.pages.merge import MergePage
from tests.gui.merging_support import collection, submission
from tests.gui.pages.test_merge_page import Opener, StoppingRunner
from tests.gui.pages.test_merge_page import opening as opening  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("user_data")


def drop(page: MergePage, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.view.choosing.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))


def rows(page: MergePage) -> dict[str, str]:
    """By what is shown of its name, the verdict that is shown."""
    return {
        page.view.outcome.model.words.cell(row, "file"): page.view.outcome.model.words.cell(row, "verdict")
        for row in page.view.outcome.model.rows
    }


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "from a stick").mkdir(parents=True)
    submission(folder / "centre.mrcw")
    (folder / "centre.mrcw").rename(folder / "from a stick" / "centre (1)")
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("centre.mrcw", "x")
    for name, content in (("mail.msg", b"\xd0\xcf\x11\xe0"), ("Thumbs.db", b"x"), (".DS_Store", b"x"), ("zero", b"")):
        (folder / name).write_bytes(content)
    return folder


def test_a_dropped_folder_is_read_however_deep_and_all_of_it_is_told(
    opening: Opener, tmp_path: Path, inbox: Path
) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    drop(page, inbox)
    shown = rows(page)
    assert shown.pop("centre (1)") == "New"
    assert shown == dict.fromkeys(("packed.zip", "mail.msg", "Thumbs.db", ".DS_Store", "zero"), "Passed over")
    assert list(rows(page))[-2:] == [".DS_Store", "Thumbs.db"], "what needs nobody stands last"
    counted = sum(int(number.text()) for number in page.view.outcome.totals.numbers.values())
    assert counted == int(page.view.outcome.totals.total.text()) == 6


def test_a_renamed_file_is_dropped_as_any_and_an_archive_alone_says_what_to_do(
    opening: Opener, tmp_path: Path, inbox: Path
) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    drop(page, inbox / "from a stick" / "centre (1)", inbox / "packed.zip")
    assert rows(page) == {"centre (1)": "New", "packed.zip": "Refused"}, "named, it was meant"
    page.view.outcome.table.choose(0)
    assert "unpack it" in page.view.outcome.detail.why.text()
    assert page.view.outcome.detail.copy.isVisible()


def test_the_keyboard_reaches_what_was_passed_over(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    harness, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    page.view.outcome.table.setFocus()
    seen = []
    for _ in page.view.outcome.model.rows:
        harness.settle()
        seen.append(page.view.outcome.detail.why.text())
        QTest.keyClick(page.view.outcome.table, Qt.Key.Key_Down)
    assert seen == [page.view.outcome.model.words.why(row) for row in page.view.outcome.model.rows]
    spoken = [
        page.view.outcome.model.index(place, 0).data(int(Qt.ItemDataRole.AccessibleTextRole))
        for place in range(len(seen))
    ]
    assert sum("Passed over" in one for one in spoken) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give files no such names")
def test_names_of_any_bytes_stay_on_their_line_and_can_be_saved(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    for name in (b"two\nlines.zip", b"turned\xe2\x80\xaegnp.mrcw", b"bad\xff\xfe.mrcw.txt", b"\x1b[31mred.zip"):
        Path(os.fsdecode(os.fsencode(inbox) + b"/" + name)).write_bytes(b"PK\3\4")
    _, page = opening(collection(tmp_path / "all.mrcw"), choose_target=lambda *_: tmp_path / "list.csv")
    page.take([inbox])
    mark = "\N{REPLACEMENT CHARACTER}"
    assert {f"two{mark}lines.zip", f"turned{mark}gnp.mrcw", f"bad{mark}{mark}.mrcw.txt"} <= rows(page).keys()
    for place in range(len(page.view.outcome.model.rows)):
        page.view.outcome.table.choose(place)
        assert "\n" not in page.view.outcome.detail.where.text()
        page.view.outcome.detail.copy_sentence()
        assert "\n" not in QGuiApplication.clipboard().text()
    page.view.outcome.totals.save.click()
    assert page.view.messages.wrong.isHidden()
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.reader(file))
    assert len(saved) == 1 + len(page.view.outcome.model.rows)
    page.view.outcome.totals.copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(saved)


def test_looking_through_a_very_full_folder_can_be_stopped(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    for number in range(250):
        (inbox / f"photo {number}.jpg").write_bytes(b"\xff\xd8")
    runner = StoppingRunner(0)
    harness, page = opening(collection(tmp_path / "all.mrcw"), runner=runner)
    runner.page = page
    page.take([inbox])
    assert "nothing was taken in" in page.view.messages.stopped.accessibleName()
    assert not harness.bridge.busy
    runner.before = None
    page.take([inbox])
    assert page.view.outcome.model.counts()["passed_over"] == 255
    assert page.view.shown is not None
    assert page.view.shown.report.totals[Verdict.NEW] == 1


def test_an_earlier_import_tells_of_what_was_read(opening: Opener, tmp_path: Path, inbox: Path) -> None:
    _, page = opening(collection(tmp_path / "all.mrcw"))
    page.take([inbox])
    page.view.act.go.click()
    assert page.view.outcome.model.counts()["passed_over"] == 5
    page.view.start_over()
    page.view.log.files[0].click()
    assert list(rows(page).values()) == ["New"]
    assert "passed over" not in page.view.outcome.totals.accessibleName()
    assert "1 file read" in page.view.outcome.totals.accessibleName()
