"""Editors are tried on every part of the questionnaire."""

from __future__ import annotations

import pytest

from tests.gui.questionnaire_support import Desk


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """With the optional parts open: most of the tables are there."""
    desk.open_parts()
    return desk
