"""Other programs rely on mrcworkbench/cli/README.md: every name that a command prints is told there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mrcworkbench import paths
from mrcworkbench.cli.arguments import COMMANDS
from tests.cli.conftest import Run, write_answers

PAGE = (paths.resources().parent / "mrcworkbench" / "cli" / "README.md").read_text("utf-8")
OPEN = frozenset({"answers", "totals", "levels", "tables", "left_out", "base", "value"})
"""Names whose own names are codes, verdicts, numbers and the like."""


def rules() -> list[str]:
    return re.split(r"^(?=\d+\. |## )", PAGE, flags=re.MULTILINE)


def names(document: Any) -> Iterator[str]:
    if isinstance(document, list):
        for one in document:
            yield from names(one)
    if isinstance(document, dict):
        for name, value in document.items():
            yield name
            if name not in OPEN:
                yield from names(value)


def untold(command: str, document: Any) -> set[str]:
    """The names that no rule of the page that is about the command tells."""
    about = [rule for rule in rules() if re.search(rf"`{command}[ `]", rule)]
    return set(names(document)) - set(re.findall(r"\w+", " ".join(about)))


def test_every_command_is_told() -> None:
    assert [command for command in sorted(COMMANDS) if f"`{command}" not in PAGE] == []


def test_every_name_that_a_command_prints_is_told(tmp_path: Path, run: Run, centre: Path, sample: Path) -> None:
    def wrong(*words: object) -> set[str]:
        return untold(str(words[0]), run(*words, "--json").json)

    sent, target = tmp_path / "sent", tmp_path / "all.mrcw"
    sent.mkdir()
    (sent / "letter.txt").write_text("Dear all", "utf-8")
    (sent / "bad.mrcw").write_text("no database", "utf-8")
    assert wrong("answer", centre, write_answers(tmp_path, {"prof_year": 1998})) == set()
    assert wrong("answers", sample) == set()
    assert wrong("answers", sample, "-o", tmp_path / "own.json") == set()
    assert wrong("score", sample) == set()
    assert wrong("compare", sample) == set()
    assert wrong("report", sample, "-o", tmp_path / "report.xlsx") == set()
    assert wrong("export", sample, "-o", tmp_path / "tidy", "--format", "csv") == set()
    assert wrong("submit", centre, "-o", sent / "one.mrcw", "--author", "Ana") == set()
    assert wrong("check", sent) == set()
    assert wrong("merge", target, sent, "--dry-run") == set()
    run("merge", target, sent)
    for year in (2001, 2002):
        copy = tmp_path / f"{year}.mrcw"
        copy.write_bytes(centre.read_bytes())
        run("answer", copy, write_answers(tmp_path, {"prof_year": year}))
        assert wrong("merge", target, copy) == set()
    (conflict,) = run("conflicts", target).json["conflicts"]
    assert untold("conflicts", conflict) == set()
    settled = tmp_path / "settled.json"
    settled.write_text(json.dumps([{"conflict": conflict["id"], "value": 2002, "reason": "asked"}]), "utf-8")
    assert wrong("resolve", target, settled, "--author", "Olga") == set()
    assert wrong("list", target) == set()
    assert wrong("imports", target) == set()
    other = run("new", tmp_path / "other.mrcw", "--centre", "Sarandë", "--country", "AL", "--json").json["centres"][0][
        "id"
    ]
    run("merge", target, tmp_path / "other.mrcw")
    file = ("--file", hashlib.sha256((tmp_path / "other.mrcw").read_bytes()).hexdigest())
    assert wrong("set-aside", target, *file, "--reason", "too heavy", "--author", "Olga") == set()
    assert wrong("put-back", target, *file, "--author", "Olga") == set()
    assert wrong("imports", target) == set()
    assert wrong("undo-import", target, "--author", "Olga") == set()
    run("merge", target, tmp_path / "other.mrcw")
    own = run("list", centre, "--json").json["centres"][0]["id"]
    assert wrong("join", target, "--centre", other, "--into", own, "--reason", "same", "--author", "Olga") == set()
    assert wrong("withdraw", target, "--centre", own, "--reason", "asked", "--author", "Olga") == set()
    assert wrong("decisions", target) == set()


def test_every_name_of_a_failure_is_told(tmp_path: Path, run: Run, centre: Path) -> None:
    form = next(rule for rule in rules() if "a command that fails" in rule)
    for words in (("answer", centre, write_answers(tmp_path, {"prof_year": "x"})), ("score", tmp_path / "no.mrcw")):
        assert set(names(run(*words, "--json").json)) <= set(re.findall(r"\w+", form))
