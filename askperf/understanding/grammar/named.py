"""Rows by their words: single ones, and those that a wording may mean together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from askperf.facts import TASK_SECTIONS
from askperf.logic import Pick
from askperf.understanding.grammar.values import RowSet, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_SINGLES = 5
_UNLIKELY = -4
_CALLED = -1.0  # what it is worth to be called by one's number
_SIDES = (TASK_SECTIONS, ("indicators",))


def singles(chart: Chart, span: Span) -> list[RowSet]:
    """The likeliest rows, each by itself."""
    ids = chart.sheet.ids
    called = list(_by_number(chart, span))
    linked = [
        RowSet(Pick((ids[i],)), chart.support(i, span), score, "row", 1)
        for i, score in chart.links(span)[:_SINGLES]
    ]
    return sorted([*linked, *called], key=lambda one: -one.score) if called else linked


def _by_number(chart: Chart, span: Span) -> Iterator[RowSet]:
    """136万那项: the one row whose number it is."""
    for anchor in chart.numbers("number", span=span):
        rows = [
            i
            for i, row in enumerate(chart.sheet.rows)
            if row.quantity
            and row.quantity.value == anchor.number
            and anchor.value in ("", row.quantity.unit)
        ]
        if len(rows) == 1:
            used = anchor.mask | chart.support(rows[0], span)
            yield RowSet(Pick((chart.sheet.ids[rows[0]],)), used, _CALLED, "row", 1)


def groups(chart: Chart, span: Span) -> list[RowSet]:
    """Rows of one name, near ties, and near ties among tasks or among indicators."""
    made, seen = [], set()
    for rows, score, tag in _groups(chart, span):
        if rows in seen:
            continue
        seen.add(rows)
        # The namesakes of a row are named by what names that row.
        named = _named(chart, rows, span) if tag == _NAMESAKES else rows
        used = 0
        for i in named:
            used |= chart.support(i, span)
        node = Pick(tuple([chart.sheet.ids[i] for i in rows]))
        made.append(RowSet(node, used, score, tag, len(rows)))
    return made


_NAMESAKES = "namesakes"


def _named(chart: Chart, rows: Sequence[int], span: Span) -> Sequence[int]:
    return [next(i for i, _ in chart.links(span) if i in rows)]


def _groups(chart: Chart, span: Span) -> Iterator[tuple[tuple[int, ...], float, str]]:
    links = chart.links(span)
    scores, rows = dict(links), chart.sheet.rows
    for i, score in links[:3]:
        same = chart.sheet.namesakes[rows[i].name]
        if score >= _UNLIKELY and len(same) > 1:
            yield tuple(same), max(scores.get(j, -9.0) for j in same), _NAMESAKES
    yield from _tied(links, (2, 3), "tied")
    for sections in _SIDES:
        near = [
            (i, score)
            for i, score in links[:10]
            if score > _UNLIKELY and rows[i].section in sections
        ]
        yield from _tied(near, (2, 3, 4, 5), "cluster")


def _tied(
    links: Sequence[tuple[int, float]], sizes: Sequence[int], tag: str
) -> Iterator[tuple[tuple[int, ...], float, str]]:
    for size in sizes:
        top = links[:size]
        if len(top) == size and top[-1][1] > _UNLIKELY:
            yield tuple(sorted(i for i, _ in top)), top[-1][1], tag
