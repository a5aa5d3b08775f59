"""What a centre and its round are called, changed by a person."""
