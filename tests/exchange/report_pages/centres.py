"""A made-up centre with something for every page of the report: levels, documents, a plan, people, a round before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, ReportBefore, ReportData
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Cell
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.exchange.report.layout import Leaf, heights, pages, plain_text
from mrcworkbench.exchange.report.measure import ARIAL
from mrcworkbench.exchange.report.words import Words
from tests.answer_sets import REFERENCE, Answers, best_answers, given, table
from tests.reports import source

FORM = questionnaire("manager")
CRITERIA = criteria_set("manager").criteria
WORDS = Words(catalogue())
STEPS = (
    ("Train four community helpers for village visits", "Outreach officer", "2026-04-30"),
    ("Ask women and men for their views twice a year", "Adviser", "2026-09-30"),
    ("Join the working group on the town's development plan", "Manager", "2027-03-31"),
    ("Sign terms with two advice centres abroad", "Manager", "2028-06-30"),
)
WAYS = {
    "person": {Tag.WOMEN: 503, Tag.MEN: 309},
    "phone": {Tag.WOMEN: 180, Tag.MEN: 120},
    "outreach": {Tag.WOMEN: 3, Tag.MEN: 40},
    "all": {Tag.WOMEN: 756, Tag.MEN: 484},
}


def people(ways: dict[str, dict[Tag, int]]) -> Answers:
    """What is counted, until when, and how many came each way."""
    figures = FORM.tagged(Tag.CLIENT_COUNTS)
    assert figures is not None
    assert figures.row_kind is not None
    rows: list[dict[str, Cell]] = []
    for way, counts in ways.items():
        cells: dict[str, Cell] = {figures.row_kind.code: way}
        for tag, count in counts.items():
            column = figures.column_tagged(tag)
            assert column is not None
            cells[column.code] = count
        rows.append(cells)
    return {
        "clients_unit": given("persons"),
        "clients_until": given("2025-12-31"),
        figures.code: table(*rows),
    }


def plan(place: int, steps: tuple[tuple[str, str, str], ...]) -> Answers:
    """The criterion at this place as planned, with these steps (what, post, by)."""
    criterion = CRITERIA[place]
    code = criterion.plan_question or ""
    rows = [{f"{code}_step": what, f"{code}_post": post, f"{code}_by": by} for what, post, by in steps]
    cells = [{column: value for column, value in row.items() if value} for row in rows]
    return {criterion.status_question: given("planned"), code: table(*cells)}


def in_place(place: int, *, evidence: str = "b", documents: tuple[tuple[str, str, str], ...] = ()) -> Answers:
    """The criterion at this place at its best, with these documents (title, date, where)."""
    criterion = CRITERIA[place]
    code = criterion.documents_question or ""
    rows = [{f"{code}_title": title, f"{code}_date": day, f"{code}_where": where} for title, day, where in documents]
    return {
        **best_answers(FORM, criterion),
        criterion.evidence_question: given(evidence),
        code: table(*[{column: value for column, value in row.items() if value} for row in rows]),
    }


def started(place: int) -> Answers:
    """The criterion at this place in place, the rest of its questions answered with the least."""
    criterion = CRITERIA[place]
    least: dict[str, Answer] = {criterion.status_question: given("in_place")}
    for question in FORM.section_by_code[criterion.section].questions:
        ranked = sorted((one for one in question.options if one.better is not None), key=lambda one: one.better or 0)
        if question.code != criterion.status_question and ranked and not question.columns:
            codes = question.option_codes
            several = question.type.value == "multiple"
            least[question.code] = given(("none",) if several and "none" in codes else ranked[0].code)
    return least


def rich() -> Answers:
    """Answers of the whole centre: criteria in place, planned, not done, open, and not applicable."""
    made: Answers = people(WAYS)
    papers = (("Follow-up of 214 clients", "2025-12-01", "At the centre"), ("Guide, second edition", "2026-01-15", ""))
    for place in (9, 12, 14, 15, 19):
        made |= in_place(place, documents=papers[: 1 + place % 2])
    for place in (10, 16):
        made |= in_place(place, evidence="a")
    for place in (4, 5, 11, 13, 17):
        made |= started(place)
    made |= plan(0, STEPS[2:3])
    made |= plan(6, STEPS[:1])
    made |= plan(18, (*STEPS[1:2], *STEPS[3:], ("Think it over", "Manager", "")))
    for place in (1, 2, 7):
        made[CRITERIA[place].status_question] = given("none")
    nowhere = FORM[CRITERIA[3].status_question]
    made[nowhere.code] = Answer(AnswerState.NOT_APPLICABLE, None, nowhere.not_applicable_reasons[0].code)
    made[CRITERIA[8].status_question] = Answer(AnswerState.NOT_KNOWN)
    return made


def seen(answers: Answers, audience: Audience = Audience.DONOR, *, texts: bool = True, **changes: Any) -> ReportData:
    """What the audience sees of answers; by default all texts are released."""
    return prepare(source(answers, as_of=REFERENCE, **changes), audience, catalogue(), Letting(all_texts=texts))


def with_score(data: ReportData, place: int, **changes: Any) -> ReportData:
    """The criterion at this place with another result."""
    criteria = tuple(
        replace(score, **changes) if score.id == CRITERIA[place].id else score for score in data.score.criteria
    )
    return replace(data, score=replace(data.score, criteria=criteria))


def with_before(data: ReportData, answers: Answers, **changes: Any) -> ReportData:
    """A report that knows of a round before, with these answers."""
    earlier = seen(answers, texts=True, **changes)
    before = ReportBefore(
        "2024", earlier.score.by_id, earlier.tagged(Tag.CLIENT_COUNTS), frozenset(data.criteria.by_id)
    )
    return replace(data, before=before)


def lines_of(leaf: Leaf | None) -> list[str]:
    """What a sheet says, box by box."""
    assert leaf is not None
    return [str(said) for line in leaf.lines for box in line.boxes if (said := plain_text(box.content)) is not None]


def text_of(leaf: Leaf | None) -> str:
    return "\n".join(lines_of(leaf))


def sizes(leaf: Leaf) -> list[float]:
    """How much of each page is filled, in points."""
    tall = heights(leaf, ARIAL)
    return [sum(tall[page.start : page.stop]) for page in pages(leaf, tall)]
