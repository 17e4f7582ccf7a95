"""Comparisons of one row with several others: more than each of them, between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from askperf.logic import Holds, Not, Some, Value, Where
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import STRICT, TURNED, Found, RowSet
from askperf.understanding.reading import first_of, mask_of

_STOPS, _ENDS = "，,、；;", "，,；;"
_MOST = 4  # comparisons that are looked at


def _of_several(scene: Scene) -> Iterator[Found]:
    """甲比乙、丙、丁哪个都多; 甲比乙多、比丙少; 甲至少比乙、丙中的一项多."""
    cues = _compared(scene)
    first = min((first_of(cue) for cue, _ in cues), default=scene.span[0])
    ahead = scene.chart.singles((scene.span[0], first), 2) if first > scene.span[0] else []
    for one in (*ahead, *scene.earlier_one[:1]) if cues else ():
        value = Value(one.node)
        for cue, mark in cues:
            beside = scene.chart.joined(_beside(scene, cue, _ENDS))[:2]
            for rows in dict.fromkeys((*beside, *scene.joined[:3])):
                if rows.used & one.used:
                    continue
                used = one.used | rows.used | cue | scene.judged | scene.every
                other = Holds(TURNED[mark], value)
                score = one.score + rows.score - 0.5
                yield Some(Where(rows.node, Not(other)), False), used, score, "some:than-each"
                yield Some(Where(rows.node, other)), used, score - 0.2, "some:than-any"
        yield from _both_bounds(scene, one, cues)


def _both_bounds(scene: Scene, one: RowSet, cues: Sequence[tuple[int, str]]) -> Iterator[Found]:
    """甲比乙多、比丙少: a row that both hold of."""
    found = [
        (other, cue, mark)
        for cue, mark in cues
        for other in scene.operands(*_beside(scene, cue), 1)
        if isinstance(other.node, Value) and other.node.rows != one.node
    ]
    for (left, its, mark), (right, others, sign) in combinations(found, 2):
        if left.node != right.node:
            node = Where(Where(one.node, Holds(mark, left.node)), Holds(sign, right.node))
            used = one.used | left.used | right.used | its | others | scene.judged
            yield Some(node), used, one.score + left.score + right.score - 0.5, "some:bounds"


def _beside(scene: Scene, cue: int, stops: str = _STOPS) -> tuple[int, int]:
    """What a comparison compares with: inside 比…多, or behind 高于 as far as the clause goes."""
    start, end = first_of(cue), cue.bit_length()
    inner = ~cue & mask_of(start, end)
    if inner:
        return first_of(inner), inner.bit_length()
    ends = (at for at in range(end + 1, scene.span[1]) if scene.text[at] in stops)
    return end, next(ends, scene.span[1])


def _compared(scene: Scene) -> list[tuple[int, str]]:
    """(positions, relation) of what compares: 比…多, 高于."""
    found = [(mark.mask, mark.value) for mark in scene.marks if mark.value in STRICT]
    for than in scene.chart.anchors("than", span=scene.span):
        match = scene.words.compared.search(scene.text, than.end + 2, scene.span[1])
        if match:
            found.append((than.mask | mask_of(*match.span()), scene.words.mark(match[0])))
    return found[:_MOST]


BOUNDS = (_of_several,)
