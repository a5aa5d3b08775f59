"""One database file: its tables, its first bytes, its connection, how it is made, copied, backed up and upgraded."""
