"""What a person can send to those who look after the program: on what it runs, how it is set, and its log.

Every fact goes through the rule of the log (`log.facts`): numbers, yes and no, and codes; so neither answers nor names
of people, centres or files can be in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mrcworkbench import __version__, paths
from mrcworkbench.log import environment, facts, files
from mrcworkbench.storage.database.schema import SCHEMA_VERSION, sqlite_version
from mrcworkbench.systems import free_space

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

Section = Mapping[str, object]


def problem_report(**more: Section) -> str:
    """The whole text. `more` are the sections of whoever shows it: screen, settings, database."""
    sections = {"program": _program(), "system": environment.whole(sqlite_version()), **more}
    parts = [f"MRC Workbench {__version__}\n"]
    parts += [f"[{name}]\n{_listed(of)}" for name, of in sections.items()]
    parts.append(f"[log]\n{files.read()}")
    return "\n".join(parts)


def database_facts(session: Session | None) -> Section:
    """The open database: its schema and how much is in it."""
    if session is None:
        return {"open": False}
    try:
        size: int | None = session.path.stat().st_size
    except OSError:
        size = None
    return {
        "open": True,
        "schema": SCHEMA_VERSION,
        "bytes": size,
        "read_only": session.read_only_reason,
        "sample": session.is_sample,
        "recovered": session.resume_at is not None,
        "centres": len(session.centres()),
        "assessments": len(session.assessments()),
        "unsaved": len(session.saver.unsaved),
        "unreadable": len(session.unreadable),
        "conflicts": len(session.conflicts),
    }


def _program() -> Section:
    try:
        free: int | None = free_space(paths.user_data())
    except OSError:
        free = None
    return {"data_folder_free_bytes": free, "resources_inside": paths.resources().parent.name == "mrcworkbench"}


def _listed(section: Section) -> str:
    return "".join(f"{facts.code(name)}={facts.fact(name, value)}\n" for name, value in section.items())
