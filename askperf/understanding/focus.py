"""Where a long text comes to its question: who tells a story asks one thing, mostly at its end.

What is told before says nothing of what is asked, and its words would count as unread.
"""

from __future__ import annotations

import re

from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import masks
from askperf.understanding.reading import Reading, mask_of

_MARKS, _LENGTH = 2, 24  # between clauses, and characters, from which a text tells a story
_FURTHER = 3  # clauses before the question that may say what it is about
_POINTING = ("pronoun", "pair", "former", "latter", "earliest", "latest")
_WORK = ("list", "sum", "count", "mean", "most", "least")  # what is asked of many rows
_RELATIONS = ("mark", "comparator", "of", "below")
_NUMBERS, _HELD = ("number", "rows"), ("meets", "misses", "gap")
_SOON = 6  # characters
_SIZES = ("most", "least", "ends")
_OF_ROWS, _OF_TABLES = ("key-tasks", "other-tasks"), ("tasks", "indicators")


def question_start(reading: Reading, alone: re.Pattern[str]) -> int:
    """Where the part of a text begins in which it is asked; 0 if all of it asks.

    `alone` finds words for a part that alone is meant: what holds one is no story.
    """
    if not reading.text or reading.clauses[-1] < _MARKS or len(reading.text) < _LENGTH:
        return 0
    asking = {reading.clauses[a.start] for a in reading.anchors if a.kind == "ask" or _works(a)}
    if not asking:
        return 0
    telling = {number for number in asking if _tells(reading, number, number)}
    last = max(telling or asking)
    if telling and min(telling) < last:
        return 0  # several questions, not a story and one
    first = last
    while first > 0 and last - first < _FURTHER and not _tells(reading, first, last):
        first -= 1
    if first < 2 or not _tells(reading, first, last):
        return 0
    start = reading.clauses.index(first) + 1  # behind the mark
    if alone.search(reading.text, 0, start) or _leans(reading, start) or _less(reading, start):
        return 0
    if _trimmed(reading, start) or _is_held(reading, start):
        return 0
    return start


def _is_held(reading: Reading, start: int) -> bool:
    """Are numbers told that the question holds against a target (80件里79件按期，达标吗), beside
    its own those that are told of rows (成功率98%，应诉率90%，普及率80%，都达标吗)?
    """
    cues = (a for a in reading.anchors if a.kind == "op" and a.value in _HELD)
    if not any(cue.start >= start for cue in cues):
        return False
    told = [number.start for number in reading.numbers if number.kind in _NUMBERS]
    ahead = [reading.clauses[at] for at in told if at < start]
    return len(ahead) == len(told) > 0 or any(_tells(reading, each, each) for each in ahead)


def _less(reading: Reading, start: int) -> bool:
    """Is anything taken away before (不算法律顾问，其他任务的合计就少了，对吗)?"""
    taken = (reading.clauses[a.start] for a in reading.anchors if a.kind == "except")
    return any(
        _tells(reading, clause, clause) for clause in taken if clause < reading.clauses[start]
    )


def _trimmed(reading: Reading, start: int) -> bool:
    """Are many rows asked about of which an end was taken away (去除最大值后，平均多少), or both
    were told (去一个最高去一个最低，平均多少)?
    """
    if not any(_works(anchor) and anchor.start >= start for anchor in reading.anchors):
        return False
    taken = {reading.clauses[a.start] for a in reading.anchors if a.kind == "except"}
    told = [a for a in reading.anchors if a.kind == "op" and a.value in _SIZES and a.start < start]
    both = len({a.value for a in told}) > 1 or any(a.value == "ends" for a in told)
    return both or any(reading.clauses[a.start] in taken for a in told)


def _leans(reading: Reading, start: int) -> bool:
    """Does what is asked there begin with a relation to what was told before (甲加乙，是否等于丙),
    or keep the rest of what was changed before (砍掉两成，其余不动)?
    """
    if any(anchor.kind == "kept" for anchor in reading.anchors):
        return True
    asking = masks(a for a in reading.anchors if a.kind == "ask")
    relations = (a.start for a in reading.anchors if a.kind in _RELATIONS)
    near = (at for at in relations if start <= at < start + _SOON)
    return any(not mask_of(start, at) & ~asking for at in near)


def _tells(reading: Reading, first: int, last: int) -> bool:
    """Do some clauses name what is asked about: three letters of a row in a stretch, or a
    table, where no pronoun refers to what was told before?
    """
    start = reading.clauses.index(first)
    end = len(reading.clauses) - reading.clauses[::-1].index(last)
    here = mask_of(start, end)
    inside = [a for a in reading.anchors if a.mask & here]
    pointing = any(a.kind == "dialogue" and a.value in _POINTING for a in inside)
    bounds = (a for a in inside if a.kind == "mark")
    words = here & ~masks((*reading.numbers, *bounds))  # 不低于25万元 names no row that says so
    for row in range(len(reading.overlap.cells)):
        found = reading.overlap.of(row) & words
        found &= found >> 1 & found >> 2
        if found & (found >> 2 if pointing and first == last else found):
            return True  # but 听人讲有帮教，这项工作安排了多少 isn't of whatever row has 工作安排
    if pointing:
        return False
    cells = masks(a for a in inside if a.kind == "attribute")  # 指标值 names no table
    sections = {a.value for a in inside if a.kind == "section" and a.mask & ~cells}
    if not sections.isdisjoint(_OF_ROWS) or any(a.kind in ("level", "meta") for a in inside):
        return True
    return not sections.isdisjoint(_OF_TABLES) and any(map(_works, inside))


def _works(anchor: Anchor) -> bool:
    return anchor.kind == "op" and anchor.value in _WORK
