"""Reckoned: a number of the question against one that is put together of the form's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

from askperf.logic import Arith, Claim, Either, Fold, Given, Number, Passage, Table, Value
from askperf.understanding.grammar.held import Held, is_achieved, is_done, paid_for
from askperf.understanding.grammar.scene import Scene, number_over
from askperf.understanding.grammar.shares import siblings
from askperf.understanding.grammar.values import PERCENT, TASKS, Found, Operand, RowSet, Span
from askperf.understanding.reading import mask_of

_AT_LEAST = (">=", ">", "=")
_SUMS, _PAIRED = 8, 3
_ALL_TASKS = RowSet(TASKS, 0, -0.5, "def:tasks")
_BY = 3  # characters between what says more and by how much


def of_ratios(scene: Scene, said: Held) -> Iterator[Found]:
    """甲是乙的3倍吗; 甲差不多是乙的6倍吗."""
    anchor, times = said.anchor, scene.words.times
    if anchor.value != times and scene.text[anchor.end : anchor.end + 1] != times:
        return
    number = Given(said.number.value, times)
    here = mask_of(anchor.start, anchor.end + 1) | said.marked | scene.judged
    about = scene.chart.anchors("about", span=(scene.span[0], anchor.start))
    rough = [(cue.value, cue.mask) for cue in about[-1:]]
    exact = [(said.mark, 0)] if said.marked else [(mark, 0) for mark in _AT_LEAST]
    for one in arithmetic(scene, "ratio"):
        for mark, cue in (*rough, *exact):
            used, score = one.used | here | cue, one.score - 0.1
            yield Claim(one.node, mark, number), used, score, "claim:ratio"
            if isinstance(one.node, Arith):
                product = Arith("times", one.node.right, Given(number.value))
                yield Claim(one.node.left, mark, product), used, score - 0.2, "claim:times"


def arithmetic(scene: Scene, how: str) -> list[Operand]:
    """Arithmetic of the question that is put together in one way."""
    return [x for x in scene.sums if isinstance(x.node, Arith) and x.node.how == how][:_SUMS]


def of_sums(scene: Scene, said: Held) -> Iterator[Found]:
    """甲比乙多20万吗."""
    if paid_for(scene, said):
        return
    for one in dict.fromkeys((*scene.sums[:_SUMS], *arithmetic(scene, "share"))):
        if not one.used & said.anchor.mask:
            share = isinstance(one.node, Arith) and one.node.how == "share"
            for mark in _AT_LEAST if share and not said.marked else (said.mark,):
                node = Claim(one.node, mark, said.number)
                yield node, one.used | said.used, one.score - 0.2, "claim:arith"


def of_differences(scene: Scene, said: Held) -> Iterator[Found]:
    """甲比乙多20万，对吗: by how much, where nothing asks for it."""
    for than in scene.chart.anchors("than", span=(scene.span[0], said.anchor.start)):
        for start, end, word in scene.chart.compared(than.end, said.anchor.start):
            if said.anchor.start - end > _BY:
                continue
            sides = ((scene.span[0], than.start), (than.end, start))
            first, second = (scene.operands(*side, 3) for side in sides)
            for one, other in product([*first, *_earlier_numbers(scene)], second):
                if one.node == other.node:
                    continue
                more, less = one.node, other.node
                if scene.words.mark(word) == "<":
                    more, less = less, more
                used = one.used | other.used | said.used | than.mask | mask_of(start, end)
                gap: Number = Arith("minus", more, less)
                if said.number.unit == PERCENT:  # 甲比乙多20%
                    gap = Arith("share", gap, other.node)
                node = Claim(gap, said.mark, said.number)
                yield node, used, one.score + other.score - 0.1, "claim:difference"


def of_gaps(scene: Scene, said: Held) -> Iterator[Found]:
    """这两项差83万：甲和乙，对吗: two rows, and how far they are apart."""
    cue = next((a for a in said.near if a.kind == "near" and a.value == "<"), None)
    if cue is None:
        return
    for rows in scene.joined[:_PAIRED]:
        parts = rows.node.parts if isinstance(rows.node, Either) else ()
        if len(parts) == 2:
            node = Claim(Arith("gap", *map(Value, parts)), "=", said.number)
            yield node, rows.used | said.used | cue.mask, rows.score - 0.2, "claim:gap"


def _earlier_numbers(scene: Scene) -> list[Operand]:
    return [Operand(Value(x.node), x.used, x.score - 0.3, "value") for x in scene.earlier_one[:1]]


def _paid(scene: Scene, said: Held, side: Span) -> Iterator[Found]:
    """Money against what it is to pay for."""
    worked = [one for one in scene.sums[:_SUMS] if isinstance(one.node, Arith)]
    for one in (*scene.operands(*side, 5), *scene.chart.for_everyone(scene.span), *worked):
        if not isinstance(one.node, Given) and not one.used & said.anchor.mask:
            node = Claim(said.number, ">=", one.node)
            yield node, one.used | said.used, one.score - 0.1, "claim:number"


def of_sides(scene: Scene, said: Held) -> Iterator[Found]:
    """所有任务合计超过200万吗; 项目支出人均不到一万五吗."""
    if said.is_overlooked:
        return
    if side := paid_for(scene, said):
        yield from _paid(scene, said, side)
        return
    for one in scene.chart.shared_out(scene.span):
        if not one.used & said.anchor.mask:
            node = Claim(one.node, said.mark, said.number)
            yield node, one.used | said.used, one.score - 0.1, "claim:each"
    around = (said.anchor, *said.near)
    start, end = min(a.start for a in around), max(a.end for a in around)
    unsaid = Given | Value | Passage if is_achieved(scene, said) else Given
    for span in ((scene.span[0], start), (end, scene.span[1])):
        for one in scene.operands(*span, 5):
            done = isinstance(one.node, Value) and is_done(scene, one.node.rows, said)
            told = not said.anchor.value and _is_size(one.node) and scene.chart.numbers("rows")
            if not isinstance(one.node, unsaid) and not done and not told:
                node = Claim(one.node, said.mark, said.number)
                yield node, one.used | said.used, one.score - 0.1, "claim:number"


def _is_size(number: Number) -> bool:
    """How many rows a table has: 重点四项225 says it already, and 225 of something else."""
    return isinstance(number, Fold) and number.how == "count" and isinstance(number.rows, Table)


def of_shares(scene: Scene, said: Held) -> Iterator[Found]:
    """拨款九成以上是基本支出吗: a share that is said by its number alone."""
    if said.number.unit != PERCENT:
        return
    chart = scene.chart
    tables = scene.tables[:3]
    ones = [x for x in scene.names[:3] if _is_money(scene, x)]
    some = [*ones, *tables, *scene.excluded[:2], *chart.special(scene.span)[:2]]
    if all(x.node != TASKS for x in tables):
        some.append(_ALL_TASKS)
    firsts = [(x, number_over(x.node)) for x in some]
    firsts += [(x, Fold("sum", x.node)) for x in siblings(chart, scene.span)][:1]
    for (part, left), (whole, right) in permutations(firsts, 2):
        inside, outside = chart.sheet.bits(part.node) or 0, chart.sheet.bits(whole.node) or 0
        listed = whole.tag != "row" and inside & outside == inside and inside != outside
        if listed or (part.tag == "row" and whole.tag == "row"):
            share, score = Arith("share", left, right), part.score + whole.score - 0.7
            for mark in (said.mark,) if said.marked else _AT_LEAST:
                used = part.used | whole.used | said.used
                yield Claim(share, mark, said.number), used, score, "claim:share-float"
                if scene.op("gap"):
                    bound = Arith("times", right, said.number)
                    yield Claim(left, mark, bound), used, score - 0.1, "claim:part-float"


def _is_money(scene: Scene, rows: RowSet) -> bool:
    row = scene.row(rows.node)
    return bool(row and row.quantity and scene.sheet.dimension(row.quantity.unit) == "money")
