"""Databases of many centres for tests of exports, and what is in an export."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from mrcworkbench.content.instruments import newest
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.file_use import MadeAs
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.exchange.tidy import export
from mrcworkbench.exchange.tidy.csv_text import unescaped
from mrcworkbench.exchange.tidy.receipts import ExportReceipt, Format
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.store import NewContents, create_store

NEWEST = newest("manager")
MOMENT = "2026-01-01T00:00:00.000Z"
Answers = Mapping[str, Answer]


def consenting(answers: Answers, consent: str | None = "no_persons") -> dict[str, Answer]:
    """The answers with this one to what others may see."""
    given_ = Answer() if consent is None else Answer(AnswerState.ANSWERED, consent)
    return {**answers, "resp_consent": given_}


def make(
    path: Path, centres: Mapping[str, Answers], *, merged: bool = True, version: str = NEWEST, **facts: Any
) -> Path:
    """A database with a centre and an assessment `a-CENTRE` for each of these; `merged`: files were merged into it."""
    infos = [CentreInfo(id_, f"Centre {id_}", "PT", **facts) for id_ in centres]
    assessments = [AssessmentInfo(f"a-{one.id}", one, "2026", "manager", version, MOMENT) for one in infos]
    answers = {f"a-{id_}": dict(given_) for id_, given_ in centres.items()}
    made_as = MadeAs.COLLECTION if merged else None
    contents = NewContents(tuple(infos), tuple(assessments), answers=answers, made_as=made_as)
    create_store(path, contents, file_id="made", made_at=MOMENT)
    if merged:
        execute(path, "INSERT INTO imports (id, started_at, imported_by) VALUES ('i', ?, 'zqofficerqz')", MOMENT)
        execute(
            path,
            "INSERT INTO import_files (import_id, number, path, sha256, verdict, message, assessments) "
            "VALUES ('i', 1, '/home/zqpathqz/zqfileqz.mrcw', ?, 'new', 'zqmessageqz', 1)",
            "ab" * 32,
        )
    return path


def execute(path: Path, statement: str, *values: object) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement, values)
        connection.commit()


def withdraw(path: Path, centre: str) -> None:
    """As a person of this database does it."""
    id_ = _confirmed(path, f"w-{centre}")
    execute(path, "INSERT INTO withdrawals VALUES (?, ?, 'asked', 'zqofficerqz', ?)", id_, centre, MOMENT)


def join(path: Path, centre: str, into: str) -> None:
    """As a person of this database does it."""
    id_ = _confirmed(path, f"j-{centre}")
    execute(path, "INSERT INTO joins VALUES (?, ?, ?, 'same', 'zqofficerqz', ?)", id_, centre, into, MOMENT)


def _confirmed(path: Path, name: str) -> str:
    """The id of a record that has effect here."""
    id_ = sha256(name.encode()).hexdigest()
    execute(path, "INSERT INTO verdicts VALUES (?, 'confirmed')", id_)
    return id_


def put_in_conflict(path: Path, assessment: str, question: str) -> None:
    """As merging leaves it: the unit is not among the settled ones."""
    execute(path, "DELETE FROM units WHERE assessment_id = ? AND question = ? AND row = ''", assessment, question)
    execute(path, "INSERT INTO contested VALUES (?, ?, '', ?)", assessment, question, "cd" * 32)


@dataclass(frozen=True)
class Exported:
    """An export of both kinds."""

    workbook: Path
    folder: Path
    receipts: Mapping[Format, ExportReceipt] = field(default_factory=dict)

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table as they stand in the folder, texts as they were."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [{key: unescaped(value) for key, value in row.items()} for row in csv.DictReader(file)]

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table as another program reads them from the workbook."""
        rows = list(_opened(self.workbook)[name].iter_rows(values_only=True))
        return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]

    def everything(self) -> str:
        """All that both hold, in one text."""
        with ZipFile(self.workbook) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist()]
        return "\n".join([*parts, *(file.read_text("utf-8-sig") for file in sorted(self.folder.iterdir()))])


@lru_cache(maxsize=2)
def _opened(workbook: Path) -> Workbook:
    return load_workbook(workbook)


def exported(path: Path, *, hxl: bool = False) -> Exported:
    """Both exports of a database, beside it."""
    workbook, folder = path.with_suffix(".xlsx"), path.with_suffix("")
    with open_session(path, read_only=True) as session:
        receipts = {
            Format.XLSX: export(session, workbook, hxl=hxl),
            Format.CSV: export(session, folder, hxl=hxl),
        }
    return Exported(workbook, folder, receipts)
