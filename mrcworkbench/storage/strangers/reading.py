"""Reads a file from elsewhere with every check, or says why not: db/README.md, Files from elsewhere 1.

Ordinary file, size, nothing beside it; a private copy of its bytes; the header, and how much schema there is, by hand;
the copy opened with every defence; its list of tables against the known ones, before anything else; SQLite's
own checks; then every row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mrcworkbench.storage.merged_sets.manifests import KEY as MANIFEST
from mrcworkbench.storage.merged_sets.manifests import Manifest
from mrcworkbench.storage.strangers.contents import (
    STAMPED,
    SmallTables,
    attachment_contents,
    read_attachments,
    read_contents,
)
from mrcworkbench.storage.strangers.copying import PrivateCopy, copy_privately
from mrcworkbench.storage.strangers.guarded import guarded
from mrcworkbench.storage.strangers.headers import judge_header
from mrcworkbench.storage.strangers.incoming import Incoming, IncomingAssessment
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.limits import MEGABYTE, Deadline, Limits, deadline
from mrcworkbench.storage.strangers.parts import PartReader
from mrcworkbench.storage.strangers.records import SignedSubjects
from mrcworkbench.storage.strangers.refusals import Refusal, RefusedError
from mrcworkbench.storage.strangers.schema_pages import require_small_schema
from mrcworkbench.storage.strangers.structure import require_structure
from mrcworkbench.storage.strangers.values import invalid
from mrcworkbench.storage.strangers.weights import require_bounded_lists

__all__ = ["Incoming", "Knowledge", "Limits", "Refusal", "read_incoming"]

_DEFAULT = Limits()


def read_incoming(
    path: Path, private_folder: Path, knowledge: Knowledge, limits: Limits = _DEFAULT
) -> Incoming | Refusal:
    """Check a file in that order, touching neither it nor its folder.

    `private_folder` must exist, belong to this process alone, and have room for a large file. Raises `UserError` only
    where it fails (disk_full, …).
    """
    try:
        copy = copy_privately(path, private_folder, limits)
        try:
            return _read(path, copy, knowledge, limits)
        except BaseException:
            copy.discard()
            raise
    except RefusedError as error:
        return error.refusal


def _read(path: Path, copy: PrivateCopy, knowledge: Knowledge, limits: Limits) -> Incoming:
    header = judge_header(copy.start, copy.size)
    with copy.open() as file:
        require_small_schema(file, header.page_size)
    time = deadline(limits, copy.size)
    with guarded(copy.content, time) as connection:
        require_structure(connection, header.version)
        return _Reading(connection, copy, header.version, knowledge, limits, time).judge(path)


@dataclass(frozen=True)
class _Reading:
    """One opened copy."""

    connection: sqlite3.Connection
    copy: PrivateCopy
    version: int
    """Of the file's schema. Every released one is read as it is."""
    knowledge: Knowledge
    limits: Limits
    time: Deadline

    @property
    def is_large(self) -> bool:
        """Whether there may be more in it than should stand in memory together."""
        return self.copy.size > MEGABYTE

    def judge(self, path: Path) -> Incoming:
        """Every row, judged. Raises `RefusedError`."""
        if self.is_large:
            require_bounded_lists(self.connection, self.limits, self.version)
        contents = read_contents(self.connection, self.knowledge, self.version)
        keep = self.copy.size <= self.limits.kept_in_memory
        kept: list[IncomingAssessment] = []
        named: set[str] = set()
        manifest = Manifest()
        manifest.head(
            sorted(item for item in contents.meta.items() if item[0] != MANIFEST),
            contents.centres,
            contents.assessments,
            {kind: [row[0] for row in rows] for kind, rows in contents.records.items()},
        )
        reader = self.reader(contents)
        signed = SignedSubjects(contents.records, self.time)
        for part in self.parts(contents, reader):
            named |= part.attachments
            signed.see(part)
            manifest.assessment(
                [row[0] for row in part.revisions],
                part.attestations,
                [str(row[0]) for row in part.decisions],
                part.names,
            )
            if keep:
                kept.append(part)
        signed.require_all_seen()
        files = frozenset(named)
        attachments = read_attachments(self.connection, files) if files else ()
        is_first_format = self.version < STAMPED
        if contents.manifest is not None:
            if contents.count["attachments"] != len(files):  # some that nothing names
                raise invalid("dangling")
            if contents.manifest != manifest.end(attachments):
                raise RefusedError("corrupt", "changed_content")
        return Incoming(
            path,
            self.copy.sha256,
            self.copy.size,
            self.copy,
            contents.centres,
            contents.assessments,
            contents.records,
            attachments,
            contents.manifest is not None or (is_first_format and not contents.is_in_use and reader.is_as_sealed),
            contents.manifest is not None,
            self.knowledge,
            tuple(kept) if keep else None,
            partial(_parts_again, self.copy, self.version, self.knowledge, self.limits, contents),
            partial(_files_again, self.copy, self.limits, files),
        )

    def reader(self, contents: SmallTables) -> PartReader:
        return PartReader(
            self.connection,
            contents,
            self.knowledge,
            self.limits,
            self.time,
            version=self.version,
            weigh=self.is_large,
        )

    def parts(self, contents: SmallTables, reader: PartReader) -> Iterator[IncomingAssessment]:
        """Each assessment; and at the end, that nothing is left over that belongs to none."""
        for row in contents.assessments:
            self.time.check()
            yield reader.read(row)
        reader.require_all_read()


def _parts_again(
    copy: PrivateCopy, version: int, knowledge: Knowledge, limits: Limits, contents: SmallTables
) -> Iterator[IncomingAssessment]:
    time = deadline(limits, copy.size)
    with guarded(copy.content, time) as connection:
        reading = _Reading(connection, copy, version, knowledge, limits, time)
        yield from reading.parts(contents, reading.reader(contents))


def _files_again(copy: PrivateCopy, limits: Limits, files: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    with guarded(copy.content, deadline(limits, copy.size)) as connection:
        yield from attachment_contents(connection, files)
