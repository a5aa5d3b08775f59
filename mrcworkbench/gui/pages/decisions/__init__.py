"""The page on what persons decided, and on what waits for them."""

from mrcworkbench.gui.pages.decisions.page import DecisionsPage

__all__ = ["DecisionsPage"]
