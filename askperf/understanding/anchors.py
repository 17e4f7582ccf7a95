"""Anchors: typed spans of the question that candidate forms may be built on.

Operators, attributes, sections and the like are found by the lexicon's wordings,
numbers with their unit, ordinals and counts by the grammar of numerals. An anchor is no
verdict: what it means here is for the grammar and the ranker to say.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal

from askperf.lexicon import CueTable
from askperf.numerals import Number, NumberFinder
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Cue: TypeAlias = tuple[str, bool, list[tuple[str, str]]]

_TENS, _HUNDRED, _THOUSANDS = 10, 100, 10_000
_COMPARED = 12  # characters between 比 and a number that it compares with
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
            if char in self._between and _is_doubled(text, start):
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


def _is_doubled(text: str, at: int) -> bool:
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


class Quantities:
    """Numbers with what stands around them: unit, ordinal, counter of rows, year, share."""

    def __init__(
        self,
        finder: NumberFinder,
        units: Mapping[str, str],
        counters: Iterable[str],
        year: str,
        tenth: str,
        determiners: Iterable[str] = (),
        vague: Iterable[str] = (),
        above: Iterable[str] = (),
        pieces: Iterable[str] = (),
        beyond: Iterable[str] = (),
        money: Iterable[str] = (),
        coin: str = "",
        between: Iterable[str] = (),
        shapes: Iterable[str] = (),
    ) -> None:
        """`units`: wording → name of the unit; `money`: names of units of money, `coin` the one
        of a number that was said with a unit of money inside; `between`: the 不 of 够不够;
        `shapes`: what a number tells of others behind it (三位数).
        """
        self._finder = finder
        self._units = units
        self._counters = tuple(sorted(counters, key=len, reverse=True))
        self._year, self._tenth = year, tenth
        self._determiners = tuple(determiners)
        self._vague, self._above = tuple(vague), tuple(above)
        self._pieces = frozenset(pieces)
        self._beyond_words, self._money, self._coin = tuple(beyond), frozenset(money), coin
        self._longest = max(map(len, units))
        self._between = frozenset(between)
        self._shapes = tuple(shapes)

    def find(self, text: str, orders: Iterable[Anchor], named: int) -> list[Anchor]:
        """Quantities of the text outside of the positions `named` (names of rows)."""
        found: list[Anchor] = []
        orders = tuple(orders)
        before = {a.end: a for a in orders if a.value in ("nth", "end", "first", "last")}
        reached = 0
        for number in self._finder.find(text):
            alone = self._alone(text, number, orders) if number.start >= reached else None
            if alone is not None:
                found.append(alone)
                reached = alone.end
                continue
            if number.start < reached or (
                not number.value
                and not number.literal[-1].isdigit()
                and self._finder.digit(number.literal[0]) is None
            ):
                continue  # 七成五 is one number; 万 and 百 by themselves are none
            if self._finder.is_word(text, number) or self._is_unit(text, number):
                continue
            part = self._fraction(text, number)
            if part is not None:
                found.append(part)
                reached = part.end
                continue
            span = ((1 << (number.end - number.start)) - 1) << number.start
            if span & named == span:
                continue
            read = self._beyond(text, number, orders) or self._compound(text, number)
            read = read or self._read(text, number, before.get(number.start))
            if read is not None:
                found.append(read)
                reached = read.end
        return found

    def _alone(self, text: str, number: Number, orders: Iterable[Anchor]) -> Anchor | None:
        """不足百万元, 千元以上: one of a unit, where a relation stands beside it."""
        if number.percent or not self._finder.is_multiplier(number.literal):
            return None
        unit, size = self._unit(text[number.start :])
        end = number.start + size
        marks = [a for a in orders if a.kind in ("mark", "near")]
        whole = size > len(number.literal) or size == 1  # 百万 is a number of 万, 亿 is none
        if not whole or not any(number.start == a.end or end == a.start for a in marks):
            return None
        return Anchor("number", unit, number.start, end, Decimal(1))

    def _is_unit(self, text: str, number: Number) -> bool:
        """Is it no number but the beginning of a unit (千元)?"""
        bare = not number.percent and self._finder.is_multiplier(number.literal)
        return bare and self._unit(text[number.start :])[1] > len(number.literal)

    def _fraction(self, text: str, number: Number) -> Anchor | None:
        """三分之一 as a share in per cent."""
        over = self._finder.over
        if number.percent or number.value <= 0 or not text.startswith(over, number.end):
            return None
        rest = self._finder.find(text[number.end + len(over) :])
        if not rest or rest[0].start:
            return None
        share = Decimal(100) * rest[0].value / number.value
        end = number.end + len(over) + rest[0].end
        return Anchor("number", "%", number.start, end, share.quantize(Decimal("0.0001")))

    def _read(self, text: str, number: Number, order: Anchor | None) -> Anchor | None:
        after = text[number.end :]
        if after.startswith(self._shapes):
            return None
        if (fewer := self._finder.without_one(number)) and self._is_counted(after):
            number, after = fewer, ""  # 六百一个人 is 600 for each
        if after[1:2] in self._between and _is_doubled(text, number.end + 1):
            after = ""  # 95成不成, 99行不行
        counter = next((c for c in self._counters if after.startswith(c)), "")
        whole = number.value == number.value.to_integral_value() and 0 < number.value <= 99
        if order is not None and self._unit(after)[0] in self._money:
            order = None  # the 头 of 里头40万 says no place
        run = self._finder.run(number.literal) if order is not None else ()
        if order is not None and (run or (whole and not number.percent)):
            places = run or _places(order.value, int(number.value))  # 第四五六名
            last = Decimal(run[-1]) if run else number.value
            kind, end = "first" if run else order.value, number.end + len(counter)
            return Anchor("places", kind, order.start, end, last, places)
        if number.percent:
            return Anchor("number", "%", number.start, number.end, number.value)
        if after.startswith(self._year) and 1900 < number.value < 2100:
            end = number.end + len(self._year)
            return Anchor("year", str(number.value), number.start, end, number.value)
        if after.startswith(self._tenth) and 0 < number.value <= 10:
            value = number.value * 10
            end = number.end + 1
            rest = after[1:2]
            if rest and (digit := self._finder.digit(rest)) is not None:
                value, end = value + digit, end + 1
            elif rest and self._finder.is_half(rest):
                value, end = value + _TENS // 2, end + 1  # 一成半
            return Anchor("number", "%", number.start, end, value)
        vague = self._about(number, after)
        if vague is not None:
            return vague
        unit, size = self._unit(after)
        asked = text[: number.start].endswith(self._determiners)
        if asked and self._finder.is_one(number) and (counter or not unit):
            return None  # 哪一项, 每一条
        if counter and len(counter) >= size and whole:
            end = number.end + len(counter)
            return Anchor("rows", unit, number.start, end, number.value)
        if size == 1 and self._finder.is_one(number) and after[:1] in self._pieces:
            return None  # 占多大一块 speaks of a part, not of money
        value, spoken = number.value, text[number.start : number.end]
        if not unit and self._finder.is_vague(text, number):
            return None
        if not unit:
            unit, value = self._within(spoken, value)
        return Anchor("number", unit, number.start, number.end + size, value)

    def _is_counted(self, after: str) -> bool:
        """Does a counter stand there, or a unit that isn't one of money?"""
        unit = self._unit(after)[0]
        return bool(unit and unit not in self._money) or after.startswith(self._counters)

    def _within(self, spoken: str, value: Decimal) -> tuple[str, Decimal]:
        """二百万 is 200 万元 as well as 2,000,000: the unit at its end and how many of it; 四十八万
        七千 is money too; else no unit and the value.
        """
        ends = spoken[-1:] in self._units and len(spoken) > 1
        own = self._finder.scaled(spoken) if ends else None
        if own is None:
            inside = any(self._units.get(char, "") in self._money for char in spoken[1:-1])
            return (self._coin if inside else "", value)
        return self._units[spoken[-1]], own

    def _compound(self, text: str, number: Number) -> Anchor | None:
        """187万7700元: digits, a multiplier and more digits, in the unit behind them; 813万5."""
        scale = self._finder.multiplier(text[number.end : number.end + 1])
        rest = self._finder.find(text[number.end + 1 :]) if scale and self._coin else []
        if scale is None or not number.literal[-1].isdecimal() or not rest or rest[0].start:
            return None
        end = number.end + 1 + rest[0].end
        if rest[0].end == 1 and not self._is_counted(text[end:]) and not self._unit(text[end:])[0]:
            value = number.value * scale + rest[0].value * scale / _TENS  # 813万5
            return Anchor("number", self._coin, number.start, end, value)
        if rest[0].value >= scale or not text.startswith(self._coin, end):
            return None
        value = number.value * scale + rest[0].value
        return Anchor("number", self._coin, number.start, end + len(self._coin), value)

    def _beyond(self, text: str, number: Number, orders: Iterable[Anchor]) -> Anchor | None:
        """一百零八万多, 18万出头: from the number on, below the next of its last place.

        Not so where 多 is part of a longer cue (3年多少钱) or compares (比20万多的).
        """
        spoken, value, after = text[number.start : number.end], number.value, text[number.end :]
        unit, size = self._unit(after)
        if not unit:
            unit, value = self._within(spoken, value)
        more = next((word for word in self._beyond_words if after.startswith(word, size)), "")
        bare = self._finder.is_multiplier(spoken)
        if unit not in self._money or not more or value != int(value) or bare:
            return None
        at, end = number.end + size, number.end + size + len(more)
        for a in orders:
            longer = a.start <= at < a.end and a.end - a.start > len(more)
            if longer or (a.kind == "than" and 0 <= number.start - a.end <= _COMPARED):
                return None
        return Anchor("vague", unit, number.start, end, value, (_place(int(value)),))

    def _about(self, number: Number, after: str) -> Anchor | None:
        """十几万, 四十多万, 八百余万: from the number on, below the next of its last place."""
        value = int(number.value)
        if value != number.value or not 0 < value < _THOUSANDS or value % _TENS:
            return None
        few = after.startswith(self._vague)
        if not few and not after.startswith(self._above):
            return None
        unit, size = self._unit(after[1:])
        if not (few and value < _HUNDRED) and not unit:
            return None
        end = number.end + 1 + size
        return Anchor("vague", unit, number.start, end, number.value, (_place(value),))

    def _unit(self, after: str) -> tuple[str, int]:
        wording = beginning(after, self._units, self._longest)
        return (self._units[wording], len(wording)) if wording else ("", 0)


def _place(value: int) -> int:
    """The worth of the last digit that isn't 0: 10 of 40, 1 of 108."""
    width = 1
    while value and value % (width * _TENS) == 0:
        width *= _TENS
    return width


def _places(order: str, number: int) -> tuple[int, ...]:
    if order == "nth":
        return (number,)
    if order == "end":
        return (-number,)
    if order == "first":
        return tuple(range(1, number + 1))
    return tuple(range(-number, 0))
