"""The export page: what is chosen, what is written and said, how it is stopped."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from mrcworkbench.gui.session.tasks import Task
from tests.collections_of_centres import Made
from tests.gui.collection_support import gathered
from tests.gui.window_support import Desktop


@pytest.fixture(scope="session")
def made_collection(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    return gathered(tmp_path_factory.mktemp("export"))


@pytest.fixture
def page(desktop: Desktop, made_collection: tuple[Path, Made], tmp_path: Path):
    desktop.begin(Path(shutil.copy(made_collection[0], tmp_path / "collection.mrcw")))
    made = desktop.go("export")
    made.way.choose = lambda *_: tmp_path / "all"
    made.way.choose_folder = lambda *_: tmp_path
    made.maker.choose_target()
    return made


def test_a_workbook_is_written_and_read_back(page, desktop: Desktop, tmp_path: Path) -> None:
    assert page.maker.target() == tmp_path / "all.xlsx"
    page.making.button.click()
    desktop.settle()
    assert (tmp_path / "all.xlsx").is_file()
    outcome = page.making.outcome
    assert outcome.receipt.isVisible()
    assert "all.xlsx" in outcome.where.text()
    assert "have withdrawn" in outcome.facts.text()
    assert not page.making.file.replaces.isVisible()  # its receipt says that it is there
    page.maker.choose_anew()
    assert page.making.file.replaces.isVisible()


def test_csv_files_are_written_with_hashtags_if_wanted(page, desktop: Desktop, tmp_path: Path) -> None:
    page.way.formats.chosen.emit("csv")
    page.way.hxl.click()
    page.maker.choose_target()
    folder = page.maker.target()
    assert folder.parent == tmp_path
    page.making.button.click()
    desktop.settle()
    lines = (folder / "centres.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("#")
    page.maker.choose_anew()
    assert page.making.file.replaces.isVisible()  # the folder is there now


def test_a_hidden_file_of_the_system_is_no_obstacle(page, desktop: Desktop) -> None:
    page.way.formats.chosen.emit("csv")
    page.maker.choose_target()
    for _ in range(2):
        page.making.button.click()
        desktop.settle()
        assert page.making.outcome.receipt.isVisible()
        (page.maker.target() / ".DS_Store").touch()
    assert (page.maker.target() / ".DS_Store").exists()


def test_a_folder_of_somebodys_own_is_refused_and_not_called_an_export(page, desktop: Desktop) -> None:
    page.way.formats.chosen.emit("csv")
    page.maker.choose_target()
    page.maker.target().mkdir()
    own = page.maker.target() / "centres.csv"
    own.write_text("my,own,list", "utf-8")
    page.maker.choose_target()
    assert not page.making.file.replaces.isVisible()
    page.making.button.click()
    desktop.settle()
    assert page.making.outcome.error.isVisible()
    assert not page.making.outcome.receipt.isVisible()
    assert own.read_text("utf-8") == "my,own,list"


def test_choices_are_kept_with_the_database(page, desktop: Desktop) -> None:
    page.way.formats.chosen.emit("csv")
    page.way.hxl.click()
    assert (page.way.format, page.way.wants_hxl) == ("csv", True)
    page.way.hxl.click()
    assert not page.way.wants_hxl


class Late:
    """Runs a task only when told."""

    def __init__(self) -> None:
        self.task: Task | None = None

    def start(self, task: Task) -> None:
        self.task = task


def test_a_stopped_export_leaves_nothing(page, desktop: Desktop, tmp_path: Path) -> None:
    late = page.maker.work._runner = Late()
    page.making.button.click()
    assert not page.making.button.isEnabled()
    assert page.making.outcome.progress.isVisible()
    page.making.outcome.cancel.click()
    late.task.run()
    desktop.settle()
    assert page.making.button.isEnabled()
    assert page.making.outcome.note.isVisible()
    left = [path.name for path in tmp_path.iterdir() if path.is_file()]
    assert [name for name in left if not name.endswith(".open")] == ["collection.mrcw"]


def test_a_failure_is_said_in_the_card(page, desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").mkdir()
    page.making.button.click()
    desktop.settle()
    assert page.making.outcome.error.isVisible()
    assert not page.making.outcome.receipt.isVisible()


def test_what_the_system_cannot_open_is_said(page, desktop: Desktop) -> None:
    opened: list[Path] = []

    def refuse(path: Path) -> bool:
        opened.append(path)
        return False

    page.maker._context = replace(page.context, open_with=refuse)
    page.making.button.click()
    desktop.settle()
    page.making.after["open"].click()
    assert opened == [page.maker.target()]
    assert page.making.outcome.note.isVisible()


def test_answers_that_cannot_be_read_are_named_under_the_receipt(page, desktop: Desktop) -> None:
    with closing(sqlite3.connect(desktop.bridge.session.path)) as raw, raw:
        raw.execute("UPDATE units SET value = 'x' WHERE question = 'resp_consent' AND row = ''")
    page.making.button.click()
    desktop.settle()
    outcome = page.making.outcome
    assert outcome.receipt.isVisible()
    assert "(resp_consent)" in outcome.note.accessibleName()
