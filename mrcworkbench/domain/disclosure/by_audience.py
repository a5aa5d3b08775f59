"""Decides what a report may show to whom. Pure.

For a donor: no columns with personal data, no comments, no files, no declined answers, what could put clients at risk
only with the centre's consent, free texts only as released one by one (a release ends when its text is changed),
counts of fewer than five people as "under 5", with what would give them away. Inside the centre: everything. Hidden
answers: never.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mrcworkbench.domain.disclosure.consent import consent_of, passes_on
from mrcworkbench.domain.disclosure.report_parts import (
    EMPTY,
    NOTHING_MORE,
    Audience,
    CellView,
    Letting,
    QuestionView,
    Release,
    ReportData,
    ReportSource,
    RoundBefore,
    RowView,
    SectionView,
    TextPlace,
    TextPreview,
    Withheld,
    text_digest,
)
from mrcworkbench.domain.disclosure.small_counts import SmallCount, held_counts
from mrcworkbench.domain.personal import holds_contact
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Cell, Row, going_along
from mrcworkbench.domain.questionnaire.model import Question, Section
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.scoring.comparable import Rules, comparable
from mrcworkbench.domain.scoring.results import NamedDocument
from mrcworkbench.domain.scoring.score import CriterionScore, Reason, Score, score_all
from mrcworkbench.domain.study.comparison import compare
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError


def prepare(source: ReportSource, audience: Audience, texts: Texts, letting: Letting = NOTHING_MORE) -> ReportData:
    """What this audience sees.

    Raises `UserError` `report_no_consent` where another body would report to a donor on a centre that has not allowed
    it. The centre's own copy can always be reported on: making the file is the centre's own act, and its cover states
    the consent.
    """
    consent = consent_of(source.questionnaire, source.answers)
    agrees = passes_on(source.questionnaire, consent)
    if audience is Audience.DONOR and not source.made_by_centre and not agrees:
        raise UserError("report_no_consent", centre=source.centre)
    shown = shown_questions(source.questionnaire, source.answers)
    view = _Viewer(source, audience, shown, letting)
    sections = tuple(SectionView(s, questions) for s in source.questionnaire.sections if (questions := view.section(s)))
    score = _documented(_explained(source, audience, shown, view, texts), source, sections)
    asked = shown & source.questionnaire.asked
    return ReportData(
        audience=audience,
        language=source.language,
        centre=source.centre,
        country=source.country,
        round=_round(source, audience, texts),
        is_sample=source.is_sample,
        is_practice=source.is_practice,
        made_on=source.today,
        program_version=source.program_version,
        questionnaire=source.questionnaire,
        criteria=source.criteria,
        study=source.study,
        score=score,
        comparison=compare(source.study, score, source.own),
        sections=sections,
        registers=view.registers(),
        applicable=len(asked),
        answered=sum(answer.counts_as_done for code, answer in source.answers.items() if code in asked),
        held=view.held,
        consent=consent,
        as_of=source.as_of,
        sealed_on=source.sealed_on,
        public=source.public or letting.public,
        before=_before(source, audience, texts),
    )


def _round(source: ReportSource, audience: Audience, texts: Texts) -> str:
    """The name of the round, unless a way to reach a person was typed into it."""
    is_held = audience is Audience.DONOR and holds_contact(source.round, source.country_code)
    return texts.text("report.round_held") if is_held else source.round


def _before(source: ReportSource, audience: Audience, texts: Texts) -> RoundBefore | None:
    """The round before, as this audience may see it now; free texts of it are released by nobody."""
    earlier = source.before
    if earlier is None:
        return None
    then = replace(
        source,
        round=earlier.round,
        questionnaire=earlier.questionnaire,
        criteria=earlier.criteria,
        answers=earlier.answers,
        as_of=earlier.as_of,
        releases=frozenset(),
        before=None,
    )
    shown = shown_questions(then.questionnaire, then.answers)
    view = _Viewer(then, audience, shown)
    return RoundBefore(
        round=_round(then, audience, texts),
        scores=_explained(then, audience, shown, view, texts).by_id,
        people=view.tagged(Tag.CLIENT_COUNTS),
        comparable=comparable(Rules(source.criteria, source.questionnaire), Rules(then.criteria, then.questionnaire)),
    )


def _explained(source: ReportSource, audience: Audience, shown: frozenset[str], view: _Viewer, texts: Texts) -> Score:
    """The score, worded for the audience:

    declined answers read as blank, and reasons resting on what stays say only that.
    """
    answers = source.answers
    if audience is Audience.DONOR:
        answers = {code: BLANK if answer.state is AnswerState.DECLINED else answer for code, answer in answers.items()}
    score = score_all(source.criteria, source.questionnaire, answers, shown, texts, as_of=source.as_of)
    if not view.kept_questions:
        return score
    criteria = tuple(without_reasons(item, view.kept_questions, texts) for item in score.criteria)
    return Score(criteria, score.dimensions)


def _documented(score: Score, source: ReportSource, sections: Iterable[SectionView]) -> Score:
    """The score, where of the documents only what may be seen is left: a title that is not released is blank."""
    seen = {view.question.code: view for section in sections for view in section.questions}
    by_id = source.criteria.by_id
    criteria = tuple(
        replace(item, documents=tuple(_documents(seen.get(by_id[item.id].documents_question or ""))))
        if item.documents
        else item
        for item in score.criteria
    )
    return Score(criteria, score.dimensions)


def _documents(view: QuestionView | None) -> Iterator[NamedDocument]:
    """Those that are named with title and date."""
    if view is None:
        return
    columns = [view.question.column_tagged(tag) for tag in (Tag.DOCUMENT_TITLE, Tag.DOCUMENT_DATE, Tag.DOCUMENT_PLACE)]
    for row in view.rows:
        title, date, place = (row.cells.get(column.code, EMPTY) if column else EMPTY for column in columns)
        if (title.value or title.held) and date.value:
            yield NamedDocument(*(str(cell.value or "") for cell in (title, date, place)))


def without_reasons(score: CriterionScore, kept: frozenset[str], texts: Texts) -> CriterionScore:
    """The score of a criterion where reasons that rest on `kept` questions say only that."""

    def worded(reasons: tuple[Reason, ...], sentence: str) -> tuple[Reason, ...]:
        open_ = tuple(reason for reason in reasons if not kept.intersection(reason.questions))
        return open_ if len(open_) == len(reasons) else (*open_, Reason(sentence, ()))

    return replace(
        score,
        why=worded(score.why, texts.text("report.reason_kept")),
        next=worded(score.next, texts.text("report.next_kept")),
    )


def preview_texts(source: ReportSource) -> tuple[TextPreview, ...]:
    """Every free text that could leave for a donor, released or not, in the questionnaire's order."""
    shown = shown_questions(source.questionnaire, source.answers)
    return tuple(_Viewer(source, Audience.DONOR, shown).texts())


class _Viewer:
    """Decides, answer by answer, what an audience sees, and counts what it does not."""

    def __init__(
        self, source: ReportSource, audience: Audience, shown: frozenset[str], letting: Letting = NOTHING_MORE
    ) -> None:
        self._source = source
        self._open = audience is Audience.INTERNAL
        self._risk_allowed = self._open or passes_on(
            source.questionnaire, consent_of(source.questionnaire, source.answers)
        )
        self._shown = shown
        self._release_all = letting.all_texts or self._open
        self._public = letting.public or source.public
        self.held: dict[Withheld, int] = dict.fromkeys(Withheld, 0)
        self.held[Withheld.HIDDEN] = sum(a.counts_as_done for code, a in source.answers.items() if code not in shown)
        self.kept_questions = frozenset(q.code for q in source.questionnaire.questions() if not self._may_leave(q))

    def section(self, section: Section) -> tuple[QuestionView, ...]:
        views = (self._question(question) for question in section.questions if question.code in self._shown)
        return tuple(view for view in views if view is not None)

    def registers(self) -> tuple[QuestionView, ...]:
        views = (self._question(register) for register in self._source.questionnaire.registers)
        return tuple(view for view in views if view is not None and view.rows)

    def tagged(self, tag: Tag) -> QuestionView | None:
        """The question with this tag, where it was asked."""
        question = self._source.questionnaire.tagged(tag)
        return self._question(question) if question is not None and question.code in self._shown else None

    def texts(self) -> Iterator[TextPreview]:
        """The free texts that are not held back for another reason."""
        for question in self._source.questionnaire.all_questions():
            answer = self._answer(question)
            if question.code in self._shown and self._may_leave(question) and answer.is_answered:
                yield from self._texts_of(question, answer)

    def _texts_of(self, question: Question, answer: Answer) -> Iterator[TextPreview]:
        if question.kind is ValueKind.TEXT and isinstance(answer.value, str):
            yield self._text(question, None, None, None, answer.value)
        for position, row in enumerate(answer.rows, 1):
            for column in question.columns:
                text = row.cells.get(column.code)
                if column.kind is ValueKind.TEXT and isinstance(text, str) and self._may_leave(column):
                    yield self._text(question, row, column, self._row_name(question, row, position), text)

    def _text(
        self, question: Question, row: Row | None, column: Question | None, row_name: str | None, text: str
    ) -> TextPreview:
        place = (question.code, row.id if row else None, column.code if column else None)
        return TextPreview(
            place=place,
            number=self._source.questionnaire.number(question.code),
            question=question.text,
            row=row_name,
            column=column.text if column else None,
            text=text,
            released=self._released(place, text),
            may_name_person=holds_contact(text, self._source.country_code),
        )

    @staticmethod
    def _row_name(question: Question, row: Row, position: int) -> str:
        first = question.columns[0]
        value = row.cells.get(first.code)
        return first.option_text(value) if first.options and isinstance(value, str) else str(position)

    def _released(self, place: TextPlace, text: str) -> bool:
        return self._release_all or Release(place, text_digest(text)) in self._source.releases

    def _may_leave(self, item: Question) -> bool:
        """Whether a question or column may be seen at all."""
        return self._open or not (item.personal or (Tag.AT_RISK in item.tags and not self._risk_allowed))

    def _answer(self, question: Question) -> Answer:
        """What this audience may know of at all: what stays in the file is told to nobody else."""
        answer = self._source.answers.get(question.code, BLANK)
        return answer if self._open else going_along(answer)

    def _question(self, question: Question) -> QuestionView | None:
        said, answer = self._source.answers.get(question.code, BLANK), self._answer(question)
        if not self._open:
            self.held[Withheld.COMMENT] += bool(said.comment or said.kept_comment)
            self.held[Withheld.FILE] += len(answer.attachments)
            if not self._may_leave(question):
                kind = Withheld.PERSONAL if question.personal else Withheld.AT_RISK
                self.held[kind] += answer.is_answered
                return None
            if answer.state is AnswerState.DECLINED:
                self.held[Withheld.DECLINED] += 1
                return None
        reasons = {option.code: option.text for option in question.not_applicable_reasons}
        called = self._source.file_names
        view = QuestionView(
            question=question,
            number=self._source.questionnaire.number(question.code),
            state=answer.state,
            reason=reasons.get(answer.reason, answer.reason) if answer.reason else None,
            comment=answer.comment if self._open else "",
            kept_comment=answer.kept_comment,
            files=tuple(called.get((question.code, sha), sha) for sha in answer.attachments) if self._open else (),
        )
        if question.is_table:
            return self._table(view, question, answer)
        return replace(view, cell=self._cell(question, answer.value, (question.code, None, None), None))

    def _table(self, view: QuestionView, question: Question, answer: Answer) -> QuestionView:
        columns = tuple(column for column in question.columns if self._may_leave(column))
        rows = answer.rows if answer.is_answered else ()
        for column in question.columns:
            if column not in columns:
                kind = Withheld.PERSONAL if column.personal else Withheld.AT_RISK
                self.held[kind] += sum(column.code in row.cells for row in rows)
        small = {} if self._open else held_counts(question, rows)
        return replace(
            view,
            columns=columns,
            rows=tuple(
                RowView(
                    row.id,
                    {
                        column.code: self._cell(
                            column,
                            row.cells.get(column.code),
                            (question.code, row.id, column.code),
                            small.get((row.id, column.code)),
                        )
                        for column in columns
                    },
                )
                for row in rows
            ),
        )

    def _cell(self, item: Question, value: object, place: TextPlace, small: SmallCount | None) -> CellView:
        if value is None or item.is_table:
            return EMPTY
        if small is not None:
            return self._hold(Withheld(small.value), item)
        if item.kind is ValueKind.TEXT and isinstance(value, str) and not self._released(place, value):
            return self._hold(Withheld.TEXT, item)
        return CellView(_worded(item, value), None, item, _codes(item, value))

    def _hold(self, why: Withheld, item: Question) -> CellView:
        self.held[why] += 1
        return CellView(None, why, item)


def _codes(item: Question, value: object) -> tuple[str, ...]:
    """What was chosen: options, or what is referred to."""
    if item.kind is ValueKind.TEXT or not isinstance(value, str | tuple):
        return ()
    chosen = value if isinstance(value, tuple) else (value,)
    return tuple(code for code in chosen if isinstance(code, str)) if item.options or item.refers_to else ()


def _worded(item: Question, value: object) -> str | int | float | None:
    """Options as their texts; numbers and texts as they are."""
    if isinstance(value, tuple):
        codes: tuple[Cell, ...] = tuple(value)
        return "; ".join(item.option_text(code) for code in codes if isinstance(code, str))
    if isinstance(value, str) and item.options:
        return item.option_text(value)
    return value if isinstance(value, str | int | float) else None
