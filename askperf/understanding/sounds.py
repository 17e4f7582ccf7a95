"""How a text sounds: toneless syllables of characters and of Latin letters, with spans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from askperf.understanding.pinyin import blur, letters

Syllable = tuple[str, int, int]
_LATIN = re.compile(r"[a-zà-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü][a-zà-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü']*")
_LONGEST = 6


class Sounds:
    """Readings of characters, southern mergers made one (zh as z, ng as n)."""

    def __init__(self, readings: Mapping[str, tuple[str, ...]]) -> None:
        self._readings = readings
        self._first: dict[str, str | None] = {}

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(reading for found in self._readings.values() for reading in found)

    def _sound(self, char: str) -> str | None:
        """How a character sounds, None if it is none."""
        if char not in self._first:
            found = self._readings.get(char)
            self._first[char] = blur(found[0]) if found else None
        return self._first[char]

    def runs(self, text: str) -> list[list[Syllable]]:
        """Stretches of syllables (sound, start, end) that nothing else interrupts."""
        found: list[list[Syllable]] = [[]]
        at = 0
        while at < len(text):
            sound = self._sound(text[at])
            if sound is not None:
                found[-1].append((sound, at, at + 1))
                at += 1
                continue
            match = _LATIN.match(text, at)
            if match is None:
                if text[at] != " ":
                    found.append([])
                at += 1
                continue
            for syllable in self.split(letters(match[0])):
                found[-1].append((blur(syllable), match.start(), match.end()))
            at = match.end()
        return [run for run in found if run]

    @lru_cache(maxsize=512)  # noqa: B019
    def split(self, run: str) -> tuple[str, ...]:
        """The fewest syllables that spell a run of letters, () if none do."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(run)
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - _LONGEST), end):
                before = best[start]
                if before is None or run[start:end] not in self._syllables:
                    continue
                here = best[end]
                if here is None or len(before) + 1 < len(here):
                    best[end] = (*before, run[start:end])
        return best[-1] or ()
