"""Submitting in the window: what leaves, what is open, the file, its receipt, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.gui.pages.submit import SubmitPage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner, Task
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow
from mrcworkbench.services.session.rounds import new_round
from mrcworkbench.services.session.session import open_session
from mrcworkbench.systems import path_problem
from tests.gui.merging_support import TEXT, collection, edited, merged, opened, submission
from tests.gui.pages_support import Harness, cut, long_content
from tests.gui.submit_support import make

Opener = Callable[..., tuple[Harness, SubmitPage]]


class CancellingRunner:
    """Presses cancel before the work begins, and then runs it."""

    page: SubmitPage | None = None

    def start(self, task: Task) -> None:
        if self.page is not None and self.page.maker.work.running:
            self.page.making.outcome.cancel.click()
        task.run()


@pytest.fixture
def opening(qapp: QApplication, user_data: Path, tmp_path: Path) -> Iterator[Opener]:
    made: list[Harness] = []

    def make(path: Path, content: Content | None = None, **options: object) -> tuple[Harness, SubmitPage]:
        harness = Harness(qapp, opened(path), content=content)  # type: ignore[arg-type]
        harness.bridge.session.settings.set("submit_folder", str(tmp_path))
        shown = {name: options.pop(name) for name in ("width", "height", "mirrored") if name in options}
        options.setdefault("runner", DirectRunner())
        page = SubmitPage(harness.context(**options))  # type: ignore[arg-type]
        made.append(harness)
        page.show_place(Place("submit"))
        harness.show(page, **shown)  # type: ignore[arg-type]
        return harness, page

    yield make
    for harness in made:
        harness.bridge.detach()
        harness.close()


@pytest.fixture
def own(tmp_path: Path, user_data: Path) -> Path:
    return submission(
        tmp_path / "own.mrcw",
        **{TEXT: "The ministry", "access_status": {"state": "answered", "value": "in_place", "comment": "Between us"}},
    )


def test_the_file_is_made_and_a_merge_takes_it(opening: Opener, own: Path, tmp_path: Path) -> None:
    harness, page = opening(own)
    page.way.author.setText("Ana Lopes")
    make(page)
    receipt = page.way.receipt
    assert receipt is not None, page.making.outcome.error.accessibleName()
    assert receipt.file == page.maker.target() == tmp_path / "Port-Velira-2026-first.mrcw"
    assert receipt.author == "Ana Lopes"
    assert page.making.outcome.receipt.isVisible()
    assert not harness.bridge.busy
    (tmp_path / "there").mkdir()
    report = merged(collection(tmp_path / "there" / "all.mrcw"), receipt.file)
    assert [file.verdict for file in report.files] == [Verdict.NEW]


def test_the_receipt_can_be_copied_and_saved(opening: Opener, own: Path, tmp_path: Path) -> None:
    _, page = opening(own, choose=lambda *_: tmp_path / "receipt.txt")
    page.way.author.setText("Ana")
    make(page)
    receipt = page.way.receipt
    assert receipt is not None
    page.making.after["copy"].click()
    copied = QGuiApplication.clipboard().text()
    one = receipt.assessments[0]
    for part in (
        receipt.sha256,
        one.revision,
        one.revision[:12],
        "Port Velira",
        "2026, first",
        "Ana",
        receipt.file.name,
    ):
        assert part in copied
    assert f"{one.answered} of {one.applicable}" in copied
    page.making.after["save"].click()
    assert (tmp_path / "receipt.txt").read_text("utf-8") == copied


def test_what_waits_to_be_confirmed_is_shown_with_its_value_and_named_before_it_leaves(
    opening: Opener, own: Path
) -> None:
    edited(own, resp_parts=["centre"], people=[{"people_name": "Ana Lopes"}])
    with open_session(own) as session:
        new_round(session, None, "2027")
    harness, page = opening(own)
    assert harness.bridge.session.assessment.follows
    shown = [text for _, text, _ in page.leaving.model.rows]
    assert len(shown) == 4
    assert all("From the round before, not confirmed" in text for text in shown)
    said = "\n".join(shown)
    assert all(word in said for word in ("More about the centre", "The ministry", "Between us", "Ana Lopes"))
    page.leaving.tabs.set_value("personal")
    page.leaving.tabs.chosen.emit("personal")
    [(_, text, mark)] = page.leaving.model.rows
    assert "Ana Lopes" in text
    assert mark
    assert {check.name: check.title for check in page.checks.shown}[
        "carried_over"
    ] == "4 answers of the round before are not confirmed"


def test_everything_that_leaves_is_shown_in_words(opening: Opener, own: Path) -> None:
    harness, page = opening(own)
    shown = [text for _, text, _ in page.leaving.model.rows]
    assert any("The ministry" in text for text in shown)
    assert any("Between us" in text for text in shown)
    assert len(shown) == 2
    page.leaving.tabs.chosen.emit("comments")
    page.leaving.tabs.set_value("comments")
    page.leaving.tabs.chosen.emit("comments")
    assert len(page.leaving.model.rows) == 1
    harness.bridge.edit(TEXT, None)
    page.leaving.tabs.set_value("all")
    page.leaving.tabs.chosen.emit("all")
    assert not any("The ministry" in text for _, text, _ in page.leaving.model.rows)


def test_what_is_open_is_said_and_leads_to_its_place_but_blocks_nothing(opening: Opener, own: Path) -> None:
    harness, page = opening(own)
    found = {check.name: check for check in page.checks.shown}
    assert found["unanswered"].tone == "warn"
    assert found["unevidenced"].tone == "warn"
    assert found["consent"].tone == "warn"
    for link in page.checks.findChildren(ReasonRow):
        link.clicked.emit()
    assert {place.page for place in harness.places} == {"questionnaire", "results"}
    assert all(place.question or place.criterion for place in harness.places)
    page.way.author.setText("Ana")
    assert page.making.button.isEnabled()


def test_without_a_name_nothing_is_sealed(opening: Opener, own: Path) -> None:
    _, page = opening(own)
    page.way.author.setText("  ")
    assert not page.making.button.isEnabled()


def test_who_seals_is_the_respondent_once_there_is_one_and_never_the_login_name(
    opening: Opener, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "desk7")
    harness, page = opening(own)
    assert page.way.author.text() == ""
    assert not page.making.button.isEnabled()
    people = [{"resp_people_name": "Arta Hoxha", "resp_people_function": "manager"}]
    checked = harness.bridge.session.check("resp_people", people)
    assert checked.answer is not None
    harness.bridge.session.set_answer("resp_people", checked.answer)
    page.refresh()
    assert page.way.author.text() == "Arta Hoxha"
    page.way.author.setText("Ana")
    make(page)
    assert page.way.receipt is not None
    assert page.way.receipt.author == "Ana"
    _, again = opening(own)
    assert again.way.author.text() == "Ana", "the last name is kept with the file"


def test_a_chosen_name_with_dots_keeps_them_and_gets_the_ending(opening: Opener, own: Path, tmp_path: Path) -> None:
    _, page = opening(own, choose=lambda *_: tmp_path / "MRC 3.2026")
    page.making.file.change.click()
    assert page.maker.target() == tmp_path / "MRC 3.2026.mrcw"
    page.way.author.setText("Ana")
    make(page)
    assert page.way.receipt is not None
    assert page.way.receipt.file == page.maker.target()
    assert page.maker.target().is_file()


def test_a_cancelled_submission_leaves_no_file(opening: Opener, own: Path, tmp_path: Path) -> None:
    runner = CancellingRunner()
    _, page = opening(own, runner=runner)
    runner.page = page
    page.way.author.setText("Ana")
    make(page)
    assert "Stopped" in page.making.outcome.note.accessibleName()
    assert not page.maker.target().exists()
    assert page.making.button.isEnabled()


def test_what_goes_wrong_is_said_in_place(opening: Opener, own: Path, tmp_path: Path) -> None:
    _, page = opening(own, choose=lambda *_: tmp_path / "no such folder" / "x")
    page.making.file.change.click()
    page.way.author.setText("Ana")
    make(page)
    assert page.making.outcome.error.isVisible()
    assert page.way.receipt is None
    assert page.maker.target().name == "x.mrcw"


@pytest.mark.parametrize("name", ["\U00020000" * 200, "مركز", "../..", "CON"])
def test_a_name_is_suggested_that_every_system_takes(
    opening: Opener, tmp_path: Path, user_data: Path, name: str
) -> None:
    _, page = opening(submission(tmp_path / "own.mrcw", name))
    target = page.maker.target()
    assert target.parent == tmp_path
    assert path_problem(target) is None
    page.way.author.setText("Ana")
    make(page)
    assert target.is_file()


def test_a_chosen_name_that_no_system_takes_is_told_in_place(opening: Opener, own: Path, tmp_path: Path) -> None:
    _, page = opening(own, choose=lambda *_: tmp_path / ("x" * 300))
    page.making.file.change.click()
    page.way.author.setText("Ana")
    make(page)
    assert page.making.outcome.error.isVisible()


def test_the_sample_is_not_sent_and_the_page_says_so(opening: Opener, sample: Path) -> None:
    _, page = opening(sample)
    page.way.author.setText("Ana")
    assert not page.making.button.isEnabled()
    assert page.making.why_not.isVisible()


@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
def test_nothing_is_cut(opening: Opener, own: Path, mirrored: bool) -> None:
    harness, page = opening(own, content=long_content(), mirrored=mirrored)
    harness.settle()
    assert cut(page) == []
    page.way.author.setText("Ana")
    make(page)
    harness.settle()
    assert cut(page) == []
    assert page.inner.width() <= page.scroll_area.viewport().width()
