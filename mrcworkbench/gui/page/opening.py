"""Going from a page about all centres to the assessment of one."""

from __future__ import annotations

from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import MessageBox


def show_assessment(page: Page, id_: str, place: Place, text: str, trouble: MessageBox) -> None:
    """Opens an assessment unless it is the open one, goes to `place` in it, and names one that may be edited in a
    message that ends with `text`. Why it cannot be opened is said in `trouble`, and the page stays."""
    bridge, say = page.bridge, page.texts.text
    trouble.say("")
    if not bridge.has_assessment or bridge.assessment.id != id_:
        try:
            bridge.open_assessment(id_)
        except UserError as error:
            trouble.say(in_words(page.texts, error))
            return
    info = bridge.assessment
    page.navigate(place)
    if bridge.session.is_only_read:  # the page of the centre says so
        return
    page.said.emit(say("centres_page.opened", centre=info.centre.name, round=info.round), text)
