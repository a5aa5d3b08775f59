"""However many questions are not answered: every part of the window says the same number of them at every moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.gui.pages.home import HomePage
from mrcworkbench.gui.session.finding import unanswered
from mrcworkbench.services.session.session import create
from tests.answer_sets import random_answer
from tests.gui.window_support import Desktop

STEPS, LOOKS = 200, 40


def _left(words: str) -> int:
    """What "3 of 7 …" leaves; nothing where it only tells of what is optional."""
    found = re.match(r"(\d+) of (\d+) (questions )?answered", words)
    return int(found[2]) - int(found[1]) if found else 0


def _number(page: QWidget, ending: str) -> int:
    """The number before these words on a page; none there, where they are not said."""
    found = (re.fullmatch(rf"(\d+) {ending}", one.text()) for one in page.findChildren(QLabel) if one.isVisible())
    return next((int(one[1]) for one in found if one), 0)


def _in_heads_and_filter(desktop: Desktop) -> tuple[int, int]:
    heads = listed = 0
    for section in desktop.bridge.session.questionnaire.sections:
        page = desktop.go("questionnaire", section=section.code, only="unanswered")
        listed += len(page.cards.shown_codes())  # type: ignore[attr-defined]
        heads += _left(page.head.chip.accessibleName())  # type: ignore[attr-defined]
    return heads, listed


def _do(desktop: Desktop, rng: Random) -> None:
    """One step: an answer of any kind, or one taken back or done again."""
    undo: list[Callable[[], object]] = [desktop.bridge.undo_stack.undo, desktop.bridge.undo_stack.redo]
    if rng.random() < 0.2:
        rng.choice(undo)()
        return
    copy = desktop.bridge.working_copy
    question = copy.questionnaire[rng.choice(sorted(copy.shown))]
    desktop.bridge.edit(question.code, answer_to_json(question, random_answer(question, rng)))


@pytest.mark.parametrize("seed", [8, 21])
def test_every_part_of_the_window_counts_the_same_questions(desktop: Desktop, tmp_path: Path, seed: int) -> None:
    create(tmp_path / "new.mrcw", "Port Velira", "AL", "2026")
    desktop.begin(tmp_path / "new.mrcw")
    rng = Random(seed)
    for step in range(STEPS):
        _do(desktop, rng)
        left = desktop.bridge.progress().needed.left
        assert len(unanswered(desktop.bridge)) == left
        if step % LOOKS:
            continue
        home = desktop.go("home")
        assert isinstance(home, HomePage)
        assert _left(home.progress.answered.text()) == left
        complete = desktop.bridge.progress().complete_sections
        note = desktop.shell.sidebar.pages["questionnaire"].accessibleDescription()
        assert note.startswith(f"{complete.done} of {complete.all} ")
        assert _in_heads_and_filter(desktop) == (left, left)
        assert _number(desktop.go("report"), "questions? not answered") == left
        assert _number(desktop.go("submit"), "questions? (is|are) not answered") == left
    assert desktop.bridge.progress().answered > 0
