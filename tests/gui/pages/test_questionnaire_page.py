"""The page: what is shown when, states and comments, files, the live panel, filters, going from section to section."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mrcworkbench import paths
from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.study.model import EvidenceKind
from mrcworkbench.errors import UserError
from mrcworkbench.gui.focus.tab_order import stops_of
from mrcworkbench.gui.outside.save_dialog import SaveDialog
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.widgets.basics.marks import StateChip
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow
from mrcworkbench.gui.widgets.editors.options import RadioOption
from mrcworkbench.gui.widgets.editors.typed import GrowingText
from mrcworkbench.gui.widgets.question.card import QuestionCard
from mrcworkbench.gui.widgets.question.state import CardState
from mrcworkbench.storage.store import Store
from tests.gui.questionnaire_support import Desk, desk_on, leave, type_into

# What is shown


def test_cards_come_and_go_with_the_answers_and_the_others_stay_as_they_are(desk: Desk) -> None:
    desk.go("access")
    assert desk.shown() == ["access_status"]
    status = desk.card("access_status")
    desk.put("access_status", "planned")
    assert desk.shown() == ["access_status", "access_plan"]
    plan = desk.card("access_plan")
    desk.put("access_status", "in_place")
    assert desk.shown() == ["access_status", "access_hours", "access_way", "access_evidence"]
    assert desk.card("access_status") is status
    desk.bridge.undo_stack.undo()
    assert desk.card("access_plan") is plan


def test_a_question_that_comes_back_shows_its_kept_answer(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.put("access_hours", "set")
    desk.go("access")
    desk.put("access_status", "none")
    assert "access_hours" not in desk.shown()
    desk.put("access_status", "in_place")
    field = desk.card("access_hours").editor
    assert any(one.isChecked() for one in field.findChildren(RadioOption))


def test_focus_and_scroll_stay_when_cards_appear_below(desk: Desk) -> None:
    desk.go("access")
    button = next(
        one for one in desk.card("access_status").editor.findChildren(QPushButton) if one.accessibleName() == "In place"
    )
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    desk.finish()
    assert len(desk.shown()) == 4
    assert button.hasFocus()
    assert desk.page.scroll_area.verticalScrollBar().value() == 0


def test_a_question_has_a_number_and_never_shows_its_code(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.go("access")
    for code in desk.shown():
        labels = [one.text() for one in desk.card(code).findChildren(QLabel)]
        assert any(desk.session.questionnaire.number(code) in text for text in labels)
        assert not any(code in text for text in labels)


def test_the_chip_counts_the_section_as_one_answers(desk: Desk) -> None:
    desk.go("access")
    assert desk.page.head.chip.accessibleName() == "0 of 1 answered"
    desk.put("access_status", "in_place")
    assert desk.page.head.chip.accessibleName() == "1 of 4 answered"
    desk.put("access_evidence", "b")
    assert desk.page.head.chip.accessibleName() == "2 of 4 answered, 0 of 1 optional"


# Follow-ups


def test_who_can_show_something_sees_at_once_that_it_must_be_named_or_attached(desk: Desk, tmp_path: Path) -> None:
    desk.put("access_status", "in_place")
    desk.go("access")
    card = desk.card("access_evidence")
    assert card.proof.sentence == ""
    option = card.editor.findChildren(RadioOption)[1]
    option.setFocus()
    QTest.keyClick(option, Qt.Key.Key_Space)
    desk.finish()
    before = option.mapTo(desk.window, option.rect().topLeft())
    assert "your own word" in card.proof.sentence
    documents = desk.card("access_documents")
    assert card.isAncestorOf(documents)
    assert documents.isVisible()
    assert option.hasFocus()
    desk.put("access_documents", [{"access_documents_title": "Contact log", "access_documents_date": "2026-03-01"}])
    desk.finish()
    assert "counts as shown" in card.proof.sentence
    assert option.mapTo(desk.window, option.rect().topLeft()) == before
    desk.put("access_documents", [{"access_documents_title": "Contact log"}])
    assert "your own word" in card.proof.sentence
    paper = tmp_path / "log.xlsx"
    paper.write_bytes(b"figures")
    card.files_asked.emit("access_evidence", (paper,))
    assert "counts as shown" in card.proof.sentence
    desk.put("access_evidence", "a")
    assert card.proof.sentence == ""
    assert documents.isHidden()


def test_tab_goes_from_the_evidence_through_its_documents_to_the_files(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.put("access_evidence", "b")
    desk.go("access")
    card, documents = desk.card("access_evidence"), desk.card("access_documents")
    stops = list(stops_of(card))
    inside = [n for n, one in enumerate(stops) if documents.isAncestorOf(one)]
    assert inside == list(range(inside[0], inside[-1] + 1))
    assert card.editor.isAncestorOf(stops[inside[0] - 1])
    assert stops[inside[-1] + 1] is card.files.add
    assert not any(documents.foot.isAncestorOf(one) for one in stops)


def test_results_are_asked_below_the_tick_that_brings_them_and_nothing_above_moves(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.go("access")
    way = desk.card("access_way")
    box = next(one for one in way.editor.findChildren(QCheckBox) if one.accessibleName().startswith("We follow"))
    box.setFocus()
    before = box.mapTo(desk.window, box.rect().topLeft())
    QTest.keyClick(box, Qt.Key.Key_Space)
    desk.finish()
    asked = [desk.card(code) for code in ("access_results", "access_until", "access_used")]
    assert all(way.isAncestorOf(card) and card.isVisible() for card in asked)
    tops = [card.mapTo(way, card.rect().topLeft()).y() for card in asked]
    assert tops == sorted(tops)
    assert box.hasFocus()
    assert box.mapTo(desk.window, box.rect().topLeft()) == before
    assert desk.shown() == ["access_status", "access_hours", "access_way", "access_evidence"]


def test_a_follow_up_is_where_one_is_and_keeps_what_is_typed(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.put("access_way", ["results"])
    places: list[Place] = []
    desk.page.place_changed.connect(places.append)
    desk.go("access", "access_used")
    assert places[-1].question == "access_used"
    field = desk.editor("access_used", GrowingText)
    type_into(field, "A second line")
    leave(field)
    assert desk.answer("access_used").value == "A second line"
    desk.put("access_way", ["none"])
    assert not desk.card("access_way").findChildren(GrowingText)[0].isVisible()
    desk.put("access_way", ["results"])
    assert desk.editor("access_used", GrowingText).toPlainText() == "A second line"


def test_a_filter_lists_a_follow_up_without_its_question(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.put("access_way", ["results"])
    desk.go("access", only="unanswered")
    assert desk.shown() == ["access_hours", "access_evidence", "access_until", "access_used"]


def test_a_section_that_asks_nothing_says_why_and_is_passed_over(desk: Desk) -> None:
    desk.put("prof_tie", "independent")
    desk.go("gov")
    assert not desk.page.nothing.isHidden()
    assert not desk.page.nothing.parts.isVisible()
    desk.go("safe")
    desk.page.nothing.parts.click()
    assert desk.places[-1] == Place("questionnaire", section="respondent", question="resp_parts")
    desk.go(desk.session.questionnaire.sections[-3].code)
    desk.page.bar.after.click()
    assert desk.places[-1] == Place("results")


# States and comments


def test_not_known_and_declined_rule_and_are_cleared_with_one_click(desk: Desk) -> None:
    desk.go("profile")
    desk.put("prof_body", "Caritas")
    card = desk.card("prof_body")
    for state in (AnswerState.NOT_KNOWN, AnswerState.DECLINED):
        card.foot.button(state).click()
        assert desk.answer("prof_body").state is state
        assert desk.answer("prof_body").value is None
        assert card.editor.isHidden()
        assert card.foot.button(state).isChecked()
        assert card.state is CardState.SAVED
        clear = next(one for one in card.findChildren(Button) if one.accessibleName() == "Answer instead")
        clear.click()
        assert desk.answer("prof_body").value == "Caritas"
        assert not card.editor.isHidden()
        assert desk.editor("prof_body", GrowingText).toPlainText() == "Caritas"


def test_pressing_the_state_that_rules_leaves_it(desk: Desk) -> None:
    desk.go("profile")
    button = desk.card("prof_body").foot.button(AnswerState.NOT_KNOWN)
    button.click()
    button.click()
    assert desk.answer("prof_body").state is AnswerState.NOT_KNOWN
    assert button.isChecked()


def test_not_applicable_asks_for_a_reason_from_the_list(desk: Desk) -> None:
    desk.go("access")
    card = desk.card("access_status")
    reasons = desk.session.questionnaire["access_status"].not_applicable_reasons
    menu = card.foot.reasons_menu()
    assert [action.text() for action in menu.actions()] == [reason.text for reason in reasons]
    menu.actions()[1].trigger()
    answer = desk.answer("access_status")
    assert (answer.state, answer.reason) == (AnswerState.NOT_APPLICABLE, reasons[1].code)
    assert any(reasons[1].text in one.text() for one in card.findChildren(QLabel))
    assert not desk.bridge.working_copy.criterion("protection.outreach.accessibility").applicable


def test_not_applicable_is_offered_only_where_reasons_exist(desk: Desk) -> None:
    desk.go("profile")
    with pytest.raises(KeyError):
        desk.card("prof_body").foot.button(AnswerState.NOT_APPLICABLE)


def test_a_state_keeps_the_value_for_undo(desk: Desk) -> None:
    desk.go("profile")
    desk.put("prof_body", "Caritas")
    desk.card("prof_body").foot.button(AnswerState.NOT_KNOWN).click()
    desk.bridge.undo_stack.undo()
    assert desk.answer("prof_body").value == "Caritas"
    assert desk.editor("prof_body", GrowingText).toPlainText() == "Caritas"
    assert not desk.card("prof_body").editor.isHidden()


def test_a_comment_is_saved_when_it_is_left_and_does_not_touch_the_answer(desk: Desk) -> None:
    desk.put("prof_sites", [{"prof_sites_place": "Port Velira"}])
    desk.go("profile")
    card = desk.card("prof_sites")
    card.foot.comment.click()
    field = card.comment.field
    assert field.hasFocus()
    type_into(field, "Ask Elira.")
    leave(field)
    leave(card.comment.switch)
    answer = desk.answer("prof_sites")
    assert (answer.comment, answer.kept_comment) == ("", "Ask Elira.")
    assert answer.rows[0].cells == {"prof_sites_place": "Port Velira"}
    assert not card.comment.is_open
    assert card.foot.comment.accessibleName() == f"Edit comment: {desk.session.questionnaire['prof_sites'].text}"
    desk.reopen()
    desk.go("profile")
    assert any(one.text() == "Ask Elira." for one in desk.card("prof_sites").comment.findChildren(QLabel))
    desk.card("prof_sites").foot.comment.click()
    field = desk.card("prof_sites").comment.field
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    leave(field)
    assert desk.answer("prof_sites").kept_comment == ""


def test_a_comment_stands_beside_a_state(desk: Desk) -> None:
    desk.go("access")
    desk.card("access_status").foot.reasons_menu().actions()[0].trigger()
    card = desk.card("access_status")
    card.foot.comment.click()
    type_into(card.comment.field, "Since May")
    leave(card.comment.field)
    answer = desk.answer("access_status")
    assert (answer.state, answer.kept_comment) == (AnswerState.NOT_APPLICABLE, "Since May")


def _commented(desk: Desk, code: str, **comments: object) -> QuestionCard:
    desk.put(code, {"state": "blank", "comment": {"text": "", "stays": False, **comments}})
    desk.go(desk.session.questionnaire.section_of(code).code)
    card = desk.card(code)
    card.foot.comment.click()
    return card


def test_a_new_comment_stays_here_until_a_person_lets_it_go_along_and_each_is_one_step(desk: Desk) -> None:
    desk.go("profile")
    card = desk.card("prof_body")
    card.foot.comment.click()
    assert not card.comment.switch.isChecked()
    type_into(card.comment.field, "Ask Elira.")
    leave(card.comment.field)
    steps = desk.bridge.undo_stack.count()
    card.comment.switch.click()
    assert card.comment.is_open
    assert desk.bridge.undo_stack.count() == steps + 1
    assert (desk.answer("prof_body").comment, desk.answer("prof_body").kept_comment) == ("Ask Elira.", "")
    desk.bridge.undo_stack.undo()
    assert (desk.answer("prof_body").comment, desk.answer("prof_body").kept_comment) == ("", "Ask Elira.")
    assert not card.comment.switch.isChecked()


def test_where_a_comment_goes_is_said_in_words(desk: Desk) -> None:
    card = _commented(desk, "prof_body", kept="Ours")
    card.commit()
    chips = card.comment.findChildren(StateChip)
    assert [one.accessibleName() for one in chips if one.isVisible()] == ["Stays here"]
    card.foot.comment.click()
    card.comment.switch.click()
    card.commit()
    assert [one.accessibleName() for one in chips if one.isVisible()] == ["Goes along"]


def test_both_comments_are_shown_and_become_one_where_they_go_the_same_way(desk: Desk) -> None:
    card = _commented(desk, "prof_body", text="For IOM", kept="Ours")
    assert [field.toPlainText() for field in card.comment.findChildren(GrowingText)] == ["For IOM", "Ours"]
    switches = card.comment.findChildren(QCheckBox)
    assert [one.isChecked() for one in switches] == [True, False]
    switches[0].click()
    assert (desk.answer("prof_body").comment, desk.answer("prof_body").kept_comment) == ("", "For IOM\nOurs")
    assert card.comment.field.toPlainText() == "For IOM\nOurs"
    desk.bridge.undo_stack.undo()
    assert (desk.answer("prof_body").comment, desk.answer("prof_body").kept_comment) == ("For IOM", "Ours")


def test_a_switch_set_before_anything_is_typed_holds_for_what_is_typed(desk: Desk) -> None:
    desk.go("profile")
    card = desk.card("prof_body")
    card.foot.comment.click()
    card.comment.switch.click()
    type_into(card.comment.field, "For IOM")
    card.commit()
    assert desk.answer("prof_body").comment == "For IOM"


def test_a_question_without_a_comment_has_no_widgets_for_one(desk: Desk) -> None:
    desk.go("profile")
    assert desk.card("prof_body").comment.findChildren(QWidget) == []


# Files


def test_files_are_attached_listed_opened_and_removed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "Notice of hours.pdf"
    paper.write_bytes(b"%PDF-1.4 hours")
    desk.put("access_status", "in_place")
    desk.put("access_evidence", "b")
    desk.go("access", "access_evidence")
    files = desk.card("access_evidence").files
    assert files is not None
    desk.card("access_evidence").files_asked.emit("access_evidence", (paper,))
    assert len(desk.answer("access_evidence").attachments) == 1
    assert desk.answer("access_evidence").value == "b"
    assert any(one.text() == "Notice of hours.pdf" for one in files.findChildren(QLabel))
    assert any("KB" in one.text() for one in files.findChildren(QLabel))
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    next(one for one in files.findChildren(Button) if one.accessibleName().startswith("Open")).click()
    assert opened[0].read_bytes() == paper.read_bytes()
    assert opened[0] != paper
    next(one for one in files.findChildren(Button) if one.accessibleName().startswith("Remove")).click()
    assert desk.answer("access_evidence").attachments == ()
    desk.bridge.undo_stack.undo()
    assert len(desk.answer("access_evidence").attachments) == 1


def test_files_are_dropped_on_the_card(desk: Desk, tmp_path: Path) -> None:
    paper = tmp_path / "log.xlsx"
    paper.write_bytes(b"figures")
    desk.put("access_status", "in_place")
    desk.go("access")
    card = desk.card("access_evidence")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    card.dropEvent(event)
    assert len(desk.answer("access_evidence").attachments) == 1


def test_what_could_run_is_kept_but_not_opened(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "report.pdf.exe"
    program.write_bytes(b"MZ")
    desk.put("access_status", "in_place")
    desk.go("access")
    desk.card("access_evidence").files_asked.emit("access_evidence", (program,))
    opened: list[object] = []
    asked: list[tuple[str, Path]] = []
    places = [None, tmp_path / "saved.exe"]

    def ask(_dialog: object, _parent: object, title: str, suggested: Path) -> Path | None:
        asked.append((title, suggested))
        return places.pop(0)

    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.setattr(SaveDialog, "__call__", ask)
    files = desk.card("access_evidence").files
    assert files is not None
    said = lambda: [box.accessibleName() for box in files.findChildren(MessageBox) if box.isVisibleTo(files)]  # noqa: E731
    files.opened.emit(desk.answer("access_evidence").attachments[0])
    assert opened == []
    assert len(said()) == 1
    assert "a program or a script" in said()[0]
    assert "report.pdf.exe" in asked[0][0]
    assert asked[0][1] == desk.bridge.session.path.parent / "report.pdf.exe"
    assert not (tmp_path / "saved.exe").exists()
    files.opened.emit(desk.answer("access_evidence").attachments[0])
    assert opened == []
    assert (tmp_path / "saved.exe").read_bytes() == b"MZ"
    assert len(said()) == 1
    assert "was saved" in said()[0]


def test_macros_under_an_innocent_ending_are_saved_and_not_opened(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.docx"
    with ZipFile(letter, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/vbaProject.bin", "x")
    desk.put("access_status", "in_place")
    desk.go("access")
    desk.card("access_evidence").files_asked.emit("access_evidence", (letter,))
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.setattr(SaveDialog, "__call__", lambda *_: tmp_path / "no folder" / "x.docx")
    files = desk.card("access_evidence").files
    assert files is not None
    files.opened.emit(desk.answer("access_evidence").attachments[0])
    assert opened == []
    assert any("no longer there" in box.accessibleName() for box in files.findChildren(MessageBox)), (
        "told why not saved"
    )


def test_a_file_that_is_too_large_is_refused_with_its_limit(desk: Desk, tmp_path: Path) -> None:
    large = tmp_path / "scan.tif"
    with large.open("wb") as out:
        out.truncate(11 * 1024 * 1024)
    desk.put("access_status", "in_place")
    desk.go("access")
    desk.card("access_evidence").files_asked.emit("access_evidence", (large,))
    files = desk.card("access_evidence").files
    assert files is not None
    assert any("10" in box.accessibleName() for box in files.findChildren(MessageBox))
    assert desk.answer("access_evidence").attachments == ()


# The live panel


def test_the_panel_follows_each_answer_at_once(desk: Desk) -> None:
    desk.go("access")
    live = desk.page.live
    assert live.criterion == "protection.outreach.accessibility"
    assert not live.isHidden()

    def said() -> str:
        return " ".join(one.text() for one in live.reasons.findChildren(QLabel) if not one.isHidden())

    desk.put("access_status", "in_place")
    assert "Level 2: " in said()
    assert "Evidence a" in said()
    desk.put("access_hours", "set")
    desk.put("access_way", ["staff", "steps", "two"])
    assert "Level 3: " in said()
    next_ = desk.bridge.working_copy.criteria_set.by_id[live.criterion].conditions[3]
    shown = [row.text_shown for row in live.reasons.findChildren(ReasonRow)]
    assert any(next_[-2].lift in text for text in shown)


def test_a_reason_leads_to_its_question(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.go("access")
    row = next(
        one
        for one in desk.page.live.reasons.findChildren(ReasonRow)
        if desk.session.questionnaire.number("access_hours") in one.text_shown
    )
    row.click()
    assert desk.places[-1] == Place("questionnaire", section="access", question="access_hours")
    assert desk.card("access_hours").isAncestorOf(QApplication.focusWidget())


def test_the_panel_shows_what_studied_centres_do_with_the_place_in_the_study(desk: Desk, qtbot: QtBot) -> None:
    desk.put("prof_run_by", "igo")
    desk.put("prof_context", ["origin"])
    desk.go("access")
    study = desk.page.live.study
    qtbot.waitUntil(lambda: not study.isHidden())
    labels = [one.text() for one in study.findChildren(QLabel)]
    first = study.shown[0]
    centre = desk.content.study.centre_by_id[first.centre]
    assert (centre.kind, centre.context) == ("iom", "origin")
    assert first.text in labels
    assert any("line" in text and "Draft of 12 October 2009" in text for text in labels)
    assert len(study.shown) == 3
    study.more.click()
    assert len(study.shown) > 3
    assert all(item.text in [one.text() for one in study.findChildren(QLabel)] for item in study.shown)


def test_other_readings_and_plans_of_2009_are_said(desk: Desk, qtbot: QtBot) -> None:
    study = desk.content.study
    item = next(one for one in study.evidence if one.differs and one.kind is not EvidenceKind.MATRIX and one.criterion)
    panel = desk.page.live.study
    panel.show_examples(study, [item])
    assert any(item.differs in one.text() for one in panel.findChildren(QLabel))  # type: ignore[operator]
    planned = next(one for one in study.evidence if one.status == "planned")
    panel.show_examples(study, [planned])
    assert any("Planned" in one.text() for one in panel.findChildren(QLabel))


def test_a_section_without_a_criterion_has_no_panel(desk: Desk) -> None:
    desk.go("access")
    assert desk.page.panel is not None
    assert not desk.page.panel.isHidden()
    desk.go("profile")
    assert desk.page.panel.isHidden()
    desk.go("access")
    assert not desk.page.panel.isHidden()


# From section to section


def test_the_bar_leads_to_the_sections_beside_this_one_and_at_the_end_to_the_results(desk: Desk) -> None:
    desk.go("respondent")
    assert desk.page.bar.before.isHidden()
    desk.page.bar.after.click()
    assert desk.places[-1].section == "profile"
    desk.page.bar.before.click()
    assert desk.places[-1].section == "respondent"
    desk.go(desk.session.questionnaire.sections[-1].code)
    desk.page.bar.after.click()
    assert desk.places[-1].page == "results"


def test_filters_list_only_what_they_name_and_skip_sections_without_it(desk: Desk) -> None:
    desk.put("access_status", {"state": "answered", "value": "in_place", "comment": "Since May"})
    desk.put("resp_date", "2199-01-01")
    desk.go("access", only="commented")
    assert desk.shown() == ["access_status"]
    desk.page.show_place(Place("questionnaire", only="problems"))
    assert desk.shown() == ["resp_date"]
    desk.go("profile", only="commented")
    assert desk.shown() == []
    assert not desk.page.nothing.isHidden()
    desk.page.nothing.next.click()
    assert desk.places[-1] == Place("questionnaire", section="access", only="commented")
    desk.page.filter.chosen.emit("")
    assert len(desk.shown()) == 4


def test_a_question_answered_under_a_filter_stays_until_the_section_is_left(desk: Desk) -> None:
    desk.go("profile", only="unanswered")
    field = desk.editor("prof_body", GrowingText)
    type_into(field, "Caritas")
    leave(field)
    assert "prof_body" in desk.shown()
    desk.go("respondent", only="unanswered")
    desk.go("profile", only="unanswered")
    assert "prof_body" not in desk.shown()


def test_going_to_a_question_brings_it_into_view_with_the_focus_in_its_editor(desk: Desk) -> None:
    desk.go("profile", "prof_staff")
    card = desk.card("prof_staff")
    assert card.isAncestorOf(QApplication.focusWidget())
    top = card.mapTo(desk.page.scroll_area.viewport(), card.rect().topLeft()).y()
    assert 0 <= top < desk.page.scroll_area.viewport().height()


def test_the_page_tells_which_question_one_is_in(desk: Desk) -> None:
    places: list[Place] = []
    desk.go("profile")
    desk.page.place_changed.connect(places.append)
    desk.editor("prof_body", GrowingText).setFocus()
    assert places[-1] == Place("questionnaire", section="profile", question="prof_body")


# Saving


def test_an_answer_that_could_not_be_written_is_marked_and_its_text_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.go("profile")

    def refuse(*_: object, **__: object) -> None:
        raise UserError("disk_full", path="centre.mrcw")

    monkeypatch.setattr(Store, "save", refuse)
    field = desk.editor("prof_body", GrowingText)
    type_into(field, "Caritas")
    leave(field)
    assert desk.card("prof_body").state is CardState.NOT_SAVED
    assert field.toPlainText() == "Caritas"
    monkeypatch.undo()
    desk.bridge.saving.retry()
    assert desk.card("prof_body").state is CardState.SAVED


# Room


def test_cards_keep_their_edge_and_are_never_too_wide_to_read(desk: Desk) -> None:
    desk.window.resize(1600, 900)
    desk.page.setGeometry(224, 56, 1376, 844)
    edges = set()
    for section in ("access", "profile"):
        desk.go(section)
        card = desk.card(desk.shown()[0])
        assert card.width() <= 960
        edges.add(card.mapTo(desk.page, card.rect().topLeft()).x())
    assert len(edges) == 1


class LongTexts(Catalogue):
    """A language in which everything is sixty per cent longer."""

    def text(self, key: str, /, **facts: object) -> str:
        return longer(super().text(key, **facts))

    def plural(self, key: str, n: int, /, **facts: object) -> str:
        return longer(super().plural(key, n, **facts))


def longer(text: str) -> str:
    words = text.split(" ")
    extra = len(text) * 6 // 10
    return text + "".join(f" {word}" for word in (words * 3))[: max(extra, 3)] if text else text


def cut(desk: Desk) -> list[str]:
    """What is wider than the room it has."""
    inner, viewport = desk.page.inner, desk.page.scroll_area.viewport()
    found = [] if inner.width() <= viewport.width() else [f"page: {inner.width()} > {viewport.width()}"]
    panel = desk.page.panel
    if panel is not None and not panel.isHidden():
        area = panel.scroll_area
        if desk.page.live.width() > area.viewport().width():
            found.append(f"panel: {desk.page.live.width()} > {area.viewport().width()}")
    return found


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_nothing_is_cut_at_1280_by_720(
    tmp_path: Path,
    qapp: QApplication,
    direction: Qt.LayoutDirection,
) -> None:
    content = Content()
    content.__dict__["texts"] = LongTexts("en", NullTranslations(), paths.resources("text"))
    qapp.setLayoutDirection(direction)
    try:
        with desk_on(tmp_path / "centre.mrcw", qapp, content) as desk:
            for criterion in desk.session.working_copy.criteria_set.criteria:
                desk.put(criterion.status_question, "in_place")
            desk.put("info_evidence", "b")
            desk.put("info_way", ["steps", "results"])
            desk.open_parts()
            for section in ("respondent", "profile", "clients", "info", "access", "referral", "challenges", "safe"):
                desk.go(section)
                assert cut(desk) == [], section
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
