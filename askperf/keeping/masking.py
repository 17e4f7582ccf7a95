"""Personal numbers taken out of a text before it is kept.

Names and addresses can't be told from other words; the guide for keepers says so.
"""

from __future__ import annotations

import re
import unicodedata

_SEPARATOR = r"[ \-—–]?"
_LEFT, _RIGHT = r"(?<![\d.])", r"(?!\d)"
_CHINESE_DIGITS = "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"


def _run(low: int, high: int) -> str:
    """A run of digits, perhaps with separators between them."""
    return rf"\d(?:{_SEPARATOR}\d){{{low - 1},{high - 1}}}"


_MOBILE = rf"1{_SEPARATOR}[3-9]{_SEPARATOR}{_run(9, 9)}"
_AREA = r"[(（]?0\d{2,3}[)）]?"
# In this order: a longer kind of number would be taken for a shorter one.
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("〔邮箱〕", re.compile(r"[\w.%+-]{1,64}\s?@\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{1,63})+", re.ASCII)),
    ("〔身份证号〕", re.compile(_LEFT + _run(17, 17) + _SEPARATOR + r"[\dx]" + _RIGHT, re.I)),
    ("〔银行卡号〕", re.compile(_LEFT + _run(16, 21) + _RIGHT)),
    ("〔身份证号〕", re.compile(_LEFT + _run(15, 15) + _RIGHT)),
    ("〔电话〕", re.compile(rf"{_LEFT}(?:\+?86{_SEPARATOR})?{_MOBILE}{_RIGHT}")),
    (
        "〔电话〕",
        re.compile(rf"{_LEFT}[(（]?0\d{{2,3}}[)）]?\s*{_SEPARATOR}\s*{_run(7, 8)}{_RIGHT}"),
    ),
    ("〔电话〕", re.compile(rf"{_LEFT}[48]00{_SEPARATOR}{_run(7, 7)}{_RIGHT}")),
    # Any other long number that is no amount of money.
    ("〔号码〕", re.compile(rf"{_LEFT}{_run(7, 40)}{_RIGHT}(?!\.\d)(?!\s*[元块万亿])")),
    ("〔号码〕", re.compile(rf"[{_CHINESE_DIGITS}]{{7,}}")),
)


def mask(text: str) -> str:
    """The text with identity, card and phone numbers and e-mails replaced."""
    text = "".join(map(_plain, text))
    for name, pattern in _RULES:
        text = pattern.sub(name, text)
    return text


def _plain(char: str) -> str:
    """Full-width digits and letters as usual ones; what can't be seen is dropped."""
    folded = unicodedata.normalize("NFKC", char)
    if folded.isascii() and (folded.isalnum() or folded in "@+-."):
        return folded
    return "" if unicodedata.category(char) == "Cf" else char
