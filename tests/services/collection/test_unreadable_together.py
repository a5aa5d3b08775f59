"""Answers that cannot be read among those of many centres: each counts as blank, the rest is exported and counted, and
the user is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, answered
from mrcworkbench.exchange.tidy import export
from mrcworkbench.services.collection import overview
from mrcworkbench.services.collection.collecting import Collection
from mrcworkbench.services.collection.standings import Reader, picture
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.session.unreadable import unreadable_among
from tests.exchange.tidy_databases import Exported, consenting, execute, exported, make
from tests.reports import Marked
from tests.services.session.test_unreadable import _VALUE, DAMAGE, GIVEN

CENTRES = tuple(f"c{n}" for n in range(6))
HIT = "a-c3"
GATES = {
    "no JSON": "'[1'",
    "no end": f"'{'[' * 5000}'",
    "an object": "'{\"a\":1}'",
    "lists in a list": "'[[1]]'",
    "another type": "'\"many\"'",
    "no text": "CAST(x'22ff22' AS TEXT)",
}


def _answers(number: int) -> dict[str, Answer]:
    scope = questionnaire("manager")["resp_scope"].options[0].code
    return consenting({**Marked(Random(number)).answers(), **GIVEN, "resp_scope": answered(scope)})


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return make(tmp_path / "all.mrcw", {id_: _answers(number) for number, id_ in enumerate(CENTRES)})


def _damage(path: Path, statement: str) -> None:
    execute(path, statement + (" AND " if " WHERE " in statement else " WHERE ") + f"assessment_id = '{HIT}'")


def _blank(path: Path, *codes: str) -> None:
    for code in codes:
        execute(path, "DELETE FROM units WHERE assessment_id = ? AND question = ?", HIT, code)


def _tables(all_: Exported) -> dict[str, list[dict[str, str]]]:
    return {file.stem: all_.table(file.stem) for file in all_.folder.iterdir()}


@pytest.mark.parametrize(("code", "statement"), DAMAGE.values(), ids=DAMAGE.keys())
def test_an_export_goes_on_as_if_it_were_blank_and_tells(sound: Path, code: str, statement: str) -> None:
    _damage(sound, statement)
    told = exported(sound)
    tables = _tables(told)
    assert ["unreadable", "1"] in [list(row.values()) for row in tables.pop("about")]
    _blank(sound, code, *(("prof_year",) if code == "later" else ()))
    expected = exported(sound)
    expected_tables = _tables(expected)
    assert {name: expected_tables[name] for name in tables} == tables
    for receipt in told.receipts.values():
        assert [(one.assessment.id, one.question) for one in receipt.counts.unreadable] == [(HIT, code)]
    assert not any(receipt.counts.unreadable for receipt in expected.receipts.values())


def test_across_and_the_list_count_it_as_blank_and_across_tells(sound: Path) -> None:
    first = criteria_set("manager").criteria[0]
    manager = questionnaire("manager")
    asked = next(
        question.code
        for question in manager.questions()
        if question.criterion == first.id and question.type.value in ("status", "single") and question.relevant is None
    )
    execute(
        sound,
        "INSERT OR REPLACE INTO units (assessment_id, question, row, state, value, changed_at, checksum) "
        "VALUES (?, ?, '', 'answered', '\"gone\"', '2026-01-01T00:00:00.000Z', '0000000000000000')",
        HIT,
        asked,
    )
    with open_session(sound, read_only=True) as session:
        told = Reader().read(session)
    _blank(sound, asked)
    with open_session(sound, read_only=True) as session:
        expected = Reader().read(session)
        infos = session.assessments()
    assert picture(told, infos) == picture(expected, infos)
    assert told.states == expected.states
    assert [(one.assessment.id, one.question) for one in told.unreadable] == [(HIT, asked)]
    error = unreadable_among(told.unreadable)
    assert error is not None
    said = str(error.facts["answers"])
    assert all(word in said for word in ("Centre c3", "2026", manager.number(asked), asked))
    assert (expected.unreadable, unreadable_among(())) == ((), None)


@pytest.mark.parametrize("value", GATES.values(), ids=GATES.keys())
def test_the_list_counts_on_where_what_decides_on_others_cannot_be_read(sound: Path, value: str) -> None:
    manager = questionnaire("manager")
    for gate in overview.Counter(manager)._gates:
        _damage(sound, _VALUE.format(value, gate, "") + " AND state = 'answered'")
    with open_session(sound, read_only=True) as session:
        counted = overview.Counter(manager).count(session, [f"a-{id_}" for id_ in CENTRES])
        whole = {
            one.info.id: overview.Count(one.progress.answered, one.progress.applicable, one.progress.needed)
            for one in Collection(session, session.texts)
            if one.progress is not None
        }
        session.open_assessment(HIT)
        progress = session.working_copy.progress()
    assert counted == whole
    assert counted[HIT] == overview.Count(progress.answered, progress.applicable, progress.needed)


def test_what_is_in_conflict_is_not_unreadable(sound: Path, tmp_path: Path) -> None:
    execute(sound, "INSERT INTO contested VALUES (?, 'prof_year', '', ?)", HIT, "cd" * 32)
    _damage(sound, DAMAGE["no JSON"][1])
    with open_session(sound, read_only=True) as session:
        receipt = export(session, tmp_path / "all.xlsx")
        (hit,) = (one for one in Collection(session, session.texts) if one.info.id == HIT)
    assert hit.answers["prof_year"].state is AnswerState.CONFLICT
    assert receipt.counts.unreadable == []


def test_once_found_it_is_not_among_what_is_done(sound: Path) -> None:
    _damage(sound, DAMAGE["no JSON"][1])
    with open_session(sound, read_only=True) as session:
        collection = Collection(session, session.texts)
        (hit,) = (one for one in collection if one.info.id == HIT)
    assert hit.answers["prof_year"].state is AnswerState.BLANK
    assert "prof_year" not in hit.answers.done
    assert "prof_body" in hit.answers.done
