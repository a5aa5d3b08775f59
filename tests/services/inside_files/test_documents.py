"""Documents: who wrote them, where they lay, and the same documents without that."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter

from mrcworkbench.services.inside_files import Bar, CannotRemoveError, Gap, What, look_inside, ole, without_traces
from tests.services.inside_files.made_files import (
    EDITOR,
    OWNER,
    PLACE,
    SECRETS,
    docx,
    jpeg,
    odt,
    packed,
    pdf,
    pptx,
    rtf,
    xlsx,
)

MAKERS: dict[str, Callable[[], bytes]] = {"docx": docx, "xlsx": xlsx, "pptx": pptx, "odt": odt, "rtf": rtf, "pdf": pdf}


@pytest.mark.parametrize("name", MAKERS)
def test_a_document_names_who_wrote_and_who_changed_it(name: str) -> None:
    inside = look_inside(MAKERS[name]())
    assert {OWNER, EDITOR} <= set(inside.of(What.AUTHOR))
    assert inside.gap is None


@pytest.mark.parametrize("name", MAKERS)
def test_a_cleaned_document_names_nobody(name: str) -> None:
    cleaned = without_traces(MAKERS[name]())
    assert look_inside(cleaned).traces == ()
    unpacked = cleaned if not cleaned.startswith(b"PK") else b"".join(_parts(cleaned).values())
    unpacked = unpacked.replace(b"Arta Hoxha signed here.", b"")  # what the letter itself says stays
    assert [secret for secret in (*SECRETS, b"Cen Meta", b"arta\\") if secret in unpacked] == []


def test_a_letter_tells_of_people_folders_and_the_photo_in_it() -> None:
    inside = look_inside(docx())
    assert {"Cen Meta", "Dita Leka", "Arta & Ben"} <= set(inside.of(What.AUTHOR))
    assert inside.of(What.ORGANISATION) == ("MRC Tirana",)
    assert inside.of(What.PATH) == ("C:\\Users\\arta\\Letters.dotm", "file:///C:\\Users\\arta\\clients list.xlsx")
    assert PLACE in inside.of(What.PLACE)


def test_what_a_letter_says_and_links_to_stays() -> None:
    parts = _parts(without_traces(docx()))
    assert b"Arta Hoxha signed here." in parts["word/document.xml"]
    assert b'Target="clients%20list.xlsx"' in parts["word/_rels/document.xml.rels"]
    assert list(parts) == list(_parts(docx()))


def test_a_list_tells_in_which_folder_it_was_saved() -> None:
    assert look_inside(xlsx()).of(What.PATH) == ("C:\\Users\\arta\\Desktop\\",)


def test_a_list_of_openpyxl_opens_afterwards_with_its_cells_and_remarks() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"] = "people", 12  # type: ignore[index]
    book.active["A1"].comment = Comment("by sex, please", OWNER)  # type: ignore[index]
    book.properties.creator, book.properties.lastModifiedBy = OWNER, EDITOR
    made = BytesIO()
    book.save(made)
    cleaned = openpyxl.load_workbook(BytesIO(without_traces(made.getvalue())))
    sheet = cleaned.active
    assert (sheet["A1"].value, sheet["B2"].value) == ("people", 12)  # type: ignore[index]
    assert (sheet["A1"].comment.text, sheet["A1"].comment.author) == ("by sex, please", "Author")  # type: ignore[index]


def test_a_text_of_open_document_begins_with_its_kind_as_it_must() -> None:
    with ZipFile(BytesIO(without_traces(odt()))) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", 0)


def test_the_words_of_a_text_of_word_97_stay() -> None:
    assert without_traces(rtf()) == b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}Text with \\{ braces \\}.}"


def test_the_photo_in_a_scanned_paper_is_cleaned_too() -> None:
    content = pdf(photo=True)
    assert PLACE in look_inside(content).of(What.PLACE)
    cleaned = without_traces(content)
    assert not any(secret in cleaned for secret in SECRETS)
    with BytesIO(cleaned) as file:
        assert PdfReader(file).pages[0].images[0].image.size == (64, 48)  # type: ignore[union-attr]


def test_the_path_in_a_title_is_told_as_one() -> None:
    assert look_inside(pdf()).of(What.PATH) == ("Microsoft Word - C:\\Users\\arta\\letter.doc",)


def test_what_an_earlier_save_of_a_pdf_said_goes_with_the_rest() -> None:
    writer = PdfWriter(BytesIO(pdf(author="First Name")), incremental=True)
    writer.add_metadata({"/Author": "Second Name"})
    made = BytesIO()
    writer.write(made)
    assert b"First Name" in made.getvalue()
    assert b"Name" not in without_traces(made.getvalue())


def test_what_is_signed_is_told_and_left_as_it_is() -> None:
    signed = [
        docx(**{"_xmlsignatures/sig1.xml": "<a/>"}),
        pdf().replace(b"/Contents", b"/ByteRange [0 1] /Contents", 1),
    ]
    for content in signed:
        inside = look_inside(content)
        assert OWNER in inside.of(What.AUTHOR)
        assert inside.bar is Bar.SIGNED
        assert not inside.removable
        with pytest.raises(CannotRemoveError):
            without_traces(content)


@pytest.mark.parametrize(("word", "owner"), [("secret", "owner"), ("", "owner")])
def test_what_has_a_password_is_left_as_it_is(word: str, owner: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.encrypt(word, owner, algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    inside = look_inside(made.getvalue())
    assert inside.bar is Bar.LOCKED
    assert (inside.gap is Gap.LOCKED) == bool(word)
    assert (OWNER in inside.of(What.AUTHOR)) != bool(word)


def test_office_before_2007_is_read_and_says_that_there_may_be_more() -> None:
    old_sheet = (Path(__file__).parents[2] / "data" / "office_97.xls").read_bytes()
    inside = look_inside(old_sheet)
    assert inside.of(What.AUTHOR) == (OWNER, EDITOR)
    assert inside.gap is Gap.OLD_OFFICE
    cleaned = without_traces(old_sheet)
    assert look_inside(cleaned).traces == ()
    assert len(cleaned) == len(old_sheet)
    assert OWNER.encode() not in cleaned


def test_a_zip_that_is_no_document_is_not_looked_into() -> None:
    inside = look_inside(packed({"photo.jpg": jpeg()}))
    assert (inside.traces, inside.gap) == ((), Gap.KIND)


@pytest.mark.parametrize(
    "content", [b"name,n\nArta,1\n", "Tiranë".encode(), "Tiranë".encode("utf-16"), b"caf\xe9", b""]
)
def test_a_plain_text_has_nothing_beside_what_it_shows(content: bytes) -> None:
    inside = look_inside(content)
    assert (inside.traces, inside.gap) == ((), None)


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns:inkscape="x" inkscape:export-filename="C:\\Users\\arta\\map.png"/>',
        b"\xef\xbb\xbf<html><meta name=author content='Arta'></html>",
        "<gpx><trkpt lat='41.3' lon='19.8'/></gpx>".encode("utf-16"),
        b"%!PS-Adobe-3.0\n%%For: arta",
        b"Received: from desk7 (10.0.0.7)\nFrom: Arta\n\nhello",
    ],
)
def test_a_text_that_is_shown_as_something_else_is_not_called_plain(content: bytes) -> None:
    assert look_inside(content).gap is Gap.KIND


def test_a_film_in_a_presentation_is_said_not_to_be_looked_into() -> None:
    inside = look_inside(docx(**{"ppt/media/media1.mp4": b"\0\0\0\x18ftypmp42" + bytes(30)}))
    assert inside.gap is Gap.PART
    assert OWNER in inside.of(What.AUTHOR)
    assert inside.removable


def test_a_film_stays_when_the_rest_is_removed() -> None:
    film = b"\0\0\0\x18ftypmp42" + bytes(30)
    cleaned = without_traces(docx(**{"word/media/media1.mp4": film}))
    assert _parts(cleaned)["word/media/media1.mp4"] == film
    assert (look_inside(cleaned).traces, look_inside(cleaned).gap) == ((), Gap.PART)


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["office_97_photo.xls", "office_97_photo.doc"])
def test_a_photo_in_a_document_of_office_before_2007_says_what_it_says_alone(name: str) -> None:
    content = (Path(__file__).parents[2] / "data" / name).read_bytes()
    inside = look_inside(content)
    assert inside.of(What.PLACE)[0].startswith("41.32")
    assert any("ZQmakeZQ" in said for said in inside.of(What.DEVICE))
    assert inside.gap is Gap.OLD_OFFICE
    cleaned = without_traces(content)
    left = [word for word in (b"ZQmakeZQ", b"ZQmodelZQ", b"ZQartistZQ", b"ZQserialZQ", b"ZQcityZQ") if word in cleaned]
    assert left == []
    assert len(cleaned) == len(content)
    assert look_inside(cleaned).telling == ()


def test_what_is_blanked_in_a_sheet_leaves_the_heads_of_its_records() -> None:
    """A sheet cuts a picture after 8,224 bytes, also in the middle of what the picture says."""
    note = b"\xff\xfe" + (20_002).to_bytes(2) + b"x" * 20_000
    picture = b"\xff\xd8" + note + b"\xff\xda\x00\x02data\xff\xd9"
    pieces = [picture[at : at + 8224] for at in range(0, len(picture), 8224)]
    records = [
        (0xEB if not number else 0x3C).to_bytes(2, "little") + len(piece).to_bytes(2, "little") + piece
        for number, piece in enumerate(pieces)
    ]
    stream = b"\x09\x08\x02\0\0\0" + b"".join(records) + b"\x0a\0\0\0"
    ((places, found),) = ole._photos(stream)
    assert found == picture
    assert [end - start for start, end in places] == [len(piece) for piece in pieces]
    blank = ole.with_photos_blanked(stream)
    assert len(blank) == len(stream)
    assert b"xx" not in blank
    assert [blank[start - 4 : start] for start, _ in places] == [stream[start - 4 : start] for start, _ in places]
    assert blank.endswith(b"data\xff\xd9\x0a\0\0\0")


def test_who_wrote_a_note_beside_a_text_is_told_and_taken_out_of_rtf() -> None:
    note = rb"{\rtf1 Hello{\*\atnid AH}{\*\atnauthor Arta Hoxha}\chatn{\*\annotation Look}}"
    assert look_inside(note).of(What.AUTHOR) == ("AH", "Arta Hoxha")
    assert without_traces(note) == rb"{\rtf1 Hello\chatn{\*\annotation Look}}"
