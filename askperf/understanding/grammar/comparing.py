"""Comparing: which of two numbers is the larger one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from askperf.logic import Arith, Either, Fold, Given, Larger, Pick, Rows, Value
from askperf.understanding.grammar.apart import section_pairs
from askperf.understanding.grammar.scene import Scene, number_over
from askperf.understanding.grammar.values import LIKENED, Found, masks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    # Two sets of rows, positions, score.
    Pair: TypeAlias = tuple[Rows, Rows, int, float]
else:
    Pair = object

_PARTS = 3  # scaled numbers that are compared


def comparing(scene: Scene) -> Iterator[Found]:
    """普法宣传和法律援助哪个多."""
    chart = scene.chart
    cues = [*chart.anchors("more"), *chart.anchors("less"), *chart.anchors("op", "most", "least")]
    cue = cues[0] if cues else scene.cues.get("gap")
    if cue is None:
        yield from _likened(scene)
        return
    largest = cue.kind != "less" and cue.value != "least"
    extra = cue.mask | scene.asked | scene.op("gap")
    for line in _PAIRS:
        for one, two, used, score in line(scene):
            node = Larger(number_over(one), number_over(two), largest)
            yield node, used | extra | scene.cell("amount"), score, "larger"
    for compared in _OTHERS:
        yield from compared(scene, largest, extra)


def _likened(scene: Scene) -> Iterator[Found]:
    """比普法宣传呢, after another amount: how they compare."""
    cues = scene.chart.anchors("than", span=scene.span)
    if not cues or any(True for _ in scene.chart.compared(*scene.span)):
        return
    extra = masks(cues) | scene.asked | scene.pointing
    for one, earlier, used, score in _with_earlier(scene):
        node = Larger(number_over(earlier), number_over(one), True)
        yield node, used | extra, score, LIKENED


def _joined(scene: Scene) -> Iterator[Pair]:
    """甲和乙哪个多."""
    for rows in scene.joined[:5]:
        if isinstance(rows.node, Either) and len(rows.node.parts) == 2:
            one, two = rows.node.parts
            yield one, two, rows.used, rows.score


def _anywhere(scene: Scene) -> Iterator[Pair]:
    """甲多还是乙多."""
    for one, two in combinations(scene.names[:3], 2):
        yield one.node, two.node, one.used | two.used, one.score + two.score - 0.8


def _earlier_pair(scene: Scene) -> Iterator[Pair]:
    """这两个哪个多."""
    for rows, used, _ in scene.chart.earlier_rows(scene.span):
        if len(rows) == 2:
            yield Pick(rows[:1]), Pick(rows[1:]), used, -0.5


def _with_earlier(scene: Scene) -> Iterator[Pair]:
    """跟普法宣传比哪个多."""
    for earlier in scene.earlier_one:
        for one in scene.names[:2]:
            yield one.node, earlier.node, one.used | earlier.used, one.score - 0.6


_PAIRS = (_joined, _anywhere, _earlier_pair, _with_earlier)


def _earlier_numbers(scene: Scene, largest: bool, extra: int) -> Iterator[Found]:
    """两个数哪个大."""
    if scene.before and len(scene.before.numbers) >= 2:
        one, two = scene.before.numbers[-2:]
        yield Larger(one, two, largest), scene.pointing | extra, -0.5, "larger:before"


def _sections(scene: Scene, largest: bool, extra: int) -> Iterator[Found]:
    """两类任务哪类钱多."""
    for key, other, used in section_pairs(scene.chart, scene.span):
        yield Larger(key, other, largest), used | extra, 0, "larger:sec"


def _sums(scene: Scene, largest: bool, extra: int) -> Iterator[Found]:
    """甲与乙的总和，跟丙比，哪边多: a sum of rows against another number."""
    if not scene.chart.anchors("more") + scene.chart.anchors("less"):
        return
    for one in scene.sums:
        node = one.node
        if not isinstance(node, Arith) or node.how not in ("plus", "gap"):
            continue
        if isinstance(node.left, Fold) != isinstance(node.right, Fold):
            used = one.used | extra | scene.op("sum") | scene.chart.mask("than")
            form = Larger(node.left, node.right, largest)
            yield form, used, one.score - 0.3, "larger:sum"


def _scaled(scene: Scene, largest: bool, extra: int) -> Iterator[Found]:
    """村级信访调解跟依法行政的一半比，哪个多: a row's number against a part of another's."""
    for part in scene.chart.scaled(scene.span)[:_PARTS]:
        once = isinstance(part.node, Arith) and part.node.right == Given(Decimal(1))  # 最大一笔
        base = part.node.left if isinstance(part.node, Arith) and not once else None
        for one in scene.names[:3] if base is not None else ():
            if Value(one.node) != base and not one.used & part.used:
                used = one.used | part.used | extra | scene.chart.mask("than")
                form = Larger(Value(one.node), part.node, largest)
                yield form, used, one.score + part.score - 0.3, "larger:part"


_OTHERS = (_earlier_numbers, _sections, _sums, _scaled)
