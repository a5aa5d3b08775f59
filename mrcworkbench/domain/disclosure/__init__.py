"""What leaves, and who may see it: reports, exports, submissions, counts over many centres."""
