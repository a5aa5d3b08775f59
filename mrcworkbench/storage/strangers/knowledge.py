"""What the checks must be told, since storage does not know the content that the program ships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.version_numbers import version_number
from mrcworkbench.domain.revisions.translation import Translator
from mrcworkbench.domain.verification.content_rules import ContentRules
from mrcworkbench.domain.versions.keeping import KeptRules


@dataclass(frozen=True)
class Knowledge:
    """The questionnaires by id and version, the ids of samples (with `practice`, of those alone that are taken) and of
    the questionnaires that are scored, and what became of each thing between the versions. Keep one for all files: the
    rules remember what they have accepted.
    """

    questionnaires: Mapping[tuple[str, str], Questionnaire]
    sample_ids: frozenset[str] = frozenset()
    translator: Translator | None = None
    scored: frozenset[str] = frozenset()
    practice: bool = False
    """Whether files are read for a sample collection, which takes nothing else than what is made of it."""
    _rules: dict[tuple[str, str], ContentRules] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rules(self, id_: str, version: str) -> ContentRules | None:
        """The rules of a questionnaire, or None if it is unknown."""
        key = (id_, version)
        if key not in self._rules and key in self.questionnaires:
            self._rules[key] = self._made(*key)
        return self._rules.get(key)

    def _made(self, id_: str, version: str) -> ContentRules:
        asked = self.questionnaires[id_, version]
        if self.translator is None:
            return ContentRules(asked)
        return ContentRules(asked, KeptRules(id_, version, self.rules, self.translator).fault)

    def newest(self, id_: str) -> str | None:
        """The newest version of this questionnaire; None if there is none."""
        return max(
            (version for known, version in self.questionnaires if known == id_), key=version_number, default=None
        )


def known(
    questionnaires: Iterable[Questionnaire],
    sample_ids: Iterable[str] = (),
    translator: Translator | None = None,
    scored: Iterable[str] = (),
    *,
    practice: bool = False,
) -> Knowledge:
    """Knowledge of these questionnaires."""
    by_version = {(one.id, one.version): one for one in questionnaires}
    return Knowledge(by_version, frozenset(sample_ids), translator, frozenset(scored), practice)
