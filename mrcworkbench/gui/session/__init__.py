"""The open database as the window sees it: one path in, one signal out, and work off the window's thread."""
