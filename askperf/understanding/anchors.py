"""Anchors: typed spans of the question that candidate forms may be built on.

Operators, attributes, sections and the like are found by the lexicon's wordings,
numbers with their unit, ordinals and counts by the grammar of numerals. An anchor is no
verdict: what it means here is for the grammar and the ranker to say.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from decimal import Decimal

from askperf.lexicon import CueTable
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Cue: TypeAlias = tuple[str, bool, list[tuple[str, str]]]

_OPERATION, _TABLE = "op", "section"
_POINTING = ("dialogue", "order")
_LAST = "$"  # at the end of a wording: only at the end of a clause
BREAKS = frozenset(",，。;；?？!！:：")  # between clauses


@frozen()
class Anchor:
    """A span that may mean something: its kind, its value, and its number if it has one.

    Kinds: those of the operators' lexicon; `number` (value = unit, '' as it stands),
    `places` (value = `nth`, `end`, `first`, `last`; numbers are places), `rows` (a number of
    rows: 三项), `year`, `vague` (二十几, 四十多万: from the number on, below it and its place).
    """

    kind: str
    value: str
    start: int
    end: int
    number: Decimal | None = None
    places: tuple[int, ...] = ()

    @property
    def mask(self) -> int:
        """The span as a set of positions, one bit each."""
        return ((1 << (self.end - self.start)) - 1) << self.start


class Cues:
    """The operators' wordings by first character, longest first."""

    def __init__(self, table: CueTable, between: Iterable[str] = ()) -> None:
        """`between`: the 不 of 够不够."""
        self._table, self._between = table, frozenset(between)
        self._read: dict[str, list[Cue]] = {}

    def _of(self, initial: str) -> list[Cue]:
        """The wordings with that character first, longest first; read when first wanted."""
        found = self._read.get(initial)
        if found is None:
            found = []
            for wording, senses in sorted(self._table.of(initial), key=_length, reverse=True):
                bare = wording.removesuffix(_LAST)
                found.append((bare, bare != wording, senses))
            self._read[initial] = found
        return found

    def find(self, text: str) -> list[Anchor]:
        """All cues of the text; within a kind and value the longest at each place.

        None begins with the 不 of 够不够: that asks, and says no 不够.
        """
        found: list[Anchor] = []
        for start, char in enumerate(text):
            if char in self._between and is_doubled(text, start):
                continue
            seen: set[str] = set()
            for wording, last, senses in self._of(char):
                end = start + len(wording)
                if text.startswith(wording, start) and not (last and _goes_on(text, end)):
                    for kind, value in senses:
                        if kind not in seen:
                            found.append(Anchor(kind, value, start, end))
                    seen |= {kind for kind, _ in senses}
        return [a for a in found if not _is_part(a, found)]


def _length(cue: tuple[str, object]) -> int:
    return len(cue[0])


def is_doubled(text: str, at: int) -> bool:
    """Does the same stand on both sides (算不算, 超过没超过)?"""
    return any(at >= n and text[at - n : at] == text[at + 1 : at + 1 + n] for n in (1, 2))


def _goes_on(text: str, at: int) -> bool:
    """Does a clause go on there?"""
    return at < len(text) and text[at] not in BREAKS


def _is_part(one: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Is it inside a longer wording of its kind, or an operation that begins in another one
    as long, as 少几 does in 最少几天? What they share may be the word that asks: 多几条.

    A table that begins in the name of another one is none (不是重点的任务 are no 重点的任务), nor
    does a word point that stands within a place (the 后一名 of 最后一名).
    """
    size = one.end - one.start
    asking = {(a.start, a.end) for a in anchors if a.kind == "ask"}
    for other in anchors:
        if (one.kind, other.kind) == _POINTING and other.start < one.start < one.end <= other.end:
            return True
        if other.kind == one.kind and other.start <= one.start < other.end:
            length = other.end - other.start
            inside = one.end <= other.end and length > size
            beyond = other.start < one.start and one.end > other.end
            if beyond and one.kind == _TABLE and one.value != other.value:
                return True
            later = beyond and one.kind == _OPERATION
            if inside or (later and length >= size and (one.start, other.end) not in asking):
                return True
    return False


def beginning(text: str, words: Container[str], longest: int) -> str:
    """The longest of some words, of so many letters at most, that a text begins with."""
    for size in range(min(longest, len(text)), 0, -1):
        if text[:size] in words:
            return text[:size]
    return ""
