"""The page Submit."""

from mrcworkbench.gui.pages.submit.page import SubmitPage

__all__ = ["SubmitPage"]
