"""Numbers in text: Arabic and Chinese numerals to `Decimal`, with their spans.

The characters and their values come from `knowledge/lexicon/numerals.yaml`; this
module holds the grammar of Chinese numerals only (digit-multiplier chains, 点,
百分之). Works on normalised text (half-width digits).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_DIGITS = 300  # no question that is read holds more; what is computed of so many is refused
_HUNDRED, _MYRIAD = 100, 10_000


@frozen()
class Number:
    """A number found in text: half-open span, value, and whether it was a percentage."""

    start: int
    end: int
    value: Decimal
    literal: str
    percent: bool = False


@frozen()
class Numerals:
    """The numeral characters of a language, as the lexicon lists them."""

    digits: Mapping[str, int]
    multipliers: Mapping[str, int]
    point: str
    percent: str
    half: str
    short: Mapping[str, str]

    def chinese(self, text: str) -> Decimal | None:
        """The value of a Chinese numeral (一百三十六, 九十七点五, 廿五, 半百), else None."""
        text = "".join(self.short.get(char, char) for char in text)
        if text.startswith(self.half) and len(text) > 1:
            rest = text[1:]
            bare = all(char in self.multipliers for char in rest)
            return (self._integer(rest) or Decimal(0)) / 2 if bare else None
        whole, dot, fraction = text.partition(self.point)
        value = self._integer(whole)
        if value is None or not dot:
            return value
        if not fraction or any(c not in self.digits for c in fraction):
            return None
        return value + Decimal("0." + "".join(str(self.digits[c]) for c in fraction))

    def _integer(self, text: str) -> Decimal | None:
        if not text or len(text) > MAX_DIGITS:
            return None
        if len(text) > 1 and all(c in self.digits for c in text):
            return Decimal("".join(str(self.digits[c]) for c in text))
        return self._chain(text)

    def _chain(self, text: str) -> Decimal | None:
        """Digits with multipliers (三万五千零六); None where two digits stand side by side or
        multipliers don't fall (两千四四六, 三百二百), which no numeral does.
        """
        total, section, digit = 0, 0, None
        small, large, last = _MYRIAD, 0, 1  # the multipliers before: of a section, of all, any
        for char in text:
            if char in self.digits:
                if digit:
                    return None
                digit = self.digits[char]
                continue
            multiplier = self.multipliers.get(char)
            if multiplier is None:
                return None
            if multiplier >= _MYRIAD:
                if digit is None and not total and not section and len(text) > 1:
                    return None  # 万一 is a word
                if multiplier == large:
                    return None
                said = section + (digit or 0)
                higher = multiplier > large  # 三万亿: what was said before is multiplied too
                total = (total + said) * multiplier if higher else total + said * multiplier
                section, small, large = 0, _MYRIAD, multiplier
            elif multiplier >= small:
                return None
            else:
                section += (1 if digit is None else digit) * multiplier
                small = multiplier
            digit, last = None, multiplier
        if digit is not None and last >= _HUNDRED and text[-2:-1] in self.multipliers:
            digit *= last // 10  # 一百三 is 130, 两万五 is 25,000
        return Decimal(total + section + (digit or 0))


def read_numerals(data: Mapping[str, Any]) -> Numerals:
    """The numerals of `numerals.yaml`. Raises KeyError where one of its parts is missing."""
    parts = ("digits", "multipliers", "point", "percent", "half", "short")
    return Numerals(*(data[part] for part in parts))


class NumberFinder:
    """Finds numbers in normalised text by one compiled pattern."""

    def __init__(self, numerals: Numerals) -> None:
        self._numerals = numerals
        digits, scale = "".join(numerals.digits), "".join(numerals.multipliers)
        chars = digits + scale + "".join(numerals.short)
        chinese = f"{numerals.half}[{scale}]+|[{chars}]+(?:{numerals.point}[{digits}]+)?"
        # A comma inside a number parts thousands; 乘13，够吗 ends at it.
        arabic = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d)"
        self._pattern = re.compile(f"({numerals.percent})?(?:({arabic})|({chinese}))")
        self._multipliers = numerals.multipliers

    def find(self, text: str) -> list[Number]:
        """Every number of the text, left to right; hopeless literals are left out."""
        found = []
        for match in self._pattern.finditer(text):
            value = self._value(match)
            if value is not None:
                found.append(Number(match.start(), match.end(), value, match[0], bool(match[1])))
        return found

    def _value(self, match: re.Match[str]) -> Decimal | None:
        arabic = match[2]
        if arabic is None:
            return self._numerals.chinese(match[3])
        digits = arabic.replace(",", "")
        return Decimal(digits) if len(digits) <= MAX_DIGITS else None

    def digit(self, char: str) -> int | None:
        """The value of a single digit, Arabic or Chinese, else None."""
        if char.isascii() and char.isdigit():
            return int(char)
        return self._numerals.digits.get(char)

    def is_half(self, char: str) -> bool:
        """Is it the word for a half?"""
        return char == self._numerals.half

    def run(self, literal: str) -> tuple[int, ...]:
        """四五六 as one number after the other; () of what is no such run."""
        found = tuple([self._numerals.digits.get(char, 0) for char in literal])
        rising = all(b - a == 1 for a, b in pairwise(found))
        return found if rising and len(found) > 1 and found[0] > 0 and not literal.isascii() else ()

    def multiplier(self, char: str) -> int | None:
        """What a character multiplies by (万 10,000), else None."""
        return self._numerals.multipliers.get(char)

    def scaled(self, text: str) -> Decimal | None:
        """A Chinese numeral without its last multiplier: 二百万 as 200 of 万."""
        return self._numerals.chinese(text[:-1]) if text[-1] in self._multipliers else None

    def is_word(self, text: str, number: Number) -> bool:
        """Is it no number but part of the word for per cent (百分比)?"""
        percent = self._numerals.percent
        stem = percent[:-1]
        return text.startswith(stem, number.start) and number.literal == stem[: len(number.literal)]

    @property
    def over(self) -> str:
        """The word between the parts of a fraction (三分之一)."""
        return self._numerals.percent[1:]

    def is_vague(self, text: str, number: Number) -> bool:
        """Is it a bare 一 as in 一下, 一共, no number by itself?"""
        return self.is_one(number) and text[number.end : number.end + 1].isalpha()

    def without_one(self, number: Number) -> Number | None:
        """六百一 as 600, for where the 一 belongs to what comes behind (六百一个人); None if the
        literal isn't of that shape.
        """
        text = number.literal
        short = len(text) > 1 and self._multipliers.get(text[-2], 0) >= _HUNDRED
        if not short or number.percent or self._numerals.digits.get(text[-1]) != 1:
            return None
        value = self._numerals.chinese(text[:-1])
        return value if value is None else Number(number.start, number.end - 1, value, text[:-1])

    def is_multiplier(self, literal: str) -> bool:
        """Is it made of multipliers alone (千, 百万)?"""
        return all(char in self._multipliers for char in literal)

    def is_one(self, number: Number) -> bool:
        """Is it a bare 一?"""
        return self._numerals.digits.get(number.literal) == 1
