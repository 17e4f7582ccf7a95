"""Text as it is compared: compatibility forms folded, punctuation taken out."""

from __future__ import annotations

import unicodedata
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
    pieces = text.split()
    if len(pieces) < 2:
        return text.strip()
    gaps = ("" if _closes(a[-1], b[0]) else " " for a, b in pairwise(pieces))
    return "".join(chain(*zip(pieces, (*gaps, ""), strict=True)))


def _closes(left: str, right: str) -> bool:
    """Is a space between two characters none: 基 本, 第 3 项?"""
    if is_han(right):
        return is_han(left) or left.isdecimal() or left in _PAUSES
    return right.isdecimal() and is_han(left)


def within(part: str, whole: str) -> bool:
    """Do the letters of a part stand in the whole, in order (重点任务 in 年度重点工作任务)?"""
    letters = iter(whole)
    return all(letter in letters for letter in part)


def squeeze(text: str) -> str:
    """Text as it is compared: folded, without punctuation."""
    return fold(text).translate(_DROP)
