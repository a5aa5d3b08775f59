"""Photos: what they say of place, device and people, and the same photo without it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from mrcworkbench.services.inside_files import CannotRemoveError, Gap, What, look_inside, without_traces
from tests.services.inside_files.made_files import (
    DEVICE,
    EDITOR,
    OWNER,
    PLACE,
    SECRETS,
    exif,
    iptc_jpeg,
    jpeg,
    picture,
    pictures,
    saved,
)

PICTURES = pictures()
DRAWN = [name for name in PICTURES if name != "heic"]


def dots(content: bytes) -> tuple[object, ...]:
    with Image.open(BytesIO(content)) as opened:
        return opened.mode, opened.size, opened.getexif().get(0x0112, 1), opened.tobytes()


@pytest.mark.parametrize("name", PICTURES)
def test_a_photo_says_where_with_what_and_by_whom_it_was_taken(name: str) -> None:
    inside = look_inside(PICTURES[name])
    assert PLACE in inside.of(What.PLACE)
    assert inside.of(What.DEVICE) == (DEVICE, "R58N123")
    assert {OWNER, EDITOR} <= set(inside.of(What.AUTHOR))
    assert "at the Tirana office" in inside.of(What.NOTE)
    assert inside.of(What.TIME) == ("2026-05-03T14:03",)
    assert inside.gap is None
    assert inside.removable


@pytest.mark.parametrize("name", PICTURES)
def test_a_cleaned_photo_says_nothing_more(name: str) -> None:
    cleaned = without_traces(PICTURES[name])
    assert look_inside(cleaned).traces == ()
    assert [secret for secret in SECRETS if secret in cleaned or secret.decode().encode("utf-16-le") in cleaned] == []


@pytest.mark.parametrize("name", DRAWN)
def test_a_cleaned_photo_shows_the_same_and_stands_the_same_way_up(name: str) -> None:
    assert dots(without_traces(PICTURES[name])) == dots(PICTURES[name])


def test_the_picture_in_a_photo_that_nothing_here_can_draw_keeps_every_byte() -> None:
    before, after = PICTURES["heic"], without_traces(PICTURES["heic"])
    assert len(before) == len(after)
    start = before.index(b"the picture itself")
    assert before[: start + 18] == after[: start + 18]


def test_a_webp_does_not_say_that_it_has_what_was_removed() -> None:
    upright = saved(picture(), "WEBP", exif=exif(1), xmp=b"<x/>", lossless=True)
    assert upright[20] & 0x0C == 0x0C
    assert without_traces(upright)[20] & 0x0C == 0


def test_a_photo_keeps_its_colours() -> None:
    profile = b"a profile of colours" * 20
    content = saved(picture(), "JPEG", exif=exif(), icc_profile=profile)
    with Image.open(BytesIO(without_traces(content))) as opened:
        assert opened.info["icc_profile"] == profile


def test_south_and_west_are_told_apart_from_north_and_east() -> None:
    content = saved(picture(), "JPEG", exif=exif(south_west=True))
    assert look_inside(content).of(What.PLACE) == ("41.3300 S, 19.8200 W",)


def test_name_and_town_of_a_press_photo_are_told_and_removed() -> None:
    inside = look_inside(iptc_jpeg())
    assert (inside.of(What.AUTHOR), inside.of(What.PLACE)) == (("Arta",), ("Tirana",))
    assert look_inside(without_traces(iptc_jpeg())).traces == ()


def test_a_photo_cut_off_still_says_what_stands_before_the_end_and_is_left_as_it_is() -> None:
    cut_off = jpeg()[:-200]
    inside = look_inside(cut_off)
    assert inside.of(What.PLACE)[0] == PLACE
    assert inside.gap is Gap.BROKEN
    with pytest.raises(CannotRemoveError):
        without_traces(cut_off)


def test_a_block_that_cannot_be_read_is_told_by_its_size_and_removed() -> None:
    content = saved(picture(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f secret")
    inside = look_inside(content)
    assert inside.traces
    assert b"secret" not in without_traces(content)


def test_the_block_of_a_photo_in_a_picture_of_another_program_is_read() -> None:
    """ImageMagick keeps it as digits in a text."""
    block = exif().tobytes()
    told = PngImagePlugin.PngInfo()
    told.add_text("Raw profile type exif", f"\nexif\n{len(block):8}\n{block.hex()}\n", zip=True)
    content = saved(picture(), "PNG", pnginfo=told)
    assert look_inside(content).of(What.PLACE) == (PLACE,)
    assert look_inside(without_traces(content)).traces == ()


def test_a_segment_that_nobody_knows_is_told_by_its_size_and_removed() -> None:
    plain = saved(picture(), "JPEG")
    content = plain[:2] + b"\xff\xeb\0\x0eJP who made!" + plain[2:]
    assert look_inside(content).of(What.DATA) == ("12",)
    assert without_traces(content) == plain


def test_a_place_of_noughts_and_nonsense_is_no_place() -> None:
    for wrong in (IFDRational(0, 0), IFDRational(7, 0), IFDRational(999)):
        told = exif()
        told.get_ifd(0x8825)[2] = (wrong, IFDRational(0), IFDRational(0))
        content = saved(picture(), "JPEG", exif=told)
        assert look_inside(content).of(What.PLACE) == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP", "AVIF"])
def test_a_picture_without_anything_says_nothing(kind: str) -> None:
    inside = look_inside(saved(picture(), kind))
    assert (inside.traces, inside.gap) == ((), None)


def test_a_remark_in_a_gif_is_told_and_removed_from_a_film_that_stays_one() -> None:
    film = saved(picture("L"), "GIF", comment=b"by Arta", save_all=True, append_images=[picture("L", seed=5)], loop=0)
    assert look_inside(film).of(What.NOTE) == ("by Arta",)
    cleaned = without_traces(film)
    assert b"Arta" not in cleaned
    with Image.open(BytesIO(cleaned)) as opened:
        assert (opened.n_frames, opened.info["loop"]) == (2, 0)  # type: ignore[attr-defined]


def test_a_raw_file_of_a_camera_is_not_touched() -> None:
    """Its picture stands in a list of its own, which looks like something beside the picture."""
    raw = saved(picture(), "TIFF", tiffinfo={50706: b"\1\4\0\0", 271: "Samsung"})
    assert look_inside(raw).of(What.DEVICE) == ("Samsung",)
    with pytest.raises(CannotRemoveError):
        without_traces(raw)
