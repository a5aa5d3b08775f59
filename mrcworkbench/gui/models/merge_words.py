"""What is said of a file of a merge: its verdict and why, its centre, its round, its size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.services.merging.checking_files import unsealed_note
from mrcworkbench.services.merging.passed_over import PassedOver

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.merge import FileResult

Row: TypeAlias = "FileResult | PassedOver"
"""A file that was read, or one that was not."""

COLUMNS = ("centre", "verdict", "newly_answered", "changed", "in_conflict")
"""What the table shows: centre and file with what is said of it, the verdict, and how many answers."""
SAVED = ("file", "centre", "round", "verdict", "why", "new", "newly_answered", "changed", "in_conflict", "size")
"""What the list holds that is taken along."""
PASSED_OVER = "passed_over"
_KILOBYTE = 1024
_NOTHING = "\u2013"


def verdict_of(row: Row) -> str:
    """The verdict, or PASSED_OVER."""
    return PASSED_OVER if isinstance(row, PassedOver) else row.verdict.value


class MergeWords:
    """MergeWords(texts): `names` are of centres by id, `decided` the sentences of what was decided about them."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.names: dict[str, str] = {}
        self.decided: Mapping[str, str] = {}
        self.proposals: frozenset[str] = frozenset()
        """Ids of what waits for a person."""
        self.notes: Mapping[str | None, str] = {}
        """What became of files of an earlier import since, by their fingerprints; "" of those that are here."""

    def heading(self, column: str) -> str:
        return self._texts.text(f"merge_page.column_{column}")

    def verdict_name(self, verdict: str) -> str:
        return self._texts.text(f"merge_page.verdict_{verdict}")

    def cell(self, row: Row, column: str) -> str:
        """What stands in a column."""
        if column == "file":
            return on_one_line(row.path.name)
        if column == "verdict":
            return self.verdict_name(verdict_of(row))
        if column == "why":
            return self.why(row)
        if isinstance(row, PassedOver):
            return _NOTHING
        if column == "size":
            return self.size(row.size)
        if column in ("new", "newly_answered", "changed", "in_conflict"):
            return self._count(row, column)
        found = [centre.name for centre in row.centres] if column == "centre" else list(row.rounds)
        if len(found) > 1:
            return self._texts.plural(f"merge_page.many_{column}s", len(found))
        return found[0] if found else _NOTHING

    def why(self, row: Row) -> str:
        """The sentence beside the verdict; for a refused file the one that can be sent back."""
        if isinstance(row, PassedOver):
            return row.why(self._texts)
        if row.message is not None:
            return row.message
        why = self._reason(row)
        return why if row.sealed is not False else self._texts.text("merge_page.why_not_sealed", why=why)

    def line(self, row: Row) -> tuple[str, str]:
        """What stands below centre and file, and in which tone: that it speaks for a known centre before all else."""
        if isinstance(row, PassedOver) or row.message is not None:
            refused = not isinstance(row, PassedOver) and row.reason is not None
            return self.why(row), "danger" if refused else "muted"
        if note := self.notes.get(row.sha256):
            return note, "muted"
        proposed = len(row.proposed & self.proposals)
        said = [self._texts.plural("merge_page.proposed", proposed)] if proposed else []
        if row.speaks_for:
            return " · ".join([self._texts.text("merge_page.speaks_for"), *said]), "warn"
        if row.same_as is not None:
            return self._texts.text("merge_page.same_as", name=on_one_line(row.same_as.name)), "muted"
        return " · ".join([self.why(row), *said]), "muted"

    def _count(self, result: FileResult, column: str) -> str:
        """How many answers: those of an assessment that was not here are newly answered, too."""
        answers = result.answers
        counts = {
            "new": answers.new,
            "newly_answered": answers.newly_answered + answers.new,
            "changed": answers.changed,
            "in_conflict": answers.in_conflict,
        }
        return str(counts[column]) if counts[column] else _NOTHING

    def note(self, row: Row) -> str:
        """What else is to know of a file: that it is not sealed, or that not all of it can be proved; "" if nothing."""
        if isinstance(row, PassedOver):
            return ""
        note = unsealed_note(row.sealed, row.proved)
        return self._texts.text(note) if note is not None else ""

    def needs_deciding(self, result: FileResult) -> bool:
        """Whether nobody has said yet if the file's centre is another."""
        return any(one.centre not in self.decided for one in result.suspected)

    def _reason(self, result: FileResult) -> str:
        if result.suspected:
            said = [self.decided[one.centre] for one in result.suspected if one.centre in self.decided]
            return said[0] if said else self._maybe(result.suspected_duplicate_of)
        return self._texts.plural(f"merge_page.why_{result.verdict.value}", result.assessments)

    def _maybe(self, others: Mapping[str, bool]) -> str:
        """Of many a number: who they are stands below the table."""
        first, key = next(iter(others)), "maybe" if any(others.values()) else "maybe_other_period"
        return self._texts.plural(f"merge_page.{key}", len(others), centre=self.names.get(first, first))

    def size(self, size: int) -> str:
        """Bytes, rounded."""
        if not size:
            return _NOTHING
        kilobytes = max(1, round(size / _KILOBYTE))
        if kilobytes < _KILOBYTE:
            return self._texts.text("merge_page.kilobytes", n=kilobytes)
        return self._texts.text("merge_page.megabytes", n=f"{kilobytes / _KILOBYTE:.1f}")
