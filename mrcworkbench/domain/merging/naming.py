"""What a centre is called, and where it lies: db/README.md, Views 6.

Its last rounds say it, unless a person said otherwise (`Rename`) and that has effect. A pure function of what is here.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from mrcworkbench.domain.merging.claims import Claim, in_order
from mrcworkbench.domain.merging.conflicts import Conflict, conflict_between
from mrcworkbench.domain.merging.effects import effects_of
from mrcworkbench.domain.merging.headers import CENTRE_NAME, COUNTRY, all_claims, field_text, field_unit
from mrcworkbench.domain.revisions.decisions import Rename
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet


@dataclass(frozen=True)
class Naming:
    """What a centre is called now, and the conflicts about that; while there is one, a person's word is shown, then
    what was said first by its origin."""

    name: str
    country: str
    conflicts: tuple[Conflict, ...] = ()

    @property
    def said(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names and the countries that are said of it: several, where there is a conflict about them."""
        names, countries = (
            frozenset(field_text(side.unit) for one in self.conflicts if one.row == field for side in one.values)
            for field in (CENTRE_NAME, COUNTRY)
        )
        return names or frozenset({self.name}), countries or frozenset({self.country})


def name_of_centre(histories: Mapping[str, History], renames: Iterable[Rename] = ()) -> Naming | None:
    """From the histories of the assessments of one centre id, and those of its renames that have effect. None where
    nothing was sealed. Decisions about answers are not asked."""
    histories = {id_: one for id_, one in histories.items() if one.revisions}
    if not histories:
        return None
    name, about_name = _field(histories, CENTRE_NAME, _renames(renames, CENTRE_NAME))
    country, about_country = _field(histories, COUNTRY, _renames(renames, COUNTRY))
    return Naming(name, country, (*about_name, *about_country))


def names_of_all(content: MergedSet, confirmed: Container[str]) -> dict[str, Naming]:
    """Of every centre with revisions here that has not withdrawn, by id, where persons confirmed these records."""
    known = effects_of(content, confirmed)
    by_centre: dict[str, dict[str, History]] = {}
    for id_, history in content.histories.items():
        by_centre.setdefault(next(iter(history.revisions.values())).header.centre, {})[id_] = history
    found = {
        centre: name_of_centre(those, known.renames.get(centre, ()))
        for centre, those in by_centre.items()
        if centre not in known.withdrawn
    }
    return {centre: naming for centre, naming in found.items() if naming is not None}


def said_before(field: str, values: Iterable[str], renames: Iterable[Rename], new: str) -> str:
    """What a new rename holds instead of, as it says it: all that is said now, and what renames replaced before."""
    known = _renames(renames, field)
    before = {*values, *(one.value for one in known), *(old for one in known for old in one.before)}
    return "\n".join(sorted(before - {new, ""}))


def in_the_way(renames: Iterable[Rename], name: str, country: str) -> tuple[Rename, ...]:
    """The renames which hold instead of what a centre is to be called again: they have to be taken back."""
    return tuple(one for one in renames if name in _lines(one.names_before) or country in _lines(one.countries_before))


@dataclass(frozen=True, slots=True)
class _Rename:
    """What a rename says of one field."""

    id: str
    value: str
    before: frozenset[str]


def _lines(text: str) -> frozenset[str]:
    return frozenset(text.split("\n") if text else ())


def _renames(renames: Iterable[Rename], field: str) -> tuple[_Rename, ...]:
    """Those that say something of a field and that no other replaces."""
    found = [
        _Rename(one.id, one.name, _lines(one.names_before))
        if field == CENTRE_NAME
        else _Rename(one.id, one.country, _lines(one.countries_before))
        for one in renames
    ]
    said = [one for one in found if one.value]
    return tuple(
        one for one in said if not any(one.value in other.before and other.value not in one.before for other in said)
    )


def _field(
    histories: Mapping[str, History], field: str, renames: Iterable[_Rename]
) -> tuple[str, tuple[Conflict, ...]]:
    renamed = [Claim(one.id, field_unit(one.value)) for one in renames]
    values = {getattr(revision.header, field) for one in histories.values() for revision in one.revisions.values()}
    if len(values.union(one.value for one in renames)) == 1:
        return values.pop(), ()
    replaced = frozenset[str]().union(*(one.before for one in renames))
    claims = all_claims(histories, field)
    said = {
        id_: [claim for claim in claims[id_] if field_text(claim.unit) not in replaced]
        for id_ in _last_rounds(histories)
    }
    left = (*in_order(renamed), *in_order(claim for those in said.values() for claim in those))
    first = field_text(left[0].unit)
    if len({claim.unit for claim in left}) == 1:
        return first, ()
    place = min((id_ for id_, those in said.items() if those), default=min(said))
    history = histories[place]
    return first, (conflict_between(place, history, ("", field), left, history.version),)


def _last_rounds(histories: Mapping[str, History]) -> tuple[str, ...]:
    """The assessments that no other follows, without views from outside; all of them where there are only those."""
    headers = [next(iter(one.revisions.values())).header for one in histories.values()]
    followed = {one.follows for one in headers}
    last = tuple(one.assessment for one in headers if one.assessment not in followed and not one.about)
    return last or tuple(histories)
