"""Making a file: what to make, where it goes, progress, how it ended. Each kind of file is one `WayOut`."""
