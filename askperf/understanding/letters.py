"""The letters of a word of which nothing is known: 区级 is likely to lean as 市级 does."""

from __future__ import annotations

_FIRST, _LAST = "^", "$"
_SIZES = range(2, 5)  # letters of a word that is told by them


def letters(word: str) -> tuple[str, ...]:
    """Its letters, the first and the last as such, its pairs; () for what is no such word."""
    if len(word) not in _SIZES or word.isascii() or not word.isalpha():
        return ()
    pairs = (word[at : at + 2] for at in range(len(word) - 1))
    return tuple(sorted({*word, f"{_FIRST}{word[0]}", f"{word[-1]}{_LAST}", *pairs}))
