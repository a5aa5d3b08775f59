"""What the window says of how much there is to do: from the first minute, and why it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.progress.bounds import Bounds
from mrcworkbench.gui.pages.home.page import HomePage
from mrcworkbench.gui.progress.scope import Scope, scope_sentence
from mrcworkbench.gui.search.found import own_entries
from mrcworkbench.gui.words.titles import question_title
from mrcworkbench.services.session.session import create
from tests.gui.questionnaire_support import Desk
from tests.gui.window_support import Desktop


@pytest.fixture
def begun(desktop: Desktop, tmp_path: Path) -> Desktop:
    """The window on a new centre."""
    create(tmp_path / "new.mrcw", "Port Velira", "AL", "2026")
    desktop.begin(tmp_path / "new.mrcw")
    return desktop


def home(desktop: Desktop) -> HomePage:
    page = desktop.go("home")
    assert isinstance(page, HomePage)
    return page


def said(page: HomePage) -> str:
    return page.progress.scope.text()


@pytest.mark.parametrize(
    ("questions", "minutes", "sentence"),
    [
        ((43, 132), (81.5, 206.5), "24 practices; about 40 to 140 questions, about 1 to 4 hours"),
        ((60, 150), (120, 240), "24 practices; about 60 to 150 questions, about 2 to 4 hours"),
        ((101, 120), (60, 60), "24 practices; 101 to 120 questions, about 1 hour"),
        ((120, 120), (59, 59), "24 practices; 120 questions, about 50 to 60 minutes"),
        ((120, 120), (3, 8), "24 practices; 120 questions, about 10 minutes"),
        ((120, 120), (61, 61), "24 practices; 120 questions, about 1 to 2 hours"),
        ((120, 120), (0, 0), "24 practices; 120 questions"),
    ],
)
def test_the_sentence_rounds_outwards_and_never_promises_too_little(
    texts: Catalogue, questions: tuple[int, int], minutes: tuple[float, float], sentence: str
) -> None:
    assert (
        scope_sentence(Scope(24, Bounds(*questions), {"a": Bounds(*minutes), "b": Bounds(0, 0)}, 0), texts) == sentence
    )


def test_a_questionnaire_without_criteria_names_no_practices(texts: Catalogue) -> None:
    assert scope_sentence(Scope(0, Bounds(23, 24), {"a": Bounds(30, 32), "b": Bounds(10, 10)}, 0), texts) == (
        "23 to 24 questions, about 40 to 50 minutes"
    )


def test_the_form_and_the_home_page_of_a_new_centre_say_the_same(begun: Desktop) -> None:
    sentence = said(home(begun))
    assert sentence.startswith("24 practices; about ")
    begun.bench.first_start.show_form()
    begun.settle()
    assert begun.bench.first_start.page is not None
    assert begun.bench.first_start.page.form is not None
    assert sentence in begun.bench.first_start.page.form.scope.text()


def test_nothing_is_said_not_to_apply_before_an_answer_says_so(begun: Desktop) -> None:
    assert home(begun).progress.not_applying.isHidden()
    begun.answer("info_status", "none")
    assert home(begun).progress.not_applying.text() == "11 questions do not apply to your centre and are not counted."


def test_the_bar_never_goes_back_while_answers_bring_more_questions(begun: Desktop) -> None:
    page = home(begun)
    for code in begun.bridge.working_copy.shown:
        if begun.bridge.session.questionnaire[code].is_needed and not code.endswith("_status"):
            begun.answer(code, {"state": "not_known"})
    before = page.progress.bar.value() / page.progress.bar.maximum()
    for section in begun.bridge.session.questionnaire.sections:
        if section.criterion is not None and begun.bridge.working_copy.is_shown(f"{section.code}_status"):
            begun.answer(f"{section.code}_status", "in_place")
            share = page.progress.bar.value() / page.progress.bar.maximum()
            assert share >= before
            before = share
    assert 0 < before < 1


def test_head_home_filter_and_f3_count_the_same_questions(begun: Desktop) -> None:
    begun.answer("info_status", "in_place")
    needed = begun.bridge.progress().needed
    assert home(begun).progress.answered.text() == f"{needed.done} of {needed.all} questions answered"
    listed, in_heads = 0, 0
    for section in begun.bridge.session.questionnaire.sections:
        page = begun.go("questionnaire", section=section.code, only="unanswered")
        listed += len(page.cards.shown_codes())
        head = page.head.chip.accessibleName()
        if head.endswith("answered") or "answered," in head:
            done, _, every = head.split()[:3]
            in_heads += int(every) - int(done)
    visited = set()
    begun.go("home")
    for _ in range(needed.all + 5):
        begun.bench.navigator.next_unanswered()
        visited.add(begun.bench.navigator.place.question)
    assert listed == in_heads == len(visited) == needed.left


def test_optional_questions_say_so_in_their_title_and_no_other_does(desk: Desk) -> None:
    desk.put("info_status", "in_place")
    desk.go("info")
    for code in desk.shown():
        question = desk.bridge.working_copy.questionnaire[code]
        title = question_title(question, desk.content.texts)
        assert title.endswith("(optional)") is not question.is_needed
        assert any(label.text() == title for label in desk.card(code).findChildren(type(desk.page.header.title)))


def test_a_goal_that_grows_says_by_how_much_and_why_once(desk: Desk) -> None:
    desk.go("info")
    desk.put("info_status", "in_place")
    assert desk.page.goal.sentence == "4 more questions, as the answer to \u206813.1\u2069 is now “In place”."
    desk.put("info_evidence", "a")
    assert desk.page.goal.sentence == ""
    desk.bridge.undo_stack.undo()
    assert desk.page.goal.sentence == ""
    desk.bridge.undo_stack.undo()
    assert desk.page.goal.sentence == "4 questions fewer, as the answer to \u206813.1\u2069 is now “Not answered”."
    desk.bridge.undo_stack.redo()
    assert desk.page.goal.sentence.startswith("4 more questions")
    desk.go("media")
    assert desk.page.goal.sentence == ""


def test_the_reason_takes_no_room_from_above_what_is_read(desk: Desk) -> None:
    desk.go("info")
    card = desk.card("info_status")
    before = card.mapTo(desk.window, card.rect().topLeft())
    desk.put("info_status", "in_place")
    desk.finish()
    assert desk.page.goal.isVisible()
    assert card.mapTo(desk.window, card.rect().topLeft()) == before


def test_home_says_once_which_answers_changed_the_goal(begun: Desktop) -> None:
    begun.go("questionnaire", section="info")
    begun.answer("info_status", "in_place")
    begun.answer("media_status", "planned")
    page = home(begun)
    assert (
        page.progress.why.text()
        == "5 more questions than before, because of your answers to \u206813.1\u2069, \u206814.1\u2069."
    )
    assert home(begun).progress.why.isHidden()
    begun.go("questionnaire", section="info")
    begun.answer("info_status", "none")
    begun.answer("info_status", "in_place")
    assert home(begun).progress.why.isHidden()


def test_the_time_left_follows_the_own_pace(begun: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    page = home(begun)
    usual = page.progress.ahead.scope().all_minutes_left
    monkeypatch.setattr("mrcworkbench.gui.progress.ahead.pace", lambda _: 2.0)
    assert page.progress.ahead.scope().all_minutes_left == usual.times(2)


def test_home_and_the_head_of_a_section_say_the_same_minutes(begun: Desktop) -> None:
    begun.answer("media_status", "none")
    begun.answer("outreach_status", "in_place")
    page = home(begun)
    expected = page.progress.ahead.scope().minutes_left
    assert page.groups.rows["info"].accessibleName().endswith(", Not started, 1 to 5 min")
    assert page.groups.rows["media"].accessibleName().endswith(", Complete")
    assert page.groups.rows["outreach"].accessibleName().endswith(" min left")
    for section in ("info", "outreach", "media", "safe"):
        head = begun.go("questionnaire", section=section).head
        begun.settle()
        assert head.time.isHidden() is (expected[section].most == 0)
        said = head.time.accessibleName() if expected[section].most else "Complete"
        home(begun)
        assert page.groups.rows[section].accessibleName().endswith(said) or section == "safe"


def test_the_minutes_of_a_section_follow_its_answers(desk: Desk) -> None:
    desk.go("info")
    assert desk.page.head.time.accessibleName() == "1 to 5 min"
    desk.put("info_status", "in_place")
    desk.finish()
    assert desk.page.head.time.accessibleName() == "4 min left"
    before = desk.page.head.time.accessibleName()
    desk.put("info_way", ["results"])
    desk.finish()
    assert desk.page.head.time.accessibleName() != before
    desk.bridge.undo_stack.undo()
    desk.put("info_status", "none")
    desk.finish()
    assert desk.page.head.time.isHidden()


def test_optional_parts_are_listed_and_counted_once_they_are_opened(begun: Desktop) -> None:
    page = home(begun)
    every = page.progress.answered.text()
    rows = page.groups.rows
    assert rows["safe"].isHidden()
    assert rows["learning"].isHidden()
    assert not rows["gov"].isHidden()
    page.groups.choose_parts.click()
    begun.settle()
    assert begun.bench.navigator.place.question == "resp_parts"
    begun.answer("resp_parts", ["safe"])
    page = home(begun)
    assert not rows["safe"].isHidden()
    assert rows["learning"].isHidden()
    assert rows["safe"].text() == "Safe and accountable centre (beyond the study)"
    assert page.progress.answered.text() != every
    head = begun.go("questionnaire", section="safe").head
    assert head.beyond.isVisible()
    assert head.beyond.accessibleName() == "Beyond the study, optional, not scored"
    assert not begun.go("questionnaire", section="info").head.beyond.isVisible()


def test_below_a_section_one_is_led_to_its_optional_questions_until_they_are_open(desk: Desk) -> None:
    more = desk.page.head.more
    desk.go("access")
    assert more.isHidden()
    desk.put("access_status", "in_place")
    desk.finish()
    copy = desk.bridge.working_copy
    before = {code for code in copy.shown if code.startswith("access")}
    assert more.isVisible()
    assert more.parentWidget() is desk.page.cards.parentWidget()
    said = more.accessibleName()
    more.click()
    assert desk.places[-1].question == "resp_parts"
    desk.finish()
    assert more.isHidden()
    desk.put("resp_parts", ["subjects"])
    opened = {code for code in copy.shown if code.startswith("access")} - before
    assert said.startswith(f"{len(opened)} optional question")
    desk.go("access")
    assert more.isHidden()
    assert opened <= set(desk.shown())


def test_the_filter_of_what_is_not_answered_never_lists_an_optional_question(desk: Desk) -> None:
    desk.go("info", only="unanswered")
    desk.put("info_status", "in_place")
    shown = [desk.bridge.working_copy.questionnaire[code] for code in desk.shown()]
    assert len(shown) == 5
    assert all(question.is_needed for question in shown)


def test_what_is_not_known_is_answered(begun: Desktop) -> None:
    begun.answer("info_status", {"state": "not_known"})
    page = begun.go("questionnaire", section="info", only="unanswered")
    assert page.cards.shown_codes() == ()


def test_a_search_finds_optional_questions_as_such(desk: Desk) -> None:
    copy = desk.bridge.working_copy
    entries = [one for one in own_entries(copy, desk.content.texts) if one.kind == "question"]
    assert {one.place.question for one in entries if one.text.endswith("(optional)")} == {
        code for code in copy.shown & copy.questionnaire.asked if not copy.questionnaire[code].is_needed
    }
    assert len(entries) == len(copy.shown & copy.questionnaire.asked)
