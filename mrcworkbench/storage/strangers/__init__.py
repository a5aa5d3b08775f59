"""Files from elsewhere: hostile until read.

`reading.read_incoming` is the only way in. It never opens the file itself with SQLite, only a private copy of its bytes.
"""
