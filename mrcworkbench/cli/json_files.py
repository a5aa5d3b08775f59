"""JSON files that a person names on the command line, read with care: size, encoding, names given twice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from mrcworkbench.errors import UserError

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of an answers file; a full questionnaire is far below one megabyte."""
_ENOUGH_DIGITS = 400
"""Python reads no number of thousands of digits; one cut to these is refused for its length all the same."""


class JsonObject(dict[str, Any]):
    """An object of a JSON file; `twice` are the names that it gives more than once. The last value is kept."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice: tuple[str, ...] = ()
        if len(self) < len(pairs):
            times = Counter(name for name, _ in pairs)
            self.twice = tuple(name for name in self if times[name] > 1)


def read_json(file: Path) -> object:
    """What the file holds; objects are `JsonObject`s.

    Raises `UserError` answers_file_unreadable, answers_file_too_large, answers_file_not_utf8, answers_file_not_json.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)  # a device or a pipe does not say its size
    except OSError as error:
        raise UserError("answers_file_unreadable", path=file, cause=error.strerror) from error
    if len(data) > LARGEST_FILE:
        raise UserError("answers_file_too_large", path=file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("answers_file_not_utf8", path=file) from error
    try:
        return json.loads(text, object_pairs_hook=JsonObject, parse_int=_whole, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UserError("answers_file_not_json", path=file, line=line) from error


def _whole(digits: str) -> int:
    return int(digits[:_ENOUGH_DIGITS])


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")
