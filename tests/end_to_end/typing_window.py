"""A program for the tests: the real window, and somebody who types in it until the program is killed.

Each time the window says "Saved", one line of JSON tells what stands on the screen then: answers and kept texts.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from threading import Event

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine
from mrcworkbench.gui.window import filling
from mrcworkbench.gui.window.app import run
from mrcworkbench.gui.window.workbench import Workbench
from mrcworkbench.storage.store import Store

TEXT, NUMBER = "prof_body", "prof_year"
PAUSE_AT = 2
"""Every second turn one waits until the window says that all is saved. A typist who never waits never reads that."""
SLOW = 0.01
"""Seconds that a save takes longer."""


class Typist:
    """Types into two fields by turns; a number is now and then none, and is kept as typed."""

    def __init__(self, workbench: Workbench, start: int, rng: Random) -> None:
        self._workbench, self._rng = workbench, rng
        self._has_read_saved = False
        self._turns = self._type(start)
        workbench.bridge.saving.saved.connect(self._tell)
        workbench.navigator.go(Place("questionnaire", question=TEXT))
        self._timer = QTimer()
        self._timer.timeout.connect(lambda: next(self._turns))
        self._timer.start(0)

    def _type(self, start: int) -> Iterator[None]:
        cards = self._workbench.navigator.pages["questionnaire"].cards  # type: ignore[attr-defined]
        while not cards.is_complete:
            yield
        text, number = cards.card(TEXT).editor.findChild(GrowingText), cards.card(NUMBER).editor.findChild(TypedLine)
        for n in count(start):
            self._fill(text, f"{n} " + "x" * self._rng.randrange(30))
            yield
            self._has_read_saved = False
            self._fill(number, f"{n}" if n % 3 else f"{n} or so")
            yield
            while not n % PAUSE_AT and not self._has_read_saved:
                yield

    def _fill(self, field: GrowingText | TypedLine, typed: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Tab)

    def _tell(self, _: object) -> None:
        self._has_read_saved = True
        session = self._workbench.bridge.session
        said = {code: session.working_copy.answer(code).value for code in (TEXT, NUMBER)}
        line = json.dumps({**said, "draft": session.drafts.get((NUMBER, None, None))})
        os.write(1, f"{line}\n".encode())


def slow_down(seconds: float) -> None:
    """Makes every save take as long as on an old disk, so that there is always something that is not saved yet."""
    save = Store.save

    def slowly(*arguments: object) -> None:
        Event().wait(seconds)
        save(*arguments)  # type: ignore[arg-type]

    Store.save = slowly  # type: ignore[method-assign, assignment]


def main(database: Path, start: int) -> int:
    """Runs the window with a typist in it."""
    slow_down(SLOW)
    fill_window, hands = filling.fill_window, []

    def fill(*arguments: object) -> Workbench:
        workbench = fill_window(*arguments)  # type: ignore[arg-type]
        workbench.ready.connect(lambda: hands.append(Typist(workbench, start, Random(start))))
        return workbench

    filling.fill_window = fill  # type: ignore[assignment]
    return run(database)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
