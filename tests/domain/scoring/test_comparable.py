"""Levels are compared only where a criterion was asked and judged alike."""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.scoring.comparable import Yardstick, comparable

NOW = Yardstick(criteria_set("manager"), questionnaire("manager"))
FIRST = NOW.criteria.criteria[0]


def test_one_version_compares_whole() -> None:
    assert comparable(NOW, NOW) == frozenset(NOW.criteria.by_id)


def test_versions_that_judge_otherwise_compare_nothing() -> None:
    old = Yardstick(criteria_set("manager", "1.0.0"), questionnaire("manager", "1.0.0"))
    assert comparable(NOW, old) == frozenset()


def test_only_what_was_asked_in_other_words_is_left_out() -> None:
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(one, text="Asked otherwise") if one.code == FIRST.status_question else one
                for one in section.questions
            ),
        )
        for section in NOW.questionnaire.sections
    )
    then = Yardstick(NOW.criteria, replace(NOW.questionnaire, sections=sections))
    touched = {one.id for one in NOW.criteria.criteria if FIRST.status_question in one.used_questions}
    assert comparable(NOW, then) == frozenset(NOW.criteria.by_id) - touched
    assert FIRST.id in touched


def test_a_rule_that_is_stricter_now_is_left_out() -> None:
    easier = replace(FIRST, conditions=(*FIRST.conditions[:3], FIRST.conditions[3][:1]))
    then = Yardstick(replace(NOW.criteria, criteria=(easier, *NOW.criteria.criteria[1:])), questionnaire("manager"))
    other = Yardstick(then.criteria, replace(NOW.questionnaire))
    assert comparable(NOW, other) == frozenset(NOW.criteria.by_id) - {FIRST.id}
