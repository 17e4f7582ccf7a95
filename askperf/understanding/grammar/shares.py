"""Shares: what part of a section, of what is left, of another row something is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from askperf.logic import Arith, Except, Fold, Number, Pick, Tell, Value, Where
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import KEY, OTHER, TASKS, Operand, RowSet, Span, masks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_ALL = -0.3  # what it costs that nothing names the whole
_ENDING = 2  # letters by which the names of rows of one kind end alike (基本支出, 项目支出)


def share(chart: Chart, span: Span) -> Iterator[Operand]:
    """普法宣传占比多少: of a section, of what is left, or of another row."""
    cues = (chart.operations(span).get("share"), *chart.anchors("op", "half", span=span))
    cue = next((cue for cue in cues if cue is not None), None)
    if cue is None or (chart.anchors("than", span=span) and says_change(chart, cue)):
        return
    parts = [*chart.singles(span, 4), *chart.special(span)[:3], *chart.excluded(span)[:2]]
    parts += [*chart.filtered(span)[:5], *chart.tables(span)[:2], *chart.joined(span)[:2]]
    sets = [f for f in chart.filtered(span) if f.tag.startswith(("sec:", "def:"))]
    tables = [f for f in sets if f.whole][:3] + [f for f in sets if not f.whole][:2]
    wholes = [*tables, *chart.excluded(span)[:7], *_rests(chart, span, parts, tables)]
    wholes += [*siblings(chart, span), *chart.joined(span)[:2], *_parents(parts)]
    if any(part.node in (KEY, OTHER) for part in parts):  # 重点任务占几成: of all tasks
        wholes.append(RowSet(TASKS, 0, _ALL, "def:tasks"))
    for table in tables:
        for single in chart.singles(span, 2):
            node = Arith("share", Fold("sum", table.node), Value(single.node))
            used, score = table.used | single.used | cue.mask, table.score + single.score - 1
            yield Operand(node, used, score, "share-float:of")
    for part in parts:
        for whole in wholes:
            if whole.node != part.node and _is_part(chart, part, whole):
                for how in _ways(chart, part, whole):
                    node = Arith("share", _number(part, how), Fold(how, whole.node))
                    used, score = part.used | whole.used | cue.mask, part.score + whole.score - 1
                    yield Operand(node, used, score, f"share-float:{how}")
    rows = chart.singles(span, 3)
    for part_of, row in ((x, y) for x in chart.shared_out(span)[-1:] for y in rows):
        node = Arith("share", part_of.node, Value(row.node))
        used, score = part_of.used | row.used | cue.mask, part_of.score + row.score - 1
        yield Operand(node, used, score, "share-float:rent")
    for one, other in ((x, y) for x in rows for y in rows if x is not y):
        node = Arith("share", Value(one.node), Value(other.node))
        used, score = one.used | other.used | cue.mask, one.score + other.score - 1
        yield Operand(node, used, score, "share-float")


def says_change(chart: Chart, cue: Anchor) -> bool:
    """甲比乙高百分之几 asks by what part it is more, not what part of the other it is."""
    ahead = chart.text[max(0, cue.start - 1) : cue.start]
    return ahead in chart.words.sizes or bool(chart.words.compared.match(chart.text, cue.start))


def shares_of(ids: Iterable[str], total: Number) -> Tell:
    """What part of a total each of some rows is."""
    return Tell(tuple(Arith("share", Value(Pick((row,))), total) for row in ids))


def _rests(chart: Chart, span: Span, parts: list[RowSet], tables: list[RowSet]) -> Iterator[RowSet]:
    """What is left of a table without a part (占其余任务的)."""
    for cue in chart.anchors("op", "left", span=span)[:1]:
        for part in parts[:4]:
            for table in tables[:2]:
                if table.node != part.node:
                    node, used = Except(table.node, part.node), table.used | cue.mask
                    yield RowSet(node, used, table.score - 0.2, "rest")


def _parents(parts: list[RowSet]) -> list[RowSet]:
    """质量指标中要求等于的占几成: of the rows that a condition was put on."""
    found = ((part, part.node) for part in parts)
    narrowed = [(part, node.rows) for part, node in found if isinstance(node, Where)]
    return [part._replace(node=rows, score=0.0, tag="parent") for part, rows in narrowed[:3]]


def siblings(chart: Chart, span: Span) -> Iterator[RowSet]:
    """项目支出占比多少: all the spending that the overview has, if nothing else is said."""
    rows, words = chart.sheet.rows, chart.mask("op", "sum", span=span)
    for one in chart.singles(span, 2):
        row = chart.sheet.row(one.node)
        if row is None or row.section != "overview" or row.quantity is None:
            continue
        alike = [
            other.id
            for other in rows
            if other.section == row.section
            and other.name[-_ENDING:] == row.name[-_ENDING:]
            and other.quantity is not None
            and other.quantity.unit == row.quantity.unit
        ]
        if len(alike) > 1:
            yield RowSet(Pick(tuple(alike)), words, one.score - 0.3, "siblings", len(alike))


def _is_part(chart: Chart, part: RowSet, whole: RowSet) -> bool:
    """Are they different rows, the part within the whole or, of what is left, beside it?"""
    mine, all_rows = chart.sheet.bits(part.node), chart.sheet.bits(whole.node)
    if not mine or not all_rows or mine == all_rows:
        return False
    return mine & all_rows == mine or whole.tag == "rest"


def _ways(chart: Chart, part: RowSet, whole: RowSet) -> tuple[str, ...]:
    """Is it a share of the sum, or may it be one of the number of rows (占总个数的)?"""
    counts = chart.anchors("op", "count")
    totals = masks(chart.anchors("total"))
    if any(cue.mask & totals == cue.mask for cue in counts):
        return ("count",)
    counted = counts or "indicators" in whole.tag or part.narrowed
    return ("sum", "count") if counted else ("sum",)


def _number(rows: RowSet, how: str) -> Number:
    one = how == "sum" and rows.count == 1 and rows.tag != "def:tasks"
    return Value(rows.node) if one else Fold(how, rows.node)
