"""Texts in the file that are none: a bit has flipped, and their bytes are no UTF-8."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from mrcworkbench.storage.database.driver import driver

T = TypeVar("T")


@contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Bytes that are no UTF-8 are read as lone surrogates inside: otherwise the driver refuses the whole statement."""
    raw = driver(connection)
    before, raw.text_factory = raw.text_factory, lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = before


def readable(text: str) -> str:
    """A text read inside `any_text`, as it can be shown."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def fetched(connection: Connection, read: Callable[[], T]) -> T:
    """What is read, as inside `any_text`; without that detour, which is taken for every text, where all is well."""
    try:
        return read()
    except (sqlite3.OperationalError, OperationalError):  # what is raised for a text that is none
        with any_text(connection):
            return read()
