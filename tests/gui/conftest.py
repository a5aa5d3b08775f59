"""Windows are made without a display; what only the offscreen plug-in says is no fault."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.progress.bounds import Outlook
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.gui.progress import ahead
from mrcworkbench.services.session.session import create_sample
from tests.gui.questionnaire_support import Desk, desk_on
from tests.gui.window_support import Answers, Desktop
from tests.other_resources import forget_content

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/gui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.mrcw"
    create_sample(path)
    return path


@pytest.fixture
def sample(made_sample: Path, tmp_path: Path) -> Path:
    """The sample's database, for this test to change."""
    return Path(shutil.copy(made_sample, tmp_path / "sample.mrcw"))


_OUTLOOKS: dict[int, Outlook] = {}
"""By the identity of their questionnaires, which they keep."""


def _outlook(of: Questionnaire) -> Outlook:
    return _OUTLOOKS.setdefault(id(of), Outlook(of))


@pytest.fixture(autouse=True)
def shared_outlook(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a questionnaire leaves possible is tried once for all windows of all tests, and not again for each."""
    monkeypatch.setattr(ahead, "Outlook", _outlook)


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """The questionnaire's page on a database of its own."""
    with desk_on(tmp_path / "centre.mrcw", qapp) as made:
        yield made


@pytest.fixture
def desktop(qapp: Any, user_data: Path) -> Iterator[Desktop]:
    """The whole window, whose work is done at once, and whose questions for files are answered by the test."""
    made = Desktop(qapp, Answers())
    yield made
    made.end()


def lengthened(text: str) -> str:
    """English as a longer language would be: vowels doubled, placeholders kept."""
    parts = re.split(r"(\{[^}]*\})", text)
    return "".join(part if part.startswith("{") else re.sub(r"([aeiou])", r"\1\1", part) for part in parts)


@pytest.fixture
def long_texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text of the program, of the questionnaire and of the study, about a third longer."""
    plain_plural = Catalogue.plural

    def plural(self: Catalogue, key: str, n: int, /, **facts: object) -> str:
        return lengthened(plain_plural(self, key, n, **facts))

    monkeypatch.setattr(Catalogue, "plural", plural)
    monkeypatch.setattr(Catalogue, "translate", lambda _self, _context, english: lengthened(english))
    forget_content()
    yield
    forget_content()
