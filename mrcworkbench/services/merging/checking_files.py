"""Files from elsewhere, checked one by one: for the command `check`, and before each merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import INSTRUMENTS, questionnaires, translator
from mrcworkbench.content.samples import practice_ids, sample_ids
from mrcworkbench.leftovers import private_folder
from mrcworkbench.services.merging.passed_over import what_it_is
from mrcworkbench.services.steps import SilentReporter, StepReporter
from mrcworkbench.storage.strangers.knowledge import known
from mrcworkbench.storage.strangers.limits import MEGABYTE, Limits
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.storage.strangers.knowledge import Knowledge

NEW, REFUSED = "new", "refused"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """`verdict` is NEW or REFUSED; reason and message where it was refused, the others where it was not."""

    path: Path
    verdict: str
    reason: str | None = None
    message: str | None = None
    assessments: int = 0
    sha256: str | None = None
    sealed: bool | None = None
    """Whether it is a submission, not a raw copy of a database in use; None where it was refused."""
    proved: bool | None = None
    """Whether a manifest answers for all of it; submissions of version 0.1.0 have none."""


def unsealed_note(sealed: bool | None, proved: bool | None) -> str | None:
    """What to say of a file that is no sealed and proved submission, as a key of the catalogue."""
    if sealed is None or (sealed and proved):
        return None
    return "merging.not_proved" if sealed else "merging.not_sealed"


@cache
def knowledge(*, practice: bool = False) -> Knowledge:
    """Every version of every questionnaire that this program knows, and the ids of samples, for `read_incoming`: of
    what centres sent, or with `practice` of what goes into a sample collection."""
    ids = practice_ids() if practice else sample_ids()
    scored = (one.id for one in INSTRUMENTS if one.scored)
    return known(questionnaires(), ids, translator(), scored, practice=practice)


def room_for(files: Iterable[Path]) -> int:
    """Bytes that private copies of these files take, one at a time; of one too large to be read there is none."""
    largest = 0
    for file in files:
        with suppress(OSError, ValueError):  # whoever reads it says why
            size = file.lstat().st_size
            largest = max(largest, size if size <= Limits().size else 0)
    return largest + MEGABYTE


def refusal_text(path: Path, refusal: Refusal, texts: Texts) -> str:
    """Why a file is refused, in a sentence that can be sent back to the centre: of what is no database, also what it
    is, for a packed submission is soon unpacked."""
    code = refusal.code
    if code in ("not_a_database", "encrypted"):
        found = what_it_is(path)
        code = found if found in ("packed", "mail", "document") else code
    return texts.text(f"errors.refused_{code}", **refusal.facts)


def check_files(paths: Iterable[Path], texts: Texts, progress: StepReporter | None = None) -> Iterator[CheckedFile]:
    """Each file, checked when it is asked for. Raises `UserError` only where no private folder can be made."""
    files = tuple(paths)
    steps = progress or SilentReporter()
    with private_folder(room_for(files)) as folder:
        for number, path in enumerate(files):
            steps.step(number, len(files), path.name)
            found = read_incoming(path, folder, knowledge())
            if isinstance(found, Refusal):
                yield CheckedFile(path, REFUSED, found.reason, refusal_text(path, found, texts))
            else:
                found.discard()
                yield CheckedFile(
                    path,
                    NEW,
                    assessments=len(found.assessments),
                    sha256=found.sha256,
                    sealed=found.is_sealed,
                    proved=found.is_proved,
                )
