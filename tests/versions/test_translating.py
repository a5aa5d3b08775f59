"""What is said in one version of a questionnaire, read in a newer one: it goes where its place has gone, and what has
none is kept."""

from __future__ import annotations

from typing import Any

import pytest

from mrcworkbench.content.instruments import questionnaire, translator
from mrcworkbench.domain.revisions.canonical import canonical_text
from mrcworkbench.domain.revisions.units import NOTHING, REMOVED_ROW, HeldUnit, Key, Unit
from mrcworkbench.domain.versions.moving import Becomes, what_becomes

pytestmark = pytest.mark.usefixtures("made_versions")
TABLE = Unit("answered")


def said(value: Any, comment: str = "") -> Unit:
    return Unit("answered", canonical_text(value), None, comment)


def moved(units: dict[Key, Unit], old: str = "1.0.0", new: str = "1.1.0") -> dict[Key, Unit]:
    held = {key: HeldUnit(unit, ("origin",)) for key, unit in units.items()}
    found = translator().translated(held, "manager", old, new)
    assert all(one.origins == ("origin",) for one in found.values()), "an origin is lost"
    return {key: one.unit for key, one in found.items() if not one.unit.says_nothing}


def test_a_renamed_question_takes_its_answer_along_with_comment_and_files() -> None:
    option = questionnaire("manager", "1.0.0")["costs_often"].options[0].code
    unit = Unit("answered", canonical_text(option), None, "Since May", canonical_text([64 * "a"]))
    assert moved({("costs_often", ""): unit}) == {("costs_how_often", ""): unit}
    not_known = Unit("not_known", comment="Ask again")
    assert moved({("costs_often", ""): not_known}) == {("costs_how_often", ""): not_known}


def test_what_is_asked_in_both_versions_stays_word_for_word() -> None:
    units = {("prof_body", ""): said("Ministry"), ("prof_names", "*"): said(["r"]), ("prof_names", "r"): said({})}
    assert moved(units) == units


def test_the_answer_to_a_retired_question_is_kept_whole_and_no_later_map_touches_it() -> None:
    unit = said(["laws"], "Much of it")
    kept = {("policy_ways@1.0.0", ""): unit}
    assert moved({("policy_ways", ""): unit}) == kept
    assert moved({("policy_ways", ""): unit}, new="1.2.0") == kept
    assert moved(kept, "1.1.0", "1.2.0") == kept


def test_a_choice_that_is_retired_is_kept_and_the_question_is_open_with_its_comment() -> None:
    assert moved({("jobs_mode", ""): said("facts", "By phone")}) == {
        ("jobs_mode", ""): Unit("blank", comment="By phone"),
        ("jobs_mode@1.0.0", ""): said("facts"),
    }
    assert moved({("jobs_mode", ""): said("own")}) == {("jobs_mode", ""): said("own")}


def test_of_several_choices_those_stay_that_are_there_and_all_are_kept() -> None:
    assert moved({("media_kinds", ""): said(["tv", "radio"])}) == {
        ("media_kinds", ""): said(["radio"]),
        ("media_kinds@1.0.0", ""): said(["tv", "radio"]),
    }
    assert moved({("media_kinds", ""): said(["tv"])}) == {("media_kinds@1.0.0", ""): said(["tv"])}
    assert moved({("media_kinds", ""): said(["radio"])}, new="1.2.0") == {("media_kinds", ""): said(["on_air"])}


def test_rows_keep_their_ids_lose_retired_columns_and_get_what_is_set() -> None:
    cells = {"prof_breaks_what": "Closed", "prof_breaks_why": "Flood"}
    only_why = {"prof_breaks_why": "Lease ended"}
    units = {
        ("prof_breaks", ""): TABLE,
        ("prof_breaks", "*"): said(["r2", "r1"]),
        ("prof_breaks", "r1"): said(cells),
        ("prof_breaks", "r2"): said(only_why),
    }
    assert moved(units, "1.1.0", "1.2.0") == {
        ("prof_breaks", ""): TABLE,
        ("prof_breaks", "*"): said(["r2", "r1"]),
        ("prof_breaks", "r1"): said({"prof_breaks_what": "Closed", "prof_breaks_told": "no"}),
        ("prof_breaks@1.1.0", "r1"): said(cells),
        ("prof_breaks@1.1.0", "r2"): said(only_why),
    }, "a row of which nothing has a place is only kept"


def test_fixed_rows_are_renamed_with_their_cells_and_the_retired_one_is_kept() -> None:
    cell, text, value = "info_topics_topic", "info_topics_countries", "Italy"
    units = {
        ("info_topics", ""): TABLE,
        ("info_topics", "*"): said(["quotas", "hotlines"]),
        ("info_topics", "quotas"): said({cell: "quotas", text: value}),
        ("info_topics", "hotlines"): said({cell: "hotlines", text: value}),
    }
    assert moved(units, "1.1.0", "1.2.0") == {
        ("info_topics", ""): TABLE,
        ("info_topics", "*"): said(["lines"]),
        ("info_topics", "lines"): said({cell: "lines", text: value}),
        ("info_topics@1.1.0", "quotas"): units["info_topics", "quotas"],
    }


def test_the_new_keys_of_a_unit_do_not_depend_on_what_it_says() -> None:
    for unit in (said("facts"), said("own"), NOTHING, Unit("not_known")):
        found = translator().translated({("jobs_mode", ""): HeldUnit(unit)}, "manager", "1.0.0", "1.1.0")
        assert set(found) == {("jobs_mode", ""), ("jobs_mode@1.0.0", "")}
    for unit in (said({}), REMOVED_ROW):
        found = translator().translated({("prof_breaks", "r"): HeldUnit(unit)}, "manager", "1.0.0", "1.2.0")
        assert set(found) == {("prof_breaks", "r"), ("prof_breaks@1.1.0", "r")}


def test_before_moving_on_it_is_told_what_becomes_of_each_answer_and_what_is_new() -> None:
    options = questionnaire("manager", "1.0.0")["costs_often"].options
    units = {
        ("prof_body", ""): said("Ministry"),
        ("costs_often", ""): said(options[0].code),
        ("jobs_mode", ""): said("facts"),
        ("policy_ways", ""): said(["laws"]),
        ("prof_sources", ""): NOTHING,
    }
    held = {key: HeldUnit(unit, ("origin",)) for key, unit in units.items()}
    old, new = questionnaire("manager", "1.0.0"), questionnaire("manager", "1.1.0")
    found = what_becomes(translator(), old, new, held)
    assert {(one.question, one.to, one.becomes) for one in found.answers} == {
        ("prof_body", "prof_body", Becomes.SAME),
        ("costs_often", "costs_how_often", Becomes.RENAMED),
        ("jobs_mode", "jobs_mode", Becomes.NEEDS_A_LOOK),
        ("policy_ways", None, Becomes.KEPT),
    }
    assert found.new == ()
    assert [one.question for one in found.of(Becomes.KEPT, Becomes.NEEDS_A_LOOK)] == ["jobs_mode", "policy_ways"]
