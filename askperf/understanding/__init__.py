"""Understanding: a question to its reading and logical form."""
