"""The column of question cards of one section: built as they are needed, kept in step with the answers."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.questionnaire.references import with_names
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.questionnaire.evidence import CardsEvidence
from mrcworkbench.gui.pages.questionnaire.listing import matches
from mrcworkbench.gui.pages.questionnaire.rounds import SectionRounds
from mrcworkbench.gui.pages.questionnaire.saving import CardsSaving
from mrcworkbench.gui.session.versions import notices_beside
from mrcworkbench.gui.widgets.editors import Cells, Kit
from mrcworkbench.gui.widgets.question.card import CARD_PADDING, INSET_PADDING, NUMBER_WIDTH, QuestionCard

TURN_SECONDS = 0.03
"""Cards are built for so long before the window may do something else: opening a long section never blocks it."""


class SectionCards(QWidget):
    """`show_section(section, only)`; cards come and go with the answers, and the others stay as they are."""

    warned = Signal(str, str)
    """Title and text of something that went wrong with a file, for the whole window."""

    entered = Signal(str)
    """Code of the question whose card the focus has come to."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bridge = self._bridge = context.bridge
        self._kit = Kit(context.theme, context.texts)
        self._evidence = CardsEvidence(context, self)
        self._evidence.wrong.connect(self.warned)
        self._cards: dict[str, QuestionCard] = {}
        self.rounds = SectionRounds(context, self)
        self._saving = CardsSaving(self._cards, bridge.saving, self.rounds.reviewed.word, self)
        self._section: Section | None = None
        self._only: str | None = None
        self._listed: set[str] = set()
        self._own: str | None = None
        self._inside: str | None = None
        """The question in one of whose follow-ups the focus is."""
        self._put_away: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._build_turn)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        bridge.answer_changed.connect(self._on_change)

    # What is shown

    def show_section(self, section: Section, only: str | None = None) -> None:
        """Shows the cards of a section, from the top. What was being typed elsewhere is kept first."""
        self.commit()
        self.clear()
        self._section, self._only = section, only
        self._listed = {question.code for question in section.questions if matches(self._bridge, question.code, only)}
        self._build_turn()

    def clear(self) -> None:
        """Takes all cards away without keeping anything: they belong to an assessment that is no longer open."""
        self._later.stop()
        for card in self._cards.values():
            card.hide()
            self._column.removeWidget(card)
            card.deleteLater()
        self._cards.clear()
        self._saving.clear()
        self._put_away.clear()
        self._section = self._inside = None

    def shown_codes(self) -> tuple[str, ...]:
        """Codes of the questions that have, or will have, a card here; in order."""
        if self._section is None:
            return ()
        copy = self._bridge.working_copy
        return tuple(q.code for q in self._section.questions if q.code in self._listed and copy.is_shown(q.code))

    def card(self, code: str) -> QuestionCard | None:
        """The card of a question that is shown here; cards up to it are built if need be."""
        if code not in self.shown_codes():
            return None
        if code not in self._cards:
            while code not in self._cards:
                self._build_next()
            self._arrange()
        return self._cards[code]

    @property
    def is_complete(self) -> bool:
        """Whether every card is built."""
        return all(code in self._cards for code in self.shown_codes())

    def commit(self) -> None:
        """Keeps at once what is being typed."""
        for card in self._cards.values():
            if card.isVisibleTo(self):
                card.commit()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        code = next((code for code, card in reversed(self._cards.items()) if card.isAncestorOf(new)), None)
        if code is not None:
            self._leave_keys(self._bridge.working_copy.questionnaire.follow_ups.get(code))
            self.entered.emit(code)

    def _leave_keys(self, host: str | None) -> None:
        """Keys belong to the innermost card in which the focus is."""
        if host != self._inside:
            for code, held in ((self._inside, False), (host, True)):
                if code in self._cards:
                    self._cards[code].before_area.hold_keys(held=held)
            self._inside = host

    # Building

    def _build_turn(self) -> None:
        if not self._bridge.is_open:
            return
        start = perf_counter()
        while not self.is_complete and perf_counter() - start < TURN_SECONDS:
            self._build_next()
        if self.is_complete:
            self._later.stop()
        elif not self._later.isActive():
            self._later.start()
        self._arrange()

    def _build_next(self) -> None:
        code = next((one for one in self.shown_codes() if one not in self._cards), None)
        if code is not None:
            self._build(code)

    def _build(self, code: str) -> None:
        copy, gone = self._bridge.working_copy, self._kit.texts.text("registers.row_gone")
        questionnaire = copy.questionnaire
        asked = with_names(questionnaire[code], questionnaire, copy.answers, gone)
        host = self._cards.get(questionnaire.follow_ups.get(code, ""))
        room = self.width() - self._kit.theme.px(NUMBER_WIDTH) - 2 * CARD_PADDING
        if host is not None:
            room -= self._kit.theme.px(NUMBER_WIDTH) + 2 * INSET_PADDING
        before = self.rounds.said_before(code)
        card = QuestionCard(
            replace(self._kit, room=room), asked, questionnaire.number(code), before, inset=host is not None
        )
        self.rounds.serve(card)
        card.edited.connect(self._edit)
        card.edited_whole.connect(self._edit)
        card.kept.connect(self._bridge.drafts.keep)
        card.dropped.connect(self._bridge.drafts.drop)
        card.clear_asked.connect(self._bridge.clear_answer)
        card.looked_at.connect(self._look_done)
        self._evidence.serve(card)
        self._cards[code] = card
        self._fill(code)
        card.set_locked(self._bridge.session.read_only)
        column = self._column if host is None else host.follow_ups
        column.insertWidget(self._place(code, column), card)

    def _place(self, code: str, column: QVBoxLayout) -> int:
        """Where a card stands among those of a column."""
        order = [question.code for question in self._section.questions] if self._section is not None else []
        before = order[: order.index(code)]
        built = [self._cards[one] for one in before if one in self._cards]
        return max((column.indexOf(card) + 1 for card in built), default=0)

    def _fill(self, code: str) -> None:
        card = self._cards[code]
        card.show_answer(self._bridge.working_copy.answer(code), self._drafts(code))
        card.show_notices(notices_beside(self._bridge.session, self._kit.texts)(code))
        self._saving.show(code)
        self._evidence.show(card)

    def _drafts(self, code: str) -> Cells:
        return {(row, column): text for (one, row, column), text in self._bridge.session.drafts.items() if one == code}

    def _arrange(self) -> None:
        """Shows and hides cards as the answers say; a card that comes back shows its answer anew. From one that goes
        the focus comes to the question that it followed, or to the one above."""
        shown, here = set(self.shown_codes()), QApplication.focusWidget()
        asked = () if self._section is None else self._section.questions
        order = [question.code for question in asked if question.code in self._cards]
        for place, code in enumerate(order):
            if code not in shown and here is not None and self._cards[code].isAncestorOf(here):
                above = [self._bridge.working_copy.questionnaire.follow_ups.get(code, ""), *order[place::-1]]
                target = next((one for one in above if one in shown and one in self._cards), None)
                if target is not None:
                    self._cards[target].focus_editor()
        for code, card in self._cards.items():
            if code in shown and code in self._put_away:
                self._put_away.discard(code)
                self._fill(code)
            elif code not in shown:
                self._put_away.add(code)
            card.setVisible(code in shown)

    # Edits

    def _edit(self, code: str, raw: object, wrong: Cells | None = None) -> None:
        before, self._own = self._own, code
        try:
            checked = self._bridge.edit(code, raw) if wrong is None else self._bridge.edit_whole(code, raw, wrong)
        finally:
            self._own = before
        card = self._cards.get(code)
        if card is None:
            return
        if checked.answer is None:
            card.reject(checked.problems)
        else:
            card.settle(self._bridge.working_copy.answer(code))

    def _on_change(self, change: Change) -> None:
        code = change.question
        self._saving.note(code)
        card = self._cards.get(code)
        if card is not None and code not in self._put_away and code != self._own:
            card.show_answer(change.after, self._drafts(code))
        for one in self._cards.values():
            self._evidence.show(one)
        self._show_notices()
        self._saving.show_all()
        if self._section is not None and (change.shown or change.hidden):
            here = {question.code for question in self._section.questions}
            self._listed |= {code for code in change.shown & here if matches(self._bridge, code, self._only)}
            if (change.shown | change.hidden) & here:
                self._build_turn()

    def _look_done(self, code: str) -> None:
        self._bridge.session.look_again.done((code,))
        self._cards[code].focus_editor()
        self._show_notices()
        self._bridge.progress_changed.emit()

    def _show_notices(self) -> None:
        notices = notices_beside(self._bridge.session, self._kit.texts)
        for code, card in self._cards.items():
            card.show_notices(notices(code))
