"""One character mistyped in what the form says, or its columns are called: 基夲支出, 资洛考试.

A character that is no word by itself there is taken for another one where three of its
neighbours and that other one stand together in a known phrase, which settles it, and where
the two look or sound alike (or nobody's stock of characters has it). 天 of 培训天数 is part
of a word, and nothing like 次.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
        titles: Callable[[], Iterable[str]],
        readings: Mapping[str, tuple[str, ...]],
        shapes: Callable[[], Mapping[str, tuple[str, str]]],
    ) -> None:
        """`phrases`: what the form says; `titles`: wordings for its columns and tables, known as
        far as they are made of words of two characters and more; `shapes`: character →
        (four-corner code, parts). Each is asked for when first needed.
        """
        self._cut, self._dictionary, self._readings = cut, dictionary, readings
        self._phrases, self._titles, self._shapes = phrases, titles, shapes
        self._known: _Known | None = None

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
            if any(map(known.is_whole, known.places(text[start:end]))):
                return ""
            whole = _goes_on(text, at, start, end)
            for char, place in known.between(text[start:at], text[at + 1 : end], whole):
                if char not in meant and self._alike(text[at], char) and known.is_whole(place):
                    meant.add(char)
        return meant.pop() if len(meant) == 1 else ""

    def _joined(self) -> _Known:
        if self._known is None:
            self._known = _Known(self._phrases(), self._titles(), self._cut)
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


class _Known:
    """Known phrases as one text. To cut all titles into words takes a second, so only those are
    cut that something was found in.
    """

    def __init__(
        self,
        phrases: Iterable[str],
        titles: Iterable[str],
        cut: Callable[[str], Sequence[Token]],
    ) -> None:
        said, called = (
            _SEPARATOR.join(dict.fromkeys(one for one in group if len(one) > _BESIDE))
            for group in (phrases, titles)
        )
        self._text, self._said, self._cut = f"{said}{_SEPARATOR}{called}", len(said), cut

    def places(self, wording: str) -> Iterator[int]:
        """Where a wording stands."""
        at = self._text.find(wording)
        while at >= 0:
            yield at
            at = self._text.find(wording, at + 1)

    def is_whole(self, place: int) -> bool:
        """Does the form say what stands at a place, or does it hold no word of one character?"""
        if place <= self._said:
            return True
        start = self._text.rfind(_SEPARATOR, 0, place) + 1
        end = self._text.find(_SEPARATOR, place)
        title = self._text[start : end if end >= 0 else None]
        return all(word.end - word.start > 1 for word in self._cut(title))

    def between(self, left: str, right: str, whole: bool) -> Iterator[tuple[str, int]]:
        """(character, place) of what stands between two stretches; `whole`: only where a phrase
        begins or ends with them.
        """
        for at in self.places(left or right):
            place = at + len(left) if left else at - 1
            char = self._text[place : place + 1] if place >= 0 else ""
            behind, before = place + 1, max(0, place - 1)
            beyond = self._text[behind : behind + 1] if left else self._text[before:place]
            ends = not beyond or beyond == _SEPARATOR
            told = self._text.startswith(right, place + 1) and (ends or not whole)
            if told and is_han(char):
                yield char, place
