"""Many assessments of an open database, as services read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mrcworkbench.storage.answers.revisions import RevisionInfo, load_revisions
from mrcworkbench.storage.collection.gathering import AnswerReader, Gathered, Overview, gather, load_overview
from mrcworkbench.storage.collection.overview import (
    Done,
    Facts,
    load_done,
    load_edited_ids,
    load_facts,
    load_stamps,
    load_when_sealed_and_received,
)
from mrcworkbench.storage.database.connection import Database


class CollectionReader:
    """Each method is one transaction, for which saves wait: those that read answers take some hundred assessments at
    most, but for `edited`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def overview(self) -> Overview:
        """Centres, assessments, what was decided on them, and the import log."""
        with self._database.reading() as connection:
            return load_overview(connection)

    def gather(self, asked: Mapping[str, AnswerReader | None]) -> dict[str, Gathered]:
        """The answers of these assessments, by the questionnaire of each; None: not read."""
        with self._database.reading() as connection:
            return gather(connection, asked)

    def facts(self) -> dict[str, Facts]:
        """What the merged sets say, by assessment; those of which nothing was sealed or received are left out."""
        with self._database.reading() as connection:
            return load_facts(connection)

    def when_sealed_and_received(self, assessment: str) -> tuple[str, str]:
        """Of one assessment, the last of each; "" for never."""
        with self._database.reading() as connection:
            return load_when_sealed_and_received(connection, assessment)

    def stamps(self) -> dict[str, str]:
        """`Facts.stamp` by assessment."""
        with self._database.reading() as connection:
            return load_stamps(connection)

    def edited(self) -> frozenset[str]:
        """The assessments that hold what is in no revision. Reads every answer that may be."""
        with self._database.reading() as connection:
            return load_edited_ids(connection)

    def done(self, ids: Sequence[str], gates: Iterable[str]) -> dict[str, Done]:
        """What is done in these assessments. `gates` are questions with one value, no tables."""
        with self._database.reading() as connection:
            return load_done(connection, ids, gates)

    def revisions(self) -> dict[str, tuple[RevisionInfo, ...]]:
        """Every revision by assessment, with who sealed it and when."""
        with self._database.reading() as connection:
            return load_revisions(connection)
