"""Ordinals: the places that a span names (第三, 前三, 第二到第五, 最后一项)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import RowSet, Span, number_of
from askperf.understanding.reading import first_of, mask_of
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_FAR, _BASES = 30, 10
_TABLE = 4  # characters between a place and the table that it is of
# Cues of the order with their places and kind: only the first three have medals.
_NAMED = {
    "first-one": ((1,), "nth"),
    "second-one": ((2,), "podium"),
    "third-one": ((3,), "podium"),
    "fourth-one": ((4,), "nth"),
    "fifth-one": ((5,), "nth"),
    "last-one": ((-1,), "end"),
    "bottom-one": ((-1,), "bottom"),
    "first-two": ((1, 2), "podium"),
    "first-three": ((1, 2, 3), "podium"),
}
_FROM_FRONT = ("nth", "first", "podium", "numbered")
BY_SIZE = ("podium", "bottom")


@frozen()
class Place:
    """Places that a span names.

    `kind` is `nth`, `end`, `first`, `last`, `numbered` (重点任务2: along the table, never by
    size), or one of `BY_SIZE`: 亚军, 次大 and 最后一名 are by size, never along the table.
    """

    places: tuple[int, ...]
    used: int
    kind: str

    @property
    def by_size(self) -> tuple[int, ...]:
        """The places counted from the larger end."""
        return tuple(sorted([abs(place) for place in self.places]))

    @property
    def from_front(self) -> bool:
        """Are they counted from the front?"""
        return self.kind in _FROM_FRONT


@frozen()
class Asked:
    """What of a span speaks of places: cues (largest first?), ordinals, counts."""

    sizes: list[tuple[Anchor, bool]]
    orders: list[tuple[Anchor, bool]]
    places: list[Place]
    counts: list[Anchor]


def bases_of(chart: Chart, span: Span) -> list[RowSet]:
    """The rows of a span that places may be counted among."""
    found = [f for f in chart.filtered(span) if f.count or not f.narrowed][:_BASES]
    return [*dict.fromkeys((*found, *chart.tables(span)[:3]))]


def places(chart: Chart, span: Span) -> list[Place]:
    """The places that a span names: 第三, 前三, 第二到第五, 最后一项."""
    found = [Place(a.places, a.mask, a.value) for a in chart.numbers("places", span=span)]
    numbers = chart.numbers("places", "number", "rows", span=span)
    found += [*_runs(chart, numbers), *_addressed(chart, span), *_foremost(chart, span)]
    found += _ends(chart, span)
    for low, high in pairwise(numbers):
        if low.kind == "places" and low.places[0] > 0 and _range(chart, low, high):
            used = low.mask | high.mask | mask_of(low.end, high.start)
            run = range(low.places[0], int(number_of(high)) + 1)
            found.append(Place(tuple(run), used, "first"))
    for anchor in chart.anchors("order", span=span):
        if anchor.value in _NAMED:
            named, kind = _NAMED[anchor.value]
            found.append(Place(named, anchor.mask, kind))
        if anchor.value == "second-one" and chart.anchors("order", "third-one", span=span):
            third = chart.mask("order", "third-one", span=span)
            found.append(Place((2, 3), anchor.mask | third, "first"))
    return [place for place in found if not is_denied(chart, span, place.used)]


def is_denied(chart: Chart, span: Span, place: int) -> bool:
    """不是前三的任务, 不是最大的是哪些: does a negation right ahead of a place, and a table or
    what asks for rows behind it, take its rows away? Else it may be denied of one row
    (普法宣传不是前三吧).
    """
    start, end = first_of(place), place.bit_length()
    if not any(a.end == start for a in chart.anchors("neg", span=span)):
        return False
    behind = (end, span[1])
    asked = [*chart.anchors("ask", "which", span=behind), *chart.anchors("op", "list", span=behind)]
    tables = chart.anchors("section", span=behind)
    return bool(asked) or any(a.start - end <= _TABLE for a in tables)


def _foremost(chart: Chart, span: Span) -> Iterator[Place]:
    """五大任务, 三大项: the first ones by size."""
    sizes = chart.mask("ranked", span=span)
    for number in chart.numbers("rows", span=span):
        value = number_of(number)
        if chart.sheet.dimension(number.value) == "people":
            continue  # 两名律师
        if number.mask & sizes and value % 1 == 0 and 1 < value < _FAR:
            yield Place(tuple(range(1, int(value) + 1)), number.mask, "first")


def _addressed(chart: Chart, span: Span) -> Iterator[Place]:
    """其他任务7, 重点2: a number right behind the name of a table."""
    ends = {a.end for kind in ("section", "others") for a in chart.anchors(kind, span=span)}
    for number in chart.numbers("number", span=span):
        value = number_of(number)
        if number.start in ends and not number.value and value % 1 == 0 and 0 < value < _FAR:
            yield Place((int(value),), number.mask, "numbered")


def _ends(chart: Chart, span: Span) -> Iterator[Place]:
    """头一项和末一项, 第一和最后一项."""
    orders = [
        *((1, a) for a in chart.anchors("order", "first-one", span=span)),
        *((-1, a) for a in chart.anchors("order", "last-one", "bottom-one", span=span)),
        *((a.places[0], a) for a in chart.numbers("places", span=span) if len(a.places) == 1),
    ]
    for (front, one), (back, other) in product(orders, orders):
        between = (one.end, other.start)
        if front > 0 > back and chart.anchors("and", span=between) and between[1] - between[0] < 4:
            yield Place((front, back), one.mask | other.mask | mask_of(*between), "nth")


def _spans(chart: Chart, low: Anchor, high: Anchor) -> bool:
    """第五名到第八名: does what stands between two numbers lead from one to the other?"""
    return chart.text[low.end : high.start] in chart.words.range


def _range(chart: Chart, low: Anchor, high: Anchor) -> bool:
    last = number_of(high)
    return _spans(chart, low, high) and last % 1 == 0 and low.places[0] < last < _FAR


def _runs(chart: Chart, numbers: list[Anchor]) -> Iterator[Place]:
    """第6和第7; 序号1、3、5; 第三的和排第七的: places one after the other, joined by *and*."""
    ands = [(a.start, a.end) for a in chart.anchors("and")]
    ends = {a.end for a in chart.anchors("section")}
    for at, first in enumerate(numbers):
        placed = first.kind == "places" and len(first.places) == 1
        bare = first.kind == "number" and not first.value  # 重点任务1和2; 1、3、5号
        bare |= first.kind == "rows" and chart.text[first.end - 1] in chart.words.numbered
        if not (placed or bare):
            continue
        run = [first]
        for number in numbers[at + 1 :]:
            whole = number_of(number) % 1 == 0 and 0 < number_of(number) < _FAR
            beside = run[-1].end == number.start and number.kind == "places"
            again = any(number_of(number) == number_of(one) for one in run)
            joint = (run[-1].end, number.start)
            joined = any(0 <= a - joint[0] < 2 and 0 <= joint[1] - b < 2 for a, b in ands)
            joined = joined and not _spans(chart, run[-1], number)  # 第五名加到第八名
            if not whole or again or not (beside or joined):
                break
            run.append(number)
        tabled = ends & {first.start, first.start - 1}  # 重点任务的2号
        if len(run) > 1 and (placed or tabled or run[-1].kind in ("places", "rows")):
            sign = -1 if placed and first.places[0] < 0 else 1
            listed = tuple([sign * int(number_of(number)) for number in run])
            kind = first.value if placed else "numbered"
            yield Place(listed, mask_of(first.start, run[-1].end), kind)
