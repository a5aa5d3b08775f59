"""What every page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.destinations import ChooseFile, OpenPath
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner
from mrcworkbench.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class PageContext:
    """The open database, what comes with the program, the look, and the way to other pages.

    The last three, which tests replace: who runs long work, how a person is asked where a file goes, and what opens a
    file that is there.
    """

    bridge: Bridge
    content: Content
    theme: Theme
    navigate: Callable[[Place], None]
    runner: Runner
    choose: ChooseFile
    open_with: OpenPath

    @property
    def texts(self) -> Texts:
        return self.content.texts
