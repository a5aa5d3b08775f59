"""Files for merging, made as centres and officers make them, and what a database shows afterwards."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mrcworkbench.cli.answers import shown_answers
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.merging import proposals, resolving
from mrcworkbench.services.merging.merge import MergeReport, merge_into
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.store import Store
from mrcworkbench.storage.submissions.writing import Sealing
from tests.submitted_files import reseal

MERGED = (
    "centres", "assessments", "revisions", "revision_units", "revision_parents", "revision_decisions", "attestations",
    *(one.table.name for one in RECORD_SETS), "decisions", "attachments", "attachment_names",
)  # fmt: skip
VIEW = ("units", "contested", "working_parents")


def clock(start: str = "2026-03-01T08:00:00") -> Callable[[], datetime]:
    """A clock that goes on a second at each look."""
    at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    state = [at]

    def now() -> datetime:
        state[0] += timedelta(seconds=1)
        return state[0]

    return now


def centre(folder: Path, name: str, answers: Mapping[str, object] = {}, country: str = "AL") -> Path:
    """A centre's own database, with answers."""
    path = folder / f"{name}.mrcw"
    create(path, f"Centre {name}", country, "2026", clock=clock())
    if answers:
        edit(path, answers)
    return path


def edit(path: Path, answers: Mapping[str, object]) -> None:
    """Set answers in the only assessment, in any form that `answer` takes."""
    with open_session(path, clock=clock("2026-03-02T08:00:00")) as session:
        session.open_assessment(None)
        checked = {code: session.check(code, raw) for code, raw in answers.items()}
        assert all(one.answer is not None for one in checked.values()), checked
        session.set_answers({code: one.answer for code, one in checked.items() if one.answer is not None})


def copy(path: Path, name: str) -> Path:
    """The same database, on another machine."""
    other = path.with_name(f"{name}.mrcw")
    shutil.copy(path, other)
    return other


def change(path: Path, *statements: str, **values: str) -> Path:
    """Behind the program's back, as another version of it might have made the file."""
    raw = sqlite3.connect(path)
    with raw:
        for statement in statements:
            raw.execute(statement, values)
        reseal(raw)
    raw.close()
    return path


def as_centres_file(path: Path) -> Path:
    """What a merge has made, as the file of a centre: what is in it may be edited."""
    return change(path, "UPDATE meta SET value = 'centre' WHERE key = 'made_as'")


def sent(path: Path, name: str) -> Path:
    """The database sealed, as a submission does it, and a copy of it as it is sent."""
    with open_session(path, clock=clock("2026-03-03T08:00:00")) as session:
        session.work(seal_all).result()
    return copy(path, name)


def seal_all(store: Store, author: str = "Manager", sealed_at: str = "2026-03-03T08:00:00.000Z") -> None:
    """Seal every assessment by sending it; the file that is sent is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        target, sealing = Path(folder) / "sent.mrcw", Sealing(author, sealed_at, "sent")
        store.submissions.write(target, sealing, verify=lambda _: None, step=lambda *_: None)


def merge(target: Path, *sources: Path, author: str = "Officer", **more: Any) -> MergeReport:
    return merge_into(target, sources, author=author, **more)


def verdicts(report: MergeReport) -> list[str]:
    return [file.verdict.value for file in report.files]


def answers_of(path: Path, assessment: str | None = None) -> dict[str, Any]:
    """As the command `answers` shows them."""
    with open_session(path, read_only=True) as session:
        session.open_assessment(assessment)
        return shown_answers(session)["answers"]


def conflicts_of(path: Path) -> list[dict[str, Any]]:
    """As the command `conflicts` shows them."""
    with open_session(path, read_only=True) as session:
        return list(resolving.conflicts_to_json(resolving.open_conflicts(session))["conflicts"])


def shown(path: Path) -> dict[str, Any]:
    """Everything that `list`, `answers` and `conflicts` show."""
    with open_session(path, read_only=True) as session:
        listed = session.read_file(listing)
        answers = {}
        for one in session.assessments():
            if not one.centre.withdrawn:
                session.open_assessment(one.id)
                answers[one.id] = shown_answers(session)
    return {"list": listed, "answers": answers, "conflicts": conflicts_of(path)}


def rows(path: Path, tables: tuple[str, ...] = MERGED + VIEW) -> dict[str, list[tuple[object, ...]]]:
    """The content of tables; of the working copy without the local time of each change."""
    raw = sqlite3.connect(path)
    try:
        found = {}
        for table in tables:
            columns = [name for _, name, *_ in raw.execute(f"PRAGMA table_info({table})") if name != "changed_at"]
            chosen = ", ".join(f'"{name}"' for name in columns)
            found[table] = sorted(raw.execute(f"SELECT {chosen} FROM {table}"), key=repr)  # noqa: S608
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        raw.close()
    return found


def settle(path: Path, value: object, author: str = "Officer", which: int = 0) -> None:
    """Settle one of the open conflicts."""
    conflict = conflicts_of(path)[which]["id"]
    with open_session(path, clock=clock("2026-04-01T08:00:00")) as session:
        resolving.resolve(session, [resolving.Resolution(conflict, value, "asked the centre")], author=author)


def confirm(path: Path, author: str = "Officer") -> None:
    """Confirm all that waits in a file, and what waits because of that."""
    with open_session(path) as session:
        while waiting := [one.id for one in proposals.open_proposals(session)]:
            proposals.confirm(session, waiting, reason="asked the centre", author=author)


def folder_state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of every file in a folder."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()}
