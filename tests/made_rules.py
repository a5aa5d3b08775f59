"""The shipped content with one criterion judged by sums, lengths and years, as versions after 1.0.0 may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mrcworkbench.content.instruments import criteria_set, main, questionnaire
from mrcworkbench.domain.questionnaire.grammar import parse
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType, Role, Section
from mrcworkbench.domain.scoring.criteria import Condition, CriteriaSet, Criterion

SECTION = "costs"
CRITERION = "development.remittances.transfer_costs"
RULES = {
    "people": "sum_rows(costs_reached_people) >= 20",
    "change": "length(costs_change) >= 30",
    "recent": "years_before(costs_ended, reference) <= 2",
    "begun": "years_before(costs_since, reference) < 3",
}
"""Further conditions of level 4 that only turn true as answers rise."""


def made_form(*, ordered: bool = True) -> Questionnaire:
    """The manager's questionnaire with a table, a text, a date and a year more; `ordered`: more people are better."""
    form = questionnaire(main().id)
    return replace(form, sections=tuple(_more(one, ordered) if one.code == SECTION else one for one in form.sections))


def _more(section: Section, ordered: bool) -> Section:
    asked = section.questions[-1]
    people = Question("costs_reached_people", QuestionType.INTEGER, "People", more_is_better=ordered)
    place = Question("costs_reached_place", QuestionType.TEXT, "Place", required=True)
    further = (
        ("costs_reached", QuestionType.TABLE, (people, place)),
        ("costs_change", QuestionType.TEXT, ()),
        ("costs_ended", QuestionType.DATE, ()),
        ("costs_since", QuestionType.YEAR, ()),
    )
    in_place = parse(f'{SECTION}_status = "in_place"')
    questions = (
        Question(code, type_, code, criterion=asked.criterion, role=Role.DEPTH, columns=columns, relevant=in_place)
        for code, type_, columns in further
    )
    return replace(section, questions=(*section.questions, *questions))


def made_criterion(form: Questionnaire, rules: Mapping[str, str] = RULES) -> Criterion:
    """The criterion of that section, with these conditions more on level 4."""
    criterion = criteria_set(main().id).by_id[CRITERION]
    more = tuple(Condition(parse(rule, form.tables), f"Held: {name}", f"Do: {name}") for name, rule in rules.items())
    *lower, top = criterion.conditions
    return replace(criterion, conditions=(*lower, (*top, *more)))


def made_criteria(form: Questionnaire, rules: Mapping[str, str] = RULES) -> CriteriaSet:
    """All criteria, with that one."""
    made, shipped = made_criterion(form, rules), criteria_set(main().id)
    return replace(shipped, criteria=tuple(made if one.id == CRITERION else one for one in shipped.criteria))
