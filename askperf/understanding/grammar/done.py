"""What was done, as numbers of the question put together, against a target of the form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product

from askperf.logic import Arith, Claim, Given, Meets, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.claims import targets
from askperf.understanding.grammar.held import bound_of, of_target
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.sharing import period_of
from askperf.understanding.grammar.values import PERCENT, Found, masks, number_of
from askperf.understanding.reading import mask_of

_MOST = 4  # numbers of the question of which some are put together


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
        if PERCENT in (one.value, two.value) or not _of_one_kind(one, two):
            continue
        less, more = sorted((Given(number_of(one)), Given(number_of(two))), key=_size)
        used = one.mask | two.mask | scene.judged
        for rows in (*scene.one[:4], *scene.earlier_one[:1]) if more.value else ():
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
            yield from _against(scene, done, one.mask | two.mask | cue, how, 4)


def _against(scene: Scene, done: Arith, used: int, how: str, most: int = 3) -> Iterator[Found]:
    """What was done against the targets that may be meant."""
    for rows in scene.one[:most]:
        if bound := bound_of(scene, rows.node):
            covered = rows.used | used | scene.judged
            yield Claim(done, bound, Value(rows.node)), covered, rows.score - 0.2, f"claim:{how}"


def _beside_target(scene: Scene) -> Iterator[Found]:
    """刚好考60分，低于指标值了吗: a number against the target that is named beside a relation."""
    for mark in scene.marks:
        if not of_target(scene, mark):
            continue
        for anchor in scene.chart.numbers("number", "rows", span=(0, mark.start))[:_MOST]:
            for rows in scene.one[:3]:
                said = Given(number_of(anchor), anchor.value)
                used = rows.used | anchor.mask | mark.mask | scene.cell("target", "goal")
                node = Claim(said, mark.value, Value(rows.node))
                yield node, used | scene.judged, rows.score - 0.1, "claim:target"


def _every_period(scene: Scene) -> Iterator[Found]:
    """每个月办14件，全年够数吗: what is done in each month, by the months of the year."""
    chart, span = scene.chart, scene.span
    each = chart.mask("each", span=span) | chart.mask("scope", "time", span=span)
    period = period_of(chart, span) if each else None
    for anchor in chart.numbers("number", "rows")[:_MOST] if period else ():
        if period and anchor.value != PERCENT:
            times, here = period
            done = Arith("times", Given(number_of(anchor), anchor.value), times)
            yield from _against(scene, done, anchor.mask | each | here, "each-period")


def _of_one_kind(one: Anchor, two: Anchor) -> bool:
    """Have two numbers the same unit, as far as they have any (no share of 5天 is 1件)?"""
    return one.value == two.value or "" in (one.value, two.value)


def _size(given: Given) -> Decimal:
    return given.value


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
        yield from _against(scene, done, masks(three) | added, "plus3")


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


DONE = (
    _nothing_done,
    _of_two,
    _together,
    _beside_target,
    _every_period,
    _three_together,
    _part_done,
)
