"""Each: one number against each of several rows, two things told of the same two numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from askperf.facts import TASK_SECTIONS
from askperf.logic import Arith, Claim, Convert, Either, Fold, Number, Pick, Tell, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.shares import shares_of
from askperf.understanding.grammar.values import (
    INDICATORS,
    KEY,
    OTHER,
    Found,
    RowSet,
    masks,
    narrowed,
)
from askperf.understanding.reading import mask_of

_HOWS = ("gap", "ratio", "share")
_BOTH = (("gap", "ratio"), ("gap", "share"), ("ratio", "share"), ("sum", "gap"))
_FOLDED = ("count", "sum", "mean")
_MOST, _SETS = 6, 4


def of_each(scene: Scene) -> Iterator[Found]:
    """All forms that tell a number for each of several rows."""
    for line in _LINES:
        yield from line(scene)


def _against_each(scene: Scene) -> Iterator[Found]:
    """公共法律服务比另三项重点任务各高多少; 分别比普法和考务多多少."""
    each = scene.chart.mask("each")
    hows = [how for how in _HOWS if scene.op(how)]
    joints = [*scene.chart.anchors("than"), *scene.chart.anchors("and")[:2]]
    for joint in joints if each and hows else ():
        left = scene.chart.singles((scene.span[0], joint.start), 2)
        for others in _several(scene, joint):
            for one in left:
                ids = scene.sheet.found_ids(others.node)
                own = scene.row(one.node)
                if not 1 < len(ids) <= _MOST or own is None or own.id in ids:
                    continue
                for how in hows:
                    parts = (Arith(how, Value(one.node), Value(Pick((i,)))) for i in ids)
                    used = one.used | others.used | joint.mask | each | scene.asked
                    score = one.score + others.score - 0.2
                    yield Tell(tuple(parts)), used | scene.op(how), score, f"each:{how}"


def _several(scene: Scene, joint: Anchor) -> list[RowSet]:
    """The rows that are named together behind a joint."""
    after = scene.chart.trim((joint.end, scene.span[1]))
    found = [*scene.chart.joined(after)[:2], *scene.chart.excluded(after)[:3]]
    return [*found, *scene.chart.groups(after)[:1]][:_SETS]


def _shares_of_each(scene: Scene) -> Iterator[Found]:
    """普法和考务各占其他任务几成: each of some named rows as a part of a table."""
    each, cue = scene.chart.mask("each"), scene.op("share")
    for rows in scene.joined[:3] if each and cue else ():
        ids = scene.sheet.found_ids(rows.node)
        # 基本支出跟项目支出各占几成: of both together, where no table is named
        for whole in (*scene.tables[:3], rows._replace(score=0.0)):
            if 1 < len(ids) <= _MOST:
                total = Fold("sum", whole.node)
                used = rows.used | whole.used | each | cue | scene.asked | scene.op("sum")
                score = rows.score + whole.score - 0.2
                yield shares_of(ids, total), used, score, "shares:named"


def _computed_of_each(scene: Scene) -> Iterator[Found]:
    """甲和乙各砍一半是多少: what was computed of several rows, of each of them."""
    each = scene.chart.mask("each")
    found = [*scene.chart.scaled(scene.span)[:_SETS], *scene.numbers]
    for one in found if each else ():
        computed = isinstance(one.node, Arith | Convert)
        parts = distributed(scene, one.node) if computed else ()
        if 1 < len(parts) <= _MOST:
            yield Tell(parts), one.used | each | scene.asked, one.score - 0.2, "each:computed"


def distributed(scene: Scene, number: Number) -> tuple[Number, ...]:
    """A number computed of the sum of several rows, of each of these instead."""
    if isinstance(number, Convert):
        return tuple(Convert(n, number.unit) for n in distributed(scene, number.number))
    if isinstance(number, Arith):
        return tuple(Arith(number.how, n, number.right) for n in distributed(scene, number.left))
    if isinstance(number, Fold) and number.how == "sum" and isinstance(number.rows, Either | Pick):
        return tuple(Value(Pick((row,))) for row in scene.sheet.found_ids(number.rows))
    return ()


def _two_ways(scene: Scene) -> Iterator[Found]:
    """甲比乙多多少，是乙的几倍: the same two numbers put together in two ways."""
    for first, second in _BOTH:
        if not (scene.op(first) and scene.op(second)):
            continue
        named = "plus" if first == "sum" else first
        for one in scene.sums[:8]:
            node = one.node
            if isinstance(node, Arith) and node.how == named:
                other = Arith(second, node.left, node.right)
                used = one.used | scene.asked | scene.op(second)
                yield Tell((node, other)), used, one.score - 0.3, f"both:{first}+{second}"


def _done_and_left(scene: Scene) -> Iterator[Found]:
    """办了150件，完成几成，还欠几件: what was done as a part of a target, and what is left."""
    left = scene.op("gap")
    for one in scene.sums if left else ():
        if isinstance(one.node, Arith) and one.tag == "share-given":
            done, target = one.node.left, one.node.right
            parts = (one.node, Arith("gap", target, done))
            yield Tell(parts), one.used | left | scene.asked, one.score - 0.2, "both:done+left"


def _than_twice(scene: Scene) -> Iterator[Found]:
    """甲比乙多多少，比丙又多多少: what is told first against one and then against another."""
    cues = scene.chart.anchors("than")
    if len(cues) != 2 or not scene.op("gap"):
        return
    first, second = cues
    left = scene.chart.singles((scene.span[0], first.start), 2) if first.start > 1 else []
    spans = (first.end, second.start), (second.end, scene.span[1])
    rights = [scene.chart.singles(span, 1) for span in spans]
    if not all(rights):
        return
    others = [found[0] for found in rights]
    named = masks(cues) | others[0].used | others[1].used | scene.chart.mask("op", "gap")
    for one in (*left, *scene.earlier_one[:1]):
        parts = tuple(Arith("gap", Value(one.node), Value(x.node)) for x in others)
        score = one.score + others[0].score + others[1].score - 0.3
        yield Tell(parts), one.used | named | scene.asked, score, "each:twice"


def _numbers_of_rows(scene: Scene) -> Iterator[Found]:
    """用等号的比用大于等于的少几条; 名称带宣传的比带培训的多吗: how many meet either condition."""
    chart, span = scene.chart, scene.span
    tables = [x for x in scene.tables[:2] if x.used] or [RowSet(INDICATORS, 0, -0.5, "def")]
    cues = scene.op("gap", "count", "minus") | scene.asked
    joints = [*chart.anchors("than")[:1], *chart.anchors("op", "minus")[:1]]
    apart = scene.op("gap", "minus") | (scene.op("count") if joints else 0)
    for joint in joints or chart.anchors("and")[:1]:
        left, right = ((span[0], joint.start), (joint.end, span[1]))
        pairs = product(chart.conditions(left)[:3], chart.conditions(right)[:3])
        for (one, mine), (other, its) in pairs:
            if one == other:
                continue
            counts = [Fold("count", narrowed(tables[0].node, x)) for x in (one, other)]
            if not all(chart.sheet.found(fold.rows) for fold in counts):
                continue  # a word that stands in no row counts nothing
            used = mine | its | joint.mask | tables[0].used | cues
            if apart:  # 不是10万又不超过30万的有几项 asks for no difference
                yield Tell((Arith("gap", *counts),)), used, tables[0].score - 0.4, "counts:gap"
            if each := chart.mask("each"):
                yield Tell(tuple(counts)), used | each, tables[0].score - 0.4, "counts:each"
            for match in list(scene.words.likened.finditer(scene.text, joint.end))[-1:]:
                mark, covered = scene.words.mark(match[0]), used | mask_of(*match.span())
                node = Claim(counts[0], mark, counts[1])
                yield node, covered, tables[0].score - 0.5, "counts:claim"


def _of_either_table(scene: Scene) -> Iterator[Found]:
    """重点任务和其他任务里，30万以上的各有几个: what a condition leaves of either table."""
    chart, span = scene.chart, scene.span
    each, parts = chart.mask("each"), chart.mask("parts", span=span)
    named = chart.anchors("section", *TASK_SECTIONS, span=span)
    if not each or not (parts or {a.value for a in named} == {*TASK_SECTIONS}):
        return
    used = each | parts | masks(named) | scene.asked
    hows = [how for how in _FOLDED if scene.op(how)] or ["count"]
    for narrowing, its in chart.conditions(span)[:_SETS]:
        for how in hows:
            numbers = tuple(Fold(how, narrowed(table, narrowing)) for table in (KEY, OTHER))
            yield Tell(numbers), used | its | scene.op(how), -0.4, f"each:{how}"


_LINES = (
    _of_either_table,
    _numbers_of_rows,
    _against_each,
    _shares_of_each,
    _computed_of_each,
    _than_twice,
    _two_ways,
    _done_and_left,
)
