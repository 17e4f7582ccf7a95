"""A number of the question held against a target, a quantity of the prose, a grade, a rate."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.logic import Arith, Limit, Number, Passage, Pick, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import (
    HUNDRED,
    PERCENT,
    Operand,
    Span,
    given,
    masks,
    number_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_BESIDE = 2  # characters between what was done and its number


def _gap_to_given(chart: Chart, span: Span) -> Iterator[Operand]:
    """离20万还差多少; 改完79个镇街，还差几个; 88分，离优秀还差几分."""
    cue = chart.operations(span).get("gap")
    for anchor in chart.numbers("number", "rows", span=span) if cue else ():
        said = anchor.mask | (cue.mask if cue else 0) | done_before(chart, anchor)
        for node, used, score in _wanted(chart, span, anchor):
            covered = used | said
            yield Operand(Arith("gap", node, given(anchor)), covered, score - 0.5, "gap-given")
            for other in chart.numbers("number", "rows", span=(anchor.end, span[1]))[:1]:
                if other.value == anchor.value:  # 已有48件，又来75件，还缺几件
                    both = Arith("plus", given(anchor), given(other))
                    both_used = covered | other.mask
                    yield Operand(Arith("gap", node, both), both_used, score - 0.8, "gap-two-given")
            counted = isinstance(node, Value) and not chart.sheet.is_rate(node.rows)
            if anchor.value == PERCENT and counted:  # 才完成九成，还差几件
                done = Arith("gap", node, Arith("times", node, given(anchor)))
                yield Operand(done, covered, score - 0.6, "gap-part")


def done_before(chart: Chart, number: Anchor) -> int:
    """What says that a number was really reached, where it is held against a target.

    In 实际完成96%，达标吗 the question says what was done, and doesn't ask for it.
    """
    actual = chart.anchors("scope", "actual")
    return masks(a for a in actual if 0 <= number.start - a.end <= _BESIDE)


def _wanted(chart: Chart, span: Span, anchor: Anchor) -> Iterator[tuple[Number, int, float]]:
    """(number, positions, score) of what a number of the question may be held against."""
    unit, dimension = anchor.value, chart.sheet.dimension
    for one in chart.singles(span, 2):
        yield Value(one.node), one.used, one.score
        row = chart.sheet.row(one.node)
        for index, detail in enumerate(row.details if row else ()):
            if row and dimension(detail.quantity.unit) == dimension(unit):
                yield Passage(row.id, index), one.used, one.score - 0.6
    yield from limits(chart, span)


def limits(chart: Chart, span: Span) -> Iterator[tuple[Limit, int, float]]:
    """Where the grades begin that a span names (离优秀还差几分)."""
    for cue in chart.anchors("op", "grade", span=span):
        label = chart.text[cue.start : cue.end]
        for row in chart.sheet.rows:
            if any(band.label == label and band.low is not None for band in row.bands):
                used = cue.mask | chart.support(chart.sheet.index[row.id], span)
                yield Limit(row.id, label), used, -0.3


def _between_limits(chart: Chart, span: Span) -> Iterator[Operand]:
    """从最低分升到优秀还差几分: the target of a row with grades, and a grade of it."""
    cue = chart.operations(span).get("gap")
    for limit, used, score in limits(chart, span) if cue else ():
        if cue is not None:
            node = Arith("gap", limit, Value(Pick((limit.row,))))
            yield Operand(node, used | cue.mask, score - 0.4, "gap-limit")


def _rate_of_given(chart: Chart, span: Span) -> Iterator[Operand]:
    """200起至少要调成几起; 最多几起调不成: a rate of the form times a number."""
    rates = [x for x in chart.singles(span, 3) if chart.sheet.is_rate(x.node)]
    failing = chart.anchors("op", "complement", span=span)
    for anchor in chart.numbers("number", "rows", span=span) if rates else ():
        if anchor.value == PERCENT or number_of(anchor) <= 1:
            continue
        for one in rates[:2]:
            rate: Number = Value(one.node)
            used = one.used | anchor.mask
            yield Operand(Arith("times", rate, given(anchor)), used, one.score - 0.8, "rate-of")
            for cue in failing[:1]:
                rate = Arith("minus", HUNDRED, rate)
                node = Arith("times", rate, given(anchor))
                yield Operand(node, used | cue.mask, one.score - 0.5, "rate-of")


def _share_of_target(chart: Chart, span: Span) -> Iterator[Operand]:
    """办了150件，完成率多少: a number of the question as a share of a target.

    比目标多百分之几: how far it is from that, as a share of it.
    """
    cue = chart.operations(span).get("share")
    apart = chart.mask("than", span=span) | chart.mask("op", "gap", span=span)
    for anchor in chart.numbers("number", "rows", span=span) if cue else ():
        for node, used, score in _wanted(chart, span, anchor):
            if cue is None or anchor.value == PERCENT:
                continue
            covered = anchor.mask | used | cue.mask
            yield Operand(Arith("share", given(anchor), node), covered, score - 0.7, "share-given")
            if apart:
                share = Arith("share", Arith("gap", given(anchor), node), node)
                yield Operand(share, covered | apart, score - 0.6, "share-over")


AGAINST = (_between_limits, _gap_to_given, _rate_of_given, _share_of_target)
