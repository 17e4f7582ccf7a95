"""Held: the numbers of the question, each with a relation that something may stand in to it."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.execution.rows import ABOUT
from askperf.logic import Given
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import PERCENT, Span, bound, number_of
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Rows


_PAID = 3  # characters between money and whether it is enough that may name what it is for


@frozen()
class Held:
    """A number of the question with a relation: its positions, those of the relation.

    `is_shortfall`: it says how much is missing (差1个百分点), not what was reached.
    """

    number: Given
    anchor: Anchor
    mark: str
    used: int
    marked: int
    near: tuple[Anchor, ...]
    is_shortfall: bool

    @property
    def how(self) -> str:
        """What the relation adds to the name of a rule."""
        return "" if self.mark == "=" else ":about" if self.mark in ABOUT else ":mark"

    @property
    def is_overlooked(self) -> bool:
        """Is it taken as equal though more or less stands beside it (起码40万, 不止15万)?"""
        bounds = (a for a in self.near if a.kind == "mark" and a.value[0] in "<>")
        return self.mark == "=" and any(bounds)

    @property
    def is_enough(self) -> bool:
        """Is it to be reached, though nothing beside it says more or less (够20万吗)?"""
        return self.mark == ">=" and not self.marked

    @property
    def is_held(self) -> bool:
        """May it be held against a target: just the number, or more or less if that is said?"""
        if self.is_shortfall:
            return False
        return self.mark == "=" or (self.marked > 0 and self.mark not in ABOUT)


def held_numbers(scene: Scene) -> Iterator[Held]:
    """The numbers with every relation that stands beside them, and with none."""
    for anchor in scene.chart.numbers("number", "rows"):
        near = [*scene.around(anchor, 3, 2), *(a for a in scene.near if a.end == anchor.start)]
        near = [a for a in near if not of_target(scene, a)]
        bare = anchor.kind == "rows" and not scene.chart.counts_rows(anchor)
        number = Given(number_of(anchor), "" if bare else anchor.value or _converted(scene, anchor))
        if not anchor.value and 0 < number.value < 1:  # 成功率 0.96
            number = Given((number.value * 100).normalize(), PERCENT)
        short = scene.text[max(0, anchor.start - 1) : anchor.start] in scene.words.short
        enough = [(">=", 0)] if scene.op("meets") and not near else []
        beside = (*near, *_about(scene, anchor))
        related = (a for a in beside if not (short and a.kind == "near" and a.value == "<"))
        said = ((bound(scene.text, a, anchor), a.mask) for a in related)
        for mark, used in (("=", 0), *enough, *said):
            covered = anchor.mask | used | scene.judged
            yield Held(number, anchor, mark, covered, used, beside, short)


def bound_of(scene: Scene, rows: Rows) -> str:
    """How a target is to be met by the row that rows are, "" where it has none."""
    row = scene.row(rows)
    return (row.quantity.bound or "") if row is not None and row.quantity else ""


def is_done(scene: Scene, rows: Rows, said: Held) -> bool:
    """搞了五场，够数不: is it what was done, which its target is no bound for?"""
    return said.is_enough and bool(bound_of(scene, rows))


def paid_for(scene: Scene, said: Held) -> Span | None:
    """Where what money is to pay for stands: behind it (给200万把重点工作全办下来够不够) or ahead
    (普法宣传给20万够吗); None if it is to pay for nothing.
    """
    if scene.sheet.dimension(said.number.unit) != "money":
        return None
    start, end = said.anchor.start, said.anchor.end
    meets = scene.chart.anchors("op", "meets", span=(end, scene.span[1]))
    given = scene.text[:start].endswith(scene.words.giving)
    if said.mark == ">=" and given and any(a.start - end <= _PAID for a in meets):
        return scene.span[0], start
    named = any(a.start - end > _PAID for a in meets)
    return (end, scene.span[1]) if said.is_enough and named else None


def of_target(scene: Scene, mark: Anchor) -> bool:
    """低于指标值了吗: is what it relates to the target, named right behind it?"""
    named = scene.chart.anchors("attribute", "target", "goal")
    return any(a.start == mark.end for a in named)


def _converted(scene: Scene, number: Anchor) -> str:
    """The unit of 换成元是11961100: one of money, told ahead of a number that has none."""
    told = [unit for unit, mask in scene.chart.reading.target_units if mask < number.mask]
    return told[-1] if told else ""


def _about(scene: Scene, number: Anchor) -> list[Anchor]:
    """What says beside a number that it is but about so: 大约10万, 43万左右."""
    cues = scene.chart.anchors("about", span=scene.span)
    return [a for a in cues if -1 <= number.start - a.end <= 1 or 0 <= a.start - number.end <= 1]


def rough_numbers(scene: Scene) -> Iterator[Held]:
    """一百零八万多, of a number that is told: between two numbers."""
    for anchor in scene.chart.numbers("vague"):
        value = number_of(anchor)
        number = Given(value, anchor.value, value + anchor.places[0])
        yield Held(number, anchor, "=", anchor.mask | scene.judged, 0, (), False)


def is_achieved(scene: Scene, said: Held) -> bool:
    """排了6天课，符合要求不: a number that a target is to be met by is not said to equal it."""
    return not said.marked and said.mark == "=" and bool(scene.op("meets", "misses"))
