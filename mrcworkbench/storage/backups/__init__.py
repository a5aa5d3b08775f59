"""What a database was before it was changed as a whole: copies and differences of it, listed, thinned and restored.

db/README.md, Backups.
"""
