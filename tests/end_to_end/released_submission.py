"""Makes the submission that stands for a version when it is released, by
`python -m tests.end_to_end.released_submission ID VERSION`. What has no levels comes with what it is about.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from mrcworkbench.content.instruments import INSTRUMENTS, main, questionnaire
from mrcworkbench.domain.revisions.revision import Header, Revision, make_revision
from tests.submitted_files import new_id, units_of, valid_answers, write_history

MADE = Path(__file__).parents[1] / "data" / "submissions"
BY_0_1_0 = {("manager", "1.0.0"): MADE.parent / "files_0_1_0" / "submission.mrcw"}


def submission_of(id_: str, version: str) -> Path:
    """Where it lies."""
    return BY_0_1_0.get((id_, version), MADE / f"{id_}-{version}.mrcw")


def make(id_: str, version: str) -> Path:
    rng = Random(f"{id_} {version}")
    header = Header(new_id(rng), new_id(rng), "Port Velira", "AL", "2026", id_, version)
    revisions = [_filled(header, rng)]
    if not next(one.scored for one in INSTRUMENTS if one.id == id_):
        about = replace(header, assessment=new_id(rng), questionnaire=main().id, questionnaire_version="1.0.0")
        revisions = [_filled(about, rng), _filled(replace(header, about=about.assessment), rng)]
    return write_history(submission_of(id_, version), *revisions, file_id=new_id(rng))


def _filled(header: Header, rng: Random) -> Revision:
    asked = questionnaire(header.questionnaire, header.questionnaire_version)
    return make_revision(header, (), (), units_of(valid_answers(asked, rng, len(list(asked.questions())) // 2)))


if __name__ == "__main__":
    print(make(*sys.argv[1:3]))
