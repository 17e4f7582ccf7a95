"""Chinese typed in Latin letters: syllables and initials → wordings of the lexicon."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice, product

_VARIANTS = 6
_SHORTEST = 4
_LONGEST = 400
_SHORTEST_INITIALS = 3
_SYLLABLE_FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def letters(text: str) -> str:
    """Toneless letters of pinyin: tone marks, digits and spaces gone, ü as v."""
    text = text.lower().replace("ü", "v").replace("lyu", "lv")
    decomposed = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    return re.sub(r"[^a-z]", "", decomposed)


def blur(reading: str) -> str:
    """A reading with the sounds that southern speakers merge made one."""
    for sound, merged in _SYLLABLE_FOLDS:
        reading = reading.replace(sound, merged)
    return reading


class Pinyin:
    """Readings of the lexicon's wordings, made when a question first needs them.

    `words` come in order of preference: earlier ones win among equals.
    """

    def __init__(
        self,
        words: Iterable[tuple[str, bool]],
        readings: Mapping[str, tuple[str, ...]],
        counting: frozenset[str],
    ) -> None:
        self._readings = readings
        self._counting = counting
        self._spelled: dict[str, str] = {}
        self._initials: dict[str, list[str]] = {}
        self._sounds: dict[str, list[str]] = {}
        for word, telling in words:
            if any(char not in readings for char in word):
                continue
            for syllables in islice(self._syllables(word), 1 if len(word) == 1 else _VARIANTS):
                spelled = "".join(syllables)
                self._spelled.setdefault(spelled, word)
                if "lv" in spelled or "nv" in spelled:
                    self._spelled.setdefault(spelled.replace("v", "u"), word)
            if len(word) > 1:
                self._sounds.setdefault(self.sound(word), []).append(word)
            if telling and len(word) >= _SHORTEST_INITIALS:
                first = "".join(readings[char][0][0] for char in word)
                self._initials.setdefault(first, []).append(word)

    def _syllables(self, word: str) -> Iterable[tuple[str, ...]]:
        return product(*(self._readings[char] for char in word))

    def sound(self, word: str) -> str:
        """The blurred first readings of a word's characters; '' for unknown ones."""
        return " ".join(blur(self._readings.get(char, ("",))[0]) for char in word)

    def alike(self, one: str, other: str) -> bool:
        """Do two characters share a reading, southern mergers allowed?"""
        left = {blur(r) for r in self._readings.get(one, ())}
        return bool(left & {blur(r) for r in self._readings.get(other, ())})

    def homophones(self, text: str) -> list[str]:
        """Wordings that sound like a stretch of Chinese characters."""
        return self._sounds.get(self.sound(text), [])

    def chinese(self, text: str) -> str | None:
        """The wordings that a run of Latin letters spells, else None."""
        run = letters(text)
        if not _SHORTEST <= len(run) <= _LONGEST:
            return None
        # best[end] = (cost, words so far): fewest words, single characters dear.
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(run)
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - 60), end):
                before = best[start]
                word = self._spelled.get(run[start:end])
                if before is None or word is None or self._babbles(before[1], word):
                    continue
                cost = before[0] + (1.0 if len(word) > 1 else 1.6)
                here = best[end]
                if here is None or cost < here[0]:
                    best[end] = (cost, (*before[1], word))
        found = best[-1]
        return "".join(found[1]) if found else None

    def _babbles(self, before: tuple[str, ...], word: str) -> bool:
        """Two single characters in a row spell anything, unless one counts or asks."""
        if not before or len(word) > 1 or len(before[-1]) > 1:
            return False
        return not (word in self._counting or before[-1] in self._counting)

    def initialism(self, text: str) -> list[str]:
        """Wordings whose initials are exactly these letters (flyz)."""
        return self._initials.get(letters(text), [])
