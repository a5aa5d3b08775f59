"""Files of others that are opened show something and do nothing; everything else is only saved."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.files.kinds import Danger, danger_of

TYPES = '<Types><Default Extension="xml" ContentType="application/xml"/></Types>'
RELS = "xl/_rels/workbook.xml.rels"


def package(parts: dict[str, str | bytes] | None = None, kind: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", kind) as archive:
        for name, content in {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>", **(parts or {})}.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook() -> bytes:
    made = BytesIO()
    book = Workbook()
    book.active["A1"] = "=SUM(B1:B3)"
    book.active["A2"].hyperlink = "https://example.org/frame/oleObject"
    book.save(made)
    return made.getvalue()


def odf(parts: dict[str, str] | None = None) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", "<office:document-content/>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return made.getvalue()


def ole(*names: str, more: bytes = b"") -> bytes:
    """A binary office file as far as the names of its streams go."""
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2).ljust(64, b"\0")
        for name in ("Root Entry", "WordDocument", *names)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory + more


def pdf(*objects: bytes, start: bytes = b"%PDF-1.7\n") -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return start + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def stream(content: bytes, description: bytes = b"/Filter/FlateDecode", *, packed: bool = True) -> bytes:
    data = zlib.compress(content) if packed else content
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (description, len(data), data)


OBJECTS = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>"
SLIDE_MACROS = b"\x1f\0\xff\x03\x14\0\0\0\x02\0\0\x04\x0c\0\0\0\x05\0\0\0\x01\0\0\0\x02\0\0\0"
SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Report.PDF", pdf(CATALOGUE, stream(b"BT (hello) Tj ET"), stream(b"1 0 <</Type/Page>>", OBJECTS))),
        ("scan.pdf", pdf(CATALOGUE, stream(bytes(range(256)) * 40_000, b"/Subtype/Image/Filter/FlateDecode"))),
        ("photo.pdf", pdf(CATALOGUE, stream(b"\xff\xd8\xff\x00", b"/Filter/DCTDecode", packed=False))),
        ("hours.txt", b"Opening hours: 9 to 17\n-- see = below"),
        ("hours.txt", "Öffnungszeiten".encode("utf-16")),
        ("clients.csv", b"\xef\xbb\xbfname,people\r\nA,3\r\nB,-2\r\n"),
        ("clients.csv", "name;people\r\nÄ;-3,5\r\n".encode("cp1252")),
        ("figures.xlsx", workbook()),
        ("letter.docx", package({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": b"PK", "word/media/image1.png": b"x"})),
        ("letter.odt", odf({"Configurations2/accelerator/current.xml": "", "Pictures/1.png": "x"})),
        ("old.doc", ole("1Table", "\x05SummaryInformation", more="Macros are not allowed here".encode("utf-16-le"))),
        ("old.xls", ole("Workbook", more=b"\x85\x00\x0c\x00\x10\x20\x00\x00\x00\x00\x06\x00Sheet1")),
        ("letter.rtf", rb"{\rtf1\ansi Hello}"),
        ("letter.doc", rb"{\rtf1\ansi Hello}"),
        ("a.png", b"\x89PNG\r\n\x1a\n..."),
        ("a.JPG", b"\xff\xd8\xff\xe0"),
        ("a.webp", b"RIFF\0\0\0\0WEBP"),
    ],
)
def test_documents_and_pictures_are_opened(name: str, content: bytes) -> None:
    assert danger_of(name, content) is None


@pytest.mark.parametrize(
    "name",
    [
        *("run.exe", "run.bat", "x.lnk", "x.url", "x.desktop", "x.sh", "x.ps1", "x.js", "x.jar", "x.hta", "x.py"),
        *("report.pdf.exe", "Report.PDF.LNK", "x.scr", "x.command", "x.iso", "x.settingcontent-ms", "x.app"),
    ],
)
def test_programs_and_scripts_are_not_opened(name: str) -> None:
    assert danger_of(name, b"anything") is Danger.RUNS


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.docx", "a.png", "a.csv", "a", "a.rtf", "a.jpg"])
@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01",
        b"#!/bin/sh\nrm -rf ~",
        b"\xcf\xfa\xed\xfe\x07",
        b"L\0\0\0\x01\x14\x02\0",
        b"\xef\xbb\xbf [InternetShortcut]\nURL=file:///c:/x.exe",
        "[Desktop Entry]\nExec=sh".encode("utf-16"),
    ],
)
def test_a_program_is_found_under_any_ending(name: str, content: bytes) -> None:
    assert danger_of(name, content) is Danger.RUNS


@pytest.mark.parametrize("name", ["none", "archive.zip", "x.7z", "database.mrcw", "film.mp4", "x.", ".pdf", "a.pdf.x"])
def test_what_is_not_known_to_show_something_only_is_not_opened(name: str) -> None:
    assert danger_of(name, b"%PDF-1.7") is Danger.UNKNOWN


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.xlsb", "a.pptm", "a.dotm", "a.xlam", "a.accdb"])
def test_endings_for_macros_are_not_opened(name: str) -> None:
    assert danger_of(name, package()) is Danger.MACROS


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.doc", "a.xls", "a.odt", "a.rtf"])
@pytest.mark.parametrize(
    "content",
    [
        package({"word/vbaProject.bin": b"x"}),
        package({"XL/VBAPROJECT.BIN": b"x"}),
        package({"xl\\vbaProject.bin": b"x"}),
        package({"xl/other.bin": b"x", "[Content_Types].xml": TYPES.replace("xml", "ms-excel.sheet.macroEnabled")}),
        package({"xl/other.bin": b"x", RELS: '<Relationship Type="…/office/2006/relationships/vbaProject"/>'}),
        package({"[Content_Types].xml": TYPES.replace("xml", "macroEnabled").encode("utf-16")}),
        package({"xl/macrosheets/sheet1.xml": "x"}),
        package({"customUI/customUI.xml": "x"}),
        package({"xl/embeddings/Book.xlsm": b"x"}),
        odf({"Basic/Standard/Module1.xml": "x"}),
        odf({"Scripts/python/a.py": "x"}),
        ole("Macros", "VBA", "dir"),
        ole("_VBA_PROJECT_CUR"),
        ole("_vba_project"),
        ole("Workbook", more=b"\x85\x00\x0e\x00\x10\x20\x00\x00\x00\x01\x06\x00Macro1"),
        ole("Workbook", more=b"\x85\x00\x0e\x00\x10\x20\x00\x00\x02\x01\x06\x00Macro1"),
        ole(
            "PowerPoint Document", more=b"\x1f\0\xff\x03\x14\0\0\0\x02\0\0\x04\x0c\0\0\0\x05\0\0\0\x01\0\0\0\x02\0\0\0"
        ),
    ],
)
def test_macros_are_found_under_any_ending(name: str, content: bytes) -> None:
    assert danger_of(name, content) is Danger.MACROS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"hello"),
        ("a.svg", b"<svg/>"),
        ("a.eml", b"Subject: x"),
        ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE html>"),
        ("a.txt", "<script>".encode("utf-16")),
        ("a.csv", b"<html><table>"),
        ("a.csv", b'a,b\r\n1,=HYPERLINK("http://x")\r\n'),
        ("a.csv", b"=cmd|' /C calc'!A0"),
        ("a.csv", b'a;"@SUM(1)"'),
        ("a.csv", b"a,+cmd|' /C calc'!A0"),
        ("a.csv", "a\t=1+1".encode("utf-16")),
        ("a.rtf", rb"{\rtf1{\object\objemb{\*\objdata 0105}}}"),
        ("a.doc", rb"{\rtf1{\*\template http://x/a.dot}}"),
        ("a.docx", package({"word/activeX/activeX1.bin": b"x"})),
        ("a.docx", package({"word/embeddings/oleObject1.bin": b"x"})),
        ("a.docx", package({"word/embeddings/setup.exe": b"x"})),
        (
            "a.docx",
            package(
                {
                    "word/_rels/settings.xml.rels": "<Relationships><Relationship Type='http://schemas.openxmlformats."
                    "org/officeDocument/2006/relationships/attachedTemplate' Target='http://x' TargetMode='External'/>"
                }
            ),
        ),
        ("a.doc", ole("ObjectPool")),
        ("a.xls", ole("MBD00112233")),
        ("a.xls", ole("\x01Ole10Native")),
        ("a.pdf", pdf(CATALOGUE, SCRIPT)),
        ("a.pdf", pdf(CATALOGUE, b"<</S/Java#53cript/JS(x)>>")),
        ("a.pdf", pdf(CATALOGUE, b"<</S/#4Aava#53#63ript/JS(x)>>")),
        ("a.pdf", pdf(b"<</S/Launch/F(cmd.exe)>>")),
        ("a.pdf", pdf(b"<</Names<</EmbeddedFiles 3 0 R>>>>")),
        ("a.pdf", pdf(b"<</Subtype/RichMedia>>")),
        ("a.pdf", pdf(b"<</AcroForm<</XFA 3 0 R>>>>")),
        ("a.pdf", pdf(CATALOGUE, stream(b"1 0 " + SCRIPT, OBJECTS))),
        ("a.pdf", pdf(CATALOGUE, stream(b"1 0 " + SCRIPT, OBJECTS.replace(b"Obj", b"#4fbj")))),
        ("a.pdf", pdf(CATALOGUE, stream(b" " * ((1 << 20) - 6) + SCRIPT, OBJECTS))),
        ("a.pdf", pdf(CATALOGUE, stream(b"x " + SCRIPT, b"/Subtype/Image/Filter/FlateDecode"))),
    ],
)
def test_what_does_more_than_show_is_not_opened(name: str, content: bytes) -> None:
    assert danger_of(name, content) is Danger.ACTIVE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>%PDF-1.4"),
        ("a.pdf", b"PK\x03\x04"),
        ("a.png", b"<svg onload=x>"),
        ("a.jpg", b"GIF89a"),
        ("a.txt", b"text\0binary"),
        ("a.csv", b"ID;PWXL;N;E"),
        ("a.xls", b"<html><table>"),
        ("a.doc", b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>"),
        ("a.docx", b"hello"),
    ],
)
def test_what_is_not_what_its_name_says_is_not_opened(name: str, content: bytes) -> None:
    assert danger_of(name, content) is Danger.DIFFERS


def test_a_package_that_is_no_document_is_not_opened() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert danger_of("a.docx", made.getvalue()) is Danger.DIFFERS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", package()[:-10]),
        ("a.docx", b"PK\x03\x04" + b"\xff" * 1000),
        ("a.docx", package(kind=ZIP_BZIP2)),
        ("a.docx", package({"x" * 600: "y"})),
        ("a.xlsx", ole("EncryptedPackage", "EncryptionInfo")),
        ("a.pdf", pdf(CATALOGUE, stream(b"x", OBJECTS), b"<</Encrypt 4 0 R>>")),
        ("a.pdf", pdf(CATALOGUE, stream(b"x", OBJECTS + b"/DecodeParms<</Predictor 12>>"))),
        ("a.pdf", pdf(CATALOGUE, stream(b"78>", OBJECTS.replace(b"Flate", b"ASCIIHex"), packed=False))),
        ("a.pdf", pdf(CATALOGUE, stream(b"x\x9cbroken", OBJECTS, packed=False))),
    ],
)
def test_what_cannot_be_looked_through_is_not_opened(name: str, content: bytes) -> None:
    assert danger_of(name, content) is Danger.UNCLEAR


def _bombs() -> dict[str, bytes]:
    zeros = zlib.compress(bytes(8 << 20))
    many = BytesIO()
    with ZipFile(many, "w") as archive:
        for number in range(5000):
            archive.writestr(f"{number}.xml", "")
    return {
        "large part.docx": package({"[Content_Types].xml": " " * (64 << 20)}),
        "large parts.docx": package({f"word/_rels/{n}.rels": " " * (300 << 10) for n in range(3)}),
        "many parts.docx": many.getvalue(),
        "many told.docx": package({f"word/_rels/{n}.rels": "" for n in range(600)}),
        "long names.docx": package({("embeddings/" + "." * 500 + str(n) + "/"): "" for n in range(50)}),
        "large streams.pdf": pdf(CATALOGUE, *(b"<<>>\nstream\n%s\nendstream" % zeros for _ in range(40))),
        "many streams.pdf": pdf(b"stream\n" * 100_000),
    }


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mrcworkbench.domain.files.pdf._MOST_UNPACKED", 16 << 20)
    found = _bombs()
    tracemalloc.start()
    try:
        assert {danger_of(name, content) for name, content in found.items()} == {Danger.UNCLEAR}
        assert tracemalloc.get_traced_memory()[1] < 32 << 20
    finally:
        tracemalloc.stop()


def test_every_danger_has_its_sentence(texts: Catalogue) -> None:
    for danger in Danger:
        assert "report.docm" in texts.text(f"questions.file_danger_{danger}", name="report.docm")
