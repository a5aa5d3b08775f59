"""What the laws of merging are tried on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engines import ENGINES, Engine, Office, Rows

NewOffice = Callable[[str], Office]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each of the engines that can stand under the port."""
    folder = tmp_path / "collections"
    folder.mkdir()
    made: Engine = request.param(folder)
    yield made
    made.close()


@pytest.fixture
def office(engine: Engine) -> NewOffice:
    """Makes an office with an empty collection, by name."""
    return lambda name: Office(engine.create(name), engine)


def without_confirmations(rows: Rows) -> Rows:
    """What persons said is told under the id of their own database."""
    return {name: those for name, those in rows.items() if name != "confirmations"}
