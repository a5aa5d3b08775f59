"""The criteria in place one by one: the level in words, why, and what it rests on; the others in a line by status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.report.standing import level_before, rests_of
from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import HIGHEST_LEVEL, Basis, CriterionScore, Reason, Status
from mrcworkbench.exchange.report.layout import Box, Content, Leaf, Run
from mrcworkbench.exchange.report.looks import MUTED, Line
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.evidence import evidence
from mrcworkbench.exchange.report.pages.reasons import findings
from mrcworkbench.exchange.report.words import Words

_WIDTHS = (56.0, 72.0, 52.0)
_NAME, _WHY, _SHOWN = range(1, 4)
_REASONS = 3
_ORDER = (Status.IN_PLACE, Status.PLANNED, Status.NONE, Status.NOT_KNOWN, Status.NOT_APPLICABLE)
_ROOM_ABOVE = 3.0
_RULE: Line = ("thin", marks.PALE)
_CELL = replace(marks.BODY, bottom=_RULE)
_NEXT = replace(_CELL, horizontal="left", indent=1)
_NEXT_HEAD = replace(marks.HEAD, horizontal="left", indent=1)
_DIMENSION = replace(marks.HEADING, bottom=("thin", marks.FRAME))
_HEAD_START = 24.0


def arrange(data: ReportData, words: Words) -> Leaf:
    study = "_study" if data.is_of_study else ""
    leaf = Leaf("criteria", words.text("report_pages.sheet_criteria"), _WIDTHS)
    marks.top(leaf, words, "criteria", _finding(data, words))
    head = leaf.add(
        Box(_NAME, _NAME, words.text("report_pages.column_criterion_level"), marks.HEAD),
        Box(_WHY, _WHY, words.text("report_pages.column_because"), _NEXT_HEAD),
        Box(_SHOWN, _SHOWN, words.text(f"report_pages.column_can_show{study}"), _NEXT_HEAD),
        keep=True,
    )
    leaf.repeated = (head, head)
    for dimension in data.criteria.dimensions:
        leaf.add(Box(_NAME, _SHOWN, dimension.title, _DIMENSION), least=_HEAD_START, keep=True)
        members = [criterion for criterion in data.criteria.criteria if criterion.dimension == dimension.id]
        told = [criterion for criterion in members if _is_told(data.score.by_id[criterion.id])]
        for criterion in told:
            _block(leaf, words, data, criterion, data.score.by_id[criterion.id])
        _others(leaf, words, data, [criterion for criterion in members if criterion not in told])
    leaf.gap(4, keep=True)
    confirmed = any(score.basis is Basis.CONFIRMED for score in data.score.criteria)
    key = "criteria_note_confirmed" if confirmed else f"criteria_note{study}"
    leaf.wide(words.text(f"report_pages.{key}"), marks.CAPTION)
    return leaf


def _finding(data: ReportData, words: Words) -> str:
    rests = rests_of(data.score)
    alone = "alone_study" if data.is_of_study else "alone"
    counts = {"documented": rests.documented, alone: rests.own_word, "confirmed": rests.confirmed}
    parts = [words.text(f"report_pages.of_these_{name}", n=n) for name, n in counts.items() if n]
    if not parts:
        return words.text("report_pages.criteria_none")
    return words.text("report_pages.criteria_finding", in_place=data.score.in_place, parts=words.names(parts))


def _is_told(score: CriterionScore) -> bool:
    """Whether there is more to say than its status: what is planned stands in the plan."""
    return score.status is Status.IN_PLACE or score.contested or score.basis is Basis.CONFIRMED


def _block(leaf: Leaf, words: Words, data: ReportData, criterion: Criterion, score: CriterionScore) -> None:
    """One criterion in one row: its name and level, why, and what it rests on."""
    name = (Run(criterion.title, bold=True), Run("\n"), *_level(words, data, score))
    why = [(Run(f"{marks.NONE}\u00a0"), *_runs(said)) for said in _because(words, data, criterion, score)]
    shown = map(_runs, evidence(words, data, criterion, score))
    leaf.gap(_ROOM_ABOVE, keep=True)
    leaf.add(
        Box(_NAME, _NAME, name, _CELL),
        Box(_WHY, _WHY, _below(why), _NEXT),
        Box(_SHOWN, _SHOWN, _below(shown), _NEXT, typed=True),
    )


def _runs(content: Content) -> tuple[Run, ...]:
    return content if isinstance(content, tuple) else (Run(str(content)),)


def _below(texts: Iterable[tuple[Run, ...]]) -> tuple[Run, ...] | None:
    """Texts one below the other in one box; None for none."""
    runs = tuple(chain.from_iterable((Run("\n"), *text) for text in texts))
    return runs[1:] or None


def _because(words: Words, data: ReportData, criterion: Criterion, score: CriterionScore) -> Iterator[Content]:
    """At most three lines: what holds, and below the top level the first thing that the answers say is missing. What
    is not answered is no finding, and what it rests on stands in its own column."""
    holds = findings(criterion, score)
    if len(holds) > 1 and not data.criteria.names_documents:
        holds = holds[1:]  # the first version says there only that it is in place
    kept = [reason for reason in score.why if reason.known and not reason.questions and not _is_voice(words, reason)]
    lacks = [reason.missing for reason in score.next if reason.known and reason.missing]
    if score.status is Status.PLANNED or (score.level or 0) >= HIGHEST_LEVEL:
        lacks = []
    room = _REASONS - bool(lacks)
    yield from (reason.text for reason in (*holds[:1], *holds[1:][-(room - 1) :], *kept)[:room])
    if lacks:
        yield (
            Run(words.text("report_pages.still_missing"), bold=True),
            Run(words.text("report_pages.missing", first=lacks[0])),
            *([Run(words.plural("report_pages.missing_more", len(lacks) - 1))] if len(lacks) > 1 else []),
        )


def _is_voice(words: Words, reason: Reason) -> bool:
    """What outside persons say stands beside the evidence."""
    return reason.text in {words.text(f"scoring.{verdict}") for verdict in ("confirmed", "partly", "contradicted")}


def _level(words: Words, data: ReportData, score: CriterionScore) -> Iterator[Run]:
    """The mark and the level in words, and below it the level of the round before."""
    yield from _marked(marks.mark_of(score), words.level_word(score))
    before = _before(words, data, score)
    if before:
        yield Run(f"\n{before}", colour=MUTED, size=marks.CAPTION.size)


def _marked(mark: str, word: str) -> Iterator[Run]:
    """A level in words with its mark, if it has one."""
    if mark:
        yield marks.sign(mark)
    yield Run(f" {word}" if mark else word)


def _before(words: Words, data: ReportData, score: CriterionScore) -> str:
    """The level in the round before, and whether it was higher; nothing where the two cannot be compared."""
    level = level_before(data.before, score.id)
    if data.before is None or level is None or score.level is None:
        return ""
    before = data.before.scores[score.id]
    if (before.level, before.intended) == (score.level, score.intended):
        return words.text("report_pages.before_same", round=data.before.round)
    word = words.text("scoring.intended_low" if before.intended else f"scoring.level_{level}_low")
    key = "before_higher" if level > score.level else "before"
    return words.text(f"report_pages.{key}", round=data.before.round, level=word)


def _others(leaf: Leaf, words: Words, data: ReportData, criteria: Sequence[Criterion]) -> None:
    """Those of which no more is to be said: by their status, the names one after the other."""
    groups: dict[tuple[str, str], list[str]] = {}
    for criterion in sorted(criteria, key=lambda one: _ORDER.index(data.score.by_id[one.id].status)):
        score = data.score.by_id[criterion.id]
        name = criterion.title
        if score.status is Status.NOT_APPLICABLE and score.why:
            name = words.text("report_pages.name_because", name=name, because=score.why[0].text)
        groups.setdefault((marks.mark_of(score), words.level_word(score)), []).append(name)
    for (mark, word), names in groups.items():
        leaf.gap(_ROOM_ABOVE, keep=True)
        leaf.add(
            Box(_NAME, _NAME, tuple(_marked(mark, word)), _CELL),
            Box(_WHY, _SHOWN, words.say("field_separator").join(names), _NEXT),
        )
