"""What the page shows where files are not being chosen: a plan, what a merge did, or an import of the log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.domain.merging.plans import Verdict

if TYPE_CHECKING:
    from mrcworkbench.services.merging.merge import MergeReport
    from mrcworkbench.storage.imports.log import ImportInfo


@dataclass(frozen=True, slots=True)
class MergeShown:
    """A report, and what it is of. `sources` are the files and folders that were chosen for it."""

    report: MergeReport
    sources: tuple[Path, ...] = ()
    merged: bool = False
    """The files are in; else this is a plan."""
    stopped: bool = False
    """Not all that was chosen was read, or taken in."""
    earlier: ImportInfo | None = None
    """The import of the log that this is."""

    @property
    def has_conflicts(self) -> bool:
        """Whether what went in contradicts what was there."""
        return self.merged and any(file.verdict is Verdict.CONFLICT and file.is_taken_in for file in self.report.files)

    def stage(self, *, may_decide: bool) -> str:
        """What can be decided about suspected duplicates; see `MergeOutcome`."""
        if not may_decide or (self.earlier is not None and self.earlier.undone_at is not None):
            return "past"
        return "merged" if self.merged else "plan"
