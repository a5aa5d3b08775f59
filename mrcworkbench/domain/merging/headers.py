"""Whose answers an assessment holds, where its heads tell it differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace

from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Header


def joined_header(history: History) -> Header | None:
    """The header, field by field: what a head changed wins over what all heads had before; between two changes, the
    later in the alphabet (so that it does not depend on the order of merging; nothing is lost, both stay in their
    revisions). The version of the questionnaire is the newest in the history.

    None for an empty history.
    """
    headers = [history.revisions[head].header for head in history.heads]
    if len(set(headers)) <= 1:
        return replace(headers[0], questionnaire_version=history.version) if headers else None
    common = frozenset[str].intersection(*(history.ancestors(head) for head in history.heads))
    before = [history.revisions[id_].header for id_ in common if id_ in history.revisions]
    joined = {}
    for field in fields(Header):
        values = {getattr(header, field.name) for header in headers}
        changed = values - {getattr(header, field.name) for header in before}
        joined[field.name] = max(changed or values)
    return Header(**(joined | {"questionnaire_version": history.version}))


def centre_name_and_country(headers: Iterable[Header]) -> tuple[str, str]:
    """What a centre with several assessments is called: as most of them have it, then the first in the alphabet.

    Raises `ValueError` if there is none.
    """
    counts = Counter((header.centre_name, header.country) for header in headers)
    return min(counts, key=lambda pair: (-counts[pair], pair))
