"""What merging over several versions must give, worked out another way, for the small questionnaire of
`tests.versions.tiny`: no revisions, parents, heads or maps, only changes, who knew of them, and plain sentences.

Each sealing or decision is a mark, in one version, with the changes made in it and all marks known when it was made. To
look at what is known, every change is first said in the version that is asked for. Slow and plain on purpose.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from mrcworkbench.domain.revisions.units import Key, Unit
from tests.domain.merging.merge_model import best_order
from tests.versions.tiny import VERSIONS

GONE = Unit("removed")
BLANK = Unit("blank")
TABLE = Unit("answered")
Change = tuple[Key, Unit]


def text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def said_in(change: Change, old: str, new: str) -> list[Change]:
    """A change as a newer version says it."""
    said = [change]
    if VERSIONS.index(old) < 1 <= VERSIONS.index(new):
        said = [one for change in said for one in _first_step(*change)]
    if VERSIONS.index(old) < 2 <= VERSIONS.index(new):
        said = [one for change in said for one in _second_step(*change)]
    return said


def _first_step(key: Key, unit: Unit) -> Iterator[Change]:
    question, row = key
    value = None if unit.value is None else json.loads(unit.value)
    if question == "one":
        has_place = value != "r"
        yield ("uno", ""), unit if has_place else _without_place(unit, BLANK)
        yield ("one@1.0.0", ""), _without_place(unit, BLANK) if has_place else unit
    elif question == "two":
        left = [one for one in value or [] if one != "r"]
        is_whole = value is None or left == value
        some = Unit(unit.state, text(left)) if left else _without_place(unit, BLANK)
        yield key, unit if is_whole else some
        yield ("two@1.0.0", ""), _without_place(unit, BLANK) if is_whole else unit
    elif question == "gone":
        yield ("gone@1.0.0", ""), unit
    elif question == "tab" and row not in ("", "*"):
        if value is None:
            yield key, GONE
            yield ("tab@1.0.0", row), GONE
        elif value.get("kind") in ("p", "q"):
            yield key, Unit(unit.state, text({"kind": value["kind"]}))
            yield ("tab@1.0.0", row), unit if "note" in value else _without_place(unit, GONE)
        else:
            yield key, _without_place(unit, GONE)
            yield ("tab@1.0.0", row), unit
    elif question == "tab" and row == "":
        yield key, unit
        yield ("tab@1.0.0", ""), _without_place(unit, BLANK)
    else:
        yield key, unit


def _without_place(unit: Unit, nothing: Unit) -> Unit:
    """What is only carried over gives way also where it has no place."""
    return Unit("carried_over") if unit.state == "carried_over" else nothing


def _second_step(key: Key, unit: Unit) -> Iterator[Change]:
    question, row = key
    if question not in ("tab", "other"):
        yield key, unit
    elif row == "":
        yield (f"{question}@1.1.0", ""), unit if unit.state == "not_known" else _without_place(unit, BLANK)
    elif row != "*":
        cells = {} if unit.value is None else {"origin": question, "sort": next(iter(json.loads(unit.value).values()))}
        yield ("all", row), Unit(unit.state, text(cells)) if cells else unit
        yield (f"{question}@1.1.0", row), _without_place(unit, GONE)


@dataclass(frozen=True)
class Mark:
    version: str
    changes: frozenset[Change]
    known: frozenset[int]
    details: Hashable
    is_decision: bool


@dataclass
class ModelView:
    settled: dict[Key, Unit] = field(default_factory=dict)
    contested: dict[Key, frozenset[tuple[int, Unit]]] = field(default_factory=dict)
    by: dict[Key, frozenset[int]] = field(default_factory=dict)
    """The marks by which what is settled was said; nothing for what only follows."""


class Marks:
    """All marks ever made anywhere; equal ones are one."""

    def __init__(self) -> None:
        self.all: list[Mark] = []

    def number(self, mark: Mark) -> int:
        if mark not in self.all:
            self.all.append(mark)
        return self.all.index(mark)

    def version(self, known: frozenset[int]) -> str:
        return max((self.all[one].version for one in known), key=VERSIONS.index, default=VERSIONS[0])

    def heads(self, known: frozenset[int]) -> set[int]:
        sealings = {one for one in known if not self.all[one].is_decision}
        return {one for one in sealings if not any(one in self.all[other].known for other in sealings)}

    def untaken(self, known: frozenset[int]) -> set[int]:
        """Decisions that no sealing knew of."""
        taken = {one for other in known if not self.all[other].is_decision for one in self.all[other].known}
        return {one for one in known if self.all[one].is_decision} - taken

    def view(self, known: frozenset[int], version: str) -> ModelView:
        said: dict[Key, set[tuple[int, Unit]]] = {}
        for one in known:
            for change in self.all[one].changes:
                for key, unit in said_in(change, self.all[one].version, version):
                    said.setdefault(key, set()).add((one, unit))
        claims = {key: self._standing(key, those) for key, those in said.items()}
        view = ModelView()
        for key, those in claims.items():
            if len({unit for _, unit in those}) == 1:
                ((_, view.settled[key]), *_) = those
                view.by[key] = frozenset(one for one, _ in those)
            else:
                view.contested[key] = those
        questions = {code for code, row in claims if row != ""}
        questions |= {code for (code, row), unit in view.settled.items() if row == "" and _is_table(unit)}
        for question in questions:
            self._table(question, view, claims)
        _forget_empty(view)
        return view

    def _standing(self, key: Key, claims: set[tuple[int, Unit]]) -> frozenset[tuple[int, Unit]]:
        left = {(one, unit) for one, unit in claims if not any(one in self.all[other].known for other, _ in claims)}
        answered = {(one, unit) for one, unit in left if unit.state != "carried_over"}
        left = answered or left
        if "@" in key[0]:
            keeps = {(one, unit) for one, unit in left if unit not in (BLANK, GONE, Unit("carried_over"))}
            left = keeps or left
        return frozenset(left)

    def _table(self, code: str, view: ModelView, claims: dict[Key, frozenset[tuple[int, Unit]]]) -> None:
        self._rows(code, view, claims)
        living = [row for row in _rows_of(code, claims) if view.settled.get((code, row)) != GONE]
        self._whole(code, living, view, claims)
        _order((code, "*"), living, view, claims)

    def _rows(self, code: str, view: ModelView, claims: dict[Key, frozenset[tuple[int, Unit]]]) -> None:
        whole = view.settled.get((code, ""))
        spoke = {one for one, _ in claims.get((code, ""), ())}
        seen = spoke.union(*(self.all[one].known for one in spoke))
        for row in _rows_of(code, claims):
            is_gone = view.settled.get((code, row)) == Unit("carried_over")
            is_place = "@" in code and whole == BLANK
            if whole is not None and not _is_table(whole) and not is_place and view.settled.get((code, row)) != GONE:
                gives_way = _is_carried(claims[code, row]) and whole.state != "carried_over"
                is_gone |= gives_way or {one for one, _ in claims[code, row]} <= seen
            if is_gone:
                view.contested.pop((code, row), None)
                view.settled[code, row] = GONE
                view.by.pop((code, row), None)

    def _whole(
        self, code: str, living: list[str], view: ModelView, claims: dict[Key, frozenset[tuple[int, Unit]]]
    ) -> None:
        key = (code, "")
        if key in view.contested:
            return
        whole = view.settled.get(key, BLANK)
        if key not in view.settled or _is_table(whole) is not bool(living):
            view.by.pop(key, None)
            view.settled[key] = TABLE if living else BLANK
        if living and whole != BLANK and not _is_table(whole):
            spoke = {one for one, _ in claims[key]}
            adding = {one for row in living for one, _ in claims[code, row]} - spoke
            view.contested[key] = claims[key] | {(one, TABLE) for one in adding}
            del view.settled[key]
        elif not living and not _is_table(whole):
            view.settled[key] = whole


def _rows_of(code: str, claims: dict[Key, frozenset[tuple[int, Unit]]]) -> list[str]:
    return [row for question, row in claims if question == code and row not in ("", "*")]


def _order(key: Key, living: list[str], view: ModelView, claims: dict[Key, frozenset[tuple[int, Unit]]]) -> None:
    orders = {tuple(json.loads(unit.value or "[]")) for _, unit in claims.get(key, ())} or {()}
    best = best_order(orders, living)
    if best is not None and (key in claims or best):
        if orders != {best}:
            view.by.pop(key, None)
        view.settled[key] = Unit("answered", text(list(best)))
        view.contested.pop(key, None)


def _is_table(unit: Unit) -> bool:
    return unit.value is None and unit.state in ("answered", "carried_over")


def _is_carried(claims: frozenset[tuple[int, Unit]]) -> bool:
    return all(unit.state == "carried_over" for _, unit in claims)


def _forget_empty(view: ModelView) -> None:
    """What is kept of an earlier version, where nothing is."""
    for kept in {code for code, _ in view.settled if "@" in code}:
        own = {row: unit for (code, row), unit in view.settled.items() if code == kept}
        says = any(unit not in (BLANK, GONE) for row, unit in own.items() if row != "*")
        if not says and not any(code == kept for code, _ in view.contested):
            for row in own:
                del view.settled[kept, row]
