"""One spelling and one name for each content."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.revisions.canonical import (
    NotCanonical,
    all_canonical,
    canonical_text,
    content_id,
    read_canonical,
)
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.revision import Header, make_revision, revision_id, unit_rows
from mrcworkbench.domain.revisions.units import HeldUnit, Unit

HEADER = Header("assessment", "centre", "MRC Sarandë", "AL", "2026", "manager", "1")
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda number: not number.is_integer()
)
CELLS = TEXT | NUMBERS | st.lists(TEXT)
VALUES = CELLS | st.dictionaries(st.sampled_from("abc"), CELLS)


@given(VALUES)
def test_a_value_comes_back_from_its_canonical_text(value):
    assert read_canonical(canonical_text(value)) == value


@given(st.lists(VALUES))
def test_many_texts_are_judged_as_each_of_them(values):
    assert all_canonical([canonical_text(value) for value in values])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1.0",
        "1e3",
        "-0",
        "01",
        "NaN",
        "Infinity",
        "1e999",
        '"\\u0041"',
        '"\\ud800"',
        '"\\/"',
        '{"b":1,"a":2}',
        '{"a":1,"a":1}',
        '["a", "b"]',
        "[",
        "1,2",
        '"a"]["b"',
        "[" * 100_000,
        "9" * 5_000,
        "nul",
    ],
)
def test_another_spelling_is_refused(text):
    with pytest.raises(NotCanonical):
        read_canonical(text)
    assert not all_canonical(['"before"', text, '"after"'])


def test_texts_that_only_together_are_canonical_are_refused():
    assert not all_canonical(["[1", "2]"])
    assert not all_canonical(["[1", "2]", "3,4"])


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_has_no_text(value):
    with pytest.raises(ValueError, match="JSON"):
        canonical_text(value)


def test_a_whole_number_has_no_decimals():
    assert canonical_text(2.0) == canonical_text(2) == "2"


def test_a_lone_surrogate_has_no_name():
    with pytest.raises(NotCanonical):
        content_id("test 1", {"text": "\ud800"})


@pytest.mark.parametrize("format_", ["1", "2"])
def test_what_is_hashed_can_be_written_by_any_program(format_):
    """The format of revisions, spelled out: a change of it needs a new version in its name."""
    header = HEADER if format_ == "1" else replace(HEADER, about="manager's", follows="before")
    units = {
        ("b", ""): HeldUnit(Unit("answered", '"Sarandë"', None, 'said "so"\n'), ("1" * 64,)),
        ("a", ""): HeldUnit(Unit("not_applicable", None, "no_staff")),
    }
    revision = make_revision(header, ["2" * 64, "1" * 64], ["3" * 64], units, format_)
    about, follows = ("", "") if format_ == "1" else ('"about":"manager\'s",', '"follows":"before",')
    written = (
        f'{{{about}"assessment":"assessment","centre":{{"country":"AL","id":"centre","name":"MRC Sarandë"}},'
        f'"decisions":["{"3" * 64}"],{follows}"format":"mrcworkbench revision {format_}",'
        f'"parents":["{"1" * 64}","{"2" * 64}"],'
        '"questionnaire":{"id":"manager","version":"1"},"round":"2026","units":['
        '["a","","not_applicable",null,"no_staff","","[]",null],'
        f'["b","","answered","\\"Sarandë\\"",null,"said \\"so\\"\\n","[]","{"1" * 64}"]]}}'
    )
    assert revision.id == sha256(written.encode()).hexdigest()
    assert revision.id == revision_id(header, revision.parents, revision.decisions, unit_rows(units), format_)
    assert json.loads(written)["parents"] == list(revision.parents)


CHANGES = [
    {"header": replace(HEADER, assessment="other")},
    {"header": replace(HEADER, centre="other")},
    {"header": replace(HEADER, centre_name="MRC Sarande")},
    {"header": replace(HEADER, country="GR")},
    {"header": replace(HEADER, round="2027")},
    {"header": replace(HEADER, questionnaire="other")},
    {"header": replace(HEADER, questionnaire_version="2")},
    {"parents": ["1" * 64]},
    {"decisions": ["1" * 64]},
    {"units": {}},
    {"units": {("q", "r"): HeldUnit(Unit("answered", '"x"'))}},
    {"units": {("q", ""): HeldUnit(Unit("answered", '"y"'))}},
    {"units": {("q", ""): HeldUnit(Unit("not_known"))}},
    {"units": {("q", ""): HeldUnit(Unit("answered", '"x"', None, "why"))}},
    {"units": {("q", ""): HeldUnit(Unit("answered", '"x"', None, "", '["file"]'))}},
    {"units": {("q", ""): HeldUnit(Unit("answered", '"x"'), ("1" * 64,))}},
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_part_of_a_revision_is_in_its_name(change):
    content = {
        "header": HEADER,
        "parents": [],
        "decisions": [],
        "units": {("q", ""): HeldUnit(Unit("answered", '"x"'))},
    }
    assert make_revision(**{**content, **change}).id != make_revision(**content).id


def test_composed_and_decomposed_letters_are_different_content():
    one, two = (make_revision(replace(HEADER, round=text), [], [], {}) for text in ("\u00eb", "e\u0308"))
    assert one.id != two.id


@pytest.mark.parametrize(
    "field", ["question", "row", "because", "author", "decided_at", "settles", "unit", "version", "kind"]
)
def test_every_part_of_a_decision_is_in_its_name(field):
    decision = Decision("assessment", "q", "", ("1" * 64,), Unit("answered", '"x"'), "asked", "A", "T", "1")
    other = {"settles": ("2" * 64,), "unit": Unit("not_known")}.get(field, "other")
    assert replace(decision, **{field: other}).id != decision.id
