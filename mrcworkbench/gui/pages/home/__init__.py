"""Home: the sections with their state, and the way on."""

from mrcworkbench.gui.pages.home.page import HomePage

__all__ = ["HomePage"]
