"""Numbers scaled by a number of the question: halved, doubled, raised by a tenth, a part of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from askperf.logic import Arith, Given, Number, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import (
    COVERED,
    PERCENT,
    TWO,
    Operand,
    Span,
    masks,
    number_of,
)
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from askperf.understanding.grammar.chart import Chart

    # How to combine, with what, positions, where the number scaled ends or begins, a tag.
    Scale: TypeAlias = tuple[str, Given, int, int, int, str]
else:
    Scale = object

_WHOLE, _TEN = Decimal(100), Decimal(10)
_MORE = Given(Decimal(150), PERCENT)
_UNLIKELY = -1.5
_SCALED = 4  # numbers that each scale is tried on
_REACH = 6
_PRODUCTS = ("times", "per")
_PART = "part"
BY = "-by"  # how the tag ends of what is added or taken away
_OF_ROWS = "-rows"
_NAMED = 4  # characters from which on a row is named


def scaled(chart: Chart, span: Span) -> list[Operand]:
    """The scaled numbers of a span: what stands before the scale, or else after it."""
    found: dict[Number, Operand] = {}
    for how, by, used, start, end, tag in _scales(chart, span):
        for part, cost in (((span[0], start), 0.0), ((end, span[1]), -0.4)):
            said = [
                x for x in chart.operands(part, _SCALED, False) if not isinstance(x.node, Given)
            ]
            if how in _PRODUCTS:  # 全部手环的租金打八折
                said += chart.for_everyone(span)
            for one in said:
                value = one.node if tag.startswith(_PART) and isinstance(one.node, Value) else None
                if value is not None and chart.sheet.is_rate(value.rows):
                    continue  # 调解成功率96.5% is no part of the rate
                if tag.endswith(_OF_ROWS) and chart.sheet.measured(one.node) == "money":
                    continue  # 减去后面九名的和
                node = Arith(how, one.node, by)
                made = Operand(node, one.used | used, one.score + cost, f"scaled:{tag}")
                if node not in found or found[node].score < made.score:
                    found[node] = made
            if any(one.used and one.score > _UNLIKELY for one in said):
                break  # 公共法律服务压减一成，四项合计还有多少: what stands ahead is scaled
    return sorted(found.values(), key=lambda one: -(one.score + COVERED * one.used.bit_count()))


def _scales(chart: Chart, span: Span) -> Iterator[Scale]:
    for cue in chart.anchors("op", "half", "halve", span=span):
        yield "per", TWO, cue.mask, cue.start, cue.end, "half"
        for start, how, _ in _changes(chart, cue):
            if how == "plus":  # 要是增加一半
                used = mask_of(start, cue.end)
                yield "times", _MORE, used, start, cue.end, "half-more"
    for cue in chart.anchors("op", "double", span=span):
        yield "times", TWO, cue.mask, cue.start, cue.end, "double"
    for anchor in chart.numbers("number", "rows", span=span):
        if anchor.value == PERCENT:
            yield from _shares(chart, anchor)
            continue
        for match, how, tag in _changes(chart, anchor):
            start, used = match, mask_of(match, anchor.end)
            number = Given(number_of(anchor), "" if anchor.kind == "rows" else anchor.value)
            rows = _OF_ROWS if anchor.kind == "rows" else ""
            yield how, number, used, start, anchor.end, f"{tag}{rows}"
        after = next((w for w in chart.words.portions if _follows(chart, anchor, w)), "")
        spoken = chart.text[anchor.start : anchor.end]
        named = anchor.kind == "rows" and _is_named(chart, anchor.end)
        if after or named or spoken.endswith(chart.words.portions):  # 五份普法宣传的钱
            end = anchor.end + len(after)
            used = mask_of(anchor.start, end)
            yield "times", Given(number_of(anchor)), used, anchor.start, end, "portions"
        if anchor.value == chart.words.times or _follows(chart, anchor, chart.words.times):
            used = mask_of(anchor.start, max(anchor.end, anchor.start + 2))
            yield "times", Given(number_of(anchor)), used, anchor.start, used.bit_length(), "times"
        elif _follows(chart, anchor, chart.words.discount):
            rate = number_of(anchor) * (_TEN if number_of(anchor) < _TEN else 1)
            used = mask_of(anchor.start, anchor.end + 1)
            yield "times", Given(rate, PERCENT), used, anchor.start, anchor.end + 1, "discount"


def _is_named(chart: Chart, at: int) -> bool:
    """Does the name of a single row stand right there (三个村居法律顾问)?"""
    here = (at, min(at + _NAMED, chart.whole[1]))
    near = mask_of(at, at + _NAMED - 1)
    return any(chart.support(i, here) & near == near for i, _ in chart.links(chart.whole)[:3])


def _shares(chart: Chart, anchor: Anchor) -> Iterator[Scale]:
    """上浮10%: the sum and what is added; 的20%."""
    rate = number_of(anchor)
    if chart.words.points and chart.text[: anchor.end].endswith(chart.words.points):
        for start, how, tag in _changes(chart, anchor):  # 提高5个百分点
            points = Given(rate, PERCENT)
            yield how, points, mask_of(start, anchor.end), start, anchor.end, tag
        return
    saved = masks(cue for cue in chart.anchors("saved") if cue.start >= anchor.end)
    tag = f"{_PART}{BY}" if saved else _PART
    yield "times", Given(rate, PERCENT), anchor.mask | saved, anchor.start, anchor.end, tag
    for start, how, tag in _changes(chart, anchor):
        if rate < _WHOLE:
            used = mask_of(start, anchor.end)
            if saved:  # 压减两成能腾出多少: the part, not what is left
                by = Given(rate, PERCENT)
                yield "times", by, used | saved, start, anchor.end, f"{tag}{BY}"
                continue
            changed = Given(_WHOLE + (rate if how == "plus" else -rate), PERCENT)
            yield "times", changed, used, start, anchor.end, tag
            yield "times", Given(rate, PERCENT), used, start, anchor.end, f"{tag}{BY}"


def _changes(chart: Chart, anchor: Anchor) -> Iterator[tuple[int, str, str]]:
    """(where it begins, how, tag) of what is done with a number: 压减, 追加."""
    after = chart.text[anchor.end : anchor.end + _NAMED]
    for pattern, how, tag in (
        (chart.words.raising, "plus", "raised"),
        (chart.words.lowering, "minus", "lowered"),
    ):
        if pattern.match(after):  # 按3%压缩
            yield anchor.start, how, tag
    begin = max(0, anchor.start - _REACH)
    ahead = chart.text[begin : anchor.start]
    for pattern, how, tag in (
        (chart.words.raised, "plus", "raised"),
        (chart.words.lowered, "minus", "lowered"),
    ):
        match = pattern.search(ahead)
        if match:
            yield begin + match.start(), how, tag


def is_change(chart: Chart, anchor: Anchor) -> bool:
    """Is a number by how much another is to be raised or cut?"""
    return any(_changes(chart, anchor))


def _follows(chart: Chart, anchor: Anchor, word: str) -> bool:
    return bool(word) and chart.text.startswith(word, anchor.end)
