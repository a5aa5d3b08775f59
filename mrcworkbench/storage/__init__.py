"""The database file: the only package that knows SQLAlchemy."""
