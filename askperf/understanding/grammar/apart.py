"""Arithmetic of two numbers that stand anywhere in a question. One line of the grammar each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from askperf.logic import Arith, Extreme, Fold, Given, Pick, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.shares import siblings
from askperf.understanding.grammar.values import KEY, OTHER, TASKS, Operand, Span, masks
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number
    from askperf.understanding.grammar.chart import Chart

_FLOATING = 6  # numbers anywhere of which two are put together
EITHER_WAY = ("ratio", "share", "minus", "per")
_OF_SECTIONS = ("gap", "minus", "ratio", "share")
_SHARED = ("gap", "minus", "plus", "times")
_COMPUTED = 2  # numbers worked out ahead that may be shared out: 甲与乙的差额，每人摊多少
_NAMED = 3  # characters from which on a row is named
_FOLDED = ("sum", "mean", "median", "count")


def per_head(chart: Chart, span: Span) -> list[Operand]:
    """The numbers of a span for each head."""
    return sorted(_per_head(chart, span), key=lambda one: -one.score)


def _per_head(chart: Chart, span: Span) -> Iterator[Operand]:
    """人均基本支出."""
    cue = chart.operations(span).get("per")
    if cue is None and not chart.for_each_head():
        return
    if cue is not None and _divides_by_another(chart, cue, span):
        return
    means = masks(chart.anchors("op", "mean", span=span))
    ahead = (span[0], cue.start) if cue is not None else (0, 0)
    worked = chart.infix(ahead, inner=True) if ahead[1] - ahead[0] > _NAMED else []
    shared = (x for x in worked if isinstance(x.node, Arith) and x.node.how in _SHARED)
    computed = islice(shared, _COMPUTED)
    for one in (*chart.operands(span, 6, False), *computed):
        if isinstance(one.node, Fold) and one.node.how == "mean":
            continue  # the word for a mean speaks of the heads
        for head in chart.sheet.of_dimension("people", "overview"):
            node = Arith("per", one.node, Value(Pick((chart.sheet.ids[head],))))
            used = one.used | (cue.mask if cue else 0) | means
            yield Operand(node, used, one.score - 0.5, "per-head")


def _divides_by_another(chart: Chart, cue: Anchor, span: Span) -> bool:
    """Does a number stand right behind, or the name of a row that tells no heads (除以0, 除以部门
    名称)?
    """
    if any(n.start == cue.end for n in chart.numbers("number", span=span)):
        return True
    heads = chart.sheet.of_dimension("people", "overview")
    behind = mask_of(cue.end, cue.end + _NAMED)
    named = chart.reading.overlap.full
    said = chart.text[cue.start : cue.end]
    if any(word in said for word in chart.words.per_head):
        return False  # 人均基本支出
    return any(row not in heads and mask & behind == behind for row, mask in named.items())


def _pairs(chart: Chart, span: Span) -> Iterator[Operand]:
    """两者相差多少."""
    cues = chart.operations(span)
    pairs = list(combinations(chart.singles(span, 4), 2))
    for how in ("gap", "ratio", "plus"):
        cue = cues.get(how) or (cues.get("sum") if how == "plus" else None)
        for one, other in pairs if cue else ():
            left, right = Value(one.node), Value(other.node)
            used = one.used | other.used | (cue.mask if cue else 0)
            score = one.score + other.score - 0.8
            yield Operand(Arith(how, left, right), used, score, f"{how}-float")
            if how == "ratio":
                yield Operand(Arith(how, right, left), used, score - 0.1, f"{how}-float")


def _apart(chart: Chart, span: Span) -> Iterator[Operand]:
    """重点任务合计和其他任务合计之差: any two numbers that share no words."""
    cues = chart.operations(span)
    hows = [how for how in ("gap", "ratio", "minus", "plus") if how in cues]
    found = chart.operands(span, _FLOATING, False) if hows else []
    for one, other in combinations(found, 2):
        if one.used & other.used or (isinstance(one.node, Given) and isinstance(other.node, Given)):
            continue
        for how in hows:
            used, score = one.used | other.used | cues[how].mask, one.score + other.score - 0.9
            yield Operand(Arith(how, one.node, other.node), used, score, f"{how}-apart")
            if how in EITHER_WAY:
                node = Arith(how, other.node, one.node)
                yield Operand(node, used, score - 0.1, f"{how}-apart")


def _of_ends(chart: Chart, span: Span) -> Iterator[Operand]:
    """最大的和最小的相差多少; 是几倍."""
    cues = chart.operations(span)
    for how in ("gap", "ratio"):
        cue = cues.get(how)
        for rows in chart.special(span)[:6] if cue else ():
            if rows.tag == "both" and cue:
                most, least = rows.node.parts  # type: ignore[union-attr]
                node = Arith(how, Value(most), Value(least))
                yield Operand(node, rows.used | cue.mask, rows.score, f"{how}-ext")
    ends = masks(chart.anchors("op", "ends", span=span))
    sized = masks(chart.anchors("op", "most", span=span)) | ends
    small = masks(chart.anchors("op", "least", span=span)) | ends
    bases = [base for base in chart.filtered(span)[:3] if base.narrowed]
    rest = chart.excluded(span)[:2]  # 撇开法律顾问，余下十项里最多的是最少的几倍
    for base in (*bases, *chart.list_within(span), *rest) if sized and small else ():
        most, least = (Value(Extreme(base.node, size, (1,))) for size in (True, False))
        for how in ("gap", "ratio", "minus"):
            if how in cues:  # 百分比指标里最高的目标比最低的高几个百分点
                used = base.used | sized | small | cues[how].mask
                yield Operand(Arith(how, most, least), used, base.score, f"{how}-ext")


def _of_two_rows(chart: Chart, span: Span) -> Iterator[Operand]:
    """名称里带考试的两项任务相差多少."""
    cue = chart.operations(span).get("gap")
    sets = (*chart.filtered(span), *chart.special(span), *chart.groups(span)) if cue else ()
    for rows in sets:
        if rows.count == 2 and cue:
            yield Operand(Fold("range", rows.node), rows.used | cue.mask, rows.score, "gap-two")


def _of_sections(chart: Chart, span: Span) -> Iterator[Operand]:
    """两类任务相差多少."""
    cues = chart.operations(span)
    for how in _OF_SECTIONS:
        cue = cues.get(how)
        if cue is not None:
            named = "gap" if how == "minus" else how
            for key, other, used in section_pairs(chart, span):
                for left, right in ((key, other), (other, key)):
                    yield Operand(Arith(named, left, right), used | cue.mask, 0, f"{named}-sec")
                    if named == "gap":
                        break


def section_pairs(chart: Chart, span: Span) -> Iterator[tuple[Number, Number, int]]:
    """The sums (means, counts …, if asked for) of both task tables, and their positions."""
    cues = chart.operations(span)
    tables = {f.node: f.used for f in chart.tables(span)[:6]}
    both = chart.mask("parts", span=span)
    if not both and not (KEY in tables and OTHER in tables):
        return
    used = both | tables.get(KEY, 0) | tables.get(OTHER, 0)
    for fold in _FOLDED:
        own = cues.get(fold)
        if own or fold == "sum":
            covered = used | (own.mask if own else 0)
            yield Fold(fold, KEY), Fold(fold, OTHER), covered


def _shares_apart(chart: Chart, span: Span) -> Iterator[Operand]:
    """两类任务的占比相差几个百分点; 基本支出占比比项目支出占比高多少."""
    cues = chart.operations(span)
    if not ("gap" in cues and "share" in cues):
        return
    used = cues["gap"].mask | cues["share"].mask
    for one, other, its in section_pairs(chart, span):
        whole = Fold("sum", TASKS)
        node = Arith("gap", Arith("share", one, whole), Arith("share", other, whole))
        yield Operand(node, used | its, -0.2, "gap-shares")
    wholes = [*list(siblings(chart, span))[:1], *chart.tables(span)[:2]]
    for left, right in combinations(chart.singles(span, 3), 2):
        both = (chart.sheet.bits(left.node) or 0) | (chart.sheet.bits(right.node) or 0)
        for rows in wholes:
            if both & (chart.sheet.bits(rows.node) or 0) == both:
                total = Fold("sum", rows.node)
                parts = (Arith("share", Value(x.node), total) for x in (left, right))
                covered = left.used | right.used | rows.used | used
                score = left.score + right.score - 0.4
                yield Operand(Arith("gap", *parts), covered, score, "gap-shares")


APART = (_per_head, _pairs, _apart, _of_ends, _of_two_rows, _of_sections, _shares_apart)
