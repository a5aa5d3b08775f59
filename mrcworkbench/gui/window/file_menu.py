"""The File menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QMenu

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.file_names import shown_folder, shown_name
from mrcworkbench.gui.theme import Theme


def fill_file_menu(
    menu: QMenu,
    texts: Texts,
    theme: Theme,
    actions: Mapping[str, Callable[[], object]],
    recent: Sequence[tuple[str, Callable[[], object]]],
    here: Path | None = None,
) -> None:
    """Open, new, recent files, next round, view, rename, move on, save a copy, backups, check a report, merge, collect,
    sample, practise, report a problem, close.

    Before them, which file is open and where it lies: `here`, with the action `show`.
    """
    if here is not None:
        name, folder = shown_name(here).replace("&", "&&"), shown_folder(here).replace("&", "&&")
        menu.addAction(theme.icon("file"), texts.text("window.file_here", name=name)).setEnabled(False)
        menu.addAction(theme.icon("folder-open"), texts.text("window.file_folder", folder=folder)).setEnabled(False)
        menu.addAction(texts.text("window.file_show")).triggered.connect(_plain(actions["show"]))
        menu.addSeparator()
    icons = {
        "open": "folder-open",
        "new": "plus",
        "round": "history",
        "view": "message-square",
        "rename": "pen-line",
        "move": "arrow-right",
        "save_copy": "save",
        "backups": "history",
        "check": "file-spreadsheet",
        "merge": "git-merge",
        "to_collection": "layers",
        "to_centre": "house",
        "collect": "inbox",
        "sample": "book-open",
        "practise": "layers",
    }
    for name, icon in icons.items():
        if name in actions:
            menu.addAction(theme.icon(icon), texts.text(f"window.file_{name}")).triggered.connect(_plain(actions[name]))
        if name == "new" and recent:
            inner = menu.addMenu(texts.text("window.file_recent"))
            for shown, action in recent:
                inner.addAction(shown.replace("&", "&&")).triggered.connect(_plain(action))
    menu.addSeparator()
    problem = menu.addAction(theme.icon("message-square-warning"), texts.text("window.file_problem"))
    problem.triggered.connect(_plain(actions["problem"]))
    menu.addAction(texts.text("window.file_quit")).triggered.connect(_plain(actions["quit"]))


def _plain(action: Callable[[], object]) -> Callable[[bool], None]:
    """Without the state of the menu entry, which Qt hands over."""

    def call(_checked: bool = False) -> None:
        action()

    return call
