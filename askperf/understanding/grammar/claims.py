"""Claims: does a number meet a target, is a relation true? Each with its number or mark."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations, product

from askperf.execution.numbers import SCORE
from askperf.logic import (
    Arith,
    Claim,
    Either,
    Given,
    Holds,
    Meets,
    MeetsPassage,
    Not,
    Nth,
    Number,
    Passage,
    Some,
    Value,
    Where,
)
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.against import limits
from askperf.understanding.grammar.scene import Scene, number_over
from askperf.understanding.grammar.values import (
    HALF,
    PERCENT,
    Found,
    Operand,
    RowSet,
    Spot,
    number_of,
)
from askperf.understanding.reading import mask_of
from askperf.values import frozen

_OPEN = ("namesakes", "before:rows", "before:order")
_BELOW = {">": "<"}  # 不如普法宣传多
_AT_LEAST = (">=", ">", "=")
_MOST = 4  # numbers of the question of which two are put together
_SUMS = 8


def claims(scene: Scene) -> Iterator[Found]:
    """All forms that ask whether numbers stand in a relation."""
    for said in _said(scene):
        for line in _OF_NUMBERS:
            yield from line(scene, said)
    for other in _LINES:
        yield from other(scene)


# ── a number of the question ─────────────────────────────────────────────────────────


@frozen()
class Said:
    """A number of the question with a relation: its positions, those of the relation."""

    number: Given
    anchor: Anchor
    mark: str
    used: int
    marked: int
    near: tuple[Anchor, ...]

    @property
    def how(self) -> str:
        """What the relation adds to the name of a rule."""
        return "" if self.mark == "=" else ":mark"


def _said(scene: Scene) -> Iterator[Said]:
    for anchor in scene.chart.numbers("number", "rows"):
        near = [*scene.around(anchor, 3, 2), *(a for a in scene.near if a.end == anchor.start)]
        bare = anchor.kind == "rows" and anchor.value == scene.words.counter
        number = Given(number_of(anchor), "" if bare else anchor.value)
        enough = [(">=", 0)] if scene.op("meets") and not near else []
        for mark, used in (("=", 0), *enough, *((a.value, a.mask) for a in near)):
            covered = anchor.mask | used | scene.judged
            yield Said(number, anchor, mark, covered, used, tuple(near))


def _targets(scene: Scene) -> list[RowSet]:
    """The rows whose targets may be meant."""
    several = [x for x in scene.sets if x.tag in _OPEN and x.count > 1]
    return [*dict.fromkeys((*scene.one[:5], *scene.earlier_one[:2])), *several[:3]]


def _of_rows(scene: Scene, said: Said) -> Iterator[Found]:
    """调解成功率96%达标吗; 普法宣传超过20万吗."""
    for rows in _targets(scene):
        used, score = rows.used | said.used, rows.score
        yield Meets(rows.node, said.number, said.mark), used, score, f"meets{said.how}"
        yield from _missed(scene, rows, said)
        if rows.count == 1:
            value = Value(rows.node)
            yield Claim(value, said.mark, said.number), used, score, f"claim{said.how}"
            yield from _of_passages(scene, said, rows)


def _missed(scene: Scene, rows: RowSet, said: Said) -> Iterator[Found]:
    """办了150件，是不是没达标."""
    for cue in scene.chart.anchors("op", "misses"):
        if not any(
            a.start < cue.start and cue.end <= a.end for a in scene.chart.anchors("op", "meets")
        ):
            node = Meets(rows.node, said.number, said.mark, False)
            yield node, rows.used | said.used | cue.mask, rows.score, f"misses{said.how}"
            return


def _of_passages(scene: Scene, said: Said, rows: RowSet) -> Iterator[Found]:
    row, dimension = scene.row(rows.node), scene.sheet.dimension
    for index, detail in enumerate(row.details if row else ()):
        unit = said.anchor.value
        if row is None or (unit and dimension(detail.quantity.unit) != dimension(unit)):
            continue
        used = rows.used | said.used | scene.passage(row, index)
        passage, score = Passage(row.id, index), rows.score - 0.5
        yield MeetsPassage(passage, said.number), used, score, "meets:passage"
        yield Claim(passage, said.mark, said.number), used, score, "claim:passage"


def _of_ratios(scene: Scene, said: Said) -> Iterator[Found]:
    """甲是乙的3倍吗."""
    anchor, times = said.anchor, scene.words.times
    if anchor.value != times and scene.text[anchor.end : anchor.end + 1] != times:
        return
    number = Given(said.number.value, times)
    here = mask_of(anchor.start, anchor.end + 1) | said.marked | scene.judged
    for one in _arithmetic(scene, "ratio"):
        for mark in (said.mark,) if said.marked else _AT_LEAST:
            used, score = one.used | here, one.score - 0.1
            yield Claim(one.node, mark, number), used, score, "claim:ratio"
            if isinstance(one.node, Arith):
                product = Arith("times", one.node.right, Given(number.value))
                yield Claim(one.node.left, mark, product), used, score - 0.2, "claim:times"


def _arithmetic(scene: Scene, how: str) -> list[Operand]:
    return [x for x in scene.sums if isinstance(x.node, Arith) and x.node.how == how][:_SUMS]


def _of_sums(scene: Scene, said: Said) -> Iterator[Found]:
    """甲比乙多20万吗."""
    for one in dict.fromkeys((*scene.sums[:_SUMS], *_arithmetic(scene, "share"))):
        if not one.used & said.anchor.mask:
            share = isinstance(one.node, Arith) and one.node.how == "share"
            for mark in _AT_LEAST if share and not said.marked else (said.mark,):
                node = Claim(one.node, mark, said.number)
                yield node, one.used | said.used, one.score - 0.2, "claim:arith"


def _of_sides(scene: Scene, said: Said) -> Iterator[Found]:
    """所有任务合计超过200万吗."""
    around = (said.anchor, *said.near)
    start, end = min(a.start for a in around), max(a.end for a in around)
    for span in ((scene.span[0], start), (end, scene.span[1])):
        for one in scene.operands(*span, 5):
            if not isinstance(one.node, Given):
                node = Claim(one.node, said.mark, said.number)
                yield node, one.used | said.used, one.score - 0.1, "claim:number"


def _of_each(scene: Scene, said: Said) -> Iterator[Found]:
    """甲和乙都过百万了吗; 前两项各自都有一百万以上吗: none of them doesn't."""
    every = scene.every
    if not every or not said.marked:
        return
    placed = [x for x in scene.special if x.count > 1 and isinstance(x.node, Nth)]
    for rows in (*scene.joined[:3], *placed[:2], *(x for x in scene.earlier if x.count > 1)):
        failing = Where(rows.node, Not(Holds(said.mark, said.number)))
        used = rows.used | said.used | every
        yield Some(failing, False), used, rows.score - 0.3, "some:each"


def _of_earlier(scene: Scene, said: Said) -> Iterator[Found]:
    """那个数超过20万吗."""
    for number in scene.before.numbers[-2:] if scene.before else ():
        node = Claim(number, said.mark, said.number)
        yield node, said.used | scene.pointing, -0.6, "claim:before"


def _of_limits(scene: Scene, said: Said) -> Iterator[Found]:
    """89分算优秀吗: a score against where the grade begins."""
    if said.marked or said.anchor.value not in ("", SCORE):
        return
    for limit, used, score in limits(scene.chart, scene.span):
        yield Claim(said.number, ">=", limit), used | said.used, score, "claim:limit"


def _of_shares(scene: Scene, said: Said) -> Iterator[Found]:
    """拨款九成以上是基本支出吗: a share that is said by its number alone."""
    if said.number.unit != PERCENT:
        return
    chart = scene.chart
    tables = [x for x in scene.filtered if x.whole][:3]
    ones = [x for x in scene.names[:3] if _is_money(scene, x)]
    some = (*ones, *tables, *scene.excluded[:2], *chart.special(scene.span)[:2])
    firsts = [(x, number_over(x.node)) for x in some]
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


_OF_NUMBERS = (
    _of_limits,
    _of_shares,
    _of_rows,
    _of_ratios,
    _of_sums,
    _of_sides,
    _of_each,
    _of_earlier,
)

# ── numbers of the form among themselves ─────────────────────────────────────────────


def _nothing_done(scene: Scene) -> Iterator[Found]:
    """一次都没办，行吗."""
    match = scene.words.none.search(scene.text)
    if match:
        used = mask_of(*match.span()) | scene.judged
        for rows in _targets(scene):
            given = Given(Decimal(0))
            yield Meets(rows.node, given), rows.used | used, rows.score - 0.2, "meets:zero"
            for cue in scene.chart.anchors("op", "misses"):
                node = Meets(rows.node, given, wanted=False)
                yield node, rows.used | used | cue.mask, rows.score - 0.2, "misses:zero"


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


def _size(given: Given) -> Decimal:
    return given.value


def _over_half(scene: Scene) -> Iterator[Found]:
    """普法宣传占了一大半吗."""
    half = scene.chart.anchors("op", "half")
    marks = [*((a.value, a.mask) for a in scene.marks), (">=", 0), (">", 0)]
    for one in _arithmetic(scene, "share") if half else ():
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


_LINES = (_nothing_done, _of_two, _together, _over_half, _within, _share, _two, _than)


def claims_of_pairs(scene: Scene) -> Iterator[Found]:
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
