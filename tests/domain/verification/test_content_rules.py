"""The rules for answers from elsewhere: the quick look never accepts what the full judgement does not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType
from mrcworkbench.domain.revisions.canonical import canonical_text
from mrcworkbench.domain.revisions.revision import UnitRow, unit_rows
from mrcworkbench.domain.verification.content_rules import ContentRules
from tests.answer_sets import random_answers
from tests.submitted_files import units_of, valid_answers

_PIECES = [*'"\\,:[]{} ', "\\n", "\\u0007", "\\u00e9", "\x85", "\ufffe", "null", "true", "1.0", "-0", "007", "é", "😀"]


@pytest.fixture(scope="module")
def rules(manager: Questionnaire) -> ContentRules:
    """Kept for all tests: what it remembers must not matter."""
    return ContentRules(manager)


@pytest.mark.parametrize("seed", range(12))
def test_what_passes_its_check_when_it_is_entered_passes_here(
    manager: Questionnaire, rules: ContentRules, seed: int
) -> None:
    rows = unit_rows(units_of(valid_answers(manager, Random(seed), 195)))
    assert rules.first_fault(rows) is None
    assert [row for row in rows if rules.fault(row) is not None] == []


_ANY = (
    *("", " ", "x", "a\tb", "a\rb", "a\x85b", "\u200b", "\ufffe", "😀" * 15_000, "😀" * 15_001, "x" * 30_001),
    *(0, -1, 5.5, 3.0, 10**15, 10**15 - 1, 1e-16, 1900, 2300, True, None, [], {}, ["x"], [1], [[]]),
    *("2026-01-01", "2026-02-30", "1899-12-31", "2201-01-01", "2026-1-1"),
)


def _values(question: Question, rng: Random) -> list[object]:
    codes = [option.code for option in question.options]
    several = [rng.sample(codes, min(len(codes), count)) for count in (1, 2, 2, 3, 3)]
    return [*_ANY, *codes, *(code.upper() for code in codes), *several, [*codes[:1], *codes[:1]], codes]


def _rows_of(question: Question, rng: Random) -> list[tuple[str, dict[str, object]]]:
    """Rows with one value each, with some of all, and with none."""
    fixed = question.fixed_column
    places = [one.code for one in question.column_by_code[fixed].options] if fixed else ["r1", "R.1", "-x", "x" * 65]
    cells: list[dict[str, object]] = [{}, {}]
    cells += [{column.code: value} for column in question.columns for value in _values(column, rng)]
    for _ in range(60):
        some = rng.sample(question.columns, rng.randint(1, len(question.columns)))
        cells.append({column.code: rng.choice(_values(column, rng)) for column in some})
    chosen = [(rng.choice(places), one) for one in cells]
    return [(place, {**one, fixed: place} if fixed and rng.random() < 0.9 else one) for place, one in chosen]


def _is_kept(question: Question, place: str, value: object) -> bool:
    """Whether someone could have entered it, and nothing of it would be changed."""
    raw = [{"row": place, **value}] if isinstance(value, dict) and place else value
    answer = check_answer(question, raw, new_row_id=lambda: "new").answer
    if answer is None or answer.value is None:
        return False
    kept = answer.rows[0].cells if place else answer.value
    return canonical_text(kept) == canonical_text(value)


@pytest.mark.parametrize("kind", ["manager", "stakeholder"])
def test_what_passes_here_passes_its_check_when_it_is_entered(kind: str, request: pytest.FixtureRequest) -> None:
    questionnaire: Questionnaire = request.getfixturevalue(kind)
    rules, rng, passed = ContentRules(questionnaire), Random(3), 0
    for question in questionnaire.questions():
        is_table = question.type is QuestionType.TABLE
        given = _rows_of(question, rng) if is_table else [("", value) for value in _values(question, rng)]
        for place, value in given:
            row: UnitRow = (question.code, place, "answered", canonical_text(value), None, "", "[]", None)
            if rules.first_fault([row]) is None:
                passed += 1
                assert _is_kept(question, place, value), row
    assert passed > 100


def _damaged(row: UnitRow, rng: Random) -> UnitRow:
    parts = list(row)
    at = rng.choice([0, 1, 2, 3, 3, 3, 3, 3, 4, 5, 6])
    text = parts[at] or ""
    place = rng.randrange(len(text) + 1)
    change = rng.random()
    if change < 0.4:
        text = text[:place] + rng.choice(_PIECES) + text[place:]
    elif change < 0.7:
        text = text[:place] + text[place + 1 :]
    elif change < 0.8:
        text = text[:place] + text[place : place + 1].swapcase() + text[place + 1 :]
    elif change < 0.9:
        text = text[place:] + text[:place]
    else:
        text = rng.choice(["", "answered", "removed", "*", "[]", "{}", '"x"', "7", "x" * 31_000])
    parts[at] = text if text or at not in (3, 4) else None
    return tuple(parts)  # type: ignore[return-value]


@settings(max_examples=60)
@given(seed=st.integers(0, 10**9))
def test_a_quick_look_accepts_nothing_that_the_full_judgement_refuses(
    manager: Questionnaire, rules: ContentRules, seed: int
) -> None:
    rng = Random(seed)
    rows = unit_rows(units_of(valid_answers(manager, rng, 60)))
    for number in rng.sample(range(len(rows)), 20):
        damaged = _damaged(rows[number], rng)
        fresh = ContentRules(manager) if rng.random() < 0.02 else rules
        assert (fresh.first_fault([damaged]) is None) == (fresh.fault(damaged) is None), damaged


@pytest.mark.parametrize("seed", range(8))
def test_it_tells_the_same_of_answers_of_every_kind(manager: Questionnaire, rules: ContentRules, seed: int) -> None:
    answers = {code: one for code, one in random_answers(manager, Random(seed)).items() if one.state != "conflict"}
    rows = unit_rows(units_of(answers))
    wrong = [row for row in rows if rules.fault(row) is not None]
    found = rules.first_fault(rows)
    assert (found is None) == (not wrong)
    if found is not None:
        assert (found.question, found.row) in {(row[0], row[1]) for row in wrong}


def test_choices_that_look_alike_when_joined_are_told_apart(manager: Questionnaire, rules: ContentRules) -> None:
    question = next(one for one in manager.questions() if one.type == "multiple" and len(one.options) > 2)
    one, two = (option.code for option in question.options[:2])

    def row(value: str) -> UnitRow:
        return (question.code, "", "answered", value, None, "", "[]", None)

    assert rules.first_fault([row(f'["{one}","{two}"]')]) is None
    for wrong in (f'["{one};{two}"]', f'["{one},{two}"]', f'["{two}","{one}"]', f'["{one}","{two}",]', f'["{one}" ]'):
        assert rules.first_fault([row(wrong)]) is not None


def test_it_forgets_rather_than_grow_without_end(manager: Questionnaire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mrcworkbench.domain.verification.content_rules._MOST_REMEMBERED", 5)
    rules = ContentRules(manager)
    for seed in range(3):
        assert rules.first_fault(unit_rows(units_of(valid_answers(manager, Random(seed), 100)))) is None
    assert len(rules._accepted) <= 5
