"""Every test here is of the version with registers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.registers.made_registers import registers_made


@pytest.fixture(autouse=True)
def _registers(tmp_path: Path) -> Iterator[None]:
    with registers_made(tmp_path / "resources"):
        yield
