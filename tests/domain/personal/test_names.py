"""A hint where a text seems to name a person; bodies, places and practices are not taken for one."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.personal.names import seems_to_name_person


@pytest.mark.parametrize(
    "text",
    ["Ask Mr Hoxha.", "led by Dr. Ana Leka", "Mme Diallo, bureau 4", "Frau Müller hilft", "Señora Paz", "Zonja Dritan"],
)
def test_a_title_before_a_name_is_seen(text: str) -> None:
    assert seems_to_name_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Labour, Port Velira Centre",
        "Mr. or Mrs.",
        "The Red Cross and Caritas Albania",
        "DR CONGO and Dr NGO",
        "a Drop in centre",
        "Sr",
        "",
    ],
)
def test_other_capital_letters_are_not(text: str) -> None:
    assert not seems_to_name_person(text)
