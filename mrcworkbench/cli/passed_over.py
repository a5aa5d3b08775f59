"""How commands tell what a folder holds beside submissions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mrcworkbench.cli.output import Output
from mrcworkbench.domain.files.names import on_one_line

if TYPE_CHECKING:
    from mrcworkbench.services.merging.passed_over import PassedOver


def list_passed_over(passed_over: Sequence[PassedOver], output: Output) -> None:
    """Each by name, with the reason."""
    for one in passed_over:
        name = on_one_line(str(one.path))
        output.line(f"{output.texts.text('passed_over.verdict')}  {name}\n    {one.why(output.texts)}")


def say_passed_over(passed_over: Sequence[PassedOver], output: Output) -> None:
    """How many, if there are any."""
    if passed_over:
        output.say_count("passed_over.count", len(passed_over))


def passed_over_to_json(passed_over: Sequence[PassedOver], output: Output) -> list[dict[str, str]]:
    """As JSON: mrcworkbench/cli/README.md, Between files 2."""
    return [{"path": str(one.path), "why": one.why(output.texts), "code": one.code} for one in passed_over]
