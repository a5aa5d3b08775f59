"""Which files of others may be opened with the system's program: documents and pictures that only show something.

Judged by ending and by content, in time and memory that grow with the file and no further: nothing is unpacked but in
pieces, and what cannot be looked through does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath

from mrcworkbench.domain.files import office, pdf
from mrcworkbench.domain.files.dangers import Danger

__all__ = ["Danger", "danger_of"]

_MACROS = frozenset(
    {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".xla", ".xlm", ".pptm", ".potm", ".ppsm", ".ppam"}
    | {".sldm", ".ppa", ".accdb", ".mdb", ".mde", ".bas"}
)
_ACTIVE = frozenset(
    {".htm", ".html", ".xhtml", ".mht", ".mhtml", ".svg", ".svgz", ".xml", ".xsl", ".chm", ".eml", ".msg"}
)
_PROGRAMS = frozenset(
    {".exe", ".com", ".scr", ".pif", ".cpl", ".dll", ".msi", ".msix", ".appx", ".bat", ".cmd", ".ps1", ".psm1"}
    | {".vb", ".vbs", ".vbe", ".js", ".jse", ".mjs", ".wsf", ".wsh", ".hta", ".sct", ".reg", ".inf", ".lnk", ".url"}
    | {".website", ".scf", ".desktop", ".sh", ".bash", ".zsh", ".run", ".bin", ".py", ".pyw", ".pyz", ".pl", ".rb"}
    | {".jar", ".jnlp", ".app", ".command", ".tool", ".scpt", ".workflow", ".dmg", ".pkg", ".deb", ".rpm"}
    | {".appimage", ".flatpakref", ".iso", ".img", ".vhd", ".vhdx", ".php", ".settingcontent-ms", ".theme"}
)
_PICTURES: Mapping[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
    ".bmp": (b"BM",),
    ".webp": (b"RIFF",),
}
_OFFICE = frozenset({".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".rtf"})
_START = 4096
_CODE = (
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02",
)
"""Programs of Linux and macOS, scripts, shortcuts of Windows."""
_SHORTCUTS = (b"[internetshortcut]", b"[desktop entry]", b"[{000214a0")
_PAGES = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?xml", b"<body", b"<hta:")
_UNICODE = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_FORMULA = re.compile(rb"""(?:\A|[,;\t\r\n])["' ]*(?:[=@]|[+-][^,;\t\r\n]{0,80}\|)""")


def danger_of(name: str, content: bytes) -> Danger | None:
    """Why a file is not opened, only saved; None if it may be opened."""
    ending = PurePath(name).suffix.lower()
    if ending in _PROGRAMS or _is_code(content):
        return Danger.RUNS
    if ending in _MACROS:
        return Danger.MACROS
    if ending in _ACTIVE:
        return Danger.ACTIVE
    judge = _JUDGES.get(ending)
    return Danger.UNKNOWN if judge is None else judge(content)


def _is_code(content: bytes) -> bool:
    start = content[:_START]
    bare = _readable(start).lstrip().lower()
    return start.startswith(_CODE) or (start.startswith(b"MZ") and b"\0" in start[:256]) or bare.startswith(_SHORTCUTS)


def _readable(content: bytes) -> bytes:
    """A text as bytes of one letter each, whatever Unicode form it is in."""
    if content.startswith(_UNICODE[:2]):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content.removeprefix(_UNICODE[2])


def _text(content: bytes) -> Danger | None:
    readable = _readable(content)
    if b"\0" in readable:
        return Danger.DIFFERS
    if any(mark in readable[:_START].lower() for mark in _PAGES):
        return Danger.ACTIVE
    return None


def _sheet_of_text(content: bytes) -> Danger | None:
    """Excel takes a cell that begins like a formula for one, and a file that begins with ID for its own old kind."""
    readable = _readable(content)
    if readable.lstrip().startswith(b"ID;"):
        return Danger.DIFFERS
    return _text(content) or (Danger.ACTIVE if _FORMULA.search(readable) else None)


def _picture(starts: tuple[bytes, ...]) -> Callable[[bytes], Danger | None]:
    return lambda content: None if content.startswith(starts) else Danger.DIFFERS


_JUDGES: Mapping[str, Callable[[bytes], Danger | None]] = {
    ".txt": _text,
    ".csv": _sheet_of_text,
    ".pdf": pdf.danger,
    **dict.fromkeys(_OFFICE, office.danger),
    **{ending: _picture(starts) for ending, starts in _PICTURES.items()},
}
