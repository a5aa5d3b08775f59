"""Every command opens a database with care: after a power cut it works and says so, and it deletes no other file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mrcworkbench.storage.opening import opening
from tests.cli.conftest import Ran, Run, write_answers
from tests.storage.opening.interrupted import forged_journal, half_a_save, interrupt, journal_of
from tests.storage.strangers.hostile_files import hacked, state_of

_READING = {
    "answers": ("answers", "{db}", "--json"),
    "list": ("list", "{db}", "--json"),
    "score": ("score", "{db}", "--json"),
    "compare": ("compare", "{db}", "--json"),
    "report": ("report", "{db}", "-o", "{out}/r.xlsx", "--audience", "internal"),
    "export": ("export", "{db}", "-o", "{out}/x.xlsx"),
    "conflicts": ("conflicts", "{db}", "--json"),
    "imports": ("imports", "{db}", "--json"),
}
_WRITING = {
    "answer": ("answer", "{db}", "{out}/answers.json"),
    "submit": ("submit", "{db}", "-o", "{out}/s.mrcw", "--author", "A"),
    "merge": ("merge", "{db}", "{out}/other.mrcw"),
}
_OTHERS = {
    "check": ("check", "{db}"),
    "dry merge": ("merge", "{db}", "{out}/other.mrcw", "--dry-run"),
    "screens": ("screens", "{db}", "-o", "{out}/pictures"),
}
_COMMANDS = {**_READING, **_WRITING}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder / "own.mrcw"


@pytest.fixture
def out(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    write_answers(folder, {"prof_body": "x"})
    run("new", folder / "other.mrcw", "--centre", "Sarandë", "--country", "AL", "--round", "2026")
    return folder


def _run(run: Run, words: tuple[str, ...], stick: Path, out: Path) -> Ran:
    return run(*(word.format(db=stick, out=out) for word in words))


@pytest.mark.parametrize("name", _COMMANDS)
def test_after_a_power_cut_the_next_command_works_and_says_what_happened(
    name: str, centre: Path, stick: Path, out: Path, run: Run
) -> None:
    interrupt(centre, stick, "UPDATE centres SET name = 'half done'", half_a_save())
    ran = _run(run, _COMMANDS[name], stick, out)
    assert ran.status == 0, ran.err
    assert ran.err.count("had been interrupted") == 1
    assert "changed by another program" not in ran.err
    assert not journal_of(stick).exists()
    assert run("list", stick, "--json").json["centres"][0]["name"] == "Port Velira"
    again = _run(run, _COMMANDS["list"], stick, out)
    assert "interrupted" not in again.err


@pytest.mark.parametrize("name", _READING)
def test_where_nothing_can_be_written_the_reading_commands_work_too(
    name: str, centre: Path, stick: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(centre, stick, "UPDATE centres SET name = 'half done'", half_a_save())
    before = state_of(stick.parent)
    monkeypatch.setattr(opening, "may", lambda *_: False)
    ran = _run(run, _READING[name], stick, out)
    assert ran.status == 0, ran.err
    assert "could not be mended" in ran.err
    assert state_of(stick.parent) == before
    assert run("list", stick, "--json").json["centres"][0]["name"] == "Port Velira"


@pytest.mark.parametrize("name", _WRITING)
def test_where_nothing_can_be_written_the_writing_commands_say_why(
    name: str, centre: Path, stick: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(centre, stick, half_a_save())
    before = state_of(stick.parent)
    monkeypatch.setattr(opening, "may", lambda *_: False)
    ran = _run(run, _WRITING[name], stick, out)
    assert ran.status == 1
    assert "protected from changes" in ran.err
    assert state_of(stick.parent) == before


@pytest.mark.parametrize("name", [*_COMMANDS, *_OTHERS])
@pytest.mark.parametrize("kind", ["a forged journal", "a letter", "a view"])
def test_no_command_deletes_another_file_or_runs_what_is_in_the_database(
    kind: str, name: str, sample: Path, stick: Path, out: Path, run: Run
) -> None:
    shutil.copyfile(sample, stick)
    letter = stick.parent / "letter.txt"
    letter.write_text("dear all")
    match kind:
        case "a forged journal":
            journal_of(stick).write_bytes(forged_journal(stick.read_bytes(), victim=os.fsencode(letter)))
        case "a letter":
            journal_of(stick).write_text("dear all")
        case _:
            hacked(stick, "ALTER TABLE units RENAME TO old", "CREATE VIEW units AS SELECT * FROM old")
    before = state_of(stick.parent)
    ran = _run(run, {**_COMMANDS, **_OTHERS}[name], stick, out)
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert state_of(stick.parent) == before
