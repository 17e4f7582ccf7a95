"""Operands: the numbers that a span may mean."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from askperf.logic import Arith, Convert, Fold, Given, Passage, Pick, Value, nodes
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import (
    COVERED,
    EITHER_TABLE,
    HUNDRED,
    Operand,
    RowSet,
    Span,
    masks,
    number_of,
    stands_by,
)
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number
    from askperf.understanding.grammar.chart import Chart

_KEPT = 10
_MEANT, _FAINT, _ALONE = 0.3, -3, -1.5
_FOLDS = ("sum", "mean", "median", "count", "range")
_SEVERAL = ("extn", "extp", "extd")
_ONLY_ASKED = ("median", "range")  # never without a cue
_BEFORE, _OF_ONE = "before", ("former", "latter", "earliest", "latest")
_BOUND, _ROWS = -1.2, -0.8  # what a number is worth that bounds or counts rows
_COUNTED = 0.8
_BY_PLACE = 2.0  # what a row costs that no word names where places are named
_SHARED, _APART = ("mean", "median", "count"), 0.3


def operands(chart: Chart, span: Span, deep: bool) -> list[Operand]:
    """The best numbers of a span; `deep`: with arithmetic inside it."""
    if span[0] >= span[1]:
        return []
    here = mask_of(*span)
    kept: dict[Number, tuple[float, Operand]] = {}
    for one in _all(chart, span, deep):
        worth = one.score + COVERED * (one.used & here).bit_count()
        old = kept.get(one.node)
        if old is None or old[0] < worth:
            kept[one.node] = (worth, one)
    found = []
    for _, one in sorted(kept.values(), key=lambda pair: -pair[0]):
        if chart.sheet.defined(one.node):
            found.append(one)
            if len(found) == _KEPT:
                break
    return found


def _all(chart: Chart, span: Span, deep: bool) -> Iterator[Operand]:
    for line in _LINES:
        yield from line(chart, span)
    if deep:
        yield from chart.scaled(span)
        yield from chart.scenarios(span)
        yield from chart.infix(span, inner=True)


def _said(chart: Chart, span: Span) -> Iterator[Operand]:
    """20万元; not the 3 of 最大三项."""
    sizes, marks = chart.anchors("op", "most", "least", span=span), chart.marks(span)
    for anchor in chart.numbers("number", "rows", span=span):
        if anchor.kind == "rows" and any(0 <= anchor.start - a.end <= 1 for a in sizes):
            continue
        bare = anchor.kind == "rows" and not chart.counts_rows(anchor)
        unit = "" if bare else anchor.value
        bound = any(stands_by(mark, anchor, 0) for mark in marks)  # 不到二十万的
        score = _BOUND if bound else _ROWS if anchor.kind == "rows" else -0.2
        yield Operand(Given(number_of(anchor), unit), anchor.mask, score, "given")


def _values(chart: Chart, span: Span) -> Iterator[Operand]:
    """普法宣传的金额; 考评时间不少于几天."""
    if any((n.start, n.end) == span for n in chart.numbers("number", "rows")):
        return  # 比5大 names no row
    placed = _BY_PLACE if chart.numbers("places", span=span) else 0.0
    for one in chart.singles(span, 3):
        score = one.score - (0 if one.used else placed)
        yield Operand(Value(one.node), one.used, score, "value")
        row = chart.sheet.row(one.node)
        for i, detail in enumerate(row.details if row else ()):
            said = (detail.quantity.literal, detail.quantity.unit)
            if row and any(word in chart.text for word in said):
                yield Operand(Passage(row.id, i), one.used, one.score - 3, "passage")


def _earlier(chart: Chart, span: Span) -> Iterator[Operand]:
    """那个数."""
    if chart.before is not None:
        used = chart.mask("dialogue", span=span)
        for number in chart.before.numbers:
            yield Operand(number, used, -0.8, _BEFORE)
        cue = chart.operations(span).get("times")
        if cue is not None and len(chart.before.numbers) > 1:  # 乘出来的总额占普法的几成
            for pair in combinations(chart.before.numbers[-3:], 2):
                yield Operand(Arith("times", *pair), used | cue.mask, -0.6, "product")
        for rows, pointed, which in chart.earlier_rows(span):
            if which in _OF_ONE:
                yield Operand(Value(Pick(rows)), pointed, -0.2, _BEFORE)
        for part in chart.anchors("other-part", span=span):  # 另一类是它的几倍
            for table, other in EITHER_TABLE:
                if table in nodes(chart.before.form):
                    yield Operand(Fold("sum", other), part.mask, 0.0, _BEFORE)


def _folds(chart: Chart, span: Span) -> Iterator[Operand]:
    """重点任务的总额; 最大的一项的金额."""
    cues = chart.operations(span)
    shared = _shared(chart, span)
    counted = bool(chart.anchors("ask", "number", span=span))
    about_rows = bool(chart.numbers("rows") or chart.anchors("op", "count"))
    counts = {number_of(number) for number in chart.numbers("rows", span=span)}
    for rows in _sets(chart, span):
        for how in _FOLDS:
            cue = cues.get(how)
            if (
                cue is None
                and how not in shared
                and (how in _ONLY_ASKED or (how == "count" and rows.tag == _BEFORE and not counted))
            ):
                continue
            score = rows.score + _worth(how, cue, rows, about_rows)
            if how == "sum" and rows.count > 1 and rows.count in counts:
                score += _COUNTED  # 考试那两项
            if cue is None and how in shared and rows.tag.startswith("sec:"):
                score = rows.score - _APART
            used = rows.used | (cue.mask if cue else shared.get(how, 0))
            yield Operand(Fold(how, rows.node), used, score, how)
        if rows.tag.startswith("ext") or rows.tag in ("nth", "step", "line"):
            yield Operand(Value(rows.node), rows.used, rows.score, "value-ext")


def _shared(chart: Chart, span: Span) -> dict[str, int]:
    """What is asked of both sides of a comparison but said once: 论平均，甲比乙高吗."""
    if span == chart.whole:
        return {}
    cues = chart.operations(chart.whole)
    return {how: cues[how].mask for how in _SHARED if how in cues}


def _worth(how: str, cue: Anchor | None, rows: RowSet, about_rows: bool) -> float:
    if cue is not None:
        return 0.5
    if how == "sum":
        return -0.7 if rows.tag not in _SEVERAL else -0.2
    return -1.2 if how == "count" and (about_rows or "indicators" in rows.tag) else -2.5


def _sets(chart: Chart, span: Span) -> list[RowSet]:
    earlier = [
        RowSet(Pick(rows), used, -0.5, _BEFORE, len(rows))
        for rows, used, _ in chart.earlier_rows(span)
    ]
    return [
        *chart.filtered(span)[:8],
        *chart.tables(span)[:2],
        *chart.special(span)[:8],
        *chart.excluded(span)[:6],
        *chart.joined(span)[:4],
        *chart.groups(span)[:3],
        *earlier,
    ]


def _complements(chart: Chart, span: Span) -> Iterator[Operand]:
    """调解最多允许百分之几不成功: what is left of a hundred per cent."""
    for cue in chart.anchors("op", "complement", span=span):
        for one in chart.singles(span, 3):
            if chart.sheet.is_rate(one.node):
                node = Arith("minus", HUNDRED, Value(one.node))
                yield Operand(node, one.used | cue.mask, one.score - 0.3, "complement")


def _products(chart: Chart, span: Span) -> Iterator[Operand]:
    """人均租金 × 人数."""
    ids, links = chart.sheet.ids, dict(chart.links(span))
    cue = chart.mask("op", "times", span=span)
    for rent in chart.sheet.of_dimension("rent"):
        if links.get(rent, -9) <= _FAINT:
            continue
        for people in chart.sheet.of_dimension("people", "indicators"):
            said = _spelled_out(chart, span, rent, people)
            both = cue or said or links.get(people, -9) > _FAINT
            if links.get(people, -9) > -6 and (both or links[rent] > _ALONE):
                node = Arith("times", Value(Pick((ids[people],))), Value(Pick((ids[rent],))))
                used = chart.support(rent, span) | chart.support(people, span) | cue | said
                score = max(links[rent], links[people]) - (_MEANT if cue or said else 1)
                yield Operand(node, used, score, "product")
                for unit in chart.words.money[:1]:
                    yield Operand(Convert(node, unit), used, score - 0.1, "product")


def _spelled_out(chart: Chart, span: Span, *rows: int) -> int:
    """按1540人、每人500元算的租金: the positions of numbers that are those rows' own."""
    own = [chart.sheet.rows[row].quantity for row in rows]
    values = {quantity.value for quantity in own if quantity}
    return masks(n for n in chart.numbers("number", span=span) if number_of(n) in values)


_LINES = (_said, _values, _earlier, _folds, _products, _complements)
