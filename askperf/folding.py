"""Text as it is compared: compatibility forms folded, punctuation taken out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import chain, pairwise

_PAUSES = ",。，、"
_PUNCTUATION = "，,。；;：:、（）()《》“”\"'‘’·【】[]<>「」『』- "
_DROP = str.maketrans("", "", _PUNCTUATION)


def is_han(text: str) -> bool:
    """Is a text Chinese characters and nothing else? (A pattern of so wide a range takes a
    millisecond to compile.)
    """
    return bool(text) and all("\u3400" <= char <= "\u9fff" for char in text)


def fold(text: str) -> str:
    """Compatibility forms and case folded, spaces between Chinese characters gone."""
    text = unicodedata.normalize("NFKC", text).lower()
    return respaced(text, _gap)


def respaced(text: str, gap: Callable[[str, str], str]) -> str:
    """A text with what `gap` makes of its neighbours in the place of each of its spaces."""
    pieces = text.split()
    if len(pieces) < 2:
        return "".join(pieces)
    gaps = (gap(left, right) for left, right in pairwise(pieces))
    return "".join(chain(*zip(pieces, (*gaps, ""), strict=True)))


def _gap(left: str, right: str) -> str:
    """A space between characters that is none: 基 本, 第 3 项."""
    one, other = left[-1], right[0]
    if is_han(other):
        closes = is_han(one) or one.isdecimal() or one in _PAUSES
    else:
        closes = other.isdecimal() and is_han(one)
    return "" if closes else " "


def within(part: str, whole: str) -> bool:
    """Do the letters of a part stand in the whole, in order (重点任务 in 年度重点工作任务)?"""
    letters = iter(whole)
    return all(letter in letters for letter in part)


def squeeze(text: str) -> str:
    """Text as it is compared: folded, without punctuation."""
    return fold(text).translate(_DROP)
