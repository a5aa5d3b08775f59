"""A country is told in three ways in every table that has one, and reads as missing in none of the two that name it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mrcworkbench.domain.questionnaire.answers import Row, answered
from mrcworkbench.services.countries import code_of_three, countries
from tests.exchange.test_tidy_text import MISSING
from tests.exchange.tidy_databases import Exported, consenting, execute, exported, make

COUNTRIES = {"na": ("NA", "NAM", "Namibia"), "xk": ("XK", "XKX", "Kosovo"), "al": ("AL", "ALB", "Albania")}
EVERYWHERE = ("centres", "answers_wide", "practices", "challenges", "learning")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    listed = {code: answered((Row("r", {}),)) for code in ("practices", "challenges", "learning")}
    answers = consenting({**listed, "resp_parts": answered(("subjects",))}, "all")
    path = make(tmp_path_factory.mktemp("countries") / "d.mrcw", dict.fromkeys(COUNTRIES, answers))
    for id_, (code, _, _) in COUNTRIES.items():
        execute(path, "UPDATE centres SET country = ? WHERE id = ?", code, id_)
    return exported(path)


@pytest.mark.parametrize("table", EVERYWHERE)
def test_every_table_with_a_country_has_both_codes_and_the_name(made: Exported, table: str) -> None:
    for rows in (made.table(table), made.sheet(table)):
        assert {
            row["centre_id"]: (row["country_iso2"], row["country"], row["country_name"]) for row in rows
        } == COUNTRIES


def test_no_other_table_has_a_country(made: Exported) -> None:
    for file in made.folder.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as source:
            names = next(csv.reader(source))
        assert (
            ("country" in names) == ("country_iso2" in names) == ("country_name" in names) == (file.stem in EVERYWHERE)
        )


def test_every_country_has_a_code_of_three_letters_of_its_own_that_no_program_takes_for_missing() -> None:
    found = {code: code_of_three(code) for code in countries("en")}
    assert all(len(code) == 3 and code.isupper() for code in found.values())
    assert len(set(found.values())) == len(found)
    assert not {*found.values(), *countries("en").values()} & set(MISSING)
    now = {"CD": "COD", "DE": "DEU", "FR": "FRA", "MM": "MMR", "TL": "TLS", "YE": "YEM", "RS": "SRB", "NA": "NAM"}
    assert {code: found[code] for code in now} == now
    assert code_of_three("ZZ") == "ZZ"


def test_no_code_of_a_table_but_that_of_namibia_reads_as_missing(made: Exported) -> None:
    for file in made.folder.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as source:
            for row in csv.DictReader(source):
                assert [name for name, cell in row.items() if cell in MISSING and name != "country_iso2"] == []


def test_a_name_or_round_that_is_a_word_for_missing_is_kept(tmp_path: Path) -> None:
    path = make(tmp_path / "d.mrcw", {"one": consenting({}), "two": consenting({})})
    execute(path, "UPDATE centres SET name = 'NULL' WHERE id = 'one'")
    execute(path, "UPDATE assessments SET round = 'NA'")
    done = exported(path)
    with (done.folder / "answers_wide.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["centre_id"]: row for row in csv.DictReader(file)}
    assert (rows["one"]["centre_name"], rows["one"]["round"]) == ("'NULL", "'NA")
    assert [row["centre_name"] for row in done.table("centres") if row["centre_id"] == "one"] == ["NULL"]
