"""What the window remembers: a broken or foreign file of settings stops nothing, and costs only what is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.gui import preferences
from mrcworkbench.gui.preferences import Preferences


def keep(content: bytes | str) -> None:
    file = preferences.file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


BROKEN = {
    "empty": b"",
    "a list": b"[]",
    "a number": b"7",
    "nothing": b"null",
    "a zero byte": b"\0",
    "cut short": b'{"theme": "dark"',
    "two documents": b"{}{}",
    "another character set": '{"theme": "dark"}'.encode("utf-16"),
    "no characters": b'{"theme": "\xff\xfe"}',
    "nested deeply": b"[" * 100_000,
    "a field nested deeply": b'{"recent": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number of many digits": b'{"scale": ' + b"9" * 10_000 + b"}",
    "very large": b'{"theme": "dark", "x": "' + b"x" * 20_000_000 + b'"}',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_understood_is_left_out(user_data: Path, name: str) -> None:
    keep(BROKEN[name])
    assert preferences.load() == Preferences()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("theme", value) for value in ("DARK", "", 3, None, True, [], {}, ["dark"], "solarised", "dark\0")),
        *(("scale", value) for value in (True, 100.0, 0, -1, 99, 10**30, "100", None, [], {}, [100])),
        *(("language", value) for value in ("xx", "xx_INVALID", "", "../../etc/passwd", "en\0", 5, None, [], {}, "C")),
        *(("recent", value) for value in ({}, "x", 5, None, True, [5], [None], [[]], [{}], ["\0"], ["/a\0b"])),
        *(("recent", [value]) for value in ("", "relative.mrcw", "/" + "x" * 10_000, "\ud800")),
        *(("last", value) for value in (5, None, [], {}, "x\0y", "relative.mrcw", "/" + "x" * 5000, True)),
    ],
)
def test_a_field_that_is_wrong_is_left_at_its_default_and_the_others_hold(
    user_data: Path, field: str, value: object
) -> None:
    good = {"theme": "dark", "scale": 115, "language": "en", "recent": ["/a.mrcw"], "last": "/a.mrcw"}
    keep(json.dumps({**good, field: value}))
    found = preferences.load()
    rest = {one: getattr(found, one) for one in good if one not in (field, "last")}
    assert rest == {one: tuple(kept) if isinstance(kept, list) else kept for one, kept in good.items() if one in rest}
    assert getattr(found, field) == getattr(Preferences(), field) or field == "last"


def test_numbers_beyond_all_bounds_are_no_scale(user_data: Path) -> None:
    keep('{"scale": 1e400, "theme": NaN, "last": -Infinity}')
    assert preferences.load() == Preferences()


def test_good_entries_of_a_list_with_bad_ones_stay(user_data: Path) -> None:
    keep(json.dumps({"recent": ["/a.mrcw", 5, "/b\0.mrcw", "/a.mrcw", None, "/c.mrcw"]}))
    assert preferences.load().recent == ("/a.mrcw", "/c.mrcw")


def test_fields_of_another_version_are_passed_over(user_data: Path) -> None:
    keep(json.dumps({"theme": "dark", "columns": {"width": [1, 2]}, "recent_searches": None}))
    assert preferences.load() == Preferences(theme="dark")


def test_a_mark_of_the_byte_order_before_the_text_is_no_fault(user_data: Path) -> None:
    keep(b"\xef\xbb\xbf" + json.dumps({"theme": "dark"}).encode())
    assert preferences.load().theme == "dark"


def test_settings_of_the_first_version_open_its_last_file_again(user_data: Path) -> None:
    keep(json.dumps({"theme": "light", "scale": 100, "language": "en", "recent": ["/b.mrcw", "/a.mrcw"]}))
    assert preferences.load().last == "/b.mrcw"


def test_every_field_has_its_check() -> None:
    assert set(preferences._CHECKS) == set(Preferences._fields)


def a_folder(file: Path) -> None:
    file.mkdir()


def a_link_to_itself(file: Path) -> None:
    file.symlink_to(file.name)


def a_link_to_nowhere(file: Path) -> None:
    file.symlink_to("nowhere.json")


def a_pipe(file: Path) -> None:
    os.mkfifo(file)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names, and links for few")
@pytest.mark.parametrize("make", [a_folder, a_link_to_itself, a_link_to_nowhere, a_pipe])
def test_what_is_no_file_is_left_out_and_settings_change_nothing_else(
    user_data: Path, make: Callable[[Path], None]
) -> None:
    user_data.mkdir()
    make(preferences.file())
    assert preferences.load() == Preferences()
    preferences.change(lambda kept: kept.opened(Path("/a.mrcw")))
    assert preferences.load().recent in ((), ("/a.mrcw",))
    assert not preferences.file().with_suffix(".new").exists()


def test_a_file_opened_for_a_look_does_not_open_at_the_next_start() -> None:
    kept = Preferences().opened(Path("/own.mrcw")).opened(Path("/sent.mrcw"), next_start=False)
    assert kept.recent == ("/sent.mrcw", "/own.mrcw")
    assert kept.last == "/own.mrcw"


START = """
import sys
from pathlib import Path
from mrcworkbench.gui.window.app import run
sys.exit(run(Path(sys.argv[1]), exit_when="ready"))
"""
SURROUNDINGS: dict[str, dict[str, str | None]] = {
    "a locale that is none": {"LANG": "xx_INVALID", "LC_ALL": "xx_INVALID.UTF-9"},
    "no locale": {"LC_ALL": "C", "LANG": None},
    "a time zone that is none": {"TZ": "Nowhere/Never"},
    "a home that is not there": {"HOME": "/nowhere/at/all", "MRCWORKBENCH_DATA": None},
    "relative folders": {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "x", "MRCWORKBENCH_DATA": None},
    "a data folder of nobody": {"MRCWORKBENCH_DATA": "~nobody-of-this-name/data"},
    "a data folder that is a file": {"MRCWORKBENCH_DATA": "FILE"},
    "a data folder below a file": {"MRCWORKBENCH_DATA": "FILE/below"},
    "a relative data folder": {"MRCWORKBENCH_DATA": "here"},
    "a scale that is none": {"QT_SCALE_FACTOR": "large", "QT_FONT_DPI": "x"},
    "no folder for temporary files": {"TMPDIR": "/nowhere", "TEMP": "", "TMP": "FILE"},
}


@pytest.mark.skipif(sys.platform == "win32", reason="the surroundings of Linux and macOS")
@pytest.mark.parametrize("name", SURROUNDINGS)
def test_odd_surroundings_stop_no_start(sample: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "a file"
    file.write_text("x")
    here = tmp_path / "cwd"
    here.mkdir()
    root = Path(__file__).parents[3]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "MRCWORKBENCH_DATA": str(tmp_path / "data"),
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(root),
    }
    for variable, value in SURROUNDINGS[name].items():
        environment.pop(variable, None)
        if value is not None:
            environment[variable] = value.replace("FILE", str(file))
    done = subprocess.run(
        [sys.executable, "-c", START, str(sample)],
        env=environment,
        check=False,
        cwd=here,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    if name == "relative folders":
        assert not list(here.iterdir()), "nothing is put where the program was started"


def test_without_a_home_there_is_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MRCWORKBENCH_DATA")
    monkeypatch.setattr(os.path, "expanduser", lambda name: name)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert paths.home().is_absolute()
    assert paths.user_data().is_absolute()
    assert paths.documents().is_absolute()
