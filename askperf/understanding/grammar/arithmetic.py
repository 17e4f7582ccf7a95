"""Arithmetic of two numbers, found around its cues. One line of the grammar each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from askperf.logic import Arith, Except, Extreme, Fold, Given, Nth, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.against import AGAINST
from askperf.understanding.grammar.apart import APART
from askperf.understanding.grammar.earlier import EARLIER, shared_out
from askperf.understanding.grammar.rent import RENT
from askperf.understanding.grammar.shares import says_change, share
from askperf.understanding.grammar.sharing import SHARING
from askperf.understanding.grammar.values import Operand, RowSet, Span, Spot, masks
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number
    from askperf.understanding.grammar.chart import Chart

_INNER, _OUTER = 6, 24  # how many are kept
_LEAST = 2  # characters of an operand
_CUTS = 6  # joints that are tried
_COVERED = 0.2
_SIGNS = ("plus", "minus", "per", "times")
_JOINT = ("gap", "ratio", "share", "per", "times", "plus", "sum", "minus")
_LINKED = ("ratio", "share", "gap", "per")
_QUOTIENTS = ("share", "ratio", "per")
_STOPS = frozenset("?？。；;")  # 甲比乙多多少？是几倍？ asks twice
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
    rest = [*chart.anchors("op", "left", span=right), *chart.anchors("others", span=right)]
    for one in ahead if rest else ():
        if isinstance(one.node, Value | Fold):
            mine = one.node.rows
            own = [RowSet(mine.rows, 0, 0.0, "own")] if isinstance(mine, Extreme | Nth) else []
            for rows in (*own, *chart.tables(right)[:3]):
                others = Fold("sum", Except(rows.node, mine))
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
        bare = isinstance(one.node, Given) and not one.node.unit  # 六、七两条占多少: no 6 does
        if one.node != other.node and not (bare and how == "share"):
            pair = (one.node, other.node)
            if how == "share" and _counts(one.node) != _counts(other.node):
                continue
            if (how == "per" and shared_out(chart, *pair)) or (
                how == "share" and _holds(chart, *pair)
            ):
                pair = (other.node, one.node)
            covered = one.used | other.used | used
            yield Operand(Arith(how, *pair), covered, one.score + other.score, how)


def _counts(number: Number) -> bool:
    return isinstance(number, Fold) and number.how == "count"


def _holds(chart: Chart, one: Number, other: Number) -> bool:
    """Are the rows of one number more than those of the other, and all of them among its? What
    is named first may be the whole (在重点任务中，甲占百分之几).
    """
    if not (isinstance(one, Value | Fold) and isinstance(other, Value | Fold)):
        return False
    whole, part = chart.sheet.bits(one.rows) or 0, chart.sheet.bits(other.rows) or 0
    return bool(part) and whole != part and whole & part == part


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
                than = isinstance(joint, Anchor) and joint.kind == "than"
                if not (than and how == "share" and says_change(chart, cue)):
                    yield from _between(chart, left, right, named, used)
                apart = _STOPS.intersection(chart.text[joint.end : cue.start])
                if how in ("share", "ratio") and than and not apart:
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


_IN_ORDER = (_at_signs, _at_slashes, _at_exclusions, _at_joints, _at_gaps, _at_links)
_ANYWHERE = (_of_computed, share, *APART, *RENT, *SHARING, *AGAINST, *EARLIER)
