"""At a glance, always one page: what the centre is, where its practices stand, what is strong, weak and next, and who
to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from mrcworkbench.domain.disclosure.report_parts import CellView, ReportData
from mrcworkbench.domain.report.centre import centre_of
from mrcworkbench.domain.report.standing import changes_since, fall, level_before, strongest, weakest
from mrcworkbench.domain.scoring.results import CriterionScore, Reason, Status
from mrcworkbench.domain.scoring.wording import level_word
from mrcworkbench.exchange.report.layout import Box, Leaf, Run
from mrcworkbench.exchange.report.looks import INK, MUTED, SAMPLE, WARN, WARN_SOFT, Look
from mrcworkbench.exchange.report.looks import Line as Rule
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.boxes import boxes
from mrcworkbench.exchange.report.pages.foot import foot
from mrcworkbench.exchange.report.pages.lead import lead, missing
from mrcworkbench.exchange.report.pages.reasons import findings
from mrcworkbench.exchange.report.pages.steps import Step, planned_steps
from mrcworkbench.exchange.report.pages.wording import cut_at_word, day
from mrcworkbench.exchange.report.words import Words

WIDTHS = (8.0, 14.0, 8.0, 8.0, 17.0, 26.0, 5.0, 8.0, 8.0, 5.0, 24.0, 24.0, 25.0)
"""One grid for all blocks of the page."""
_ALL = len(WIDTHS)
_LEAD = Look(size=13)
_LEFT, _RIGHT = (1, 7), (9, 13)
"""First and last column of the two lists."""
_LONG_NAME, _VERY_LONG_NAME = 45, 100
_TITLES = tuple(replace(marks.TITLE, size=size) for size in (24, 18, 13))
_BESIDE = replace(marks.QUIET, horizontal="right", vertical="bottom")
_LIST_HEAD = replace(marks.HEADING, bottom=("thin", marks.FRAME))
_ITEM = replace(marks.BODY, bottom=("thin", marks.PALE))
_STEP = replace(marks.BODY, bottom=("thin", marks.PALE), vertical="center")
_STEP_QUIET = replace(_STEP, colour=MUTED, horizontal="left", indent=1)
_STEP_HEIGHT = 18.0
_LATE = Look(size=9, bold=True, colour=WARN, fill=WARN_SOFT, box=("thin", WARN), horizontal="center", vertical="center")


@dataclass(frozen=True, slots=True)
class _Budget:
    """How much is said where there is little room: letters of a reason, a step and a name, items of a list, steps."""

    reason: int
    step: int
    name: int
    items: int = 3
    steps: int = 4


_ROOMS = (
    _Budget(170, 140, 90),
    _Budget(140, 110, 90),
    _Budget(100, 90, 60),
    _Budget(80, 60, 45, steps=3),
    _Budget(60, 45, 30, items=2, steps=2),
)
"""Tried one after the other until all of it stands on one page."""
_GAPS, _MOST_AIR, _UNUSED = 3, 14.0, 16.0
"""Gaps between the blocks above the foot, points that each has more, and points that stay free below the foot: programs
round the heights of rows."""


def arrange(data: ReportData, words: Words) -> Leaf:
    leaf = Leaf("glance", "", WIDTHS)
    for room in _ROOMS:
        leaf = _arranged(data, words, room, 0.0)
        spare = marks.spare(leaf)
        if spare >= 0:
            return _arranged(data, words, room, max(0.0, spare - _UNUSED))
    return leaf


def _arranged(data: ReportData, words: Words, room: _Budget, spare: float) -> Leaf:
    """The page; `spare` are points that its gaps have more than they need."""
    air = min(spare / (_GAPS + 1), _MOST_AIR)
    leaf = Leaf("glance", words.text("report_pages.sheet_glance"), WIDTHS, has_header=False)
    _top(leaf, data, words)
    centre = centre_of(data)
    leaf.wide(lead(centre, words, room.name), _LEAD, keep=True)
    not_told = missing(centre, words, data.audience.value)
    if not_told:
        leaf.wide(not_told, marks.CAPTION, keep=True)
    leaf.gap(6 + air, keep=True)
    boxes(leaf, data, words)
    _since(leaf, data, words)
    leaf.gap(6 + air, keep=True)
    _lists(leaf, data, words, room)
    leaf.gap(6 + air, keep=True)
    _steps(leaf, data, words, room)
    leaf.gap(8 + spare - _GAPS * air, keep=True)
    foot(leaf, data, words, room.step)
    return leaf


def _top(leaf: Leaf, data: ReportData, words: Words) -> None:
    if data.is_sample:
        leaf.wide(words.say("sample_made_up" if data.is_practice else "sample"), SAMPLE, keep=True)
        leaf.gap(4, keep=True)
    if data.is_draft:
        text = words.text("report_glance.draft_text", answered=data.answered, applicable=data.applicable)
        leaf.wide(text, SAMPLE, keep=True)
        leaf.gap(4, keep=True)
    name = " ".join(data.centre.split())
    title = _TITLES[(len(name) > _LONG_NAME) + (len(name) > _VERY_LONG_NAME)]
    beside = [
        words.text(f"report_glance.report_{data.audience.value}"),
        words.text("report_glance.round", round=data.round),
    ]
    if not data.is_of_study:
        beside.append(words.text("report_glance.as_of", day=day(words, data.day)))
    under: Rule = ("medium", INK)
    leaf.add(
        Box(1, 11, name, replace(title, bottom=under), typed=True),
        Box(12, _ALL, "\n".join(beside), replace(_BESIDE, bottom=under)),
        keep=True,
    )
    leaf.gap(6, keep=True)


def _since(leaf: Leaf, data: ReportData, words: Words) -> None:
    """What changed since the round before; nothing where there is none."""
    if data.before is None:
        return
    changes = changes_since(data.score, data.before)
    if not data.before.comparable:
        text = words.text("report_glance.since_changed")
    elif not changes.higher + changes.same + changes.lower:
        text = words.text("report_glance.since_open")
    else:
        higher = words.plural("report_glance.higher", changes.higher)
        text = words.text("report_glance.since_text", higher=higher, same=changes.same, lower=changes.lower)
        if changes.apart:
            text = f"{text} {words.plural('report_glance.since_apart', changes.apart)}"
    since = Run(words.text("report_glance.since", round=data.before.round), bold=True)
    leaf.gap(5, keep=True)
    leaf.wide((since, Run(f" {text}")), marks.BODY, keep=True)


def _lists(leaf: Leaf, data: ReportData, words: Words, room: _Budget) -> None:
    """What is strong and what is weak, side by side."""
    strong, weak = strongest(data.score), weakest(data.score, data.before)
    left = [_item(data, words, one, _LEFT, _strength(data, one), room) for one in strong[: room.items]]
    right = [_item(data, words, one, _RIGHT, _weakness(data, words, one), room) for one in weak[: room.items]]
    leaf.add(
        Box(*_LEFT, _head(words, "strongest", len(left), len(strong)), _LIST_HEAD),
        Box(*_RIGHT, _head(words, "weakest", len(right), len(weak)), _LIST_HEAD),
        keep=True,
    )
    left = left or [(Box(*_LEFT, words.text("report_glance.strongest_none"), marks.QUIET),)]
    right = right or [(Box(*_RIGHT, _nothing_weak(data, words), marks.QUIET),)]
    for items in zip_longest(left, right, fillvalue=()):
        leaf.gap(3, keep=True)
        for both in zip_longest(*items):
            leaf.add(*filter(None, both), keep=True)


def _head(words: Words, name: str, shown: int, all_: int) -> tuple[Run, ...]:
    head = Run(words.text(f"report_glance.{name}"))
    if shown == all_:
        return (head,)
    return head, Run(f"  {words.text('report_glance.of_all', shown=shown, all=all_)}", colour=MUTED, size=10)


def _item(
    data: ReportData, words: Words, score: CriterionScore, columns: tuple[int, int], reason: str, room: _Budget
) -> tuple[Box, ...]:
    """A criterion of a list: its name, and below it its mark and level in words, and why."""
    word = level_word(score, words.texts)
    if data.before and fall(score, data.before):
        before = words.text(f"scoring.level_{level_before(data.before, score.id)}_low")
        word = words.text("report_glance.then", word=word, round=data.before.round, before=before)
    runs = (
        marks.sign(marks.mark_of(score)),
        Run(f" {word}\n"),
        Run(cut_at_word(reason, room.reason), colour=MUTED),
    )
    name = data.criteria.by_id[score.id].title
    return Box(*columns, name, marks.STRONG, to="criteria"), Box(*columns, runs, _ITEM)


def _strength(data: ReportData, score: CriterionScore) -> str:
    """What clients get, and what holds on the highest level."""
    found = findings(data.criteria.by_id[score.id], score) or list(score.why)
    if not data.criteria.names_documents:
        found = found[1:] or found  # that it is in place is all that the first says there
    return _texts([*found[:1], *found[1:][-1:]])


def _texts(reasons: Sequence[Reason]) -> str:
    return " ".join(reason.text for reason in reasons if reason.known)


def _weakness(data: ReportData, words: Words, score: CriterionScore) -> str:
    """What is missing where it stands lower than before; else why there is no more."""
    lacks = [reason.missing for reason in score.next if reason.known and reason.missing]
    if score.status is Status.IN_PLACE and fall(score, data.before) and lacks:
        return words.text("report_glance.missing_still", what=lacks[0])
    return _texts(score.why[:1])


def _nothing_weak(data: ReportData, words: Words) -> str:
    if any(score.status is Status.NOT_KNOWN for score in data.score.criteria):
        return words.text("report_glance.weakest_none_open")
    return words.text("report_glance.weakest_none" if data.before else "report_glance.weakest_none_first")


def _steps(leaf: Leaf, data: ReportData, words: Words, room: _Budget) -> None:
    """The next steps with a date, the oldest first; what is overdue says so."""
    steps = [step for step in planned_steps(data) if step.by is not None]
    leaf.wide(_head(words, "steps", min(len(steps), room.steps), len(steps)), _LIST_HEAD, keep=True)
    if not steps:
        leaf.wide(words.text("report_glance.steps_none"), marks.QUIET, keep=True)
    for step in steps[: room.steps]:
        late, post = step.is_overdue(data.made_on), cut_at_word(_line(step.post), room.step // 2)
        leaf.add(
            Box(1, 3, day(words, step.by or data.made_on), _STEP),
            Box(4, 10 if post else 12, cut_at_word(_what(step, words), room.step), _STEP, typed=bool(step.what.value)),
            *([Box(11, 12, post, _STEP_QUIET, typed=True)] if post else []),
            Box(13, 13, words.text("report_pages.overdue") if late else None, _LATE if late else _STEP),
            least=_STEP_HEIGHT,
            keep=True,
        )


def _what(step: Step, words: Words) -> str:
    """The step; where its text stays or is not given, the criterion that it is for."""
    if step.what.value is not None:
        return _line(step.what)
    key = "report_glance.step_held" if step.what.held else "report_glance.step_blank"
    return words.text(key, criterion=step.criterion.title)


def _line(cell: CellView) -> str:
    return " ".join(str(cell.value or "").split())
