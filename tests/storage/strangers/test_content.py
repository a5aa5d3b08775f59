"""A file that is built right, with content that this program never writes: changed by hand, forged, or mixed up."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import pytest

from mrcworkbench.domain.questionnaire.model import Questionnaire, QuestionType
from mrcworkbench.domain.revisions.decisions import Decision, Join, Withdrawal
from mrcworkbench.domain.revisions.revision import Header, make_revision
from mrcworkbench.domain.revisions.units import ORDER, WHOLE, HeldUnit, Key, Unit
from mrcworkbench.storage.merged_sets.histories import decision_row
from tests.storage.strangers.hostile_files import ASSESSMENT, CENTRE, HEADER, VERSION, Desk, hacked
from tests.submitted_files import MOMENT

OTHER = "cccccccc-0000-4000-8000-000000000002"
ID = "'" + "e" * 64 + "'"


def _literal(value: str | None) -> str:
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def _values(row: tuple[str | None, ...]) -> str:
    return ", ".join(map(_literal, row))


# Changed after it was sealed

_CHANGED = [
    "UPDATE revision_units SET value = '\"none\"' WHERE value = '\"in_place\"'",
    "UPDATE revision_units SET comment = 'well done' WHERE question = (SELECT min(question) FROM revision_units)",
    "DELETE FROM revision_units WHERE question = (SELECT max(question) FROM revision_units)",
    "UPDATE revisions SET centre_name = 'Port Orvane'",
    "UPDATE revisions SET country = 'GR'",
    "UPDATE revisions SET round = '2027'",
    "UPDATE revision_units SET origin = revision",
    f"UPDATE revisions SET id = {ID}",
]


@pytest.mark.parametrize("statement", _CHANGED)
def test_a_revision_changed_after_it_was_sealed_is_refused(desk: Desk, statement: str) -> None:
    desk.hack(statement)
    assert desk.refusal().reason in ("corrupt", "invalid_content")


def test_one_letter_changed_in_a_revision_is_corrupt(desk: Desk) -> None:
    """SQLite's own checks see nothing of it."""
    desk.hack("UPDATE revision_units SET value = '\"planned\"' WHERE value = '\"in_place\"'")
    assert (desk.refusal().reason, desk.refusal().code) == ("corrupt", "changed_content")


# Types and forms that SQLite lets through

_TEXT_COLUMNS = {
    "centres": ["name", "created_at"],
    "assessments": ["round", "questionnaire_id", "questionnaire_version", "created_at"],
    "units": ["value", "comment", "attachments"],
    "revisions": ["assessment_id", "centre_id", "centre_name", "country", "round", "questionnaire_id"],
    "revision_units": ["value", "comment", "attachments", "origin"],
    "attestations": ["revision", "author", "sealed_at"],
    "working_parents": ["revision"],
}
_COLUMNS = [(table, column) for table, columns in _TEXT_COLUMNS.items() for column in columns]


@pytest.mark.parametrize("content", ["CAST('blob' AS BLOB)", "CAST(x'ff' AS TEXT)", "'a' || char(0)", "'yesterday'"])
def test_the_time_of_a_draft_that_is_to_be_sealed_must_be_one(desk: Desk, content: str) -> None:
    desk.hack(f"UPDATE units SET changed_at = {content}, comment = 'edited', origin = NULL")
    assert desk.refusal().reason == "invalid_content"


@pytest.mark.parametrize(("table", "column"), _COLUMNS)
def test_bytes_in_the_place_of_text_are_refused(desk: Desk, table: str, column: str) -> None:
    desk.hack(f"UPDATE {table} SET {column} = CAST('blob' AS BLOB)")
    assert desk.refusal().reason == "invalid_content"


@pytest.mark.parametrize(("table", "column"), _COLUMNS)
def test_text_that_is_no_unicode_is_refused(desk: Desk, table: str, column: str) -> None:
    desk.hack(f"UPDATE {table} SET {column} = CAST(x'61ff62' AS TEXT)")
    assert desk.refusal().reason in ("invalid_content", "corrupt")


@pytest.mark.parametrize(("table", "column"), [pair for pair in _COLUMNS if pair[1] not in ("origin", "value")])
@pytest.mark.parametrize("content", ["char(0)", "'a' || char(0) || 'b'", "x'eda080'", "NULL"])
def test_nothing_and_broken_characters_are_refused(desk: Desk, table: str, column: str, content: str) -> None:
    value = f"CAST({content} AS TEXT)" if content.startswith("x") else content
    try:
        desk.hack(f"UPDATE {table} SET {column} = {value}")
    except Exception:  # noqa: BLE001 - the file itself refuses NULL
        assert content == "NULL"
        return
    assert desk.refusal().reason in ("invalid_content", "corrupt")


_SHAPES = {
    "no name": "UPDATE centres SET name = ' '",
    "a long name": "UPDATE centres SET name = printf('%.201c', 'x')",
    "two lines": "UPDATE centres SET name = 'a' || char(10) || 'b'",
    "a name that turns round": "UPDATE centres SET name = 'a' || char(0x202e) || 'b'",
    "small country": "UPDATE centres SET country = 'al'",
    "no sample flag": "UPDATE centres SET is_sample = 'no'",
    "time": "UPDATE centres SET created_at = 'yesterday'",
    "no such day": "UPDATE assessments SET created_at = '2026-02-30T10:00:00.000Z'",
    "a time elsewhere": "UPDATE attestations SET sealed_at = '2026-02-03T10:00:00.000+02:00'",
    "before any clock": "UPDATE attestations SET sealed_at = '0001-01-01T00:00:00.000Z'",
    "at the end of time": "UPDATE centres SET created_at = '9999-12-31T23:59:59.999Z'",
    "digits of another script": "UPDATE attestations SET sealed_at = '٢٠٢٦-02-03T10:00:00.000Z'",
    "a long author": "UPDATE attestations SET author = printf('%.201c', 'x')",
    "an author in lines": "UPDATE attestations SET author = 'a' || char(13) || 'b'",
    "an unknown kind": "UPDATE attestations SET kind = 'forged'",
    "no round": "UPDATE assessments SET round = ''",
    "no assessment": "DELETE FROM units; ",
    "state": "UPDATE units SET state = 'maybe' WHERE question = (SELECT min(question) FROM units)",
    "a comment of ten megabytes": "UPDATE revision_units SET comment = printf('%.10000000c', 'x') "
    "WHERE question = (SELECT min(question) FROM revision_units)",
    "a draft of a megabyte": "UPDATE units SET comment = printf('%.1000000c', 'x') "
    "WHERE question = (SELECT min(question) FROM units)",
    "a hash in capitals": "UPDATE working_parents SET revision = upper(revision)",
}


@pytest.mark.parametrize("name", [name for name in _SHAPES if name != "no assessment"])
def test_a_form_that_we_never_write_is_refused(desk: Desk, name: str) -> None:
    desk.hack(_SHAPES[name])
    assert desk.refusal().reason in ("invalid_content", "too_large")


# What belongs to what

_MISPLACED = {
    "an assessment of no centre": f"UPDATE assessments SET centre_id = '{OTHER}'",
    "an attestation of nothing": f"INSERT INTO attestations VALUES ({ID}, 'Ana', '{MOMENT}', 'sealed', '')",
    "units of nothing": "UPDATE units SET assessment_id = 'nowhere'",
    "revision units of nothing": f"INSERT INTO revision_units (revision, question, row, state) "
    f"VALUES ({ID}, 'prof_body', '', 'not_known')",
    "a parent of nothing": f"INSERT INTO revision_parents VALUES ({ID}, {ID})",
    "a parent that is not there": f"INSERT INTO revision_parents SELECT id, {ID} FROM revisions",
    "a decision that is not there": f"INSERT INTO revision_decisions SELECT id, {ID} FROM revisions",
    "a draft that goes on from nothing": f"UPDATE working_parents SET revision = {ID}",
    "a draft that goes on from nowhere": "DELETE FROM working_parents",
    "a revision of an unknown assessment": "UPDATE revisions SET assessment_id = 'aaaaaaaa-0'",
    "a revision of another centre": f"UPDATE revisions SET centre_id = '{OTHER}'",
    "a revision to another questionnaire": "UPDATE revisions SET questionnaire_id = 'stakeholder'",
    "an own parent": "INSERT INTO revision_parents SELECT id, id FROM revisions",
    "a centre twice, in capitals": f"INSERT INTO centres VALUES ('{CENTRE.upper()}', 'Port', 'AL', 0, '{MOMENT}', '')",
    "an assessment twice, in capitals": f"INSERT INTO assessments VALUES ('{ASSESSMENT.upper()}', '{CENTRE}', '2026', "
    f"'manager', '{VERSION}', '', '', '{MOMENT}', '')",
    "an id with a path in it": f"UPDATE centres SET id = '../{CENTRE}'",
    "another questionnaire": "UPDATE assessments SET questionnaire_id = 'survey'",
}


@pytest.mark.parametrize("name", _MISPLACED)
def test_what_belongs_to_nothing_or_to_another_is_refused(desk: Desk, name: str) -> None:
    desk.hack(_MISPLACED[name])
    assert desk.refusal().reason in ("invalid_content", "corrupt")


def test_a_newer_questionnaire_asks_for_a_newer_program(desk: Desk) -> None:
    desk.hack("UPDATE assessments SET questionnaire_version = '9.0.0'")
    refused = desk.refusal()
    assert (refused.reason, refused.code) == ("newer_version", "newer_questionnaire")
    assert refused.facts == {"version": "9.0.0", "known": VERSION}


@pytest.mark.parametrize("version", ["0.9.0", "0.10.0", "1.0", "1.0.0 ", "one"])
def test_a_version_that_is_neither_here_nor_newer_is_told_as_such(desk: Desk, version: str) -> None:
    desk.hack(f"UPDATE assessments SET questionnaire_version = '{version}'")
    expected = "unknown_version" if version.startswith("0.") else "invalid_content"
    assert desk.refusal().reason == expected


def test_a_file_without_an_assessment_is_refused(desk: Desk) -> None:
    tables = ("units", "working_parents", "attestations", "revision_units", "revisions", "assessments")
    desk.hack(*(f"DELETE FROM {table}" for table in tables))
    assert desk.refusal().code == "nothing_inside"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE centres SET is_sample = 1",
        "INSERT INTO meta VALUES ('sample', 'cnai')",
        "UPDATE centres SET id = 'c0a10000-0000-4000-8000-000000000001'",
        "UPDATE assessments SET id = 'c0a10000-0000-4000-8000-000000000002'",
    ],
)
def test_the_sample_is_refused_however_it_is_dressed(desk: Desk, statement: str) -> None:
    desk.hack(statement)
    found = desk.refusal().reason
    assert found == "sample" or (found == "invalid_content" and "SET id" in statement)


# Sealed with the right name, and yet no answer

_WRONG_UNITS: dict[str, dict[Key, Unit]] = {
    "a question that does not exist": {("no_such", WHOLE): Unit("not_known")},
    "a question in capitals": {("COUNSEL_STATUS", WHOLE): Unit("not_known")},
    "an option that does not exist": {("counsel_status", WHOLE): Unit("answered", '"perhaps"')},
    "an option in capitals": {("counsel_status", WHOLE): Unit("answered", '"IN_PLACE"')},
    "a list for one choice": {("counsel_status", WHOLE): Unit("answered", '["in_place"]')},
    "a number for a choice": {("counsel_status", WHOLE): Unit("answered", "1")},
    "an answer without a value": {("counsel_status", WHOLE): Unit("answered")},
    "a value without an answer": {("counsel_status", WHOLE): Unit("not_known", '"in_place"')},
    "a conflict as an answer": {("counsel_status", WHOLE): Unit("conflict")},
    "no reason": {("counsel_status", WHOLE): Unit("not_applicable")},
    "a reason that does not exist": {("counsel_status", WHOLE): Unit("not_applicable", None, "because")},
    "a reason for an answer": {("counsel_status", WHOLE): Unit("answered", '"in_place"', "no_staff")},
    "JSON with space": {("counsel_status", WHOLE): Unit("answered", ' "in_place"')},
    "JSON that escapes": {("counsel_status", WHOLE): Unit("answered", '"in_pl\\u0061ce"')},
    "no JSON": {("counsel_status", WHOLE): Unit("answered", "in_place")},
    "two values": {("counsel_status", WHOLE): Unit("answered", '"in_place","none"')},
    "a bracket of the next": {("counsel_status", WHOLE): Unit("answered", '"in_place"]')},
    "true": {("prof_year", WHOLE): Unit("answered", "true")},
    "a year of the future": {("prof_year", WHOLE): Unit("answered", "3000")},
    "a whole number with decimals": {("prof_year", WHOLE): Unit("answered", "2000.0")},
    "half a year": {("prof_year", WHOLE): Unit("answered", "2000.5")},
    "minus nothing": {("prof_year", WHOLE): Unit("answered", "-0")},
    "endless digits": {("prof_year", WHOLE): Unit("answered", "9" * 5000)},
    "infinity": {("prof_year", WHOLE): Unit("answered", "Infinity")},
    "a blank text": {("prof_body", WHOLE): Unit("answered", '"  "')},
    "no text": {("prof_body", WHOLE): Unit("answered", '""')},
    "a long text": {("prof_body", WHOLE): Unit("answered", json.dumps("x" * 30_001))},
    "a long text of pictures": {("prof_body", WHOLE): Unit("answered", json.dumps("😀" * 15_001, ensure_ascii=False))},
    "a bell": {("prof_body", WHOLE): Unit("answered", '"a\\u0007"')},
    "a nul": {("prof_body", WHOLE): Unit("answered", '"a\\u0000"')},
    "a carriage return": {("prof_body", WHOLE): Unit("answered", '"a\\r\\nb"')},
    "a C1 control": {("prof_body", WHOLE): Unit("answered", '"a\x85b"')},
    "no character": {("prof_body", WHOLE): Unit("answered", '"a\uffff"')},
    "half a picture": {("prof_body", WHOLE): Unit("answered", '"\\ud83d"')},
    "a row of no table": {("prof_body", "r1"): Unit("answered", "{}")},
    "an order of no table": {("prof_body", ORDER): Unit("answered", "[]")},
    "a long comment": {("counsel_status", WHOLE): Unit("answered", '"in_place"', None, "x" * 30_001)},
    "a comment with a bell": {("counsel_status", WHOLE): Unit("answered", '"in_place"', None, "a\x07")},
    "a blank comment": {("counsel_status", WHOLE): Unit("answered", '"in_place"', None, " \n")},
    "a comment with a carriage return": {("counsel_status", WHOLE): Unit("answered", '"in_place"', None, "a\rb")},
    "attachments that are no list": {("counsel_status", WHOLE): Unit("answered", '"in_place"', None, "", "{}")},
    "attachments that are no hashes": {("counsel_status", WHOLE): Unit("answered", '"in_place"', None, "", '["a"]')},
    "an attachment that is not there": {
        ("counsel_status", WHOLE): Unit("answered", '"in_place"', None, "", f'["{"a" * 64}"]')
    },
    "a table with a value": {("prof_web", WHOLE): Unit("answered", '"x"')},
    "a row with a comment": {("prof_web", "r1"): Unit("answered", '{"prof_web_address":"x"}', None, "why")},
    "a row that is not known": {("prof_web", "r1"): Unit("not_known")},
    "a row that says nothing": {("prof_web", "r1"): Unit("answered", "{}")},
    "a row that is a list": {("prof_web", "r1"): Unit("answered", '["x"]')},
    "a row with an unknown column": {("prof_web", "r1"): Unit("answered", '{"address":"x"}')},
    "a row with a column of another": {("prof_web", "r1"): Unit("answered", '{"resp_people_name":"x"}')},
    "a row with a column twice": {
        ("prof_web", "r1"): Unit("answered", '{"prof_web_address":"x","prof_web_address":"y"}')
    },
    "a cell that is nothing": {("prof_web", "r1"): Unit("answered", '{"prof_web_address":null}')},
    "a cell that is a table": {("prof_web", "r1"): Unit("answered", '{"prof_web_address":{"a":"b"}}')},
    "a cell of a number": {("prof_web", "r1"): Unit("answered", '{"prof_web_address":7}')},
    "staff below nothing": {("prof_staff", "r1"): Unit("answered", '{"prof_staff_women":-1}')},
    "a row with a bad id": {("prof_web", "../r"): Unit("answered", '{"prof_web_address":"x"}')},
    "an order with a row twice": {("prof_web", ORDER): Unit("answered", '["r1","r1"]')},
    "an order that is a text": {("prof_web", ORDER): Unit("answered", '"r1"')},
    "an order of numbers": {("prof_web", ORDER): Unit("answered", "[1]")},
    "a removed answer": {("prof_web", WHOLE): Unit("removed")},
    "a removed order": {("prof_web", ORDER): Unit("removed")},
    "depth": {("prof_body", WHOLE): Unit("answered", "[" * 20_000 + "]" * 20_000)},
}


@pytest.mark.parametrize("name", _WRONG_UNITS)
def test_a_unit_that_no_check_lets_through_is_refused(desk: Desk, name: str) -> None:
    units = {key: HeldUnit(unit) for key, unit in _WRONG_UNITS[name].items()}
    try:
        desk.put_revision(make_revision(HEADER, (), (), units))
    except Exception:  # noqa: BLE001 - the file itself refuses some: put it in behind its back
        right = {key: HeldUnit(Unit("not_known")) for key in units}
        revision = make_revision(HEADER, (), (), units)
        desk.put_revision(make_revision(HEADER, (), (), {("prof_body", WHOLE): HeldUnit(Unit("not_known"))} | right))
        ((question, row),) = units
        unit = units[question, row].unit
        content = _values((unit.state, unit.value, unit.reason, unit.comment, unit.attachments))
        hacked(
            desk.file,
            *(f"UPDATE {table} SET revision = '{revision.id}'" for table in ("revision_units", "working_parents")),
            f"UPDATE revisions SET id = '{revision.id}'",
            f"UPDATE revision_units SET (state, value, reason, comment, attachments) = ({content})",
        )
    assert desk.refusal().reason == "invalid_content"


def test_a_row_under_the_wrong_fixed_option_is_refused(desk: Desk, manager: Questionnaire) -> None:
    question = next(one for one in manager.questions() if one.fixed_column is not None)
    fixed = question.column_by_code[question.fixed_column or ""]
    first, second = fixed.options[0].code, fixed.options[1].code
    cells = json.dumps({fixed.code: second}, separators=(",", ":"))
    for row in (first, "r1"):
        unit = HeldUnit(Unit("answered", cells))
        desk.put_revision(make_revision(HEADER, (), (), {(question.code, row): unit}))
        assert desk.refusal().code == "answer_wrong"


def test_a_fixed_row_with_nothing_but_its_name_is_refused(desk: Desk, manager: Questionnaire) -> None:
    for question in manager.questions():
        if question.fixed_column is not None:
            row = question.column_by_code[question.fixed_column].options[0].code
            unit = HeldUnit(Unit("answered", json.dumps({question.fixed_column: row}, separators=(",", ":"))))
            desk.put_revision(make_revision(HEADER, (), (), {(question.code, row): unit}))
            assert desk.refusal().code == "answer_wrong"


def test_choices_in_another_order_than_ours_are_refused(desk: Desk, manager: Questionnaire) -> None:
    question = next(one for one in manager.questions() if one.type is QuestionType.MULTIPLE and len(one.options) > 2)
    codes = [option.code for option in question.options if option.code != "none"][:2]
    for wrong in (codes[::-1], [codes[0], codes[0]], [], [*codes, "x"]):
        unit = HeldUnit(Unit("answered", json.dumps(wrong, separators=(",", ":"))))
        desk.put_revision(make_revision(HEADER, (), (), {(question.code, WHOLE): unit}))
        assert desk.refusal().code == "answer_wrong"


@pytest.mark.parametrize(
    "change",
    [
        {"centre_name": ""},
        {"centre_name": "x" * 201},
        {"centre_name": "a\tb"},
        {"country": "Albania"},
        {"country": ""},
        {"round": ""},
        {"round": "x" * 101},
        {"questionnaire_version": "9.9"},
    ],
)
def test_a_revision_with_a_header_that_we_do_not_make_is_refused(desk: Desk, change: Mapping[str, str]) -> None:
    good = make_revision(HEADER, (), (), {})
    desk.put_revision(good)
    bad = make_revision(replace(HEADER, **change), (), (), {})
    columns = {"centre_name": "centre_name", "country": "country", "round": "round"}
    ((field, value),) = change.items()
    column = columns.get(field, "questionnaire_version")
    hacked(
        desk.file,
        f"UPDATE revisions SET id = '{bad.id}', {column} = {_literal(value)}",
        f"UPDATE working_parents SET revision = '{bad.id}'",
        f"UPDATE attestations SET revision = '{bad.id}'",
    )
    assert desk.refusal().reason in ("invalid_content", "newer_version")


# Histories


def _add_revision(desk: Desk, header: Header, parents: tuple[str, ...], units: Mapping[Key, HeldUnit]) -> str:
    revision = make_revision(header, parents, (), units)
    named = (revision.id, header.assessment, header.centre, header.centre_name, header.country, header.round)
    more = (header.questionnaire, header.questionnaire_version, header.about, header.follows, revision.format)
    rows = [f"INSERT INTO revisions VALUES ({_values((*named, *more))})"]
    rows += [f"INSERT INTO revision_parents VALUES ({_values((revision.id, parent))})" for parent in parents]
    for (question, row), held in units.items():
        unit = held.unit
        content = (unit.state, unit.value, unit.reason, unit.comment, unit.attachments, " ".join(held.origins) or None)
        rows.append(f"INSERT INTO revision_units VALUES ({_values((revision.id, question, row, *content))})")
    rows.append(f"UPDATE working_parents SET revision = '{revision.id}'")
    hacked(desk.file, *rows)
    return revision.id


_SAID = {("prof_body", WHOLE): HeldUnit(Unit("answered", '"A"'))}


def test_a_revision_that_goes_on_from_another_is_taken_in(desk: Desk) -> None:
    first = make_revision(HEADER, (), (), _SAID)
    desk.put_revision(first)
    second = _add_revision(desk, HEADER, (first.id,), {("prof_body", WHOLE): HeldUnit(Unit("answered", '"B"'))})
    hacked(desk.file, "UPDATE units SET value = '\"B\"'")
    incoming = desk.accepted()
    (part,) = incoming.parts()
    assert {row[0] for row in part.revisions} == {first.id, second}
    assert part.parents == ((second, first.id),)
    incoming.discard()


def test_a_history_of_another_questionnaires_answers_is_refused(desk: Desk) -> None:
    first = make_revision(HEADER, (), (), _SAID)
    desk.put_revision(first)
    _add_revision(desk, replace(HEADER, centre=OTHER), (first.id,), _SAID)
    assert desk.refusal().code == "mixed_up"


def test_an_answer_that_claims_to_be_older_than_it_is_is_refused(desk: Desk) -> None:
    first = make_revision(HEADER, (), (), _SAID)
    desk.put_revision(first)
    forged = {("prof_body", WHOLE): HeldUnit(Unit("answered", '"B"'), (first.id,))}
    _add_revision(desk, HEADER, (first.id,), forged)
    assert (desk.refusal().reason, desk.refusal().code) == ("invalid_content", "history_wrong")


def test_an_answer_left_out_of_what_goes_on_is_refused(desk: Desk) -> None:
    first = make_revision(HEADER, (), (), _SAID)
    desk.put_revision(first)
    _add_revision(desk, HEADER, (first.id,), {})
    assert desk.refusal().code == "history_wrong"


def test_an_origin_in_a_first_revision_is_refused(desk: Desk) -> None:
    forged = {("prof_body", WHOLE): HeldUnit(Unit("answered", '"B"'), ("a" * 64,))}
    desk.put_revision(make_revision(HEADER, (), (), forged))
    assert desk.refusal().code == "history_wrong"


def test_parents_in_a_circle_are_corrupt(desk: Desk) -> None:
    desk.put_revision(make_revision(HEADER, (), (), _SAID))
    ids = ["a" * 64, "b" * 64]
    rest = _values(("manager", VERSION, "", "", "2"))
    for id_, parent in (ids, ids[::-1]):
        header = _values((id_, ASSESSMENT, CENTRE, "Port Velira", "AL", "2026"))
        hacked(
            desk.file,
            f"INSERT INTO revisions VALUES ({header}, {rest})",
            f"INSERT INTO revision_parents VALUES ('{id_}', '{parent}')",
        )
    assert (desk.refusal().reason, desk.refusal().code) == ("corrupt", "changed_content")


def test_more_revisions_than_anyone_seals_are_too_large(desk: Desk) -> None:
    first = make_revision(HEADER, (), (), _SAID)
    desk.put_revision(first)
    statements, parent = [], first.id
    for number in range(501):
        header = replace(HEADER, round=str(number))
        revision = make_revision(header, (parent,), (), {})
        row = _values(
            (revision.id, ASSESSMENT, CENTRE, "Port Velira", "AL", str(number), "manager", VERSION, "", "", "2")
        )
        statements += [
            f"INSERT INTO revisions VALUES ({row})",
            f"INSERT INTO revision_parents VALUES ('{revision.id}', '{parent}')",
        ]
        parent = revision.id
    hacked(desk.file, "BEGIN", *statements, "COMMIT")
    assert desk.refusal().reason == "too_large"


@pytest.mark.parametrize("table", ["centres", "assessments", "withdrawals", "joins"])
def test_more_rows_than_memory_should_hold_are_too_large(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr("mrcworkbench.storage.strangers.limits.MOST_ROWS", 10)
    numbers = range(11)
    rows = {
        "centres": [("c", f"c{n}", "Port", "AL", "0", MOMENT, "")[1:] for n in numbers],
        "assessments": [(f"a{n}", CENTRE, "1", "manager", VERSION, "", "", MOMENT, "") for n in numbers],
        "withdrawals": [(f"w{n}", CENTRE, "", "", MOMENT) for n in numbers],
        "joins": [(f"j{n}", CENTRE, OTHER, "", "", MOMENT) for n in numbers],
    }
    desk.hack(*(f"INSERT INTO {table} VALUES ({_values(row)})" for row in rows[table]))
    assert desk.refusal().reason == "too_large"


# Decisions, withdrawals, joins, attached files

_DECISION = Decision(ASSESSMENT, "prof_body", "", ("a" * 64,), Unit("not_known"), "asked", "Officer", MOMENT, VERSION)


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (_DECISION, "invalid_content"),
        (replace(_DECISION, assessment="aaaaaaaa-0000-4000-8000-00000000000f"), "invalid_content"),
        (replace(_DECISION, question="no_such"), "invalid_content"),
        (replace(_DECISION, unit=Unit("answered", "7")), "invalid_content"),
        (replace(_DECISION, settles=()), "invalid_content"),
        (replace(_DECISION, settles=("b" * 64, "a" * 64)), "invalid_content"),
        (replace(_DECISION, because="x" * 10_001), "invalid_content"),
        (replace(_DECISION, because="\x07"), "invalid_content"),
        (replace(_DECISION, author="x" * 201), "invalid_content"),
        (replace(_DECISION, decided_at="once"), "invalid_content"),
    ],
)
def test_a_decision_about_nothing_is_refused(desk: Desk, decision: Decision, reason: str) -> None:
    desk.hack(f"INSERT INTO decisions VALUES ({_values(decision_row(decision))})")
    assert desk.refusal().reason == reason


def test_a_decision_under_another_name_is_corrupt(desk: Desk) -> None:
    desk.put_revision(revision := make_revision(HEADER, (), (), _SAID))
    right = replace(_DECISION, settles=(revision.id,))
    row = ("f" * 64, *decision_row(right)[1:])
    hacked(desk.file, f"INSERT INTO decisions VALUES ({_values(row)})")
    assert (desk.refusal().reason, desk.refusal().code) == ("corrupt", "changed_content")
    hacked(desk.file, f"UPDATE decisions SET id = '{right.id}'")
    desk.accepted().discard()


_WITHDRAWAL = Withdrawal(CENTRE, "asked for it", "Officer", MOMENT)
_JOIN = Join(CENTRE, OTHER, "one and the same", "Officer", MOMENT)


def _withdrawal(one: Withdrawal, id_: str | None = None) -> str:
    row = (id_ or one.id, one.centre, one.reason, one.author, one.decided_at)
    return f"INSERT INTO withdrawals VALUES ({_values(row)})"


def _join(one: Join, id_: str | None = None) -> str:
    row = (id_ or one.id, one.centre, one.into, one.reason, one.author, one.decided_at)
    return f"INSERT INTO joins VALUES ({_values(row)})"


def test_withdrawals_and_joins_are_taken_in(desk: Desk) -> None:
    desk.hack(_withdrawal(_WITHDRAWAL), _join(_JOIN))
    incoming = desk.accepted()
    assert [row[0] for row in incoming.records[Withdrawal.kind]] == [_WITHDRAWAL.id]
    assert [row[0] for row in incoming.records[Join.kind]] == [_JOIN.id]
    incoming.discard()


@pytest.mark.parametrize(
    "statement",
    [
        _withdrawal(_WITHDRAWAL, "f" * 64),
        _withdrawal(replace(_WITHDRAWAL, centre="../..")),
        _withdrawal(replace(_WITHDRAWAL, author="x" * 300)),
        _withdrawal(replace(_WITHDRAWAL, reason="\x07")),
        _withdrawal(replace(_WITHDRAWAL, decided_at="")),
        _join(_JOIN, "f" * 64),
        _join(replace(_JOIN, centre=OTHER)),
        _join(replace(_JOIN, into="../..")),
        _join(replace(_JOIN, reason="x" * 20_000)),
    ],
)
def test_a_forged_withdrawal_or_join_is_refused(desk: Desk, statement: str) -> None:
    desk.hack(statement)
    assert desk.refusal().reason in ("invalid_content", "corrupt")


_PAPER = b"%PDF-1.7 a paper"
_SHA = sha256(_PAPER).hexdigest()


def _attached(content: bytes = _PAPER, size: int = 0) -> str:
    return f"INSERT INTO attachments VALUES ('{_SHA}', {size or len(content)}, x'{content.hex()}')"


def _named(
    name: str = "paper.pdf", media_type: str = "application/pdf", row: str = "", sha256: str = _SHA, at: str = MOMENT
) -> str:
    values = (ASSESSMENT, "prof_body", row, sha256, name, media_type, at)
    return f"INSERT INTO attachment_names VALUES ({_values(values)}, '{'0' * 16}')"


def _put_paper(desk: Desk, *statements: str) -> None:
    unit = Unit("answered", '"A"', None, "", f'["{_SHA}"]')
    desk.put_revision(make_revision(HEADER, (), (), {("prof_body", WHOLE): HeldUnit(unit)}))
    hacked(desk.file, *statements)


def test_attached_files_come_with_their_content(desk: Desk) -> None:
    _put_paper(desk, _attached(), _named())
    incoming = desk.accepted()
    assert incoming.attachments == ((_SHA, len(_PAPER)),)
    (part,) = incoming.parts()
    assert part.names == ((ASSESSMENT, "prof_body", "", _SHA, "paper.pdf", "application/pdf", MOMENT),)
    assert list(incoming.attachment_contents()) == [(_SHA, _PAPER)]
    incoming.discard()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1",
        _attached(content=b"%PDF-1.7 another"),
        _attached(size=5),
        _attached() + "; ",
    ],
)
def test_a_wrong_attached_file_is_refused(desk: Desk, statement: str) -> None:
    if statement.endswith("; "):
        _put_paper(desk, statement[:-2], "UPDATE attachments SET content = CAST(content AS TEXT)")
    else:
        _put_paper(desk, statement)
    assert desk.refusal().reason in ("invalid_content", "corrupt")


@pytest.mark.parametrize(
    "statement",
    [
        _named(name="a\nb"),
        _named(name="x" * 256),
        _named(name=""),
        _named(media_type="x\ty"),
        _named(row="no such row"),
        _named(row="r1"),
        _named(sha256="b" * 64),
        _named(sha256="B" * 64),
        _named(at="yesterday"),
        _named().replace(ASSESSMENT, "another"),
    ],
)
def test_a_wrong_name_of_an_attached_file_is_refused(desk: Desk, statement: str) -> None:
    _put_paper(desk, _attached(), statement)
    assert desk.refusal().reason in ("invalid_content", "corrupt")


def test_a_name_that_was_changed_is_noticed(desk: Desk) -> None:
    _put_paper(desk, _attached(), _named())
    raw = sqlite3.connect(desk.file)
    with raw:
        raw.execute("UPDATE attachment_names SET name = 'another.pdf'")
    raw.close()
    assert desk.refusal().reason == "corrupt"


def test_a_file_larger_than_any_that_can_be_attached_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite does not hold a file that it opens read-only to the CHECK that says so."""
    _put_paper(desk, _attached())
    monkeypatch.setattr("mrcworkbench.storage.strangers.contents.MAX_ATTACHMENT", len(_PAPER) - 1)
    assert (desk.refusal().reason, desk.refusal().code) == ("invalid_content", "attachment_wrong")


def test_attached_files_that_nothing_names_stay_behind(desk: Desk) -> None:
    hacked(desk.put_used(), _attached(content=b"whatever"))
    incoming = desk.accepted()
    assert incoming.attachments == ()
    incoming.discard()


def test_a_submission_has_no_attached_file_that_nothing_names(desk: Desk) -> None:
    desk.hack(_attached(content=b"whatever"))
    assert desk.refusal().reason == "invalid_content"
