"""Relations: do two numbers stand in one, each of the form or put together of the question's?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product

from askperf.logic import Arith, Claim, Either, Given, Holds, Meets, Not, Number, Some, Value, Where
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.claims import arithmetic, targets
from askperf.understanding.grammar.scene import Scene, number_over
from askperf.understanding.grammar.values import (
    HALF,
    PERCENT,
    Found,
    Operand,
    RowSet,
    Spot,
    masks,
    number_of,
)
from askperf.understanding.reading import mask_of

_BELOW = {">": "<"}  # 不如普法宣传多
_DENIED = {">": "<=", "<": ">="}
_TURNED = {">": "<", "<": ">"}
_STOPS = "，,、；;"
_MOST = 4  # numbers of the question of which two are put together


def relations(scene: Scene) -> Iterator[Found]:
    """All forms that hold two numbers against each other."""
    for line in _LINES:
        yield from line(scene)


def _nothing_done(scene: Scene) -> Iterator[Found]:
    """一次都没办，行吗."""
    match = scene.words.none.search(scene.text)
    if match:
        used = mask_of(*match.span()) | scene.judged
        for rows in targets(scene):
            given = Given(Decimal(0))
            yield Meets(rows.node, given), rows.used | used, rows.score - 0.2, "meets:zero"
            if scene.missing is not None:
                node, covered = Meets(rows.node, given, wanted=False), used | scene.missing.mask
                yield node, rows.used | covered, rows.score - 0.2, "misses:zero"


def _of_two(scene: Scene) -> Iterator[Found]:
    """200起调成190起达标吗: a rate of two numbers against a rate of the form."""
    found = scene.chart.numbers("number", "rows")
    for one, two in combinations(found[:_MOST], 2):
        if PERCENT in (one.value, two.value):
            continue
        less, more = sorted((Given(number_of(one)), Given(number_of(two))), key=_size)
        used = one.mask | two.mask | scene.judged
        for rows in scene.one[:4] if more.value else ():
            row = scene.row(rows.node)
            if row is not None and row.quantity and row.quantity.unit == PERCENT:
                mark, target = row.quantity.bound or "=", Value(rows.node)
                failed = scene.chart.mask("op", "complement")  # 1000起里20起没调成
                done = Arith("minus", more, less) if failed else less
                claim = Claim(Arith("share", done, more), mark, target)
                yield claim, rows.used | used | failed, rows.score - 0.2, "claim:rate"


def _together(scene: Scene) -> Iterator[Found]:
    """上半年71件、下半年88件，合起来够不够; 四个季度各办40件，达标吗."""
    found = scene.chart.numbers("number", "rows")[:_MOST]
    each = scene.chart.mask("each")
    added = scene.op("sum", "plus")
    ways = (("plus", added), ("times", each | scene.op("times")))
    for (one, two), (how, cue) in product(combinations(found, 2), ways):
        if cue and PERCENT not in (one.value, two.value):
            done = Arith(how, Given(number_of(two), two.value), Given(number_of(one)))
            used = one.mask | two.mask | cue | scene.judged
            for rows in scene.one[:4]:
                row = scene.row(rows.node)
                if row is not None and row.quantity and row.quantity.bound:
                    node = Claim(done, row.quantity.bound, Value(rows.node))
                    yield node, rows.used | used, rows.score - 0.2, f"claim:{how}"


def _three_together(scene: Scene) -> Iterator[Found]:
    """三个季度分别办了80、40、45件，加起来够160了吗."""
    added = scene.op("sum", "plus")
    found = scene.chart.numbers("number", "rows")[: _MOST + 1]
    for three in combinations(found, 3) if added else ():
        if any(number.value == PERCENT for number in three):
            continue
        unit = max(number.value for number in three)
        one, two, last = (Given(number_of(number), unit) for number in three)
        done = Arith("plus", Arith("plus", one, two), last)
        for rows in scene.one[:3]:
            row = scene.row(rows.node)
            if row is not None and row.quantity and row.quantity.bound:
                node = Claim(done, row.quantity.bound, Value(rows.node))
                used = rows.used | masks(three) | added | scene.judged
                yield node, used, rows.score - 0.2, "claim:plus3"


def _part_done(scene: Scene) -> Iterator[Found]:
    """法援只做到目标的95%，还能算完成吗: a part of a target against the whole."""
    if not scene.op("meets", "misses"):
        return
    for number in scene.chart.numbers("number"):
        for rows in scene.one[:3] if number.value == PERCENT else ():
            row = scene.row(rows.node)
            if row is not None and row.quantity and row.quantity.unit != PERCENT:
                value = Value(rows.node)
                done = Arith("times", value, Given(number_of(number), PERCENT))
                used = rows.used | number.mask | scene.judged | scene.cell("target", "goal")
                node = Claim(done, row.quantity.bound or "=", value)
                yield node, used, rows.score - 0.4, "claim:part-done"


def _of_several(scene: Scene) -> Iterator[Found]:
    """甲比乙、丙、丁哪个都多; 甲比乙多、比丙少; 甲至少比乙、丙中的一项多."""
    cues = _compared(scene)
    first = min(((cue & -cue).bit_length() - 1 for cue, _ in cues), default=scene.span[0])
    ahead = scene.chart.singles((scene.span[0], first), 2) if first > scene.span[0] else []
    for one in (*ahead, *scene.earlier_one[:1]) if cues else ():
        value = Value(one.node)
        for rows in scene.joined[:3]:
            if rows.used & one.used:
                continue
            for cue, mark in cues:
                used = one.used | rows.used | cue | scene.judged | scene.every
                other = Holds(_TURNED[mark], value)
                score = one.score + rows.score - 0.5
                yield Some(Where(rows.node, Not(other)), False), used, score, "some:than-each"
                yield Some(Where(rows.node, other)), used, score - 0.2, "some:than-any"
        yield from _both_bounds(scene, one)


def _both_bounds(scene: Scene, one: RowSet) -> Iterator[Found]:
    """甲比乙多、比丙少: a row that both hold of."""
    found = [
        (other, cue, mark)
        for cue, mark in _compared(scene)
        for other in scene.operands(*_beside(scene, cue), 1)
        if isinstance(other.node, Value) and other.node.rows != one.node
    ]
    for (left, its, mark), (right, others, sign) in combinations(found, 2):
        if left.node != right.node:
            node = Where(Where(one.node, Holds(mark, left.node)), Holds(sign, right.node))
            used = one.used | left.used | right.used | its | others | scene.judged
            yield Some(node), used, one.score + left.score + right.score - 0.5, "some:bounds"


def _beside(scene: Scene, cue: int) -> tuple[int, int]:
    """What a comparison compares with: inside 比…多, or behind 高于 as far as the clause goes."""
    start, end = (cue & -cue).bit_length() - 1, cue.bit_length()
    inner = ~cue & mask_of(start, end)
    if inner:
        return (inner & -inner).bit_length() - 1, inner.bit_length()
    stops = [at for at in range(end + 1, scene.span[1]) if scene.text[at] in _STOPS]
    return end, stops[0] if stops else scene.span[1]


def _compared(scene: Scene) -> list[tuple[int, str]]:
    """(positions, relation) of what compares: 比…多, 高于."""
    found = [(mark.mask, mark.value) for mark in scene.marks if mark.value in _TURNED]
    for than in scene.chart.anchors("than", span=scene.span):
        for match in scene.words.compared.finditer(scene.text, than.end + 2, scene.span[1]):
            mark = scene.words.mark(match[0])
            found.append((than.mask | mask_of(*match.span()), mark))
            break
    return found[:_MOST]


def _size(given: Given) -> Decimal:
    return given.value


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
        right = scene.operands(mark.end, scene.span[1], 4)
        yield from _claimed(left, said, right, used, "claim:two")
        yield from _earlier_claimed(scene, said, right[:3], used, "claim:two")


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
            left = scene.operands(scene.span[0], cue.start, 3)
            right = scene.operands(cue.end, match.start(), 3)
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


_LINES = (
    _nothing_done,
    _of_two,
    _together,
    _three_together,
    _part_done,
    _of_several,
    _over_half,
    _within,
    _share,
    _two,
    _than,
)


def relations_of_pairs(scene: Scene) -> Iterator[Found]:
    """甲和乙相等吗: rows named together, or anywhere in the question."""
    for rows in scene.joined[:4]:
        parts: tuple[Number, ...] = ()
        if isinstance(rows.node, Either):
            parts = tuple(number_over(part) for part in rows.node.parts)
        for mark in scene.marks if len(parts) == 2 else ():
            used = rows.used | mark.mask | scene.judged
            yield Claim(parts[0], mark.value, parts[1]), used, rows.score, "claim:conj"
    for one, two in combinations(scene.one[:3], 2):
        for mark in scene.marks:
            node = Claim(Value(one.node), mark.value, Value(two.node))
            used = one.used | two.used | mark.mask | scene.judged
            yield node, used, one.score + two.score - 0.8, "claim:float"
