"""Versions are compared as numbers."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.questionnaire.version_numbers import is_version, version_number


def test_versions_stand_in_the_order_of_their_numbers() -> None:
    given = ["1.10.0", "2.0.0", "1.9.0", "1.9.10", "1.0.0", "10.0.0"]
    assert sorted(given, key=version_number) == ["1.0.0", "1.9.0", "1.9.10", "1.10.0", "2.0.0", "10.0.0"]


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.0 ", "v1.0.0", "1.0.-1", "1.0.٣", "1.0.0\n"]
)
def test_what_is_no_version_is_told(text: str) -> None:
    assert not is_version(text)
    with pytest.raises(ValueError, match="no version"):
        version_number(text)
