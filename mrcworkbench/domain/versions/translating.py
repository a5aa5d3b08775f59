"""Units of one version of a questionnaire as a newer one says them. resources/README.md, Versions 4; db/README.md,
Versions.

A unit goes where its question, column, option and row have gone. What has no place there, or what the newer version's
rules do not take, is left out and kept: the old unit under `CODE@VERSION`. Its comment and files go with the new unit,
where there is one. Nothing is asked but the unit itself, and its new keys do not depend on what it says: where nothing
is kept, the place for it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.units import HeldUnit, Key
from mrcworkbench.domain.versions.maps import VersionMap

Questionnaires: TypeAlias = Callable[[str, str], Questionnaire]
"""By id and version."""
Maps: TypeAlias = Callable[[str, str, str], Sequence[VersionMap]]
"""By id, version, and newer version: the steps between them."""


class VersionTranslator:
    """Translates along the maps, step by step. Remembers what it has translated, so keep one."""

    def __init__(self, questionnaires: Questionnaires, maps: Maps) -> None:
        self._questionnaires, self._maps = questionnaires, maps
        self._steps: dict[tuple[str, str], _Step] = {}

    def translated(
        self, units: Mapping[Key, HeldUnit], questionnaire: str, old: str, new: str
    ) -> Mapping[Key, HeldUnit]:
        """The units as the newer version says them; see `revisions.translation.Translator`."""
        for step in self._steps_between(questionnaire, old, new):
            units = step.translated(units)
        return units

    def place(self, questionnaire: str, code: str, old: str, new: str) -> str | None:
        """What a question is called in the newer version; None where it is retired."""
        for step in self._steps_between(questionnaire, old, new):
            to = step.place(code)
            if to is None:
                return None
            code = to
        return code

    def _steps_between(self, questionnaire: str, old: str, new: str) -> Iterator[_Step]:
        for step in self._maps(questionnaire, old, new):
            known = (questionnaire, step.new)
            if known not in self._steps:
                from_, to = (self._questionnaires(questionnaire, version) for version in (step.old, step.new))
                self._steps[known] = _Step(from_, to, step)
            yield self._steps[known]


class _Step:
    """From a version to the next."""

    def __init__(self, old: Questionnaire, new: Questionnaire, step: VersionMap) -> None:
        from mrcworkbench.domain.versions.moves import move_of  # with it, all the rules of what files may hold

        changes = {one.code: step.question(one.code) for one in old.all_questions()}
        several = Counter(change.to for change in changes.values())
        moves = (
            move_of(old[code], new, change, old.version, is_joined=several[change.to] > 1)
            for code, change in changes.items()
        )
        self._moves = {move.code: move for move in moves if not move.is_nothing}

    def place(self, code: str) -> str | None:
        return self._moves[code].place if code in self._moves else code

    def translated(self, units: Mapping[Key, HeldUnit]) -> Mapping[Key, HeldUnit]:
        moves = self._moves
        moved = {key: held for key, held in units.items() if key[0] not in moves}
        for key in sorted(key for key in units if key[0] in moves):
            move, held = moves[key[0]], units[key]
            slots = move.units(key[1], held.unit)
            if move.is_joined and any(slot in moved and not moved[slot].unit.says_nothing for slot, _ in slots):
                # Two of several questions that become one have a row under one id: the place is the first one's.
                slots = (((move.kept, key[1]), held.unit),)
            moved.update((slot, HeldUnit(unit, held.origins)) for slot, unit in slots)
        return moved
