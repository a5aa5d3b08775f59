"""The page `across`."""

from mrcworkbench.gui.pages.across.page import AcrossPage

__all__ = ["AcrossPage"]
