"""What databases keep and merge: answers as units, revisions named by their content, decisions, histories."""
