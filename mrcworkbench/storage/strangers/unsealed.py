"""A draft in a file from elsewhere: sealed on the way, so that equal bytes become the same revision on every machine.

db/README.md, Submissions 7. What it is sealed into is decided by `domain.merging.sealing`; a draft before any revision,
and one that says just what its revision says, are seen at a glance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mrcworkbench.domain.merging.headers import joined_header
from mrcworkbench.domain.merging.sealing import UnsealedCopy, base_of, damaged_units, seal
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.canonical import NotCanonical
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.respondents import respondent
from mrcworkbench.domain.revisions.revision import FORMAT, Header, UnitRow, revision_id, unit_rows
from mrcworkbench.domain.revisions.translation import Translator, is_newer
from mrcworkbench.domain.revisions.units import NO_ATTACHMENTS, REMOVED
from mrcworkbench.storage.merged_sets.histories import held_of_row
from mrcworkbench.storage.strangers.incoming import IncomingAssessment, TextRow
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.values import invalid

_KIND = "unsealed_copy"
_BLANK = "blank"
_ORIGIN = 7


@dataclass(frozen=True)
class Draft:
    """The working copy of an assessment, and the revisions that it goes on from."""

    header: Header
    rows: Sequence[UnitRow]
    parents: tuple[str, ...]
    times: frozenset[str]
    """When its units were last edited."""
    created_at: str
    """When the assessment was begun."""

    @property
    def changed_at(self) -> str:
        """When it was last edited; when it was begun, if nothing is in it."""
        return max(self.times, default=self.created_at)

    def is_made_at(self, moment: str | None) -> bool:
        """Whether every unit in it says to have been written at one moment."""
        return self.times <= {moment}


def seal_draft(
    part: IncomingAssessment,
    draft: Draft,
    history: History | None,
    questionnaire: Questionnaire,
    translator: Translator | None,
) -> IncomingAssessment:
    """The assessment with its draft among the revisions, if it says anything new; `questionnaire` is the one that it
    answers. Raises `RefusedError`."""
    units = part.units_of
    if any(parent not in units for parent in draft.parents) or bool(units) != bool(draft.parents):
        raise invalid("dangling")
    if not units:
        if any(row[_ORIGIN] is not None for row in draft.rows):
            raise RefusedError("corrupt", "changed_content")
        rows = [row for row in draft.rows if not _says_nothing(row)]
        return _with_revision(part, draft, (), (), rows, respondent(questionnaire, rows))
    if history is None and len(draft.parents) == 1 and _says_the_same(draft, part, units[draft.parents[0]]):
        return part
    known = history or part.history(translator)  # without any decision
    version = draft.header.questionnaire_version
    if is_newer(known.version, version):
        raise invalid("history_wrong", fault="version_older")
    # The row of a centre with several assessments may have another one's name; what is sealed keeps its own.
    sealed = joined_header(known.known_to(draft.parents, known.decided)) or draft.header
    draft = replace(draft, header=replace(sealed, questionnaire_version=version))
    copy = _copy(draft, known)
    if damaged_units(copy, base_of(copy, known)):
        raise RefusedError("corrupt", "changed_content")
    try:
        revision = seal(copy, known)
    except NotCanonical:
        raise invalid("not_text") from None
    if revision is None:
        return part
    rows = unit_rows(revision.units)
    return _with_revision(part, draft, revision.parents, revision.decisions, rows, respondent(questionnaire, rows))


def _copy(draft: Draft, known: History) -> UnsealedCopy:
    held = {(row[0], row[1]): held_of_row(row[2:]) for row in draft.rows}
    return UnsealedCopy(draft.header, held, frozenset(draft.parents), known.decided)


def _with_revision(
    part: IncomingAssessment,
    draft: Draft,
    parents: Sequence[str],
    decisions: Sequence[str],
    rows: Sequence[UnitRow],
    author: str,
) -> IncomingAssessment:
    try:
        id_ = revision_id(draft.header, parents, decisions, rows)
    except NotCanonical:
        raise invalid("not_text") from None
    if any(row[0] == id_ for row in part.revisions):
        return part
    filed = (id_, *_columns(draft.header), FORMAT)
    attestation: TextRow = (id_, author, draft.changed_at, _KIND)
    return replace(
        part,
        revisions=tuple(sorted((*part.revisions, filed))),
        units_of=dict(sorted({**part.units_of, id_: rows}.items())),
        parents=tuple(sorted((*part.parents, *((id_, parent) for parent in parents)))),
        taken_in=tuple(sorted((*part.taken_in, *((id_, decision) for decision in decisions)))),
        attestations=tuple(sorted((*part.attestations, attestation))),
    )


def _says_the_same(draft: Draft, part: IncomingAssessment, units: Sequence[UnitRow]) -> bool:
    """Whether the draft is word for word the revision that it goes on from, under the same header."""
    filed = next(row for row in part.revisions if row[0] == draft.parents[0])
    if filed[1:-1] != _columns(draft.header) or len(draft.rows) != len(units):
        return False
    return all(row[:7] == unit[:7] for row, unit in zip(draft.rows, units, strict=True))


def _columns(header: Header) -> TextRow:
    """The columns of `revisions` between id and format."""
    return (
        header.assessment,
        header.centre,
        header.centre_name,
        header.country,
        header.round,
        header.questionnaire,
        header.questionnaire_version,
        header.about,
        header.follows,
    )


def _says_nothing(row: UnitRow) -> bool:
    """As `Unit.says_nothing`."""
    return row[2] == REMOVED or (row[2] == _BLANK and not row[5] and row[6] == NO_ATTACHMENTS)
