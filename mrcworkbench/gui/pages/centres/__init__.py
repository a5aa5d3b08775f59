"""The page of centres: every assessment of a collection."""

from mrcworkbench.gui.pages.centres.page import CentresPage

__all__ = ["CentresPage"]
