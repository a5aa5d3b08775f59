"""The questionnaire's page in a later round: what is carried over, and how it is confirmed, changed and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui.pages.questionnaire.band import ConfirmDialog
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine
from mrcworkbench.gui.widgets.question.said_before import BeforeLine, CarriedBox
from mrcworkbench.gui.widgets.question.state import CardState
from tests.gui.pages_support import cut, nameless
from tests.gui.questionnaire_support import Desk, desk_on
from tests.gui.rounds_support import PARTNERS, two_rounds

SECTION = "referral"
CARRIED = ["referral_status", "referral_news", "referral_way", "referral_evidence", PARTNERS]


@pytest.fixture
def later(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """The page in the second round, in the section about referral."""
    path = tmp_path / "centre.mrcw"
    id_ = two_rounds(path)
    with desk_on(path, qapp, assessment=id_) as made:
        made.go(SECTION)
        yield made


def box(desk: Desk, code: str) -> CarriedBox:
    found = desk.card(code).findChild(CarriedBox)
    assert found is not None, f"nothing carried over ever stood in {code}"
    assert found.isVisible(), f"nothing carried over stands in {code} any more"
    return found


def line(desk: Desk, code: str) -> BeforeLine | None:
    """The line with what the round before said, if it is there."""
    found = desk.card(code).findChild(BeforeLine)
    return found if found is not None and found.isVisible() else None


def words(widget: QWidget | None) -> str:
    """All that is to be read in it."""
    assert widget is not None
    labels = [one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join(one.text() for one in labels if one.text())


def waits(desk: Desk) -> list[str]:
    return [code for code in CARRIED if desk.answer(code).state is AnswerState.CARRIED_OVER]


def undo(desk: Desk) -> None:
    desk.bridge.undo_stack.undo()
    desk.finish()


def panel(desk: Desk) -> str:
    """What stands in the panel, in its order."""
    desk.finish()
    parts = [one for one in desk.page.live.findChildren(QWidget) if not one.isHidden()]
    said = [getattr(one, "text_shown", None) or getattr(one, "text", str)() for one in parts]
    return "\n".join(filter(None, said))


# What is shown


def test_an_answer_carried_over_stands_in_words_with_its_round_and_says_that_it_waits(later: Desk) -> None:
    shown = words(box(later, "referral_news"))
    assert "Round 2025 · sealed" in shown
    assert (
        "Now and then" in shown or later.bridge.working_copy.questionnaire["referral_news"].option_text("some") in shown
    )
    assert later.card("referral_news").state is CardState.CARRIED_OVER
    assert later.card("referral_news").mark.word == "Not confirmed yet"
    assert later.card("referral_news").editor.isHidden()


def test_several_choices_are_counted_and_named_and_rows_are_listed(later: Desk) -> None:
    ticked = words(box(later, "referral_way"))
    assert "3 of 6 were ticked" in ticked
    assert " · " in ticked
    rows = words(box(later, PARTNERS))
    assert "4 rows" in rows
    assert "Partner 3" in rows
    assert "and 1 more" in rows
    assert "Partner 4" not in rows
    tips = [one.toolTip() for one in box(later, PARTNERS).findChildren(QLabel)]
    assert any("Partner 4" in tip for tip in tips), "the rest is nowhere to be read"


def test_a_long_text_is_cut_with_the_whole_of_it_in_the_tooltip(tmp_path: Path, qapp: QApplication) -> None:
    text = " ".join(f"word{n}" for n in range(120))
    id_ = two_rounds(tmp_path / "long.mrcw", {"prof_body": text})
    with desk_on(tmp_path / "long.mrcw", qapp, assessment=id_) as desk:
        desk.go("profile")
        shown = words(box(desk, "prof_body"))
        assert "word119" not in shown
        assert "word20" in shown
        assert any("word119" in one.toolTip() for one in box(desk, "prof_body").findChildren(QLabel))


def test_figures_are_asked_again_with_those_of_the_round_before_below_the_empty_cells(later: Desk) -> None:
    card = later.card("referral_results")
    assert later.answer("referral_results").state is AnswerState.BLANK
    assert card.editor.isVisible()
    assert card.findChild(CarriedBox) is None
    below = line(later, "referral_results")
    assert "120" in words(below)
    assert "80" in words(below)
    assert below is not None
    assert not below.back.isVisible(), "figures could be taken over unseen"


def test_in_a_first_round_nothing_is_said_of_rounds(desk: Desk) -> None:
    desk.go("profile")
    desk.put("prof_body", "Ministry")
    assert desk.page.cards.rounds.band.isHidden()
    assert desk.card("prof_body").mark.word == "Saved"
    assert desk.page.findChildren(CarriedBox) == []
    assert desk.page.findChildren(BeforeLine) == []


def test_all_of_a_card_is_seen_and_can_be_named(later: Desk) -> None:
    later.finish()
    assert cut(later.page.cards) == []
    assert nameless(later.page.cards) == []
    still = box(later, "referral_news").still_true
    assert "Still true" in still.accessibleName()
    assert later.card("referral_news").question.text in still.accessibleName()
    assert "Round 2025" in still.accessibleDescription()


# Still true


def test_still_true_counts_the_answer_and_leads_to_the_next_that_waits(later: Desk) -> None:
    later.card("referral_news").focus_editor()
    QTest.mouseClick(box(later, "referral_news").still_true, Qt.MouseButton.LeftButton)
    later.finish()
    assert later.answer("referral_news").value == "some"
    assert later.card("referral_news").mark.word.startswith("Still true · today ")
    assert later.card("referral_news").editor.isVisible()
    assert QApplication.focusWidget() is box(later, "referral_way").still_true


def test_the_keys_t_and_c_work_anywhere_in_the_card_and_nowhere_in_a_text(later: Desk) -> None:
    card = later.card("referral_news")
    card.foot.comment.click()
    QTest.keyClicks(QApplication.focusWidget(), "tct")
    assert card.comment.field.typed() == "tct"
    assert "referral_news" in waits(later)
    card.foot.button(AnswerState.NOT_KNOWN).setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_T)
    assert "referral_news" not in waits(later)
    later.card("referral_way").focus_editor()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_C)
    assert later.card("referral_way").editor.isVisible()


def test_the_keys_do_nothing_once_the_answer_is_confirmed(later: Desk) -> None:
    later.page.cards.rounds.confirm("referral_news")
    button = later.card("referral_news").foot.button(AnswerState.NOT_KNOWN)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_C)
    QTest.keyClick(button, Qt.Key.Key_T)
    assert QApplication.focusWidget() is button
    assert later.answer("referral_news").value == "some"
    assert line(later, "referral_news") is None


def test_from_the_last_that_waits_one_comes_to_the_first_and_then_nowhere_else(later: Desk) -> None:
    later.page.cards.rounds.confirm(CARRIED[-1])
    assert QApplication.focusWidget() is box(later, "referral_status").still_true
    for code in CARRIED[:-1]:
        later.page.cards.rounds.confirm(code)
    last = QApplication.focusWidget()
    assert last is not None
    assert later.card(CARRIED[-2]).isAncestorOf(last)
    assert waits(later) == []


def test_undo_and_redo_take_one_click_each_and_the_focus_stays_in_the_card(later: Desk) -> None:
    later.card("referral_news").focus_editor()
    later.page.cards.rounds.confirm("referral_news")
    later.card("referral_news").focus_editor()
    undo(later)
    assert "referral_news" in waits(later)
    assert QApplication.focusWidget() is box(later, "referral_news").still_true
    later.bridge.undo_stack.redo()
    assert "referral_news" not in waits(later)
    assert later.card("referral_news").mark.word.startswith("Still true")


def test_comment_and_files_go_along_and_a_comment_leaves_the_mark(later: Desk) -> None:
    assert later.answer("referral_evidence").comment == "In the green folder"
    card = later.card("referral_evidence")
    card.foot.comment.click()
    card.comment.field.set_typed("In the red folder")
    card.comment.field.committed.emit()
    assert later.answer("referral_evidence").comment == "In the red folder"
    assert "referral_evidence" in waits(later)
    later.page.cards.rounds.confirm("referral_evidence")
    assert (later.answer("referral_evidence").value, later.answer("referral_evidence").comment) == (
        "b",
        "In the red folder",
    )


# Change and back


def test_change_opens_the_editor_with_the_old_value_and_changes_nothing_by_itself(later: Desk) -> None:
    later.go("profile")
    box(later, "prof_body").change.click()
    typed = later.card("prof_body").editor.findChild(TypedLine) or later.editor("prof_body", GrowingText)
    assert typed.typed() == "Ministry of Labour"
    assert QApplication.focusWidget() is typed
    typed.committed.emit()
    later.card("prof_body").commit()
    assert later.answer("prof_body").state is AnswerState.CARRIED_OVER
    typed.set_typed("Ministry of Health")
    typed.committed.emit()
    assert later.answer("prof_body").value == "Ministry of Health"
    assert later.card("prof_body").mark.word.startswith("Changed · today ")
    assert "Ministry of Labour" in words(line(later, "prof_body"))


def test_a_comment_written_while_one_changes_confirms_nothing(later: Desk) -> None:
    later.go("profile")
    box(later, "prof_body").change.click()
    later.card("prof_body").comment.edited.emit("As on the web page", "")
    later.card("prof_body").commit()
    assert later.answer("prof_body").state is AnswerState.CARRIED_OVER
    assert later.answer("prof_body").comment == "As on the web page"


@pytest.mark.parametrize("code", ["referral_status", "referral_news"])
def test_who_changes_and_chooses_the_old_answer_says_that_it_is_still_true(later: Desk, code: str) -> None:
    box(later, code).change.click()
    chosen = QApplication.focusWidget()
    assert isinstance(chosen, QAbstractButton)
    assert chosen.isChecked()
    QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    later.finish()
    assert code not in waits(later)
    assert later.card(code).mark.word.startswith("Still true · today ")
    steps = later.bridge.undo_stack.count()
    QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert later.bridge.undo_stack.count() == steps


def test_back_to_this_folds_an_editor_in_which_nothing_was_changed(later: Desk) -> None:
    box(later, "referral_news").change.click()
    below = line(later, "referral_news")
    assert below is not None
    steps = later.bridge.undo_stack.count()
    below.back.click()
    assert QApplication.focusWidget() is box(later, "referral_news").still_true
    assert later.card("referral_news").editor.isHidden()
    assert later.bridge.undo_stack.count() == steps


def test_back_to_this_brings_the_mark_back_in_one_step_of_undo(later: Desk) -> None:
    later.put("referral_news", "never")
    below = line(later, "referral_news")
    assert below is not None
    below.back.click()
    later.finish()
    assert "referral_news" in waits(later)
    assert later.card("referral_news").mark.word == "Not confirmed yet"
    undo(later)
    assert later.answer("referral_news").value == "never"
    assert later.card("referral_news").mark.word.startswith("Changed")


def test_rows_that_are_changed_keep_their_ids(later: Desk) -> None:
    before = later.answer(PARTNERS).before
    assert before is not None
    box(later, PARTNERS).change.click()
    first = QApplication.focusWidget()
    assert isinstance(first, TypedLine | GrowingText)
    assert first.typed() == "Partner 1"
    first.set_typed("Partner One")
    first.committed.emit()
    now = later.answer(PARTNERS)
    assert now.is_answered
    assert [row.id for row in now.rows] == [row.id for row in before.rows]
    assert "4 rows" in words(line(later, PARTNERS))


def test_what_is_typed_wrong_while_one_changes_stays_and_back_to_this_forgets_it(
    tmp_path: Path, qapp: QApplication
) -> None:
    id_ = two_rounds(tmp_path / "year.mrcw", {"prof_year": 1999})
    with desk_on(tmp_path / "year.mrcw", qapp, assessment=id_) as desk:
        desk.go("profile")
        box(desk, "prof_year").change.click()
        field = desk.editor("prof_year", TypedLine)
        field.set_typed("long ago")
        field.committed.emit()
        desk.go("clients")
        desk.go("profile")
        assert desk.editor("prof_year", TypedLine).typed() == "long ago"
        assert desk.card("prof_year").state is CardState.LOOK
        below = line(desk, "prof_year")
        assert below is not None
        below.back.click()
        assert not dict(desk.bridge.session.drafts.items())
        assert desk.card("prof_year").state is CardState.CARRIED_OVER


def test_not_known_takes_the_place_and_answer_instead_brings_the_mark_back(later: Desk) -> None:
    card = later.card("referral_news")
    card.foot.button(AnswerState.NOT_KNOWN).click()
    assert later.answer("referral_news").state is AnswerState.NOT_KNOWN
    assert later.answer("referral_news").before is None
    card.choose("", None)
    assert "referral_news" in waits(later)
    assert box(later, "referral_news").isVisible()


def test_not_applicable_is_carried_over_with_its_reason(tmp_path: Path, qapp: QApplication) -> None:
    with desk_on(tmp_path / "probe.mrcw", qapp) as probe:
        asked = next(one for one in probe.bridge.working_copy.questionnaire.questions() if one.not_applicable_reasons)
        section = probe.bridge.working_copy.questionnaire.section_of(asked.code).code
    reason = asked.not_applicable_reasons[0]
    id_ = two_rounds(tmp_path / "na.mrcw", {asked.code: {"state": "not_applicable", "reason": reason.code}})
    with desk_on(tmp_path / "na.mrcw", qapp, assessment=id_) as desk:
        desk.go(section)
        assert reason.text in words(box(desk, asked.code))
        desk.page.cards.rounds.confirm(asked.code)
        assert (desk.answer(asked.code).state, desk.answer(asked.code).reason) == (
            AnswerState.NOT_APPLICABLE,
            reason.code,
        )


# The section


def test_the_band_counts_what_waits_and_says_when_all_is_looked_at(later: Desk) -> None:
    band = later.page.cards.rounds.band
    assert "5 answers carried over from round 2025" in words(band)
    later.page.cards.rounds.confirm("referral_news")
    assert "4 answers carried over" in words(band)
    for code in CARRIED:
        later.page.cards.rounds.confirm(code)
    assert words(band) == "All of 2025 looked at"
    undo(later)
    assert "1 answer carried over" in words(band)


def test_from_a_section_that_is_looked_at_one_comes_to_the_next_that_is_not(later: Desk) -> None:
    band = later.page.cards.rounds.band
    for code in CARRIED:
        later.page.cards.rounds.confirm(code)
    assert band.confirm is not None
    assert not band.confirm.isVisible()
    for left, code in ("2 answers wait elsewhere", "resp_parts"), ("1 answer waits elsewhere", "prof_body"):
        assert band.go_on.text() == left
        band.go_on.click()
        later.finish()
        assert later.shown()[0].startswith(code[:5])
        assert QApplication.focusWidget() is box(later, code).still_true
        later.page.cards.rounds.confirm(code)
    assert words(band) == "All of 2025 looked at"
    assert not [one for one in band.findChildren(Button) if one.isVisible()]


def test_a_section_without_anything_carried_over_has_no_band(later: Desk) -> None:
    later.go("clients")
    assert later.page.cards.rounds.band.isHidden()


def test_a_section_is_confirmed_in_one_step_of_undo(later: Desk) -> None:
    asked: list[list[str]] = []

    def ask(waiting: object) -> tuple[str, ...]:
        asked.append([one.code for one in waiting])  # type: ignore[attr-defined]
        return tuple(asked[0][:3])

    later.page.cards.rounds.ask = ask
    steps = later.bridge.undo_stack.count()
    later.page.cards.rounds.confirm_section()
    assert asked == [CARRIED]
    assert waits(later) == CARRIED[3:]
    assert later.bridge.undo_stack.count() == steps + 1
    assert QApplication.focusWidget() is box(later, CARRIED[3]).still_true
    undo(later)
    assert waits(later) == CARRIED


def test_the_list_has_all_ticked_with_their_values_and_gives_those_that_stay_ticked(later: Desk, qtbot: object) -> None:
    rounds = later.page.cards.rounds
    listed = []
    rounds.ask = lambda waiting: listed.extend(waiting) or ()  # type: ignore[func-returns-value]
    rounds.confirm_section()
    dialog = ConfirmDialog(later.theme, later.content.texts, listed, later.window)
    dialog.show()
    assert dialog.chosen == tuple(CARRIED)
    assert "3 of 6 were ticked" in words(dialog)
    assert "Partner 1" in words(dialog)
    assert nameless(dialog) == []
    dialog.boxes["referral_news"].setChecked(False)
    assert "referral_news" not in dialog.chosen
    assert dialog.go.text() == "Confirm 4 answers"
    for one in dialog.findChildren(QCheckBox):
        one.setChecked(False)
    assert not dialog.go.isEnabled(), "nothing could be confirmed"
    dialog.close()
    dialog.deleteLater()


def test_giving_up_the_list_changes_nothing(later: Desk) -> None:
    later.page.cards.rounds.ask = lambda _: ()
    later.page.cards.rounds.confirm_section()
    assert waits(later) == CARRIED
    assert later.bridge.undo_stack.count() == 0


# The panel


def test_the_panel_says_what_waits_and_what_the_level_was(later: Desk) -> None:
    shown = panel(later)
    assert "Waits for you" in shown
    assert "Round 2025" in shown
    assert "Now, so far" in shown
    for code in CARRIED:
        later.page.cards.rounds.confirm(code)
    assert "Waits for you" not in panel(later)


def test_what_waits_in_the_panel_counts_for_nothing(later: Desk) -> None:
    copy = later.bridge.working_copy
    id_ = copy.questionnaire.section_by_code[SECTION].criterion or ""
    assert copy.criterion(id_).level is None
    assert copy.if_confirmed(id_).level == 2
    for code in CARRIED:
        later.page.cards.rounds.confirm(code)
    assert copy.criterion(id_) == copy.if_confirmed(id_)
    assert copy.criterion(id_).level == 2


# A file that is only read


def test_in_a_file_that_is_only_read_nothing_can_be_confirmed(later: Desk) -> None:
    card = later.card("referral_news")
    card.set_locked(True)
    assert not box(later, "referral_news").still_true.isEnabled()
    card.foot.comment.setFocus()
    QTest.keyClick(card, Qt.Key.Key_T)
    assert "referral_news" in waits(later)


def test_without_the_round_before_in_the_file_its_answers_can_be_confirmed_all_the_same(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mrcworkbench.gui.rounds.last_round.round_before", lambda _: None)
    id_ = two_rounds(tmp_path / "alone.mrcw")
    with desk_on(tmp_path / "alone.mrcw", qapp, assessment=id_) as desk:
        desk.go(SECTION)
        assert "Round before" in words(box(desk, "referral_news"))
        assert "5 answers carried over from the round before" in words(desk.page.cards.rounds.band)
        desk.page.cards.rounds.confirm("referral_news")
        assert desk.answer("referral_news").value == "some"
