"""What the first pages of a report say of a centre, made from what its audience may see. Pure; no words, no looks."""
