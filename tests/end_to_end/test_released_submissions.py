"""A submission of every released version of every questionnaire opens, is checked and merges, for ever.

One for each lies in `tests/data/submissions/`, made when the version was released; that of the first by 0.1.0 itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import merge_support as files
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture
from tests.content.test_frozen import FROZEN
from tests.end_to_end.released_submission import submission_of


@pytest.mark.parametrize(("id_", "version"), FROZEN)
def test_there_is_one_and_it_merges(run: Run, tmp_path: Path, id_: str, version: str) -> None:
    file = submission_of(id_, version)
    checked = run("check", file, "--json")
    assert (checked.status, [one["verdict"] for one in checked.json["files"]]) == (0, ["new"])
    assert checked.json["files"][0]["sealed"]
    target = tmp_path / "all.mrcw"
    assert files.verdicts(files.merge(target, file)) == ["new"]
    assert files.verdicts(files.merge(target, file)) == ["known"]
    (centre,) = run("list", target, "--json").json["centres"]
    held = [one for one in centre["assessments"] if one["questionnaire"] == id_]
    assert held
    for one in held:
        said = run("answers", target, "--assessment", one["id"], "--json").json["answers"]
        assert len(said) > 10


def test_all_of_them_live_in_one_collection(tmp_path: Path) -> None:
    found = [submission_of(*one) for one in FROZEN]
    assert files.verdicts(files.merge(tmp_path / "all.mrcw", *found)) == ["new"] * len(FROZEN)
