"""Generation: a denotation in words, grounded in its rows."""
