"""All sets of rows that a span may mean."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.logic import Extreme, Pick
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.ordinals import places
from askperf.understanding.grammar.places import counted, sizes
from askperf.understanding.grammar.relative import own_mean
from askperf.understanding.grammar.values import RowSet, Span, narrowed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_CONDITIONS = 3  # that are put on the rows of a list


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
        *own_mean(chart, span),
    ]


def _of_the_rest(chart: Chart, span: Span) -> Iterator[RowSet]:
    """除了普法宣传，最大的是哪项; 最大的三项."""
    ordinals = places(chart, span)
    ends = sizes(chart, span)
    for named in chart.joined(span)[:2]:  # 普法、考务、调解里最少的是谁
        yield from (_end(named, cue, largest, "ext-conj") for cue, largest in ends)
    for named in chart.list_within(span):  # 普法、考务、调解里排第一的; 超过20万的
        for narrowing, its in chart.conditions(span)[:_CONDITIONS]:
            if its & named.used:
                continue
            node = narrowed(named.node, narrowing)
            count = len(chart.sheet.found(node) or ())
            yield RowSet(node, named.used | its, named.score, "conj+1", count)
        for place in ordinals:
            node = Extreme(named.node, place.from_front, place.by_size)
            used = named.used | place.used
            yield RowSet(node, used, named.score, "ext-conj", len(place.places))
    for rest in chart.excluded(span)[:4]:
        for cue, largest in ends:
            yield _end(rest, cue, largest, "ext-exc")
            counts = chart.numbers("rows", "number", span=span)
            yield from counted(chart, rest, cue, largest, counts)
        for place in ordinals:
            node = Extreme(rest.node, place.from_front, place.by_size)
            yield RowSet(node, rest.used | place.used, rest.score, "ext-exc", len(place.places))


def _end(rows: RowSet, cue: Anchor, largest: bool, tag: str) -> RowSet:
    """The largest or the smallest of some rows."""
    node = Extreme(rows.node, largest, (1,))
    return RowSet(node, rows.used | cue.mask, rows.score, tag, 1)
