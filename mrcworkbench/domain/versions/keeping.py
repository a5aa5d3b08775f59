"""Whether what is kept from an earlier version of a questionnaire is what a translation keeps."""

from __future__ import annotations

from collections.abc import Callable

from mrcworkbench.domain.questionnaire.version_numbers import is_version
from mrcworkbench.domain.revisions.revision import UnitRow
from mrcworkbench.domain.revisions.translation import Translator, is_newer, kept_from
from mrcworkbench.domain.revisions.units import ORDER, TABLE, HeldUnit, Unit
from mrcworkbench.domain.verification.content_rules import ContentRules

_UNKNOWN = "question_unknown"


class KeptRules:
    """The rules for what stands under `CODE@VERSION` in one version of a questionnaire: the older version has the
    question and takes the answer, and the map leaves that without a place."""

    def __init__(
        self,
        questionnaire: str,
        version: str,
        rules_of: Callable[[str, str], ContentRules | None],
        translator: Translator,
    ) -> None:
        self._questionnaire, self._version = questionnaire, version
        self._rules_of, self._translator = rules_of, translator

    def fault(self, row: UnitRow) -> str | None:
        """What is wrong with a unit whose question this version does not have, as a code."""
        code, old = kept_from(row[0])
        is_older = is_version(old) and is_newer(self._version, old)
        rules = self._rules_of(self._questionnaire, old) if is_older else None
        found = _UNKNOWN if rules is None else rules.fault((code, *row[1:]))
        if found is not None:
            return found
        unit = Unit(*row[2:7])
        if row[1] == ORDER or unit == TABLE:  # of rows that are kept these follow, as everywhere
            return None
        said = {(code, row[1]): HeldUnit(unit)}
        kept = self._translator.translated(said, self._questionnaire, old, self._version).get(row[:2])
        return None if kept is not None and kept.unit == unit else _UNKNOWN
