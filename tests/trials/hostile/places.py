"""Names that stand for no ordinary file, or that a program may misread."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.trials.hostile.kinds import Kind, Right, Stage


def kinds() -> Iterator[Kind]:
    def replaced(name: str, put: Callable[[Stage], object], right: Right = Right.REFUSED) -> Kind:
        return Kind(f"place {name}", put, right)

    yield replaced("pipe", lambda stage: os.mkfifo(stage.file))
    yield replaced("folder", lambda stage: stage.file.mkdir())
    yield replaced("link to a text", lambda stage: stage.file.symlink_to(stage.victim))
    yield replaced("link to itself", lambda stage: stage.file.symlink_to(stage.file))
    yield replaced("link to nothing", lambda stage: stage.file.symlink_to(stage.folder / "nothing"))
    yield replaced("endless device", lambda stage: stage.file.symlink_to("/dev/zero"))
    yield replaced("terminal", lambda stage: stage.file.symlink_to("/dev/tty"))
    yield replaced("a process' memory", lambda stage: stage.file.symlink_to("/proc/self/mem"))
    yield replaced("link to a database", _linked, Right.SAME)
    yield replaced("two names", _two_names, Right.SAME)


def _linked(stage: Stage) -> None:
    there = stage.folder / "there.mrcw"
    shutil.copyfile(stage.good, there)
    stage.file.symlink_to(there)


def _two_names(stage: Stage) -> None:
    stage.put_good()
    os.link(stage.file, Path(f"{stage.file} again.mrcw"))
