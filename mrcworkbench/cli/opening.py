"""How commands open an assessment."""

from __future__ import annotations

from mrcworkbench.cli.output import Output
from mrcworkbench.services.session.session import Session


def open_assessment(session: Session, id_: str | None, output: Output) -> None:
    """As `Session.open_assessment`; says which stored answers cannot be read, if there are any."""
    session.open_assessment(id_)
    error = session.unreadable_error()
    if error is not None:
        output.warn(error)
