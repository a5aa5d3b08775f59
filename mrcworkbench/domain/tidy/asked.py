"""What the versions of a questionnaire ask, taken together by code: the columns of tables in which they stand in rows.

A thing has the words of the newest version that asks it. What is asked no longer, a question, a column or an option,
stands after what is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.model import Option, Question, Questionnaire

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.tags import Tag


class Asked:
    """Asked(versions): those of one questionnaire in one language, the oldest first."""

    def __init__(self, versions: Sequence[Questionnaire]) -> None:
        self._newest_first = tuple(reversed(versions))
        self.id = versions[-1].id
        self.versions = tuple(one.version for one in versions)
        self._all = _joined([tuple(one.all_questions()) for one in self._newest_first])

    def all_questions(self) -> Iterator[Question]:
        """Whatever has an answer in any version."""
        return iter(self._all)

    def questions(self) -> Iterator[Question]:
        """The same, without registers."""
        return (question for question in self._all if not question.is_register)

    def tagged(self, tag: Tag) -> Question | None:
        """The question with this tag, of the newest version that has one, with the options of all."""
        found = next((one for version in self._newest_first if (one := version.tagged(tag)) is not None), None)
        return None if found is None else next(one for one in self._all if one.code == found.code)

    def in_newest(self, question: str) -> Questionnaire:
        """The newest version that asks a question."""
        return next(version for version in self._newest_first if question in version)

    def asked_in(self, item: str, option: str | None = None) -> tuple[str, ...]:
        """The versions that ask a question, a column, or an option of it; the oldest first."""
        return tuple(version for version in self.versions if (item, option) in self._known[version])

    @cached_property
    def _known(self) -> Mapping[str, frozenset[tuple[str, str | None]]]:
        return {version.version: frozenset(_things(version)) for version in self._newest_first}


def items_of(question: Question) -> tuple[Question, ...]:
    """A question and its columns."""
    return (question, *question.columns)


def together(newer: Question, older: Question) -> Question:
    """A question or column of two versions: the newer one, with what only the older one had after that."""
    if newer == older:
        return newer
    return replace(
        newer,
        options=_options((newer.options, older.options)),
        columns=_joined((newer.columns, older.columns)),
        not_applicable_reasons=_options((newer.not_applicable_reasons, older.not_applicable_reasons)),
    )


def _things(version: Questionnaire) -> Iterator[tuple[str, str | None]]:
    for question in version.all_questions():
        for item in items_of(question):
            yield item.code, None
            yield from ((item.code, option.code) for option in item.options)


def _joined(newest_first: Iterable[Sequence[Question]]) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for questions in newest_first:
        for one in questions:
            found[one.code] = together(found[one.code], one) if one.code in found else one
    return tuple(found.values())


def _options(newest_first: Iterable[Sequence[Option]]) -> tuple[Option, ...]:
    found: dict[str, Option] = {}
    for options in newest_first:
        for one in options:
            found.setdefault(one.code, one)
    return tuple(found.values())
