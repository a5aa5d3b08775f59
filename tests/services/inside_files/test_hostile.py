"""Files made to harm whoever looks into them, and files that are merely broken."""

from __future__ import annotations

import random
import struct
import time
import zlib

import pytest

from mrcworkbench.services import inside_files
from mrcworkbench.services.inside_files import CannotRemoveError, Gap, look_inside, without_traces
from mrcworkbench.services.inside_files.deadline import TooLongError, within
from tests.services.inside_files.made_files import (
    bomb,
    docx,
    jpeg,
    odt,
    packed,
    pdf,
    picture,
    pictures,
    rtf,
    saved,
    xlsx,
)

SOUND = {**pictures(), "docx": docx(), "xlsx": xlsx(), "odt": odt(), "rtf": rtf(), "pdf": pdf(photo=True)}


@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_is_told_of_or_cleaned_and_never_crashes(name: str) -> None:
    rng = random.Random(name)
    for _ in range(25):
        damaged = _damaged(SOUND[name], rng)
        look_inside(damaged)
        try:
            cleaned = without_traces(damaged)
        except CannotRemoveError:
            continue
        assert look_inside(cleaned).traces == ()


def _damaged(content: bytes, rng: random.Random) -> bytes:
    made = bytearray(content)
    if rng.random() < 0.3:
        return bytes(made[: rng.randrange(len(made))])
    for _ in range(rng.randrange(1, 20)):
        made[rng.randrange(min(len(made), 3000))] = rng.choice((0, 0xFF, rng.randrange(256)))
    return bytes(made)


def test_a_text_that_unpacks_to_more_than_is_looked_at_is_left_alone() -> None:
    assert look_inside(bomb()).gap is Gap.TOO_MUCH


def test_a_part_that_unpacks_to_more_than_is_looked_at_is_left_alone() -> None:
    huge = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(60 * 1024 * 1024)})
    assert len(huge) < 100_000
    assert look_inside(huge).gap is Gap.TOO_MUCH


def test_properties_that_define_words_of_their_own_are_not_read() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    inside = look_inside(packed({"[Content_Types].xml": "<Types/>", "docProps/core.xml": laughs}))
    assert (inside.traces, inside.gap) == ((), Gap.TOO_MUCH)


def test_a_picture_that_says_it_is_as_large_as_a_town_is_not_drawn() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    parts = ((b"IHDR", head), (b"tEXt", b"Author\0Arta"), (b"IDAT", rows), (b"IEND", b""))
    vast = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
    assert look_inside(vast).traces
    with pytest.raises(CannotRemoveError):
        without_traces(vast)


def test_a_letter_in_a_letter_in_a_letter_is_looked_into_so_far_and_no_further() -> None:
    inner = docx()
    for _ in range(6):
        inner = docx(**{"word/embeddings/more.docx": inner})
    inside = look_inside(inner)
    assert inside.traces
    assert inside.gap is Gap.PART


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside_files, "_SECONDS", 0.0)
    assert look_inside(jpeg()).gap is Gap.TOO_MUCH
    with pytest.raises(CannotRemoveError):
        without_traces(jpeg())


def test_the_limit_of_time_stops_what_passes_over_every_error() -> None:
    def stubborn() -> None:
        while True:
            try:
                time.monotonic()
                _nothing()
            except Exception:  # noqa: BLE001, S112 - as libraries for damaged files do
                continue

    with pytest.raises(TooLongError), within(0.05):
        stubborn()


def _nothing() -> None:
    """A call, at which the time is looked at."""


def test_a_copy_that_still_says_something_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mrcworkbench.services.inside_files.jpeg.clean", lambda content: content)
    with pytest.raises(CannotRemoveError):
        without_traces(jpeg())


def test_a_copy_that_shows_something_else_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    other = saved(picture(seed=9), "JPEG")
    monkeypatch.setattr("mrcworkbench.services.inside_files.jpeg.clean", lambda _: other)
    with pytest.raises(CannotRemoveError):
        without_traces(jpeg(1))


def test_a_copy_in_which_a_part_is_missing_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mrcworkbench.services.inside_files.office_parts.without_traces", lambda *_: b"")
    with pytest.raises(CannotRemoveError):
        without_traces(docx())
