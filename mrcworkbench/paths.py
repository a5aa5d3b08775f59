"""Where the program finds its resources and migrations, and where it keeps the user's data."""

from __future__ import annotations

import os
import re
from pathlib import Path

APPLICATION = "MRC Workbench"
DATABASE_SUFFIX = ".mrcw"

_PASSING = (
    r"content\.(outlook|ie5|mso)|inetcache|temporary internet files|mail downloads"
    r"|com\.(apple\.mail|microsoft\.outlook)"
    r"|olk|microsoft\.(windowscommunicationsapps|outlookforwindows)_\w+|\w+\.whatsappdesktop_\w+"
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_.+\.zip(\.\w+)?"
    r"|temp\d*_.+\.zip|7zo[0-9a-f]+|rar\$.+|bnz\..+|wz[0-9a-f]{4}|\.fr-\w+|mozilla_.+|messageviewer_.+|evolution-.+"
)
"""Folders of mail programs and archives for what is opened in them; compiled when it is asked for, which no start
does before its first paint."""
_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that lies beside the package in a checkout and inside it in an installed wheel."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources(*place: str) -> Path:
    """A file or folder among the questionnaires, study, texts, icons and fonts, such as `resources("text", "en")`.

    `MRCWORKBENCH_RESOURCES` names another folder: an *area* (a questionnaire, or whatever else lies at the top) that
    is in it is read there and not in the shipped one. Without a place: the shipped folder.
    """
    chosen, area = os.environ.get("MRCWORKBENCH_RESOURCES"), place[: 2 if place[:1] == ("questionnaire",) else 1]
    if chosen and area and Path(chosen, *area).is_dir():
        return Path(chosen, *place)
    return _shipped("resources").joinpath(*place)


def migrations() -> Path:
    """The folder with every released schema of the database, and the migrations between them."""
    return _shipped("db")


def chosen_data() -> Path | None:
    """The data folder that the user has named with `MRCWORKBENCH_DATA`, if so; it may hold other things too."""
    chosen = os.environ.get("MRCWORKBENCH_DATA")
    return Path(os.path.expanduser(chosen)) if chosen else None  # noqa: PTH111 - `Path.expanduser` raises without a home


def user_data() -> Path:
    """The user's own data folder; `MRCWORKBENCH_DATA` names another one. It need not exist yet."""
    chosen = chosen_data()
    if chosen is not None:
        return chosen
    from platformdirs import user_data_path

    try:
        folder = user_data_path(APPLICATION, appauthor=False)
    except RuntimeError:  # the system knows of no home
        folder = Path()
    # A relative folder would move with whoever starts the program.
    return folder if folder.is_absolute() else home() / ".local" / "share" / APPLICATION


def home() -> Path:
    """The user's home folder; that for temporary files where the system knows of none."""
    try:
        folder = Path.home()
    except RuntimeError:
        return _temporary()
    return folder if folder.is_absolute() else _temporary()


def documents() -> Path:
    """The folder for the user's own databases: Documents, or the home folder where the system has none.

    Where `MRCWORKBENCH_DATA` names the data folder, everything stays inside it, also this; it need not exist yet then.
    """
    chosen = chosen_data()
    if chosen is not None:
        return chosen / "Documents"
    from platformdirs import user_documents_path

    try:
        folder = user_documents_path()
    except RuntimeError:  # the system knows of no home
        return home()
    return folder if folder.is_absolute() and is_there(folder) else home()


def default_database() -> Path:
    """The database opened when none is named; made when the manager starts the own centre, not before.

    It lies in the user's Documents. One that 0.1.0 made in the data folder stays where it is.
    """
    name = f"my-centre{DATABASE_SUFFIX}"
    before = user_data() / name
    return before if is_there(before) else documents() / name


def backups() -> Path:
    """The folder with what databases were before they were changed as a whole. It need not exist yet."""
    return user_data() / "backups"


def work_areas() -> tuple[Path, Path]:
    """The folders for work in progress, the better first: in the data folder, and one of this account alone in the
    system's folder for temporary files. They are there only while work is, or after work that was killed.
    """
    account = f"-{os.geteuid()}" if hasattr(os, "geteuid") else ""
    return user_data().absolute() / "work", _temporary() / f"mrcworkbench{account}"


def _temporary() -> Path:
    """The system's folder for temporary files; `tempfile` would find it by writing."""
    names = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    return next((Path(name) for name in names if name and Path(name).is_dir()), Path(os.sep, "tmp")).absolute()


def former_leftovers() -> tuple[Path, Path]:
    """What else may be left by a program that was killed: the private copies of 0.1.0, and half-written preferences."""
    return user_data() / "incoming", user_data() / "window.new"


def may_hold_leftovers() -> bool:
    """Whether it is worth while to load what clears up, see `leftovers`. Asked at every start."""
    return any(map(is_there, (*work_areas(), *former_leftovers())))


def is_passing(path: Path) -> bool:
    """Whether a file lies where mail programs, browsers and archives put a copy of what is opened in them: it goes
    without notice. That is no verdict on the system's folder for temporary files as a whole."""
    place = path.absolute()
    if any(place.is_relative_to(area) for area in work_areas()):
        return True
    if place.is_relative_to(user_data().absolute()):
        return False
    caches = [home() / ".cache", home() / "Library" / "Caches"]
    named = os.environ.get("XDG_CACHE_HOME")
    if named and Path(named).is_absolute():
        caches.append(Path(named))
    return any(place.is_relative_to(cache) for cache in caches) or any(
        re.fullmatch(_PASSING, name, re.IGNORECASE) for name in place.parts[:-1]
    )


def is_there(path: Path) -> bool:
    """Whether there is a file or folder of this name into whose folder the user may look."""
    try:
        return path.exists()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return False


def fingerprint(path: Path) -> str:
    """32 hexadecimal digits that stand for the place of a file, by whatever links and letters it is named."""
    from hashlib import sha256

    return sha256(os.fsencode(os.path.normcase(os.path.realpath(path)))).hexdigest()[:32]
