"""Tools for those who keep the knowledge: check it, evaluate it, find its gaps."""
