"""Arithmetic with the numbers of the turn before. One line of the grammar each."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.logic import Arith, Number, Pick, Value
from askperf.understanding.grammar.apart import EITHER_WAY
from askperf.understanding.grammar.values import Operand, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_PLACED = ("outer", "middle")
_HOWS = ("gap", "ratio", "plus", "share", "times", "per", "minus")


def _earlier_two(chart: Chart, span: Span) -> Iterator[Operand]:
    """那两个数相差多少; 头尾两个相加."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    for rows, _, which in chart.earlier_rows(span):
        if which in _PLACED:
            numbers = tuple([Value(Pick((row,))) for row in rows])
    if len(numbers) == 2:
        for how, used in _earlier_cues(chart, span):
            used |= chart.mask("dialogue", span=span)
            for left, right in (numbers[::-1], numbers):
                if how == "per" and shared_out(chart, left, right):
                    continue
                yield Operand(Arith(how, left, right), used, -0.5, f"{how}-before")


def _earlier_together(chart: Chart, span: Span) -> Iterator[Operand]:
    """前者占两者总和的几成; 那一年总共几万, after a price for a head and the heads."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    cues = chart.operations(span)
    if len(numbers) != 2 or "sum" not in cues:
        return
    used, total = chart.mask("dialogue", span=span) | cues["sum"].mask, Arith("plus", *numbers)
    for number in numbers if "share" in cues else ():
        covered = used | cues["share"].mask
        yield Operand(Arith("share", number, total), covered, -0.5, "share-together")
    kinds = [chart.sheet.measured(number) for number in numbers]
    if {*kinds} == {"people", "rent"}:
        heads, price = sorted(numbers, key=lambda n: kinds[numbers.index(n)])
        yield Operand(Arith("times", heads, price), used, -0.4, "rent-together")


def _earlier_one(chart: Chart, span: Span) -> Iterator[Operand]:
    """它比普法宣传多多少."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    based = chart.mask("based", span=span)  # 普法是它的几倍
    for how, used in _earlier_cues(chart, span) if numbers else ():
        for one in chart.operands(span, 4, False):
            for number in numbers:
                if one.node == number:
                    continue
                covered, tag = one.used | used | based, f"{how}-before1"
                if not (based and how in EITHER_WAY):
                    yield Operand(Arith(how, number, one.node), covered, one.score - 0.6, tag)
                if how in EITHER_WAY:
                    yield Operand(Arith(how, one.node, number), covered, one.score - 0.7, tag)


def _earlier_cues(chart: Chart, span: Span) -> Iterator[tuple[str, int]]:
    cues = chart.operations(span)
    for how in _HOWS:
        cue = cues.get(how) or (cues.get("sum") if how == "plus" else None)
        if cue is not None:
            yield how, cue.mask
    asked = chart.anchors("ask", "number", span=span)
    for mark in chart.marks(span) if asked and "gap" not in cues else ():
        if mark.value[0] in "<>" and mark.end < asked[-1].start:  # 它高于普法宣传几万
            yield "gap", mark.mask


def shared_out(chart: Chart, one: Number, other: Number) -> bool:
    """用人数去平摊拨款: are these heads and the money that is shared out among them?"""
    measured = chart.sheet.measured
    return measured(one) == "people" and measured(other) == "money"


EARLIER = (_earlier_two, _earlier_together, _earlier_one)
