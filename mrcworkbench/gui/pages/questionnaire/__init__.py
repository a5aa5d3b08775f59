"""The questionnaire: one section a page, one card for each question that applies."""

from mrcworkbench.gui.pages.questionnaire.page import QuestionnairePage

__all__ = ["QuestionnairePage"]
