"""Whether stored units are answers that the questionnaire takes: the rules of `checking`, for units from elsewhere.

Ten thousand files are judged in one merge, so what is said over and over (that a question has this option) is
remembered, and rows of tables are looked at quickly. Only what that does not accept is judged in full; a quick look
never accepts what the full judgement would not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.cells import text_faults
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.canonical import read_canonical
from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.units import NO_ATTACHMENTS, ORDER, WHOLE, Unit, is_row
from mrcworkbench.domain.rounds import is_asked_again
from mrcworkbench.domain.verification.histories import unit_fault
from mrcworkbench.domain.verification.row_rules import RowRules, WholeRules, is_quick_text, whole_fault

_ANSWERED = "answered"
_SHA256 = re.compile("[0-9a-f]{64}")
_ORDER = re.compile(r'\["[A-Za-z0-9_.:-]{1,64}"(?:,"[A-Za-z0-9_.:-]{1,64}")*\]')
"""The canonical text of an order of rows."""
_MOST_REMEMBERED = 50_000
_LONGEST_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class UnitFault:
    """What is wrong with a unit, and where."""

    code: str
    question: str
    row: str


class ContentRules:
    """The rules of one questionnaire. Remembers what it has accepted, so keep it for all files.

    `kept_fault` judges what is kept from an earlier version, as `versions.keeping` does; without it nothing is right.
    """

    def __init__(
        self, questionnaire: Questionnaire, kept_fault: Callable[[UnitRow], str | None] = lambda _: "question_unknown"
    ) -> None:
        self._questionnaire, self._kept_fault = questionnaire, kept_fault
        self._tables = {one.code: RowRules(one) for one in questionnaire.all_questions() if one.is_table}
        self._rules: dict[str, RowRules | WholeRules] = {
            one.code: WholeRules(one) for one in questionnaire.all_questions() if not one.is_table
        } | self._tables
        self._accepted: set[tuple[str | None, ...]] = set()

    def first_fault(self, rows: Sequence[UnitRow]) -> UnitFault | None:
        """What is wrong with a unit at fault, None if nothing is. All columns must be texts, or None where that is
        allowed; origins are not looked at."""
        for row in self._doubtful(rows):
            code = self.fault(row)
            if code is not None:
                return UnitFault(code, row[0], row[1])
            self._remember(row)
        return None

    def number(self, code: str) -> str:
        """The number shown for a question, "?" for one that does not exist."""
        return self._questionnaire.number(code) if code in self._questionnaire else "?"

    def fault(self, row: UnitRow) -> str | None:
        """The full judgement of one unit, as a code."""
        code, place, state, text, reason, comment, attachments, _ = row
        if code not in self._questionnaire:
            return self._kept_fault(row)
        question = self._questionnaire[code]
        found = unit_fault((code, place), Unit(state, text, reason, comment, attachments))
        if found is not None:
            return found
        if state == AnswerState.CARRIED_OVER and is_asked_again(question):
            return "carried_over_never"
        if text_faults(comment) or (comment and not comment.strip()):
            return "unit_comment"
        files = read_canonical(attachments)
        if not isinstance(files, list) or not all(_SHA256.fullmatch(one) for one in files):
            return "unit_attachments"
        if place != WHOLE and (comment or files) and not question.is_register:
            return "unit_comment"
        if place == WHOLE:
            return whole_fault(question, state, text, reason)
        if code not in self._tables:
            return "row_without_table"
        if not is_row((code, place)) or text is None:
            return None
        cells = read_canonical(text)
        return self._tables[code].fault(place, cells) if isinstance(cells, dict) else "unit_value"

    def _remember(self, row: UnitRow) -> None:
        """Whole answers that others may give too."""
        if row[1] == WHOLE and len(row[3] or "") <= _LONGEST_REMEMBERED:
            if len(self._accepted) >= _MOST_REMEMBERED:
                self._accepted.clear()
            self._accepted.add(row[:5])

    def _doubtful(self, rows: Sequence[UnitRow]) -> list[UnitRow]:
        """The units that neither memory nor a quick look accepts."""
        accepted, tables, rules = self._accepted, self._tables, self._rules
        doubtful: list[UnitRow] = []
        for row in rows:
            code, place, state, text, reason, comment, attachments, _ = row
            if attachments != NO_ATTACHMENTS or (comment and not (place == WHOLE and is_quick_text(comment))):
                right = False
            elif state != _ANSWERED or text is None or reason is not None or (code in tables) is (place == WHOLE):
                right = row[:5] in accepted
            elif place == ORDER:
                right = _is_quick_order(text)
            else:
                right = (code in rules and rules[code].accept(place, text)) or row[:5] in accepted
            if not right:
                doubtful.append(row)
        return doubtful


def _is_quick_order(text: str) -> bool:
    ids = text[1:-1].split(",")
    return _ORDER.fullmatch(text) is not None and len(set(ids)) == len(ids)
