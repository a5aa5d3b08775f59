"""JSON files given to commands, read with every doubt resolved: size, encoding, numbers that JSON does not know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mrcworkbench.errors import UserError

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a full questionnaire is far below one megabyte."""


def read_json(file: Path) -> tuple[Any, list[str]]:
    """The document, and the keys that some object of it has twice.

    Raises `UserError` answers_file_too_large, answers_file_unreadable, answers_file_not_utf8, answers_file_not_json.
    """
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UserError("answers_file_too_large", path=file)
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise UserError("answers_file_unreadable", path=file, cause=error.strerror) from error
    except UnicodeDecodeError as error:
        raise UserError("answers_file_not_utf8", path=file) from error
    twice: list[str] = []
    try:
        document = json.loads(
            text, object_pairs_hook=lambda pairs: _no_duplicates(pairs, twice), parse_constant=_refuse
        )
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UserError("answers_file_not_json", path=file, line=line) from error
    return document, twice


def _no_duplicates(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            twice.append(key)
        found[key] = value
    return found


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")
