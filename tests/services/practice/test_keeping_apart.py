"""Samples and real centres never mix, in whatever order, and however a file is dressed."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.samples import made_up_centres
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.services.merging.checking_files import check_files
from mrcworkbench.services.merging.merge import FileResult
from mrcworkbench.services.practice.sample_collection import SampleCollection
from mrcworkbench.services.session.databases import create_sample
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.store import NewContents, create_store
from tests import merge_support as files

_UNMARKED, _NOT_SAMPLE = "DELETE FROM meta WHERE key = 'sample'", "UPDATE centres SET is_sample = 0"
_MARKED, _AS_SAMPLE = "INSERT INTO meta VALUES ('sample', 'practice')", "UPDATE centres SET is_sample = 1"


def new_centre(made: SampleCollection) -> Path:
    """A sealed file of a made-up centre."""
    return made.to_merge / "02 A new centre.mrcw"


def merged(target: Path, *sources: Path) -> list[FileResult]:
    return list(files.merge(target, *sources).files)


def real(folder: Path, name: str = "Alpha") -> Path:
    return files.sent(files.centre(folder, name, {"prof_body": "Ours"}), f"{name} sent")


@pytest.mark.parametrize(
    "dress",
    [(), (_UNMARKED,), (_NOT_SAMPLE,), (_UNMARKED, _NOT_SAMPLE)],
    ids=["as it is", "without its mark", "without those of its centres", "without either"],
)
def test_nothing_of_a_sample_gets_into_a_collection(
    made: SampleCollection, tmp_path: Path, dress: tuple[str, ...]
) -> None:
    sample = files.change(new_centre(made), *dress)
    target, own = tmp_path / "all.mrcw", real(tmp_path)
    assert [one.reason for one in merged(target, sample)] == ["sample"]
    assert not target.exists(), "no collection is begun with it"
    assert [one.reason for one in merged(target, own, sample)] == [None, "sample"]
    before = files.rows(target)
    assert [one.reason for one in merged(target, sample)] == ["sample"]
    assert files.rows(target) == before
    assert [one.reason for one in check_files([sample], catalogue())] == ["sample"]


def test_a_raw_copy_and_a_whole_sample_collection_are_refused_too(made: SampleCollection, tmp_path: Path) -> None:
    raw = made.to_merge / "08 Not sealed.mrcw"
    assert [one.reason for one in merged(tmp_path / "all.mrcw", real(tmp_path), raw, made.database)] == [
        None,
        "sample",
        "sample",
    ]


@pytest.mark.parametrize(
    "dress",
    [(), (_MARKED,), (_AS_SAMPLE,), (_MARKED, _AS_SAMPLE)],
    ids=["as it is", "marked", "with marked centres", "with both"],
)
def test_nothing_real_gets_into_a_sample_collection(
    made: SampleCollection, tmp_path: Path, dress: tuple[str, ...]
) -> None:
    own = files.change(real(tmp_path), *dress)
    before = files.rows(made.database)
    assert [one.reason for one in merged(made.database, own)] == ["sample"]
    assert files.rows(made.database) == before
    both = merged(made.database, own, new_centre(made))
    assert [one.reason for one in both] == ["sample", None], "the sample's own file goes in beside it"
    assert both[0].message is not None
    assert "only the files that were made with it" in both[0].message


@pytest.mark.parametrize("dress", [(_MARKED,), (_AS_SAMPLE,), (_MARKED, _AS_SAMPLE)])
def test_a_real_file_with_any_mark_goes_nowhere(made: SampleCollection, tmp_path: Path, dress: tuple[str, ...]) -> None:
    own = files.change(real(tmp_path), *dress)
    assert [one.reason for one in merged(tmp_path / "all.mrcw", own)] == ["sample"]
    assert [one.reason for one in merged(made.database, own)] == ["sample"]


@pytest.mark.parametrize("dress", [(_UNMARKED,), (_NOT_SAMPLE,)])
def test_a_file_of_the_sample_that_lost_a_mark_goes_nowhere(made: SampleCollection, dress: tuple[str, ...]) -> None:
    sample = files.change(new_centre(made), *dress)
    assert [one.reason for one in merged(made.database, sample)] == ["sample"]


def test_the_sample_of_the_study_does_not_go_into_a_sample_collection(made: SampleCollection, tmp_path: Path) -> None:
    create_sample(tmp_path / "cnai.mrcw")
    assert [one.reason for one in merged(made.database, tmp_path / "cnai.mrcw")] == ["sample"]


def test_an_assessment_of_the_sample_is_known_under_another_centre_too(tmp_path: Path) -> None:
    made_up = made_up_centres()["belina"].rounds[0].assessment
    centre = CentreInfo(str(uuid4()), "Alpha", "AL")
    begun = AssessmentInfo(made_up, centre, "2026", "manager", "1.0.0", "2026-01-01T08:00:00.000Z")
    own = tmp_path / "own.mrcw"
    create_store(own, NewContents((centre,), (begun,)), file_id=str(uuid4()), made_at=begun.created_at)
    assert [one.reason for one in merged(tmp_path / "all.mrcw", own)] == ["sample"]


def test_what_is_sent_of_a_sample_goes_into_another_one_and_stays_marked(
    made: SampleCollection, tmp_path: Path
) -> None:
    files.merge(made.database, new_centre(made))
    sent = tmp_path / "sent.mrcw"
    with open_session(made.database) as session:
        submit(session, sent, author="Trainee")
    with open_session(sent, read_only=True) as session:
        assert session.is_practice
        assert all(one.is_sample for one in session.centres())
    other = files.copy(made.database, "other office")
    assert [one.reason for one in merged(other, sent)] == [None]
    assert [one.reason for one in merged(tmp_path / "all.mrcw", sent)] == ["sample"]


def test_what_is_brought_in_is_marked_and_stays_so_in_a_copy(made: SampleCollection, tmp_path: Path) -> None:
    files.merge(made.database, new_centre(made))
    copy = tmp_path / f"{uuid4()}.mrcw"
    with open_session(made.database) as session:
        assert all(one.is_sample for one in session.centres())
        session.save_copy(copy)
    with open_session(copy, read_only=True) as session:
        assert session.is_practice
        assert all(one.is_sample for one in session.centres())
