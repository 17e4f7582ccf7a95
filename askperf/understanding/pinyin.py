"""Chinese typed in Latin letters → the characters that are likeliest meant.

A hidden Markov model, decoded by a beam: syllables are what is seen, characters what is meant,
and one character follows another as often as it does in what people ask, or in the form.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Path: TypeAlias = tuple[float, str]  # log-probability, characters

_SYLLABLE = 6  # letters
_BETWEEN = " "  # words of letters
_LONGEST = 400  # letters
_BEAM = 8  # characters that are followed up at each place
_ALIKE = 14  # characters that a syllable may stand for, the commonest ones
_SEEN = 0.9  # of what follows a character: what was seen to, the rest by how common it is
_IN_FORM = 64  # how often pairs of the form's own words count as seen
_SECOND = math.log(0.1)  # of a reading that isn't a character's first: 家 as jie
# Log-probability of a character, on the average, from which on a word of some characters is
# Chinese, among others and by itself.
_LEAST, _ALONE = -6.0, -5.0
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
    """Spells Latin letters out; made when a question first needs it."""

    def __init__(
        self,
        pairs: Mapping[str, str],
        words: Iterable[str],
        readings: Mapping[str, tuple[str, ...]],
    ) -> None:
        """`pairs`: for a character those that follow it, each with the binary logarithm of how
        often in base 36; `words`: of the form; `readings`: of characters.
        """
        follows = {first: _counts(text) for first, text in pairs.items()}
        for word in words:
            for first, second in pairwise(word):
                seen = follows.setdefault(first, {})
                seen[second] = seen.get(second, 0) + _IN_FORM
        self._follows = follows
        self._sums = {first: sum(seen.values()) for first, seen in follows.items()}
        common = dict(self._sums)
        for seen in follows.values():
            for char, count in seen.items():
                common[char] = common.get(char, 0) + count
        total = sum(common.values())
        self._common = {char: count / total for char, count in common.items()}
        self._meant: dict[str, dict[str, float]] = {}
        for char in sorted(common, key=lambda char: -common[char]):
            for n, reading in enumerate(readings.get(char, ())):
                for typed in dict.fromkeys((reading, reading.replace("v", "u"))):  # lü
                    found = self._meant.setdefault(typed, {})
                    if len(found) < _ALIKE:
                        found.setdefault(char, _SECOND if n else 0.0)

    def chinese(self, text: str) -> str | None:
        """The characters that Latin letters most likely mean, None if they are no Chinese; words
        of it that are none stay letters.
        """
        parts = [found for part in re.split(r"[ ']", text) if (found := letters(part))]
        run = "".join(parts)
        if not 0 < len(run) <= _LONGEST:
            return None
        ends = set(accumulate(map(len, parts)))
        paths: list[dict[str, Path]] = [{} for _ in range(len(run) + 1)]
        paths[0] = {"": (0.0, "")}
        for start in range(len(run)):
            beam = sorted(paths[start].items(), key=lambda item: -item[1][0])[:_BEAM]
            parted = _BETWEEN if start in ends else ""
            for end in range(start + 1, min(len(run), start + _SYLLABLE) + 1) if beam else ():
                for char, cost in self._meant.get(run[start:end], {}).items():
                    self._extend(paths[end], beam, cost, parted, char)
                if end in ends:
                    break
        found = max(paths[-1].values(), default=(0.0, ""))[1]
        return self._chosen(found.split(_BETWEEN), parts) if found else None

    def _chosen(self, words: Sequence[str], parts: Sequence[str]) -> str | None:
        """Each word, or the letters of what is hardly one or holds a pair that nobody wrote (a word
        that examples don't have, like as not one that restricts); None where all are that.
        """
        last, said = "", []
        for word, part in zip(words, parts, strict=True):
            steps = [self._step(*pair) for pair in pairwise((last, *word))]
            least = _ALONE if len(parts) == 1 else _LEAST if len(word) > 1 else -math.inf
            known = all(b in self._follows.get(a, ()) for a, b in pairwise(word))
            said.append(word if known and sum(steps) >= least * len(steps) else part)
            last = word[-1]
        return "".join(said) if said != [*parts] else None

    def _extend(
        self,
        paths: dict[str, Path],
        beam: Sequence[tuple[str, Path]],
        cost: float,
        parted: str,
        char: str,
    ) -> None:
        """Keep the likeliest way to a character at a place."""
        score, before = max((path[0] + self._step(last, char), path[1]) for last, path in beam)
        old = paths.get(char)
        if old is None or old[0] < score + cost:
            paths[char] = score + cost, f"{before}{parted}{char}"

    def _step(self, last: str, char: str) -> float:
        """The log-probability that a character comes next."""
        common, total = self._common[char], self._sums.get(last)
        if not total:
            return math.log(common)
        return math.log(_SEEN * self._follows[last].get(char, 0) / total + (1 - _SEEN) * common)


def _counts(text: str) -> dict[str, int]:
    """多f少a: what follows, and the logarithm of how often."""
    return {char: 1 << int(size, 36) for char, size in zip(text[::2], text[1::2], strict=True)}
