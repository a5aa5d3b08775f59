"""Backups by command: listed, and made a new file again."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench import paths
from tests.cli.conftest import Run, write_answers
from tests.cli.test_page_of_commands import untold


def _merged(tmp_path: Path, run: Run) -> Path:
    target = tmp_path / "all.mrcw"
    for name in ("Alpha", "Beta"):
        run("new", tmp_path / f"{name}.mrcw", "--centre", name, "--country", "PT")
        assert run("merge", target, tmp_path / f"{name}.mrcw").status == 0
    return target


def test_a_backup_is_listed_and_restored_to_a_new_file(tmp_path: Path, run: Run) -> None:
    target = _merged(tmp_path, run)
    ran = run("backup", "list", target, "--json")
    (backup,) = ran.json["backups"]
    assert untold("backup", ran.json) == set()
    assert (backup["reason"], backup["whole"], backup["usable"]) == ("merge", True, True)
    assert Path(backup["path"]).parent == paths.backups()
    assert backup["made_at"].endswith("Z")
    assert backup["bytes"] > Path(backup["path"]).stat().st_size
    restored = tmp_path / "before.mrcw"
    ran = run("backup", "restore", target, backup["id"], "-o", restored, "--json")
    assert untold("backup", ran.json) == set()
    assert ran.json == {"restored": str(restored), "backup": backup["path"]}
    assert [one["name"] for one in run("list", restored, "--json").json["centres"]] == ["Alpha"]
    assert run("merge", restored, tmp_path / "Beta.mrcw").status == 0, "it is a database in use"


def test_it_is_said_in_words_too_and_nothing_is_written_over(tmp_path: Path, run: Run) -> None:
    target = _merged(tmp_path, run)
    listed = run("backup", "list", target)
    assert "Before a merge" in listed.out
    (backup,) = run("backup", "list", target, "--json").json["backups"]
    before = target.read_bytes()
    ran = run("backup", "restore", target, backup["path"], "-o", target)
    assert ran.status == 1
    assert target.read_bytes() == before
    unknown = run("backup", "restore", target, "no such", "-o", tmp_path / "new.mrcw", "--json")
    assert (unknown.status, unknown.json["problems"][0]["code"]) == (1, "backup_unknown")


def test_a_database_that_is_gone_comes_back(tmp_path: Path, run: Run) -> None:
    target = _merged(tmp_path, run)
    target.unlink()
    (backup,) = run("backup", "list", target, "--json").json["backups"]
    assert run("backup", "restore", target, backup["id"], "-o", target).status == 0
    assert run("list", target).status == 0


def test_a_database_without_backups_has_an_empty_list(run: Run, centre: Path) -> None:
    ran = run("backup", "list", centre, "--json")
    assert (ran.status, ran.json) == (0, {"backups": []})


def test_no_command_takes_a_backup_for_a_submission(tmp_path: Path, run: Run) -> None:
    target = _merged(tmp_path, run)
    (backup,) = run("backup", "list", target, "--json").json["backups"]
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "of another machine.mrcw").write_bytes(Path(backup["path"]).read_bytes())
    (folder / "mailed.bin").write_bytes(Path(backup["path"]).read_bytes())
    (folder / "what.mrcwdiff").write_bytes(b"x")
    before = target.read_bytes()
    for words in (("check", folder), ("merge", target, folder)):
        ran = run(*words, "--json")
        assert (ran.status, ran.json["files"]) == (0, [])
        assert {one["code"] for one in ran.json["passed_over"]} == {"backup"}
    assert target.read_bytes() == before
    named = run("check", folder / "of another machine.mrcw", "--json")
    assert [one["reason"] for one in named.json["files"]] == ["backup"]


def test_a_backup_is_read_and_nothing_is_written_to_it(tmp_path: Path, run: Run) -> None:
    target = _merged(tmp_path, run)
    (backup,) = run("backup", "list", target, "--json").json["backups"]
    before = Path(backup["path"]).read_bytes()
    assert run("list", backup["path"]).status == 0
    ran = run("answer", backup["path"], write_answers(tmp_path, {"prof_year": 1999}), "--json")
    assert ran.status == 1
    assert ran.json["problems"][0]["code"] == "backup_opened"
    assert Path(backup["path"]).read_bytes() == before
