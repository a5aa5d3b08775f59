"""The list of instruments, and that no other place knows one by its id."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mrcworkbench
from mrcworkbench.content.instruments import (
    INSTRUMENTS,
    criteria_set,
    has_maps,
    instrument,
    main,
    newest,
    questionnaire,
    questionnaire_of,
    questionnaires,
    version_maps,
    versions,
)
from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.content.template import template
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from tests.other_resources import other_resources

PACKAGE = Path(mrcworkbench.__file__).parent
OTHER_MEANINGS = {
    "services/inside_files/rtf.py": "a field in which word processors name an author's superior",
    "services/inside_files/ole.py": "the same field, in older files of theirs",
}


def test_no_instrument_is_named_outside_the_list_of_instruments() -> None:
    ids = {one.id for one in INSTRUMENTS}
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and (node.value in ids or (isinstance(node.value, bytes) and node.value.decode("latin-1") in ids))
    }
    assert found == {"content/instruments.py", *OTHER_MEANINGS}


def test_every_folder_of_questionnaires_is_an_instrument_and_says_its_own_id_and_version() -> None:
    folders = {folder.name for folder in (PACKAGE.parent / "resources" / "questionnaire").iterdir()}
    assert folders == {one.id for one in INSTRUMENTS}
    for one in INSTRUMENTS:
        for version in versions(one.id):
            assert (questionnaire(one.id, version).id, questionnaire(one.id, version).version) == (one.id, version)
    assert main().scored


def test_only_a_scored_instrument_has_criteria() -> None:
    assert {one.id: len(criteria_set(one.id).criteria) for one in INSTRUMENTS} == {"manager": 24, "stakeholder": 0}
    assert instrument("stakeholder") == INSTRUMENTS[1]
    assert instrument("survey") is None


def test_an_assessment_has_its_own_version_or_none_that_is_known() -> None:
    def asked(id_: str, version: str) -> AssessmentInfo:
        return AssessmentInfo("a", CentreInfo("c", "Port Velira", "AL"), "2026", id_, version, "2026-06-01T08:00:00Z")

    assert questionnaire_of(asked("stakeholder", "1.0.0")) is questionnaire("stakeholder", "1.0.0")
    for id_, version in (("manager", "1.0.5"), ("manager", "9.0.0"), ("survey", "1.0.0"), ("../text", "en/cli")):
        assert questionnaire_of(asked(id_, version)) is None


@pytest.fixture
def reworded(tmp_path: Path) -> Iterator[None]:
    """Versions 1.9.0 and 1.10.0 of the stakeholder's questionnaire: each words a question anew, and has a register."""
    folder = tmp_path / "questionnaire" / "stakeholder"
    folder.mkdir(parents=True)
    shipped: dict[str, Any] = read_json("questionnaire", "stakeholder", "1.0.0.json")
    for version in ("1.0.0", "1.9.0", "1.10.0"):
        if version != "1.0.0":
            shipped["sections"][0]["questions"][0]["text"] = f"Reworded in {version}"
        register = {**shipped["sections"][0]["questions"][0], "code": "st_notes", "type": "table"}
        column = {**register, "code": "st_notes_to", "type": "reference", "refers_to": "st_notes", "required": True}
        register |= {"columns": [column], "options": [], "text": "Notes", "role": "meta", "tags": []}
        made = {**shipped, "version": version, **({} if version == "1.0.0" else {"registers": [register]})}
        (folder / f"{version}.json").write_text(json.dumps(made), "utf-8")
    with other_resources(tmp_path):
        yield


@pytest.mark.usefixtures("reworded")
def test_versions_stand_beside_each_other_the_highest_number_last() -> None:
    assert versions("stakeholder") == ("1.0.0", "1.9.0", "1.10.0")
    assert newest("stakeholder") == "1.10.0"
    assert [one.version for one in questionnaires() if one.id == "stakeholder"] == ["1.0.0", "1.9.0", "1.10.0"]


@pytest.mark.usefixtures("reworded")
@pytest.mark.parametrize(
    ("maps", "way"),
    [
        ((), None),
        (("1.9.0.from-1.0.0",), None),
        (("1.10.0.from-1.0.0",), ["1.0.0", "1.10.0"]),
        (("1.10.0.from-1.0.0", "1.9.0.from-1.0.0"), ["1.0.0", "1.10.0"]),
        (("1.10.0.from-1.0.0", "1.9.0.from-1.0.0", "1.10.0.from-1.9.0"), ["1.0.0", "1.9.0", "1.10.0"]),
    ],
)
def test_maps_may_pass_a_version_by_and_the_nearest_comes_first(
    tmp_path: Path, maps: tuple[str, ...], way: list[str] | None
) -> None:
    for name in maps:
        file = tmp_path / "questionnaire" / "stakeholder" / f"{name}.json"
        file.write_text('{"questions": {}, "new": []}', "utf-8")
    assert has_maps("stakeholder", "1.0.0", "1.10.0") is (way is not None)
    if way is not None:
        steps = version_maps("stakeholder", "1.0.0", "1.10.0")
        assert ["1.0.0", *(one.new for one in steps)] == way


@pytest.mark.usefixtures("reworded")
def test_translators_get_each_wording_of_every_version() -> None:
    first = next(questionnaire("stakeholder").questions()).code
    wordings = [message.id for message in template() if message.context == first]
    assert wordings[1:] == ["Reworded in 1.9.0", "Reworded in 1.10.0"]
    assert wordings[0] == next(questionnaire("stakeholder", "1.0.0").questions()).text


@pytest.mark.usefixtures("reworded")
def test_a_register_is_known_by_its_code_and_is_no_question() -> None:
    asked = questionnaire("stakeholder")
    assert [one.code for one in asked.registers] == ["st_notes"]
    assert "st_notes" in asked
    assert asked["st_notes"].columns[0].refers_to == "st_notes"
    assert "st_notes" not in {one.code for one in asked.questions()}
    assert [one.code for one in asked.all_questions()] == [*(one.code for one in asked.questions()), "st_notes"]
    assert "st_notes" not in asked.needed
    assert asked.number("st_notes") == "Notes"
    assert asked.in_order(["st_notes", next(asked.questions()).code])[1] == "st_notes"
