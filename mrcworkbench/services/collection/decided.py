"""The log of decisions as rows of an export: what was decided, when and why, and what was said before.

The rules are those of answers (`domain.tidy.permitted`). Who decided is in no export. A reason is a free text: it stays
where the centre does not let others see its answers, where it holds a way to reach a person, and where the question is
one of which nothing may be seen. Of rows of tables no count of people is told: two counts would tell those between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from mrcworkbench.domain.disclosure.consent import passes_on
from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.disclosure.small_counts import people_columns
from mrcworkbench.domain.merging.logged import Erasure, kind_of, reason_of
from mrcworkbench.domain.merging.settling import settling_of
from mrcworkbench.domain.merging.views import View
from mrcworkbench.domain.personal import holds_contact
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.revisions.decisions import (
    Choice,
    Confirmation,
    Decision,
    Join,
    Rename,
    TakeBack,
    Withdrawal,
)
from mrcworkbench.domain.revisions.units import ORDER, Unit
from mrcworkbench.domain.tidy.layout import SEPARATOR

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import CentreInfo
    from mrcworkbench.domain.merging.logged import Act
    from mrcworkbench.domain.tidy.permitted import Permitted, PermittedAnswer
    from mrcworkbench.domain.tidy.shapes import Row, TidyTable
    from mrcworkbench.services.collection.collecting import Collected, Collection
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.merging.log import LogLine

_NOTHING = View(None, {}, {}, frozenset())


@dataclass
class _Words:
    """What may be told of one decision, and why the rest is not; `free`: the centre lets others see free texts."""

    country: str
    free: bool
    before: list[str] = field(default_factory=list)
    now: str | None = None
    held: Withheld | None = None

    def reason(self, text: str) -> str | None:
        why = None if self.free else Withheld.TEXT
        if why is None and holds_contact(text, self.country):
            why = Withheld.PERSONAL
        self.held = self.held or (why if text else None)
        return None if why is not None else text or None


class DecisionRows:
    """DecisionRows(session, collection, table, label): `label` makes of a centre's name, in a country, what may be
    told."""

    def __init__(
        self, session: Session, collection: Collection, table: TidyTable, label: Callable[[str, str], str]
    ) -> None:
        self._collection, self._table, self._label = collection, table, label
        self._by_assessment: dict[str, list[LogLine]] = {}
        self._others: list[LogLine] = []
        self._open: dict[str, bool] = {}
        """By centre, whether all of its assessments let others see free texts."""
        self._under = {one.id: one.joined_into or one.id for one in session.centres()}
        shown = {one.id for one in collection.assessments}
        for line in session.read_file(lambda store: store.decisions.log()):
            subject = line.logged.subject
            if isinstance(subject, Decision) and subject.question and subject.assessment in shown:
                self._by_assessment.setdefault(subject.assessment, []).append(line)
            else:
                self._others.append(line)

    def of(self, one: Collected, allowed: Permitted) -> Iterator[Row]:
        """Those on the answers of an assessment."""
        rules = one.rules
        agrees = allowed.left_out is None and rules is not None and passes_on(rules.questionnaire, allowed.consent)
        free = agrees or one.centre.is_sample
        self._open[one.centre.id] = self._open.get(one.centre.id, True) and free
        for line in self._by_assessment.get(one.info.id, ()):
            subject = line.logged.subject
            if isinstance(subject, Decision):
                words = _Words(one.centre.country, free and subject.question not in allowed.stays)
                if allowed.left_out is None:
                    self._tell(words, one, subject, line)
                yield self._row(line, words, one.centre.id, subject)

    def others(self) -> Iterator[Row]:
        """Those on centres; after all of `of`. Of a centre that is not exported only that it withdrew or was erased:
        whoever has an earlier export is to know."""
        centres = {one.id: one for one in self._collection.centres}
        for line in self._others:
            subject = line.logged.subject
            (centre, *_) = (self._under.get(id_, id_) for id_ in line.centres or ("",))
            known = centres.get(centre)
            if known is None and line.logged.kind not in ("withdrawn", "erased"):
                continue
            words = _Words("" if known is None else known.country, self._open.get(centre, False))
            if known is not None and subject is not None:
                self._tell_of_centre(words, known, subject)
            yield self._row(line, words, centre or None, subject if isinstance(subject, Decision) else None)

    def _row(self, line: LogLine, words: _Words, centre: str | None, decision: Decision | None) -> Row:
        logged = line.logged
        confirmed, taken_back = logged.confirmed, logged.taken_back
        row = None if decision is None else decision.row or None
        return self._table.row(
            decision_id=logged.id,
            decision=logged.kind,
            decision_about=None if logged.about is None else kind_of(logged.about),
            centre_id=centre,
            assessment_id=None if decision is None else decision.assessment,
            question=None if decision is None else decision.question or None,
            row_id=None if row is None or holds_contact(row, words.country) else row,
            said_before="\n".join(words.before) or None,
            said_now=words.now,
            because=words.reason(reason_of(logged.what)),
            decided_at=logged.what.decided_at or None,
            in_effect=int(logged.in_effect),
            confirmed_at=None if confirmed is None else confirmed.decided_at,
            confirmed_because=None if confirmed is None else words.reason(confirmed.reason),
            taken_back_at=None if taken_back is None else taken_back.decided_at,
            taken_back_because=None if taken_back is None else words.reason(taken_back.reason),
            held=None if words.held is None else words.held.value,
        )

    def _tell(self, words: _Words, one: Collected, decision: Decision, line: LogLine) -> None:
        """What was said before and what holds instead, in the version in which the answers are exported."""
        rules = one.rules
        is_same = rules is not None and decision.version == one.info.questionnaire_version
        if rules is None or not is_same or decision.question not in rules.questionnaire or decision.row == ORDER:
            return
        question = rules.questionnaire[decision.question]

        def told(unit: Unit, view: View) -> str:
            said = settling_of(decision, view, question).answer(unit)
            seen = self._collection.permitted_instead(one, decision.question, said)
            if seen is not None:
                return _in_text(seen, words)
            words.held = words.held or (Withheld.PERSONAL if question.personal else None)
            return AnswerState.BLANK.value if said.state is AnswerState.BLANK else ""

        words.before += [told(side.unit, side.view) for side in line.sides]
        tables = (side.view for side in line.sides if side.unit.is_table)
        words.now = told(decision.unit, next(tables, _NOTHING)) or None

    def _tell_of_centre(self, words: _Words, centre: CentreInfo, subject: Act) -> None:
        match subject:
            case Join():
                words.before.append(subject.centre)
                words.now = subject.into
            case Choice():
                words.now = subject.assessment
            case Rename():
                before = [name for name in subject.names_before.splitlines() if name]
                words.before += [self._label(name, centre.country) for name in before]
                words.before += subject.countries_before.split()
                words.now = SEPARATOR.join(filter(None, (self._label(subject.name, centre.country), subject.country)))
            case Decision() | Withdrawal() | TakeBack() | Confirmation() | Erasure():
                pass
            case never:
                assert_never(never)


def _in_text(said: PermittedAnswer, words: _Words) -> str:
    """An answer as a text: codes, numbers and days as in the other tables."""
    if said.held is not None:
        words.held = words.held or said.held
        return ""
    if said.state is not AnswerState.ANSWERED:
        return SEPARATOR.join(filter(None, (said.state.value, said.reason)))
    if said.question.is_table:
        people = {column.code for column in people_columns(said.question)}
        rows = []
        for row in said.rows:
            words.held = words.held or next(iter(row.held.values()), None)
            cells: Mapping[str, object] = {code: cell for code, cell in row.cells.items() if code not in people}
            if len(cells) < len(row.cells):
                words.held = words.held or Withheld.WOULD_TELL
            rows.append(" ".join(f"{code}={_cell(cell)}" for code, cell in cells.items()))
        return "\n".join(rows)
    return _cell(said.value)


def _cell(value: object) -> str:
    return SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
