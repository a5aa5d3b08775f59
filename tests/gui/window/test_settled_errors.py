"""What is said to be wrong is said until it is put right, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.collection import overview
from tests.gui.window_support import Desktop


def test_that_an_edit_could_not_be_taken_is_said_until_one_is(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    strip = desktop.shell.messages
    desktop.bridge.refused.emit(UserError("unsaved_answers"))
    assert strip.isVisible()
    desktop.bridge.edit("prof_body", "The port")
    assert not strip.isVisible()


def test_another_error_stays_whatever_is_answered(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.bench.notifier.error(UserError("unsaved_answers"))
    desktop.bridge.edit("prof_body", "The port")
    assert desktop.shell.messages.isVisible()


def test_that_the_list_could_not_be_read_is_said_until_it_can(
    desktop: Desktop, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.begin(sample)
    page = desktop.go("centres")

    def fail(_: object) -> None:
        raise UserError("unsaved_answers")

    with monkeypatch.context() as broken:
        broken.setattr(overview, "summaries", fail)
        page.refresh()
    assert page.trouble.isVisible()
    page.refresh()
    assert not page.trouble.isVisible()
