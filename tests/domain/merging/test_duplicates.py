# ruff: noqa: RUF001  letters of many scripts are meant
"""Which centres may be the same: nearly the same name in a country. Only a flag, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.merging.duplicates import CentrePeriod, KnownCentres, Suspicion, nearly_the_same


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
        ("MRC Ağrı", "MRC AĞRI"),
        ("MRC Ağrı", "MRC Agri"),
        ("Iğdır MRC", "IĞDIR MRC"),
        ("Łódź MRC", "Lodz MRC"),
        ("Đà Nẵng MRC", "Da Nang MRC"),
        ("Ørsta MRC", "Orsta MRC"),
        ("Мигрант ресурс центр Ош", "MRC Osh"),
        ("Ресурсный центр для мигрантов, г. Ош", "Migrant Resource Centre G. Osh"),
        ("Харків", "Kharkiv"),
        ("Луганськ", "Luhansk"),
        ("Київ", "Kyiv"),
        ("Шабац", "Šabac"),
        ("Ђаковица", "Đakovica"),
        ("Ђаковица", "Djakovica"),
        ("Жалал-Абад", "Jalal-Abad"),
        ("Джалал-Абад", "Jalal-Abad"),
        ("Хоразм", "Xorazm"),
        ("Хуҷанд", "Khujand"),
        ("Ѓорче Петров", "Gjorče Petrov"),
        ("Αθήνα", "ΑΘΗΝΑ"),
        ("Πειραιάς", "Piraeus"),
        ("თბილისი", "Tbilisi"),
        ("كابل", "Kabul"),
        ("O‘zbekiston, Olmaliq", "Ozbekiston Olmaliq"),
        ("Dushanbe", "Dushambe"),
        ("Camp 03", "Camp 3"),
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
        ("Refugee Camp A", "Refugee Camp B"),
        ("Refugee Camp II", "Refugee Camp III"),
        ("Ресурсный центр для мигрантов Норак", "Ресурсный центр для мигрантов Фархор"),
        ("Caritas Roma", "Caritas Parma"),
        ("Red Cross House Харків", "Red Cross House Рівне"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert not nearly_the_same(one, other)


def like(known: KnownCentres, centre: str, name: str, country: str, *rounds: str) -> tuple[tuple[str, ...], ...]:
    return known.like(centre, name, country, rounds)[1:]


def test_the_country_must_be_the_same_and_the_period_is_told() -> None:
    known = KnownCentres([CentrePeriod("a", "Port Velira", "PT", "2026, first round")])
    assert like(known, "b", "Port Velira", "PT", "Autumn 2026") == (("a",), ())
    assert like(known, "b", "Port Velira", "PT", "2025") == ((), ("a",))
    assert like(known, "b", "Port Velira", "PT", "2025", "2026") == (("a",), ())
    assert like(known, "b", "Port Velira", "ES", "2026") == ((), ())
    assert like(known, "a", "Port Velira", "PT", "2026") == ((), ()), "itself"
    known.add(CentrePeriod("a", "Port Velira", "PT", "2025"))
    assert like(known, "b", "Port Velira", "PT", "2025") == (("a",), ())
    known.add(CentrePeriod("c", "Port Velyra", "PT", "2019"))
    assert like(known, "b", "Port Velira", "PT", "2025") == (("a",), ("c",))


def test_those_that_a_person_has_joined_are_left_out() -> None:
    assert Suspicion("x", ("a", "b"), ("c",)).without({"a", "c"}) == Suspicion("x", ("b",), ())


def flags(centres: Iterable[CentrePeriod]) -> set[tuple[frozenset[str], bool]]:
    known, found = KnownCentres(), set[tuple[frozenset[str], bool]]()
    for one in centres:
        suspicion = known.like(one.centre, one.name, one.country, (one.round,))
        found |= {(frozenset((one.centre, other)), True) for other in suspicion.same_period}
        found |= {(frozenset((one.centre, other)), False) for other in suspicion.another_period}
        known.add(one)
    return found


NAMES = ("Osh", "Ош", "Port", "Velira", "Velyra", "Dushambe", "MRC", "Caritas", "1", "II", "Ağri", "AGRI")
WORDS = st.sampled_from(NAMES)
CENTRES = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.sampled_from(("KG", "TJ")), st.just("2026")),
    max_size=12,
).map(lambda facts: [CentrePeriod(str(n), *one) for n, one in enumerate(facts)])


@given(CENTRES.flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_same_pairs_are_told_whichever_file_comes_first(orders: tuple[list[CentrePeriod], ...]) -> None:
    one, other = map(flags, orders)
    assert one == other


@pytest.mark.parametrize("flood", ["Centre Osh", "Ресурсный центр Ош", "Osh Caritas", "Caritas {}", "{} Osh Caritas"])
def test_no_number_of_namesakes_hides_one(flood: str) -> None:
    known = KnownCentres([CentrePeriod("a", "MRC Osh Caritas", "KG", "2026")])
    for number in range(45):
        words = "".join(chr(ord("a") + int(digit)) for digit in f"{number:06}")
        one = CentrePeriod(f"flood {number}", flood.format(words), "KG", "2026")
        known.like(one.centre, one.name, one.country, (one.round,))
        known.add(one)
    assert "a" in known.like("b", "Caritas Ош", "KG", ("2026",)).same_period


def test_45_namesakes_are_45_flags() -> None:
    centres = [CentrePeriod(str(number), "MRC Osh", "KG", "2026") for number in range(46)]
    assert len(flags(centres)) == 46 * 45 / 2
    known = KnownCentres(centres)
    assert len(known.like("new", "Ош", "KG", ("2026",)).same_period) == 46


def test_all_that_may_be_another_are_found_at_once() -> None:
    named = {"a": "Osh", "b": "Ош", "c": "Karakol", "d": "Dushanbe", "e": "Dushambe", "f": "OSH"}
    known = KnownCentres(CentrePeriod(id_, name, "TJ" if id_ == "f" else "KG", "2026") for id_, name in named.items())
    known.like("b", "Ош", "KG", ("2026",))
    known.add(CentrePeriod("c", "Karakol", "KG", "2027"))
    assert known.alike() == {"a", "b", "d", "e"}


def test_names_are_read_once_however_often_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a collection of thousands, one file asks for its own country only."""
    read: list[str] = []
    module = "mrcworkbench.domain.merging.duplicates.fold"
    monkeypatch.setattr(module, lambda text: read.append(text) or text.lower())
    known = KnownCentres(CentrePeriod(str(n), f"House {n}", f"C{n % 20}", "2026") for n in range(2000))
    known.like("new", "House 7", "C7", ("2026",))
    known.like("new", "House 7", "C7", ("2026",))
    assert len([name for name in read if name.startswith("House")]) == 2000 / 20 + 2
