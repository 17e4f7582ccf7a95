"""Claims: a number of the question against the form: is a target met, a bound exceeded?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

from askperf.execution.numbers import SCORE
from askperf.logic import (
    Arith,
    Claim,
    Given,
    Holds,
    Meets,
    MeetsPassage,
    Not,
    Nth,
    Passage,
    Some,
    Value,
    Where,
)
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.against import done_before, limits
from askperf.understanding.grammar.scene import Scene, number_over
from askperf.understanding.grammar.values import (
    PERCENT,
    Found,
    Operand,
    RowSet,
    number_of,
)
from askperf.understanding.reading import mask_of
from askperf.values import frozen

_OPEN = ("namesakes", "before:rows", "before:order", "before:pair", "before:recent")
_AT_LEAST = (">=", ">", "=")
_SUMS = 8
_BY = 3  # characters between what says more and by how much


def claims(scene: Scene) -> Iterator[Found]:
    """All forms that hold a number of the question against the form."""
    for said in _said(scene):
        for line in _OF_NUMBERS:
            yield from line(scene, said)
    for said in _roughly(scene):
        for line in _OF_ROUGH:
            yield from line(scene, said)


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
        spoken = scene.text[anchor.start : anchor.end]  # 十项 are rows, 十个 may be anything
        counter = scene.words.counter
        bare = anchor.kind == "rows" and anchor.value == counter and spoken.endswith(counter)
        number = Given(number_of(anchor), "" if bare else anchor.value)
        if not anchor.value and 0 < number.value < 1:  # 成功率 0.96
            number = Given((number.value * 100).normalize(), PERCENT)
        enough = [(">=", 0)] if scene.op("meets") and not near else []
        for mark, used in (("=", 0), *enough, *((a.value, a.mask) for a in near)):
            covered = anchor.mask | used | scene.judged
            yield Said(number, anchor, mark, covered, used, tuple(near))


def _roughly(scene: Scene) -> Iterator[Said]:
    """一百零八万多, of a number that is told: between two numbers."""
    for anchor in scene.chart.numbers("vague"):
        value = number_of(anchor)
        number = Given(value, anchor.value, value + anchor.places[0])
        yield Said(number, anchor, "=", anchor.mask | scene.judged, 0, ())


def targets(scene: Scene) -> list[RowSet]:
    """The rows whose targets may be meant."""
    several = [x for x in scene.sets if x.tag in _OPEN and x.count > 1]
    return [*dict.fromkeys((*scene.one[:5], *scene.earlier_one[:2])), *several[:3]]


def _of_rows(scene: Scene, said: Said) -> Iterator[Found]:
    """调解成功率96%达标吗; 普法宣传超过20万吗."""
    done = done_before(scene.chart, said.anchor) if scene.op("meets") else 0
    for rows in targets(scene):
        used, score = rows.used | said.used, rows.score
        yield Meets(rows.node, said.number, said.mark), used | done, score, f"meets{said.how}"
        yield from _missed(scene, rows, said)
        if rows.count == 1:
            value = Value(rows.node)
            yield Claim(value, said.mark, said.number), used, score, f"claim{said.how}"
            yield from _of_passages(scene, said, rows)


def _missed(scene: Scene, rows: RowSet, said: Said) -> Iterator[Found]:
    """办了150件，是不是没达标."""
    cue = scene.missing
    if cue is not None:
        node = Meets(rows.node, said.number, said.mark, False)
        yield node, rows.used | said.used | cue.mask, rows.score, f"misses{said.how}"


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
    for one in arithmetic(scene, "ratio"):
        for mark in (said.mark,) if said.marked else _AT_LEAST:
            used, score = one.used | here, one.score - 0.1
            yield Claim(one.node, mark, number), used, score, "claim:ratio"
            if isinstance(one.node, Arith):
                product = Arith("times", one.node.right, Given(number.value))
                yield Claim(one.node.left, mark, product), used, score - 0.2, "claim:times"


def arithmetic(scene: Scene, how: str) -> list[Operand]:
    """Arithmetic of the question that is put together in one way."""
    return [x for x in scene.sums if isinstance(x.node, Arith) and x.node.how == how][:_SUMS]


def _of_sums(scene: Scene, said: Said) -> Iterator[Found]:
    """甲比乙多20万吗."""
    for one in dict.fromkeys((*scene.sums[:_SUMS], *arithmetic(scene, "share"))):
        if not one.used & said.anchor.mask:
            share = isinstance(one.node, Arith) and one.node.how == "share"
            for mark in _AT_LEAST if share and not said.marked else (said.mark,):
                node = Claim(one.node, mark, said.number)
                yield node, one.used | said.used, one.score - 0.2, "claim:arith"


def _of_differences(scene: Scene, said: Said) -> Iterator[Found]:
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
                node = Claim(Arith("minus", more, less), "=", said.number)
                yield node, used, one.score + other.score - 0.1, "claim:difference"


def _earlier_numbers(scene: Scene) -> list[Operand]:
    return [Operand(Value(x.node), x.used, x.score - 0.3, "value") for x in scene.earlier_one[:1]]


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
    tables = scene.tables[:3]
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
    _of_differences,
    _of_sides,
    _of_each,
    _of_earlier,
)
_OF_ROUGH = (_of_sums, _of_differences, _of_sides, _of_earlier)
