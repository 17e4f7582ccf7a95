"""Prices for each head and year, times heads and years of the question or of the form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from askperf.logic import Arith, Given, Pick, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import Operand, Span, given, number_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_UNLIKELY, _FAINT, _MOST_NUMBERS = -3, -5, 4
_MONTHS = Decimal(12)  # of the year that a price is for
_TIMES_RENT = ("people", "years")


def of_everyone(chart: Chart, span: Span) -> list[Operand]:
    """1540人的租金: a price for all heads of the form, as a number to compute with."""
    links = dict(chart.links(span))
    rents = [i for i in chart.sheet.of_dimension("rent") if links.get(i, -9) > _FAINT]
    found = []
    for rent in rents:
        for one in _all_heads(chart, span, Value(Pick((chart.sheet.ids[rent],)))):
            used = one.used | chart.support(rent, span)
            found.append(one._replace(used=used, score=one.score - 0.5))
    return found


def _of_heads(chart: Chart, span: Span) -> Iterator[Operand]:
    """20人要多少租金."""
    ids, links = chart.sheet.ids, dict(chart.links(span))
    cue = chart.operations(span).get("times")
    used = cue.mask if cue else 0
    for rent in chart.sheet.of_dimension("rent"):
        if links.get(rent, -9) < -4 and cue is None:
            continue
        each, covered = Value(Pick((ids[rent],))), chart.support(rent, span) | used
        for anchor in chart.numbers("number", span=span):
            bare = anchor.value in ("", chart.words.counter) and number_of(anchor) > 0
            if bare or chart.sheet.dimension(anchor.value) in _TIMES_RENT:
                node = Arith("times", each, Given(number_of(anchor), chart.words.head))
                yield Operand(node, covered | anchor.mask, links.get(rent, -9) - 0.5, "rent")
        for one in _all_heads(chart, span, each):
            yield one._replace(used=covered | one.used, score=one.score - 0.5)


def _all_heads(chart: Chart, span: Span, each: Value) -> Iterator[Operand]:
    """A price for all heads of the form, those that a span may speak of."""
    links = dict(chart.links(span))
    for people in chart.sheet.of_dimension("people", "indicators"):
        if links.get(people, -9) > _FAINT:
            node = Arith("times", Value(Pick((chart.sheet.ids[people],))), each)
            yield Operand(node, chart.support(people, span), links[people], "rent")


def _of_years(chart: Chart, span: Span) -> Iterator[Operand]:
    """12个人租3年; 5万元够几个人租一年."""
    ids, links = chart.sheet.ids, dict(chart.links(span))
    numbers = chart.numbers("number", "rows", span=span)
    for rent in chart.sheet.of_dimension("rent"):
        if links.get(rent, -9) < _UNLIKELY:
            continue
        each, here = Value(Pick((ids[rent],))), chart.support(rent, span)
        score = links[rent] - 0.3
        for one, other in permutations(numbers[:_MOST_NUMBERS], 2):
            if is_heads(chart, one):
                heads = Arith("times", each, Given(number_of(one), chart.words.head))
                used = here | one.mask | other.mask
                yield from _for_a_time(chart, other, Operand(heads, used, score, ""))
        for one in numbers:
            if chart.sheet.dimension(one.value) == "money":
                node = Arith("afford", given(one), each)
                yield Operand(node, here | one.mask, score - 0.3, "afford")
            head = Arith("times", each, Given(Decimal(1), chart.words.head))
            yield from _for_a_time(chart, one, Operand(head, here | one.mask, score - 0.5, ""))
            if chart.sheet.dimension(one.value) == "years":
                for all_heads in _all_heads(chart, span, each):
                    years = Arith("times", all_heads.node, Given(number_of(one), one.value))
                    used = here | one.mask | all_heads.used
                    yield Operand(years, used, score - 0.4, "rent-all-years")


def _for_a_time(chart: Chart, time: Anchor, yearly: Operand) -> Iterator[Operand]:
    """What a year's price of some heads comes to in so many years or months (租3个月)."""
    kind, number = chart.sheet.dimension(time.value), number_of(time)
    if kind == "years":
        years = Arith("times", yearly.node, Given(number, time.value))
        yield yearly._replace(node=years, tag="rent-years")
    if kind == "months":
        months = Arith("times", yearly.node, Given(number))
        yield yearly._replace(node=Arith("per", months, Given(_MONTHS)), tag="rent-months")


def is_heads(chart: Chart, anchor: Anchor) -> bool:
    """Does a number count heads, or nothing that is named?"""
    bare = anchor.value in ("", chart.words.counter)
    return bare or chart.sheet.dimension(anchor.value) == "people"


def _replaced(chart: Chart, span: Span) -> Iterator[Operand]:
    """租用费提到600元，按目标人数一年多少: another price times the heads of the form."""
    ids, links = chart.sheet.ids, dict(chart.links(span))
    for rent in chart.sheet.of_dimension("rent"):
        row = chart.sheet.rows[rent]
        if links.get(rent, -9) < _UNLIKELY or row.quantity is None:
            continue
        for anchor in chart.numbers("number", span=span):
            if chart.sheet.dimension(anchor.value) != "money":
                continue
            price = Given(number_of(anchor), row.quantity.unit)
            for people in chart.sheet.of_dimension("people", "indicators"):
                node = Arith("times", Value(Pick((ids[people],))), price)
                used = anchor.mask | chart.support(rent, span) | chart.support(people, span)
                score = links[rent] + max(-2.0, links.get(people, -9)) / 2
                yield Operand(node, used, score - 0.3, "rent-other")
                each, heads = Value(Pick((ids[rent],))), Value(Pick((ids[people],)))
                more = Arith("times", heads, Arith("gap", price, each))
                cue = chart.mask("saved", span=span) | chart.mask("op", "gap", span=span)
                yield Operand(more, used | cue, score - 0.4, "rent-more")


def _of_fewer(chart: Chart, span: Span) -> Iterator[Operand]:
    """人数压到1000人，一年能省多少租金: a price times how far other heads are from the form's."""
    ids, links = chart.sheet.ids, dict(chart.links(span))
    for rent in chart.sheet.of_dimension("rent"):
        if links.get(rent, -9) < _FAINT:
            continue
        each = Value(Pick((ids[rent],)))
        heads = chart.sheet.of_dimension("people", "indicators")
        for people in (i for i in heads if links.get(i, -9) > _FAINT):
            for anchor in chart.numbers("number", span=span):
                if chart.sheet.dimension(anchor.value) == "people":
                    fewer = Arith("gap", Value(Pick((ids[people],))), given(anchor))
                    used = anchor.mask | chart.support(rent, span) | chart.support(people, span)
                    used |= chart.mask("saved", span=span)
                    score = links[rent] / 2 + links[people] / 2
                    yield Operand(Arith("times", fewer, each), used, score - 0.4, "rent-fewer")


def _of_earlier(chart: Chart, span: Span) -> Iterator[Operand]:
    """要是每人550元，总共多少, after how many heads there are."""
    numbers = chart.before.numbers[-1:] if chart.before else ()
    rents = chart.sheet.of_dimension("rent")
    unit = next((q.unit for i in rents if (q := chart.sheet.rows[i].quantity)), "")
    for number in (n for n in numbers if unit and chart.sheet.measured(n) == "people"):
        for anchor in chart.numbers("number", span=span):
            if chart.sheet.dimension(anchor.value) == "money":
                node = Arith("times", number, Given(number_of(anchor), unit))
                used = anchor.mask | chart.mask("each", span=span)
                yield Operand(node, used, -0.8, "rent-earlier")


RENT = (_of_heads, _replaced, _of_fewer, _of_earlier, _of_years)
