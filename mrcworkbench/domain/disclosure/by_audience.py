"""Decides what a report may show to whom. Pure.

For a donor: no columns with personal data, no comments, no files, no declined answers, what could put clients at risk
only with the centre's consent, free texts only as released one by one (a release ends when its text is changed),
counts of fewer than five people as "under 5", with what would give them away. Inside the centre: everything. Hidden
answers: never.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mrcworkbench.domain.disclosure.consent import consent_of, passes_on
from mrcworkbench.domain.disclosure.report_parts import (
    EMPTY,
    NOTHING_MORE,
    Audience,
    Letting,
    QuestionView,
    ReportBefore,
    ReportData,
    ReportSource,
    SectionView,
    TextPreview,
    Withheld,
)
from mrcworkbench.domain.disclosure.seen import Viewer
from mrcworkbench.domain.personal import holds_contact
from mrcworkbench.domain.questionnaire.answers import BLANK, AnswerState
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.comparable import Yardstick, comparable
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
    view = Viewer(source, audience, letting)
    _require_there(letting, view)
    sections, registers = view.sections(), view.registers()
    score = _documented(_explained(source, audience, view, texts), source, sections)
    asked = [one for part in sections for one in part.questions]
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
        registers=registers,
        applicable=len(asked),
        answered=sum(view.answer(one.question).counts_as_done for one in asked),
        held=_held((*asked, *registers), view.held_questions),
        held_questions=view.held_questions,
        consent=consent,
        as_of=source.as_of,
        sealed_on=source.sealed_on,
        public=view.public,
        before=_before(source, audience, texts),
    )


def _round(source: ReportSource, audience: Audience, texts: Texts) -> str:
    """The name of the round, unless a way to reach a person was typed into it."""
    is_held = audience is Audience.DONOR and holds_contact(source.round, source.country_code)
    return texts.text("report.round_held") if is_held else source.round


def _before(source: ReportSource, audience: Audience, texts: Texts) -> ReportBefore | None:
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
        told=earlier.told,
    )
    view = Viewer(then, audience)
    told = (one for section in view.sections() for one in section.questions)
    return ReportBefore(
        round=_round(then, audience, texts),
        scores=_explained(then, audience, view, texts).by_id,
        people=next((one for one in told if Tag.CLIENT_COUNTS in one.question.tags), None),
        comparable=comparable(
            Yardstick(source.criteria, source.questionnaire), Yardstick(then.criteria, then.questionnaire)
        ),
    )


def _explained(source: ReportSource, audience: Audience, view: Viewer, texts: Texts) -> Score:
    """The score, worded for the audience:

    declined answers read as blank, and reasons resting on what stays say only that.
    """
    answers = source.answers
    if audience is Audience.DONOR:
        answers = {code: BLANK if answer.state is AnswerState.DECLINED else answer for code, answer in answers.items()}
    score = score_all(
        source.criteria, source.questionnaire, answers, view.shown, texts, source.views, as_of=source.as_of
    )
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


def preview_texts(source: ReportSource, letting: Letting = NOTHING_MORE) -> tuple[TextPreview, ...]:
    """Every free text that could leave for a donor, released or not, in the questionnaire's order."""
    return tuple(Viewer(source, Audience.DONOR, letting).texts())


def kept_back(source: ReportSource, letting: Letting = NOTHING_MORE) -> Mapping[Withheld, int]:
    """How much of what the centre has a donor does not get, by reason. Only the centre may know: it tells what was
    answered."""
    return Viewer(source, Audience.DONOR, letting).kept()


def _require_there(letting: Letting, view: Viewer) -> None:
    """Raises `UserError` release_unknown with all single texts that are let go and are not there."""
    if letting.texts:
        there = {name for text in view.texts() for name in view.names_of(text.place)}
        missing = sorted(letting.texts - there, key=lambda one: (one[0], one[1] or ""))
        if missing:
            raise UserError(
                "release_unknown", texts=", ".join(code if row is None else f"{code}:{row}" for code, row in missing)
            )


def _held(views: Iterable[QuestionView], questions: Mapping[str, Withheld]) -> Mapping[Withheld, int]:
    held = dict.fromkeys(Withheld, 0)
    for view in views:
        for cell in (view.cell, *(cell for row in view.rows for cell in row.cells.values())):
            if cell.held is not None:
                held[cell.held] += 1
    for why in questions.values():
        held[why] += 1
    return held
