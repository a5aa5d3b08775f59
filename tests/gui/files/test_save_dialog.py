"""Saving under a name that a person types: the ending is added before anything is asked, and nothing goes unasked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from mrcworkbench.gui.outside.save_dialog import SaveDialog, with_ending
from mrcworkbench.gui.window.files import Asking
from mrcworkbench.services.session.session import create, open_session
from tests.gui.files.dialogs import typing
from tests.gui.window_support import Desktop


@pytest.fixture
def mine(desktop: Desktop, tmp_path: Path) -> Desktop:
    """The window on a centre's file, with the real dialog."""
    create(tmp_path / "Mine.mrcw", "Mine", "AL", "2026")
    desktop.begin(tmp_path / "Mine.mrcw")
    desktop.bench.files._ask = Asking(desktop.bench.texts, desktop.window)
    return desktop


def made(folder: Path) -> list[str]:
    """The databases in a folder, without the notice of the open one."""
    return sorted(file.name for file in folder.iterdir() if file.is_file() and not file.name.endswith(".open"))


def centre_in(path: Path) -> str:
    with open_session(path, read_only=True) as session:
        return session.centres()[0].name


TYPED = {
    "Other centre": "Other centre.mrcw",
    "MRC 3.2026": "MRC 3.2026.mrcw",
    "x.mrcw": "x.mrcw",
    "x.MRCW": "x.MRCW",
    "x.xlsx": "x.xlsx.mrcw",
    "v1.2.3": "v1.2.3.mrcw",
    "my.centre.mrcw": "my.centre.mrcw",
    "x.mrcw.bak": "x.mrcw.bak.mrcw",
    "Tirana.": "Tirana.mrcw",
    "Tirana...": "Tirana.mrcw",
    "Tirana ": "Tirana.mrcw",
    "x.mrcw.": "x.mrcw",
    "Sarandë 2026": "Sarandë 2026.mrcw",
    "مركز ٢٠٢٦": "مركز ٢٠٢٦.mrcw",
    "центр.2026": "центр.2026.mrcw",
    "centre 🙂": "centre 🙂.mrcw",
    ".hidden": ".hidden.mrcw",
    "10.5 %": "10.5 %.mrcw",
    "a&b <1>".replace("<", "(").replace(">", ")"): "a&b (1).mrcw",
}


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_the_copy_has_the_ending(mine: Desktop, tmp_path: Path, typed: str) -> None:
    hands = typing(mine.app, tmp_path / typed)
    hands.during(mine.bench.files.save_copy)
    mine.settle()
    assert hands.asked == []
    assert made(tmp_path) == sorted(["Mine.mrcw", TYPED[typed]])
    assert centre_in(tmp_path / TYPED[typed]) == "Mine"


@pytest.mark.parametrize("typed", ["Other", "Other.mrcw"])
def test_where_a_new_file_is_made_an_existing_one_is_left_without_a_question(
    mine: Desktop, tmp_path: Path, typed: str
) -> None:
    create(tmp_path / "Other.mrcw", "Other centre", "AL", "2026")
    before = (tmp_path / "Other.mrcw").read_bytes()
    hands = typing(mine.app, tmp_path / typed, yes=True)
    hands.during(mine.bench.files.make_collection)
    mine.settle()
    assert hands.asked == []
    assert (tmp_path / "Other.mrcw").read_bytes() == before
    assert any("was left as it is" in " ".join(words) for words in mine.said), mine.said


@pytest.mark.parametrize("typed", ["Other", "MRC 3.2026", "x.xlsx", "Tirana.", "Sarandë 3.2026", "kept.mrcw", "v1.2.3"])
@pytest.mark.parametrize("yes", [False, True])
def test_another_file_is_replaced_after_a_yes_only(mine: Desktop, tmp_path: Path, typed: str, yes: bool) -> None:
    other = tmp_path / with_ending(Path(typed), ".mrcw").name
    create(other, "Other centre", "AL", "2026")
    before = other.read_bytes()
    hands = typing(mine.app, tmp_path / typed, yes=yes)
    hands.during(mine.bench.files.save_copy)
    mine.settle()
    assert len(hands.asked) == 1, hands.asked
    assert other.name in hands.asked[0]
    if yes:
        assert centre_in(other) == "Mine"
    else:
        assert other.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir() if file.is_file()} >= {other.name, "Mine.mrcw"}


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("NUL", "Windows keeps"),
        ("con.mrcw", "Windows keeps"),
        ("com1.2026", "Windows keeps"),
        ("LPT9", "Windows keeps"),
        ("aux .mrcw", "Windows keeps"),
        ("COM¹", "Windows keeps"),
        ("conin$", "Windows keeps"),
        ("a:b", "characters"),
        ("what?", "characters"),
        ("a*b", "characters"),
        ("<b>", "characters"),
        ("a|b", "characters"),
        ("tab\there", "characters"),
        ("x-journal", ""),
        ("Mine", "opened"),
        ("x" * 250, "too long"),
        ("ë" * 126, "too long"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="there the dialog refuses such names by itself")
def test_a_name_that_is_none_is_refused_in_a_sentence(mine: Desktop, tmp_path: Path, typed: str, about: str) -> None:
    hands = typing(mine.app, tmp_path / typed, yes=True)
    before = (tmp_path / "Mine.mrcw").read_bytes()
    hands.during(mine.bench.files.save_copy)
    mine.settle()
    if typed == "x-journal":  # with its ending it is the name of a database
        assert (tmp_path / "x-journal.mrcw").is_file()
        return
    assert (tmp_path / "Mine.mrcw").read_bytes() == before
    assert made(tmp_path) == ["Mine.mrcw"]
    assert mine.said[-1][0] == "danger", mine.said
    assert about in " ".join(mine.said[-1][1:]) or typed == "Mine"


def test_a_folder_of_that_name_is_no_place_for_a_copy(mine: Desktop, tmp_path: Path) -> None:
    (tmp_path / "all.2026.mrcw").mkdir()
    hands = typing(mine.app, tmp_path / "all.2026")
    hands.during(mine.bench.files.save_copy)
    mine.settle()
    assert mine.said[-1][0] == "danger"
    assert not list((tmp_path / "all.2026.mrcw").iterdir())


def test_what_another_window_has_open_is_not_replaced(mine: Desktop, tmp_path: Path) -> None:
    other = tmp_path / "Other.mrcw"
    create(other, "Other", "AL", "2026")
    with open_session(other):
        hands = typing(mine.app, other, yes=True)
        hands.during(mine.bench.files.save_copy)
        mine.settle()
    assert mine.said[-1][0] == "danger"
    assert "another window" in " ".join(mine.said[-1][1:])
    assert centre_in(other) == "Other"


def test_what_is_protected_from_changes_is_not_replaced(
    mine: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "Other.mrcw"
    create(other, "Other", "AL", "2026")
    monkeypatch.setattr("os.access", lambda *_: False)  # the administrator may write everything
    hands = typing(mine.app, other, yes=True)
    hands.during(mine.bench.files.save_copy)
    mine.settle()
    assert "protected" in " ".join(mine.said[-1][1:])
    assert centre_in(other) == "Other"


def test_a_file_that_appears_after_the_question_is_left_alone(
    mine: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "late.mrcw"
    write = mine.bridge.session.save_copy

    def late_write(path: Path, *, overwrite: bool) -> object:
        create(late, "Late", "AL", "2026")
        return write(path, overwrite=overwrite)

    monkeypatch.setattr(mine.bridge.session, "save_copy", late_write)
    typing(mine.app, late).during(mine.bench.files.save_copy)
    mine.settle()
    assert centre_in(late) == "Late"


@pytest.mark.parametrize("ending", [".mrcw", ".xlsx", ".csv", ".txt", ".pdf"])
def test_a_dialog_that_asks_before_the_ending_is_added_is_asked_after(
    qapp: QApplication, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """As the dialogs of some desktops of Linux do: they give the name as it was typed, and have asked about that."""
    there = tmp_path / f"report 3.2026{ending}"
    there.write_text("months of work")
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / "report 3.2026")])
    asked: list[Path] = []
    dialog = SaveDialog(desktop.bench.texts)
    monkeypatch.setattr(dialog, "_may_replace", lambda _parent, _title, path: asked.append(path))
    assert dialog(desktop.window, "Save", tmp_path / f"suggested{ending}") is None
    assert asked == [there]


def test_a_dialog_without_a_choice_gives_nothing(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code, chosen in ((0, ["/x"]), (1, []), (1, [""])):
        monkeypatch.setattr(QFileDialog, "exec", lambda _, code=code: code)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _, chosen=chosen: chosen)
        assert SaveDialog(desktop.bench.texts)(desktop.window, "Save", tmp_path / "x.mrcw") is None
