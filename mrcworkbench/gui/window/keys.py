"""Binds the table of shortcuts to what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.places import Place
from mrcworkbench.gui.window.files import FileActions
from mrcworkbench.gui.window.menus import Menus
from mrcworkbench.gui.window.navigator import Navigator
from mrcworkbench.gui.window.rooms import Rooms
from mrcworkbench.gui.window.shortcuts import SHORTCUTS, page_keys


def bind_keys(
    window: QWidget,
    rooms: Rooms,
    go: Navigator,
    files: FileActions,
    menus: Menus,
    undo_stack: QUndoStack,
    new_centre: Callable[[], None],
) -> None:
    """Every shortcut of the table, by its name, and Alt+1 and so on for the pages."""
    doing: dict[str, Callable[[], object]] = {
        "regions": partial(rooms.move_region, 1),
        "regions_back": partial(rooms.move_region, -1),
        "open": files.choose_and_open,
        "new_centre": new_centre,
        "save_copy": files.save_copy,
        "settings": menus.show_settings,
        "shortcuts": menus.show_shortcuts,
        "quit": window.close,
    }
    with_pages: dict[str, Callable[[], object]] = {
        "search": go.focus_search,
        "next_unanswered": go.next_unanswered,
        "next_problem": go.next_problem,
        "next_section": partial(go.step_section, 1),
        "previous_section": partial(go.step_section, -1),
        "undo": undo_stack.undo,
        "redo": undo_stack.redo,
    }
    doing.update((name, partial(_in_shell, rooms, do)) for name, do in with_pages.items())
    for shortcut in SHORTCUTS:
        if shortcut.bound:
            _bind(window, shortcut.keys, doing[shortcut.name])
    for number, keys in enumerate(page_keys()):
        _bind(window, (keys,), partial(_in_shell, rooms, partial(_go_nth, rooms, go, number)))


def _in_shell(rooms: Rooms, do: Callable[[], object]) -> None:
    """Does something with the pages, if they are what is on screen: nothing is undone unseen behind a form."""
    if rooms.is_in_shell:
        do()


def _go_nth(rooms: Rooms, go: Navigator, number: int) -> None:
    shown = rooms.shell.sidebar.shown_pages
    if number < len(shown):
        go.go(Place(shown[number]))


def _bind(window: QWidget, keys: Sequence[str], do: Callable[[], object]) -> None:
    action = QAction(window)
    action.setShortcuts([QKeySequence(one) for one in keys])
    action.triggered.connect(lambda _=False: do())
    window.addAction(action)
