"""Whether two pictures show the same, dot by dot."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_MOST_DOTS = 64_000_000
_STRIPE = 256


def same_picture(before: bytes, after: bytes) -> bool:
    """False also for what cannot be drawn, or is larger than is drawn here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn(before) == _drawn(after)
    except Exception:  # noqa: BLE001 - a damaged picture raises almost anything there is
        return False


def _drawn(content: bytes) -> list[str]:
    """A hash of every frame, with its size, and the colours that the dots mean."""
    found = []
    with _opener(content)(BytesIO(content)) as picture:
        for n in range(getattr(picture, "n_frames", 1)):
            picture.seek(n)
            width, height = picture.size
            if width * height > _MOST_DOTS:
                raise ValueError("larger than is drawn")
            digest = hashlib.sha256(f"{picture.mode} {picture.size}".encode())
            digest.update(picture.info.get("icc_profile") or b"")
            digest.update(str(picture.getexif().get(0x0112, 1)).encode())
            for top in range(0, height, _STRIPE):
                digest.update(picture.crop((0, top, width, min(height, top + _STRIPE))).tobytes())
            found.append(digest.hexdigest())
    return found


def _opener(content: bytes) -> Callable[[BytesIO], ImageFile]:
    """The class for a kind: opened by itself, since `Image.open` tries the readers of every kind there is."""
    if content.startswith(b"\xff\xd8"):
        return JpegImagePlugin.JpegImageFile
    if content.startswith(b"\x89PNG"):
        return PngImagePlugin.PngImageFile
    if content.startswith(b"GIF8"):
        return GifImagePlugin.GifImageFile
    if content.startswith(b"RIFF"):
        return WebPImagePlugin.WebPImageFile
    return TiffImagePlugin.TiffImageFile
