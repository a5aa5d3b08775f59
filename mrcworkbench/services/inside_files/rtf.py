"""RTF: groups of their own say who wrote it, and who wrote a note at its side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Inside, Trace, What, in_order, trace

START = b"{\\rtf"
_GROUP = re.compile(rb"\{\\(?:info|\*\\(?:generator|template|revtbl|userprops|atnid|atnauthor))\b")
_FIELDS = {
    b"author": What.AUTHOR,
    b"operator": What.AUTHOR,
    b"manager": What.AUTHOR,
    b"company": What.ORGANISATION,
    b"title": What.TITLE,
    b"subject": What.NOTE,
    b"keywords": What.NOTE,
    b"doccomm": What.NOTE,
    b"comment": What.NOTE,
    b"hlinkbase": What.PATH,
    b"template": What.PATH,
    b"staticval": What.NOTE,
    b"atnid": What.AUTHOR,
    b"atnauthor": What.AUTHOR,
    b"generator": What.PROGRAM,
}
_FIELD = re.compile(rb"\{\\(?:\*\\)?(" + b"|".join(_FIELDS) + rb")\b ?([^{}]*)\}")
_TIME = re.compile(rb"\{\\(?:creatim|revtim|printim)\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)")
_PERSON = re.compile(rb"\{([^{};\\]+);\}")
_SIGN = re.compile(rb"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5})\??|\\[a-z]+-?\d* ?")


def read(content: bytes) -> Inside:
    found: list[Trace] = []
    for start, end in _groups(content):
        group = content[start:end]
        for name, value in _FIELD.findall(group):
            found += trace(_FIELDS[name], _words(value))
        for year, month, day in _TIME.findall(group):
            found.append(Trace(What.TIME, f"{int(year):04}-{int(month):02}-{int(day):02}"))
        if group.startswith(b"{\\*\\revtbl"):
            for name in _PERSON.findall(group):
                found += trace(What.AUTHOR, "" if name == b"Unknown" else _words(name))
    return Inside(in_order(found))


def clean(content: bytes) -> bytes:
    made, at = [], 0
    for start, end in _groups(content):
        made.append(content[at:start])
        at = end
    return b"".join([*made, content[at:]])


def _groups(content: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while (found := _GROUP.search(content, at)) is not None:
        at = _end(content, found.start())
        yield found.start(), at


def _end(content: bytes, start: int) -> int:
    """Where the group that begins there ends."""
    depth = 0
    for mark in re.finditer(rb"\\[{}\\]|[{}]", content[start:]):
        depth += {b"{": 1, b"}": -1}.get(mark[0], 0)
        if depth == 0:
            return start + mark.end()
    raise CannotLookError(Gap.BROKEN)


def _words(text: bytes) -> str:
    def sign(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return bytes([int(found[1], 16)]).decode("cp1252", "replace").encode()
        return chr(int(found[2]) % 65536).encode("utf-8", "replace") if found[2] else b""

    return _SIGN.sub(sign, text).decode("utf-8", "replace")
