"""The sample collection, the files that are to be merged into it, and a text that leads through them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.content.samples import made_up_centres
from mrcworkbench.errors import UserError
from mrcworkbench.leftovers import private_folder
from mrcworkbench.paths import DATABASE_SUFFIX
from mrcworkbench.services.practice.collected import make_collected
from mrcworkbench.services.practice.own_files import OwnFiles
from mrcworkbench.services.practice.to_merge import FilesToMerge
from mrcworkbench.services.steps import SilentReporter
from mrcworkbench.storage.database.failures import told_to_user

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.steps import StepReporter

_ROOM = 32 * 1024 * 1024
"""Bytes that the centres' own files take while it is made, about."""


@dataclass(frozen=True)
class SampleCollection:
    """What was made: the collection, the folder of the files to merge, and what tells of them."""

    database: Path
    to_merge: Path
    read_me: Path


def make_sample_collection(folder: Path, texts: Texts, progress: StepReporter | None = None) -> SampleCollection:
    """Make it in a folder that is new or empty, all or nothing. Ids, answers and times are the same wherever it is
    made. Raises `UserError` sample_folder_in_use, and what the place says."""
    with _new_content(folder), private_folder(_ROOM) as drafts:
        return _make(folder.absolute(), drafts, texts, progress or SilentReporter())


def _make(folder: Path, drafts: Path, texts: Texts, progress: StepReporter) -> SampleCollection:
    made = SampleCollection(
        folder / f"{texts.text('practice.collection')}{DATABASE_SUFFIX}",
        folder / texts.text("practice.to_merge"),
        folder / texts.text("practice.read_me"),
    )
    merged = folder / texts.text("practice.merged")
    merged.mkdir()
    made.to_merge.mkdir()
    files = OwnFiles(drafts, made_up_centres(), read_json("sample", "practice", "exercise.json"))
    to_merge = FilesToMerge(files, merged)
    steps = len(files.centres) + 1 + len(to_merge.kinds)
    for done, centre in enumerate(files.centres.values()):
        progress.step(done, steps, centre.name)
        files.make(centre.key)
    progress.step(len(files.centres), steps, made.database.name)
    make_collected(made.database, merged, files)
    for done, (kind, make) in enumerate(to_merge.kinds.items(), len(files.centres) + 1):
        progress.step(done, steps, texts.text(f"practice.{kind}"))
        make(made.to_merge / f"{texts.text(f'practice.{kind}')}{DATABASE_SUFFIX}")
    note = made.to_merge / texts.text("practice.note")
    note.write_text(texts.text("practice.note_inside") + "\n", "utf-8")
    made.read_me.write_text(_read_me(made, texts, to_merge.kinds), "utf-8-sig", newline="\r\n")
    return made


def _read_me(made: SampleCollection, texts: Texts, kinds: Iterable[str]) -> str:
    about = texts.text("practice.about", collection=made.database.name, folder=made.to_merge.name)
    files = (f"{texts.text(f'practice.{key}')}\n{texts.text(f'practice.{key}_text')}" for key in (*kinds, "note"))
    return "\n\n".join((about, *files, texts.text("practice.afterwards"))) + "\n"


@contextmanager
def _new_content(folder: Path) -> Iterator[None]:
    """Whatever goes wrong inside leaves the place as it was."""
    with told_to_user(folder):
        was_there = folder.is_dir()
        if was_there and any(folder.iterdir()):
            raise UserError("sample_folder_in_use", path=str(folder))
        folder.mkdir(exist_ok=True)
        try:
            yield
        except BaseException:
            for made in folder.iterdir():
                shutil.rmtree(made) if made.is_dir() else made.unlink()
            if not was_there:
                folder.rmdir()
            raise
