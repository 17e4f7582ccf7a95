"""The rows of the turns before that a question points to: 后者, 最开头那个, 头尾两个."""

from __future__ import annotations

from askperf.understanding.grammar.ordinals import places
from askperf.understanding.grammar.values import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from askperf.understanding.grammar.chart import Chart
    from askperf.understanding.grammar.values import Before

    # Ids of rows, positions of what points to them, which of those that were told of they are.
    Pointed: TypeAlias = tuple[tuple[str, ...], int, str]
else:
    Pointed = object

_TWO = 2
_SIDES = ("former", "latter")


def earlier_rows(chart: Chart, span: Span) -> list[Pointed]:
    """The rows of the turn before: those that a span points to, else all that may be meant."""
    before = chart.before
    if before is None:
        return []
    sides = before.pair if len(before.pair) == _TWO else ()
    for which, row in zip(_SIDES, sides, strict=False):
        if pointed := chart.mask("dialogue", which, span=span):
            return [((row,), pointed, which)]
    return _placed(chart, before, span) or _kept(chart, before, span)


def _kept(chart: Chart, before: Before, span: Span) -> list[Pointed]:
    """All that the turn before was about, each by the first of its names."""
    named: dict[tuple[str, ...], str] = {}
    for rows, which in (
        (before.rows, "rows"),
        (before.order, "order"),
        (before.pair, "pair"),
        (before.recent, "recent"),
    ):
        named.setdefault(rows, which)
    used = chart.pointing(span)
    return [(rows, used, which) for rows, which in named.items() if rows]


def _placed(chart: Chart, before: Before, span: Span) -> list[Pointed]:
    """最开头那个, 头尾两个: of the rows that were listed, or told of one after the other."""
    listed = before.order if len(before.order) > _TWO else before.recent
    if len(listed) < _TWO:
        return []
    outer = chart.mask("dialogue", "outer", span=span)
    if not chart.anchors("section", span=span):
        outer |= _both_ends(chart, span)
    middle = listed[(len(listed) - 1) // 2 : len(listed) // 2 + 1]
    named = (
        ("earliest", listed[:1], chart.mask("dialogue", "earliest", span=span)),
        ("latest", listed[-1:], chart.mask("dialogue", "latest", span=span)),
        ("outer", (listed[0], listed[-1]), outer),
        ("middle", middle, chart.mask("dialogue", "middle", span=span)),
    )
    return [(rows, pointed, which) for which, rows, pointed in named if pointed]


def _both_ends(chart: Chart, span: Span) -> int:
    """The positions of 第一个和最后一个."""
    found = 0
    for place in places(chart, span):
        found |= place.used if place.places == (1, -1) else 0
    return found
