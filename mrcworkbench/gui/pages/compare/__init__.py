"""The page of comparison: the studied centres beside the own levels."""

from mrcworkbench.gui.pages.compare.page import ComparePage

__all__ = ["ComparePage"]
