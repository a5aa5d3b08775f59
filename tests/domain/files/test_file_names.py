"""Names of files are shown on one line and as they read, whatever somebody called them."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.files.names import on_one_line


@pytest.mark.parametrize(
    "name",
    [
        "centre.mrcw",
        "centre (1)",
        "مركز النور.mrcw",
        "Đakova 2026.mrcw",
        "\u0645\u06cc\u200c\u062e\u0648.mrcw",
        "日本.mrcw",
        "a  b",
    ],
)
def test_what_people_call_files_stays(name: str) -> None:
    assert on_one_line(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines.mrcw",
        "two\r\nlines.mrcw",
        "tab\there.mrcw",
        "\u202ewcrm.txt",
        "\u2067turned.mrcw",
        "\x1b[31mred.mrcw",
        "bell\x07.mrcw",
        "line\u2028end.mrcw",
        "no\u00adhyphen.mrcw",
        b"bad\xff\xfebytes.mrcw".decode("utf-8", "surrogateescape"),
    ],
)
def test_what_would_end_the_line_turn_it_round_or_hide_is_shown_as_a_mark(name: str) -> None:
    shown = on_one_line(name)
    assert len(shown) == len(name)
    assert "\N{REPLACEMENT CHARACTER}" in shown
    assert shown.isprintable()
    shown.encode("utf-8")
