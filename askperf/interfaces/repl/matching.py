"""Finding names by characters, by pinyin and by initials, fast enough for a keystroke.

All names stand in one text, one a line, each character followed by its readings with a
capital first letter: 调DiaoTiao解Jie. What is typed becomes one regular expression over
that text, so that 调解, tiaojie, tj, tiaoj and 调j all find it in a single scan.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from askperf.values import frozen

LONGEST = 32
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_RETROFLEX = "zcs"
_PLACEHOLDER = "·"
# From inside a character to the next one, and over its readings up to the wanted one.
_NEXT, _READING = "[A-Za-z]*+", "[^A-Za-z\n][A-Za-z]*?"


@frozen()
class Entry:
    """What may be completed: its text, and a note on it.

    A `whole` entry stands for a whole line (a question), not for words in one.
    """

    text: str
    note: str = ""
    whole: bool = False


@frozen()
class Found:
    """Entries for the last `length` characters of what was typed, best first."""

    length: int
    entries: tuple[Entry, ...]


NOTHING = Found(0, ())


class Index:
    """Entries by characters, pinyin and initials. Immutable; safe to share."""

    def __init__(self, entries: Iterable[Entry], readings: Mapping[str, tuple[str, ...]]) -> None:
        """Index entries, the preferred ones first; of equal texts the first is kept."""
        unique: dict[str, Entry] = {}
        for entry in entries:
            unique.setdefault(entry.text, entry)
        self._entries = tuple(unique.values())
        spelled = [spell(entry.text, readings) for entry in self._entries]
        self._text = "\n" + "\n".join(spelled) + "\n"
        self._starts = [0]
        for line in spelled:
            self._starts.append(self._starts[-1] + len(line) + 1)
        folded = [[c for c, _ in fold(entry.text)] for entry in self._entries]
        self._pairs = {pair for text in folded for pair in pairwise(text)}

    def find(self, typed: str, limit: int = 20) -> Found:
        """What the end of a line may become: the longest end that finds anything.

        A line that ends in the whole of a name finds nothing for that name.
        """
        folded = fold(typed)
        for at in self._beginnings(folded):
            query = "".join(char for char, _ in folded[at:])
            entries = self._holding(query, limit, whole=at == 0)
            if entries:
                start = folded[at][1]
                ending = typed[start:]
                rest = tuple(e for e in entries if e.text != ending)
                return Found(len(ending), rest)
        return NOTHING

    def _beginnings(self, folded: Sequence[tuple[str, int]]) -> Iterator[int]:
        """Where the words to complete may begin, from the left.

        Inside a run of letters is no beginning, nor is the last character of a
        sentence: one character says too little, unless it is all there is.
        """
        for at in range(max(0, len(folded) - LONGEST), len(folded)):
            char = folded[at][0]
            following = folded[at + 1][0] if at + 1 < len(folded) else ""
            latin = char in _LETTERS
            if at and latin and folded[at - 1][0] in _LETTERS:
                continue
            if not following and (latin or at):
                continue
            mixed = latin or following in _LETTERS or not following
            if mixed or (char, following) in self._pairs:
                yield at

    def holding(self, typed: str, limit: int = 20) -> tuple[Entry, ...]:
        """Entries that begin with what was typed, then those that hold it inside."""
        query = "".join(char for char, _ in fold(typed)[:LONGEST])
        return self._holding(query, limit, whole=True) if query else self._entries[:limit]

    def _holding(self, query: str, limit: int, whole: bool) -> tuple[Entry, ...]:
        first, rest = _pattern(query)
        found: dict[int, None] = {}
        lead = f"\n{_READING}" if query[0] in _LETTERS else "\n"
        for pattern in (re.compile(lead + first + rest), re.compile(first + rest)):
            at = 0
            while len(found) < limit:
                match = pattern.search(self._text, at)
                if match is None:
                    break
                line = bisect_right(self._starts, match.end() - 1) - 1
                at = self._starts[line + 1]
                if whole or not self._entries[line].whole:
                    found.setdefault(line)
        return tuple(self._entries[line] for line in found)


def _pattern(query: str) -> tuple[str, str]:
    """What the query's first character matches, and what the others do after it."""
    first = query[0].upper() if query[0] in _LETTERS else re.escape(query[0])
    parts = []
    for before, char in pairwise(query):
        if char not in _LETTERS:
            parts.append(_NEXT + re.escape(char))
            continue
        jump = f"{_NEXT}{_READING}{char.upper()}"
        parts.append(f"(?:{_inside(before, char)}|{jump})" if before in _LETTERS else jump)
    return first, "".join(parts)


def _inside(before: str, char: str) -> str:
    """A letter of the same syllable, as people who merge zh and z, or ng and n, type it."""
    if char == "u" and before in "ln":
        return "[uv]"
    if char == "g" and before == "n":
        return "g?"
    return f"h?{char}" if before in _RETROFLEX and char != "h" else char


def fold(text: str) -> list[tuple[str, int]]:
    """Characters as they are compared, each with its place; punctuation left out."""
    folded = []
    for at, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).lower().replace("ü", "v"):
            if plain.isalnum():
                folded.append((plain, at))
    return folded


def spell(text: str, readings: Mapping[str, tuple[str, ...]]) -> str:
    """Each character of a text followed by its readings, capitalised."""
    parts = []
    for char, _ in fold(text):
        if char in _LETTERS:
            parts.append(_PLACEHOLDER + char.upper())
        else:
            parts.append(char + "".join(r.capitalize() for r in readings.get(char, ())))
    return "".join(parts)
