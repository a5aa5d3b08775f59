"""What the window remembers on this machine: theme, text size, recent files. Never part of a database."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from mrcworkbench import paths

RECENT_KEPT = 8
_CHANGING = Lock()
_THEMES, _SCALES = ("system", "light", "dark"), (100, 115, 130)


@dataclass(frozen=True, slots=True)
class Preferences:
    """`recent`: paths of databases, the last opened first."""

    theme: str = "system"
    scale: int = 100
    language: str = "en"
    recent: tuple[str, ...] = ()

    def opened(self, path: Path) -> Preferences:
        """With `path` as the most recent file."""
        name = str(path.absolute())
        return replace(self, recent=(name, *(one for one in self.recent if one != name))[:RECENT_KEPT])


def file() -> Path:
    return paths.user_data() / "window.json"


def load() -> Preferences:
    """The kept preferences; whatever cannot be read is left at its default."""
    try:
        kept = json.loads(file().read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _checked(kept) if isinstance(kept, dict) else Preferences()


def _checked(kept: Mapping[str, Any]) -> Preferences:
    default = Preferences()
    recent = kept.get("recent")
    return Preferences(
        theme=kept["theme"] if kept.get("theme") in _THEMES else default.theme,
        scale=kept["scale"] if kept.get("scale") in _SCALES else default.scale,
        language=kept["language"] if isinstance(kept.get("language"), str) else default.language,
        recent=tuple(str(one) for one in recent[:RECENT_KEPT]) if isinstance(recent, list) else (),
    )


def change(how: Callable[[Preferences], Preferences]) -> None:
    """Reads, changes and keeps the preferences; for any thread, one at a time."""
    with _CHANGING:
        save(how(load()))


def save(preferences: Preferences) -> None:
    """Keeps the preferences: the new file or the old one. A disk that refuses only costs the memory of them."""
    from mrcworkbench import systems  # nothing of it is needed before the window is painted

    target = file()
    beside = target.with_suffix(".new")
    try:
        if paths.chosen_data() is None or not target.parent.is_dir():  # a folder that the user has named stays as it is
            systems.private_folder(target.parent)
        beside.unlink(missing_ok=True)  # what a start that was cut short left
        systems.new_private_file(beside)
        with beside.open("w", encoding="utf-8") as out:
            json.dump(asdict(preferences), out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink()
