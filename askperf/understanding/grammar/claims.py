"""Claims: a number of the question against the form: is a target met, a bound exceeded?"""

from __future__ import annotations

from collections.abc import Iterator

from askperf.execution.numbers import SCORE
from askperf.execution.rows import ABOUT
from askperf.logic import (
    Claim,
    Convert,
    Fold,
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
from askperf.understanding.grammar.against import done_before, limits
from askperf.understanding.grammar.held import (
    Held,
    held_numbers,
    is_achieved,
    is_done,
    paid_for,
    rough_numbers,
)
from askperf.understanding.grammar.reckoned import (
    of_differences,
    of_gaps,
    of_ratios,
    of_shares,
    of_sides,
    of_sums,
)
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import Found, RowSet
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number

_OPEN = ("namesakes", "before:rows", "before:order", "before:pair", "before:recent")
_SETS = 8
_BEFORE = "-before"  # what the arithmetic with both numbers of the turn before is called
_PAIRS = 4
_PARTICLES = 1  # 了


def claims(scene: Scene) -> Iterator[Found]:
    """All forms that hold a number of the question against the form."""
    for said in held_numbers(scene):
        for line in (_beyond,) if _is_behind(scene, said) else _OF_NUMBERS:
            yield from line(scene, said)
    for said in rough_numbers(scene):
        for line in _OF_ROUGH:
            yield from line(scene, said)


def targets(scene: Scene) -> list[RowSet]:
    """The rows whose targets may be meant."""
    several = [x for x in scene.sets if x.tag in _OPEN and x.count > 1]
    return [*dict.fromkeys((*scene.one[:5], *scene.earlier_one[:2])), *several[:3]]


def _of_rows(scene: Scene, said: Held) -> Iterator[Found]:
    """调解成功率96%达标吗; 普法宣传超过20万吗."""
    done = done_before(scene.chart, said.anchor) if scene.op("meets") else 0
    for rows in targets(scene):
        used, score = rows.used | said.used, rows.score
        counts = said.anchor.kind == "rows" and said.anchor.number == rows.count > 1
        if said.is_held and not counts:  # 两个审查数量 were none that was reached
            yield Meets(rows.node, said.number, said.mark), used | done, score, f"meets{said.how}"
            yield from _missed(scene, rows, said)
        if rows.count == 1:
            if _is_claimed(scene, rows, said):
                for value, cost in _values(scene, rows, said):
                    node = Claim(value, said.mark, said.number)
                    yield node, used, score - cost, f"claim{said.how}"
            yield from _of_passages(scene, said, rows)


def _beyond(scene: Scene, said: Held) -> Iterator[Found]:
    """租用费520超了没: does the number exceed the row's?"""
    for rows in scene.one[:5]:
        node = Claim(said.number, said.mark, Value(rows.node))
        yield node, rows.used | said.used, rows.score, "claim:beyond"


def _is_behind(scene: Scene, said: Held) -> bool:
    """Does a relation stand behind the number with nothing more to relate it to?"""
    marks = [a for a in said.near if a.mask == said.marked and a.start >= said.anchor.end]
    if not marks or scene.text[marks[0].start : marks[0].end] not in scene.words.overrun:
        return False
    end = marks[0].end
    clause = scene.chart.reading.clauses[end - 1]
    rest = [at for at in range(end, scene.span[1]) if scene.chart.reading.clauses[at] == clause]
    left = mask_of(end, rest[-1] + 1) & ~scene.judged if rest else 0
    return left.bit_count() <= _PARTICLES


def _is_claimed(scene: Scene, rows: RowSet, said: Held) -> bool:
    """May a row be said to have a number, rather than a number to reach its target?"""
    reached = is_achieved(scene, said) or is_done(scene, rows.node, said)
    return not (reached or said.is_overlooked or paid_for(scene, said))


def _values(scene: Scene, rows: RowSet, said: Held) -> Iterator[tuple[Number, float]]:
    """A row's number as the form has it, and in another unit of its kind that is said (普法宣传
    是26000元吗), with what either costs.
    """
    value, row, dimension = Value(rows.node), scene.row(rows.node), scene.sheet.dimension
    yield value, 0.0
    own, unit = row.quantity.unit if row and row.quantity else "", said.number.unit
    if own != unit and dimension(own) == dimension(unit):
        yield Convert(value, unit), 0.1


def _missed(scene: Scene, rows: RowSet, said: Held) -> Iterator[Found]:
    """办了150件，是不是没达标."""
    cue = scene.missing
    if cue is not None:
        node = Meets(rows.node, said.number, said.mark, False)
        yield node, rows.used | said.used | cue.mask, rows.score, f"misses{said.how}"


def _of_passages(scene: Scene, said: Held, rows: RowSet) -> Iterator[Found]:
    row, dimension = scene.row(rows.node), scene.sheet.dimension
    for index, detail in enumerate(row.details if row else ()):
        unit = said.anchor.value
        if row is None or (unit and dimension(detail.quantity.unit) != dimension(unit)):
            continue
        used = rows.used | said.used | scene.passage(row, index)
        passage, score = Passage(row.id, index), rows.score - 0.5
        if not said.marked:  # 不止80个 says what the passage is, not what was reached
            yield MeetsPassage(passage, said.number), used, score, "meets:passage"
        if not is_achieved(scene, said):
            yield Claim(passage, said.mark, said.number), used, score, "claim:passage"


def _of_counts(scene: Scene, said: Held) -> Iterator[Found]:
    """介于20万与50万之间的共三项，对吗; 成本指标列了俩，是吗."""
    counter = scene.words.counter
    if said.anchor.kind != "rows" and said.anchor.value not in ("", counter):
        return
    for rows in scene.filtered[:_SETS]:
        if isinstance(rows.node, Where) and not rows.used & said.anchor.mask:
            node = Claim(Fold("count", rows.node), said.mark, Given(said.number.value, counter))
            used = rows.used | said.used | scene.op("sum", "count", "list")
            yield node, used, rows.score - 0.1, "claim:count"


def _of_each(scene: Scene, said: Held) -> Iterator[Found]:
    """甲和乙都过百万了吗; 前两项各自都有一百万以上吗: none of them doesn't."""
    every = scene.every
    if not every or not said.marked or said.mark in ABOUT:
        return
    placed = [x for x in scene.special if x.count > 1 and isinstance(x.node, Nth)]
    for rows in (*scene.joined[:3], *placed[:2], *(x for x in scene.earlier if x.count > 1)):
        failing = Where(rows.node, Not(Holds(said.mark, said.number)))
        used = rows.used | said.used | every
        yield Some(failing, False), used, rows.score - 0.3, "some:each"


def _of_earlier(scene: Scene, said: Held) -> Iterator[Found]:
    """那个数超过20万吗; 两个数乘起来会突破80万吗."""
    for one in [x for x in scene.sums if x.tag.endswith(_BEFORE)][:_PAIRS]:
        yield Claim(one.node, said.mark, said.number), one.used | said.used, -0.4, "claim:before"
    for number in scene.before.numbers[-2:] if scene.before else ():
        node = Claim(number, said.mark, said.number)
        yield node, said.used | scene.pointing, -0.6, "claim:before"


def _of_limits(scene: Scene, said: Held) -> Iterator[Found]:
    """89分算优秀吗: a score against where the grade begins."""
    if said.marked or said.anchor.value not in ("", SCORE):
        return
    for limit, used, score in limits(scene.chart, scene.span):
        yield Claim(said.number, ">=", limit), used | said.used, score, "claim:limit"


_OF_NUMBERS = (
    _of_limits,
    of_shares,
    _of_rows,
    of_ratios,
    of_sums,
    of_differences,
    of_gaps,
    of_sides,
    _of_counts,
    _of_each,
    _of_earlier,
)
_OF_ROUGH = (of_sums, of_differences, of_sides, _of_earlier)
