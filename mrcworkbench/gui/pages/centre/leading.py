"""What leads on from the page of a centre: the log of what was decided about it, and its other assessments."""

from __future__ import annotations

from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.opening import show_assessment
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import MessageBox
from mrcworkbench.gui.widgets.decisions.panel import DecisionsPanel
from mrcworkbench.services.merging.log import LoggedDecision

_PANEL = 340


def add_log(page: Page, trouble: MessageBox) -> DecisionsPanel:
    """The side panel with everything decided about the centre; a line leads to its answer."""
    context = page.context
    log = DecisionsPanel(page.theme, page.texts, page.bridge, context.runner, context.choose)
    log.setContentsMargins(10, 10, 10, 10)
    log.opened.connect(lambda line: _show(page, line, trouble))
    page.set_panel(log, page.texts.text("decisions_page.title"), _PANEL)
    return log


def open_other(page: Page, assessment: str, trouble: MessageBox, question: str | None = None) -> None:
    """Shows another assessment of the centre, at a question of it."""
    show_assessment(page, assessment, Place(page.name, question=question), "", trouble)


def _show(page: Page, line: LoggedDecision, trouble: MessageBox) -> None:
    if line.assessment is not None:
        open_other(page, line.assessment.id, trouble, line.question)
