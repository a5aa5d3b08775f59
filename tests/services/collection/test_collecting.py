"""Every assessment of a database, one after the other."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.questionnaire.answers import BLANK, AnswerState
from mrcworkbench.services.collection import collecting
from mrcworkbench.services.collection.collecting import Collection
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.session.session import open_session
from tests.exchange.tidy_databases import join, make, put_in_conflict, withdraw
from tests.gui.merging_support import submission, twin
from tests.reports import Marked


def test_each_is_what_opening_it_gives(tmp_path: Path, texts: Catalogue) -> None:
    centres = {f"c{n}": Marked(Random(n)).answers() for n in range(5)}
    path = make(tmp_path / "d.mrcw", centres)
    put_in_conflict(path, "a-c3", "prof_year")
    with open_session(path, read_only=True) as session:
        for one in Collection(session, texts):
            session.open_assessment(one.info.id)
            copy = session.working_copy
            given = {code: answer for code, answer in one.answers.items() if answer != BLANK}
            assert given.keys() == copy.answers.keys()
            assert {code: a.state for code, a in given.items()} == {code: a.state for code, a in copy.answers.items()}
            assert one.shown == copy.shown
            assert one.score == copy.score()
            assert one.progress is not None
            assert (one.progress.answered, one.progress.applicable) == (
                copy.progress().answered,
                copy.progress().applicable,
            )
            assert one.conflicts == (one.info.id == "a-c3")
            assert (one.answers["prof_year"].state is AnswerState.CONFLICT) == (one.info.id == "a-c3")


def test_batches_make_no_difference_and_are_read_when_they_are_needed(
    tmp_path: Path, texts: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "d.mrcw", {f"c{n}": Marked(Random(n)).answers() for n in range(7)})
    with open_session(path, read_only=True) as session:
        whole = [(one.info, one.answers) for one in Collection(session, texts)]
        monkeypatch.setattr(collecting, "BATCH", 2)
        collection = Collection(session, texts)
        assert [(one.info, one.answers) for one in collection] == whole
        reads: list[object] = []
        read = session.read_file
        monkeypatch.setattr(session, "read_file", lambda job: reads.append(job) or read(job))
        assert len(list(islice(collection, 3))) == 3
        assert len(reads) == 2


def test_withdrawn_and_joined_centres(tmp_path: Path, texts: Catalogue) -> None:
    path = make(tmp_path / "d.mrcw", {name: {} for name in ("a", "b", "c", "d", "e")})
    join(path, "a", "b")
    join(path, "c", "d")
    withdraw(path, "c")
    with open_session(path, read_only=True) as session:
        collection = Collection(session, texts)
        assert [centre.id for centre in collection.centres] == ["b", "e"]
        assert [(one.info.id, one.sent_as, one.info.centre.id) for one in collection] == [
            ("a-a", "a", "b"),
            ("a-b", "b", "b"),
            ("a-e", "e", "e"),
        ]
        assert collection.withdrawn == 1


def test_a_centres_own_work_is_told_from_what_others_sent(tmp_path: Path, texts: Catalogue) -> None:
    for name, centres, merged, own in (("own", 1, False, True), ("merged", 1, True, False), ("two", 2, False, False)):
        path = make(tmp_path / f"{name}.mrcw", {f"c{n}": {} for n in range(centres)}, merged=merged)
        with open_session(path, read_only=True) as session:
            collection = Collection(session, texts)
            assert {collection.is_own(info) for info in collection.assessments} == {own}


def test_a_centres_work_stays_its_own_whoever_is_merged_into_its_file(tmp_path: Path, texts: Catalogue) -> None:
    own, other = submission(tmp_path / "own.mrcw"), submission(tmp_path / "other.mrcw", "Kasumbo", "CD")
    merge_into(own, [other, twin(own, "colleague.mrcw", prof_body="Theirs")], author="Ana")
    with open_session(own, read_only=True) as session:
        collection = Collection(session, texts)
        assert {info.centre.name: collection.is_own(info) for info in collection.assessments} == {
            "Port Velira": True,
            "Kasumbo": False,
        }
