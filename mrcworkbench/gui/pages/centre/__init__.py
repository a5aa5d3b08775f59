"""A centre in a collection: its answers are read, and corrected with a reason."""

from mrcworkbench.gui.pages.centre.page import CentrePage

__all__ = ["CentrePage"]
