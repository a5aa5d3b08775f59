"""The sample collection: made-up centres, and files to merge, for those who learn to collect. db/README.md, Samples."""
