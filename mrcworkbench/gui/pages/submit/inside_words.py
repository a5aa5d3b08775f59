"""What a file says besides what it shows, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from mrcworkbench.content.directions import isolate, without_marks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.local_time import day_text

if TYPE_CHECKING:
    from mrcworkbench.services.inside_files import Inside

_MOST = 4
"""Values of one kind that are written out."""


def inside_text(inside: Inside, texts: Texts) -> str:
    """All that is said, and what could not be looked into."""
    return " ".join(_sentences(inside, texts)) or texts.text("inside_files.nothing")


def _sentences(inside: Inside, texts: Texts) -> Iterator[str]:
    from mrcworkbench.services.inside_files import What

    for what in What:
        values = inside.of(what)
        if what is What.TIME:
            values = tuple(dict.fromkeys(_time(value) for value in values))
        if values:
            yield texts.text(f"inside_files.{what}", said=_joined(values, texts))
    if inside.gap is not None:
        yield texts.text(f"inside_files.gap_{inside.gap}")
    if inside.bar is not None and inside.traces:
        yield texts.text(f"inside_files.bar_{inside.bar}")


def _joined(values: tuple[str, ...], texts: Texts) -> str:
    said = "; ".join(isolate(without_marks(value)) for value in values[:_MOST])
    more = len(values) - _MOST
    return texts.plural("inside_files.more", more, said=said) if more > 0 else said


def _time(stamp: str) -> str:
    """The time as the camera's or the computer's own clock gave it."""
    day, _, hour = stamp.partition("T")
    try:
        said = day_text(date.fromisoformat(day))
    except ValueError:  # a clock that was never set
        said = day
    return f"{said}, {hour}" if hour else said
