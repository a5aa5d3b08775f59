"""Every claim of the study and the library has a source, resolvable ids, and is there exactly once."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mrcworkbench import paths
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.relevance import shown_questions

CRITERIA = {place["id"]: place for place in read_json("study", "criteria.json")}
CENTRES = {centre["id"]: centre for centre in read_json("study", "centres.json")}
LINES = {"000": 931, "001": 983, "002": 61, "003": 218, "004": 27}
"""The documents that may be cited, and how many lines each has."""
NAMED = {
    "sportele": (11, 6, 2),
    "spectrum": (14, 7, 3),
    "aesco": (9, 4, 3),
    "bienvenido": (9, 1, 1),
    "ciami": (9, 2, 1),
    "mic_croatia": (13, 6, 2),
    "mcdem": (16, 9, 3),
    "clmc": (15, 8, 4),
    "cigem": (13, 4, 2),
    "fwrc": (16, 8, 3),
    "cnai": (15, 11, 6),
    "mic_slovakia": (12, 9, 5),
    "msc": (18, 9, 4),
    "irclm": (15, 7, 3),
}
"""Of each centre: practices in Annex B, criteria under which the text names it, ticks that survive in Annex A."""
LIBRARY = {"recommendations": 17, "activities": 63, "initiatives": 19, "needs": 6}
EVIDENCE = {id_: read_json("study", "evidence", f"{id_}.json") for id_ in NAMED}
ALL = [item for items in EVIDENCE.values() for item in items]
each_centre = pytest.mark.parametrize("centre", NAMED)


def sources(node: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything in a resource that names a document and lines, with where it stands."""
    if isinstance(node, dict):
        if "document" in node and "lines" in node:
            yield place, node
        for key, value in node.items():
            yield from sources(value, f"{place}/{node.get('id', key)}")
    elif isinstance(node, list):
        for item in node:
            yield from sources(item, place)


def cited() -> list[tuple[str, dict[str, Any]]]:
    folder = paths.resources()
    files = sorted([*folder.glob("study/**/*.json"), *folder.glob("library/*.json"), *folder.glob("sample/*.json")])
    parts = [file.relative_to(folder).parts for file in files]
    return [found for part in parts for found in sources(read_json(*part), "/".join(part))]


def test_every_source_names_a_document_and_its_lines() -> None:
    found = cited()
    assert len(found) > 500
    for place, source in found:
        lines = source["lines"]
        assert source["document"] in LINES, place
        assert lines, place
        assert lines == sorted(set(lines)), place
        assert lines[0] >= 1, place
        assert lines[-1] <= LINES[source["document"]], place


def test_the_14_centres_are_those_of_the_study_in_its_order() -> None:
    assert list(CENTRES) == list(NAMED)
    assert [centre["order"] for centre in CENTRES.values()] == list(range(1, 15))
    files = {file.stem for file in paths.resources("study", "evidence").glob("*.json")}
    assert files == set(NAMED)


@each_centre
def test_each_practice_cell_and_tick_is_told_once(centre: str) -> None:
    items = EVIDENCE[centre]
    practices, cells, ticks = NAMED[centre]
    assert {item["centre"] for item in items} == {centre}
    told = [item["id"] for item in items if item["kind"] == "annex_b"]
    assert sorted(told) == [f"{centre}.{number:02}" for number in range(1, practices + 1)]
    for kind, count in (("annex_b", practices), ("body", cells), ("matrix", ticks)):
        assert sum(item["kind"] == kind for item in items) == count, kind
    for kind in ("body", "matrix"):
        mine = [item for item in items if item["kind"] == kind]
        assert [item["id"] for item in mine] == [f"{centre}.{kind}.{item['criterion']}" for item in mine]
    assert len({item["id"] for item in items}) == len(items)


def test_the_study_has_185_practices_91_cells_and_42_ticks() -> None:
    assert Counter(item["kind"] for item in ALL) == {"annex_b": 185, "body": 91, "matrix": 42}
    assert len({item["id"] for item in ALL}) == len(ALL)
    statuses = Counter((item["kind"], item["status"]) for item in ALL)
    assert statuses == {
        ("annex_b", "in_place"): 177,
        ("annex_b", "planned"): 8,
        ("body", "in_place"): 87,
        ("body", "planned"): 4,
        ("matrix", None): 42,
    }
    assert sum(item["criterion"] is None for item in ALL) == 9


@each_centre
def test_evidence_is_sourced_worded_and_resolvable(centre: str) -> None:
    for item in EVIDENCE[centre]:
        assert set(item) == {"id", "centre", "criterion", "also", "kind", "status", "text", "sources", "differs"}
        assert item["sources"], item["id"]
        assert item["criterion"] is None or item["criterion"] in CRITERIA, item["id"]
        assert set(item["also"]) <= set(CRITERIA) - {item["criterion"]}, item["id"]
        assert item["criterion"] is not None or item["kind"] == "annex_b", item["id"]
        assert {source["document"] for source in item["sources"]} <= {"000", "001"}, item["id"]
        for text in (item["text"], item["differs"]):
            if text is not None:
                assert text == text.strip(), item["id"]
                assert text.isprintable(), item["id"]
                assert text.endswith((".", "”", ")")), item["id"]


@each_centre
def test_a_tick_stands_in_the_row_of_its_centre_and_in_a_column_that_survives(centre: str) -> None:
    for item in EVIDENCE[centre]:
        if item["kind"] == "matrix":
            assert item["sources"] == [{"document": "001", "lines": [CENTRES[centre]["matrix_line"]]}], item["id"]
            assert CRITERIA[item["criterion"]]["matrix_column"] is not None, item["id"]
    assert sum(place["matrix_column"] is None for place in CRITERIA.values()) == 12


@each_centre
def test_evidence_stands_in_the_order_of_the_criteria(centre: str) -> None:
    order = [*CRITERIA, None]
    kinds = ["body", "annex_b", "matrix"]
    places = [(order.index(item["criterion"]), kinds.index(item["kind"])) for item in EVIDENCE[centre]]
    assert places == sorted(places)


def test_the_106_figures_are_sourced_and_resolvable() -> None:
    figures = read_json("study", "figures.json")
    ids = [figure["id"] for figure in figures]
    assert len(ids) == len(set(ids)) == 106
    for figure in figures:
        assert figure["sources"], figure["id"]
        assert figure["centre"] is None or figure["centre"] in CENTRES, figure["id"]
        assert figure["criterion"] is None or figure["criterion"] in CRITERIA, figure["id"]
        assert figure["same_as"] is None or figure["same_as"] in set(ids) - {figure["id"]}, figure["id"]
        assert isinstance(figure["value"], int | float | str), figure["id"]
        assert figure["unit"], figure["id"]
        assert figure["what"], figure["id"]
        assert figure["text"], figure["id"]


@pytest.mark.parametrize("name", LIBRARY)
def test_the_library_is_whole_sourced_and_resolvable(name: str) -> None:
    items = read_json("library", f"{name}.json")
    ids = [item["id"] for item in items]
    assert len(ids) == len(set(ids)) == LIBRARY[name]
    for item in items:
        assert item["sources"], item["id"]
        assert item["title"], item["id"]
        assert item["text"], item["id"]
        assert set(item["criteria"]) <= set(CRITERIA), item["id"]
        assert len(item["criteria"]) == len(set(item["criteria"])), item["id"]


def test_both_readings_of_every_discrepancy_are_kept() -> None:
    items = read_json("study", "discrepancies.json")
    ids = [item["id"] for item in items]
    assert len(ids) == len(set(ids)) == 84
    for item in items:
        assert item["centre"] is None or item["centre"] in CENTRES, item["id"]
        assert item["readings"], item["id"]
        assert all(reading["reading"] for reading in item["readings"]), item["id"]


def test_centres_have_every_general_field() -> None:
    kinds = read_json("study", "kinds.json")
    for id_, centre in CENTRES.items():
        assert centre["kind"] in set(kinds["kinds"].values()), id_
        assert centre["context"] in kinds["study_contexts"], id_
        assert centre["established_year"] is None or isinstance(centre["established_year"], int), id_
        assert len(centre["country_code"]) == 2, id_
        assert centre["source"]["lines"], id_
        for differ in centre["differs"]:
            assert differ["sources"], id_
            assert differ["published"] != differ["draft"], id_
        for challenge in centre["challenges"]:
            assert challenge["sources"], id_


def test_kinds_and_contexts_map_the_manager_s_choices_to_the_study_s() -> None:
    manager = questionnaire("manager")
    kinds = read_json("study", "kinds.json")
    assert set(kinds["kinds"]) == manager["prof_run_by"].option_codes
    assert set(kinds["contexts"]) == manager["prof_context"].option_codes
    assert set(kinds["contexts"].values()) - {None} == {"origin", "destination"}
    assert {one for plain in kinds["study_contexts"].values() for one in plain} == {"origin", "destination"}


def test_headings_are_those_of_the_criteria() -> None:
    headings = read_json("study", "headings.json")
    dimensions = [dimension["id"] for dimension in headings["dimensions"]]
    assert list(dict.fromkeys(place["dimension"] for place in CRITERIA.values())) == dimensions
    assert [(heading["id"], heading["dimension"]) for heading in headings["headings"]] == list(
        dict.fromkeys((place["heading"], place["dimension"]) for place in CRITERIA.values())
    )


def test_the_sample_is_answered_by_the_rules_and_sourced() -> None:
    sample = read_json("sample", "cnai.json")
    manager = questionnaire("manager", sample["assessment"]["version"])
    assert set(sample["sources"]) == set(sample["answers"])
    new_row_id = _counter()
    answers = {}
    for code, raw in sample["answers"].items():
        checked = check_answer(manager[code], raw, new_row_id=new_row_id)
        assert checked.problems == (), code
        assert checked.answer is not None
        answers[code] = checked.answer
    hidden = {code for code, answer in answers.items() if answer.is_answered} - shown_questions(manager, answers)
    assert hidden == set()
    assert all(answer.state is not AnswerState.BLANK or answer.comment for answer in answers.values())


def _counter() -> Callable[[], str]:
    numbers = itertools.count()
    return lambda: f"new{next(numbers)}"
