"""Scenarios: a part of a table scaled, and the table's total with the rest as it is.

一村一法律顾问砍掉一半，别的不动，全部任务总共多少.
"""

from __future__ import annotations

from collections.abc import Iterator

from askperf.logic import Arith, Except, Fold, Given, Number, Rows, Value
from askperf.understanding.grammar.scaling import BY, is_change
from askperf.understanding.grammar.values import (
    TASKS,
    Operand,
    RowSet,
    Span,
    given,
    masks,
    section_table,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_SCALED, _WHOLES, _OTHERS = 6, 4, 3
_PUT = ("plus", "minus")
_CHANGED = ("times", "per", *_PUT)


def scenarios(chart: Chart, span: Span) -> list[Operand]:
    """The totals, their means, and the shares of what was scaled in them."""
    return list(_scenarios(chart, span))


def _scenarios(chart: Chart, span: Span) -> Iterator[Operand]:
    cues = chart.operations(span)
    kept = chart.mask("kept", span=span) | chart.mask("others", span=span)
    if not (kept or {"sum", "mean", "share", "plus"} & set(cues)):
        return
    used = kept | chart.mask("op", "sum", span=span)
    yield from (one._replace(used=one.used | used) for one in _replaced(chart, span))
    for part in chart.scaled(span)[:_SCALED]:
        if not isinstance(part.node, Arith) or part.node.how not in _CHANGED:
            continue
        yield from _each_changed(chart, span, part)
        if part.tag.endswith(BY):
            continue  # 压减一成能省多少: what is saved is no part of what is left
        for whole in _totals(chart, span, part):
            used = part.used | whole.used | kept
            used |= chart.mask("op", "sum", "left", span=span)
            yield whole._replace(used=used)
            if "share" in cues:
                node = Arith("share", part.node, whole.node)
                covered = used | cues["share"].mask
                yield Operand(node, covered, whole.score, "scenario:share")


def _replaced(chart: Chart, span: Span) -> Iterator[Operand]:
    """倘若村居法律顾问只给400万，11项总和是多少: another number in the place of a row's."""
    sheet = chart.sheet
    said = [n for n in chart.numbers("number", span=span)[:2] if not is_change(chart, n)]
    for anchor in (number for number in said if sheet.dimension(number.value) == "money"):
        for one in chart.singles((span[0], anchor.start), 2):
            row = sheet.row(one.node)
            if row is None or not row.is_task:
                continue
            away = sheet.bits(one.node) or 0
            for table in _tables(chart, span, one.node):
                everything = sheet.bits(table.node) or 0
                if away & everything == away != everything:
                    rest = _rest(chart, one.node, table.node, everything & ~away)
                    total = Arith("plus", rest, given(anchor))
                    used = one.used | table.used | anchor.mask
                    yield Operand(total, used, one.score + table.score - 0.3, "scenario:given")


def _totals(chart: Chart, span: Span, part: Operand) -> Iterator[Operand]:
    """What was scaled with the rest of its table, or with another number."""
    base = _rows_of(part.node)
    if base is None:
        return
    away, mean = chart.sheet.bits(base) or 0, chart.operations(span).get("mean")
    for table in _tables(chart, span, base):
        everything = chart.sheet.bits(table.node) or 0
        if away & everything != away or away == everything:
            continue
        rest = _rest(chart, base, table.node, everything & ~away)
        total = Arith("plus", part.node, rest)
        used, score = part.used | table.used, part.score + table.score
        yield Operand(total, used, score, "scenario")
        if mean is not None:
            count = Fold("count", table.node)
            yield Operand(Arith("per", total, count), used | mean.mask, score, "scenario:mean")
    for one in chart.singles(span, _OTHERS):
        if not (chart.sheet.bits(one.node) or 0) & away and chart.sheet.defined(Value(one.node)):
            node, score = Arith("plus", part.node, Value(one.node)), part.score + one.score
            yield Operand(node, part.used | one.used, score - 0.3, "scenario:two")


def _each_changed(chart: Chart, span: Span, part: Operand) -> Iterator[Operand]:
    """每项重点任务都追加5万，总额多少: what is put to each row, as often as there are rows."""
    node, each = part.node, chart.mask("each", span=span)
    if not (each and isinstance(node, Arith) and isinstance(node.left, Fold)):
        return
    if node.how in _PUT and node.left.how == "sum" and isinstance(node.right, Given):
        size = len(chart.sheet.found(node.left.rows) or ())
        counts = masks(n for n in chart.numbers("rows", span=span) if n.number == size)
        by = Arith("times", Fold("count", node.left.rows), node.right)
        used = part.used | each | counts | chart.mask("op", "sum", "left", span=span)
        yield Operand(Arith(node.how, node.left, by), used, part.score + 0.3, "scenario:each")


def _rest(chart: Chart, base: Rows, table: Rows, left: int) -> Number:
    """The number of the rows that are left as they are."""
    others: Rows = base.less if isinstance(base, Except) else Except(table, base)
    return Fold("sum", others) if left.bit_count() > 1 else Value(others)


def _tables(chart: Chart, span: Span, base: Rows) -> list[RowSet]:
    """The tables named, that of the row itself, all tasks."""
    found = [f for f in chart.bases(span) if f.tag.startswith("sec:")][:_WHOLES]
    row = chart.sheet.row(base)
    if row is not None and row.is_task:
        found.append(RowSet(section_table(row.section), 0, -1.0, "own"))
    return [*found, RowSet(TASKS, 0, -0.3, "def:tasks")]


def _rows_of(node: Number) -> Rows | None:
    """The rows whose number it is, scaled or not."""
    while isinstance(node, Arith):
        node = node.left
    if isinstance(node, Value) or (isinstance(node, Fold) and node.how == "sum"):
        return node.rows
    return None
