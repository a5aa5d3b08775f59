"""Imports stand at the top of their module, but for those that a person would wait for.

`late_imports.txt` lists the others, one line each: the module, and what a function of it imports. Such a line has a
reason as long as there is a moment that people wait for (`MOMENTS`) at which the module is there, and what it imports
is not.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.structure.source import PROJECT, imported_by, late, modules, tree

LIST = Path(__file__).with_name("late_imports.txt")
MOMENTS = ("painted", "filled", "usable", "visited", "list", "score", "no display")
"""The first paint; the window filled, before another thread opens the file; the first page usable; every page visited;
two commands that only tell what is there; and a computer without a display."""
HEAVY = ("PIL", "alembic", "anyascii", "babel", "ctypes", "openpyxl", "phonenumbers", "pypdf", "sqlalchemy")

PROGRAM = """
import os, sys
from pathlib import Path
moment, database, pictures = sys.argv[1:]
at_opening = []

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "mrcworkbench.services.session.session":
            at_opening.extend(sys.modules)

if moment == "filled":
    sys.meta_path.insert(0, Watch())
if moment == "no display":
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        os.environ.pop(name, None)
from mrcworkbench.cli import main
words = {
    "painted": [database, "--exit-when", "painted"],
    "filled": [database, "--exit-when", "ready"],
    "usable": [database, "--exit-when", "ready"],
    "visited": ["screens", database, "-o", pictures],
    "no display": [database],
}
main(words.get(moment, [moment, database]))
qt = [(name, module) for name, module in sys.modules.items() if name.startswith("PySide6.")]
print("LOADED", *(at_opening or sys.modules), *(f"{name}.{made}" for name, module in qt for made in vars(module)))
"""


@cache
def in_code() -> frozenset[tuple[str, str]]:
    return frozenset(
        (name, imported)
        for name, file in modules().items()
        for node in late(tree(file))
        for imported in imported_by(node)
    )


def listed() -> list[tuple[str, ...]]:
    return [tuple(line.split()) for line in LIST.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, frozenset[str]]:
    """By moment, what is imported then."""
    from mrcworkbench.services.session.databases import create_sample

    folder = tmp_path_factory.mktemp("start")
    database = folder / "sample.mrcw"
    create_sample(database)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "MRCWORKBENCH_DATA": str(folder / "data"),
        "PYTHONPATH": str(PROJECT),
    }

    def at(moment: str) -> frozenset[str]:
        command = [sys.executable, "-c", PROGRAM, moment, str(database), str(folder / "pictures")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return frozenset(done.stdout.rpartition("LOADED ")[2].split())

    return {moment: at(moment) for moment in MOMENTS}


def test_every_import_inside_a_function_is_listed() -> None:
    new = sorted(in_code() - set(listed()))
    assert new == [], "move each to the top of its module; or, where a start would wait for it, list it"


def test_everything_listed_is_imported_inside_a_function() -> None:
    gone = sorted(set(listed()) - in_code())
    assert gone == [], f"take these lines out of {LIST.name}"


def test_the_list_is_sorted_and_names_nothing_twice() -> None:
    assert listed() == sorted(set(listed()))


def test_what_is_imported_late_is_not_there_while_a_person_waits(loaded: dict[str, frozenset[str]]) -> None:
    in_vain = [
        f"{name} {imported}"
        for name, imported in sorted(in_code())
        if not any(name in there and imported not in there for there in loaded.values())
    ]
    assert in_vain == [], "nobody waits less for it: move each to the top of its module, and out of the list"


@pytest.mark.parametrize(
    ("moment", "needed"),
    [
        ("painted", ()),
        ("filled", ()),
        ("usable", ("sqlalchemy",)),
        ("list", ("sqlalchemy",)),
        ("score", ("sqlalchemy",)),
        ("no display", ()),
    ],
)
def test_a_start_loads_only_the_libraries_that_it_needs(
    loaded: dict[str, frozenset[str]], moment: str, needed: tuple[str, ...]
) -> None:
    assert tuple(name for name in HEAVY if name in loaded[moment]) == needed


def test_the_window_is_filled_before_the_file_is_read(loaded: dict[str, frozenset[str]]) -> None:
    assert "mrcworkbench.gui.window.workbench" in loaded["filled"]
    assert not any(name.startswith("mrcworkbench.storage") for name in loaded["filled"])
    assert "PySide6" not in loaded["no display"]
