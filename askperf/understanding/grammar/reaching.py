"""Reaching: how many rows, added up one by one, it takes to come to a number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from askperf.logic import Arith, Fold, Given, Number, Reach, Tell
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import HALF, PERCENT, TASKS, Found, RowSet, number_of

_BASES = 5
_MARKS = (">", ">=")


def reaching(scene: Scene) -> Iterator[Found]:
    """从大往小加，加到第几项才超过总额的八成."""
    cues = scene.chart.mask("reach", span=scene.span)
    if not cues:
        return
    used = cues | scene.asked | scene.op("sum", "count", "share")
    marks = [(a.value, a.mask) for a in scene.marks if a.value in _MARKS]
    marks += [(mark, 0) for mark in _MARKS]
    for (order, ordered), base in product(_orders(scene), _bases(scene)):
        for (number, its), (mark, marked) in product(_limits(scene, base), marks):
            node = Tell((Reach(base.node, order, mark, number),))
            covered = base.used | used | ordered | its | marked
            yield node, covered, base.score, "reach"


def _orders(scene: Scene) -> Iterator[tuple[str, int]]:
    for cue in scene.chart.anchors("op", "descending", "most", span=scene.span):
        yield "largest", cue.mask
    for cue in scene.chart.anchors("op", "ascending", "least", span=scene.span):
        yield "smallest", cue.mask
    yield "listed", 0


def _bases(scene: Scene) -> list[RowSet]:
    found = [x for x in (*scene.filtered[:_BASES], *scene.excluded[:2]) if x.tag != "def:all"]
    return [*found, RowSet(TASKS, 0, -0.5, "def:tasks")]


def _limits(scene: Scene, base: RowSet) -> Iterator[tuple[Number, int]]:
    """A given number, or a share of the rows' sum."""
    total = Fold("sum", base.node)
    for anchor in scene.chart.numbers("number", span=scene.span):
        number = Given(number_of(anchor), anchor.value)
        yield (Arith("times", total, number) if number.unit == PERCENT else number), anchor.mask
    for cue in scene.chart.anchors("op", "half", span=scene.span):
        yield Arith("times", total, HALF), cue.mask
