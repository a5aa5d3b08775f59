"""The page Merge."""

from mrcworkbench.gui.pages.merge.page import MergePage

__all__ = ["MergePage"]
