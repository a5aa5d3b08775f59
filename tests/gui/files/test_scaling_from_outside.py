"""Sizes that people set for Qt outside the program never keep the window away."""

from __future__ import annotations

import pytest

from mrcworkbench.gui.window.app import drop_wrong_scaling


@pytest.mark.parametrize("name", ["QT_SCALE_FACTOR", "QT_FONT_DPI"])
@pytest.mark.parametrize("given", ["0", "-3", "nan", "inf", "-inf", "1e9", "0.001", "", " ", "large", "1,5"])
def test_a_size_that_no_screen_has_is_dropped(name: str, given: str) -> None:
    environment = {name: given, "HOME": "/home/ana"}
    drop_wrong_scaling(environment)
    assert environment == {"HOME": "/home/ana"}


def test_a_size_that_a_screen_may_have_stays() -> None:
    for environment in ({}, {"QT_SCALE_FACTOR": "1.5"}, {"QT_SCALE_FACTOR": "0.5", "QT_FONT_DPI": "144"}):
        before = dict(environment)
        drop_wrong_scaling(environment)
        assert environment == before
