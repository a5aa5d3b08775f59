"""Building blocks that know nothing of questionnaires."""
