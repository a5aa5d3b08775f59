"""Conflicts on which somebody has begun and that are not shown now: what is typed waits, until it is settled."""

from __future__ import annotations

from collections.abc import Container

from mrcworkbench.gui.pages.conflicts.view import ConflictView


class Begun:
    """Views that were left, by the id of their conflict; in memory only."""

    def __init__(self) -> None:
        self._views: dict[str, ConflictView] = {}

    def put_away(self, view: ConflictView) -> None:
        """Hides a view; it is kept if there is something in it."""
        view.hide()
        if view.is_begun:
            self._views[view.conflict.id] = view
        else:
            view.deleteLater()

    def earlier(self, conflict: str) -> ConflictView | None:
        """What was begun on a conflict."""
        return self._views.get(conflict)

    def forget(self, conflict: str) -> None:
        """Ends the view of a conflict, if there is one."""
        view = self._views.pop(conflict, None)
        if view is not None:
            view.deleteLater()

    def keep_only(self, open_ones: Container[str]) -> None:
        """Forgets what is no longer open."""
        for id_ in [one for one in self._views if one not in open_ones]:
            self.forget(id_)
