"""What assessments of a file say of each other, what is carried over, and what says to be of which format."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.revision import Header, Revision, make_revision
from mrcworkbench.domain.revisions.units import CARRIED_OVER, ORDER, WHOLE, HeldUnit, Key, Unit
from mrcworkbench.services.merging.merge import merge_into
from tests.merge_support import confirm
from tests.storage.strangers import hostile_files
from tests.storage.strangers.hostile_files import Desk, hacked
from tests.submitted_files import MOMENT, write_history
from tests.versions.made_version import versions_made

OTHER_CENTRE = "cccccccc-0000-4000-8000-000000000002"
HEADER = replace(hostile_files.HEADER, questionnaire_version="1.0.0")
"""In the first version, so that there are newer ones."""
SECOND = replace(HEADER, assessment="aaaaaaaa-0000-4000-8000-000000000002", round="2027", follows=HEADER.assessment)
VIEW = replace(
    HEADER, assessment="aaaaaaaa-0000-4000-8000-000000000003", questionnaire="stakeholder", about=HEADER.assessment
)
ROW = '{"prof_web_address":"example.org"}'
SAID: Mapping[Key, Unit] = {
    ("prof_body", WHOLE): Unit("answered", '"A"', None, "why"),
    ("prof_web", WHOLE): Unit("answered"),
    ("prof_web", ORDER): Unit("answered", '["r1"]'),
    ("prof_web", "r1"): Unit("answered", ROW),
    ("costs_status", WHOLE): Unit("not_applicable", None, "no_money"),
    ("counsel_status", WHOLE): Unit("not_known"),
}
MARKED: Mapping[Key, Unit] = {
    ("prof_body", WHOLE): Unit(CARRIED_OVER, '"A"', None, "why"),
    ("prof_web", WHOLE): Unit(CARRIED_OVER),
    ("prof_web", ORDER): Unit("answered", '["r1"]'),
    ("prof_web", "r1"): Unit(CARRIED_OVER, ROW),
    ("costs_status", WHOLE): Unit(CARRIED_OVER, None, "no_money"),
}


def revision(
    header: Header, units: Mapping[Key, Unit] = {}, parents: Sequence[str] = (), format_: str = "2"
) -> Revision:
    return make_revision(header, parents, (), {key: HeldUnit(unit) for key, unit in units.items()}, format_)


FIRST = revision(HEADER, SAID)


def _refused(desk: Desk, *revisions: Revision, decisions: Sequence[Decision] = ()) -> str:
    write_history(desk.file, *revisions, decisions=decisions)
    found = desk.refusal()
    assert found.reason == "invalid_content"
    return found.code


def test_a_second_round_and_a_view_come_in_with_what_they_follow_and_are_about(desk: Desk, tmp_path: Path) -> None:
    write_history(desk.file, FIRST, revision(SECOND, MARKED), revision(VIEW, {("st_body", WHOLE): Unit("not_known")}))
    incoming = desk.accepted()
    assert [row[5:7] for row in incoming.assessments] == [("", ""), ("", HEADER.assessment), (HEADER.assessment, "")]
    assert incoming.is_proved
    incoming.discard()
    target = tmp_path / "all.mrcw"
    assert [one.verdict for one in merge_into(target, [desk.file], author="Officer").files] == [Verdict.NEW]
    desk.accepted(target).discard()
    assert [one.verdict for one in merge_into(target, [desk.file], author="Officer").files] == [Verdict.KNOWN]


ABROAD = replace(HEADER, assessment="aaaaaaaa-0000-4000-8000-000000000009", centre=OTHER_CENTRE)
THIRD = replace(SECOND, assessment="aaaaaaaa-0000-4000-8000-000000000004", follows=SECOND.assessment)
OTHERS: Mapping[str, tuple[Sequence[Header], str]] = {
    "a view about nothing": ([VIEW], "about_wrong"),
    "a view about another centre's": ([ABROAD, replace(VIEW, about=ABROAD.assessment)], "about_wrong"),
    "a view about itself": ([replace(VIEW, about=VIEW.assessment)], "about_wrong"),
    "a view about a view": ([HEADER, VIEW, replace(VIEW, assessment="v", about=VIEW.assessment)], "about_wrong"),
    "an assessment with levels about another": ([HEADER, replace(HEADER, assessment="a", about=HEADER.assessment)],
        "about_wrong"),
    "a round that follows nothing": ([SECOND], "follows_wrong"),
    "a round that follows another centre's": ([ABROAD, replace(SECOND, follows=ABROAD.assessment)], "follows_wrong"),
    "a round that follows a view": ([HEADER, VIEW, replace(SECOND, follows=VIEW.assessment)], "follows_wrong"),
    "a round that follows itself": ([replace(SECOND, follows=SECOND.assessment)], "follows_wrong"),
    "rounds in a circle": ([replace(SECOND, follows=THIRD.assessment), THIRD], "follows_wrong"),
    "a path for an assessment": ([HEADER, replace(SECOND, follows="../1")], "id_wrong"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_an_assessment_that_names_none_of_its_own_is_refused(desk: Desk, name: str) -> None:
    headers, code = OTHERS[name]
    assert _refused(desk, *map(revision, headers)) == code


def test_a_long_line_of_rounds_is_judged_in_one_walk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each walked to its end would be hours for the rows that a file may have."""
    ids = [f"a{number:05}" for number in range(2_000)]
    rows = [
        f"('{one}', '{HEADER.centre}', '1', 'manager', '1.0.0', '', '{before}', '{MOMENT}', '')"
        for one, before in zip(ids, [HEADER.assessment, *ids], strict=False)
    ]
    hacked(
        write_history(desk.file, FIRST), "BEGIN", *(f"INSERT INTO assessments VALUES {row}" for row in rows), "COMMIT"
    )
    desk.accepted().discard()


LIES: Mapping[str, Mapping[Key, Unit]] = {
    "another value": {("prof_body", WHOLE): Unit(CARRIED_OVER, '"B"')},
    "a value of another question": {("prof_plan", WHOLE): Unit(CARRIED_OVER, '"A"')},
    "what was not known": {("counsel_status", WHOLE): Unit(CARRIED_OVER, '"in_place"')},
    "another reason": {("costs_status", WHOLE): Unit(CARRIED_OVER, None, "law")},
    "an answer in the place of a reason": {("costs_status", WHOLE): Unit(CARRIED_OVER, '"planned"')},
    "another row": MARKED | {("prof_web", "r1"): Unit(CARRIED_OVER, ROW.replace("org", "net"))},
    "a row under another id": {
        ("prof_web", WHOLE): Unit(CARRIED_OVER),
        ("prof_web", ORDER): Unit("answered", '["r2"]'),
        ("prof_web", "r2"): Unit(CARRIED_OVER, ROW),
    },
}


@pytest.mark.parametrize("name", LIES)
def test_a_mark_of_what_the_round_before_did_not_say_is_refused(desk: Desk, name: str) -> None:
    assert _refused(desk, FIRST, revision(SECOND, LIES[name])) in ("carried_over_wrong", "answer_wrong")


def test_whatever_was_sealed_or_decided_in_the_round_before_can_be_carried_over(desk: Desk) -> None:
    decision = Decision(
        HEADER.assessment, "prof_body", "", (FIRST.id,), Unit("answered", '"D"'), "asked", "Officer", MOMENT, "1.0.0"
    )
    later = make_revision(HEADER, (FIRST.id,), (), {
        **{key: HeldUnit(unit, (FIRST.id,)) for key, unit in SAID.items()},
        ("prof_body", WHOLE): HeldUnit(Unit("answered", '"C"')),
    })  # fmt: skip
    for value in ("A", "C", "D"):
        marked = revision(SECOND, {("prof_body", WHOLE): Unit(CARRIED_OVER, f'"{value}"')})
        write_history(desk.file, FIRST, later, marked, decisions=[decision])
        desk.accepted().discard()


def test_what_is_carried_over_into_a_newer_version_is_what_the_round_before_said_in_an_older(
    desk: Desk, tmp_path: Path, manager: Questionnaire
) -> None:
    option, other = (f'"{one.code}"' for one in manager["costs_often"].options[:2])
    asked = {("costs_often", WHOLE): Unit("answered", option)}
    newer = replace(SECOND, questionnaire_version="1.1.0")
    with versions_made(tmp_path / "resources"):
        for value in (option, other):
            marked = revision(newer, {("costs_how_often", WHOLE): Unit(CARRIED_OVER, value)})
            write_history(desk.file, revision(HEADER, asked), marked)
            if value == option:
                desk.accepted().discard()
        assert desk.refusal().code == "carried_over_wrong"
        before = revision(replace(HEADER, questionnaire_version="1.1.0"), {("prof_body", WHOLE): SAID["prof_body", ""]})
        assert _refused(desk, before, revision(SECOND, {("prof_body", WHOLE): MARKED["prof_body", ""]})) == (
            "carried_over_wrong"
        )


def test_nothing_is_carried_over_into_a_round_that_follows_none(desk: Desk) -> None:
    one = {("prof_body", WHOLE): Unit(CARRIED_OVER, '"A"')}
    assert _refused(desk, revision(HEADER, one)) == "carried_over_wrong"
    decision = Decision(
        HEADER.assessment, "prof_body", "", (FIRST.id,), Unit(CARRIED_OVER, '"A"'), "", "Officer", MOMENT, "1.0.0"
    )
    assert _refused(desk, FIRST, decisions=[decision]) == "carried_over_wrong"


def test_nothing_is_carried_over_into_a_table_that_counts_people(desk: Desk) -> None:
    cells = '{"prof_staff_task":"lead","prof_staff_women":3}'
    counted = {
        ("prof_staff", WHOLE): Unit("answered"),
        ("prof_staff", ORDER): Unit("answered", '["r1"]'),
        ("prof_staff", "r1"): Unit("answered", cells),
    }
    for key in (WHOLE, "r1"):
        marked = counted | {("prof_staff", key): replace(counted["prof_staff", key], state=CARRIED_OVER)}
        assert _refused(desk, revision(HEADER, counted), revision(SECOND, marked)) == "answer_wrong"


def test_what_others_may_see_is_not_carried_over_from_one_round_to_the_next(desk: Desk) -> None:
    allowed = Unit("answered", '"all"')
    marked = {("resp_consent", WHOLE): replace(allowed, state=CARRIED_OVER)}
    first = revision(HEADER, {("resp_consent", WHOLE): allowed})
    assert _refused(desk, first, revision(SECOND, marked)) == "answer_wrong"


def test_a_draft_carries_over_what_the_round_before_said(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    write_history(desk.file, FIRST, revision(SECOND, MARKED))
    merge_into(target, [desk.file], author="Officer")
    undone = "UPDATE units SET origin = NULL, comment = 'undone' WHERE state = 'carried_over' AND row = ''"
    hacked(target, undone)
    desk.accepted(target).discard()
    hacked(target, "UPDATE units SET value = '\"B\"' WHERE state = 'carried_over' AND question = 'prof_body'")
    assert desk.refusal(target).code == "carried_over_wrong"


# Formats

FORMATS: Mapping[str, Revision] = {
    "a round": revision(SECOND, format_="1"),
    "a view": revision(VIEW, format_="1"),
    "a mark": revision(HEADER, {("prof_body", WHOLE): Unit(CARRIED_OVER, '"A"')}, format_="1"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_the_first_format_did_not_know_is_refused_in_it(desk: Desk, name: str) -> None:
    made = FORMATS[name]
    others = [FIRST] if made.header.assessment != HEADER.assessment else []
    assert _refused(desk, *others, made) == "first_format"


def test_the_format_of_a_revision_is_in_its_name(desk: Desk) -> None:
    for was, now in (("1", "2"), ("2", "1")):
        write_history(desk.file, revision(HEADER, SAID, format_=was))
        desk.accepted().discard()
        hacked(desk.file, f"UPDATE revisions SET format = '{now}'")
        assert (desk.refusal().reason, desk.refusal().code) == ("corrupt", "changed_content")
    hacked(write_history(desk.file, FIRST), "UPDATE revisions SET format = '3'")
    assert desk.refusal().reason == "invalid_content"


def test_a_history_of_the_first_format_goes_on_in_the_second(desk: Desk) -> None:
    first = revision(HEADER, SAID, format_="1")
    held = {key: HeldUnit(unit, (first.id,)) for key, unit in SAID.items()}
    second = make_revision(HEADER, (first.id,), (), held | {("prof_body", WHOLE): HeldUnit(Unit("answered", '"B"'))})
    write_history(desk.file, first, second)
    (part,) = desk.accepted().parts()
    assert {row[-1] for row in part.revisions} == {"1", "2"}


# Decisions

SETTLED = Decision(
    HEADER.assessment, "prof_body", "", (FIRST.id,), Unit("not_known"), "asked", "Officer", MOMENT, "1.0.0"
)
CALLED = replace(SETTLED, question="", row="round", unit=Unit("answered", '"2026 A"'), kind="corrected")
RIGHT = [
    SETTLED,
    replace(SETTLED, kind="corrected"),
    replace(SETTLED, format="1"),
    CALLED,
    replace(CALLED, unit=Unit("answered", '"2026 B"'), kind="settled"),
]


def test_decisions_of_both_formats_and_kinds_are_merged_and_change_only_what_has_an_effect(
    desk: Desk, tmp_path: Path
) -> None:
    write_history(desk.file, FIRST, decisions=RIGHT)
    (part,) = desk.accepted().parts()
    assert {row[0] for row in part.decisions} == {one.id for one in RIGHT}
    target = tmp_path / "all.mrcw"
    assert [one.verdict for one in merge_into(target, [desk.file], author="Officer").files] == [Verdict.NEW]
    assert [one.verdict for one in merge_into(target, [desk.file], author="Officer").files] == [Verdict.KNOWN]
    (again,) = desk.accepted(target).parts()
    assert (again.decisions, again.revisions) == (part.decisions, part.revisions)
    only_header = tmp_path / "header.mrcw"
    write_history(desk.file, FIRST, decisions=[CALLED])
    merge_into(only_header, [desk.file], author="Officer")
    edit = "UPDATE units SET comment = 'edited', origin = NULL WHERE question = 'prof_body'"
    waiting = hacked(Path(shutil.copy(only_header, tmp_path / "waiting.mrcw")), edit)
    (part,) = desk.accepted(waiting).parts()
    assert (len(part.revisions), part.taken_in) == (2, ()), "what waits is not taken in"
    confirm(only_header)
    (part,) = desk.accepted(hacked(only_header, edit)).parts()
    assert len(part.revisions) == 2, "what is sealed next takes it in"
    assert part.taken_in == ((part.taken_in[0][0], CALLED.id),)


WRONG: Mapping[str, tuple[Decision, str]] = {
    "another field": (replace(CALLED, row="centre_name"), "forbidden_value"),
    "no field": (replace(CALLED, row=""), "forbidden_value"),
    "no label": (replace(CALLED, unit=Unit("answered", '""')), "name_wrong"),
    "a label in two lines": (replace(CALLED, unit=Unit("answered", '"a\\nb"')), "name_wrong"),
    "a long label": (replace(CALLED, unit=Unit("answered", f'"{"x" * 101}"')), "text_too_long"),
    "a number": (replace(CALLED, unit=Unit("answered", "7")), "forbidden_value"),
    "a label in no canonical text": (replace(CALLED, unit=Unit("answered", ' "a"')), "forbidden_value"),
    "nothing": (replace(CALLED, unit=Unit("not_known")), "forbidden_value"),
    "a label with a comment": (replace(CALLED, unit=Unit("answered", '"a"', None, "why")), "history_wrong"),
    "a label carried over": (replace(CALLED, unit=Unit(CARRIED_OVER, '"a"')), "history_wrong"),
    "a label in the first format": (replace(CALLED, format="1", kind="settled"), "first_format"),
    "a correction in the first format": (replace(SETTLED, format="1", kind="corrected"), "first_format"),
    "another version in the first format": (replace(SETTLED, format="1", version="1.0.1"), "first_format"),
    "an unknown version": (replace(SETTLED, version="0.9.0"), "unknown_version"),
    "a label in an unknown version": (replace(CALLED, version="0.9.0"), "unknown_version"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_decision_that_we_do_not_make_is_refused(desk: Desk, name: str) -> None:
    decision, code = WRONG[name]
    write_history(desk.file, FIRST, decisions=[decision])
    assert desk.refusal().code == code


@pytest.mark.parametrize(("column", "value"), [("kind", "forged"), ("format", "3"), ("format", "")])
def test_a_decision_of_no_kind_or_format_is_refused(desk: Desk, column: str, value: str) -> None:
    hacked(write_history(desk.file, FIRST, decisions=[SETTLED]), f"UPDATE decisions SET {column} = '{value}'")
    assert desk.refusal().code == "forbidden_value"
