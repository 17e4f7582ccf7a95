"""Denoting: a logical form evaluated on a form's rows; values only, no sentence."""
