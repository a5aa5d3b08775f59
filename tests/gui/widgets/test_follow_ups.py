"""A follow-up stands in the card of another question and is a card of its own: its keys, its files, its state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui.widgets.question.said_before import CarriedBox
from tests.gui.questionnaire_support import Desk, desk_on
from tests.gui.rounds_support import two_rounds

HOST, DOCUMENTS = "access_evidence", "access_documents"
ANSWERS = {
    "access_status": "in_place",
    HOST: "b",
    DOCUMENTS: [{f"{DOCUMENTS}_title": "Contact log", f"{DOCUMENTS}_date": "2025-03-01"}],
}


@pytest.fixture
def later(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A second round, at the section whose evidence and documents both wait."""
    path = tmp_path / "later.mrcw"
    id_ = two_rounds(path, ANSWERS)
    with desk_on(path, qapp, assessment=id_) as made:
        made.go("access")
        yield made


def box(desk: Desk, code: str) -> CarriedBox:
    found = desk.card(code).before_area.box
    assert found is not None
    return found


@pytest.mark.parametrize(("code", "other"), [(HOST, DOCUMENTS), (DOCUMENTS, HOST)])
def test_a_key_confirms_the_innermost_card_in_which_the_focus_is(later: Desk, code: str, other: str) -> None:
    box(later, other).still_true.setFocus()
    box(later, code).still_true.setFocus()
    QTest.keyClick(box(later, code).still_true, Qt.Key.Key_T)
    assert later.answer(code).state is AnswerState.ANSWERED
    assert later.answer(other).state is AnswerState.CARRIED_OVER


def test_after_a_follow_up_its_question_has_its_keys_again(later: Desk) -> None:
    box(later, DOCUMENTS).still_true.setFocus()
    QTest.keyClick(box(later, DOCUMENTS).still_true, Qt.Key.Key_T)
    box(later, HOST).still_true.setFocus()
    QTest.keyClick(box(later, HOST).still_true, Qt.Key.Key_T)
    assert later.answer(HOST).state is AnswerState.ANSWERED


def test_a_file_dropped_on_the_documents_is_attached_to_the_evidence(desk: Desk, tmp_path: Path) -> None:
    desk.put("access_status", "in_place")
    desk.put(HOST, "b")
    desk.go("access")
    card, documents = desk.card(HOST), desk.card(DOCUMENTS)
    paper = tmp_path / "log.xlsx"
    paper.write_bytes(b"figures")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    assert not documents.acceptDrops()
    card.dragEnterEvent(enter)
    assert enter.isAccepted()
    card.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert len(desk.answer(HOST).attachments) == 1


def test_the_focus_goes_on_in_the_card_when_a_follow_up_goes(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.put(HOST, "b")
    desk.go("access", DOCUMENTS)
    assert desk.card(DOCUMENTS).isAncestorOf(QApplication.focusWidget())
    desk.put(HOST, "a")
    desk.finish()
    assert desk.card(HOST).isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget().isVisible()


def test_undo_of_a_status_leads_from_what_goes_to_the_question_above(desk: Desk) -> None:
    desk.go("access")
    desk.put("access_status", "in_place")
    desk.go("access", "access_hours")
    desk.bridge.undo_stack.undo()
    desk.finish()
    assert desk.card("access_status").isAncestorOf(QApplication.focusWidget())


def test_a_follow_up_keeps_its_own_state_beside_that_of_its_question(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.put("access_way", ["results"])
    desk.go("access")
    until = desk.card("access_until")
    until.foot.button(AnswerState.NOT_KNOWN).click()
    assert desk.answer("access_until").state is AnswerState.NOT_KNOWN
    assert desk.answer("access_way").value == ("results",)
    assert desk.card("access_way").foot.button(AnswerState.NOT_KNOWN).isChecked() is False
