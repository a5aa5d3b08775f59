"""How much waits for a person, beside the pages where it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError
from mrcworkbench.gui.window.frame.sidebar import Sidebar

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session

_PAGES = ("conflicts", "decisions")


def show_counts(session: Session, sidebar: Sidebar, texts: Texts) -> None:
    """Open conflicts and waiting proposals. What cannot be read now is told by the page itself."""
    if not (session.file_use.collects or session.file_use.has_conflicts or session.file_use.has_decisions):
        return
    try:
        counts = session.read_file(lambda store: store.decisions.to_decide())
    except UserError:
        counts = (0, 0)
    for page, count in zip(_PAGES, counts, strict=True):
        if page in sidebar.pages:
            spoken = texts.plural(f"window.to_decide_{page}", count) if count else ""
            sidebar.pages[page].set_note(str(count) if count else "", spoken)
