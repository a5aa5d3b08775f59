"""Making a submission in the window as a person does: the button, and the question that follows."""

from __future__ import annotations

from mrcworkbench.gui.pages.submit import SubmitPage


def make(page: SubmitPage) -> None:
    """Presses the button and says yes."""
    page.making.button.click()
    assert page.way.question is not None
    page.way.question.go.click()
