"""*Not answered* and *not known* are two things, and each has one name wherever it is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.cli import main
from mrcworkbench.exchange.report.words import Words
from mrcworkbench.gui.models.criteria import criterion_row
from mrcworkbench.gui.pages.compare.page import ComparePage
from mrcworkbench.gui.pages.results.page import ResultsPage
from tests.gui.window_support import Desktop

WORDS = {
    "info": ({"state": "not_known"}, "Not known"),
    "media": ({"state": "declined"}, "Declined to answer"),
    "outreach": ({"state": "blank"}, "Not answered"),
}


@pytest.fixture
def answered(desktop: Desktop, database: Path) -> Desktop:
    desktop.begin(database)
    for section, (raw, _) in WORDS.items():
        desktop.answer(f"{section}_status", raw)
    desktop.answer("access_status", "in_place")
    return desktop


def criterion_of(desktop: Desktop, section: str) -> str:
    found = desktop.bridge.working_copy.questionnaire.section_by_code[section].criterion
    assert found is not None
    return found


@pytest.mark.parametrize("section", WORDS)
def test_results_say_which_of_them_it_is(answered: Desktop, section: str) -> None:
    page = answered.go("results")
    assert isinstance(page, ResultsPage)
    page.choose(criterion_of(answered, section))
    word = WORDS[section][1]
    assert page.reasons._chip.accessibleName() == word
    assert page.reasons.accessibleName().endswith(f": {word}")


@pytest.mark.parametrize("section", WORDS)
def test_compare_says_it_in_the_tip_of_its_question_mark(answered: Desktop, section: str) -> None:
    page = answered.go("compare")
    assert isinstance(page, ComparePage)
    index = page.model.place_of(criterion_of(answered, section), None)
    assert WORDS[section][1] in index.data(3)
    assert WORDS[section][1] in index.data(11)


@pytest.mark.parametrize("section", WORDS)
def test_the_report_says_it_too(answered: Desktop, section: str) -> None:
    texts = answered.bench.texts
    score = answered.bridge.working_copy.criterion(criterion_of(answered, section))
    assert Words(texts).status(score) == WORDS[section][1] == Words(texts).level_word(score)
    criterion = answered.bench.content.criteria.by_id[score.id]
    assert criterion_row(criterion, score, texts).note == WORDS[section][1]


def test_the_command_line_says_it_too(answered: Desktop, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = {s: answered.bench.content.criteria.by_id[criterion_of(answered, s)].title for s in WORDS}
    answered.bridge.detach()
    assert main(["score", str(database)]) == 0
    printed = capsys.readouterr().out
    for section, (_, word) in WORDS.items():
        assert f"{titles[section]}: {word}, " in printed


def test_no_text_calls_a_missing_answer_by_another_name() -> None:
    wrong = re.compile(r"\bunanswered\b|\bno answer$|\bunknown\b|\bnot yet answered\b", re.IGNORECASE)
    found = {
        f"{file.stem}.{key}": form
        for file in sorted(paths.resources("text", "en").glob("*.json"))
        for key, entry in json.loads(file.read_text("utf-8")).items()
        for form in (entry.values() if isinstance(entry, dict) else [entry])
        if wrong.search(form)
    }
    assert found.keys() <= {"tidy.column_consent"}, found  # it quotes the code that stands in the column
