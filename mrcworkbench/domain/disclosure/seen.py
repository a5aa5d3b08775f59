"""Decides, answer by answer, what an audience sees. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mrcworkbench.domain.disclosure.consent import consent_of, passes_on
from mrcworkbench.domain.disclosure.counts_of_report import held_in_report
from mrcworkbench.domain.disclosure.report_parts import (
    EMPTY,
    NOTHING_MORE,
    Audience,
    CellView,
    Letting,
    QuestionView,
    Release,
    ReportSource,
    RowView,
    SectionView,
    TextPlace,
    TextPreview,
    Withheld,
    text_digest,
)
from mrcworkbench.domain.disclosure.small_counts import Counts, SmallCount
from mrcworkbench.domain.personal import holds_contact
from mrcworkbench.domain.personal.names import seems_to_name_person
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Cell, Row, going_along
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind

_OF_PERSONS = frozenset({Tag.RESPONDENTS, Tag.OUTSIDE_PEOPLE})
"""Tables whose rows are persons: of few, even how many they are and what they do tells who they are."""


def tells_of_persons(item: Question) -> bool:
    """Whether a question or column is about single persons who are not clients: never for anybody outside."""
    return item.personal or not item.tags.isdisjoint(_OF_PERSONS)


class Viewer:
    """What one audience sees of the answers of a source, and why it does not see the rest."""

    def __init__(self, source: ReportSource, audience: Audience, letting: Letting = NOTHING_MORE) -> None:
        self.shown = shown_questions(source.questionnaire, source.answers)
        self._source = source
        self._open = audience is Audience.INTERNAL
        self._risk_allowed = self._open or passes_on(
            source.questionnaire, consent_of(source.questionnaire, source.answers)
        )
        self._letting = replace(letting, all_texts=letting.all_texts or self._open)
        self.public = letting.public or source.public
        self._asked = [q for q in source.questionnaire.all_questions() if q.code in self.shown]
        self.held_questions = {item.code: why for item in self._items() if (why := self._why(item)) is not None}
        """Questions and columns of which nothing may be seen, answered or not."""
        self.kept_questions = frozenset(q.code for q in source.questionnaire.questions() if self._why(q) is not None)
        tables = [(q, self.answer(q).rows) for q in self._asked if q.is_table and self._why(q) is None]
        self._small: Mapping[str, Counts] = {} if self._open else held_in_report(tables, source.told)

    def sections(self) -> tuple[SectionView, ...]:
        views = ((section, tuple(self._views(section.questions))) for section in self._source.questionnaire.sections)
        return tuple(SectionView(section, questions) for section, questions in views if questions)

    def registers(self) -> tuple[QuestionView, ...]:
        return tuple(view for view in self._views(self._source.questionnaire.registers) if view.rows)

    def texts(self) -> Iterator[TextPreview]:
        """The free texts that are not held back for another reason."""
        for question in self._asked:
            answer = self.answer(question)
            if self._why(question) is None and answer.is_answered:
                yield from self._texts_of(question, answer)

    def names_of(self, place: TextPlace) -> frozenset[tuple[str, str | None]]:
        """The names under which a single text is let go, see `Letting`."""
        code, row, _ = place
        if row is None:
            return frozenset({(code, None)})
        rows = [one.id for one in self._source.answers[code].rows]
        return frozenset({(code, None), (code, row), (code, str(1 + rows.index(row)))})

    def kept(self) -> Mapping[Withheld, int]:
        """What the centre has and this audience does not get, for the centre alone to know."""
        kept = dict.fromkeys(Withheld, 0)
        if self._open:
            return kept
        for code, answer in self._source.answers.items():
            kept[Withheld.HIDDEN] += code not in self.shown and answer.counts_as_done
        for question in self._asked:
            said, going = self._said(question), going_along(self._said(question))
            why = self._why(question)
            kept[Withheld.COMMENT] += bool(said.comment or said.kept_comment)
            kept[Withheld.FILE] += len(going.attachments)
            kept[Withheld.DECLINED] += why is None and going.state is AnswerState.DECLINED
            if why is not None:
                kept[why] += going.is_answered
                continue
            for column in question.columns:
                hidden = self._why(column)
                if hidden is not None:
                    kept[hidden] += sum(column.code in row.cells for row in going.rows)
            kept[Withheld.WOULD_TELL] += list(self._small.get(question.code, {}).values()).count(SmallCount.UNSAID)
        return kept

    def answer(self, question: Question) -> Answer:
        """What this audience may know of at all: what stays in the file is told to nobody else, and what was declined
        looks as if it had not been answered."""
        said = self._said(question)
        if self._open:
            return said
        going = going_along(said)
        return BLANK if going.state is AnswerState.DECLINED else going

    def _said(self, question: Question) -> Answer:
        return self._source.answers.get(question.code, BLANK)

    def _items(self) -> Iterator[Question]:
        for question in self._asked:
            yield question
            yield from question.columns

    def _why(self, item: Question) -> Withheld | None:
        """Why nothing of a question or column may be seen, if so."""
        if self._open:
            return None
        if tells_of_persons(item):
            return Withheld.PERSONAL
        if Tag.AT_RISK not in item.tags or self._risk_allowed or (self.public and self._may_be_public(item)):
            return None
        return Withheld.AT_RISK

    def _may_be_public(self, item: Question) -> bool:
        """Whether it is of the places where staff meet clients, or their name or kind."""
        places = self._source.questionnaire.tagged(Tag.PLACES)
        return places is not None and (item is places or item in places.columns[:2])

    def _is_public(self, question: Question, row: Row | None) -> bool:
        """Whether a text with this tag is a public fact: of the places, those of a kind that is open to the public."""
        if row is None or Tag.PLACES not in question.tags:
            return True
        kind = question.columns[1]
        return row.cells.get(kind.code) in kind.options_tagged(Tag.PUBLIC)

    def _rows(self, question: Question, answer: Answer) -> Sequence[Row]:
        """The rows that may be seen: of the places without consent only the public ones."""
        if not answer.is_answered:
            return ()
        if self._risk_allowed or Tag.AT_RISK not in question.tags:
            return answer.rows
        return [row for row in answer.rows if self._is_public(question, row)]

    def _texts_of(self, question: Question, answer: Answer) -> Iterator[TextPreview]:
        if question.kind is ValueKind.TEXT and isinstance(answer.value, str):
            yield self._text(question, None, question, answer.value)
        for row in self._rows(question, answer):
            for column in question.columns:
                text = row.cells.get(column.code)
                if column.kind is ValueKind.TEXT and isinstance(text, str) and self._why(column) is None:
                    yield self._text(question, row, column, text)

    def _text(self, question: Question, row: Row | None, item: Question, text: str) -> TextPreview:
        return TextPreview(
            place=_place(question, row, item),
            number=self._source.questionnaire.number(question.code),
            question=question.text,
            row=None if row is None else _named(question, row, self._said(question).rows),
            column=None if row is None else item.text,
            text=text,
            released=self._released(question, row, item, text),
            may_name_person=holds_contact(text, self._source.country_code) or seems_to_name_person(text),
            public=Tag.PUBLIC in item.tags and self._is_public(question, row),
        )

    def _released(self, question: Question, row: Row | None, item: Question, text: str) -> bool:
        let = self._letting
        if let.all_texts or Release(_place(question, row, item), text_digest(text)) in self._source.releases:
            return True
        if self.public and Tag.PUBLIC in item.tags and self._is_public(question, row):
            return True
        return not let.texts.isdisjoint(self.names_of(_place(question, row, item)))

    def _views(self, questions: Sequence[Question]) -> Iterator[QuestionView]:
        for question in questions:
            if question.code in self.shown and self._why(question) is None:
                yield self._view(question, self.answer(question))

    def _view(self, question: Question, answer: Answer) -> QuestionView:
        reasons = {option.code: option.text for option in question.not_applicable_reasons}
        called = self._source.file_names if self._open else None
        view = QuestionView(
            question=question,
            number=self._source.questionnaire.number(question.code),
            state=answer.state,
            reason=reasons.get(answer.reason, answer.reason) if answer.reason else None,
            reason_code=answer.reason,
            comment=answer.comment if self._open else "",
            kept_comment=answer.kept_comment,
            files=_files(called, question, answer),
        )
        if not question.is_table:
            return replace(view, cell=self._cell(question, None, question, answer.value))
        columns = tuple(column for column in question.columns if self._why(column) is None)
        rows = tuple(
            RowView(
                row.id,
                {one.code: self._cell(question, row, one, row.cells.get(one.code)) for one in columns},
                row.comment if self._open else "",
                row.kept_comment if self._open else "",
                _files(called, question, row),
            )
            for row in self._rows(question, answer)
        )
        return replace(view, columns=columns, rows=rows)

    def _cell(self, question: Question, row: Row | None, item: Question, value: object) -> CellView:
        if value is None or item.is_table:
            return EMPTY
        small = None if row is None else self._small.get(question.code, {}).get((row.id, item.code))
        match small:
            case SmallCount.UNSAID:
                return EMPTY
            case SmallCount.SMALL | SmallCount.WOULD_TELL:
                return CellView(None, Withheld(small.value), item)
            case None:
                pass
        if item.kind is ValueKind.TEXT and isinstance(value, str) and not self._released(question, row, item, value):
            return CellView(None, Withheld.TEXT, item)
        return CellView(_worded(item, value), None, item, _codes(item, value))


def _named(question: Question, row: Row, rows: Sequence[Row]) -> str:
    """What a row is called: by its kind, else its place from 1."""
    first = question.columns[0]
    value = row.cells.get(first.code)
    return first.option_text(value) if first.options and isinstance(value, str) else str(1 + rows.index(row))


def _files(called: Mapping[tuple[str, str], str] | None, question: Question, said: Answer | Row) -> tuple[str, ...]:
    """The files of an answer or a row by their names; none where files may not be seen."""
    return () if called is None else tuple(called.get((question.code, sha), sha) for sha in said.attachments)


def _place(question: Question, row: Row | None, item: Question) -> TextPlace:
    return (question.code, None, None) if row is None else (question.code, row.id, item.code)


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
