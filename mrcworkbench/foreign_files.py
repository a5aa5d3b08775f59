"""The mark that systems put on files from elsewhere, so that other programs open them with care.

Windows keeps it as a second stream beside the content, macOS as an attribute; Linux has none.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_ZONE = b"[ZoneTransfer]\r\nZoneId=3\r\n"
"""From the internet: Office shows such a file in its protected view, without macros."""
_QUARANTINE = b"com.apple.quarantine"


def mark_as_foreign(path: Path) -> bool:
    """Mark a file as one from elsewhere, before it is made read-only. False where system or disk has no such mark."""
    try:
        if sys.platform == "win32":
            Path(f"{path}:Zone.Identifier").write_bytes(_ZONE)
        elif sys.platform == "darwin":
            _set_attribute(path, _QUARANTINE, f"0081;{int(time.time()) & 0xFFFFFFFF:08x};MRC Workbench;".encode())
        else:
            return False
    except OSError:  # a disk such as a memory stick's, which keeps neither streams nor attributes
        return False
    return True


def _set_attribute(path: Path, name: bytes, value: bytes) -> None:
    """`setxattr` of macOS, for which Python has no call. Raises `OSError`."""
    import ctypes

    call = ctypes.CDLL(None, use_errno=True).setxattr
    call.argtypes = [
        ctypes.c_char_p,
        ctypes.c_char_p,
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint32,
        ctypes.c_int,
    ]
    if call(os.fsencode(path), name, value, len(value), 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
