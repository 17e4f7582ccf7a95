"""A question read: its text, tokens, anchors, numbers, and what of it stands in the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from askperf.understanding.anchors import BREAKS, Anchor, Cues, beginning
from askperf.understanding.overlap import FormIndex, Overlap
from askperf.understanding.quantities import Quantities
from askperf.understanding.segmentation import Token
from askperf.understanding.wanting import Wanted, Wanting
from askperf.values import frozen

_QUOTES = re.compile(r"[“\"「『‘《]([^“”\"「」『』‘’《》]{1,30})[”\"」』’》]")
_CHANGES = (("op", "plus"), ("op", "minus"))
_UNIT_BEFORE = re.compile(r"[^，,]{0,6}$")
_REACH = 8
_BARE_UNITS = 1
_PAIR, _WORDS = 2, frozenset("nvadc")  # classes of words that hold no unit of their own
_NAMED = ("attribute", "section", "level")
# No cue begins inside a word of them: 还有哪些, but 预算上.
_TIGHT = (*_NAMED, "op", "mark", "dialogue")
_LOOSE = ("ask", "level")  # 数量类指标值 has both a level and a target


def mask_of(start: int, end: int) -> int:
    """The positions of a half-open span as a set of bits."""
    return ((1 << (end - start)) - 1) << start if end > start else 0


def first_of(mask: int) -> int:
    """The first of a set of positions that isn't empty."""
    return (mask & -mask).bit_length() - 1


def runs(mask: int, size: int) -> Iterator[tuple[int, int]]:
    """Half-open stretches of a set of positions below a size."""
    start = None
    for at in range(size + 1):
        if mask >> at & 1:
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


@frozen()
class UnitWord:
    """A unit that is named without a number (单位是次): the units it may mean."""

    units: tuple[str, ...]
    start: int
    end: int
    mask: int


@frozen()
class Reading:
    """What the later stages know of a question.

    `wanted` are the units that are asked in (几天),
    `content` positions of words, `own` of the form's own names (department, place,
    year), of how a number is to be rounded (`rounding`) and of sayings, `clauses` the number of
    the clause of each position, `starts` where words of two characters or more begin, `apiece`
    the positions of words that ask for a number of each (每村多少钱), `asks` what asks, the 几 of
    几倍 too.
    """

    text: str
    tokens: tuple[Token, ...]
    anchors: tuple[Anchor, ...]
    numbers: tuple[Anchor, ...]
    quotes: tuple[tuple[int, int], ...]
    overlap: Overlap
    unit_words: tuple[UnitWord, ...]
    target_units: tuple[tuple[str, int], ...]
    wanted: tuple[Wanted, ...]
    content: int
    own: int
    clauses: tuple[int, ...]
    starts: frozenset[int]
    rounding: int
    apiece: int
    asks: tuple[Anchor, ...]


def _matched(pattern: re.Pattern[str] | None, text: str) -> int:
    """The positions of all matches."""
    found = 0
    for match in pattern.finditer(text) if pattern else ():
        found |= mask_of(*match.span())
    return found


class Reader:
    """Reads normalised texts; shared between threads."""

    def __init__(
        self,
        cut: Callable[[str], Sequence[Token]],
        cues: Cues,
        quantities: Quantities,
        wanting: Wanting,
        index: FormIndex,
        own: Sequence[str],
        row_units: Mapping[str, tuple[str, ...]],
        money: Mapping[str, str],
        unit_cues: str,
        rounding: str,
        sayings: str,
        apiece: str,
        some: str,
    ) -> None:
        """`row_units`: wording → units of the form's rows; `money`: wording → unit of money.

        `unit_cues` is a pattern of what stands before a unit that is named by itself,
        `rounding` one of how many places are wanted, `sayings` one of words whose numbers are
        none to reckon with (四舍五入), `apiece` one of words that ask for a number of each,
        `some` one of words for several that don't ask how many they are (这几项).
        """
        self._cut, self._cues, self._quantities = cut, cues, quantities
        self._wanting = wanting
        self.index, self._own = index, tuple(own)
        self._row_units, self._money = dict(row_units), dict(money)
        self._before_unit = re.compile(f"(?:{unit_cues}){_UNIT_BEFORE.pattern}")
        self._unit_cue = re.compile(unit_cues)
        self._rounding = re.compile(rounding) if rounding else None
        self._sayings = re.compile(sayings) if sayings else None
        self._apiece = re.compile(apiece) if apiece else None
        self._some = re.compile(some) if some else None

    def read(self, text: str) -> Reading:
        """The reading of a text. Never fails."""
        overlap = self.index.overlap(text)
        rounding = _matched(self._rounding, text)
        found = [a for a in self._cues.find(text) if a.mask & ~rounding]
        idle = rounding | _matched(self._sayings, text)
        numbers = tuple(
            number
            for number in self._quantities.find(text, found, overlap.named)
            if not number.mask & idle and not _is_likeness(number, found)
        )
        counted = 0
        for number in numbers:
            counted |= number.mask
        tokens = tuple(self._cut(text))
        amiss = {*_torn(found, tokens), *_leading_to(found, numbers), *_begun(found, numbers)}
        found = [a for a in found if a not in amiss]
        anchors = [a for a in found if a.mask & overlap.named != a.mask and not _nested(a, found)]
        return Reading(
            text,
            tokens,
            tuple(anchors),
            numbers,
            tuple((match.start(1), match.end(1)) for match in _QUOTES.finditer(text)),
            overlap,
            tuple(self._unit_words(text, counted | _inside(tokens))),
            tuple(self._target_units(text, counted)),
            self._wanting.of(text, found, tokens),
            _content(tokens),
            self._own_names(text) | idle,
            _clauses(text),
            frozenset(token.start for token in tokens if token.end - token.start > 1),
            rounding,
            _matched(self._apiece, text),
            tuple(self._asks(text, found, anchors)),
        )

    def _asks(
        self, text: str, found: Sequence[Anchor], anchors: Sequence[Anchor]
    ) -> Iterator[Anchor]:
        """What asks: words within other cues too (几倍, 哪个多), but for names (the 点 of 重点)."""
        some, kept, names = _matched(self._some, text), {*anchors}, 0
        for anchor in found:
            names |= anchor.mask if anchor.kind in _NAMED else 0
        for anchor in (a for a in found if a.kind == "ask"):
            if anchor.value == "number":
                if not anchor.mask & some:
                    yield anchor
            elif anchor in kept or not anchor.mask & names:
                yield anchor

    def _own_names(self, text: str) -> int:
        found = 0
        for name in self._own:
            at = text.find(name)
            while at >= 0:
                found |= mask_of(at, at + len(name))
                at = text.find(name, at + 1)
        return found

    def _unit_words(self, text: str, counted: int) -> list[UnitWord]:
        found, at = [], 0
        for match in self._unit_cue.finditer(text):  # 单位 is neither 单 nor 位
            counted |= mask_of(*match.span())
        while at < len(text):
            word = self._unit_at(text, at, counted)
            if word is not None:
                found += word
                at = word[-1].end
            else:
                at += 1
        return found

    def _unit_at(self, text: str, at: int, counted: int) -> list[UnitWord] | None:
        for size in range(min(6, len(text) - at), 0, -1):
            units = self._row_units.get(text[at : at + size])
            if units is None or (size == _BARE_UNITS and counted >> at & 1):
                continue
            before = text[max(0, at - _REACH) : at]
            named = self._unit_cue.match(text, at + size)  # %单位的
            behind = named is not None and len(named[0]) > 1
            if size == _BARE_UNITS and not (behind or self._before_unit.search(before)):
                continue
            mask = mask_of(at, at + size)
            cues = list(self._unit_cue.finditer(before))
            if cues and len(cues[-1][0]) > 1:
                mask |= mask_of(at - len(before) + cues[-1].start(), at)
            made = [UnitWord(units[:1], at, at + size, mask)]
            if len(units) > 1:
                made.append(UnitWord(units, at, at + size, mask))
            return made
        return None

    def _target_units(self, text: str, counted: int) -> list[tuple[str, int]]:
        found: dict[str, int] = {}
        longest = max(map(len, self._money), default=0)
        end = 0  # of the last one: the 元 of 万元 is none by itself
        for at in range(len(text)):
            if counted >> at & 1 or at < end:
                continue
            if wording := beginning(text[at : at + longest], self._money, longest):
                unit, end = self._money[wording], at + len(wording)
                found[unit] = found.get(unit, 0) | mask_of(at, end)
        return list(found.items())


def _inside(tokens: Sequence[Token]) -> int:
    """The positions of words of two characters: the 分 of 部分 and of 分别 is no unit."""
    found = 0
    for token in tokens:
        if token.end - token.start == _PAIR and token.pos[:1] in _WORDS:
            found |= mask_of(token.start, token.end)
    return found


def _is_likeness(number: Anchor, found: Sequence[Anchor]) -> bool:
    """The 一样 of 两个一样吗 counts nothing."""
    return any(a.kind == "mark" and (a.start, a.end) == (number.start, number.end) for a in found)


def _leading_to(found: Sequence[Anchor], numbers: Sequence[Anchor]) -> Iterator[Anchor]:
    """The 砍 of 砍到5万 takes no 5万 away: it says what is left."""
    numbered = {number.start for number in numbers}
    to = {a.start for a in found if a.value == "between" and a.end in numbered}
    return (a for a in found if (a.kind, a.value) in _CHANGES and a.end in to)


def _begun(found: Sequence[Anchor], numbers: Sequence[Anchor]) -> Iterator[Anchor]:
    """The 上一 of 上一百万 points to no turn before."""
    for one in found:
        inside = (n for n in numbers if one.start < n.start < one.end < n.end)
        if one.kind == "dialogue" and any(inside):
            yield one


def _torn(anchors: Sequence[Anchor], tokens: Sequence[Token]) -> set[Anchor]:
    """Cues that lie across the end of a word that is a cue itself: 预算上八百万 has no 算上, and
    占重点任务 no 占重.
    """
    words = {(t.start, t.end) for t in tokens if t.end - t.start > 1}
    ends = words.intersection((a.start, a.end) for a in anchors if a.kind in _TIGHT)
    named = [(a.start, a.end) for a in anchors if a.kind in _NAMED]
    starts = [w for w in words if any(start == w[0] and end >= w[1] for start, end in named)]
    return {
        a
        for a in anchors
        if any(start < a.start < end < a.end for start, end in ends)
        or (a.kind not in _LOOSE and any(a.start < start < a.end < end for start, end in starts))
    }


def _nested(one: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Is it a single character inside a longer cue that no other contests?

    In 比重点任务多 the cue 比重 is contested by 重点任务, and 比 stays.
    """
    if one.end - one.start > 1:
        return False
    longer = (o for o in anchors if o.start <= one.start and one.end <= o.end)
    return any(o.end - o.start > 1 and not _contested(o, anchors) for o in longer)


def _contested(one: Anchor, anchors: Sequence[Anchor]) -> bool:
    return any(one.start < o.start < one.end < o.end for o in anchors)


def _content(tokens: Sequence[Token]) -> int:
    found = 0
    for token in tokens:
        if any(char.isalnum() for char in token.text):
            found |= mask_of(token.start, token.end)
    return found


def _clauses(text: str) -> tuple[int, ...]:
    numbers, number = [], 0
    for char in text:
        number += char in BREAKS
        numbers.append(number)
    return tuple(numbers)
