"""Where the program finds its resources and migrations, and where it keeps the user's data."""

from __future__ import annotations

import os
from pathlib import Path

APPLICATION = "MRC Workbench"
DATABASE_SUFFIX = ".mrcw"

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that lies beside the package in a checkout and inside it in an installed wheel."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """The folder with questionnaires, study, texts, icons and fonts."""
    return _shipped("resources")


def migrations() -> Path:
    """The folder with `schema.sql` and the migrations of the database."""
    return _shipped("db")


def user_data() -> Path:
    """The user's own data folder; `MRCWORKBENCH_DATA` names another one. It need not exist yet."""
    chosen = os.environ.get("MRCWORKBENCH_DATA")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def default_database() -> Path:
    """The database opened when none is named; made when the manager starts the own centre, not before."""
    return user_data() / f"my-centre{DATABASE_SUFFIX}"
