"""Arithmetic of two numbers, found around its cues. One line of the grammar each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from askperf.logic import Arith, Except, Fold, Given, Pick, Table, Value
from askperf.understanding.grammar.values import (
    Operand,
    RowSet,
    Span,
    given,
    masks,
    number_of,
)
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number
    from askperf.understanding.grammar.chart import Chart

_INNER, _OUTER = 6, 24  # how many are kept
_COVERED = 0.2
_SIGNS = ("plus", "minus", "per", "times")
_JOINT = ("gap", "ratio", "share", "per", "times", "plus", "sum", "minus")
_LINKED = ("ratio", "share", "gap", "per")
_EARLIER = ("gap", "ratio", "plus", "share", "times", "per", "minus")
_EITHER_WAY = ("ratio", "share", "minus", "per")
_KEY, _OTHER = Table(("key-tasks",)), Table(("other-tasks",))


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
    ahead = chart.operands(left, most, False)
    rest = chart.anchors("op", "left", span=right)
    for one in ahead if rest else ():
        if isinstance(one.node, Value):
            for rows in chart.filtered(right)[:3]:
                if not rows.narrowed:
                    others = Fold("sum", Except(rows.node, one.node.rows))
                    covered = one.used | rows.used | rest[0].mask | used
                    covered |= chart.mask("op", "sum", span=right)
                    score = one.score + rows.score
                    yield Operand(Arith(how, one.node, others), covered, score, f"{how}-rest")
    after = chart.operands(right, most, False)
    for one in ahead:
        for other in after:
            if one.node != other.node:
                node, covered = Arith(how, one.node, other.node), one.used | other.used | used
                yield Operand(node, covered, one.score + other.score, how)


def _at_signs(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲加乙; 甲占乙的几成."""
    for cue in chart.anchors("op", *_SIGNS, "share", span=span):
        if cue.value != "share" or chart.text[cue.start] in chart.words.share:
            left, right = (span[0], cue.start), (cue.end, span[1])
            yield from _between(chart, left, right, cue.value, cue.mask)


def _at_exclusions(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲扣掉乙."""
    for cue in chart.anchors("except", span=span):
        if chart.text[cue.start] in chart.words.minus:
            left, right = (span[0], cue.start), (cue.end, span[1])
            yield from _between(chart, left, right, "minus", cue.mask)


def _at_joints(chart: Chart, span: Span) -> Iterator[Operand]:
    """甲比乙多多少; 甲和乙相差多少."""
    cues = chart.operations(span)
    for joint in (*chart.anchors("than", span=span), *chart.anchors("and", span=span)):
        for how in _JOINT:
            cue = cues.get(how)
            if cue is not None:
                end = cue.start if cue.start > joint.end else span[1]
                left, right = (span[0], joint.start), (joint.end, end)
                named, used = "plus" if how == "sum" else how, joint.mask | cue.mask
                yield from _between(chart, left, right, named, used, 3)


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


def _share(chart: Chart, span: Span) -> Iterator[Operand]:
    """普法宣传占比多少: of a section, or of another row."""
    cues = (chart.operations(span).get("share"), *chart.anchors("op", "half", span=span))
    cue = next((cue for cue in cues if cue is not None), None)
    if cue is None:
        return
    parts = [*chart.singles(span, 2), *chart.special(span)[:3]]
    parts += [*chart.filtered(span)[:4], *chart.joined(span)[:2]]
    tables = [f for f in chart.filtered(span)[:6] if f.tag.startswith(("sec:", "def:"))][:3]
    for part in parts:
        for whole in tables:
            if whole.node != part.node:
                node = Arith("share", _number(part), Fold("sum", whole.node))
                used, score = part.used | whole.used | cue.mask, part.score + whole.score - 1
                yield Operand(node, used, score, "share-float")
    rows = chart.singles(span, 3)
    for one, other in ((x, y) for x in rows for y in rows if x is not y):
        node = Arith("share", Value(one.node), Value(other.node))
        used, score = one.used | other.used | cue.mask, one.score + other.score - 1
        yield Operand(node, used, score, "share-float")


def _number(rows: RowSet) -> Number:
    return Value(rows.node) if rows.count == 1 and rows.tag != "def:tasks" else _sum(rows)


def _sum(rows: RowSet) -> Number:
    return Fold("sum", rows.node)


def _per_head(chart: Chart, span: Span) -> Iterator[Operand]:
    """人均基本支出."""
    cue = chart.operations(span).get("per")
    if cue is None and not any(word in chart.text for word in chart.words.per_head):
        return
    for one in chart.operands(span, 4, False):
        for head in chart.sheet.of_dimension("people", "overview"):
            node = Arith("per", one.node, Value(Pick((chart.sheet.ids[head],))))
            used = one.used | (cue.mask if cue else 0)
            yield Operand(node, used, one.score - 0.5, "per-head")


def _rent(chart: Chart, span: Span) -> Iterator[Operand]:
    """20人要多少租金."""
    ids, links = chart.sheet.ids, dict(chart.links(span))
    cue = chart.operations(span).get("times")
    used = cue.mask if cue else 0
    for rent in chart.sheet.of_dimension("rent"):
        if links.get(rent, -9) < -4 and cue is None:
            continue
        each, covered = Value(Pick((ids[rent],))), chart.support(rent, span) | used
        for anchor in chart.numbers("number", span=span):
            if not anchor.value or chart.sheet.dimension(anchor.value) == "people":
                node = Arith("times", each, Given(number_of(anchor), chart.words.head))
                yield Operand(node, covered | anchor.mask, links.get(rent, -9) - 0.5, "rent")
        for people in chart.sheet.of_dimension("people", "indicators"):
            if links.get(people, -9) > -5:
                node = Arith("times", Value(Pick((ids[people],))), each)
                both = covered | chart.support(people, span)
                yield Operand(node, both, links.get(people, -9) - 0.5, "rent")


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


def _gap_to_given(chart: Chart, span: Span) -> Iterator[Operand]:
    """离20万还差多少."""
    cue = chart.operations(span).get("gap")
    for anchor in chart.numbers("number", span=span) if cue else ():
        for one in chart.singles(span, 2):
            node = Arith("gap", Value(one.node), given(anchor))
            used = anchor.mask | one.used | (cue.mask if cue else 0)
            yield Operand(node, used, one.score - 0.5, "gap-given")


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


def _of_sections(chart: Chart, span: Span) -> Iterator[Operand]:
    """两类任务相差多少."""
    cue = chart.operations(span).get("gap")
    tables = {f.node: f for f in chart.filtered(span)[:6]} if cue else {}
    if cue and _KEY in tables and _OTHER in tables:
        key, other = tables[_KEY], tables[_OTHER]
        node = Arith("gap", _sum(key), _sum(other))
        yield Operand(node, masks((cue,)) | key.used | other.used, 0, "gap-sec")


def _earlier_two(chart: Chart, span: Span) -> Iterator[Operand]:
    """那两个数相差多少."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    if len(numbers) == 2:
        for how, used in _earlier_cues(chart, span):
            used |= chart.mask("dialogue", span=span)
            for left, right in (numbers[::-1], numbers):
                yield Operand(Arith(how, left, right), used, -0.5, f"{how}-before")


def _earlier_one(chart: Chart, span: Span) -> Iterator[Operand]:
    """它比普法宣传多多少."""
    numbers = chart.before.numbers[-2:] if chart.before else ()
    for how, used in _earlier_cues(chart, span) if numbers else ():
        for one in chart.operands(span, 4, False):
            for number in numbers:
                if one.node == number:
                    continue
                covered, tag = one.used | used, f"{how}-before1"
                yield Operand(Arith(how, number, one.node), covered, one.score - 0.6, tag)
                if how in _EITHER_WAY:
                    yield Operand(Arith(how, one.node, number), covered, one.score - 0.7, tag)


def _earlier_cues(chart: Chart, span: Span) -> Iterator[tuple[str, int]]:
    cues = chart.operations(span)
    for how in _EARLIER:
        cue = cues.get(how) or (cues.get("sum") if how == "plus" else None)
        if cue is not None:
            yield how, cue.mask


_IN_ORDER = (_at_signs, _at_exclusions, _at_joints, _at_links)
_ANYWHERE = (
    _share,
    _per_head,
    _rent,
    _pairs,
    _gap_to_given,
    _of_ends,
    _of_sections,
    _earlier_two,
    _earlier_one,
)
