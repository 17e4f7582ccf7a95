"""Text as it is compared: compatibility forms folded, punctuation taken out."""

from __future__ import annotations

import re
import unicodedata

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_SPACE_IN_HAN = rf"(?<=[{_HAN}\d,。，、])\s+(?=[{_HAN}])|(?<=[{_HAN}])\s+(?=\d)"
_PUNCTUATION = "，,。；;：:、（）()《》“”\"'‘’·【】[]<>「」『』- "
_DROP = str.maketrans("", "", _PUNCTUATION)


def fold(text: str) -> str:
    """Compatibility forms and case folded, spaces between Chinese characters gone."""
    text = unicodedata.normalize("NFKC", text).lower()
    if len(text.split()) > 1:  # patterns are compiled when a text has spaces
        text = re.sub(r"\s+", " ", re.sub(_SPACE_IN_HAN, "", text))
    return text.strip()


def within(part: str, whole: str) -> bool:
    """Do the letters of a part stand in the whole, in order (重点任务 in 年度重点工作任务)?"""
    letters = iter(whole)
    return all(letter in letters for letter in part)


def squeeze(text: str) -> str:
    """Text as it is compared: folded, without punctuation."""
    return fold(text).translate(_DROP)
