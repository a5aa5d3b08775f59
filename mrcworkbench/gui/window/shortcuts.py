"""Every key of the window, in one table: the window binds them from it and the list of shortcuts shows them from it."""

from __future__ import annotations

from dataclasses import dataclass

from mrcworkbench import systems


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`keys` in Qt's portable form; the first is shown. `name` is the key of its text in `shortcuts.json`.

    `bound` is False for keys that widgets handle by themselves and that are only listed.
    """

    name: str
    keys: tuple[str, ...]
    group: str
    bound: bool = True


def page_keys() -> tuple[str, ...]:
    """Alt+1 is the first page of the sidebar, and so on; on macOS the Command key, which Qt calls Ctrl, stands for
    Alt."""
    modifier = "Ctrl" if systems.on_macos() else "Alt"
    return tuple(f"{modifier}+{n}" for n in range(1, 10))


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut("search", ("Ctrl+K", "Ctrl+F"), "find"),
    Shortcut("next_unanswered", ("F3",), "find"),
    Shortcut("next_problem", ("F4",), "find"),
    Shortcut("next_section", ("Ctrl+PgDown",), "move"),
    Shortcut("previous_section", ("Ctrl+PgUp",), "move"),
    Shortcut("regions", ("F6",), "move"),
    Shortcut("regions_back", ("Shift+F6",), "move"),
    Shortcut("arrows", ("Left", "Right"), "move", bound=False),
    Shortcut("press", ("Enter",), "move", bound=False),
    Shortcut("escape", ("Esc",), "move", bound=False),
    Shortcut("undo", ("Ctrl+Z",), "edit"),
    Shortcut("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "edit"),
    Shortcut("clear", ("Del",), "edit", bound=False),
    Shortcut("still_true", ("T",), "edit", bound=False),
    Shortcut("change", ("C",), "edit", bound=False),
    Shortcut("calendar", ("Ctrl+Down",), "edit", bound=False),
    Shortcut("add_row", ("Alt+Ins",), "edit", bound=False),
    Shortcut("remove_row", ("Alt+Del",), "edit", bound=False),
    Shortcut("move_row", ("Alt+Up", "Alt+Down"), "edit", bound=False),
    Shortcut("open", ("Ctrl+O",), "file"),
    Shortcut("new_centre", ("Ctrl+N",), "file"),
    Shortcut("save_copy", ("Ctrl+Shift+S",), "file"),
    Shortcut("settings", ("Ctrl+,",), "file"),
    Shortcut("shortcuts", ("F1",), "file"),
    Shortcut("quit", ("Ctrl+Q",), "file"),
)
GROUPS = ("find", "move", "edit", "file")
