"""Numbers with what stands around them: unit, ordinal, counter of rows, year, share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from askperf.numerals import Number, NumberFinder
from askperf.understanding.anchors import Anchor, beginning, is_doubled
from askperf.values import frozen

_TENS, _HUNDRED, _THOUSANDS = 10, 100, 10_000
_PARTS = 10**9  # of a whole, at most
_COMPARED = 12  # characters between 比 and a number that it compares with


@frozen()
class QuantityWords:
    """Wordings that stand around numbers.

    `units`: wording → name of the unit; `money`: names of units of money, `coin` the one of a
    number that was said with a unit of money inside; `counters`: of rows and of other things;
    `year`, `tenth`: what stands behind a year and a tenth; `vague`, `above`, `beyond`: what makes
    a number the lower end of a span (二十几, 四十多万, 18万出头); `determiners`: 哪 of 哪一项;
    `pieces`: 块 of 占多大一块; `between`: the 不 of 够不够; `shapes`: what a number tells of others
    behind it (三位数).
    """

    units: Mapping[str, str]
    counters: tuple[str, ...]
    year: str
    tenth: str
    determiners: tuple[str, ...]
    vague: tuple[str, ...]
    above: tuple[str, ...]
    beyond: tuple[str, ...]
    pieces: frozenset[str]
    money: frozenset[str]
    coin: str
    between: frozenset[str]
    shapes: tuple[str, ...]


class Quantities:
    """Finds the quantities of a text. Shared between threads."""

    def __init__(self, finder: NumberFinder, words: QuantityWords) -> None:
        self._finder, self._words = finder, words
        self._counters = tuple(sorted(words.counters, key=len, reverse=True))
        self._longest = max(map(len, words.units))

    def find(self, text: str, orders: Iterable[Anchor], named: int) -> list[Anchor]:
        """Quantities of the text outside of the positions `named` (names of rows)."""
        found: list[Anchor] = []
        orders = tuple(orders)
        before = {a.end: a for a in orders if a.value in ("nth", "end", "first", "last")}
        begun = frozenset(a.start for a in orders if a.kind in ("op", "ask"))
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
            read = self._beyond(text, number, orders) or self._compound(text, number, begun)
            read = read or self._read(text, number, before.get(number.start), begun)
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
        if not rest or rest[0].start or max(rest[0].value, number.value) > _PARTS:
            return None
        share = Decimal(100) * rest[0].value / number.value
        end = number.end + len(over) + rest[0].end
        return Anchor("number", "%", number.start, end, share.quantize(Decimal("0.0001")))

    def _read(
        self, text: str, number: Number, order: Anchor | None, begun: frozenset[int]
    ) -> Anchor | None:
        after = text[number.end :]
        if after.startswith(self._words.shapes):
            return None
        if fewer := self._finder.without_one(number):
            if self._is_counted(after):
                number, after = fewer, ""  # 六百一个人 is 600 for each
            elif number.end - 1 in begun:
                number, after = fewer, text[number.end - 1 :]  # 加五万一共多少
        if after[1:2] in self._words.between and is_doubled(text, number.end + 1):
            after = ""  # 95成不成, 99行不行
        counter = next((c for c in self._counters if after.startswith(c)), "")
        if order is None and number.end in begun:
            counter = ""  # the 多 of 重点任务1多少钱 begins what is asked
        whole = number.value == number.value.to_integral_value() and 0 < number.value <= 99
        if order is not None and self._unit(after)[0] in self._words.money:
            order = None  # the 头 of 里头40万 says no place
        run = self._finder.run(number.literal) if order is not None else ()
        if order is not None and (run or (whole and not number.percent)):
            places = run or _places(order.value, int(number.value))  # 第四五六名
            last = Decimal(run[-1]) if run else number.value
            kind, end = "first" if run else order.value, number.end + len(counter)
            return Anchor("places", kind, order.start, end, last, places)
        if number.percent:
            return Anchor("number", "%", number.start, number.end, number.value)
        if after.startswith(self._words.year) and 1900 < number.value < 2100:
            end = number.end + len(self._words.year)
            return Anchor("year", str(number.value), number.start, end, number.value)
        if after.startswith(self._words.tenth) and 0 < number.value <= _TENS:
            return self._tenths(number, after[1:2])
        vague = self._about(number, after)
        if vague is not None:
            return vague
        unit, size = self._unit(after)
        asked = text[: number.start].endswith(self._words.determiners)
        if asked and self._finder.is_one(number) and (counter or not unit):
            return None  # 哪一项, 每一条
        if counter and len(counter) >= size and whole:
            end = number.end + len(counter)
            return Anchor("rows", unit, number.start, end, number.value)
        if size == 1 and self._finder.is_one(number) and after[:1] in self._words.pieces:
            return None  # 占多大一块 speaks of a part, not of money
        value, spoken = number.value, text[number.start : number.end]
        if not unit and self._finder.is_vague(text, number):
            return None
        if not unit:
            unit, value = self._within(spoken, value)
        return Anchor("number", unit, number.start, number.end + size, value)

    def _tenths(self, number: Number, behind: str) -> Anchor:
        """三成, 七成五, 一成半 as a share in per cent."""
        value, end = number.value * _TENS, number.end + 1
        if behind and (digit := self._finder.digit(behind)) is not None:
            value, end = value + digit, end + 1
        elif behind and self._finder.is_half(behind):
            value, end = value + _TENS // 2, end + 1
        return Anchor("number", "%", number.start, end, value)

    def _is_counted(self, after: str) -> bool:
        """Does a counter stand there, or a unit that isn't one of money?"""
        unit = self._unit(after)[0]
        return bool(unit and unit not in self._words.money) or after.startswith(self._counters)

    def _within(self, spoken: str, value: Decimal) -> tuple[str, Decimal]:
        """二百万 is 200 万元 as well as 2,000,000: the unit at its end and how many of it; 四十八万
        七千 is money too; else no unit and the value.
        """
        ends = spoken[-1:] in self._words.units and len(spoken) > 1
        own = self._finder.scaled(spoken) if ends else None
        if own is None:
            inside = any(
                self._words.units.get(char, "") in self._words.money for char in spoken[1:-1]
            )
            return (self._words.coin if inside else "", value)
        return self._words.units[spoken[-1]], own

    def _compound(self, text: str, number: Number, begun: frozenset[int]) -> Anchor | None:
        """187万7700元: digits, a multiplier and more digits, in the unit behind them; 813万5, but
        of 5万一共多少 the last one begins what is asked.
        """
        scale = self._finder.multiplier(text[number.end : number.end + 1])
        rest = self._finder.find(text[number.end + 1 :]) if scale and self._words.coin else []
        if scale is None or not number.literal[-1].isdecimal() or not rest or rest[0].start:
            return None
        end = number.end + 1 + rest[0].end
        if end - 1 in begun:
            return None
        if rest[0].end == 1 and not self._is_counted(text[end:]) and not self._unit(text[end:])[0]:
            value = number.value * scale + rest[0].value * scale / _TENS  # 813万5
            return Anchor("number", self._words.coin, number.start, end, value)
        if rest[0].value >= scale or not text.startswith(self._words.coin, end):
            return None
        value = number.value * scale + rest[0].value
        return Anchor("number", self._words.coin, number.start, end + len(self._words.coin), value)

    def _beyond(self, text: str, number: Number, orders: Iterable[Anchor]) -> Anchor | None:
        """一百零八万多, 18万出头: from the number on, below the next of its last place.

        Not so where 多 is part of a longer cue (3年多少钱) or compares (比20万多的).
        """
        spoken, value, after = text[number.start : number.end], number.value, text[number.end :]
        unit, size = self._unit(after)
        if not unit:
            unit, value = self._within(spoken, value)
        more = next((word for word in self._words.beyond if after.startswith(word, size)), "")
        bare = self._finder.is_multiplier(spoken)
        if unit not in self._words.money or not more or value != int(value) or bare:
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
        few = after.startswith(self._words.vague)
        if not few and not after.startswith(self._words.above):
            return None
        unit, size = self._unit(after[1:])
        if not (few and value < _HUNDRED) and not unit:
            return None
        end = number.end + 1 + size
        return Anchor("vague", unit, number.start, end, number.value, (_place(value),))

    def _unit(self, after: str) -> tuple[str, int]:
        wording = beginning(after, self._words.units, self._longest)
        return (self._words.units[wording], len(wording)) if wording else ("", 0)


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
