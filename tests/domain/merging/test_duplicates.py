"""Which centres may be the same: nearly the same name, country and period. Only a flag."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.merging import duplicates
from mrcworkbench.domain.merging.duplicates import CentrePeriod, KnownCentres, known_centres, nearly_the_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MRC Sarandë", "Migrant Resource Centre Saranda"),
        ("Centre d'Information, Kinshasa", "KINSHASA Information Center"),
        ("Port Velira", "Port  Velira."),
        ("Port Velira", "Port Velyra"),
        ("Caritas Dushanbe North", "Dushanbe North (Caritas Tajikistan)"),
        ("Miğrant Merkezi Ankara", "Migrant Merkezi Ankara"),
        ("مركز المهاجرين", "مركز المهاجرين "),
    ],
)
def test_names_that_are_nearly_the_same(one: str, other: str) -> None:
    assert nearly_the_same(one, other)
    assert nearly_the_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MRC 1", "MRC 2"),
        ("Tirana", "Durrës"),
        ("Centre North", "Centre South"),
        ("Bari", "Bora"),
        ("Migrant Resource Centre Oran", "Migrant Resource Centre Accra"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert not nearly_the_same(one, other)


def test_country_and_period_must_be_the_same() -> None:
    known = known_centres([CentrePeriod("a", "Port Velira", "PT", "2026, first round")])
    assert known.like(CentrePeriod("b", "Port Velira", "PT", "Autumn 2026")) == ("a",)
    assert known.like(CentrePeriod("b", "Port Velira", "PT", "2025")) == ()
    assert known.like(CentrePeriod("b", "Port Velira", "ES", "2026")) == ()
    assert known.like(CentrePeriod("a", "Port Velira", "PT", "2026")) == (), "itself"
    known.add(CentrePeriod("a", "Port Velira", "PT", "2025"))
    assert known.like(CentrePeriod("b", "Port Velira", "PT", "2025")) == ("a",)


def test_each_of_thousands_is_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def compare(one: object, other: object) -> bool:
        compared.append((one, other))
        return False

    monkeypatch.setattr(duplicates, "are_nearly_the_same", compare)
    known = KnownCentres()
    for number in range(2000):
        one = CentrePeriod(str(number), f"House {number:05} of the region {number % 7}", "AL", "2026")
        known.like(one)
        known.add(one)
    assert len(compared) < 2000 * 40
