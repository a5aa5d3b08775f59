"""What a merge tells while it runs, and the joins that are recorded with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging import imports, resolving
from mrcworkbench.services.merging.merge import FileResult, SaidWithIt, merge_into_session
from mrcworkbench.services.session.session import open_session
from tests.gui.merging_support import broken, collection, edited, submission


class StopBefore:
    """Progress that stops the work before a file of this number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
        if done == self.number:
            raise KeyboardInterrupt


@pytest.fixture
def inbox(tmp_path: Path, user_data: Path) -> tuple[Path, ...]:
    return (
        broken(tmp_path / "letter.mrcw"),
        submission(tmp_path / "first.mrcw", "Port Velira MRC"),
        submission(tmp_path / "again.mrcw", "Port Velira"),
    )


@pytest.mark.parametrize("dry_run", [True, False], ids=["plan", "merge"])
def test_each_verdict_is_told_once_in_the_order_of_reading(
    tmp_path: Path, inbox: tuple[Path, ...], dry_run: bool
) -> None:
    told: list[FileResult] = []
    with open_session(collection(tmp_path / "all.mrcw")) as session:
        report = merge_into_session(session, inbox, author="Ana", dry_run=dry_run, judged=told.append)
        assert tuple(told) == report.files
        assert [one.verdict for one in told] == [Verdict.REFUSED, Verdict.NEW, Verdict.NEW]
        told.clear()
        merge_into_session(session, inbox[:1], author="Ana", dry_run=dry_run, judged=told.append)
        assert [one.verdict for one in told] == [Verdict.REFUSED]


def test_of_a_stopped_merge_what_was_told_is_in(tmp_path: Path, inbox: tuple[Path, ...]) -> None:
    told: list[FileResult] = []
    with open_session(collection(tmp_path / "all.mrcw")) as session:
        with pytest.raises(KeyboardInterrupt):
            merge_into_session(session, inbox, author="Ana", judged=told.append, progress=StopBefore(2))
        assert [one.path for one in told] == list(inbox[:2])
        assert [centre.name for centre in session.centres()] == ["Port Velira MRC"]
        assert [one.path for one in imports.results_of_import(session, "000001")] == list(inbox[:2])


def test_centres_are_joined_with_the_import_and_parted_with_its_undoing(
    tmp_path: Path, inbox: tuple[Path, ...]
) -> None:
    with open_session(collection(tmp_path / "all.mrcw", inbox[1])) as session:
        (here,) = session.centres()
        plan = merge_into_session(session, inbox[2:], author="Ana", dry_run=True)
        ((new, same_period, another_period),) = plan.files[0].suspected
        assert (same_period, another_period) == ((here.id,), ())
        join = resolving.same_centre(new, here.id, reason="By telephone", author="Ana")
        gone = resolving.same_centre("gone", here.id, reason="By telephone", author="Ana")
        report = merge_into_session(session, inbox[2:], author="Ana", said=SaidWithIt(joins=(join, gone)))
        assert report.joined == 1
        assert next(one for one in session.centres() if one.id == new).joined_into == here.id
        assert report.import_id is not None
        imports.undo_import(session, report.import_id, author="Ana")
        assert session.centres() == (here,)


def test_an_import_whose_centre_was_joined_later_stays(tmp_path: Path, inbox: tuple[Path, ...]) -> None:
    with open_session(collection(tmp_path / "all.mrcw", inbox[1])) as session:
        report = merge_into_session(session, inbox[2:], author="Ana")
        ((new, (here,), _),) = report.files[0].suspected
        resolving.join(session, new, here, reason="By telephone", author="Ana")
        with pytest.raises(UserError, match="import_built_on"):
            imports.undo_import(session, str(report.import_id), author="Ana")


def test_the_log_still_tells_centre_country_and_round(tmp_path: Path, inbox: tuple[Path, ...]) -> None:
    with open_session(collection(tmp_path / "all.mrcw", inbox[1])) as session:
        edited(inbox[1], prof_body="A port")
        report = merge_into_session(session, inbox, author="Ana")
        kept = imports.results_of_import(session, str(report.import_id))
        assert [one.verdict for one in kept] == [Verdict.REFUSED, Verdict.UPDATED, Verdict.NEW]
        for one, other in zip(kept, report.files, strict=True):
            assert (one.path, one.sha256, one.message) == (other.path, other.sha256, other.message)
            assert (one.centres, one.rounds, one.suspected) == (other.centres, other.rounds, other.suspected)
