"""An assessment moves on to a newer version of its questionnaire: told before, done in one step, and taken back.

db/README.md, Versions 4. What was sealed stays in the version in which it was said, and so do copies that others have:
they merge with this one in every order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from mrcworkbench.content import instruments
from mrcworkbench.domain.questionnaire.version_numbers import version_number
from mrcworkbench.domain.revisions.respondents import respondent_of
from mrcworkbench.domain.revisions.translation import kept_from
from mrcworkbench.domain.scoring.working_copy import WorkingCopy
from mrcworkbench.domain.versions.moving import Preview, to_look_at, what_becomes
from mrcworkbench.domain.versions.opening import opened_answers
from mrcworkbench.domain.versions.renames import renames_of
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.working import texts_in
from mrcworkbench.storage.answers.moving import Move, WayBack
from mrcworkbench.storage.backups.names import BEFORE_MOVE

if TYPE_CHECKING:
    from pathlib import Path

    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.revisions.units import HeldUnit, Key
    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class ChangedLevel:
    """A criterion that comes out otherwise in the newer version; None where it is not there."""

    before: CriterionScore | None
    after: CriterionScore | None


@dataclass(frozen=True)
class MovePreview:
    """What moving on would do; nothing has changed yet. The answers are those of the old questionnaire."""

    old: Questionnaire
    new: Questionnaire
    answers: Mapping[str, Answer]
    moved: Mapping[str, Answer]
    """The answers in the newer version, those that are kept too, under `CODE@VERSION`."""
    opened: Mapping[str, Answer]
    """Those of them that moving on gives, so that what was answered stays visible."""
    became: Preview
    levels: tuple[ChangedLevel, ...]


@dataclass(frozen=True)
class Moved:
    """A move that was made, to be taken back with `move_back`."""

    assessment: str
    preview: MovePreview
    backup: Path
    before: WayBack
    look_again_before: frozenset[str]


def newer_version(session: Session) -> str | None:
    """The newest version to which the open assessment can move on; None where there is none."""
    asked = session.questionnaire
    newest = instruments.newest(asked.id)
    is_newer = version_number(newest) > version_number(asked.version)
    return newest if is_newer and instruments.has_maps(asked.id, asked.version, newest) else None


def preview_move(session: Session, to: str | None = None) -> MovePreview:
    """What would become of the open assessment in another version, the newest for None.

    Raises `UserError` version_unknown, version_not_newer, version_without_map, unsaved_answers, answers_unreadable.
    """
    old = session.questionnaire
    new = _version(session, to)
    session.saver.require_saved(session.path)
    id_ = session.assessment.id
    ahead = session.read_file(lambda store: store.moving.look_ahead(id_, new.version))
    steps, translator = instruments.version_maps(old.id, old.version, new.version), instruments.translator()
    copy = session.working_copy
    criteria = instruments.criteria_set(new.id, new.version, session.language)
    given = {code: answer for code, answer in ahead.answers.items() if code in new}
    opened = opened_answers(
        (old, copy.answers), (new, given), steps, lambda code, was: translator.place(old.id, code, was, new.version)
    )
    again = {*to_look_at(translator, new, ahead.units, steps), *(opened.keys() & given.keys())}
    given |= opened
    then = WorkingCopy(new, criteria, given, texts_in(session.language), copy.today, as_of=copy.as_of)
    became = what_becomes(translator, old, new, ahead.units, then.shown & again)
    before = {one.id: one for one in copy.score().criteria}
    after = {one.id: one for one in then.score().criteria}
    levels = tuple(
        ChangedLevel(before.get(id_), after.get(id_))
        for id_ in dict.fromkeys((*before, *after))
        if _says(before.get(id_)) != _says(after.get(id_))
    )
    return MovePreview(old, new, dict(copy.answers), {**ahead.answers, **opened}, opened, became, levels)


def move_on(session: Session, to: str | None = None, *, clock: Callable[[], datetime] = now) -> Moved:
    """Move the open assessment on, after a backup; all or nothing. The session goes on in the newer version.

    Raises `UserError` as `preview_move` does, no_backup, and why nothing can be saved.
    """
    session.require_editable()
    preview = preview_move(session, to)
    id_ = session.assessment.id
    old, new = preview.old, preview.new
    renames = renames_of(old, instruments.version_maps(old.id, old.version, new.version))
    author = respondent_of(old, preview.answers)
    moment = clock()

    def job(store: Store) -> tuple[Path, WayBack]:
        backup = store.backups.make(BEFORE_MOVE, moment)
        translated = partial(_translated, old.id, old.version, new.version)
        move = Move(new.version, renames, translated, preview.opened)
        return backup, store.moving.move_on(id_, move, author=author, moment=timestamp(moment))

    looked_before = session.look_again.codes
    backup, before = session.work(job).result()
    session.refresh()
    still = {place_now(session, old.version, code) for code in looked_before}
    session.look_again.note(preview.became.look_again | {code for code in still if code is not None})
    return Moved(id_, preview, backup, before, looked_before)


def move_back(session: Session, moved: Moved, *, clock: Callable[[], datetime] = now) -> None:
    """Take a move back: every answer as it was. Raises `UserError` moved_on_since where anything was sealed or edited
    in the newer version, and why nothing can be saved."""
    session.require_writable()
    moment = timestamp(clock())
    session.work(lambda store: store.moving.move_back(moved.assessment, moved.before, moment)).result()
    session.refresh()
    session.look_again.note(moved.look_again_before)


def needs_a_look(session: Session) -> frozenset[str]:
    """Questions of the open assessment of which an answer of an earlier version is kept, and which are still open; and
    those that were answered when their words meant more, until somebody says whether that still holds."""
    copy = session.working_copy
    places = (place_now(session, version, code) for code, version in map(kept_from, session.kept_answers))
    open_ = frozenset(place for place in places if place is not None and not copy.answer(place).counts_as_done)
    return open_ | session.look_again.codes


def place_now(session: Session, version: str, code: str) -> str | None:
    """Which question of the open one asks what this one of an earlier version asked; None where it is retired."""
    asked = session.questionnaire
    place = instruments.translator().place(asked.id, code, version, asked.version)
    return place if place in asked else None


def _version(session: Session, to: str | None) -> Questionnaire:
    asked = session.questionnaire
    known = instruments.versions(asked.id)
    version = known[-1] if to is None else to
    if version not in known:
        raise UserError("version_unknown", version=version, versions=", ".join(known))
    if version_number(version) <= version_number(asked.version):
        raise UserError("version_not_newer", version=version, now=asked.version)
    if not instruments.has_maps(asked.id, asked.version, version):
        raise UserError("version_without_map", version=version, now=asked.version)
    return instruments.questionnaire(asked.id, version, session.language)


def _translated(id_: str, old: str, new: str, units: Mapping[Key, HeldUnit]) -> Mapping[Key, HeldUnit]:
    return instruments.translator().translated(units, id_, old, new)


def _says(score: CriterionScore | None) -> tuple[object, ...]:
    return () if score is None else (score.status, score.level, score.applicable)
