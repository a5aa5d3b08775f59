"""The parts of a report: what it is made from, and what one audience may see of it.

`domain.disclosure.by_audience` makes the second from the first. The writers of files only ever get a `ReportData`,
which holds nothing that must stay in the centre.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from mrcworkbench.domain.disclosure.small_counts import ToldBefore
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, Section
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import CriterionScore, StakeholderView
from mrcworkbench.domain.scoring.score import Score
from mrcworkbench.domain.study.comparison import Comparison, OwnProfile
from mrcworkbench.domain.study.model import Study

TextPlace: TypeAlias = tuple[str, str | None, str | None]
"""Where a free text stands: question, and row id and column code in a table."""


class Audience(StrEnum):
    DONOR = "donor"
    INTERNAL = "internal"


class Withheld(StrEnum):
    """Why something is not shown."""

    SMALL = "small"
    WOULD_TELL = "would_tell"
    TEXT = "text"
    PERSONAL = "personal"
    AT_RISK = "at_risk"
    COMMENT = "comment"
    FILE = "file"
    DECLINED = "declined"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Release:
    """A free text that the centre lets go, as it stood at that moment."""

    place: TextPlace
    digest: str


@dataclass(frozen=True, slots=True)
class Letting:
    """Which free texts go to a donor, besides those that were released one by one: all, the public facts, or single
    ones, each by its question and its row (the id, or the place from 1, as text; None where there are no rows)."""

    all_texts: bool = False
    public: bool = False
    texts: frozenset[tuple[str, str | None]] = frozenset()


NOTHING_MORE = Letting()


def text_digest(text: str) -> str:
    """Recognises a text, so that a release does not carry over to what is typed later."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class SourceBefore:
    """The sealed round that an assessment follows, whole, with the rules of its own version."""

    round: str
    questionnaire: Questionnaire
    criteria: CriteriaSet
    answers: Mapping[str, Answer]
    as_of: date | None = None
    told: Mapping[str, ToldBefore] = field(default_factory=dict)
    """As in `ReportSource`."""


@dataclass(frozen=True)
class ReportSource:
    """One assessment whole. `made_by_centre`: the database is this centre's own file."""

    centre: str
    country: str
    round: str
    is_sample: bool
    is_practice: bool
    """Whether its centre is made up; any other sample shows what a study says of one."""
    made_by_centre: bool
    questionnaire: Questionnaire
    criteria: CriteriaSet
    study: Study
    answers: Mapping[str, Answer]
    today: date
    program_version: str
    language: str
    releases: frozenset[Release] = frozenset()
    file_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Name of each file of an answer, by question and SHA-256."""
    country_code: str | None = None
    """Of two letters; whose telephone numbers are known in texts."""
    own: OwnProfile = field(default_factory=OwnProfile)
    """What decides which studied centres are nearest."""
    as_of: date | None = None
    """The day of the answers, see `domain.questionnaire.relevance.as_of`."""
    views: Sequence[StakeholderView] = ()
    """What people outside the centre say; of it leaves what the score tells."""
    sealed_on: str | None = None
    """The day on which these answers were sealed last (`YYYY-MM-DD`); None where they were changed since, or never
    sealed."""
    before: SourceBefore | None = None
    public: bool = False
    """Whether the centre lets its public facts go, see `Letting`."""
    told: Mapping[str, ToldBefore] = field(default_factory=dict)
    """What earlier reports for donors told of this assessment, by table."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A value as the reader sees it (options as texts, several of them as one), or why it is held back; blank has
    neither.
    """

    value: str | int | float | None = None
    held: Withheld | None = None
    item: Question | None = None
    """The question or column; None where several share a cell, or where nothing is shown."""
    codes: tuple[str, ...] = ()
    """Of choices and references, what was chosen."""


EMPTY = CellView()


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table; `cells` by column code, every visible column present. The rest is as in `QuestionView`."""

    id: str
    cells: Mapping[str, CellView]
    comment: str = ""
    kept_comment: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with what may be seen of its answer. `columns` are the visible ones."""

    question: Question
    number: str
    state: AnswerState
    cell: CellView = EMPTY
    columns: tuple[Question, ...] = ()
    rows: tuple[RowView, ...] = ()
    reason: str | None = None
    reason_code: str | None = None
    comment: str = ""
    kept_comment: str = ""
    """Stays in the centre's own file; only inside the centre it is shown."""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    section: Section
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class TextPreview:
    """A free text that could leave the centre."""

    place: TextPlace
    number: str
    question: str
    row: str | None
    column: str | None
    text: str
    released: bool
    may_name_person: bool
    """Seems to hold the name of a person, an e-mail address or a telephone number."""
    public: bool = False
    """Is a public fact, see `Letting`."""


@dataclass(frozen=True, slots=True)
class ReportBefore:
    """What may be seen of the round before: its name, its results by criterion, and its table of clients."""

    round: str
    scores: Mapping[str, CriterionScore]
    people: QuestionView | None = None
    comparable: frozenset[str] = frozenset()
    """The criteria that were asked and judged then as they are now."""


@dataclass(frozen=True)
class ReportData:
    """All that a report shows, for one audience. Nothing that is held back is in it."""

    audience: Audience
    language: str
    centre: str
    country: str
    round: str
    is_sample: bool
    is_practice: bool
    """Whether its centre is made up; any other sample shows what a study says of one."""
    made_on: date
    program_version: str
    questionnaire: Questionnaire
    criteria: CriteriaSet
    study: Study
    score: Score
    comparison: Comparison
    sections: tuple[SectionView, ...]
    registers: tuple[QuestionView, ...]
    """Those in which something stands that may be seen."""
    applicable: int
    """Questions shown."""
    answered: int
    held: Mapping[Withheld, int]
    """How many texts and counts that are shown to be there are held back, and how many questions and columns as a
    whole, answered or not."""
    held_questions: Mapping[str, Withheld]
    """Why questions and columns, by code, are not shown at all; whether they are answered is not told."""
    consent: str | None
    """Option of the question on consent, or None if it is not answered."""
    as_of: date | None = None
    sealed_on: str | None = None
    """As in `ReportSource`, both."""
    before: ReportBefore | None = None
    public: bool = False
    """Whether the public facts of the centre are let go."""
    number: str = ""
    """By which the centre's program knows this report again, twelve digits; "" where it can note none."""

    @property
    def is_of_study(self) -> bool:
        """Whether it is a sample that shows what the study says of a centre, which itself said nothing."""
        return self.is_sample and not self.is_practice

    @property
    def is_draft(self) -> bool:
        """Whether less than a quarter of what is asked is answered: too little to judge a centre by."""
        return 4 * self.answered < self.applicable

    @cached_property
    def day(self) -> date:
        """The day of the answers: of their last review, else of the last edit or seal, else of the report."""
        reviewed = self.tagged(Tag.REVIEWED_ON)
        stored = None if reviewed is None else reviewed.cell.value
        try:
            return date.fromisoformat(str(stored or ""))
        except ValueError:
            return self.as_of or self.made_on

    def tagged(self, tag: Tag) -> QuestionView | None:
        """The visible question with this tag."""
        question = self.questionnaire.tagged(tag)
        return None if question is None else self.by_code.get(question.code)

    @cached_property
    def by_code(self) -> Mapping[str, QuestionView]:
        """The visible questions and registers by code."""
        asked = (view for section in self.sections for view in section.questions)
        return {view.question.code: view for view in (*asked, *self.registers)}

    @cached_property
    def row_places(self) -> Mapping[str, Mapping[str, int]]:
        """The place of each visible row of each table, from 1, by code and id: what references are told by, for an id
        may be anything."""
        return {code: {row.id: place for place, row in enumerate(view.rows, 1)} for code, view in self.by_code.items()}
