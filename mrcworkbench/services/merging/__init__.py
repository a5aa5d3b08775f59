"""Files from elsewhere: checked, taken in, logged, taken back; and the conflicts settled."""
