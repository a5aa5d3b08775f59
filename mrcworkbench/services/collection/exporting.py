"""From a database to the rows of an export, table by table, as they become known; the writers only write them.

See `domain.tidy` for the tables, and `domain.tidy.permitted` for what leaves. Declined answers count as blank in the
score that leaves, and reasons that rest on what stays only say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mrcworkbench import __version__
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, is_view, main, questionnaire, unscored, versions
from mrcworkbench.domain.disclosure.by_audience import without_reasons
from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.personal import holds_contact
from mrcworkbench.domain.questionnaire.answers import BLANK, AnswerState
from mrcworkbench.domain.scoring.results import Score
from mrcworkbench.domain.tidy.asked import Asked
from mrcworkbench.domain.tidy.descriptions import NO_CONSENT, codes, dictionary
from mrcworkbench.domain.tidy.layout import SEPARATOR, Layout, layout
from mrcworkbench.domain.tidy.permitted import LeftOut, Permitted
from mrcworkbench.domain.tidy.rows import Country, RowMaker, Whose
from mrcworkbench.domain.tidy.totals import Totals
from mrcworkbench.services.collection.collecting import Collected, Collection
from mrcworkbench.services.collection.decided import DecisionRows
from mrcworkbench.services.countries import code_of_three, country_name
from mrcworkbench.services.session.unreadable import UnreadableAnswer, unreadable_in
from mrcworkbench.services.steps import StepReporter

if TYPE_CHECKING:
    from mrcworkbench.content.instruments import Instrument
    from mrcworkbench.domain.tidy.shapes import Row, Value
    from mrcworkbench.services.session.session import Session

Batch = Mapping[str, Sequence["Row"]]
"""Rows by table."""
_COUNTS: Mapping[bool | None, str] = {True: "yes", False: "no", None: "open"}
"""Whether an assessment counts for its round; open while a person has to choose."""


@dataclass
class ExportCounts:
    """What was exported, counted while it was."""

    centres: int = 0
    assessments: int = 0
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    """Assessments whose answers were left out, by reason."""
    withdrawn: int = 0
    """Centres that withdrew, and are in no table."""
    conflicts: int = 0
    held: Counter[Withheld] = field(default_factory=Counter)
    unreadable: list[UnreadableAnswer] = field(default_factory=list)
    """Answers that cannot be read: they were exported as blank."""


class Export:
    """Everything that one export writes: the tables, and their rows in one pass over the database."""

    def __init__(self, session: Session, language: str | None = None) -> None:
        """`language` is that of the session by default. Raises `UsageError` language_unknown."""
        texts = catalogue(language or session.texts.language)
        self._session = session
        self.texts = texts
        self._collection = Collection(session, texts)
        language = texts.language
        own = _asked(self._collection, main(), language) or Asked([questionnaire(main().id, language=language)])
        self._own = own
        """What the centres are asked, in every version up to the newest in use."""
        self._criteria = criteria_set(main().id, own.versions[-1], language)
        self.layout: Layout = layout(texts, own, _asked(self._collection, unscored(), language))
        self.counts = ExportCounts(withdrawn=self._collection.withdrawn)

    def rows(self, progress: StepReporter, made_at: str) -> Iterator[Batch]:
        """The rows of all tables, those of each in order. `made_at` is the moment of the export, UTC.

        Raises whatever `progress.step` raises.
        """
        collection = self._collection
        makers = {part.asked.id: RowMaker(part, self.layout, self.texts) for part in self.layout.parts}
        totals = Totals(self._criteria)
        decided = DecisionRows(self._session, collection, self.layout["decisions"], self._label)
        per_centre: Counter[tuple[str, bool]] = Counter()
        total = len(collection.assessments)
        for done, one in enumerate(collection):
            progress.step(done, total, self.texts.text("tidy.making", done=done, total=total))
            per_centre[one.centre.id, is_view(one.info)] += 1
            yield self._assessment(one, makers, totals, decided)
        self.counts.centres = len(collection.centres)
        yield {
            "centres": [
                self.layout["centres"].row(
                    centre_id=centre.id,
                    centre_name=self._label(centre.name, centre.country),
                    **self._country(centre.country).by_column,
                    sample=int(centre.is_sample),
                    assessments=per_centre[centre.id, False],
                    views=per_centre[centre.id, True],
                )
                for centre in collection.centres
            ],
            "totals": list(totals.rows()),
            "decisions": list(decided.others()),
            "dictionary": list(dictionary(self.layout)),
            "codes": list(codes(self.layout, self._criteria, self.texts)),
            "import_log": [
                self.layout["import_log"].row(
                    import_id=file.import_id,
                    started_at=file.started_at,
                    finished_at=file.finished_at,
                    undone_at=file.undone_at,
                    file_number=file.number,
                    sha256=file.sha256,
                    verdict=file.verdict,
                    reason=file.reason,
                    suspected_duplicate=int(file.suspected_duplicate),
                    assessments=file.assessments,
                )
                for file in collection.imports
            ],
        }
        yield {"about": list(self._about(made_at, totals))}

    def _assessment(
        self, one: Collected, makers: Mapping[str, RowMaker], totals: Totals, decided: DecisionRows
    ) -> Batch:
        allowed = self._collection.permitted(one)
        self.counts.assessments += 1
        self.counts.conflicts += one.conflicts
        self.counts.held.update(allowed.held)
        centre = one.centre
        round_ = self._label(one.info.round, centre.country)
        made: dict[str, Sequence[Row]] = {
            "assessments": [self._about_assessment(one, allowed, round_)],
            "decisions": list(decided.of(one, allowed)),
        }
        if allowed.left_out is not None:
            self.counts.left_out[allowed.left_out] += 1
        if one.rules is not None and allowed.left_out in (None, LeftOut.TOTALS):
            score = self._score(one, allowed)
            if score is not None:
                totals.add(one.info, score, in_rows=allowed.left_out is None)
            name = self._label(centre.name, centre.country)
            whose = Whose(one.info.id, centre.id, name, self._country(centre.country), round_)
            made.update(
                makers[one.info.questionnaire_id].rows(whose, allowed, score, one.rules.criteria, one.corrected)
            )
        self.counts.unreadable += unreadable_in(one.info, one.answers.unreadable)
        return made

    def _score(self, one: Collected, allowed: Permitted) -> Score | None:
        answers = {
            code: BLANK if answer.state is AnswerState.DECLINED else answer for code, answer in one.answers.items()
        }
        score = one.score_with(answers)
        if score is None or not allowed.stays:
            return score
        criteria = tuple(without_reasons(judged, allowed.stays, self.texts) for judged in score.criteria)
        return Score(criteria, score.dimensions)

    def _country(self, code: str) -> Country:
        return Country(code_of_three(code), code, country_name(code, self.texts.language))

    def _label(self, typed: str, country: str) -> str:
        """The name of a centre or a round, unless somebody has typed a way to reach a person into it."""
        return self.texts.text("tidy.label_held") if holds_contact(typed, country) else typed

    def _about_assessment(self, one: Collected, allowed: Permitted, round_: str) -> Row:
        progress = one.progress
        answered, applicable = (progress.answered, progress.applicable) if progress else (0, 0)
        included = allowed.left_out is None
        state = "not_started" if not answered else "complete" if answered == applicable else "in_progress"
        held = {f"held_{held.value}": allowed.held.get(held, 0) if included else None for held in Withheld}
        return self.layout["assessments"].row(
            assessment_id=one.info.id,
            centre_id=one.centre.id,
            sent_as_centre_id=one.sent_as,
            round=round_,
            questionnaire_id=one.info.questionnaire_id,
            questionnaire_version=one.info.questionnaire_version,
            created_at=one.info.created_at,
            sealed_at=one.sealed_at or None,
            sealed=int(one.sealed),
            revisions=one.revisions,
            consent=allowed.consent or NO_CONSENT,
            answers_included=int(included),
            left_out=None if allowed.left_out is None else allowed.left_out.value,
            counts=None if one.info.about else _COUNTS[one.info.counts],
            state=state if included else None,
            answered=answered if included else None,
            applicable=applicable if included else None,
            conflicts=one.conflicts if included else None,
            corrections=len(one.corrected) if included else None,
            **held,
            about=one.info.about or None,
            follows=one.info.follows or None,
        )

    def _about(self, made_at: str, totals: Totals) -> Iterator[list[Value]]:
        """What this export is, what is in it, what is not and why, and how to read it."""
        counts, say = self.counts, self.texts.text
        yield ["made_at", made_at]
        yield ["program", say("tidy.program", version=__version__)]
        yield ["database", self._collection.file_id]
        yield ["questionnaire", f"{self._own.id} {SEPARATOR.join(self._own.versions)}"]
        yield ["centres", str(counts.centres)]
        yield ["assessments", str(counts.assessments)]
        for reason in LeftOut:
            yield [f"left_out_{reason.value}", str(counts.left_out[reason])]
        yield ["centres_withdrawn", str(counts.withdrawn)]
        yield ["centres_in_totals", str(totals.centres)]
        yield ["conflicts", str(counts.conflicts)]
        yield ["unreadable", str(len(counts.unreadable))]
        for table in self.layout.tables:
            yield [f"table_{table.name}", table.text]
        for rule in (
            "profile",
            "consent",
            "personal",
            "small",
            "states",
            "totals",
            "views",
            "versions",
            "names",
            "formulas",
            "missing",
            "log",
            "decisions",
        ):
            yield [f"rule_{rule}", say(f"tidy.rule_{rule}")]


def _asked(collection: Collection, of: Instrument, language: str) -> Asked | None:
    """What an instrument asks in every version up to the newest that an assessment is answered in; None without any."""
    known = versions(of.id)
    used = {one.questionnaire_version for one in collection.assessments if one.questionnaire_id == of.id}
    places = [place for place, version in enumerate(known) if version in used]
    if not places:
        return None
    return Asked([questionnaire(of.id, version, language) for version in known[: places[-1] + 1]])
