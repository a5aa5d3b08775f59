"""What a folder gives for a merge or a check: every file of ours whatever its name; all others passed over by name."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.services.merging import passed_over
from mrcworkbench.services.merging.checking_files import check_files
from mrcworkbench.services.merging.sources import FoundFiles, files_to_read
from mrcworkbench.storage.database.schema import APPLICATION_ID
from mrcworkbench.storage.strangers import starts
from tests import merge_support as files

OTHER_DATABASE = b"SQLite format 3\0" + bytes(500)
OURS = b"SQLite format 3\0" + bytes(52) + APPLICATION_ID.to_bytes(4, "big") + bytes(100)


def zipped(entry: str) -> bytes:
    """How an archive begins whose first file is called so."""
    from io import BytesIO

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "x" * 600)
    return stream.getvalue()


def codes(found: FoundFiles) -> dict[str, str]:
    return {one.path.name: one.code for one in found.passed_over}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "centre.mrcw.txt",
            "centre.mrcw (1)",
            "centre.bin",
            "centre",
            "centre.zip",
            "centre.docx",
            "centre.mrcw.part",
        ),
        *("Zentrum für Migration.MRCW", "-o", "~$centre", "desktop.ini"),
    ],
)
def test_a_submission_is_read_whatever_its_name(name: str, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    files.centre(tmp_path, "Alpha").rename(inbox / name)
    report = files.merge(tmp_path / "all.mrcw", inbox)
    assert [(one.path.name, one.verdict.value) for one in report.files] == [(name, "new")]
    assert report.passed_over == ()


@pytest.mark.parametrize("content", [OURS, OURS[:72]])
def test_what_says_that_it_is_ours_and_is_damaged_is_refused_with_its_reason(content: bytes, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "centre.mrcw.txt").write_bytes(content)
    report = files.merge(tmp_path / "all.mrcw", inbox)
    assert files.verdicts(report) == ["refused"]
    assert report.files[0].message


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("centre.zip", zipped("centre.mrcw"), "packed"),
        ("centre", zipped("centre.mrcw"), "packed"),
        ("centre.mrcw.zip", b"cut short", "packed"),
        ("centre.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100), "packed"),
        ("centre.mrcw.gz", b"\x1f\x8b" + bytes(100), "packed"),
        ("report.xlsx", zipped("[Content_Types].xml"), "document"),
        ("letter", zipped("mimetype"), "document"),
        ("about centre.mrcw.pdf", b"%PDF-1.7", "document"),
        ("notes.txt", b"shopping", "document"),
        ("mail.eml", b"From: a@example.org", "mail"),
        ("mail.MSG", b"\xd0\xcf\x11\xe0", "mail"),
        ("winmail.dat", b"\x78\x9f\x3e\x22", "mail"),
        ("centre.mrcw.crdownload", bytes(4000), "unfinished"),
        ("other.db", OTHER_DATABASE, "other_database"),
        ("centre.mrcw.txt", b"<html>Please sign in</html>", "not_what_it_says"),
        ("centre.mrcw (1)", bytes(5000), "not_what_it_says"),
        ("centre.mrcw-journal", bytes(600), "second_file"),
        ("Centre.MRCW-wal", OURS, "second_file"),
        ("centre.txt", b"", "empty"),
        ("setup.exe", b"MZ", "other"),
        (".DS_Store", b"\0\0\0\1Bud1", "system"),
        ("._centre.mrcw", b"\0\5\x16\7", "system"),
        (".~lock.report.xlsx#", b"Ana", "system"),
        (".~all.mrcw.open", b"{}", "system"),
        (".centre.mrcw", OURS, "hidden"),
        (".all.mrcw.0123abcd.unfinished", OURS, "hidden"),
    ],
)
def test_what_is_no_submission_is_passed_over_with_what_to_do(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    found = files_to_read([tmp_path])
    assert (found.files, codes(found)) == ((), {name: code})
    assert "{" not in found.passed_over[0].why(catalogue())


@pytest.mark.parametrize("content", [b"[.ShellClassInfo]", b""])
@pytest.mark.parametrize(
    "name", ["Thumbs.db", "ehthumbs_vista.db", "desktop.ini", "~$report.docx", "Icon\r", ".directory", "._a.mrcw"]
)
def test_what_systems_and_office_programs_leave_is_told_as_such(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert codes(files_to_read([tmp_path])) == {name: "system"}


def test_everything_in_a_folder_is_counted_once(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for folder in ("a/b", ".git/objects", "folder.mrcw/deep"):
        (inbox / folder).mkdir(parents=True)
    for name in ("one.mrcw", "a/two.bin", "a/b/three.txt", ".git/objects/four", ".git/five", "folder.mrcw/six.mrcw"):
        (inbox / name).write_bytes(OURS)
    for name in ("letter.pdf", "a/letter.pdf", "a/b/empty"):
        (inbox / name).write_bytes(b"")
    (inbox / "linked").symlink_to(inbox / "a")
    (inbox / "link.mrcw").symlink_to(inbox / "one.mrcw")
    (inbox / "gone").symlink_to(inbox / "nowhere")
    found = files_to_read([inbox])
    assert [str(one.relative_to(inbox)) for one in found.files] == [
        *("folder.mrcw", "link.mrcw", "one.mrcw"),
        *("a/two.bin", "a/b/three.txt"),
    ]
    assert [(str(one.path.relative_to(inbox)), one.code) for one in found.passed_over] == [
        *((".git", "hidden"), ("gone", "link"), ("letter.pdf", "empty"), ("linked", "link")),
        *(("a/letter.pdf", "empty"), ("a/b/empty", "empty")),
    ]


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes there")
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.bin")
    assert codes(files_to_read([tmp_path])) == {"pipe.bin": "not_ordinary"}
    with pytest.raises(OSError, match=r"pipe\.bin"):
        starts.read_start(tmp_path / "pipe.bin")


def test_a_link_put_there_at_the_last_moment_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "ours.bin").write_bytes(OURS)
    (tmp_path / "link.bin").symlink_to(tmp_path / "ours.bin")
    with pytest.raises(OSError, match=r"link\.bin"):
        starts.read_start(tmp_path / "link.bin")


def test_a_file_that_cannot_be_read_is_named_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(passed_over, "read_start", denied)
    (tmp_path / "centre.bin").write_bytes(OURS)
    (tmp_path / "one.mrcw").write_bytes(OURS)
    found = files_to_read([tmp_path])
    assert [one.name for one in found.files] == ["one.mrcw"]
    assert codes(found) == {"centre.bin": "unreadable"}
    assert "Permission denied" in found.passed_over[0].why(catalogue())


def test_each_file_is_opened_once_and_the_target_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = files.centre(tmp_path, "all")
    (tmp_path / "same.bin").hardlink_to(target)
    (tmp_path / "all backup v1 2026-03-01.mrcw").write_bytes(OURS)
    (tmp_path / "all before merge 2026-03-01 08.00.00.mrcw").write_bytes(OURS)
    (tmp_path / "other backup v1 2026-03-01.mrcw").write_bytes(OURS)
    (tmp_path / "all.mrcw-journal").write_bytes(b"x")
    for name in ("one.bin", "two.txt", "three.mrcw", ".hidden"):
        (tmp_path / name).write_bytes(OURS)
    opened: list[str] = []
    real = os.open

    def counted(path: Path, *more: int) -> int:
        opened.append(Path(path).name)
        return real(path, *more)

    monkeypatch.setattr(os, "open", counted)
    found = files_to_read([tmp_path], target)
    assert sorted(opened) == ["one.bin", "three.mrcw", "two.txt"], (
        "closing a file that SQLite has open would drop its locks"
    )
    assert [one.name for one in found.files] == ["one.bin", "three.mrcw", "two.txt"]
    assert codes(found) == {
        ".hidden": "hidden",
        "all backup v1 2026-03-01.mrcw": "backup",
        "all before merge 2026-03-01 08.00.00.mrcw": "backup",
        "all.mrcw": "target",
        "other backup v1 2026-03-01.mrcw": "backup",
        "all.mrcw-journal": "second_file",
        "same.bin": "target",
    }


def test_looking_through_a_large_folder_can_be_stopped(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    class Stop:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002 - the form of all progress
            raise StoppedError

    for number in range(150):
        (tmp_path / f"{number}.txt").write_bytes(b"x")
    with pytest.raises(StoppedError):
        files_to_read([tmp_path], progress=Stop())


def test_a_folder_without_submissions_is_no_failure_and_makes_nothing(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "letter.pdf").write_bytes(b"%PDF-1.7")
    target = tmp_path / "all.mrcw"
    for dry_run in (True, False):
        report = files.merge(target, inbox, dry_run=dry_run)
        assert (report.files, report.import_id, len(report.passed_over)) == ((), None, 1)
        assert not target.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("centre.zip", zipped("centre.mrcw"), "unpack"),
        ("centre.mrcw", zipped("centre.mrcw"), "unpack"),
        ("centre.mrcw.gz", b"\x1f\x8b" + bytes(range(256)) * 40, "unpack"),
        ("mail.eml", b"From: a@example.org", "attached"),
        ("winmail.dat", b"\x78\x9f\x3e\x22", "attached"),
        ("letter.docx", zipped("[Content_Types].xml"), "document"),
        ("centre.mrcw", b"%PDF-1.7", "document"),
        ("centre.mrcw", b"<html>", "not a file of MRC Workbench"),
    ],
)
def test_a_file_that_is_named_and_is_none_of_ours_is_refused_with_what_it_is(
    name: str, content: bytes, says: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    report = files.merge(tmp_path / "all.mrcw", tmp_path / name)
    assert report.passed_over == ()
    assert report.files[0].reason == "not_a_database"
    assert says in str(report.files[0].message)
    (checked,) = check_files([tmp_path / name], catalogue())
    assert checked.message == report.files[0].message
