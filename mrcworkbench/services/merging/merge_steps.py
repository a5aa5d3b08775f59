"""The steps of a merge: each file is read with every check, then taken in and logged; batches are committed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mrcworkbench.domain.merging.plans import AnswerCounts, Verdict
from mrcworkbench.services.merging.checking_files import knowledge, refusal_text
from mrcworkbench.services.merging.proposals import sayings, shown
from mrcworkbench.storage.imports.log import Brought, ImportedFile
from mrcworkbench.storage.merging.held import HeldByAnother
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal

if TYPE_CHECKING:
    from mrcworkbench.domain.merging.duplicates import Suspicion
    from mrcworkbench.domain.merging.proposals import ProposalKind
    from mrcworkbench.domain.revisions.decisions import Join
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.proposals import OpenProposal, Response
    from mrcworkbench.services.steps import StepReporter
    from mrcworkbench.storage.imports.log import SetAside
    from mrcworkbench.storage.merging.batches import Importing, ImportTransaction
    from mrcworkbench.storage.merging.loading import Heavy
    from mrcworkbench.storage.merging.senders import SpeaksFor
    from mrcworkbench.storage.strangers.incoming import Incoming

BATCH_FILES = 250
BATCH_BYTES = 16 * 1024 * 1024
"""What is committed together. A kill loses the files of one batch, each of them whole."""


class FiledCentre(NamedTuple):
    """A centre as a file calls it."""

    id: str
    name: str
    country: str


@dataclass(frozen=True)
class FileResult:
    """What became of a file. `reason` and `message` where it was not taken in, `message` also where it is set aside."""

    path: Path
    sha256: str | None
    verdict: Verdict
    assessments: int = 0
    reason: str | None = None
    message: str | None = None
    suspected: tuple[Suspicion, ...] = ()
    """The new centres of this file that may be others."""
    centres: tuple[FiledCentre, ...] = ()
    """Each centre of the file."""
    rounds: tuple[str, ...] = ()
    """The rounds of its assessments, each once."""
    size: int = 0
    """Bytes; 0 where it was refused."""
    sealed: bool | None = None
    """Whether it is a submission, not a raw copy of a database in use; None where it was refused, or the log does not
    say."""
    proved: bool | None = None
    """Whether a manifest answers for all of it; submissions of version 0.1.0 have none."""
    answers: AnswerCounts = field(default_factory=AnswerCounts)
    """How many answers it brings, and what becomes of those that are here."""
    speaks_for: tuple[SpeaksFor, ...] = ()
    """The centres that were here before and of which its senders were never seen."""
    proposed: frozenset[str] = frozenset()
    """Ids of all decisions and records in it that may wait for a person: `MergeReport.proposals_of`."""
    same_as: Path | None = None
    """Of a known file, the one that brought the same."""

    @property
    def is_taken_in(self) -> bool:
        return self.reason is None

    @property
    def suspected_duplicate_of(self) -> dict[str, bool]:
        """Ids of other centres that a new centre of this file may be, sorted, and whether of one period with it."""
        others = {other: False for one in self.suspected for other in one.another_period}
        others.update((other, True) for one in self.suspected for other in one.same_period)
        return dict(sorted(others.items()))


Judged = Callable[[FileResult], None]
"""Hears of each file as soon as its verdict is known, on the thread of the work."""


@dataclass(frozen=True)
class SaidWithIt:
    """What a person says together with a merge: which centres are one, and what to do with proposals, by their ids and
    by their kinds."""

    author: str = ""
    joins: tuple[Join, ...] = ()
    accept: Mapping[str, Response] = field(default_factory=dict)
    accept_kinds: Mapping[ProposalKind, Response] = field(default_factory=dict)

    def words(self, proposals: Iterable[OpenProposal]) -> dict[str, Response]:
        """What is said to these, by id."""
        found = {one.id: self.accept.get(one.id) or self.accept_kinds.get(one.kind) for one in proposals}
        return {id_: word for id_, word in found.items() if word is not None}


@dataclass(frozen=True)
class ReadFile:
    """A file, and what its checks found."""

    path: Path
    found: Incoming | Refusal


class FileReader:
    """Reads files one by one. The progress hears of each before it is read, `judged` of those that are refused."""

    def __init__(
        self,
        files: Iterable[Path],
        folder: Path,
        progress: StepReporter,
        texts: Texts,
        judged: Judged | None,
        *,
        practice: bool = False,
    ) -> None:
        self._files = tuple(files)
        self._folder = folder
        self._progress = progress
        self._texts = texts
        self._knowledge = knowledge(practice=practice)
        self.judged: Judged = judged or (lambda _: None)
        self.stopped: BaseException | None = None
        """What the progress raised to stop the work; the iteration ended before its time then."""

    def __iter__(self) -> Iterator[ReadFile]:
        for number, path in enumerate(self._files):
            try:
                self._progress.step(number, len(self._files), path.name)
            except BaseException as stopped:  # noqa: BLE001 - raised again when the files before it are safe
                self.stopped = stopped
                return
            found = read_incoming(path, self._folder, self._knowledge)
            if isinstance(found, Refusal):
                self.judged(refused(path, found, self._texts))
            yield ReadFile(path, found)


def until_good(reads: Iterator[ReadFile]) -> tuple[list[ReadFile], Iterator[ReadFile] | None]:
    """The refused files before the first that can be taken in, and all of the files again; None if there is none."""
    refused: list[ReadFile] = []
    for one in reads:
        if not isinstance(one.found, Refusal):
            return refused, chain(refused, (one,), reads)
        refused.append(one)
    return refused, None


class _NothingTakenError(Exception):
    """Gives a transaction up in which there is nothing but refusals."""


class Merging:
    """Takes files in, batch by batch. Where all are refused, the last of them at the very end, nothing is written."""

    def __init__(self, importing: Importing, reader: FileReader, texts: Texts, said: SaidWithIt) -> None:
        self._importing = importing
        self._reader = reader
        self._texts = texts
        self._said = said
        self.heavy: tuple[Heavy, ...] = ()
        self.proposals: tuple[OpenProposal, ...] = ()
        """What the files brought and still waits for a person at the end."""
        self.results: list[FileResult] = []
        self.joined = 0
        """Pairs of centres that were joined with the import."""
        self.added = 0
        """Revisions, decisions and the like that were new."""
        self.has_taken = False
        """Whether any file was not refused."""

    def take_all(self, reads: Iterator[ReadFile], finished_at: str) -> None:
        """Take in and log each file, as far as the reader comes; then join what a person said is one centre."""
        with contextlib.suppress(_NothingTakenError):
            while self._take_batch(reads, finished_at):
                pass

    def _take_batch(self, reads: Iterator[ReadFile], finished_at: str) -> bool:
        """Whether there may be more."""
        size = 0
        with self._importing.batch() as batch:
            for count, one in enumerate(reads, 1):
                size += self._take(batch, one)
                if self.has_taken and (count >= BATCH_FILES or size >= BATCH_BYTES):
                    return True
            if not self.has_taken:
                raise _NothingTakenError
            if self._reader.stopped is None:
                self._join(batch)
                self._say(batch, finished_at)
                self.heavy = batch.heavy()
                batch.finish(finished_at)
        return False

    def _erased_text(self, centres: Collection[str]) -> str | None:
        return self._texts.text("merging.erased", centres=", ".join(sorted(centres))) if centres else None

    def _join(self, batch: ImportTransaction) -> None:
        number = {centre.id: n for n, result in enumerate(self.results, 1) for centre in result.centres}
        for join in self._said.joins:
            self.joined += batch.join(join, number.get(join.centre, len(self.results)))

    def _say(self, batch: ImportTransaction, moment: str) -> None:
        """Confirm and decline what a person spoke of, as far as it came; then see what still waits."""
        brought = {id_: number for number, one in enumerate(self.results, 1) for id_ in sorted(one.proposed)}
        if not brought:
            return
        found = [one for one in shown(batch.waiting()) if one.id in brought]
        words = self._said.words(found)
        for saying, ids in sayings(words, author=self._said.author, moment=moment).items():
            batch.say(ids, saying, brought.__getitem__)
        self.proposals = tuple(one for one in found if one.id not in words)
        if words:
            self.proposals = tuple(one for one in shown(batch.waiting()) if one.id in brought)

    def _take(self, batch: ImportTransaction, one: ReadFile) -> int:
        """Take in a file; its size in bytes."""
        found, sha256, size = one.found, None, 0
        brought, is_all_erased = Brought(), False
        if not isinstance(found, Refusal):
            sha256, size = found.sha256, found.size
            try:
                taken = batch.take_in(found)
            finally:
                found.discard()
        if isinstance(found, Refusal):
            result = refused(one.path, found, self._texts)
        elif isinstance(taken, Refusal):
            result = refused(one.path, taken, self._texts, sha256)
        elif isinstance(taken, HeldByAnother):
            result = held_by_another(one.path, taken, self._texts, found)
        else:
            self.has_taken = True
            brought, is_all_erased = taken.brought, bool(taken.erased) and not taken.assessments
            result = FileResult(
                one.path,
                sha256,
                taken.verdict,
                taken.assessments,
                suspected=taken.suspected,
                centres=tuple(FiledCentre(row[0], *taken.names.get(row[0], row[1:3])) for row in found.centres),
                rounds=tuple(sorted({row[2] for row in found.assessments})),
                size=size,
                sealed=found.is_sealed,
                proved=found.is_proved,
                answers=taken.answers,
                speaks_for=taken.speaks_for,
                proposed=taken.proposed,
                same_as=batch.twin(found) if taken.verdict is Verdict.KNOWN and not taken.erased else None,
                message=passed_over(taken.set_aside, self._texts) or self._erased_text(taken.erased),
            )
        if not isinstance(found, Refusal):  # of those the reader has told
            self._reader.judged(result)
        self.results.append(result)
        self.added += len(brought.added)
        batch.log(
            ImportedFile(
                len(self.results),
                sha256 if is_all_erased and sha256 else str(result.path),
                sha256,
                result.verdict.value,
                result.reason,
                result.message,
                result.suspected_duplicate_of,
                result.assessments,
                result.sealed,
            ),
            brought,
        )
        return size


def passed_over(aside: SetAside | None, texts: Texts) -> str | None:
    """That a file is set aside, so that nothing of it is taken in."""
    return None if aside is None else texts.text("merging.is_set_aside", at=aside.at[:10], by=aside.by)


def refused(path: Path, refusal: Refusal, texts: Texts, sha256: str | None = None) -> FileResult:
    """The result for a refused file, with a sentence that can be sent back to the centre."""
    message = refusal_text(path, refusal, texts)
    return FileResult(path, sha256, Verdict.REFUSED, reason=refusal.reason, message=message)


def held_by_another(path: Path, held: HeldByAnother, texts: Texts, found: Incoming) -> FileResult:
    """The result for a file that nothing is wrong with, of which another centre holds an assessment here."""
    key = "merging.held_from_here" if held.file is None else "merging.held_from_file"
    return FileResult(
        path,
        found.sha256,
        Verdict.CONFLICT,
        reason="id_held_by_another",
        message=texts.text(key, assessment=held.assessment, centre=held.centre, file=held.file),
        sealed=found.is_sealed,
        proved=found.is_proved,
    )
