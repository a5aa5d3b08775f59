"""Practices stand in a register, and are found across centres all the same."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.services.collection.standings import Reader
from mrcworkbench.services.session.session import open_session
from tests.merge_support import centre, merge, sent

PRACTICE = {
    "row": "evening",
    "practices_title": "Evening hours",
    "practices_criterion": "protection.outreach.accessibility",
    "practices_criteria": ["protection.outreach.physical"],
    "practices_what": "The centre opens on Sunday evenings.",
    "practices_women": 140,
}


def test_a_practice_of_a_register_is_found_with_its_name_its_criterion_and_its_texts(tmp_path: Path) -> None:
    own = centre(tmp_path, "velira", {"resp_consent": "no_persons", "practices": [PRACTICE]})
    collection = tmp_path / "all.mrcw"
    merge(collection, sent(own, "sent"))
    with open_session(collection) as session:
        (found,) = Reader().read(session).found
    assert (found.kind, found.question, found.head) == (Tag.PRACTICES, "practices", "Evening hours")
    assert found.criterion == "Service accessibility: hotline, online, hours"
    assert found.texts == ("The centre opens on Sunday evenings.",)
