"""What asks for too much time or memory is told before it is read."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import Text

from mrcworkbench import paths
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.strangers import limits, parts, weights
from mrcworkbench.storage.strangers.limits import MEGABYTE, Limits
from mrcworkbench.storage.strangers.refusals import RefusedError
from tests.storage.strangers.hostile_files import ASSESSMENT, CENTRE, VERSION, Desk
from tests.submitted_files import MOMENT

_LONG = f"printf('%.{MEGABYTE}c', 'x')"
_ID = "printf('%064d', 1)"
_SMALL = Limits(lists=MEGABYTE, revision=MEGABYTE, assessment=MEGABYTE)
_LONG_TEXTS = {
    "centres": f"UPDATE centres SET name = {_LONG}",
    "assessments": f"UPDATE assessments SET round = {_LONG}",
    "withdrawals": f"INSERT INTO withdrawals VALUES ({_ID}, '{CENTRE}', {_LONG}, 'Officer', '{MOMENT}')",
    "joins": f"INSERT INTO joins VALUES ({_ID}, '{CENTRE}', {_LONG}, '', 'Officer', '{MOMENT}')",
    "revisions": f"UPDATE revisions SET centre_name = {_LONG}",
    "parents": f"INSERT INTO revision_parents SELECT id, {_LONG} FROM revisions",
    "decisions taken in": f"INSERT INTO revision_decisions SELECT id, {_LONG} FROM revisions",
    "attestations": f"UPDATE attestations SET author = {_LONG}",
    "decisions": "INSERT INTO decisions (id, assessment_id, question, row, settles, state, because, author, "
    "decided_at, questionnaire_version, kind, format)"
    f" VALUES ({_ID}, '{ASSESSMENT}', 'prof_body', '', '', 'blank', {_LONG}, '', '{MOMENT}', '{VERSION}', "
    "'settled', '2')",
    "working parents": f"UPDATE working_parents SET revision = {_LONG}",
    "a draft": f"UPDATE units SET comment = {_LONG} WHERE question = (SELECT min(question) FROM units)",
}


@pytest.mark.parametrize("name", _LONG_TEXTS)
def test_a_text_longer_than_memory_should_hold_is_never_read(desk: Desk, name: str) -> None:
    desk.hack(_LONG_TEXTS[name])
    refusal = desk.refusal(limits=_SMALL)
    assert (refusal.reason, refusal.code) == ("too_large", "needs_too_much")


_ASKED_BY = {name: key for name, (key, *_) in weights._TABLES.items()}
"""Whoever is asked for by a column is not asked for by a longer one."""
_READ = {
    "require_bounded_lists": ("centres", "assessments", *(one.table.name for one in RECORD_SETS)),
    "require_bounded_headers": ("revisions",),
    "require_bounded_working_copy": ("units", "drafts", "contested", "kept_here"),
    "require_bounded_answers": (
        *("revision_units", "revision_parents", "revision_decisions", "attestations"),
        *("decisions", "working_parents"),
    ),
}
_COLUMNS = [
    (asked, name, column.name)
    for asked, names in _READ.items()
    for name in names
    for column in tables.metadata.tables[name].columns
    if isinstance(column.type, Text) and column.name != _ASKED_BY.get(name)
]


@pytest.mark.parametrize(("asked", "name", "column"), _COLUMNS)
def test_every_text_that_is_read_is_weighed(asked: str, name: str, column: str) -> None:
    """In the only row of its table."""
    raw = sqlite3.connect(":memory:")
    raw.executescript((paths.migrations() / "schemas" / f"v{SCHEMA_VERSION}.sql").read_text("utf-8"))
    raw.execute("PRAGMA ignore_check_constraints = ON")
    names = [one.name for one in tables.metadata.tables[name].columns]
    row = [_LONG if one == column else "0" if one == "is_sample" else "'x'" for one in names]
    quoted = ", ".join(f'"{one}"' for one in names)
    raw.execute(f"INSERT INTO {name} ({quoted}) VALUES ({', '.join(row)})")
    more = {"require_bounded_lists": (), "require_bounded_answers": ("x", ["x"])}.get(asked, ("x",))
    with pytest.raises(RefusedError):
        getattr(weights, asked)(raw, *more, _SMALL)
    raw.close()


def test_a_history_that_takes_too_long_to_judge_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put_good()
    now = [0.0]

    def left_to_the_full_judgement(*_: object) -> bool:
        now[0] += 1_000_000.0
        return False

    monkeypatch.setattr(limits, "monotonic", lambda: now[0])
    monkeypatch.setattr(parts, "is_sound_chain", left_to_the_full_judgement)
    refusal = desk.refusal()
    assert (refusal.reason, refusal.code) == ("too_large", "takes_too_long")
