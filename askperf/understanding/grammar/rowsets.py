"""All sets of rows that a span may mean."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.logic import Extreme, Pick
from askperf.understanding.grammar.ordinals import places
from askperf.understanding.grammar.places import counted, sizes
from askperf.understanding.grammar.values import RowSet, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart


def rowsets(chart: Chart, span: Span) -> list[RowSet]:
    """Tables, places, exclusions, rows named together, and those of the turn before."""
    earlier = [
        RowSet(Pick(rows), used, -0.5, f"before:{which}", len(rows))
        for rows, used, which in chart.earlier_rows(span)
    ]
    return [
        *chart.filtered(span)[:12],
        *chart.tables(span)[:3],
        *chart.special(span)[:12],
        *chart.excluded(span)[:10],
        *chart.joined(span),
        *chart.groups(span),
        *earlier,
        *_of_the_rest(chart, span),
    ]


def _of_the_rest(chart: Chart, span: Span) -> Iterator[RowSet]:
    """除了普法宣传，最大的是哪项; 最大的三项."""
    ordinals = places(chart, span)
    for named in chart.joined(span)[:2]:  # 普法、考务、调解里最少的是谁
        for cue, largest in sizes(chart, span):
            node = Extreme(named.node, largest, (1,))
            yield RowSet(node, named.used | cue.mask, named.score, "ext-conj", 1)
    for rest in chart.excluded(span)[:4]:
        for cue, largest in sizes(chart, span):
            node = Extreme(rest.node, largest, (1,))
            yield RowSet(node, rest.used | cue.mask, rest.score, "ext-exc", 1)
            counts = chart.numbers("rows", "number", span=span)
            yield from counted(rest, cue, largest, counts, chart.words.counter)
        for place in ordinals:
            node = Extreme(rest.node, place.from_front, place.by_size)
            yield RowSet(node, rest.used | place.used, rest.score, "ext-exc", len(place.places))
