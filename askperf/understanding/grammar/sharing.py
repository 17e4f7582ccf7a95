"""Targets times a number of the question, and sums shared out by one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from askperf.execution.numbers import COUNTS
from askperf.logic import Arith, Fold, Given, Passage, Value
from askperf.understanding.grammar.rent import is_heads
from askperf.understanding.grammar.values import (
    PERCENT,
    Operand,
    RowSet,
    Span,
    masks,
    number_of,
)
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.facts import Detail
    from askperf.logic import Number
    from askperf.understanding.grammar.chart import Chart

_NOUN = 4  # characters of what a number of the prose counts: 乡镇街道


def _many(chart: Chart, span: Span) -> Iterator[Operand]:
    """250个村，每村按指标配; 连续5年: a target times a number of the question."""
    for anchor in chart.numbers("number", "rows", span=span):
        years = chart.sheet.dimension(anchor.value) == "years"
        if number_of(anchor) <= 1 or not (years or is_heads(chart, anchor)):
            continue
        earlier = chart.before.numbers[-1:] if years and chart.before else ()
        for number in earlier:  # 照这个频次连办三年
            pointed = chart.mask("dialogue", span=span) | anchor.mask
            node = Arith("times", number, Given(number_of(anchor)))
            yield Operand(node, pointed, -0.6, "many-before")
        for one in chart.singles(span, 2):
            row = chart.sheet.row(one.node)
            unit = row.quantity.unit if row and row.quantity else ""
            kind = chart.sheet.dimension(unit)
            if kind == chart.sheet.dimension(anchor.value):
                continue  # 133人再招12人: heads times heads are nothing
            if kind in (COUNTS if years else ("people",)):
                node = Arith("times", Value(one.node), Given(number_of(anchor)))
                yield Operand(node, one.used | anchor.mask, one.score - 0.8, "many")


def _per_given(chart: Chart, span: Span) -> Iterator[Operand]:
    """10万元由86个镇街平分; 平均分成12份."""
    cue = chart.operations(span).get("per") or chart.operations(span).get("mean")
    for anchor in chart.numbers("number", "rows", span=span) if cue else ():
        money = chart.sheet.dimension(anchor.value) == "money"
        if cue is None or number_of(anchor) <= 1 or money or anchor.value == PERCENT:
            continue
        sums = chart.tables(span)[:3]
        found = [Operand(Value(x.node), x.used, x.score, "value") for x in chart.singles(span, 2)]
        found += [Operand(Fold("sum", x.node), x.used, x.score - 0.5, "sum") for x in sums]
        for one in found:
            node = Arith("per", one.node, Given(number_of(anchor)))
            yield Operand(node, one.used | anchor.mask | cue.mask, one.score - 0.4, "per-given")


def _shared(chart: Chart, span: Span) -> int:
    """The positions of what shares out: 除以, 平均."""
    cues = chart.operations(span)
    return masks(cues[how] for how in ("per", "mean") if how in cues)


def _per_passage(chart: Chart, span: Span) -> Iterator[Operand]:
    """平均到每个乡镇街道多少: a row's money by a number of its prose."""
    shared = _shared(chart, span) | chart.mask("each", span=span)
    for one in chart.singles(span, 2) if shared else ():
        row = chart.sheet.row(one.node)
        for index, detail in enumerate(row.details if row else ()):
            at, size = _counted(chart, span, detail)
            if row and size and detail.quantity.value > 1:
                node = Arith("per", Value(one.node), Passage(row.id, index))
                used = one.used | shared | mask_of(at, at + size)
                yield Operand(node, used, one.score - 0.3, "per-passage")


def _counted(chart: Chart, span: Span, detail: Detail) -> tuple[int, int]:
    """Where the span names what a number of the prose counts (86个乡镇、街道), and how long."""
    after = detail.clause.partition(detail.quantity.literal)[2]
    noun = after.removeprefix(detail.quantity.unit)
    for size in (_NOUN, _NOUN - 1, _NOUN - 2):
        at = chart.text.find(noun[:size], *span) if len(noun) >= size else -1
        if at >= 0:
            return at, size
    return 0, 0


def _per_period(chart: Chart, span: Span) -> Iterator[Operand]:
    """平均一个月多少; 按季度平分: a year's number by its months."""
    shared = _shared(chart, span)
    each = chart.mask("each", span=span) | chart.mask("scope", "time", span=span)
    period = period_of(chart, span)
    if period is None or not shared | each:
        return
    number, here = period
    if any(n.mask & here and number_of(n) != 1 for n in chart.numbers("number", span=span)):
        return  # 3个月 is no month
    sums = [*chart.tables(span)[:3], *chart.excluded(span)[:2], *chart.joined(span)[:2]]
    ones = [Operand(_yearly(chart, x), x.used, x.score, "value") for x in chart.singles(span, 2)]
    ones += [Operand(Fold("sum", x.node), x.used, x.score - 0.5, "sum") for x in sums]
    ones += chart.shared_out(span)
    used = shared | each | here
    for one in ones:
        node = Arith("per", one.node, number)
        yield Operand(node, one.used | used, one.score - 0.4, "per-period")


def period_of(chart: Chart, span: Span) -> tuple[Given, int] | None:
    """How many periods that a span names (月, 季度) a year has, and where it names them."""
    for word, times in chart.words.periods.items():
        at = chart.text.find(word, *span)
        if at >= 0:
            return Given(Decimal(times)), mask_of(at, at + len(word))
    return None


def _yearly(chart: Chart, one: RowSet) -> Number:
    """A row's number, a price for a head and a year as that of one head: its part is no price
    for a year.
    """
    row, value = chart.sheet.row(one.node), Value(one.node)
    unit = row.quantity.unit if row and row.quantity else ""
    rent = chart.sheet.dimension(unit) == "rent"
    return Arith("times", value, Given(Decimal(1), chart.words.head)) if rent else value


SHARING = (_per_period, _many, _per_given, _per_passage)
