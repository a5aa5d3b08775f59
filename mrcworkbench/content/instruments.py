"""The instruments: which questionnaires there are, in which released versions, and which of them is scored.

An *instrument* is a questionnaire in all its versions with, where it is scored, its criteria. This is the only place
that knows their ids (a test looks for them elsewhere): whoever needs a questionnaire asks for that of an assessment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mrcworkbench import paths
from mrcworkbench.content.catalogue import SOURCE_LANGUAGE, Catalogue, catalogue
from mrcworkbench.content.questionnaires import criteria_in, questionnaire_in, read_json
from mrcworkbench.domain.questionnaire.version_numbers import is_version, version_number
from mrcworkbench.domain.revisions.translation import VersionsUnreadError
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.versions.maps import map_from_json
from mrcworkbench.domain.versions.translating import VersionTranslator

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.versions.maps import VersionMap


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire in all its versions; `scored`: its criteria give levels."""

    id: str
    scored: bool


INSTRUMENTS = (Instrument("manager", scored=True), Instrument("stakeholder", scored=False))
_BY_ID = {one.id: one for one in INSTRUMENTS}


def main() -> Instrument:
    """The instrument with which a centre begins."""
    return INSTRUMENTS[0]


def unscored() -> Instrument:
    """The instrument with which others say what they see of a centre: it gives no levels."""
    return next(one for one in INSTRUMENTS if not one.scored)


def instrument(id_: str) -> Instrument | None:
    """The instrument with this id; None if there is none."""
    return _BY_ID.get(id_)


def is_view(assessment: AssessmentInfo) -> bool:
    """Whether others than the centre answer it: a view from outside, which gives no levels."""
    found = instrument(assessment.questionnaire_id)
    return found is not None and not found.scored


@cache
def versions(id_: str) -> tuple[str, ...]:
    """The released versions of an instrument, oldest first; none where there is no such instrument."""
    return _released("questionnaire", id_) if id_ in _BY_ID else ()


def newest(id_: str) -> str:
    """The newest version of an instrument."""
    return versions(id_)[-1]


def questionnaire(id_: str, version: str | None = None, language: str = SOURCE_LANGUAGE) -> Questionnaire:
    """A questionnaire that there is, in its newest version if none is named."""
    return _questionnaire(id_, newest(id_) if version is None else version, language)


def questionnaire_of(assessment: AssessmentInfo, language: str = SOURCE_LANGUAGE) -> Questionnaire | None:
    """The questionnaire of an assessment, in the version in which it is answered; None where it is not known here."""
    id_, version = assessment.questionnaire_id, assessment.questionnaire_version
    return _questionnaire(id_, version, language) if version in versions(id_) else None


def questionnaires(language: str = SOURCE_LANGUAGE) -> Iterator[Questionnaire]:
    """Every version of every instrument, the older ones first."""
    return (_questionnaire(one.id, version, language) for one in INSTRUMENTS for version in versions(one.id))


def criteria_set(id_: str, version: str | None = None, language: str = SOURCE_LANGUAGE) -> CriteriaSet:
    """The 24 criteria by which a version of a questionnaire is scored, in the study's order; none where it is not.

    A version without criteria of its own is scored by the newest that are not newer than itself.
    """
    return _criteria(id_, newest(id_) if version is None else version, language)


@cache
def version_maps(id_: str, old: str, new: str) -> tuple[VersionMap, ...]:
    """The steps from a version of an instrument to a newer one, the first first; none between a version and itself.

    Raises `VersionsUnreadError` for a version that is not known, and where no maps lead there.
    """
    way = _way(id_, old, new)
    if way is None:
        raise VersionsUnreadError(new)
    return tuple(
        map_from_json(read_json("questionnaire", id_, f"{to}.from-{from_}.json"), from_, to)
        for from_, to in pairwise(way)
    )


def has_maps(id_: str, old: str, new: str) -> bool:
    """Whether maps lead from a version to a newer one."""
    return _way(id_, old, new) is not None


@cache
def _way(id_: str, old: str, new: str) -> tuple[str, ...] | None:
    """The versions along which maps lead from one to a newer one: the nearest first, so that all machines go one way.
    None where none lead there."""
    known = versions(id_)
    if not {old, new} <= set(known):
        return None
    if old == new:
        return (new,)
    folder = paths.resources("questionnaire", id_)
    for step in known[known.index(old) + 1 : known.index(new) + 1]:
        if (folder / f"{step}.from-{old}.json").is_file():
            further = _way(id_, step, new)
            if further is not None:
                return (old, *further)
    return None


@cache
def translator() -> VersionTranslator:
    """Reads what is said in an older version of any instrument in a newer one."""
    return VersionTranslator(questionnaire, version_maps)


@cache
def _questionnaire(id_: str, version: str, language: str) -> Questionnaire:
    return questionnaire_in(catalogue(language), id_, version, _criteria_version(version))


@cache
def _criteria(id_: str, version: str, language: str) -> CriteriaSet:
    if not _BY_ID[id_].scored:
        return CriteriaSet((), ())
    return criteria_in(catalogue(language), _questionnaire(id_, version, language), _criteria_version(version))


def _criteria_version(version: str) -> str:
    number = version_number(version)
    return [one for one in _released("criteria") if version_number(one) <= number][-1]


def content_in(texts: Catalogue) -> None:
    """Reads every version of everything in the words of a catalogue, which learns what there is to say."""
    for one in INSTRUMENTS:
        for version in versions(one.id):
            asked = questionnaire_in(texts, one.id, version, _criteria_version(version))
            if one.scored:
                criteria_in(texts, asked, _criteria_version(version))


def _released(*place: str) -> tuple[str, ...]:
    """The versions of which there is a file in a folder, oldest first."""
    found = (file.stem for file in paths.resources(*place).glob("*.json"))
    return tuple(sorted(filter(is_version, found), key=version_number))
