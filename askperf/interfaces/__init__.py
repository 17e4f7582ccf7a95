"""Ways in: command line, batch, conversation. Thin; all share one path."""
