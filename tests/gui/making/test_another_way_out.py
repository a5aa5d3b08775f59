"""Another kind of file is made by one class and its texts: everything else is there already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.errors import UserError
from mrcworkbench.gui.making.page import MakingPage
from mrcworkbench.gui.making.way_out import Job, Told, WayOut
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner, Task
from tests.gui.pages_support import Harness, MemorySession

TEXTS = {
    "title": "Letter",
    "lead": "A letter to a partner.",
    "make": "What to make",
    "change": "Change…",
    "replaces": "A letter of this name is there.",
    "choose": "Where to save the letter",
    "files": "Text files (*.txt)",
    "button": "Write the letter",
    "working": "Writing",
    "stopped": "Stopped. Nothing was written.",
    "failed": "The letter is not written",
    "saved": "The letter is written",
    "cannot_open": "Nothing opens it.",
    "open": "Open",
    "folder": "Show in folder",
}


class Letter(WayOut):
    name, suffix = "letter", ".txt"

    def suggested_name(self) -> str:
        return "Letter.txt"

    def work(self, target: Path) -> Job:
        centre = self.bridge.assessment.centre.name

        def write(task: Task) -> Path:
            task.step(1, 2)
            target.write_text(f"Dear {centre}", "utf-8")
            return target

        return write

    def told(self, made: Path) -> Told:
        return Told(made, made.name)


class LetterPage(MakingPage):
    """Of these eight lines each page of its own needs some."""

    name = "letter"


class _Content(Content):
    @property
    def texts(self) -> Catalogue:
        known = super().texts
        real = known.text

        def text(key: str, **facts: object) -> str:
            page, _, rest = key.partition(".")
            return TEXTS[rest] if page == "letter_page" else real(key, **facts)

        known.text = text  # type: ignore[method-assign]
        return known


class _Cancelling(DirectRunner):
    """Presses cancel as soon as the work has begun."""

    page: MakingPage

    def start(self, task: Task) -> None:
        self.page.making.outcome.cancel.click()
        task.cancel()
        super().start(task)


@pytest.fixture
def harness(qapp: QApplication) -> Iterator[Harness]:
    made = Harness(qapp, MemorySession(), content=_Content())
    made.bridge.session.settings.set("letter_folder", "")
    yield made
    made.close()


def _shown(harness: Harness, folder: Path, **options: object) -> MakingPage:
    harness.bridge.session.settings.set("letter_folder", str(folder))
    context = harness.context(**{"runner": DirectRunner(), **options})
    page = LetterPage(context, Letter(context))
    page.set_cards()
    harness.show(page)
    page.maker.show()
    return page


def test_it_is_made_told_and_opened(harness: Harness, tmp_path: Path) -> None:
    opened: list[Path] = []
    page = _shown(harness, tmp_path, open_with=lambda path: opened.append(path) is not None)
    assert page.maker.target() == tmp_path / "Letter.txt"
    page.making.button.click()
    assert (tmp_path / "Letter.txt").read_text("utf-8") == "Dear Port Velira"
    assert page.making.outcome.receipt.isVisible()
    assert not page.making.file.replaces.isVisible(), "that it is there is no news now"
    page.making.after["folder"].click()
    assert opened == [tmp_path]
    assert "Nothing opens it." in page.making.outcome.note.accessibleName()


def test_another_place_is_asked_for_and_kept(harness: Harness, tmp_path: Path) -> None:
    (tmp_path / "Other.txt").write_text("there", "utf-8")
    page = _shown(harness, tmp_path, choose=lambda *_: tmp_path / "Other")
    page.making.file.change.click()
    assert page.maker.target() == tmp_path / "Other.txt"
    assert page.making.file.replaces.isVisible()
    assert harness.bridge.session.settings.get("letter_name") == "Other.txt"


def test_a_cancel_leaves_nothing_and_is_said(harness: Harness, tmp_path: Path) -> None:
    runner = _Cancelling()
    page = runner.page = _shown(harness, tmp_path, runner=runner)
    page.making.button.click()
    assert not (tmp_path / "Letter.txt").exists()
    assert TEXTS["stopped"] in page.making.outcome.note.accessibleName()
    assert page.making.button.isEnabled()


def test_what_cannot_be_made_is_said_in_the_card(
    harness: Harness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Job:
        raise UserError("no_centre_in_file")

    monkeypatch.setattr(Letter, "work", refuse)
    page = _shown(harness, tmp_path)
    page.making.button.click()
    assert page.making.outcome.error.isVisible()
    assert page.making.button.isEnabled()
