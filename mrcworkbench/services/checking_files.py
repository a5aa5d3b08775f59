"""Files from elsewhere, checked one by one: for the command `check`, and before each merge."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mrcworkbench.storage.strangers.knowledge import Knowledge


@cache
def knowledge() -> Knowledge:
    """The questionnaires that this program knows, and what marks the sample, for `read_incoming`."""
    from mrcworkbench.content.questionnaires import KINDS, questionnaire, read_json
    from mrcworkbench.storage.strangers.knowledge import known

    sample = read_json("sample", "cnai.json")
    return known((questionnaire(kind) for kind in KINDS), (sample["centre"]["id"], sample["assessment"]["id"]))
