"""The start: what is imported when, and the pictures of the pages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mrcworkbench.content.directions import reads_from_right
from mrcworkbench.errors import UserError
from mrcworkbench.gui import preferences
from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.window.app import screens

HEAVY = ("sqlalchemy", "alembic", "openpyxl", "babel", "mrcworkbench.content.study", "mrcworkbench.storage.store")


def python(code: str, folder: Path) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MRCWORKBENCH_DATA": str(folder)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_first_paint_needs_nothing_heavy(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from mrcworkbench.gui.window.app import run
run(Path("nowhere.mrcw"), exit_when="painted")
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert python(code, tmp_path).strip() == "[]"


def test_the_first_paint_makes_no_list_of_all_the_names_of_qt(tmp_path: Path) -> None:
    code = """
import enum
made, make = [], enum.EnumType._create_
enum.EnumType._create_ = lambda cls, name, *args, **kwargs: made.append(name) or make(cls, name, *args, **kwargs)
from mrcworkbench.gui.window.app import run
run(None, exit_when="painted")
print([name for name in ("BrushStyle", "Key", "AlignmentFlag") if name in made], len(made) > 0)
"""
    assert python(code, tmp_path).strip() == "[] True"


def test_a_start_makes_no_classes_of_widgets_that_no_page_has(tmp_path: Path, sample: Path) -> None:
    code = f"""
import enum
from pathlib import Path
made, make = [], enum.EnumType._create_
enum.EnumType._create_ = lambda cls, name, *args, **kwargs: made.append(name) or make(cls, name, *args, **kwargs)
from mrcworkbench.gui.window.app import run
run(Path({str(sample)!r}), exit_when="ready")
print([name for name in ("WizardOption", "DialogLabel") if name in made], "FocusPolicy" in made)
"""
    assert python(code, tmp_path).strip() == "[] True"


def test_a_usable_home_page_needs_no_report_writer_no_study_and_no_babel(tmp_path: Path, sample: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from mrcworkbench.gui.window.app import run
status = run(Path({str(sample)!r}), exit_when="ready")
print(status, [name for name in ("alembic", "openpyxl", "babel", "mrcworkbench.content.study") if name in sys.modules])
"""
    assert python(code, tmp_path).strip() == "0 []"


def test_a_start_reads_the_source_of_no_module_of_its_libraries(tmp_path: Path, sample: Path) -> None:
    code = f"""
import linecache
from pathlib import Path
from mrcworkbench.gui.window.app import run
run(Path({str(sample)!r}), exit_when="ready")
import mrcworkbench.storage.store as store, sqlalchemy
print([module.__name__ for module in (store, sqlalchemy) if module.__file__ in linecache.cache])
"""
    assert python(code, tmp_path).strip() == "[]"


def test_the_first_start_is_ready_without_a_database(tmp_path: Path) -> None:
    code = "from mrcworkbench.gui.window.app import run; print(run(None, exit_when='ready'))"
    assert python(code, tmp_path).strip() == "0"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_written_as_a_picture_named_after_it(
    qapp: object, user_data: Path, sample: Path, tmp_path: Path, theme: str
) -> None:
    written = screens(sample, tmp_path / "out", theme=theme, size=(1280, 720))
    pages = {entry.name for entry in PAGES} | {"start", "register-practices"}
    assert {file.name for file in written} == {f"{page}.png" for page in pages}
    assert not preferences.file().exists()
    from PySide6.QtGui import QImage

    for file in written:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == (1280, 720)
        colours = {picture.pixel(x, y) for x in range(0, 1280, 7) for y in range(0, 720, 7)}
        assert len(colours) > 10


def test_pictures_of_a_file_that_cannot_be_opened_say_why(qapp: object, user_data: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        screens(tmp_path / "missing.mrcw", tmp_path / "out")
    assert caught.value.code == "missing"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("language", "mirrored"), [("en", False), ("ar", True), ("ar-EG", True), ("fr", False)])
def test_languages_that_read_from_the_right(language: str, mirrored: bool) -> None:
    assert reads_from_right(language) is mirrored


@pytest.mark.parametrize(
    "broken",
    [
        "mrcworkbench.gui.window.workbench.Workbench.begin",
        "mrcworkbench.gui.window.opening.changeover.Changeover.take_over",
    ],
)
def test_a_fault_during_the_start_ends_with_its_status_and_a_report(tmp_path: Path, sample: Path, broken: str) -> None:
    owner, name = broken.rsplit(".", 1)
    module, kind = owner.rsplit(".", 1)
    code = f"""
from pathlib import Path
from importlib import import_module
def fail(*_):
    raise ZeroDivisionError("a fault of ours")
setattr(getattr(import_module({module!r}), {kind!r}), {name!r}, fail)
from mrcworkbench.gui.window.app import run
print(run(Path({str(sample)!r}), exit_when="ready"))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MRCWORKBENCH_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "3"
    assert "a fault of ours" in done.stderr


def test_closing_the_window_while_something_is_read_ends_quietly(tmp_path: Path, sample: Path) -> None:
    code = f"""
from pathlib import Path
import mrcworkbench.gui.window.filling as filling
from mrcworkbench.gui.window.app import run
from mrcworkbench.gui.session.tasks import Task
def read(task):
    while True:
        task.step()
def fill(*given):
    workbench = made(*given)
    workbench.ready.connect(lambda: workbench.bridge.runner.start(Task(read)))
    return workbench
made, filling.fill_window = filling.fill_window, fill
print(run(Path({str(sample)!r}), exit_when="ready"))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MRCWORKBENCH_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "0"
    assert "deleted" not in done.stderr
    assert "Traceback" not in done.stderr
