"""What a centre and its rounds are called: said by the centre in its own file, by an officer in a collection, and
settled where it is said in several ways. db/README.md, Views 5 to 7."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from mrcworkbench.domain.merging.headers import CENTRE_NAME, COUNTRY, field_text
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.revisions.decisions import ROUND
from mrcworkbench.errors import UsageError, UserError
from mrcworkbench.services.merging.correcting import LONGEST_REASON, is_wrong_reason
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.databases import centre_name_of, country_of, now, round_of
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.storage.merging.renaming import Renaming

if TYPE_CHECKING:
    from mrcworkbench.domain.merging.conflicts import Conflict
    from mrcworkbench.services.merging.resolving import Resolution
    from mrcworkbench.services.session.session import Session

_READ: Mapping[str, Callable[[str], str]] = {CENTRE_NAME: centre_name_of, COUNTRY: country_of, ROUND: round_of}

_WRONG = {
    CENTRE_NAME: "header_centre_name_wrong",
    COUNTRY: "header_country_wrong",
    ROUND: "header_round_wrong",
}


def rename(
    session: Session,
    centre: str,
    *,
    name: str | None = None,
    country: str | None = None,
    reason: str,
    author: str,
    clock: Callable[[], datetime] = now,
) -> bool:
    """Record that a centre is called, or lies, otherwise; None leaves a part as it is. False if it is called so. In a
    centre's own file it needs no reason, and what is sealed next says it.

    Raises `UserError` centre_name_missing, centre_name_too_long, country_unknown, country_unknown_near, reason_missing,
    reason_too_long, centre_unknown, names_too_many, and where nothing can be written; `UsageError` author_missing,
    rename_nothing.
    """
    session.require_writable()
    if name is None and country is None:
        raise UsageError("rename_nothing")
    because = reason.strip()
    if session.file_use.collects and not because:
        raise UserError("reason_missing")
    if is_wrong_reason(because):
        raise UserError("reason_too_long", longest=LONGEST_REASON)
    wanted = Renaming(
        centre,
        "" if name is None else centre_name_of(name),
        "" if country is None else country_of(country),
        because,
        require_author(author),
        timestamp(clock()),
    )
    done = session.work(lambda store: store.decisions.rename(wanted)).result()
    session.refresh()
    return done


def relabel(session: Session, label: str) -> None:
    """Call the round of the open assessment otherwise. Raises `UserError` round_missing, round_too_long, round_sealed
    where something of it was sealed, and where nothing can be written."""
    session.require_writable()
    assessment, words = session.assessment.id, round_of(label)
    session.work(lambda store: store.decisions.relabel(assessment, words)).result()
    session.refresh()


def field_chosen(conflict: Conflict, raw: object) -> tuple[str, tuple[Problem, ...]]:
    """What a choice in a conflict about a field of the header says; or what is wrong with it. A side taken as it is
    shown needs no check."""
    if raw in [field_text(side.unit) for side in conflict.values]:
        return str(raw), ()
    try:
        return _READ[conflict.row](raw if isinstance(raw, str) else ""), ()
    except UserError:
        return "", (Problem("", _WRONG[conflict.row], {"given": str(raw)}),)


def names_chosen(
    conflicts: Iterable[Conflict], chosen: Iterable[Resolution]
) -> tuple[list[tuple[str, str, str]], list[Problem]]:
    """What is said of the centre: name and country ("" for the one that is not spoken of), and because of what."""
    about = {one.id: one for one in conflicts if not one.question and one.row != ROUND}
    names: list[tuple[str, str, str]] = []
    problems: list[Problem] = []
    for one in chosen:
        if one.conflict in about:
            text, wrong = field_chosen(about[one.conflict], one.value)
            name, country = (text, "") if about[one.conflict].row == CENTRE_NAME else ("", text)
            names.append((name, country, one.because.strip()))
            problems += wrong
    return names, problems
