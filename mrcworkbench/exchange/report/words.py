"""The words of a report: levels, evidence, states, sources, and what stands where something is held back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mrcworkbench.content.directions import reads_from_right, set_apart
from mrcworkbench.domain.disclosure.report_parts import CellView, QuestionView, ReportData, Withheld
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.scoring.results import CriterionScore, Status
from mrcworkbench.domain.scoring.wording import level_word, status_word
from mrcworkbench.domain.study.model import Source
from mrcworkbench.domain.texts import Texts


class Words:
    """Words in the language of the report."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.reads_from_right = reads_from_right(texts.language)

    def say(self, key: str, /, **facts: object) -> str:
        """A text of the report's own area."""
        return self.texts.text(f"report.{key}", **facts)

    def annex(self, key: str, /, **facts: object) -> str:
        """A text of the annex."""
        return self.texts.text(f"report_annex.{key}", **facts)

    def count(self, key: str, n: int, /, **facts: object) -> str:
        return self.texts.plural(f"report.{key}", n, **facts)

    def text(self, key: str, /, **facts: object) -> str:
        """A text of another area, by its full name."""
        return self.texts.text(key, **facts)

    def plural(self, key: str, n: int, /, **facts: object) -> str:
        """A text of another area, by its full name, for so many."""
        return self.texts.plural(key, n, **facts)

    def head_line(self, data: ReportData) -> str:
        """What stands above each page: the centre, for whom, and the round; a draft and a sample say what they are."""
        centre, round_ = (set_apart(name, from_right=self.reads_from_right) for name in (data.centre, data.round))
        centre = self.say("header_sample", centre=centre) if data.is_sample else centre
        line = self.say(f"header_{data.audience.value}", centre=centre, round=round_)
        return self.text("report_glance.header_draft", line=line) if data.is_draft else line

    def day(self, when: date) -> str:
        """A day as all sheets say it."""
        month = self.text(f"report_pages.month_short_{when.month}")
        return self.text("report_pages.day", day=when.day, month=month, year=when.year)

    def foot_line(self, data: ReportData) -> str:
        """What stands below each page: of a sample what it is, and when it was made."""
        made = self.day(data.made_on)
        if data.is_sample:
            return self.say("footer_made_up" if data.is_practice else "footer_sample", date=made)
        return self.say("footer", date=made)

    def study(self, key: str, /, **facts: object) -> str:
        """A text about the study, shared with the screens."""
        return self.texts.text(f"study.{key}", **facts)

    def level(self, level: int) -> str:
        return self.texts.text(f"scoring.level_{level}")

    def level_mark(self, score: CriterionScore) -> str | int:
        """What stands in the level column: the number, or a sign for open and not applicable."""
        if score.level is not None:
            return score.level
        return self.say("mark_not_applicable" if score.status is Status.NOT_APPLICABLE else "mark_open")

    def level_word(self, score: CriterionScore) -> str:
        return level_word(score, self.texts)

    def status(self, score: CriterionScore) -> str:
        return status_word(score, self.texts)

    def state(self, view: QuestionView) -> str:
        if view.state is AnswerState.NOT_APPLICABLE and view.reason:
            return self.say("state_not_applicable_because", reason=view.reason)
        return self.say(f"state_{view.state.value}")

    def held(self, held: Withheld) -> str:
        return self.say(f"held_{held.value}")

    def cell(self, cell: CellView) -> str | int | float | None:
        """The value, or the words for what is held back."""
        return cell.value if cell.held is None else self.held(cell.held)

    def bullets(self, items: Iterable[str]) -> str:
        """One item a line, each with a bullet; a single item stands without."""
        all_ = list(items)
        return "".join(all_) if len(all_) < 2 else "\n".join(f"•\u00a0{item}" for item in all_)

    def names(self, items: Sequence[str], most: int = 6) -> str:
        """A short list in one sentence; what is too much is counted."""
        listed = self.say("list_separator").join(items[:most])
        more = len(items) - most
        return self.count("and_more", more, listed=listed) if more > 0 else listed

    def sources(self, sources: Iterable[Source]) -> str:
        """Places in one line: document and lines of each."""
        return "; ".join(
            self.study(
                "source_lines" if len(source.lines) > 1 else "source_line",
                document=self.study(f"document_short_{source.document}"),
                lines=source.line_ranges,
            )
            for source in sources
        )
