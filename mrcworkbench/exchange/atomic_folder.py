"""Folders that appear whole or not at all: written beside the target, made durable, looked at, then put in its place.

No system replaces a folder that holds files in one step. So an earlier folder of ours is first renamed aside, and taken
back if the new one cannot be put in its place; a power cut between the two renames leaves both, whole, under their
temporary names, and the target absent.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.atomic_file import explained


def write_whole_folder(
    target: Path,
    names: frozenset[str],
    write: Callable[[Path], None],
    look: Callable[[Path], None] = lambda _: None,
) -> None:
    """Let `write` fill a new folder beside `target`, let `look` read it back, and put it in place.

    A folder that is there already is replaced if it is empty or holds nothing but files with these `names`: an earlier
    export. Whatever goes wrong, also a cancel, leaves the old folder as it was and nothing beside it. Raises
    `UserError` `export_not_a_folder`, `export_folder_in_use`, `report_folder_missing` and the others of `atomic_file`.
    """
    target = _checked(target, names)
    try:
        draft = Path(tempfile.mkdtemp(prefix=".mrc-", dir=target.parent))
    except OSError as error:
        raise explained(error, target) from error
    try:
        write(draft)
        for file in sorted(draft.iterdir()):
            systems.sync_file(file)
        systems.sync_folder(draft)
        look(draft)
        _give_permissions(draft)
        _replace(draft, target, names)
    except OSError as error:
        raise explained(error, target) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _checked(target: Path, names: frozenset[str]) -> Path:
    problem = systems.path_problem(target)
    if problem is not None:
        raise UserError(problem, path=target, name=target.name)
    try:
        target = target.resolve()
        if target.exists() and not target.is_dir():
            raise UserError("export_not_a_folder", path=target)
        if not target.parent.is_dir():
            raise UserError("report_folder_missing", path=target, folder=target.parent)
        _require_ours(target, names)
    except OSError as error:
        raise explained(error, target) from error
    return target


def _require_ours(target: Path, names: frozenset[str]) -> None:
    if target.exists():
        foreign = sorted(entry.name for entry in target.iterdir() if entry.name not in names or not entry.is_file())
        if foreign:
            raise UserError("export_folder_in_use", path=target, name=foreign[0])


def _replace(draft: Path, target: Path, names: frozenset[str]) -> None:
    _require_ours(target, names)
    if not target.exists():
        draft.rename(target)
        systems.sync_folder(target.parent)
        return
    aside = Path(tempfile.mkdtemp(prefix=".mrc-", dir=target.parent))
    old = aside / target.name
    try:
        target.rename(old)
        try:
            draft.rename(target)
        except OSError:
            with contextlib.suppress(OSError):
                old.rename(target)
            raise
        systems.sync_folder(target.parent)
    finally:
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _give_permissions(draft: Path) -> None:
    """What the user's other folders get; a temporary one is closed to everybody else."""
    if not systems.on_windows():
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o777 & ~mask)
