"""What holds of every translation, whatever was answered."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.content.instruments import questionnaire, translator, version_maps, versions
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.canonical import canonical_text
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Header, make_revision, unit_rows
from mrcworkbench.domain.revisions.translation import Translator, is_kept
from mrcworkbench.domain.revisions.units import REMOVED_ROW, HeldUnit, Key, Unit, is_row
from mrcworkbench.services.merging.checking_files import knowledge
from tests.submitted_files import units_of, valid_answers
from tests.versions import tiny

Units = dict[Key, HeldUnit]
HEADER = Header("assessment", "centre", "MRC", "AL", "2026", tiny.ID, "1.0.0")
STATES = st.sampled_from([Unit("blank"), Unit("not_known"), Unit("declined", comment="No")])
CHOICE = st.sampled_from("pqr").map(canonical_text)
SEVERAL = st.lists(st.sampled_from("pqr"), min_size=1, unique=True).map(sorted).map(canonical_text)
MARK = st.sampled_from(["answered", "carried_over"])
COMMENTS = st.sampled_from(["", "As told"])
ONE = st.one_of(STATES, st.builds(Unit, MARK, CHOICE, st.none(), COMMENTS))
TWO = st.one_of(STATES, st.builds(Unit, MARK, SEVERAL, st.none(), COMMENTS))
CELLS = st.dictionaries(st.sampled_from(["kind", "note"]), st.sampled_from("pqr"), min_size=1).map(canonical_text)
ROW = st.one_of(st.just(REMOVED_ROW), st.builds(Unit, MARK, CELLS))
ROWS = st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), ROW, min_size=1)


@st.composite
def answered(draw: st.DrawFn) -> Units:
    """Right units of the first version of the small questionnaire."""
    units: dict[Key, Unit] = {("one", ""): draw(ONE), ("two", ""): draw(TWO), ("gone", ""): Unit("answered", '"q"')}
    rows = draw(ROWS)
    units |= {("tab", row): unit for row, unit in rows.items()}
    units["tab", "*"] = Unit("answered", canonical_text(draw(st.permutations(sorted(rows)))))
    units["tab", ""] = Unit("answered", comment=draw(COMMENTS))
    left_out = draw(st.sets(st.sampled_from(sorted(units))))
    return {key: HeldUnit(unit, (f"{key}",)) for key, unit in units.items() if key not in left_out}


def moved(units: Units, old: str, new: str) -> Units:
    return dict(tiny.tiny_translator().translated(units, tiny.ID, old, new))


def values(units: Units) -> set[str]:
    """Every choice, text and comment that the units hold."""
    texts = {held.unit.comment for held in units.values()} | {held.unit.reason or "" for held in units.values()}
    told = [held.unit.value for key, held in units.items() if held.unit.value is not None and key[1] != "*"]
    return texts | {part for text in told for part in text.split('"') if part.isalnum() and len(part) == 1}


@given(answered(), st.sampled_from(["1.1.0", "2.0.0"]))
def test_what_is_right_in_the_old_version_is_right_in_the_new_and_what_is_kept_in_its_own(units: Units, to: str):
    assert tiny.tiny_knowledge().rules(tiny.ID, "1.0.0").first_fault(unit_rows(units)) is None
    view = view_of(units, to)
    assert tiny.tiny_knowledge().rules(tiny.ID, to).first_fault(unit_rows(view.units)) is None
    assert view.contested == {}


@given(answered())
def test_nothing_is_lost_and_no_origin_changes(units: Units):
    for to in ("1.1.0", "2.0.0"):
        found = moved(units, "1.0.0", to)
        assert values(units) <= values(found)
        assert {held.origins for held in found.values()} <= {held.origins for held in units.values()}
        for key, held in units.items():
            if held.unit.state in ("answered", "carried_over") and held.unit.value is not None and key[1] != "*":
                whole = [one for one in found.values() if one.origins == held.origins]
                assert any(_says_all(one.unit, held.unit) for one in whole), f"{key} is in no unit"


@given(answered(), st.sampled_from(["1.1.0", "2.0.0"]))
def test_whoever_moves_on_sees_everything_that_was_said(units: Units, to: str):
    living = {key: held for key, held in units.items() if not held.unit.is_removed}
    assert values(living) <= values(dict(view_of(units, to).units))


def view_of(units: Units, version: str) -> View:
    revision = make_revision(HEADER, (), (), units)
    return current_view(History({revision.id: revision}, {}, tiny.tiny_translator()).in_version(version))


def _says_all(new: Unit, old: Unit) -> bool:
    parts = {part for part in (old.value or "").split('"') if len(part) == 1 and part.isalnum()}
    return new.state == old.state and parts <= {*(new.value or "").split('"')}


@given(answered(), answered())
def test_each_unit_is_translated_by_itself_to_the_same_keys_whatever_it_says(units: Units, others: Units):
    together = moved(units, "1.0.0", "1.1.0")
    by_itself: Units = {}
    for key, held in units.items():
        by_itself |= moved({key: held}, "1.0.0", "1.1.0")
    assert together == by_itself
    both = units.keys() & others.keys()
    assert moved({key: units[key] for key in both}, "1.0.0", "2.0.0").keys() == (
        moved({key: others[key] for key in both}, "1.0.0", "2.0.0").keys()
    )


@given(answered())
def test_two_steps_are_one_after_the_other_and_what_is_new_already_stays(units: Units):
    first = moved(units, "1.0.0", "1.1.0")
    assert moved(first, "1.1.0", "2.0.0") == moved(units, "1.0.0", "2.0.0")
    assert moved(first, "1.1.0", "1.1.0") == first


@pytest.mark.usefixtures("made_versions")
@pytest.mark.parametrize("seed", range(4))
def test_right_answers_to_the_whole_questionnaire_are_right_in_each_made_version(seed: int):
    require_right(whole_questionnaire(seed), "1.1.0", "1.2.0")


@pytest.mark.parametrize("seed", range(4))
def test_right_answers_to_the_whole_questionnaire_are_right_in_each_shipped_version(seed: int):
    require_right(whole_questionnaire(seed), *versions("manager")[1:])


@pytest.mark.parametrize("seed", range(4))
def test_each_shipped_version_says_or_keeps_every_part_of_what_was_said(seed: int):
    units = {key: HeldUnit(held.unit, (f"{key}",)) for key, held in whole_questionnaire(seed).items()}
    for version in versions("manager")[1:]:
        found = translator().translated(units, "manager", "1.0.0", version)
        for key, held in units.items():
            told = [one.unit for one in found.values() if one.origins == held.origins]
            assert any(whole_in(one, renamed(key[0], held.unit, version)) for one in told), key


def test_no_name_of_a_person_comes_into_a_column_that_is_not_for_one():
    old = questionnaire("manager", "1.0.0")
    names = {column.code for question in old.all_questions() for column in question.columns if column.personal}
    for version in versions("manager")[1:]:
        new = questionnaire("manager", version)
        for seed in range(4):
            units = whole_questionnaire(seed)
            cells = [json.loads(held.unit.value or "0") for key, held in units.items() if is_row(key)]
            told = {str(row[code]) for row in cells if row for code in names & row.keys()}
            found = translator().translated(units, "manager", "1.0.0", version)
            for key, held in found.items():
                if is_kept(key[0]) or not is_row(key) or held.unit.value is None:
                    continue
                open_columns = {code for code, column in new[key[0]].column_by_code.items() if not column.personal}
                shown = {str(cell) for code, cell in json.loads(held.unit.value).items() if code in open_columns}
                assert told.isdisjoint(shown), key


def whole_questionnaire(seed: int) -> Units:
    units = units_of(valid_answers(questionnaire("manager", "1.0.0"), Random(seed), 195))
    return {key: HeldUnit(held.unit, ("origin",)) for key, held in units.items()}


def renamed(question: str, unit: Unit, version: str) -> Unit:
    """A unit whose choice has another code in a later version, as that says it."""
    for step in version_maps("manager", "1.0.0", version):
        for old, new in step.question(question).options.items():
            if new is not None and unit.value == canonical_text(old):
                unit = replace(unit, value=canonical_text(new))
    return unit


def whole_in(new: Unit, old: Unit) -> bool:
    """Whether all that a unit said stands in another."""
    return (new.state, new.reason) == (old.state, old.reason) and (new.value == old.value or old.value is None)


def require_right(units: Units, *later: str) -> None:
    for version in later:
        made: Translator = translator()
        found = made.translated(units, "manager", "1.0.0", version)
        rules = knowledge().rules("manager", version)
        assert rules is not None
        assert rules.first_fault(unit_rows(found)) is None
        assert any(is_kept(key[0]) and not held.unit.says_nothing for key, held in found.items()), "nothing was kept"


def test_rows_of_one_id_in_two_tables_that_become_one_are_both_there():
    units: Units = {
        ("tab", "r1"): HeldUnit(Unit("answered", '{"kind":"p"}'), ("first",)),
        ("other", "r1"): HeldUnit(Unit("answered", '{"sign":"q"}'), ("second",)),
    }
    found = {key: held for key, held in moved(units, "1.1.0", "2.0.0").items() if not held.unit.says_nothing}
    assert found == {
        ("all", "r1"): HeldUnit(Unit("answered", '{"origin":"other","sort":"q"}'), ("second",)),
        ("tab@1.1.0", "r1"): units["tab", "r1"],
    }


@pytest.mark.parametrize(
    ("code", "row", "unit"),
    [
        ("one@1.0.0", "", Unit("answered", '"p"')),
        ("uno@1.1.0", "", Unit("answered", '"p"')),
        ("nothing@1.0.0", "", Unit("answered", '"p"')),
        ("gone@1.0.0", "", Unit("answered", '"z"')),
        ("gone@0.9.0", "", Unit("answered", '"p"')),
        ("gone@3.0.0", "", Unit("answered", '"p"')),
        ("gone@1.0.0@1.0.0", "", Unit("answered", '"p"')),
        ("gone@", "", Unit("answered", '"p"')),
        ("tab@1.0.0", "r1", Unit("answered", '{"kind":"p"}')),
        ("one@1.0.0", "*", Unit("answered", '["r1"]')),
    ],
)
def test_nothing_passes_as_kept_that_no_translation_keeps(code: str, row: str, unit: Unit):
    fault = tiny.tiny_knowledge().rules(tiny.ID, "1.1.0").first_fault(unit_rows({(code, row): HeldUnit(unit)}))
    assert fault is not None
    assert fault.code in ("question_unknown", "value_wrong", "row_without_table")


def test_what_a_translation_keeps_passes():
    kept = {
        ("one@1.0.0", ""): Unit("answered", '"r"'),
        ("gone@1.0.0", ""): Unit("answered", '"p"', None, "Why"),
        ("tab@1.0.0", "r1"): Unit("answered", '{"kind":"p","note":"x"}'),
    }
    rules = tiny.tiny_knowledge().rules(tiny.ID, "2.0.0")
    assert rules.first_fault(unit_rows({key: HeldUnit(unit) for key, unit in kept.items()})) is None
