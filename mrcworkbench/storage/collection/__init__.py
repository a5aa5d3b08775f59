"""Many assessments at once: for lists, views and exports across centres."""
