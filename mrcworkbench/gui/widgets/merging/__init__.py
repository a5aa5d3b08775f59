"""The files of a merge, and conflicts."""
