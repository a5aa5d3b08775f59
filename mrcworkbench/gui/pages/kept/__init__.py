"""What earlier versions of the questionnaire said that has no place in this one."""

from mrcworkbench.gui.pages.kept.page import KeptPage

__all__ = ["KeptPage"]
