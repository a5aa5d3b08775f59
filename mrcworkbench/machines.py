"""Which computer this is, which account works on it, and whether a process runs: what differs between systems here."""

from __future__ import annotations

import contextlib
import os
import sys
from hashlib import sha256
from pathlib import Path

_MOST_OF_NAME = 100
_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_ACCESS_DENIED, _STILL_ACTIVE, _QUERY_LIMITED = 5, 259, 0x1000
_HIDDEN = 0x2
_CRYPTOGRAPHY = r"SOFTWARE\Microsoft\Cryptography"


def computer_name() -> str:
    """What people call this computer; a question mark where it has no name."""
    name = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return "".join(letter for letter in name if letter.isprintable())[:_MOST_OF_NAME] or "?"


def computer_mark() -> str:
    """16 hexadecimal digits that tell computers of one name apart, as far as the system helps.

    Made from the id that the system was given when it was installed, which nobody learns from them.
    """
    id_ = _machine_id()
    name = "" if sys.platform == "darwin" and id_ else computer_name()  # a Mac's changes with the network
    return _digits(name, id_)


def account_mark(folder: Path) -> str:
    """16 hexadecimal digits that tell the data folders of one computer apart, and with them its accounts.

    Nothing has to be kept for it, and no name can be read from it.
    """
    return _digits(_machine_id(), os.path.normcase(os.path.realpath(folder)))


def process_runs(number: int) -> bool:
    """Whether a process of this computer, of whatever account, runs under this number."""
    if sys.platform == "win32":
        return _runs_on_windows(number)
    try:
        os.kill(number, 0)
    except PermissionError:
        return True  # somebody else's
    except (ProcessLookupError, OverflowError):
        return False
    return True


def hide(path: Path) -> None:
    """Leave a file out of what the system shows in a folder; elsewhere than on Windows its name does so."""
    if sys.platform == "win32":
        import ctypes

        ctypes.WinDLL("kernel32").SetFileAttributesW(str(path), _HIDDEN)


def _machine_id() -> str:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _CRYPTOGRAPHY) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    if sys.platform == "darwin":
        import ctypes

        id_, patience = ctypes.create_string_buffer(16), (ctypes.c_long * 2)(1, 0)
        return id_.raw.hex() if ctypes.CDLL(None).gethostuuid(id_, patience) == 0 else ""
    for file in _MACHINE_IDS:
        with contextlib.suppress(OSError, ValueError):
            return file.read_text("ascii").strip()
    return ""


def _digits(*parts: str) -> str:
    return sha256("\n".join(("MRC Workbench", *parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _runs_on_windows(number: int) -> bool:
    if sys.platform != "win32":  # for the type checker, which knows the library of Windows only there
        return False
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_QUERY_LIMITED, 0, number)
    if not handle:
        return bool(ctypes.get_last_error() == _ACCESS_DENIED)
    code = ctypes.c_ulong()
    found = kernel.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return not found or code.value == _STILL_ACTIVE
