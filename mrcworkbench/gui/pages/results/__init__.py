"""The page of results: the profile by dimension, and the 24 criteria with their reasons."""

from mrcworkbench.gui.pages.results.page import ResultsPage

__all__ = ["ResultsPage"]
