"""The window: how it starts, its frame, menus and dialogs, and how one moves between pages."""
