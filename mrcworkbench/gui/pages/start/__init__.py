"""The first start."""

from mrcworkbench.gui.pages.start.page import StartPage

__all__ = ["StartPage"]
