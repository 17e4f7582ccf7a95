"""Correction of what nothing explains, towards the vocabulary of the form.

Only unknown words are touched, never numbers; a stretch is replaced by a wording
that sounds the same, or that differs in one character of four or more, and only if
no other wording is as near. Every correction is said in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from askperf.lexicon import Lexicon
from askperf.query import Mention
from askperf.understanding.pinyin import Pinyin
from askperf.values import frozen

# Digits after letters are a number of their own (jbzc2020), a tone only singly (fa3lv4).
_NUMBER_AFTER = re.compile(r"\d{2,}$")
_REACH = 6
_LONGEST_WORD = 14
_ROUNDS = 4
_TELLING = frozenset(("alias", "term", "total"))
_NAMING = frozenset(("term", "section", "level", "attribute"))
_LONG_ALIAS = 5


@frozen()
class Correction:
    """A stretch of text (half-open span) and the wording it is taken for."""

    start: int
    end: int
    wrong: str
    right: str
    cost: float


class Corrector:
    """Finds corrections by sound and by shape; loads what it needs on first use."""

    def __init__(
        self,
        lexicon: Lexicon,
        readings: Callable[[], Mapping[str, tuple[str, ...]]],
        rows: Callable[[str], frozenset[str]],
    ) -> None:
        """`rows` gives the rows that a wording names, to tell rivals from variants."""
        self._lexicon = lexicon
        self._rows = rows
        self._readings = readings

    @cached_property
    def _words(self) -> list[str]:
        """Wordings of Chinese characters, telling ones first."""
        everything = (*self._lexicon.wordings(), *self._lexicon.unit_words)
        words = [w for w in everything if all("\u3400" <= c <= "\u9fff" for c in w)]
        return sorted(dict.fromkeys(words), key=lambda w: not self._is_telling(w))

    def _is_telling(self, word: str) -> bool:
        return any(sense.kind in _TELLING for sense in self._lexicon.senses(word))

    def _means_something(self, word: str) -> bool:
        return any(sense.kind != "filler" for sense in self._lexicon.senses(word))

    def _is_naming(self, word: str) -> bool:
        """Shape says too little to turn an unknown word into a cue or a filler."""
        senses = self._lexicon.senses(word)
        named = any(sense.kind == "alias" for sense in senses) and len(word) >= _LONG_ALIAS
        return named or any(sense.kind in _NAMING for sense in senses)

    @cached_property
    def pinyin(self) -> Pinyin:
        """Sounds of the wordings, made when first needed."""
        counting = frozenset(
            word
            for word in self._words
            if word in self._lexicon.unit_words
            or any(sense.kind == "ask" for sense in self._lexicon.senses(word))
        )
        telling = ((word, self._is_telling(word)) for word in self._words)
        return Pinyin(telling, self._readings(), counting)

    @cached_property
    def _by_char(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for word in self._words:
            if 3 <= len(word) <= _LONGEST_WORD and self._is_naming(word):
                for char in set(word):
                    index.setdefault(char, []).append(word)
        return index

    def correct(
        self, text: str, mentions: Callable[[str], tuple[Mention, ...]]
    ) -> tuple[str, tuple[Correction, ...]]:
        """The text with its unknown words corrected, and the corrections made."""
        made: list[Correction] = []
        for _ in range(_ROUNDS):
            found = self._next(text, mentions(text))
            if found is None:
                break
            text = text[: found.start] + found.right + text[found.end :]
            made.append(found)
        return text, tuple(made)

    def _next(self, text: str, mentions: tuple[Mention, ...]) -> Correction | None:
        latin = self._latin(text, mentions)
        if latin is not None:
            return latin
        for mention in mentions:
            if not mention.senses and mention.pos != "eng":
                loose = {
                    at
                    for m in mentions
                    if not m.senses or len(m.text) == 1
                    for at in range(m.start, m.end)
                }
                found = self._chinese(text, mention, loose)
                if found is not None:
                    return found
        return None

    def _latin(self, text: str, mentions: tuple[Mention, ...]) -> Correction | None:
        """The first run of Latin words that spells Chinese."""
        for run in _latin_runs(mentions):
            for part in (run, *([m] for m in run)):
                start, end = part[0].start, part[-1].end
                wrong = _NUMBER_AFTER.sub("", text[start:end])
                end = start + len(wrong)
                right = self.pinyin.chinese(wrong) or self._initialism(wrong)
                if right:
                    return Correction(start, end, wrong, right, 0.0)
        return None

    def _initialism(self, text: str) -> str | None:
        words = self.pinyin.initialism(text)
        meanings = {self._lexicon.senses(word) for word in words}
        return words[0] if len(meanings) == 1 else None

    def _chinese(self, text: str, mention: Mention, loose: set[int]) -> Correction | None:
        """The one nearest wording for a stretch around an unknown word."""
        low, high = _han_run(text, mention.start, mention.end)
        low, high = max(low, mention.start - _REACH), min(high, mention.end + _REACH)
        candidates = sorted(
            (
                *self._by_sound(text, mention, low, high),
                *self._by_shape(text, mention, low, high, loose),
            ),
            key=_rank,
        )
        if not candidates:
            return None
        best = candidates[0]
        rivals = [c.right for c in candidates if _rank(c)[0] == _rank(best)[0]]
        same_words = len({self._lexicon.senses(word) for word in rivals}) == 1
        return best if same_words or len({self._rows(word) for word in rivals}) == 1 else None

    def _by_sound(self, text: str, mention: Mention, low: int, high: int) -> Iterator[Correction]:
        is_word = len(mention.text) > 1 and bool(mention.pos)
        for start in range(low, mention.start + 1):
            for end in range(mention.end, high + 1):
                window = text[start:end]
                if not 2 <= len(window) <= _LONGEST_WORD or self._lexicon.senses(window):
                    continue
                if is_word and (start, end) == (mention.start, mention.end):
                    continue  # a real word of its own, however it sounds
                for word in self.pinyin.homophones(window):
                    if word != window and self._means_something(word):
                        yield Correction(start, end, window, word, 0.3)

    def _by_shape(
        self, text: str, mention: Mention, low: int, high: int, loose: set[int]
    ) -> Iterator[Correction]:
        if len(mention.text) > 1 and mention.pos:
            return
        from rapidfuzz.distance import OSA

        context = text[low:high]
        for word in self._near(context):
            for start, end in _windows(low, high, mention, len(word)):
                window = text[start:end]
                if self._lexicon.senses(window):
                    continue
                allowed = 2 if len(word) >= 7 else 1
                distance = OSA.distance(word, window, score_cutoff=allowed)
                if 0 < distance <= allowed and self._plausible(word, window, start, loose):
                    yield Correction(start, end, window, word, 0.5 + 0.5 * distance)

    def _plausible(self, word: str, window: str, start: int, loose: set[int]) -> bool:
        """A slip inside the word: its ends hold, and no numeral is involved.

        A character that neither sounds like the right one nor is unknown or by itself
        (`loose`, places in the text) is no slip.
        """
        numerals = self._lexicon.numerals.digits
        if any(c in numerals or c.isdigit() for c in set(word) ^ set(window)):
            return False
        if len(word) != len(window):
            return word[0] == window[0] and word[-1] == window[-1] and len(word) >= 4
        if sorted(word) == sorted(window):
            return True
        pairs = enumerate(zip(word, window, strict=True), start)
        wrong = [(at, a, b) for at, (a, b) in pairs if a != b]
        if all(self.pinyin.alike(a, b) for _, a, b in wrong):
            return True
        return len(word) >= 4 and all(at in loose for at, _, _ in wrong)

    def _near(self, context: str) -> list[str]:
        """Wordings that share all but a character or two with the context."""
        counts: dict[str, int] = {}
        for char in set(context):
            for word in self._by_char.get(char, ()):
                counts[word] = counts.get(word, 0) + 1
        return [
            word
            for word, shared in counts.items()
            if shared >= len(set(word)) - (2 if len(word) >= 7 else 1)
        ]


def _rank(correction: Correction) -> tuple[float, int, int]:
    """Cheap and long first; among equals the one with fewer changed characters."""
    changed = sum(c not in correction.wrong for c in correction.right)
    cost = correction.cost - 0.2 * len(correction.right)
    return cost, changed, len(set(correction.right) - set(correction.wrong))


def _latin_runs(mentions: tuple[Mention, ...]) -> Iterator[list[Mention]]:
    """Runs of neighbouring Latin words of which at least one is unknown."""
    run: list[Mention] = []
    for mention in (*mentions, None):
        if mention is not None and mention.text[:1].isascii() and mention.text[:1].isalpha():
            run.append(mention)
            continue
        if mention is not None and run and mention.has("quantity") and len(mention.text) == 1:
            continue  # a tone number between syllables (fa3 lv4)
        if any(not m.senses for m in run):
            yield run
        run = []


def _han_run(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of Chinese characters around a span."""
    while start and "\u3400" <= text[start - 1] <= "\u9fff":
        start -= 1
    while end < len(text) and "\u3400" <= text[end] <= "\u9fff":
        end += 1
    return start, end


def _windows(low: int, high: int, mention: Mention, length: int) -> Iterator[tuple[int, int]]:
    """Windows of about a length that overlap the mention or touch its place."""
    for size in (length, length + 1, length - 1):
        for start in range(max(low, mention.end - size), min(mention.start, high - size) + 1):
            yield start, start + size
