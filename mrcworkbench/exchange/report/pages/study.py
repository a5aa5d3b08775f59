"""What the study shows for what the centre plans: the nearest examples, in place first, each with where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import Status
from mrcworkbench.domain.study.model import Evidence, EvidenceKind
from mrcworkbench.exchange.report.layout import Box, Leaf, Run
from mrcworkbench.exchange.report.looks import MUTED, Line
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.words import Words

_WIDTHS = (46.0, 134.0)
_EXAMPLES = (3, 2)
"""So many of each criterion, as far as one page has room."""
_DRAFT = "001"
"""The document that alone has the main text; Annex B is cited from the published edition where that has it."""
_RULE: Line = ("thin", marks.FRAME)
_THIN: Line = ("thin", marks.PALE)
_NAME, _EXAMPLE = replace(marks.STRONG, top=_RULE), replace(marks.BODY, top=_RULE, indent=1)
_NEXT = replace(_EXAMPLE, top=_THIN)
_CITATION = replace(marks.CAPTION, top=_RULE)


def arrange(data: ReportData, words: Words) -> Leaf | None:
    """One page; what does not fit is named as standing in the annex. None where the study has nothing to show."""
    key, criteria = _chosen(data)
    if not criteria:
        return None
    least = _EXAMPLES[-1]
    tried = [(most, len(criteria)) for most in _EXAMPLES] + [(least, n) for n in range(len(criteria) - 1, 0, -1)]
    for most, count in tried:
        leaf = _leaf(data, words, key, criteria[:count], criteria[count:], most)
        if marks.spare(leaf) >= 0:
            break
    return leaf


def _chosen(data: ReportData) -> tuple[str, list[Criterion]]:
    """What is planned; where nothing is, what is not done. Only what the study has an example of."""
    for status in (Status.PLANNED, Status.NONE):
        found = [
            criterion
            for criterion in data.criteria.criteria
            if data.score.by_id[criterion.id].status is status and any(_examples(data, criterion, 1))
        ]
        if found:
            return status.value, found
    return "", []


def _leaf(
    data: ReportData, words: Words, key: str, told: Sequence[Criterion], left: Sequence[Criterion], most: int
) -> Leaf:
    leaf = Leaf("study", words.text("report_pages.sheet_study"), _WIDTHS)
    marks.top(leaf, words, "study", words.plural(f"report_pages.study_{key}", len(told) + len(left)))
    for criterion in told:
        for place, example in enumerate(_examples(data, criterion, most)):
            name = Box(1, 1, None if place else criterion.title, marks.BODY if place else _NAME)
            leaf.add(name, Box(2, 2, _said(data, words, example), _NEXT if place else _EXAMPLE), keep=True)
        leaf.lines[-1] = replace(leaf.lines[-1], keep=False)
    leaf.wide(None, _CITATION, keep=True)
    if left:
        names = words.names([criterion.title for criterion in left], most=len(left))
        leaf.wide(words.text("report_pages.study_left", names=names), marks.BODY, keep=True)
    leaf.wide(words.text("report_pages.study_reading"), marks.CAPTION, keep=True)
    leaf.wide(
        words.text("report_pages.citation", number=1, text=data.study.publication.citation), marks.CAPTION, keep=True
    )
    leaf.wide(words.text("report_pages.citation", number=2, text=words.text("report_pages.draft")), marks.CAPTION)
    return leaf


def _examples(data: ReportData, criterion: Criterion, most: int) -> list[Evidence]:
    """One of each centre, nearest in kind first, those in place before those that were only planned then. What the
    study says of several centres in the same words is told once."""
    told: dict[str, Evidence] = {}
    examples = data.comparison.by_id[criterion.id].examples
    for example in sorted(examples, key=lambda item: item.status != "in_place"):
        if example.status is not None and all(example.text != other.text for other in told.values()):
            told.setdefault(example.centre, example)
    return list(told.values())[:most]


def _said(data: ReportData, words: Words, example: Evidence) -> tuple[Run, ...]:
    centre = data.study.centre_by_id[example.centre]
    planned = "" if example.status == "in_place" else words.text("report_pages.planned_then")
    named = centre.country in centre.name
    key = "studied_centre_named" if named else "studied_centre"
    return (
        Run(words.text(f"report_pages.{key}", centre=centre.name, country=centre.country), bold=True),
        Run(words.text("report_pages.example", planned=planned, text=example.text)),
        Run(words.text("report_pages.cited", place=_place(data, words, example)), colour=MUTED),
    )


def _place(data: ReportData, words: Words, example: Evidence) -> str:
    """Where it stands, as a reader finds it in an edition: its annex, or the part on the criterion's dimension."""
    documents = [source.document for source in example.sources]
    if example.kind is EvidenceKind.ANNEX_B:
        return words.text("report_pages.cited_annex", number=2 if set(documents) == {_DRAFT} else 1)
    dimension = data.study.place_by_id[example.criterion or ""].dimension
    title = next(one.title for one in data.criteria.dimensions if one.id == dimension)
    return words.text("report_pages.cited_part", number=2, part=title)
