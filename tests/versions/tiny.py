"""Three versions of a small questionnaire, with everything that a map can say: for laws that must hold in any version.

1.1.0: `one` renamed with an option retired, of `two` an option retired, `gone` retired; of the table `tab` a column and
an option retired; the table `other` new. 2.0.0: both tables have become one, `all`, whose rows say from where they are.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from mrcworkbench.domain.questionnaire.model import Option, Question, Questionnaire, QuestionType, Section
from mrcworkbench.domain.questionnaire.version_numbers import version_number
from mrcworkbench.domain.revisions.translation import Translator
from mrcworkbench.domain.versions.maps import VersionMap, map_from_json
from mrcworkbench.domain.versions.translating import VersionTranslator
from mrcworkbench.storage.strangers.knowledge import Knowledge, known

ID = "manager"
VERSIONS = ("1.0.0", "1.1.0", "2.0.0")
_MAPS = {
    "1.1.0": {
        "questions": {
            "one": {"to": "uno", "options": {"r": None}},
            "two": {"options": {"r": None}},
            "gone": {"to": None},
            "tab": {"columns": {"note": {"to": None}, "kind": {"options": {"r": None}}}},
        },
        "new": ["other"],
    },
    "2.0.0": {
        "questions": {
            "tab": {"to": "all", "columns": {"kind": {"to": "sort"}}, "set": {"origin": "tab"}},
            "other": {"to": "all", "columns": {"sign": {"to": "sort"}}, "set": {"origin": "other"}},
        },
        "new": ["origin"],
    },
}


def _choice(code: str, options: str, *, several: bool = False) -> Question:
    type_ = QuestionType.MULTIPLE if several else QuestionType.SINGLE
    return Question(code, type_, code, options=tuple(Option(one, one) for one in options.split()))


def _table(code: str, *columns: Question) -> Question:
    return Question(code, QuestionType.TABLE, code, columns=columns)


_QUESTIONS = {
    "1.0.0": (
        _choice("one", "p q r"),
        _choice("two", "p q r", several=True),
        _choice("gone", "p q"),
        _table("tab", _choice("kind", "p q r"), Question("note", QuestionType.TEXT, "note")),
    ),
    "1.1.0": (
        _choice("uno", "p q"),
        _choice("two", "p q", several=True),
        _table("tab", _choice("kind", "p q")),
        _table("other", _choice("sign", "p q")),
    ),
    "2.0.0": (
        _choice("uno", "p q"),
        _choice("two", "p q", several=True),
        _table("all", _choice("sort", "p q"), _choice("origin", "tab other")),
    ),
}


@cache
def tiny(_id: str, version: str) -> Questionnaire:
    section = Section("s", 1, "S", None, None, _QUESTIONS[version])
    return Questionnaire(ID, version, "Tiny", (section,))


def steps(_id: str, old: str, new: str) -> tuple[VersionMap, ...]:
    between = [one for one in VERSIONS if version_number(old) <= version_number(one) <= version_number(new)]
    return tuple(map_from_json(_MAPS[to], from_, to) for from_, to in pairwise(between))


@cache
def tiny_translator() -> Translator:
    return VersionTranslator(tiny, steps)


@cache
def tiny_knowledge() -> Knowledge:
    return known((tiny(ID, version) for version in VERSIONS), (), tiny_translator())
