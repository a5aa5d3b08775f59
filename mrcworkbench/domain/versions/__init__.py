"""From one version of a questionnaire to the next: what became of each thing in it, and of what was said."""
