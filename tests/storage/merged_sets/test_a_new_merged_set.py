"""One more merged set costs six files: proved by making one.

Officers' enquiries to a centre about a revision are declared in a copy of the program as anyone would declare a further
set: in the six files of `CHANGES` and nowhere else. Then that program is tried (`enquiries.py`, and tests that stand):

1. `mrcworkbench/domain/revisions/decisions.py`: the record, since the rules judge and name it;
2. `mrcworkbench/storage/database/tables.py`: its table, and that an import may add such a thing;
3. `mrcworkbench/storage/merged_sets/record_sets.py`: the declaration from which all else follows;
4. `mrcworkbench/storage/database/schema.py`: the number of the schema, and its fingerprint;
5. `db/migrations/versions/NNNN_enquiries.py`: how a database of the version before gets the table;
6. `db/schemas/vN.sql`: the picture of the schema, made by a command, to compare files from elsewhere with.

The last three are one for all sets that come in a release. db/README.md, How to add, says the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from tests import merge_support as files
from tests.attaching import with_attached

_ROOT = Path(__file__).parents[3]
NOW, THEN = SCHEMA_VERSION, SCHEMA_VERSION + 1
_IMPORT = "from mrcworkbench.storage.database import tables\n"

_RECORD = '''

@dataclass(frozen=True)
class Enquiry(Record):
    """An officer asks a centre about what it sent."""

    kind = "enquiry"
    revision: str
    text: str
    author: str
    asked_at: str
'''
_TABLE = """
enquiries = records("enquiries", "revision", "text", "author", "asked_at")
"""
_DECLARED = f"""
ENQUIRIES = RecordSet(
    tables.enquiries,
    Enquiry,
    {{"revision": Reference(tables.revisions), "text": Form.LINES, "author": Form.NAME, "asked_at": Form.TIME}},
    since={THEN},
)
"""
_MIGRATION = f'''
"""Enquiries."""

from alembic import op

revision = "{THEN:04}"
down_revision = "{NOW:04}"


def upgrade():
    op.execute(
        "CREATE TABLE enquiries (id TEXT NOT NULL, centre_id TEXT NOT NULL, revision TEXT NOT NULL, "
        "text TEXT NOT NULL, author TEXT NOT NULL, asked_at TEXT NOT NULL, "
        "CONSTRAINT pk_enquiries PRIMARY KEY (id)) WITHOUT ROWID"
    )
'''
_DECISIONS = "mrcworkbench/domain/revisions/decisions.py"
_TABLES = "mrcworkbench/storage/database/tables.py"
_RECORD_SETS = "mrcworkbench/storage/merged_sets/record_sets.py"
_SCHEMA = "mrcworkbench/storage/database/schema.py"
_PICTURE = f"db/schemas/v{THEN}.sql"

CHANGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    _DECISIONS: (("", _RECORD),),
    _TABLES: (("", _TABLE),),
    _RECORD_SETS: (
        (_IMPORT, f"from mrcworkbench.domain.revisions.decisions import Enquiry\n{_IMPORT}"),
        ("RECORD_SETS: ", f"{_DECLARED}RECORD_SETS: "),
        ("    WITHDRAWALS,\n", "    ENQUIRIES,\n    WITHDRAWALS,\n"),
    ),
    _SCHEMA: ((f"SCHEMA_VERSION = {NOW}\n", f"SCHEMA_VERSION = {THEN}\n"),),
    f"db/migrations/versions/{THEN:04}_enquiries.py": (("", _MIGRATION),),
    _PICTURE: (),
}
"""By file what is replaced by what; "" is the end of the file, which may be new. The picture is made by its command."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files that the program without the set has made: databases in use, one larger than what is read
    without being weighed, and a submission."""
    folder = tmp_path_factory.mktemp("before")
    in_use = files.centre(folder, "in use", {"prof_body": "old"})
    with open_session(in_use) as session:
        submit(session, folder / "sent.mrcw", author="Manager", clock=files.clock())
    large = files.centre(folder, "large", {"prof_body": "old"})
    (folder / "paper.txt").write_bytes(b"x" * 1024 * 1024)
    with open_session(large) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", with_attached(session, "prof_body", folder / "paper.txt"))
    return folder


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one more merged set."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("mrcworkbench", "db", "resources"):
        shutil.copytree(_ROOT / name, folder / name)
    for name, changes in CHANGES.items():
        file = folder / name
        text = file.read_text("utf-8") if file.exists() else ""
        for old, new in changes:
            assert old in text, f"{name} says {old!r} no more: what would one change there now?"
            text = text.replace(old, new) if old else text + new
        file.write_text(text, "utf-8")
    picture = run(folder, "-m", "mrcworkbench.storage.database.picture")
    (folder / _PICTURE).write_text(picture, "utf-8")
    return folder


def run(program: Path, *arguments: str, **more: str) -> str:
    """Run Python with that program in the place of this one, and say what it printed. `-P`: not with that where we
    are."""
    known = os.pathsep.join((str(program), str(_ROOT)))
    run_by_us = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=_ROOT,
        env=run_by_us | more | {"PYTHONPATH": known},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run_tests(program: Path, *which: str, **more: str) -> None:
    options = ("-o", "pythonpath=", "-p", "no:cacheprovider", "-p", "no:xdist")
    run(program, "-m", "pytest", *options, *which, **more)


def test_a_new_merged_set_touches_six_files_at_most() -> None:
    assert len(CHANGES) <= 6


def test_it_is_read_checked_merged_counted_undone_and_submitted(program: Path, before: Path) -> None:
    made = {"MADE_UP_PROGRAM": str(program), "MADE_UP_BEFORE": str(before)}
    run_tests(
        program,
        "tests/storage/merged_sets/enquiries.py",
        "tests/storage/merged_sets/test_record_sets.py",
        "tests/storage/database/test_schema.py",
        **made,
    )
