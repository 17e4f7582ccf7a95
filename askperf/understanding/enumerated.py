"""Rows that a question names one after the other (普法宣传、法考和公证处各多少): an answer is of
all of them, or it is none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from askperf.execution.values import Outcome
from askperf.logic import Form, Mentions, Pick, nodes
from askperf.understanding.grammar.values import Listed, Span, masks
from askperf.understanding.reading import Reading, mask_of, runs

_POINTS = re.compile("[、/]")  # what only a list has
_PAUSES = re.compile("[,，;；。?？!！:： —]")  # what a list has, but so have sentences
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_CLEAR = 0.8  # how likely a row must be by the words of its part alone
_TWO, _FEW, _MANY = 2, 3, 6  # parts of a list
_ASIDE = 2  # clauses around a list
_SHORTEST = 2  # characters of a part
_COVERED = 0.5  # more of a part must stand in its row: 交警执法 is no 执法
_TOGETHER = (("op", "sum"), ("op", "mean"), ("op", "most"), ("op", "least"))
_ASKS = (("ask", "number"), ("op", "count"))

Links = Callable[[Reading, Span], Sequence[tuple[int, float]]]


def listed(reading: Reading, links: Links, kind_of: Callable[[int], str]) -> Listed:
    """The list of three parts or more that a question holds, if it holds one.

    `links`: the rows that a span of the question may mean, with log-probabilities, the likeliest
    first; `kind_of`: what kind of row one is, by its index.
    """
    cues = masks((*reading.anchors, *reading.numbers))
    parts, is_sure = _members(reading, cues, links)
    if not _FEW <= len(parts) <= _MANY:
        return Listed()
    linked = [(span, links(reading, span)) for span in parts]
    meant = [_meant(reading, span, cues, found) for span, found in linked]
    if (odd := _odd(meant, kind_of)) is not None:
        meant[odd] = _regular(reading, linked[odd], cues, meant, odd, kind_of)
    kinds = {kind_of(row) for row in meant if row is not None}
    if len(kinds) == 1:  # 调解员 among tasks is one
        for at, (span, found) in enumerate(linked):
            if meant[at] is None:
                meant[at] = _meant(reading, span, cues, _alike(found, kinds, kind_of))
    rows = tuple(dict.fromkeys(row for row in meant if row is not None))
    if len(rows) < len(parts):
        return Listed(rows) if is_sure else Listed()
    return Listed(rows, parts[0][0], parts[-1][1])


def _odd(meant: Sequence[int | None], kind_of: Callable[[int], str]) -> int | None:
    """The place of the one part of a list whose row is of another kind than all others'."""
    kinds = ["" if row is None else kind_of(row) for row in meant]
    counts = Counter(kind for kind in kinds if kind)
    alone = [at for at, kind in enumerate(kinds) if counts[kind] == 1]
    return alone[0] if len(alone) == 1 and len(counts) == _TWO else None


def _regular(
    reading: Reading,
    part: tuple[Span, Sequence[tuple[int, float]]],
    cues: int,
    meant: Sequence[int | None],
    odd: int,
    kind_of: Callable[[int], str],
) -> int | None:
    """The row of an odd part: of the others' kind, if one holds as many of its words (普及率 among
    indicators isn't the task of publicity).
    """
    span, found = part
    kinds = {kind_of(row) for at, row in enumerate(meant) if row is not None and at != odd}
    other = _meant(reading, span, cues, _alike(found, kinds, kind_of))
    mine = meant[odd]
    if other is None or mine is None:
        return mine
    said, held = (_place(reading, span, cues, row).bit_count() for row in (mine, other))
    return other if held >= said else mine


def _meant(
    reading: Reading, span: Span, cues: int, links: Sequence[tuple[int, float]]
) -> int | None:
    """The row that a part of a list clearly means."""
    if not links or math.exp(links[0][1]) < _CLEAR:
        return None
    place = _place(reading, span, cues, links[0][0])
    said = reading.content & mask_of(*span) & ~cues
    return links[0][0] if place and place.bit_count() > _COVERED * said.bit_count() else None


def _place(reading: Reading, span: Span, cues: int, row: int) -> int:
    """The positions of a part that stand in a row and are no cue."""
    return reading.overlap.of(row) & mask_of(*span) & ~cues


def _alike(
    links: Sequence[tuple[int, float]], kinds: set[str], kind_of: Callable[[int], str]
) -> list[tuple[int, float]]:
    """Of the rows that may be meant those of the kinds, with their share of each other."""
    found = [(row, logp) for row, logp in links if kind_of(row) in kinds]
    total = math.log(math.fsum(math.exp(logp) for _, logp in found)) if found else 0.0
    return [(row, logp - total) for row, logp in found]


def _members(reading: Reading, cues: int, links: Links) -> tuple[list[Span], bool]:
    """The parts of a list, without what asks for it ahead and behind: 列出普法宣传、法考的钱; and
    whether it is one even if a part names no row.
    """
    joints = _joints(reading)
    points = [cut for cut in joints if _POINTS.fullmatch(reading.text, *cut)]
    joined = {cut[0] for cut in joints}  # ，再有村级信访调解
    pauses = [m.span() for m in _PAUSES.finditer(reading.text) if m.end() not in joined]
    pauses = sorted([*pauses, *_brackets(reading, joints)])
    whole = (0, len(reading.text))
    if points:  # a pause ends it
        spans = _between(pauses, whole)
        span = max(spans, key=lambda one: sum(one[0] <= cut[0] < one[1] for cut in points))
        parts = _between([cut for cut in joints if span[0] <= cut[0]], span)
    elif clauses := _asking(reading, pauses):
        return clauses, True
    elif _asks_of_all(reading):
        ends = [cut[0] for cut in pauses if joints and cut[0] > joints[-1][1]]
        parts = _between(sorted([*joints, *pauses]), (0, min(ends, default=whole[1])))
        parts = _named(reading, parts, cues, links)
    else:
        parts = _between(joints, whole)
        if len(parts) < _FEW:  # each clause names a row, and nothing else
            parts = _between(sorted([*joints, *pauses]), whole)
            some = len(parts) <= _MANY + _ASIDE  # a long story is no list
            return _named(reading, parts, cues, links) if some else [], False
    if len(parts) >= _FEW:
        parts[0] = next(reversed(_plain(reading, parts[0], cues)), parts[0])
        parts[-1] = next(iter(_plain(reading, parts[-1], cues)), parts[-1])
    return parts, True


def _brackets(reading: Reading, joints: Sequence[Span]) -> Iterator[Span]:
    """What is around a list: 重点任务（依法行政、依法治市、行政立法）; 村（社区） is a name."""
    for match in _BRACKETED.finditer(reading.text):
        if any(match.start() < start < match.end() for start, _ in joints):
            yield match.start(), match.start() + 1
            yield match.end() - 1, match.end()


def _named(reading: Reading, parts: list[Span], cues: int, links: Links) -> list[Span]:
    """Parts without those at either end that name no row: 普法宣传，法考，公证处，一共多少钱."""
    while len(parts) >= _FEW and not _names_any(reading, parts[-1], cues, links):
        parts.pop()
    while len(parts) >= _FEW and not _names_any(reading, parts[0], cues, links):
        parts.pop(0)
    return parts


def _asking(reading: Reading, pauses: Sequence[Span]) -> list[Span]:
    """The clauses of a text that each ask for a number: 普法宣传几万，法考几万，公证处呢几万."""
    clauses = _between(pauses, (0, len(reading.text)))
    asks = [a.start for a in reading.anchors if (a.kind, a.value) in _ASKS]
    each = all(any(start <= at < end for at in asks) for start, end in clauses)
    return clauses if each and len(clauses) >= _FEW else []


def _asks_of_all(reading: Reading) -> bool:
    asks = (a.kind == "each" or (a.kind, a.value) in _TOGETHER for a in reading.anchors)
    counts = (n.kind == "rows" and _FEW <= (n.number or 0) <= _MANY for n in reading.numbers)
    return bool(reading.apiece) or any(asks) or any(counts)


def _names_any(reading: Reading, span: Span, cues: int, links: Links) -> bool:
    return any(_place(reading, span, cues, row) for row, _ in links(reading, span)[:1])


def _joints(reading: Reading) -> list[Span]:
    """What joins parts: points and words, but not within a longer word or a row's name."""
    found = {(a.start, a.end) for a in reading.anchors if a.kind == "and"}
    found |= {match.span() for match in _POINTS.finditer(reading.text)}
    longer = [t for t in reading.tokens if t.end - t.start > 1]
    return sorted(
        cut
        for cut in found
        if not mask_of(*cut) & reading.overlap.named
        and not any(
            t.start <= cut[0] and cut[1] <= t.end and len(t.text) > cut[1] - cut[0] for t in longer
        )
    )


def _between(cuts: Iterable[Span], span: Span) -> list[Span]:
    """The stretches of a span between cuts."""
    start, end = span
    found = []
    for cut in cuts:
        if cut[0] >= end:
            break
        if cut[0] > start:
            found.append((start, cut[0]))
        start = max(start, cut[1])
    return [*found, (start, end)] if start < end else found


def _plain(reading: Reading, span: Span, cues: int) -> list[Span]:
    """The stretches of a part that are no cue."""
    found = runs(mask_of(*span) & ~cues, len(reading.text))
    return [(start, end) for start, end in found if end - start >= _SHORTEST]


def holds(form: Form, outcome: Outcome, named: Sequence[str]) -> bool:
    """Is an answer about all the rows that are named, or of what is mentioned in some?"""
    about = {*outcome.cited}
    for node in nodes(form):
        if isinstance(node, Mentions):
            return True
        about |= {*node.rows} if isinstance(node, Pick) else set()
    return about.issuperset(named)
