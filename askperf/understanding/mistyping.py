"""One character mistyped in what the form says, or its columns are called: 基夲支出, 资洛考试.

A character that is no word by itself there is taken for another one where three of its
neighbours and that other one stand together in a known phrase, which settles it, and where
the two look or sound alike (or nobody's stock of characters has it). 天 of 培训天数 is part
of a word, and nothing like 次.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from askperf.folding import is_han
from askperf.understanding.pinyin import blur
from askperf.understanding.segmentation import Dictionary, Token

_BESIDE = 3  # neighbours that must agree
_COMMON = 7000  # how often a character that is a word by itself stands in jieba's corpus
_SEPARATOR = "\n"


class Mistyping:
    """Puts right single characters of known phrases. Shared between threads."""

    def __init__(
        self,
        cut: Callable[[str], Sequence[Token]],
        dictionary: Dictionary,
        phrases: Callable[[], Iterable[str]],
        readings: Mapping[str, tuple[str, ...]],
        shapes: Callable[[], Mapping[str, tuple[str, str]]],
    ) -> None:
        """`shapes`: character → (four-corner code, parts); asked for when first needed, as
        the phrases are.
        """
        self._cut, self._dictionary, self._phrases = cut, dictionary, phrases
        self._readings, self._shapes = readings, shapes
        self._known: str | None = None

    def mend(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """The text put right, and (word as typed, as read) of each place."""
        typed, places = text, []
        for token in self._cut(text):
            at = token.start
            if token.end - at > 1 or not is_han(token.text) or self._is_common(token.text):
                continue
            if meant := self._meant(text, at):
                text = text[:at] + meant + text[at + 1 :]
                places.append(at)
        if not places:
            return text, []
        words = self._cut(text)
        spans = [(w.start, w.end) for w in words if any(w.start <= at < w.end for at in places)]
        return text, [(typed[start:end], text[start:end]) for start, end in spans]

    def _is_common(self, char: str) -> bool:
        entry = self._dictionary.entry(char)
        return entry is not None and entry[0] > _COMMON

    def _meant(self, text: str, at: int) -> str:
        """The one character that is meant at a place, '' if none or several may be."""
        known = self._joined()
        meant: set[str] = set()
        for before in range(_BESIDE + 1):
            start, end = at - before, at + 1 + _BESIDE - before
            if start < 0 or end > len(text):
                continue
            if text[start:end] in known:
                return ""
            whole = _goes_on(text, at, start, end)
            between = _between(known, text[start:at], text[at + 1 : end], whole)
            meant.update(char for char in between if self._alike(text[at], char))
        return meant.pop() if len(meant) == 1 else ""

    def _joined(self) -> str:
        if self._known is None:
            long = (phrase for phrase in self._phrases() if len(phrase) > _BESIDE)
            self._known = _SEPARATOR.join(dict.fromkeys(long))
        return self._known

    def _alike(self, one: str, other: str) -> bool:
        readings = self._readings.get(one)
        if readings is None:
            return True  # outside of the stock of published forms
        if {*map(blur, readings)} & {*map(blur, self._readings.get(other, ()))}:
            return True
        shapes = self._shapes()
        (corners, parts), (others, theirs) = shapes.get(one, ("", "")), shapes.get(other, ("", ""))
        return bool({*parts, one} & {*theirs, other}) or corners == others


def _goes_on(text: str, at: int, start: int, end: int) -> bool:
    """Has a place neighbours on one side only, though the text goes on at the other?"""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return (start == at and is_han(before)) or (end == at + 1 and is_han(after))


def _between(known: str, left: str, right: str, whole: bool = False) -> Iterable[str]:
    """The characters that stand between two stretches in known phrases; `whole`: only where
    a phrase begins or ends with them.
    """
    size = len(left)
    hint = left or right
    at = known.find(hint)
    while at >= 0:
        place = at + size if left else at - 1
        char = known[place : place + 1] if place >= 0 else ""
        beyond = known[place + 1 : place + 2] if left else known[max(0, place - 1) : place]
        ends = not beyond or beyond == _SEPARATOR
        told = known.startswith(right, place + 1) and (ends or not whole)
        if told and is_han(char):
            yield char
        at = known.find(hint, at + 1)
