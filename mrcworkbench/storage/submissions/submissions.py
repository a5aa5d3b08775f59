"""What an open database sends, and what of it leaves besides the answers of now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mrcworkbench.domain.disclosure.earlier import EarlierUnit
from mrcworkbench.storage.answers.earlier import load_earlier
from mrcworkbench.storage.answers.sealing import Sealed
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.submissions.marks import is_submission_of_first_format
from mrcworkbench.storage.submissions.writing import Sealing, write_submission


class SubmissionStore:
    """Each method is one transaction. Raises `UserError` as the disk does."""

    def __init__(self, database: Database, before_writing: Callable[[], None]) -> None:
        """`before_writing` hears that any answer may change."""
        self._database, self._before_writing = database, before_writing

    def write(
        self,
        target: Path,
        sealing: Sealing,
        *,
        verify: Callable[[Path], None],
        step: Callable[[int, int], None],
        overwrite: bool = False,
    ) -> tuple[Sealed, ...]:
        """Seal every assessment and write a clean file to send; see `storage.submissions.writing.write_submission`."""
        self._before_writing()
        return write_submission(self._database, target, sealing, verify=verify, step=step, overwrite=overwrite)

    def earlier(self, assessment_id: str) -> tuple[EarlierUnit, ...]:
        """What leaves of an assessment because it was sealed or decided before, though its answers of now do not say
        it."""
        with self._database.reading() as connection:
            return load_earlier(connection, assessment_id)

    def is_of_first_format(self) -> bool:
        """Of a file of the first format, whatever it has been upgraded to in memory: whether it is a submission."""
        with self._database.reading() as connection:
            return is_submission_of_first_format(connection)
