"""Which answers of the round before a person has looked at since the assessment was opened, and when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from mrcworkbench import clocks
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.widgets.question.said_before import says_the_same
from mrcworkbench.gui.words.local_time import clock_time


class Reviewed(QObject):
    """It follows the answers by itself."""

    def __init__(self, bridge: Bridge, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._texts = bridge, texts
        self._found: dict[str, tuple[Answer, datetime]] = {}
        bridge.answer_changed.connect(self._on_change)
        bridge.assessment_opened.connect(self._found.clear)

    def said(self, code: str) -> Answer | None:
        """What the round before said to a question that was looked at."""
        return self._found[code][0] if code in self._found else None

    def word(self, code: str) -> str:
        """What a saved answer is called that was confirmed or changed; "" for any other."""
        if code not in self._found:
            return ""
        said, when = self._found[code]
        word = "still_true" if says_the_same(said, self._bridge.working_copy.answer(code)) else "changed"
        return self._texts.text(f"questions.state_{word}", when=clock_time(when, self._texts))

    def _on_change(self, change: Change) -> None:
        code, said = change.question, change.before.before or self.said(change.question)
        if change.after.state is AnswerState.CARRIED_OVER:
            self._found.pop(code, None)
        elif said is not None:
            self._found[code] = (said, clocks.local(clocks.now()))
