"""The text of `services.problem_reports` as a file, for a person to read and to send."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench.exchange.atomic_file import write_whole

SUFFIX = ".txt"


def with_suffix(path: Path) -> Path:
    """The path with the ending that every system opens as text."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")


def save_problem_report(text: str, target: Path) -> None:
    """Write the text as it stands, whole or not at all. Raises `UserError` as `atomic_file.write_whole` does."""
    data = text.encode("utf-8")

    def write(draft: Path) -> None:
        draft.write_bytes(data)

    write_whole(target, SUFFIX, write)
