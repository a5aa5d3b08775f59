"""What tests have copied does not outlast them: Qt would ask for it when Python has gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.questionnaire_support import Desk


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """With the optional parts open: most of the tables are there."""
    desk.open_parts()
    return desk
