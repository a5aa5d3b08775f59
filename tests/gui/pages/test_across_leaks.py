"""What must not be seen outside a centre is on none of the pages about all centres, in no role of no cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from mrcworkbench.domain.questionnaire.answers import Row, answered
from tests.exchange.tidy_databases import consenting, exported, join, make, put_in_conflict, withdraw
from tests.gui.window_support import Desktop
from tests.reports import Marked

CONSENTS = {
    "open": "all",
    "named": "no_persons",
    "shy": "totals",
    "silent": "nothing",
    "unsaid": None,
    "torn": "all",
    "gone": "all",
    "twin": "all",
}
LISTED = ("open", "named")
"""Those of which practices and challenges may be read."""
AWAY = ("gone", "twin")


@pytest.fixture
def marked(tmp_path: Path) -> tuple[Path, dict[str, Marked]]:
    """A centre for each kind of consent, one whose consent is in conflict, one that withdrew, one joined with it."""
    marks, centres = {}, {}
    for number, (name, consent) in enumerate(CONSENTS.items()):
        marks[name] = Marked(Random(number), states=False)
        for _ in range(number * 3000):
            marks[name]._token("t")  # no token twice
        centres[name] = consenting(marks[name].answers(registers=True), consent)
    centres["open"]["challenges"] = replace(
        answered((Row("r", {"challenges_what": "zqcontactqz, call +355 69 123 4567"}),)), comment="zqcommentqz"
    )
    path = make(tmp_path / "many.mrcw", centres)
    put_in_conflict(path, "a-torn", "resp_consent")
    withdraw(path, "gone")
    join(path, "twin", "gone")
    return path, marks


def said_by(page: QWidget) -> str:
    """Every text of a page: what is shown, spoken, shown at the pointer, in lists to choose from and in models."""
    found: list[str] = []
    for one in (page, *page.findChildren(QWidget)):
        found += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.statusTip()]
        if isinstance(one, QLabel | QLineEdit):
            found.append(one.text())
        if isinstance(one, QComboBox):
            found += [one.itemText(place) for place in range(one.count())]
    for model in page.findChildren(QAbstractItemModel):
        for row in range(model.rowCount()):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                found += [str(model.index(row, column).data(role) or "") for role in Qt.ItemDataRole]
    return "\n".join(found)


def test_pages_say_what_an_export_gives_and_nothing_more(desktop: Desktop, marked: tuple[Path, dict[str, Marked]]):
    path, marks = marked
    given = exported(path).everything()
    desktop.begin(path)
    across, said = desktop.go("across"), ""
    for view in ("picture", "practices", "challenges"):
        across.show_view(view)
        desktop.settle()
        said += said_by(across)
    own = {name: {*marked.texts.values(), *marked.comments} for name, marked in marks.items()}
    seen = {name: {text for text in texts if text in said} for name, texts in own.items()}
    assert all(seen[name] for name in LISTED)
    assert {name for name, texts in seen.items() if texts} == set(LISTED)
    assert {name for name in CONSENTS if f"Centre {name}" in said} == set(LISTED)
    assert not [text for texts in seen.values() for text in texts if text not in given]
    for text in ("zqcontactqz", "zqcommentqz", *(f"Centre {name}" for name in AWAY)):
        assert text not in said + said_by(desktop.go("export")) + given, text


def test_a_list_of_centres_gives_no_answer_of_any(desktop: Desktop, marked: tuple[Path, dict[str, Marked]]) -> None:
    path, marks = marked
    desktop.begin(path)
    said = said_by(desktop.go("centres"))
    assert "Centre silent" in said
    assert not [text for one in marks.values() for text in (*one.texts.values(), *one.comments) if text in said]
