"""Execution: a logical form evaluated on a form gives a denotation."""
