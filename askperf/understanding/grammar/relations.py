"""Relations: do two numbers stand in one, each of the form or put together of the question's?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from askperf.logic import Arith, Claim, Either, Except, Fold, Given, Number, Pick, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.bounds import BOUNDS
from askperf.understanding.grammar.done import DONE
from askperf.understanding.grammar.reckoned import arithmetic
from askperf.understanding.grammar.scene import Scene, number_over
from askperf.understanding.grammar.values import (
    HALF,
    PERCENT,
    TWO,
    Found,
    Operand,
    Span,
    Spot,
    masks,
    number_of,
)
from askperf.understanding.reading import first_of, mask_of

_BELOW = {">": "<"}  # 不如普法宣传多
_DENIED = {">": "<=", "<": ">="}
_PAIR = 2
_MOST = 4  # cues that are tried
_PAUSES, _MARKED = ",，", 2  # marks, and characters ahead of what is compared with or behind it


def relations(scene: Scene) -> Iterator[Found]:
    """All forms that hold two numbers against each other."""
    for line in _LINES:
        yield from line(scene)


def _over_half(scene: Scene) -> Iterator[Found]:
    """普法宣传占了一大半吗."""
    half = scene.chart.anchors("op", "half")
    marks = [*((a.value, a.mask) for a in scene.marks), (">=", 0), (">", 0)]
    for one in arithmetic(scene, "share") if half else ():
        for mark, used in marks:
            covered = one.used | half[0].mask | used | scene.judged
            yield Claim(one.node, mark, HALF), covered, one.score, "claim:half"


def _within(scene: Scene) -> Iterator[Found]:
    """甲控制在乙以内."""
    for mark in scene.marks:
        said = "<=" if mark.value == "<" else mark.value
        for match in scene.words.within.finditer(scene.text, scene.span[0], mark.start):
            used = mark.mask | mask_of(*match.span()) | scene.judged
            left = scene.operands(scene.span[0], match.start(), 3)
            right = scene.operands(match.end(), mark.start, 3)
            yield from _claimed(left, said, right, used, "claim:within")


def _share(scene: Scene) -> Iterator[Found]:
    """甲不足乙的一成; 甲占乙的比例超过10%."""
    for cue in (*scene.marks, *scene.chart.anchors("of")):
        for number in scene.chart.numbers("number"):
            if number.value == PERCENT and number.start > cue.end + 1:
                yield from _share_of(scene, cue, number)


def _share_of(scene: Scene, cue: Anchor, number: Anchor) -> Iterator[Found]:
    other = [a.value for a in scene.around(number, 2, 2) if a is not cue]
    marks = [cue.value] if cue.kind == "mark" else other or [">=", "="]
    limit = Given(number_of(number), PERCENT)
    used = cue.mask | number.mask | scene.judged
    right = scene.operands(cue.end, number.start, 3)
    for one in scene.operands(scene.span[0], cue.start, 3):
        for two in right:
            given = isinstance(one.node, Given) or isinstance(two.node, Given)
            if given or one.node == two.node:
                continue
            share, score = Arith("share", one.node, two.node), one.score + two.score - 0.1
            for mark in marks:
                covered = one.used | two.used | used
                yield Claim(share, mark, limit), covered, score, "claim:share"
                if scene.op("gap"):
                    part = Claim(one.node, mark, Arith("times", two.node, limit))
                    yield part, covered, score - 0.1, "claim:part"


def _two(scene: Scene) -> Iterator[Found]:
    """甲超过乙吗; 那个数超过乙吗."""
    below = [(a, "<") for a in scene.chart.anchors("below", span=scene.span)]
    for mark, said in (*((a, a.value) for a in scene.marks), *below):
        used = mark.mask | scene.judged
        left = scene.operands(scene.span[0], mark.start, 4)
        # Words must name it: in 普法是最多的吗 there is none behind 最多.
        right = [x for x in scene.operands(mark.end, scene.span[1], 4) if x.used]
        yield from _claimed(left, said, right, used, "claim:two")
        sides = right[:3] if right or said != "=" else left[:2]  # 公证处那一条，金额是否相同
        yield from _earlier_claimed(scene, said, sides, used, "claim:two")


def _enough(scene: Scene) -> Iterator[Found]:
    """甲的一半够乙用吗: is the one at least as much as the other?"""
    for match in list(scene.words.enough.finditer(scene.text))[:2]:
        used = mask_of(*match.span()) | scene.judged
        left = scene.operands(scene.span[0], match.start(), 4)
        right = scene.operands(match.end(), scene.span[1], 3)
        yield from _claimed(left, ">=", right, used, "claim:enough")
        yield from _earlier_claimed(scene, ">=", right[:2], used, "claim:enough")


def _than(scene: Scene) -> Iterator[Found]:
    """甲比乙多吗; 甲有乙多吗; 甲跟乙一样吗."""
    cues: list[Anchor | Spot] = [*scene.chart.anchors("than")]
    cues += [Spot(*match.span()) for match in scene.words.as_much.finditer(scene.text)]
    cues += scene.chart.anchors("below", span=scene.span)
    cues += scene.chart.anchors("and", span=scene.span)[:_MOST]
    for cue in cues:
        for match in scene.words.likened.finditer(scene.text, cue.end):
            if match.start() - cue.end < 2:
                continue
            one, other = _sides(scene, cue, match.start())
            left, right = scene.operands(*one, 3), scene.operands(*other, 3)
            used = cue.mask | mask_of(*match.span()) | scene.judged
            mark = scene.words.mark(match[0])
            if getattr(cue, "kind", "") == "and" and mark != "=":
                continue
            if scene.text[cue.start : cue.end] in scene.words.fewer:
                mark = _BELOW.get(mark, mark)
            yield from _claimed(left, mark, right, used, "claim:than")
            for denied in scene.chart.anchors("neg") if mark in _DENIED else ():
                if denied.end == cue.start:  # 不比普法宣传多
                    covered = used | denied.mask
                    yield from _claimed(left, _DENIED[mark], right, covered, "claim:than-not")
            yield from _earlier_claimed(scene, mark, right[:2], used, "claim:than")
            break


def _sides(scene: Scene, cue: Anchor | Spot, end: int) -> tuple[Span, Span]:
    """Where the one stands that is compared, and the one that it is compared with, which may
    stand first (跟甲比，乙更少吗; 比起甲，乙更少吗).
    """
    start = scene.span[0]
    pauses = [at for at in range(cue.end, end) if scene.text[at] in _PAUSES]
    if pauses and pauses[0] - cue.end < _MARKED:  # 相比，
        return (pauses[0] + 1, end), (start, cue.start)
    if pauses and cue.start - start < _MARKED:
        return (pauses[0] + 1, end), (cue.end, pauses[0])
    return (start, cue.start), (cue.end, end)


def _earlier_claimed(
    scene: Scene, mark: str, right: list[Operand], used: int, rule: str
) -> Iterator[Found]:
    """The numbers of the turn before against those of this question."""
    for number in scene.before.numbers[-2:] if scene.before else ():
        for one in right:
            if one.node != number:
                covered, score = one.used | used | scene.pointing, one.score - 0.6
                yield Claim(number, mark, one.node), covered, score, rule


def _claimed(
    left: list[Operand], mark: str, right: list[Operand], used: int, rule: str
) -> Iterator[Found]:
    for one in left:
        for two in right:
            given = isinstance(one.node, Given) and isinstance(two.node, Given)
            if not given and one.node != two.node:
                score = one.score + two.score
                yield Claim(one.node, mark, two.node), one.used | two.used | used, score, rule


def _rest_against(scene: Scene) -> Iterator[Found]:
    """其余十项合起来有它一半吗; 去掉最大的，剩下三项抵得上它吗: what is left of a table against the
    row.
    """
    others = scene.chart.mask("others") | scene.op("left")
    earlier = scene.before.rows if scene.before and others else ()
    pointed = bool(others and scene.chart.anchors("dialogue", "pronoun"))
    used = others | scene.judged | scene.pointing | scene.op("sum", "exists")
    likened = scene.words.likened.search(scene.text, scene.span[0])
    for rows in scene.excluded[:_MOST] if earlier or pointed else ():
        row = scene.row(rows.node.less) if isinstance(rows.node, Except) else None
        if row is None or not (pointed or row.id in earlier) or not isinstance(rows.node, Except):
            continue
        rest, own = Fold("sum", rows.node), Value(rows.node.less)
        for cue in scene.chart.anchors("op", "half")[:1]:
            node = Claim(rest, ">=", Arith("per", own, TWO))
            yield node, rows.used | used | cue.mask, rows.score - 0.2, "claim:rest-half"
        if likened:
            node = Claim(rest, scene.words.mark(likened[0]), own)
            covered = rows.used | used | mask_of(*likened.span())
            yield node, covered, rows.score - 0.3, "claim:rest"
        if match := scene.words.enough.search(scene.text):
            covered = rows.used | used | mask_of(*match.span())
            yield Claim(rest, ">=", own), covered, rows.score - 0.3, "claim:rest"


_LINES = (*DONE, *BOUNDS, _over_half, _within, _share, _two, _enough, _than, _rest_against)


def _former_and_latter(scene: Scene) -> Iterator[Found]:
    """甲和乙，前者更贵吗: of two rows that are named together, one against the other."""
    for side in ("former", "latter"):
        for cue in scene.chart.anchors("dialogue", side)[:1]:
            ahead = (scene.span[0], cue.start)
            match = scene.words.likened.search(scene.text, cue.end)
            for rows in scene.chart.joined(ahead)[:2] if match and cue.start > 1 else ():
                if isinstance(rows.node, Either) and len(rows.node.parts) == 2 and match:
                    sides = [number_over(part) for part in rows.node.parts]
                    one, two = sides if side == "former" else sides[::-1]
                    used = rows.used | cue.mask | mask_of(*match.span()) | scene.judged
                    node = Claim(one, scene.words.mark(match[0]), two)
                    yield node, used, rows.score - 0.1, "claim:former"


def _namesakes(scene: Scene) -> Iterator[Found]:
    """两个审查数量一样吗: of two rows of one name, or alike near."""
    marks = [mark for mark in scene.marks if mark.value == "="]
    counts = masks(n for n in scene.chart.numbers("rows") if n.number == _PAIR)
    pairs = [rows for rows in scene.chart.groups(scene.span) if rows.count == _PAIR]
    for rows in pairs if marks else ():
        used = (
            rows.used | counts | masks(marks) | scene.judged | scene.chart.mask("dialogue", "pair")
        )
        if isinstance(rows.node, Pick):
            one, two = (Value(Pick((row,))) for row in rows.node.rows)
            yield Claim(one, "=", two), used, rows.score, "claim:namesakes"


def _suffices(scene: Scene) -> Iterator[Found]:
    """项目支出单拿去做公共法律服务，够吗: is the row that is named first as much as the other?"""
    if not scene.op("meets") or scene.chart.numbers("number"):
        return
    named = [one for one in scene.names[:3] if one.used]
    for one, two in combinations(sorted(named, key=lambda x: first_of(x.used)), 2):
        if not one.used & two.used:
            used = one.used | two.used | scene.judged
            score = one.score + two.score - 0.6
            yield Claim(Value(one.node), ">=", Value(two.node)), used, score, "claim:suffices"


def relations_of_pairs(scene: Scene) -> Iterator[Found]:
    """甲和乙相等吗: rows named together, or anywhere in the question."""
    for rows in scene.joined[:4]:
        parts: tuple[Number, ...] = ()
        if isinstance(rows.node, Either):
            parts = tuple(number_over(part) for part in rows.node.parts)
        for mark in scene.marks if len(parts) == 2 else ():
            used = rows.used | mark.mask | scene.judged
            yield Claim(parts[0], mark.value, parts[1]), used, rows.score, "claim:conj"
    yield from _namesakes(scene)
    yield from _suffices(scene)
    yield from _former_and_latter(scene)
    for one, two in combinations(scene.one[:3], 2):
        for mark in scene.marks:
            node = Claim(Value(one.node), mark.value, Value(two.node))
            used = one.used | two.used | mark.mask | scene.judged
            yield node, used, one.score + two.score - 0.8, "claim:float"
