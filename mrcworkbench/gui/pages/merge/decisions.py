"""What persons said of suspected duplicates: kept with the plan until the merge, then read from the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.countries import country_name
from mrcworkbench.services.merging.resolving import same_centre

if TYPE_CHECKING:
    from mrcworkbench.domain.revisions.decisions import Join
    from mrcworkbench.services.merging.merge import FileResult
    from mrcworkbench.services.session.session import Session

APART = "apart:{centre}"
"""Key of the file's setting that says that a centre, suspected to be another, is not; it holds the reason."""
_NO_REASON = "-"
_MOST_PAIRS = 500
"""Of one file, which a person can choose from; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """A centre as it is shown beside another: `country` in words, `rounds` the periods it reported on."""

    id: str
    name: str
    country: str
    rounds: tuple[str, ...]


class Pair(NamedTuple):
    """A new centre, and another that it may be."""

    new: CentreFacts
    other: CentreFacts
    same_period: bool


@dataclass(frozen=True, slots=True)
class SameCentre:
    """A person's word that a centre is another, and why."""

    into: str
    reason: str


Decision = SameCentre | None
"""What was decided about a new centre; None: it is one of its own."""


class Decisions:
    """Decisions(texts, language). `planned` are those that the next merge records; by id of the new centre."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts, self._language = texts, language
        self.planned: dict[str, Decision] = {}

    def joins(self, author: str) -> tuple[Join, ...]:
        """Those to record with the merge. Raises `UserError` reason_too_long, author_too_long."""
        return tuple(
            same_centre(centre, one.into, reason=one.reason, author=author)
            for centre, one in self.planned.items()
            if one is not None
        )

    def keep(self, session: Session, results: Iterable[FileResult]) -> None:
        """After a merge: remembers which centres of these files stay apart. What came in is planned no more."""
        for centre in {one.centre for result in results for one in result.suspected} & self.planned.keys():
            if self.planned.pop(centre) is None:
                self.leave_apart(session, centre, "")

    def leave_apart(self, session: Session, centre: str, reason: str) -> None:
        session.settings.set(APART.format(centre=centre), reason or _NO_REASON)

    def sentences(self, session: Session, suspects: Iterable[FileResult], names: Mapping[str, str]) -> dict[str, str]:
        """What was decided about the new centres of these files, in a sentence each. `names` are of centres by id."""
        texts, found = self._texts, {}
        wanted = {one.centre for result in suspects for one in result.suspected}
        here = {centre.id: centre for centre in session.centres() if centre.id in wanted}
        for new in wanted:
            planned = self.planned.get(new)
            into = here[new].joined_into if new in here else None
            reason = session.settings.get(APART.format(centre=new))
            if isinstance(planned, SameCentre):
                name = names.get(planned.into, planned.into)
                found[new] = texts.text("merge_page.will_join", centre=name, reason=planned.reason)
            elif new in self.planned:
                found[new] = texts.text("merge_page.will_stay_apart")
            elif into is not None:
                found[new] = texts.text("merge_page.is_joined", centre=names.get(into, into))
            elif reason is not None:
                why = "" if reason == _NO_REASON else reason
                found[new] = texts.text("merge_page.is_apart", reason=why).strip()
        return found

    def pairs(self, session: Session, result: FileResult, results: Iterable[FileResult]) -> tuple[Pair, ...]:
        """The new centres of a file beside those that they may be, which are here or in another of the files."""
        alike = tuple(islice(_alike(result), _MOST_PAIRS))
        wanted = {id_ for new, other, _ in alike for id_ in (new, other)}
        names: dict[str, tuple[str, str]] = {}
        rounds: dict[str, set[str]] = {id_: set() for id_ in wanted}
        for one in results:
            for centre in one.centres:
                if centre.id in wanted:
                    names[centre.id] = (centre.name, centre.country)
                    rounds[centre.id].update(one.rounds)
        for info in session.centres():
            if info.id in wanted:
                names.setdefault(info.id, (info.name, info.country))
        for assessment in session.assessments():
            if assessment.centre.id in wanted:
                rounds[assessment.centre.id].add(assessment.round)
        facts = {
            id_: CentreFacts(id_, name, country_name(country, self._language), tuple(sorted(rounds[id_])))
            for id_, (name, country) in names.items()
        }
        return tuple(Pair(facts[new], facts[other], same) for new, other, same in alike if facts.keys() >= {new, other})


def _alike(result: FileResult) -> Iterator[tuple[str, str, bool]]:
    """A new centre, another, and whether they are of one period; those that are come first."""
    yield from ((one.centre, other, True) for one in result.suspected for other in one.same_period)
    yield from ((one.centre, other, False) for one in result.suspected for other in one.another_period)
