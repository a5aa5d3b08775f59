"""What persons decided and what waits for them, with reasons: cards, and the forms in which a person says more."""
