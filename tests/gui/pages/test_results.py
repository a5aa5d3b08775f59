"""The page of results: what it shows of a score, how it follows answers, where it leads, that nothing is cut."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from mrcworkbench import paths
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.scoring.results import CriterionScore, StakeholderView, Status
from mrcworkbench.gui.models.criteria import ROW_ROLE, CriterionRow, HeadingRow
from mrcworkbench.gui.pages.results import ResultsPage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.widgets.criteria.block_picture import Stacks
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow
from tests.answer_sets import best_answers, random_answers
from tests.gui.pages_support import Harness, MemorySession, answers_of, cut, long_content

Opener = Callable[..., tuple[Harness, ResultsPage]]
ACCESS, MEDIA = "protection.outreach.accessibility", "protection.outreach.media"
CONTRADICTION = (StakeholderView(MEDIA, "contradicted", frozenset({"payer"}), independent=True),)


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Opener]:
    made: list[Harness] = []

    def make(
        session: MemorySession | None = None, content: Content | None = None, **shown: object
    ) -> tuple[Harness, ResultsPage]:
        harness = Harness(qapp, session or sample(), content=content)
        page = ResultsPage(harness.context())
        made.append(harness)
        harness.show(page, **shown)  # type: ignore[arg-type]
        return harness, page

    yield make
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for harness in made:
        harness.close()


def sample(**options: object) -> MemorySession:
    session = MemorySession(**options)  # type: ignore[arg-type]
    given = json.loads(paths.resources("sample", "cnai.json").read_text("utf-8"))
    answers_of(session, given["answers"])
    return session


def rows(page: ResultsPage) -> dict[str, CriterionRow]:
    found = {}
    for card in page.lists.values():
        for place in range(card.model.rowCount()):
            row = card.model.index(place).data(ROW_ROLE)
            if isinstance(row, CriterionRow):
                found[row.id] = row
    return found


def reasons(page: ResultsPage) -> list[ReasonRow]:
    Harness.settle()
    return [row for row in page.reasons.findChildren(ReasonRow) if row.isVisibleTo(page.reasons)]


def said(page: ResultsPage) -> str:
    labels = page.reasons.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(page.reasons))


def test_every_criterion_is_listed_once_in_the_order_of_the_study(opened: Opener) -> None:
    harness, page = opened()
    listed = [row.number for row in rows(page).values()]
    assert sorted(listed) == list(range(1, 25))
    assert {id_: row.level for id_, row in rows(page).items()} == {
        score.id: score.level for score in harness.session.working_copy.score().criteria
    }


def test_the_pictures_hold_one_block_for_each_applicable_criterion(opened: Opener) -> None:
    harness, page = opened()
    score = harness.session.working_copy.score()
    for part in score.dimensions:
        stacks = page.cards[part.id].picture.stacks
        assert {level: sum(pair) for level, pair in stacks.levels.items()} == dict(part.levels)
        assert sum(sum(pair) for pair in stacks.levels.values()) + stacks.open == part.applicable
        assert page.cards[part.id].evidenced.text() == f"{part.evidenced} of {part.applicable}"
        assert page.cards[part.id].open.text() == str(part.open)


def test_headings_that_join_criteria_say_their_middle_level(opened: Opener) -> None:
    harness, page = opened()
    medians = {h.id: h.median_level for d in harness.session.working_copy.score().dimensions for h in d.headings}
    model = page.lists["development"].model
    headings = [model.index(n).data(ROW_ROLE) for n in range(model.rowCount())]
    found = {row.id: row.note for row in headings if isinstance(row, HeadingRow)}
    assert list(found) == ["development.remittances", "development.employment", "development.diaspora"]
    for id_, note in found.items():
        assert note == ("No level yet" if medians[id_] is None else f"Middle level {medians[id_]}")


def test_a_click_on_a_criterion_shows_its_reasons(opened: Opener) -> None:
    harness, page = opened()
    one = page.lists["protection"].list
    QTest.mouseClick(one.viewport(), Qt.MouseButton.LeftButton, pos=one.row_rect(ACCESS).center())
    score = harness.session.working_copy.criterion(ACCESS)
    assert page.reasons.criterion == ACCESS
    shown = " ".join(row.text_shown for row in reasons(page))
    for reason in (*score.why, *score.next):
        assert reason.text in shown or reason.text in said(page)
    assert harness.content.criteria.by_id[ACCESS].levels[score.level or 0] in said(page)


def test_arrow_keys_walk_through_all_criteria_and_from_list_to_list(opened: Opener) -> None:
    _, page = opened()
    page.lists["development"].list.enter(1)
    seen = [page.reasons.criterion]
    for _ in range(23):
        focused = next(card.list for card in page.lists.values() if card.list.hasFocus())
        QTest.keyClick(focused, Qt.Key.Key_Down)
        seen.append(page.reasons.criterion)
    assert seen == list(rows(page))
    QTest.keyClick(page.lists["sustainability"].list, Qt.Key.Key_Up)
    assert page.reasons.criterion == seen[-2]


def test_an_answer_changes_chip_picture_and_reasons_at_once(opened: Opener) -> None:
    session = MemorySession()
    answers_of(session, {"access_status": "planned"})
    harness, page = opened(session)
    page.choose(ACCESS)
    assert rows(page)[ACCESS].level == 0
    harness.bridge.edit("access_status", "in_place")
    assert rows(page)[ACCESS].level == 2
    assert page.cards["protection"].picture.stacks.levels[2] == (0, 1)
    assert "Level 2" in said(page)


def test_an_answer_touches_only_the_rows_that_came_out_different(opened: Opener) -> None:
    harness, page = opened()
    touched: list[str] = []

    def note(model: QAbstractItemModel) -> Callable[..., None]:
        return lambda first, _last, _roles=None: touched.append(first.data(ROW_ROLE).id)

    for card in page.lists.values():
        card.model.dataChanged.connect(note(card.model))
    harness.bridge.edit("access_status", "none")
    assert touched == [ACCESS]


def test_an_answer_given_elsewhere_is_there_when_the_page_is_shown_again(opened: Opener) -> None:
    harness, page = opened()
    page.hide()
    harness.bridge.edit("access_status", "none")
    page.show()
    assert rows(page)[ACCESS].level == 0


def test_hollow_contested_and_not_applicable_are_told_in_words_and_marks(opened: Opener) -> None:
    session = sample(views=CONTRADICTION)
    reason = session.questionnaire["costs_status"].not_applicable_reasons[0].code
    answers_of(session, {"costs_status": {"state": "not_applicable", "reason": reason}})
    _, page = opened(session)
    found = rows(page)
    media = found[MEDIA]
    assert media.contested
    assert "contested" in media.note
    assert "contested" in media.spoken
    assert media.hollow
    assert "not yet documented" in media.note
    none = found["development.remittances.transfer_costs"]
    assert not none.applicable
    assert none.note == "Not applicable"
    page.choose(MEDIA)
    assert "Contested" in said(page)
    assert "It is not yet documented." in said(page)
    page.choose(ACCESS)
    assert "Contested" not in said(page)


def test_a_reason_leads_to_its_question_and_the_button_to_the_section(opened: Opener) -> None:
    harness, page = opened()
    page.choose(ACCESS)
    lift = next(row for row in reasons(page) if "17.3" in row.text_shown)
    QTest.keyClick(lift, Qt.Key.Key_Space)
    assert harness.places[-1] == Place("questionnaire", section="access", question="access_hours")
    page.open_button.click()
    assert harness.places[-1] == Place("questionnaire", section="access", criterion=ACCESS)
    page.compare_button.click()
    assert harness.places[-1] == Place("compare", criterion=ACCESS)


def test_the_second_question_of_a_reason_can_be_clicked(opened: Opener) -> None:
    session = MemorySession(best_answers_of(ACCESS))
    harness, page = opened(session)
    page.choose(ACCESS)
    keep = next(row for row in reasons(page) if len(row._ranges) > 1)
    start, _, code = keep._ranges[1]
    layout = keep._layout(keep._text_width(keep.width()))
    line = next(layout.lineAt(n) for n in range(layout.lineCount()) if _holds(layout.lineAt(n), start))
    at = line.cursorToX(start + 2)
    spot = QPoint(
        round(keep._origin().x() + (at[0] if isinstance(at, tuple) else at)), round(keep._origin().y() + line.y() + 6)
    )
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton, pos=spot)
    assert harness.places[-1].question == code


def _holds(line: object, start: int) -> bool:
    first = line.textStart()  # type: ignore[attr-defined]
    return bool(first <= start < first + line.textLength())  # type: ignore[attr-defined]


def best_answers_of(criterion: str) -> dict[str, object]:
    session = MemorySession()
    return best_answers(session.questionnaire, session.working_copy.criteria_set.by_id[criterion])  # type: ignore[return-value]


def test_before_the_first_answer_the_page_says_what_will_be_here(opened: Opener) -> None:
    harness, page = opened(MemorySession())
    assert page.empty.isVisibleTo(page)
    assert not page.profile.isVisibleTo(page)
    assert page.empty.button is not None
    page.empty.button.click()
    assert harness.places[-1].page == "questionnaire"
    assert harness.places[-1].question == harness.bridge.progress().next_question
    harness.bridge.edit("access_status", "in_place")
    assert page.profile.isVisibleTo(page)
    assert not page.empty.isVisibleTo(page)


def test_a_place_with_a_criterion_shows_it(opened: Opener) -> None:
    _, page = opened()
    page.show_place(Place("results", criterion=MEDIA))
    assert page.reasons.criterion == MEDIA


@pytest.mark.parametrize("scale", [100, 130])
def test_nothing_is_cut_in_a_small_window_with_long_words(opened: Opener, scale: int) -> None:
    harness, page = opened(sample(views=CONTRADICTION), long_content())
    harness.theme.switch(scale=scale)
    page.choose(MEDIA)
    harness.settle()
    assert page.inner.minimumSizeHint().width() <= page.scroll_area.viewport().width()
    assert page.panel is not None
    inside = page.panel.scroll_area
    assert inside.widget().minimumSizeHint().width() <= inside.viewport().width()
    assert cut(page) == []
    harness.theme.switch(scale=100)


def test_right_to_left_the_panel_stands_left_and_the_stacks_turn_round(opened: Opener, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _, page = opened(mirrored=True)
    assert page.panel is not None
    assert page.panel.x() < page.scroll_area.x()
    first, last = page.cards["development"], page.cards["sustainability"]
    assert first.mapTo(page, QPoint()).x() > last.mapTo(page, QPoint()).x()


def test_a_place_far_down_comes_into_sight(opened: Opener) -> None:
    _, page = opened(height=420)
    page.show_place(Place("results", criterion="sustainability.capacity.non_government"))
    one = page.lists["sustainability"].list
    spot = one.viewport().mapTo(
        page.scroll_area.viewport(), one.row_rect("sustainability.capacity.non_government").center()
    )
    assert 0 < spot.y() < page.scroll_area.viewport().height()


def test_no_page_text_speaks_of_totals_or_ranks(opened: Opener) -> None:
    _, page = opened()
    labels = " ".join(one.text() for one in page.findChildren(QLabel))
    buttons = " ".join(one.text() for one in page.findChildren(QAbstractButton))
    assert not re.search(
        r"\d\s*%|\bscore of\b|\btotal\b|\brank(?!ed)|\bbest\b|\baverage\b", f"{labels} {buttons}", re.IGNORECASE
    )


@pytest.mark.parametrize("seed", range(6))
def test_any_answers_can_be_shown_and_read_aloud(opened: Opener, seed: int) -> None:
    session = MemorySession()
    session = MemorySession(random_answers(session.questionnaire, Random(seed)))
    _, page = opened(session)
    found = rows(page)
    for score in session.working_copy.score().criteria:
        page.choose(score.id)
        assert _level_said(score) in found[score.id].spoken


MISSING = {
    AnswerState.BLANK: "Not answered",
    AnswerState.NOT_KNOWN: "Not known",
    AnswerState.DECLINED: "Declined to answer",
    AnswerState.CONFLICT: "In conflict",
}


def _level_said(score: CriterionScore) -> str:
    if score.status is Status.NOT_APPLICABLE:
        return "Not applicable"
    return MISSING[score.missing] if score.missing else f"level {score.level}"


def test_an_empty_stack_has_no_height() -> None:
    assert Stacks().tallest == 0
