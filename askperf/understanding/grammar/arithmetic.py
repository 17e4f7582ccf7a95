"""Arithmetic of two numbers, found around its cues. One line of the grammar each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from askperf.logic import Arith, Except, Extreme, Fold, Given, Pick, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.against import AGAINST
from askperf.understanding.grammar.shares import share, shares_apart
from askperf.understanding.grammar.sharing import SHARING
from askperf.understanding.grammar.values import (
    KEY,
    OTHER,
    Operand,
    Span,
    Spot,
    masks,
)
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number
    from askperf.understanding.grammar.chart import Chart

_INNER, _OUTER = 6, 24  # how many are kept
_LEAST = 2  # characters of an operand
_FLOATING = 6  # numbers anywhere of which two are put together
_CUTS = 6  # joints that are tried
_COVERED = 0.2
_SIGNS = ("plus", "minus", "per", "times")
_JOINT = ("gap", "ratio", "share", "per", "times", "plus", "sum", "minus")
_LINKED = ("ratio", "share", "gap", "per")
_EARLIER = ("gap", "ratio", "plus", "share", "times", "per", "minus")
_EITHER_WAY = ("ratio", "share", "minus", "per")
_QUOTIENTS = ("share", "ratio", "per")
_OF_SECTIONS = ("gap", "minus", "ratio", "share")
_FOLDED = ("sum", "mean", "median", "count")
_OF_COMPUTED, _COMPUTED = ("per", "times", "share", "ratio"), 3


def infix(chart: Chart, span: Span, inner: bool) -> list[Operand]:
    """The best of all lines; `inner`: only of those whose operands stand in order."""
    kept: dict[Number, Operand] = {}
    for line in _IN_ORDER if inner else (*_IN_ORDER, *_ANYWHERE):
        for one in line(chart, span):
            old = kept.get(one.node)
            if old is None or old.score < one.score:
                kept[one.node] = one
    ranked = sorted(kept.values(), key=lambda o: -(o.score + _COVERED * o.used.bit_count()))
    return ranked[: _INNER if inner else _OUTER]


# ── operands before and after a cue ──────────────────────────────────────────────────


def _between(
    chart: Chart, left: Span, right: Span, how: str, used: int, most: int = 4
) -> Iterator[Operand]:
    """A number of the left span with one of the right span, or with the rest of its rows."""
    ahead = chart.terms(left, most)
    rest = chart.anchors("op", "left", span=right)
    for one in ahead if rest else ():
        if isinstance(one.node, Value | Fold):
            for rows in chart.tables(right)[:3]:
                others = Fold("sum", Except(rows.node, one.node.rows))
                covered = one.used | rows.used | rest[0].mask | used
                covered |= chart.mask("op", "sum", span=right)
                score = one.score + rows.score
                yield Operand(Arith(how, one.node, others), covered, score, f"{how}-rest")
    if how == "per":  # shared out once
        ahead = [x for x in ahead if not (isinstance(x.node, Arith) and x.node.how == "per")]
    yield from _together(chart, ahead, chart.terms(right, most), how, used)


def _together(
    chart: Chart, left: Sequence[Operand], right: Sequence[Operand], how: str, used: int
) -> Iterator[Operand]:
    """Each of some numbers with each of others."""
    for one, other in product(left, right):
        if one.node != other.node:
            pair = (one.node, other.node)
            if how == "per" and _shared_out(chart, *pair):
                pair = (other.node, one.node)
            covered = one.used | other.used | used
            yield Operand(Arith(how, *pair), covered, one.score + other.score, how)


def _shared_out(chart: Chart, one: Number, other: Number) -> bool:
    """用人数去平摊拨款: are these heads and the money that is shared out among them?"""
    heads, money = chart.sheet.amount(one), chart.sheet.amount(other)
    if heads is None or money is None:
        return False
    dimension = chart.sheet.dimension
    return dimension(heads.unit) == "people" and dimension(money.unit) == "money"


def _at_signs(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲加乙; 甲占乙的几成."""
    for cue in chart.anchors("op", *_SIGNS, "share", span=span):
        if cue.value != "share" or chart.text[cue.start] in chart.words.share:
            left, right = (span[0], cue.start), (cue.end, span[1])
            yield from _between(chart, left, right, cue.value, cue.mask)
            shares = chart.mask("op", "share", span=right) if cue.value == "per" else 0
            if shares:  # 甲除以乙，换算成百分数
                yield from _between(chart, left, right, "share", cue.mask | shares)


def _at_slashes(chart: Chart, span: Span) -> Iterator[Operand]:
    """公共法律服务/重点合计: how the quotient is to be told isn't said; 次/年 is a unit."""
    units = masks(chart.units(chart.whole))
    for cue in chart.anchors("divided", span=span):
        if not cue.mask & units:
            for how in _QUOTIENTS:
                yield from _between(chart, (span[0], cue.start), (cue.end, span[1]), how, cue.mask)


def _of_computed(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲减乙再除以丙; 甲乙之差占丙的几成: what is computed first is part of what comes after."""
    for cue in chart.anchors("op", *_OF_COMPUTED, span=span)[:_CUTS]:
        left, right = chart.trim((span[0], cue.start)), (cue.end, span[1])
        computed = chart.infix(left, inner=True)[:_COMPUTED] if left[1] - left[0] >= _LEAST else []
        others = chart.terms(right, _COMPUTED) if computed else []
        for one in _together(chart, computed, others, cue.value, cue.mask):
            yield one._replace(score=one.score - 0.1, tag=f"{cue.value}-computed")


def _at_exclusions(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲扣掉乙."""
    for cue in chart.anchors("except", span=span):
        if chart.text[cue.start] in chart.words.minus:
            left, right = (span[0], cue.start), (cue.end, span[1])
            yield from _between(chart, left, right, "minus", cue.mask)


def _at_joints(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲比乙多多少; 甲和乙相差多少."""
    cues = chart.operations(span)
    joints: list[Anchor | Spot] = [*chart.anchors("than", span=span)]
    joints += chart.anchors("and", span=span)
    joints += [Spot(*match.span()) for match in chart.words.away.finditer(chart.text, *span)]
    for joint in joints[:_CUTS]:
        for how in _JOINT:
            cue = cues.get(how)
            if cue is not None:
                end = cue.start if cue.start > joint.end else span[1]
                left, right = (span[0], joint.start), (joint.end, end)
                named, used = "plus" if how == "sum" else how, joint.mask | cue.mask
                yield from _between(chart, left, right, named, used)
                than = isinstance(joint, Anchor) and joint.kind == "than"
                if how in ("share", "ratio") and than:
                    yield from _changed(chart, left, right, how, used)


def _changed(chart: Chart, left: Span, right: Span, how: str, used: int) -> Iterator[Operand]:
    """甲比乙高百分之几; 多几倍: the gap as a part of what is compared with."""
    for one in _between(chart, left, right, "gap", used, 3):
        if isinstance(one.node, Arith):
            node = Arith(how, one.node, one.node.right)
            yield one._replace(node=node, tag=f"{how}-more")


def _at_gaps(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲超出乙多少; 甲差乙多少."""
    asked = chart.anchors("ask", "number", span=span)
    beyond = [a for a in chart.marks(span) if asked and a.end < asked[-1].start]
    for cue in (*chart.anchors("op", "gap", span=span), *beyond)[:_CUTS]:
        left, right = (span[0], cue.start), (cue.end, span[1])
        if left[1] - left[0] >= _LEAST and right[1] - right[0] >= _LEAST:
            yield from _between(chart, left, right, "gap", cue.mask, 3)
            for how in ("share", "ratio"):  # 甲超出乙百分之几
                for part in chart.anchors("op", how, span=right)[:1]:
                    within, used = (cue.end, part.start), cue.mask | part.mask
                    yield from _changed(chart, left, within, how, used)


def _at_links(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲是乙的几倍; 甲在乙中的占比."""
    cues = chart.operations(span)
    matches = list(chart.words.linking.finditer(chart.text, *span))[:4]
    for how in _LINKED:
        cue = cues.get(how)
        for start, end in (match.span() for match in matches if cue is not None):
            last = cue.start if cue is not None and cue.start > start else span[1]
            if cue is not None and start > span[0] + 1 and last - end >= 2:
                used = cue.mask | mask_of(start, end)
                yield from _between(chart, (span[0], start), (end, last), how, used, 3)


# ── operands anywhere in the question ────────────────────────────────────────────────


def per_head(chart: Chart, span: Span) -> list[Operand]:
    """The numbers of a span for each head."""
    return sorted(_per_head(chart, span), key=lambda one: -one.score)


def _per_head(chart: Chart, span: Span) -> Iterator[Operand]:
    """人均基本支出."""
    cue = chart.operations(span).get("per")
    if cue is None and not chart.for_each_head():
        return
    means = masks(chart.anchors("op", "mean", span=span))
    for one in chart.operands(span, 6, False):
        if isinstance(one.node, Fold) and one.node.how == "mean":
            continue  # the word for a mean speaks of the heads
        for head in chart.sheet.of_dimension("people", "overview"):
            node = Arith("per", one.node, Value(Pick((chart.sheet.ids[head],))))
            used = one.used | (cue.mask if cue else 0) | means
            yield Operand(node, used, one.score - 0.5, "per-head")


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
            if how in _EITHER_WAY:
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
    sized = masks(chart.anchors("op", "most", span=span))
    small = masks(chart.anchors("op", "least", span=span))
    for base in chart.filtered(span)[:3] if sized and small else ():
        ends = (Value(Extreme(base.node, largest, (1,))) for largest in (True, False))
        most, least = ends
        for how in ("gap", "ratio") if base.narrowed else ():
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
    """两类任务的占比相差几个百分点."""
    yield from shares_apart(chart, span, section_pairs(chart, span))


def _earlier_two(chart: Chart, span: Span) -> Iterator[Operand]:
    """那两个数相差多少."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    if len(numbers) == 2:
        for how, used in _earlier_cues(chart, span):
            used |= chart.mask("dialogue", span=span)
            for left, right in (numbers[::-1], numbers):
                if how == "per" and _shared_out(chart, left, right):
                    continue
                yield Operand(Arith(how, left, right), used, -0.5, f"{how}-before")


def _earlier_together(chart: Chart, span: Span) -> Iterator[Operand]:
    """前者占两者总和的几成; 那一年总共几万, after a price for a head and the heads."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    cues = chart.operations(span)
    if len(numbers) != 2 or "sum" not in cues:
        return
    used, total = chart.mask("dialogue", span=span) | cues["sum"].mask, Arith("plus", *numbers)
    for number in numbers if "share" in cues else ():
        covered = used | cues["share"].mask
        yield Operand(Arith("share", number, total), covered, -0.5, "share-together")
    amounts = [chart.sheet.amount(number) for number in numbers]
    kinds = [chart.sheet.dimension(amount.unit) if amount else "" for amount in amounts]
    if {*kinds} == {"people", "rent"}:
        heads, price = sorted(numbers, key=lambda n: kinds[numbers.index(n)])
        yield Operand(Arith("times", heads, price), used, -0.4, "rent-together")


def _earlier_one(chart: Chart, span: Span) -> Iterator[Operand]:
    """它比普法宣传多多少."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    based = chart.mask("based", span=span)  # 普法是它的几倍
    for how, used in _earlier_cues(chart, span) if numbers else ():
        for one in chart.operands(span, 4, False):
            for number in numbers:
                if one.node == number:
                    continue
                covered, tag = one.used | used | based, f"{how}-before1"
                if not (based and how in _EITHER_WAY):
                    yield Operand(Arith(how, number, one.node), covered, one.score - 0.6, tag)
                if how in _EITHER_WAY:
                    yield Operand(Arith(how, one.node, number), covered, one.score - 0.7, tag)


def _earlier_cues(chart: Chart, span: Span) -> Iterator[tuple[str, int]]:
    cues = chart.operations(span)
    for how in _EARLIER:
        cue = cues.get(how) or (cues.get("sum") if how == "plus" else None)
        if cue is not None:
            yield how, cue.mask
    asked = chart.anchors("ask", "number", span=span)
    for mark in chart.marks(span) if asked and "gap" not in cues else ():
        if mark.value[0] in "<>" and mark.end < asked[-1].start:  # 它高于普法宣传几万
            yield "gap", mark.mask


_IN_ORDER = (_at_signs, _at_slashes, _at_exclusions, _at_joints, _at_gaps, _at_links)
_ANYWHERE = (
    _of_computed,
    share,
    _per_head,
    *SHARING,
    _pairs,
    _apart,
    *AGAINST,
    _of_ends,
    _of_two_rows,
    _of_sections,
    _shares_apart,
    _earlier_two,
    _earlier_together,
    _earlier_one,
)
