"""Sentence patterns of the lexicon: `[有|没]有[哪]{个|项}` → the wordings that it stands for.

`{a|b}` means one of them, `[a|b]` one of them or nothing; groups nest. Compiled at build,
so that a question only looks wordings up.
"""

from __future__ import annotations

_OPEN = {"{": "}", "[": "]"}
MOST = 2_000


class PatternError(ValueError):
    """A pattern whose brackets don't match, or that stands for too many wordings."""


def expand(pattern: str) -> list[str]:
    """All wordings of a pattern, in order, each once. Raises PatternError."""
    try:
        found, rest = _sequence(pattern, "")
    except RecursionError:
        raise PatternError(pattern) from None
    if rest:
        raise PatternError(pattern)
    return [wording for wording in dict.fromkeys(found) if wording]


def _sequence(text: str, until: str) -> tuple[list[str], str]:
    """Wordings of a text up to one of the characters `until`, and what is left of it."""
    made = [""]
    while text and text[0] not in until:
        char = text[0]
        if char in "]}":
            raise PatternError(text)
        if char in _OPEN:
            options, text = _group(text[1:], _OPEN[char])
            if char == "[":
                options = ["", *options]
        else:
            options, text = [char], text[1:]
        made = [start + option for start in made for option in options]
        if len(made) > MOST:
            raise PatternError(text)
    return made, text


def _group(text: str, closing: str) -> tuple[list[str], str]:
    options: list[str] = []
    while True:
        found, text = _sequence(text, f"|{closing}")
        options += found
        if not text:
            raise PatternError(closing)
        mark, text = text[0], text[1:]
        if mark == closing:
            return options, text
