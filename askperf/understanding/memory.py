"""What others meant who said nearly the same: the examples as they were said, by likeness.

A nearest-neighbour memory (memory-based learning). The other models speak of words and of
parts of forms; this one remembers whole questions, each with its gold, so that a form can be
asked whether it would have been a right answer to them. It is of the one form that its
examples were written on; questions on another form are not compared with it.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from askperf.execution.rows import World
from askperf.execution.values import Outcome
from askperf.logic import Form
from askperf.understanding.gold import Gold
from askperf.understanding.matching import matches
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

BUCKETS = BLOCK = 1 << 16  # of pairs of characters; sayings that a number of two bytes tells apart
# How the names of all features begin that speak of what is remembered.
FEATURES = ("recalled:", "recalled-in-talk:", "q:near", "q:refused", "q:unremembered")
NORMS = 100.0  # lengths of sayings are kept as hundredths
_NEIGHBOURS = 10
_POWER = 3  # what a neighbour's likeness counts, to the power of
_ENOUGH = 100  # sayings of a block with the rarest pairs; commoner ones find no more
_GOLDS = 512


def untold(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights of features without those of what is remembered."""
    return {name: w for name, w in weights.items() if not name.startswith(FEATURES)}


@frozen()
class Neighbour:
    """A remembered question: how like it is (0 to 1), the number of its gold, the gold."""

    likeness: float
    number: int
    gold: Gold


def buckets(text: str) -> list[int]:
    """The pairs of neighbouring characters of a text as numbers, each once, in their order.

    A few share a number, which makes texts a little more alike.
    """
    pairs = ((ord(one) * 40_503 ^ ord(other) * 10_007) % BUCKETS for one, other in pairwise(text))
    return list(dict.fromkeys(pairs))


def rarity(seen: int, size: int) -> float:
    """What a pair counts that so many of the sayings have: its inverse frequency, squared."""
    return (1.0 + math.log(size / (1 + seen))) ** 2


class Memory:
    """The remembered sayings. Shared between threads.

    `data`: a line of JSON (the form's id, the rows' ids, how many sayings there are and how
    many of them stand alone, which come first; the pairs that are too common to tell), then
    little-endian numbers: golds and lengths of sayings (two bytes each); where the sayings of
    each pair begin, block by block (four); the sayings by pair (two); where golds begin
    (four); golds as JSON. Raises ValueError or KeyError where it is broken.
    """

    def __init__(self, data: bytes | mmap) -> None:
        end = data.find(b"\n") + 1
        head = json.loads(data[:end])
        self.form: str = head["form"]
        self._rows: Sequence[str] = head["rows"]
        self._size, self._alone = int(head["size"]), int(head["alone"])
        self._common = frozenset(head["common"])
        self._data = data
        self._golds = _numbers("H", data, end, self._size)
        self._lengths = _numbers("H", data, end + 2 * self._size, self._size)
        self._starts = end + 4 * self._size
        self._blocks = -(-self._size // BLOCK)
        self._sayings = self._starts + 4 * self._blocks * (BUCKETS + 1)
        self._where = self._sayings + 2 * int(head["postings"])
        self._texts = self._where + 4 * (int(head["golds"]) + 1)
        last = _numbers("I", data, self._texts - 4, 1)
        if not last or self._texts + last[0] != len(data):
            raise ValueError("the memory is cut short")
        self._gold = lru_cache(maxsize=_GOLDS)(self._read_gold)

    def near(self, text: str, in_talk: bool) -> tuple[Neighbour, ...]:
        """The questions most like a text, the likest first.

        What was asked after another question is like no text that stands alone.
        """
        told = [self._having(b, in_talk) for b in buckets(text) if b not in self._common]
        told.sort(key=_count)
        weights = [rarity(_count(having), self._size) for having in told]
        length = math.sqrt(math.fsum(weights))
        lengths = self._lengths
        found: list[tuple[float, int]] = []
        for block in range(self._blocks if told else 0):
            likeness = _likeness(weights, [having[block] for having in told])
            first = block * BLOCK
            found += [(-x / lengths[first + n], first + n) for n, x in likeness.items()]
        found.sort()
        nearest = [(-x * NORMS / length, self._golds[saying]) for x, saying in found[:_NEIGHBOURS]]
        return tuple([Neighbour(min(1.0, x), number, self._gold(number)) for x, number in nearest])

    def _having(self, bucket: int, in_talk: bool) -> list[Sequence[int]]:
        """The sayings that have a pair, block by block, each by its place in the block."""
        found: list[Sequence[int]] = []
        for block in range(self._blocks):
            at = self._starts + 4 * (block * (BUCKETS + 1) + bucket)
            start, end = _numbers("I", self._data, at, 2)
            numbers = _numbers("H", self._data, self._sayings + 2 * start, end - start)
            end = len(numbers) if in_talk else bisect_left(numbers, self._alone - block * BLOCK)
            found.append(numbers[:end])
        return found

    def _read_gold(self, number: int) -> Gold:
        start, end = _numbers("I", self._data, self._where + 4 * number, 2)
        text = self._data[self._texts + start : self._texts + end]
        kind, status, rows, figures, cell, verdict, words, in_talk = json.loads(text)
        meant = tuple([self._rows[row] for row in rows])
        said = tuple(map(Decimal, figures))
        return Gold(kind, status, meant, said, cell, verdict, tuple(words), in_talk)


def _numbers(kind: str, data: bytes | mmap, start: int, count: int) -> array[int]:
    found = array(kind)
    found.frombytes(data[start : start + count * found.itemsize])
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _count(having: Sequence[Sequence[int]]) -> int:
    """How many sayings of all blocks have a pair."""
    return sum(map(len, having))


def _likeness(weights: Sequence[float], told: Sequence[Sequence[int]]) -> dict[int, float]:
    """What the sayings of a block have in common with a text, the rarest pairs first."""
    found: dict[int, float] = {}
    for weight, sayings in zip(weights, told, strict=True):
        if len(found) < _ENOUGH:
            for saying in sayings:
                found[saying] = found.get(saying, 0.0) + weight
        else:
            for saying in found.keys() & frozenset(sayings):
                found[saying] += weight
    return found


@frozen()
class Recollection:
    """What is remembered of questions like one: `neighbours`, the likest first; None where
    nothing of the form is remembered at all.
    """

    neighbours: tuple[Neighbour, ...] | None
    in_talk: bool
    world: World

    def of(self, form: Form, outcome: Outcome) -> Mapping[str, float]:
        """Features of a form: would it have been a right answer to the neighbours, how many of
        them, and how like are those? They say less after another question, which neighbours
        don't share.
        """
        found: dict[str, float] = {}
        if not self.neighbours:
            return found
        kind = "recalled-in-talk" if self.in_talk else "recalled"
        right = self._agreeing(form, outcome)
        agreeing = [n.likeness for n in self.neighbours if n.number in right]
        others = [n.likeness for n in self.neighbours if n.number not in right]
        first = self.neighbours[0]
        if agreeing:
            share = _weight(agreeing) / (_weight(agreeing) + _weight(others))
            found[f"{kind}:share"] = share
            found[f"{kind}:nearest"] = agreeing[0]
            found[f"{kind}:sure"] = share * first.likeness
        if others:
            found[f"{kind}:against"] = others[0]
        if first.number in right:
            found[f"{kind}:first"] = first.likeness
        return found

    def _agreeing(self, form: Form, outcome: Outcome) -> frozenset[int]:
        """The golds of neighbours that a form would have been a right answer to, by number."""
        golds = {neighbour.number: neighbour.gold for neighbour in self.neighbours or ()}
        return frozenset(n for n, gold in golds.items() if self._answers(form, outcome, gold))

    def _answers(self, form: Form, outcome: Outcome, gold: Gold) -> bool:
        return gold.answerable and matches(form, outcome, gold, self.world)

    def question(self) -> Mapping[str, float]:
        """Features of the question: is anything like it remembered, could that not be answered?"""
        if self.neighbours is None:
            return {"q:unremembered": 1.0}
        if not self.neighbours:
            return {}
        refused = [n.likeness for n in self.neighbours if not n.gold.answerable]
        every = [n.likeness for n in self.neighbours]
        return {
            "q:near": every[0],
            "q:refused": _weight(refused) / _weight(every),
        }


def _weight(likenesses: Sequence[float]) -> float:
    return math.fsum(likeness**_POWER for likeness in likenesses)
