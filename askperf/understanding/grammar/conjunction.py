"""Conjunction: rows named one after the other (基本支出和项目支出)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

from askperf.logic import Either, Pick, Rows
from askperf.understanding.grammar.values import RowSet, Span
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_POINTS, _SPACES = re.compile("[、,，;；/]"), re.compile(" ")
_KEPT, _COMBINED, _MANY = 6, 8, 5
_PARTS = ("sec:key-tasks", "sec:other-tasks")


def joined(chart: Chart, span: Span) -> list[RowSet]:
    """Two to four rows (or task tables) between cuts, the best ones."""
    if chart.listed.within(span):
        return [_whole(chart)]
    words = {(a.start, a.end) for a in chart.anchors("and", span=span)}
    cuts = sorted(words | _points(chart, span))
    found: list[RowSet] = []
    for number in (1, 2, 3):
        if number > 1 and len(cuts) > _MANY:
            break
        for chosen in combinations(cuts, number):
            found += _combined(chart, span, chosen)
    return sorted(found, key=lambda one: -one.score)[:_KEPT]


def _whole(chart: Chart) -> RowSet:
    """All that a list names."""
    found = chart.listed
    node = Either(tuple([Pick((chart.sheet.ids[row],)) for row in found.rows]))
    return RowSet(node, mask_of(found.start, found.end), 0.0, "conj", len(found.rows))


def _points(chart: Chart, span: Span) -> set[Span]:
    """Punctuation, and what may stand for it where there are few such places: spaces, the
    ends of asking words (基本支出多少项目支出多少).
    """
    found = {match.span() for match in _POINTS.finditer(chart.text, *span)}
    asked = sorted({a.end for a in chart.anchors("ask", "number", span=span)})
    more = {match.span() for match in _SPACES.finditer(chart.text, *span)}
    more |= {(end, end) for end in asked[:-1]}
    return found | more if len(found | more) <= _MANY else found


def _combined(chart: Chart, span: Span, cuts: Sequence[Span]) -> Iterator[RowSet]:
    parts, start, used = [], span[0], 0
    for cut in cuts:
        parts.append(chart.trim((start, cut[0])))
        start, used = cut[1], used | mask_of(*cut)
    parts.append(chart.trim((start, span[1])))
    if any(end - start < 2 for start, end in parts):
        return
    options = [_options(chart, part) for part in parts]
    for chosen in islice(product(*options), _COMBINED):
        nodes = tuple([one.node for one in chosen])
        if len({*nodes}) == len(nodes) and not _overlap(chart, nodes):
            covered = used
            for one in chosen:
                covered |= one.used
            score = sum(one.score for one in chosen) / len(nodes) - 0.2
            yield RowSet(Either(nodes), covered, score, "conj", len(nodes))


def _overlap(chart: Chart, nodes: Sequence[Rows]) -> bool:
    """Is one part within another (重点任务和深化依法行政)? Such are no list."""
    sets = [chart.sheet.bits(node) or 0 for node in nodes]
    return any(one & other for one, other in combinations(sets, 2))


def _options(chart: Chart, span: Span) -> list[RowSet]:
    sections = [f for f in chart.tables(span)[:2] if f.tag in _PARTS]
    return [*chart.singles(span, 2), *sections]
