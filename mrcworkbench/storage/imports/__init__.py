"""The imports that are in a file: begun, looked up, undone, and files of them set aside."""
