"""Folders that appear whole: written beside the target, made durable, looked at, then put in its place.

How an earlier folder of ours is replaced so that no power cut leaves its place empty, `folders_in_place` says.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mrcworkbench import folders_in_place, leftovers, systems
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.atomic_file import explained


def write_whole_folder(
    target: Path,
    earlier: Callable[[Path], frozenset[str]],
    write: Callable[[Path], None],
    look: Callable[[Path], None] = lambda _: None,
    *,
    last: str,
    note: str,
) -> None:
    """Let `write` fill a new folder beside `target`, let `look` read it back, and put it in place.

    A folder that is there already is replaced if it holds nothing, or nothing but the files of an earlier export, which
    `earlier` names; what systems leave in folders stays in it. Whatever goes wrong, also a cancel, leaves the old
    folder as it was and nothing beside it. Where system or disk only let files be replaced one by one, `last` is the
    last, and `note` stands in the folder meanwhile. Raises `UserError` `export_not_a_folder`, `export_folder_in_use`,
    `report_folder_missing` and the others of `atomic_file`.
    """
    target = _checked(target, earlier)
    draft, aside = (leftovers.unfinished_name(target.parent) for _ in range(2))
    with leftovers.claimed(draft, aside, completed=target):
        try:
            draft.mkdir(mode=0o700)
            write(draft)
            for file in sorted(draft.iterdir()):
                systems.sync_file(file)
            systems.sync_folder(draft)
            look(draft)
            _give_permissions(draft)
            old = _require_ours(target, earlier)
            if not target.exists():
                draft.rename(target)
                systems.sync_folder(target.parent)
            elif folders_in_place.exchange(draft, target):
                folders_in_place.bring_along(draft, target)
            else:
                aside.mkdir(mode=0o700)
                new = {file.name for file in draft.iterdir()}
                folders_in_place.replace_content(draft, target, aside, last=last, note=note)
                for name in old - new:  # tables that there are no more
                    (target / name).unlink(missing_ok=True)
        except OSError as error:
            raise explained(error, target) from error


def _checked(target: Path, earlier: Callable[[Path], frozenset[str]]) -> Path:
    problem = systems.path_problem(target)
    if problem is not None:
        raise UserError(problem, path=target, name=target.name)
    try:
        target = target.resolve()
        if target.exists() and not target.is_dir():
            raise UserError("export_not_a_folder", path=target)
        if not target.parent.is_dir():
            raise UserError("report_folder_missing", path=target, folder=target.parent)
        _require_ours(target, earlier)
    except OSError as error:
        raise explained(error, target) from error
    return target


def _require_ours(target: Path, earlier: Callable[[Path], frozenset[str]]) -> frozenset[str]:
    """The names of the files of an earlier export; none where there is no folder."""
    if not target.exists():
        return frozenset()
    names = earlier(target)
    known = names | {folders_in_place.NOTE} if names else names
    for entry in sorted(target.iterdir()):
        is_ours = entry.name in known and entry.is_file()
        if not is_ours and not folders_in_place.is_left_by_system(entry.name):
            raise UserError("export_folder_in_use", path=target, name=entry.name)
    return names


def _give_permissions(draft: Path) -> None:
    """What the user's other folders get; a temporary one is closed to everybody else."""
    if not systems.on_windows():
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o777 & ~mask)
