"""What a file brings, gathered while it is taken in, for the log of imports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from mrcworkbench.storage.database.checksums import stamp
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.imports.log import BEGUN, BEGUN_HERE, Addition, Brought, begun_id
from mrcworkbench.storage.merged_sets.attachment_names import FileName
from mrcworkbench.storage.merging import file_statements as asked
from mrcworkbench.storage.strangers.incoming import IncomingAssessment, TextRow

_BEGUN = {"assessments": asked.ASSESSMENT_BEGUN, "centres": asked.CENTRE_BEGUN}
_BEGUN_AT = {"assessments": asked.ASSESSMENT_BEGUN_AT, "centres": asked.CENTRE_BEGUN_AT}


@dataclass
class Bringing:
    """One file: what of it was added, what it holds that may be here already, and when it says that things began."""

    added: list[Addition] = field(default_factory=list)
    _held: list[Addition] = field(default_factory=list)
    _begun: list[Addition] = field(default_factory=list)

    @property
    def brought(self) -> Brought:
        return Brought(tuple(self.added), tuple(self._held), tuple(dict.fromkeys(self._begun)))

    def add(self, kind: str, ids: Iterable[str]) -> None:
        self.added.extend((kind, id_) for id_ in ids)

    def hold(self, kind: str, ids: Iterable[str]) -> None:
        """What is in the file, be it added now or not."""
        self._held.extend((kind, id_) for id_ in ids)

    def hold_all(self, part: IncomingAssessment) -> None:
        """All that the file holds of an assessment that is here."""
        self.hold("centre", [part.centre])
        self.hold("assessment", [part.id])
        self.hold("revision", (row[0] for row in part.revisions))
        self.hold("decision", (str(row[0]) for row in part.decisions))
        self.hold("attestation", map(attestation_id, part.attestations))
        self.hold("attachment_name", map(name_id, part.names))

    def tell_begun(self, table: str, id_: str, at: str) -> None:
        """When the file says that a row of `centres` or `assessments` was begun."""
        self._begun.append((BEGUN, begun_id(table, id_, at)))

    def first_begun(self, connection: Connection, table: str, id_: str, at: str) -> None:
        """Of two times at which something is said to have been begun, the earlier is kept, whichever came first. What
        was said before is kept in the log: it holds again when the file is undone."""
        self.tell_begun(table, id_, at)
        (before,) = _BEGUN_AT[table].run(connection, {"of": id_}).fetchone()
        if before > at:
            self._begun.append((BEGUN_HERE, begun_id(table, id_, before)))
            _BEGUN[table].run(connection, {"at": at, "of": id_})
            stamp(driver(connection), table, id_)


def name_id(name: FileName) -> str:
    """How the log names what an attached file is called: its columns."""
    return json.dumps(name, ensure_ascii=False)


def attestation_id(row: TextRow) -> str:
    """How the log names an attestation: its columns."""
    return json.dumps(row, ensure_ascii=False)
