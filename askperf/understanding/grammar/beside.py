"""Rows by another row or number: beside it, next to it in size, like it, nearest to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from askperf.logic import Alike, Extreme, Fold, Holds, Nearest, Pick, Position, Value, Where
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.ordinals import Asked, bases_of
from askperf.understanding.grammar.values import RANKING, RowSet, Span, given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number
    from askperf.understanding.grammar.chart import Chart
    from askperf.understanding.grammar.sheet import Sheet

_UNTOLD = -0.8  # that the row beside another is so by size


def beside(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """下一项, counted from the last row of the turn before."""
    if chart.before is None or not chart.before.rows:
        return
    sheet = chart.sheet
    last = sheet.index[chart.before.rows[-1]]
    for anchor in chart.anchors("dialogue", "next", "previous", span=span):
        step = 1 if anchor.value == "next" else -1
        yield from _ranked_beside(chart, anchor, step)
        if found := _stepped(sheet, last, step):
            yield RowSet(found, anchor.mask, 0, "step")


def named_beside(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """普法宣传的下一项: the row beside one that is named right before."""
    sheet = chart.sheet
    for anchor in chart.anchors("dialogue", "next", "previous", span=span):
        for one in chart.singles((span[0], anchor.start), 1) if anchor.start > span[0] else ():
            row = sheet.row(one.node)
            step = 1 if anchor.value == "next" else -1
            if row and (found := _stepped(sheet, sheet.index[row.id], step)):
                yield RowSet(found, one.used | anchor.mask, one.score, "step", 1)


def _stepped(sheet: Sheet, index: int, step: int) -> Pick | None:
    """The row so many steps from another in its table, if there is one."""
    at = index + step
    if 0 <= at < len(sheet.rows) and sheet.rows[at].section == sheet.rows[index].section:
        return Pick((sheet.ids[at],))
    return None


def _ranked_beside(chart: Chart, anchor: Anchor, step: int) -> Iterator[RowSet]:
    """它后面一名, where the turn before was of an order by size."""
    before = chart.before
    if before is not None and isinstance(before.form, Position) and before.rows[0] in before.order:
        at = before.order.index(before.rows[0]) + step
        if 0 <= at < len(before.order):
            yield RowSet(Pick((before.order[at],)), anchor.mask, 0.1, "step", 1)


def next_to(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """仅次于普法宣传的: the largest of those that are smaller; 按金额排它前一位的."""
    cues = [(cue, True, 0.0) for cue in chart.anchors("op", "next-to", span=span)]
    told = chart.mask("attribute", "amount") or chart.mask("op", *RANKING, "position")
    steps = chart.anchors("dialogue", "next", "previous", span=span)
    cues += [(cue, cue.value == "next", 0.0 if told else _UNTOLD) for cue in steps]
    for cue, below, worth in cues:
        for one in (*chart.singles(span, 2), *_earlier(chart, span)):
            for base in chart.bases(span)[:3]:
                beyond = Where(base.node, Holds("<" if below else ">", Value(one.node)))
                used = base.used | one.used | cue.mask
                score = base.score + one.score + worth
                yield RowSet(Extreme(beyond, below, (1,)), used, score, "next")


def _earlier(chart: Chart, span: Span) -> list[RowSet]:
    rows = chart.earlier_rows(span)
    return [RowSet(Pick(r), used, -0.3, "before") for r, used, _ in rows if len(r) == 1]


def alike(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """金额相同的任务; 重名的指标; 跟普法宣传金额一样的任务."""
    for cue in chart.anchors("op", "namesake", span=span):
        for base in bases_of(chart, span)[:4]:
            node = Alike(base.node, True)
            yield RowSet(node, base.used | cue.mask, base.score, "alike-name")
    for cue in chart.anchors("op", "duplicate", span=span):
        for base in bases_of(chart, span)[:4]:
            yield RowSet(Alike(base.node), base.used | cue.mask, base.score, "alike")
        ahead = chart.singles((span[0], cue.start), 2) if cue.start > span[0] else []
        ahead += _earlier(chart, span)  # 跟它一样多的还有哪项
        for one, base in product(ahead, chart.bases(span)[:2]):
            same = Where(base.node, Holds("=", Value(one.node)))  # one isn't like itself
            used = base.used | one.used | cue.mask
            yield RowSet(same, used, base.score + one.score, "alike-one")


def nearest(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """最接近30万的任务; 金额和普法宣传最接近的."""
    for cue in chart.anchors("op", "nearest", span=span)[:1]:
        numbers = chart.numbers("number", span=span)
        wanted: list[tuple[Number, int, float]] = [(given(n), n.mask, 0.0) for n in numbers]
        if not numbers:
            for mean in chart.anchors("op", "mean", span=span)[:1]:
                tables = chart.tables(span)[:2]
                wanted += [(Fold("mean", x.node), x.used | mean.mask, x.score) for x in tables]
            wanted += [(Value(x.node), x.used, x.score) for x in chart.singles(span, 3)]
        for number, used, score in wanted:
            for base in chart.bases(span)[:3]:
                covered = base.used | cue.mask | used
                yield RowSet(Nearest(base.node, number), covered, base.score + score, "near")
