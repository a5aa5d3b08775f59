"""What a connection needs to read several versions of a questionnaire together. Storage does not know the content that
the program ships: whoever opens a database gives it, and whoever reads a history asks the connection that it has."""

from __future__ import annotations

from sqlalchemy import Connection

from mrcworkbench.domain.revisions.translation import Translator

_KEY = "translator"


def keep_translator(connection: Connection, translator: Translator | None) -> None:
    """Give a connection its translator, for as long as it is open."""
    connection.info[_KEY] = translator


def translator_of(connection: Connection) -> Translator | None:
    """The translator of a connection; None where it was given none."""
    found: Translator | None = connection.info.get(_KEY)
    return found
