"""What the bytes of a file say besides what it shows: where a photo was taken and with what, who wrote a document.

Read in bounded time and room, whatever the bytes are; and taken out, proved by reading again. Libraries are imported
when the first file of their kind is met.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mrcworkbench.services.inside_files import gif, heif, jpeg, ole, packages, pdf, png, rtf, tiff, webp
from mrcworkbench.services.inside_files.deadline import TooLongError, within
from mrcworkbench.services.inside_files.pictures import same_picture
from mrcworkbench.services.inside_files.traces import (
    TELLING,
    Bar,
    CannotLookError,
    CannotRemoveError,
    Gap,
    Inside,
    Trace,
    What,
)

__all__ = ["TELLING", "Bar", "CannotRemoveError", "Gap", "Inside", "Trace", "What", "look_inside", "without_traces"]

_SECONDS = 8.0
"""For one file, with all that is in it."""
_MARKED = ("<", "%!", "Received:", "Return-Path:", "Delivered-To:", "MIME-Version:", "X-")
"""How text begins that programs show as something else: pages, drawings, tracks of a walk, PostScript, mails."""
_DEEPEST = 3
"""A picture in a sheet in a document."""


@dataclass(frozen=True, slots=True)
class _Kind:
    fits: Callable[[bytes], bool]
    read: Callable[[bytes], Inside]
    clean: Callable[[bytes], bytes]
    same: Callable[[bytes, bytes], bool] | None = None
    """Whether two files show the same; None where `clean` proves it itself."""


def look_inside(content: bytes) -> Inside:
    """What a file says. Never raises for what is in it: `gap` tells where it could not be looked into."""
    try:
        with within(_SECONDS):
            return _look(content, _DEEPEST)
    except (TooLongError, MemoryError, RecursionError):
        return Inside(gap=Gap.TOO_MUCH)


def without_traces(content: bytes) -> bytes:
    """The same file without what `look_inside` tells; what it shows is the same. Raises `CannotRemoveError`."""
    before = look_inside(content)
    if before.bar is not None:
        raise CannotRemoveError(before.bar)
    try:
        with within(2 * _SECONDS):
            cleaned = _cleaned(content, _DEEPEST)
    except (TooLongError, MemoryError, RecursionError, CannotLookError) as error:
        raise CannotRemoveError(Bar.NOT_PROVED) from error
    after = look_inside(cleaned)
    if after.traces or after.gap not in {None, before.gap}:
        raise CannotRemoveError(Bar.NOT_PROVED)
    return cleaned


def _look(content: bytes, depth: int) -> Inside:
    try:
        kind = _kind_of(content, depth)
        return Inside() if kind is None else kind.read(content)
    except CannotLookError as error:
        bar = Bar.LOCKED if error.gap is Gap.LOCKED else None
        return Inside(gap=error.gap, bar=bar)


def _cleaned(content: bytes, depth: int) -> bytes:
    kind = _kind_of(content, depth)
    if kind is None:
        return content
    cleaned = kind.clean(content)
    if kind.same is not None and not kind.same(content, cleaned):
        raise CannotRemoveError(Bar.NOT_PROVED)
    return cleaned


def _kind_of(content: bytes, depth: int) -> _Kind | None:
    """How to read a file; None for one that holds nothing but what it shows. Raises `CannotLookError` kind."""
    for kind in _kinds(depth):
        if kind.fits(content):
            return kind
    if content.startswith(b"BM") or _is_text(content):
        return None
    raise CannotLookError(Gap.KIND)


def _kinds(depth: int) -> tuple[_Kind, ...]:
    def inner_look(content: bytes) -> Inside:
        return _look(content, depth - 1)

    def inner_clean(content: bytes) -> bytes:
        return _cleaned(content, depth - 1)

    def starts(*begins: bytes) -> Callable[[bytes], bool]:
        return lambda content: content.startswith(begins)

    documents = (
        _Kind(
            lambda content: pdf.START in content[:1024],
            lambda content: pdf.read(content, inner_look),
            lambda content: pdf.clean(content, inner_clean, inner_look),
        ),
        _Kind(starts(ole.START), ole.read, ole.clean),
        _Kind(starts(rtf.START), rtf.read, rtf.clean),
    )
    package = _Kind(
        starts(packages.START),
        lambda content: packages.read(content, inner_look),
        lambda content: packages.clean(content, inner_clean, inner_look),
    )
    return (
        _Kind(starts(jpeg.START), jpeg.read, jpeg.clean, same_picture),
        _Kind(starts(png.START), png.read, png.clean, same_picture),
        _Kind(starts(*gif.STARTS), gif.read, gif.clean, same_picture),
        _Kind(starts(*tiff.STARTS), tiff.read, tiff.clean, same_picture),
        _Kind(webp.is_webp, webp.read, webp.clean, same_picture),
        _Kind(heif.is_heif, heif.read, heif.clean),
        *((*documents, package) if depth > 1 else ()),
    )


def _is_text(content: bytes) -> bool:
    """Text and tables of text have no place for anything that is not seen. Pages, drawings and mails of text have."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if any(byte < 9 for byte in content):
            return False
        text = content.decode("cp1252", "replace")
    return "\0" not in text and not text.lstrip().startswith(_MARKED)
