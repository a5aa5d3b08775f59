"""Every assessment in brief: what is known of each, and the same counts as by the long way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.content.instruments import main, questionnaire
from mrcworkbench.domain.questionnaire.grammar import parse
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.services.collection import collecting, overview
from mrcworkbench.services.collection.collecting import Collection
from mrcworkbench.services.session.session import Session, open_session
from tests.collections_of_centres import Made, collection

WITHDRAWN, CONFLICTS = 2, 3


def shown_if(condition: str | None) -> Questionnaire:
    """The manager's questionnaire, with a condition for the questions of a section that everybody else is asked."""
    form = questionnaire(main().id)
    if condition is None:
        return form
    relevant = parse(condition, form.tables)
    sections = (
        replace(one, questions=tuple(replace(asked, relevant=relevant) for asked in one.questions))
        if one.code == "respondent"
        else one
        for one in form.sections
    )
    return replace(form, sections=tuple(sections))


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    path = tmp_path_factory.mktemp("gathered") / "collection.mrcw"
    return path, collection(path, Random(7), 24, drawn=12, withdrawn=WITHDRAWN, conflicts=CONFLICTS)


@pytest.fixture
def session(gathered: tuple[Path, Made], user_data: Path) -> Iterator[Session]:
    with open_session(gathered[0], read_only=True) as opened:
        yield opened


def test_each_assessment_is_listed_with_what_is_known_of_it(session: Session, gathered: tuple[Path, Made]) -> None:
    found = overview.summaries(session)
    assert {one.info.id for one in found} == set(gathered[1].assessments)
    names = [one.info.centre.name.casefold() for one in found]
    assert names == sorted(names)
    assert all(one.revisions == 1 and one.sealed_at and one.received_at for one in found)
    assert sum(one.conflicts for one in found) == CONFLICTS
    assert len({one.info.centre.id for one in found if one.info.centre.withdrawn}) == WITHDRAWN


def test_rounds_are_counted_by_centre(session: Session) -> None:
    found = overview.summaries(session)
    assert {one.rounds for one in found} == {1, 3}
    for one in found:
        assert one.rounds == sum(other.info.centre.id == one.info.centre.id for other in found)


@pytest.mark.parametrize("condition", [None, "sum_rows(clients_figures_women) >= 40", "count_rows(practices) >= 2"])
def test_counts_are_those_of_the_whole_answers(
    session: Session, condition: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = shown_if(condition)
    for module in (overview, collecting):
        monkeypatch.setattr(module, "questionnaire_of", lambda *_: asked)
    infos = [one.info for one in overview.summaries(session)]
    counted = {id_: n for counter, batch in overview.batches(infos) for id_, n in counter.count(session, batch).items()}
    whole = {
        one.info.id: overview.Count(one.progress.answered, one.progress.applicable, one.progress.needed)
        for one in Collection(session, session.texts)
        if one.progress is not None
    }
    assert counted == whole
    assert len(set(counted.values())) > 5


def test_what_withdrew_is_not_counted(session: Session) -> None:
    infos = [one.info for one in overview.summaries(session)]
    asked = {id_ for _, batch in overview.batches(infos) for id_ in batch}
    assert asked == {info.id for info in infos if not info.centre.withdrawn}
    assert list(overview.batches(replace(info, questionnaire_version="9.0.0") for info in infos)) == []
