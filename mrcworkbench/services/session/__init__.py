"""One open database: who works in it, its answers, drafts and files, and that all of it is saved."""
