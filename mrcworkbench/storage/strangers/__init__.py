"""Files from elsewhere: hostile until read.

`reading.read_incoming` is the only way in. SQLite never opens the file itself, only a private copy of its bytes.
"""
