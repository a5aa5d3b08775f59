"""What becomes of the answers in a newer version of the questionnaire, and moving on to it."""

from mrcworkbench.gui.pages.move.page import MovePage

__all__ = ["MovePage"]
