"""What a merge did, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir

from mrcworkbench.domain.file_use import own_assessments
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.widgets import isolate
from mrcworkbench.services.session.file_use import other_centres

if TYPE_CHECKING:
    from mrcworkbench.services.merging.merge import MergeReport
    from mrcworkbench.services.session.session import Session


def done_text(report: MergeReport, session: Session, texts: Texts) -> str:
    """How many files went in, what was joined; of a centre's file that holds others now, whose it still is; and where
    the backup is."""
    said = [texts.plural("merge_page.done", report.taken_in)]
    if report.joined:
        said.append(texts.plural("merge_page.done_joined", report.joined))
    said += others_here(session, texts)
    if report.backup is not None:
        said.append(texts.text("merge_page.backup", path=QDir.toNativeSeparators(str(report.backup))))
    return " ".join(said)


def others_here(session: Session, texts: Texts) -> list[str]:
    """That a centre's file holds other centres too; nothing of a collection, and of one that holds its centre alone."""
    others = other_centres(session)
    if not others:
        return []
    own = own_assessments(session.file_use, session.assessments())[0].centre.name
    return [texts.plural("merge_page.others_here", others, centre=isolate(own))]
