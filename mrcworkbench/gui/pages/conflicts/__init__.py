"""The page Conflicts."""

from mrcworkbench.gui.pages.conflicts.page import ConflictsPage

__all__ = ["ConflictsPage"]
