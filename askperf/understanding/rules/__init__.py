"""Rules of composition, by kind of question; `composition.RULES` gives their order."""
