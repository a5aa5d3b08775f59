"""The open file, from the start of the program until it is closed."""
