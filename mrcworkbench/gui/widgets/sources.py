"""Where a claim stands in the study, in words."""

from __future__ import annotations

from collections.abc import Sequence

from mrcworkbench.domain.study import Source
from mrcworkbench.domain.texts import Texts


def source_text(source: Source, texts: Texts) -> str:
    """Such as "Published edition, lines 583 to 584, 590" with a dash for "to"."""
    key = "study.source_line" if len(source.lines) == 1 else "study.source_lines"
    document = texts.text(f"study.document_{source.document}")
    return texts.text(key, document=document, lines=line_ranges(source.lines))


def sources_text(sources: Sequence[Source], texts: Texts) -> str:
    """All sources of a claim, one a line."""
    return "\n".join(source_text(source, texts) for source in sources)


def line_ranges(lines: Sequence[int]) -> str:
    """Line numbers with neighbours as ranges."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(lines):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}\u2013{last}" for first, last in ranges)
