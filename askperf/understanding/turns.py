"""Several questions in one text, each asked in the light of those before: 有几项，一共多少，占几成
is a talk of three turns, and is understood as one. So is a text that tells several numbers.
"""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import Decimal
from itertools import pairwise

from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import Span
from askperf.understanding.reading import Reading, mask_of

_CUTS = re.compile("[,，;；。?？!！、:：]")
_STOPS = re.compile("[,，;；。?？!！]")
_MOST = 4  # questions in one text
_LONGEST = 160  # characters of a text
_WHETHER, _NUMBER_ASKED = "yesno", "number"
_TAG = 1  # letters beside what asks, in a clause that asks about the one before: 对吗, 是不是啊


def asking_clauses(reading: Reading) -> tuple[str, ...]:
    """The clauses that ask, each with those that lead up to it; () unless there are several.

    A clause that only asks whether the one before holds (对吗) belongs to that.
    """
    text = reading.text
    if len(text) > _LONGEST:
        return ()
    found = _marked(reading)
    if not 1 < len(found) <= _MOST:
        found = _unmarked(reading) if len(found) == 1 else []
    if not 1 < len(found) <= _MOST:
        return ()
    found[-1] = (found[-1][0], len(text))
    return tuple(text[start:end] for start, end in found)


def _unmarked(reading: Reading) -> list[Span]:
    """Where nothing is written between questions (多少件普法宣传多少钱): each ends with the number
    that it asks for and the unit.
    """
    tokens = reading.tokens
    ends = []
    for ask in reading.asks[:_MOST]:
        at = next((n for n, token in enumerate(tokens) if token.end >= ask.end), None)
        if ask.value == _NUMBER_ASKED and at is not None:
            end, after = tokens[at].end, tokens[at + 1 : at + 2]
            unit = end == ask.end and bool(after) and len(after[0].text) == 1
            ends.append(after[0].end if unit else end)
    starts = [0, *ends[:-1]]
    return [*zip(starts, ends, strict=False)] if len(ends) > 1 else []


def _marked(reading: Reading) -> list[Span]:
    text, start = reading.text, 0
    found: list[Span] = []
    for end in (*(match.start() for match in _CUTS.finditer(text)), len(text)):
        if _asks(reading, start, end):
            found.append((start, end))
            start = end + 1
        elif found and _is_tag(reading, start, end):
            found[-1] = (found[-1][0], end)
            start = end + 1
    return found


def told_clauses(reading: Reading) -> tuple[str, ...]:
    """The clauses of a text that asks nothing and tells several numbers (普法26万，考务25万), each
    with what follows it; () of any other.
    """
    asked = reading.asks or any(anchor.kind == "op" for anchor in reading.anchors)
    if asked or len(reading.text) > _LONGEST:
        return ()
    found = _told(reading, 0, len(reading.text))
    return found if 1 < len(found) <= _MOST else ()


def told_and_asked(reading: Reading, published: Container[Decimal]) -> tuple[tuple[str, ...], str]:
    """What a text tells first and what it asks then (普法26万，考务25万，前者比后者多多少): clauses
    that tell a number that is `published`, () where there are none, and the rest.
    """
    text = reading.text
    asking = min((a.start for a in reading.asks), default=len(text) - 1)
    stops = [match.start() for match in _STOPS.finditer(text, 0, max(0, asking))]
    at = stops[-1] if stops and len(text) <= _LONGEST else 0
    if not reading.asks and not any(a.kind == "op" and a.start > at for a in reading.anchors):
        return (), text
    numbers = (n.number for n in reading.numbers if n.kind == "number" and n.start < at)
    told = _told(reading, 0, at) if any(number in published for number in numbers) else ()
    return (told, text[at + 1 :]) if 0 < len(told) <= _MOST else ((), text)


def _told(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """The clauses of a span that tell a number, each with what follows it."""
    starts: list[int] = []
    begin = start
    for stop in (*(match.start() for match in _CUTS.finditer(reading.text, start, end)), end):
        if any(begin <= n.start < stop for n in reading.numbers if n.kind == "number"):
            starts.append(begin)
        begin = stop + 1
    if not starts:
        return ()
    return tuple(reading.text[a : b - 1] for a, b in pairwise([start, *starts[1:], end + 1]))


def _asking(reading: Reading, start: int, end: int) -> int:
    """The positions of what asks in a span."""
    found = 0
    for anchor in reading.asks:
        found |= anchor.mask & mask_of(start, end)
    return found


def _asks(reading: Reading, start: int, end: int) -> bool:
    if any(a.end == end and a.start > start for a in reading.anchors if _goes_on(a)):
        return True
    return bool(_asking(reading, start, end)) and not _is_tag(reading, start, end)


def _goes_on(anchor: Anchor) -> bool:
    """Does it ask the same of something else (考务呢)?"""
    return (anchor.kind, anchor.value) == ("dialogue", "continue")


def _is_tag(reading: Reading, start: int, end: int) -> bool:
    here = mask_of(start, end)
    if any(a.value != _WHETHER and a.mask & here for a in reading.asks):
        return False
    rest = here & reading.content & ~_asking(reading, start, end)
    return rest.bit_count() <= _TAG
