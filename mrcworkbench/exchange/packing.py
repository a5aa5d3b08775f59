"""The parts of an Office file, which is a ZIP archive. Their date is always the first that a ZIP can hold: the clock
may say something else (a ZIP knows 1980 to 2107 only), and nobody needs to know it."""

from __future__ import annotations

from zipfile import ZipFile


def add_part(archive: ZipFile, name: str, content: bytes | str) -> None:
    """Add one part. `ZipFile.writestr` and `write` would ask the clock, and `open` does not."""
    with archive.open(name, "w") as entry:
        entry.write(content.encode() if isinstance(content, str) else content)
