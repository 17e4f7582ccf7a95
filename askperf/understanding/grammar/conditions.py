"""Conditions that a span may state. One line of the grammar each; see `_LINES`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from askperf.logic import (
    Condition,
    Fold,
    Given,
    Holds,
    IsBlank,
    IsWhole,
    Not,
    OfComparator,
    OfLevel,
    OfUnit,
    Value,
)
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.topics import topics
from askperf.understanding.grammar.values import (
    Narrowing,
    Span,
    Spot,
    bound,
    given,
    masks,
    number_of,
    stands_by,
)
from askperf.understanding.reading import UnitWord, mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_UNLIKELY = -3
_PHRASE = 24  # characters between 比 and what says how
_NOTED = 12  # characters behind a bound that may say whether it is itself meant
_BOTH = 2  # characters that may say which bounds those are: 两头, 本数
_TWIN = 2  # characters between a bound and the same bound
_JOINED = 4  # characters between units that are named together
_DENIED = 5  # characters between a negation and a number that it denies
_QUOTES = ("“", '"', "「", "'", "‘")


def conditions(chart: Chart, span: Span) -> list[Narrowing]:
    """All conditions that a span may state."""
    return [found for line in _LINES for found in line(chart, span)]


def _levels(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """质量指标."""
    for anchor in chart.anchors("level", span=span):
        yield from _either_way(chart, span, OfLevel(anchor.value), anchor, anchor.mask)


def _comparators(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """对比符号是=的."""
    for anchor in chart.anchors("comparator", span=span):
        yield from _either_way(chart, span, OfComparator(anchor.value), anchor, anchor.mask)


def _units(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """单位是次的."""
    exact = {unit.units[0] for unit in chart.units(chart.whole) if len(unit.units) == 1}
    for unit in chart.units(span):
        # 次, where 次/年 is spoken of as another unit, isn't both of them
        if len(unit.units) == 1 or len(exact & {*unit.units}) < 2:
            yield from _either_way(chart, span, OfUnit(unit.units), unit, unit.mask)
    for run in _runs_of_units(chart, span):
        names = tuple(dict.fromkeys(name for unit in run for name in unit.units))
        used = mask_of(run[0].start, run[-1].end)
        yield from _either_way(chart, span, OfUnit(names), run[0], used)


def _runs_of_units(chart: Chart, span: Span) -> Iterator[list[UnitWord]]:
    """次、人、个: units one after the other; 既不是次也不是人."""
    run: list[UnitWord] = []
    plain = (unit for unit in chart.units(span) if len(unit.units) == 1)
    for unit in sorted(plain, key=lambda unit: (unit.start, -unit.end)):
        if run and unit.start < run[-1].end:
            continue
        if run and unit.start - run[-1].end > _JOINED:
            if len(run) > 1:
                yield run
            run = []
        run.append(unit)
    if len(run) > 1:
        yield run


def _numbers(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """超过20万的."""
    marks = chart.marks(span)
    short = chart.anchors("near", span=span)
    starts = {number.start for number in chart.numbers("number", span=span)}
    for number in chart.numbers("number", "rows", span=span):
        amount = given(number)
        near = [a for a in marks if stands_by(a, number, 2)]
        if not chart.counts_rows(number):
            near += [a for a in short if a.end == number.start]
        if number.kind == "rows" and not near:
            continue  # 三条指标 and 有没有十项 count rows, 至少2个 may be a target
        if not near:
            yield (Holds("=", amount),), number.mask
        if all(mark.end in starts and mark.start >= number.end for mark in near):
            for denied in chart.anchors("neg", span=span):
                if 0 <= number.start - denied.end <= _DENIED:
                    used = number.mask | denied.mask
                    yield (Holds("!=", amount),), used
                    yield (Not(Holds("=", amount)),), used  # those of other units too
        read = {a.start for a in near if a.value != "=" and not _is_quoted(chart, a)}
        for sign in chart.anchors("comparator", span=span):
            if sign.start not in read and stands_by(sign, number, 1):
                # 正好等于1的: the target's own relation; 不低于2的 bounds it
                both = (OfComparator(sign.value), Holds("=", amount))
                yield both, number.mask | sign.mask
        again = _twin(chart, number)  # 十万及十万以下
        for mark in near:
            used, said = number.mask | mark.mask | again, bound(chart.text, mark, number)
            yield from _either_way(chart, span, Holds(said, amount), mark, used)
            for closed, note in _notes(chart, number, mark) if said[0] in "<>" else ():
                noted = said[0] + ("=" if closed else "")
                yield (Holds(noted, amount),), used | note


def _is_quoted(chart: Chart, mark: Anchor) -> bool:
    """指标写成“>=1”的: is what the table has quoted, rather than a bound told?"""
    ahead = chart.text[mark.start - 1 : mark.start]
    return ahead in _QUOTES and not chart.text[mark.start].isalnum()


def _twin(chart: Chart, number: Anchor) -> int:
    """The same number right before, which is said to be within the bound."""
    for other in chart.numbers("number"):
        if 0 < number.start - other.end <= _TWIN and number_of(other) == number_of(number):
            return mask_of(other.start, number.start)
    return 0


def _notes(chart: Chart, number: Anchor, mark: Anchor) -> Iterator[tuple[bool, int]]:
    """20万以上（含20万）; 高于10万、正好10万不算: is the bound itself among them?"""
    start = max(number.end, mark.end)
    for pattern, closed in ((chart.words.outside, False), (chart.words.inside, True)):
        match = pattern.search(chart.text, start, start + _NOTED)
        if match:
            again = [
                n.end
                for n in chart.numbers("number")
                if n.start >= start and number_of(n) == number_of(number)
            ]
            yield closed, mask_of(start, max([match.end(), *again[:1]]))
            return


def _unnumbered(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """单位是人、要求又是等于的: a relation by itself is the target's own."""
    numbers = chart.numbers("number", "rows", "places", "vague")
    for mark in chart.marks(span):
        if not any(stands_by(mark, number, 3) for number in numbers):
            condition = OfComparator(mark.value)
            yield from _either_way(chart, span, condition, mark, mark.mask)


def _between_rows(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """介于普法宣传与法治政府之间的: more than the one and less than the other."""
    cues = chart.anchors("mark", "between", span=span)
    starts = [cue.end for cue in cues] + [m.end() for m in chart.words.within.finditer(chart.text)]
    for start in dict.fromkeys((*starts, span[0])) if cues else ():
        ends = [cue.start for cue in cues if cue.start > start] or [span[1]]
        inside = (a for a in (*chart.anchors("and"), *cues) if start < a.start)
        joints = [anchor for anchor in inside if anchor.end < ends[-1]]
        for joint in joints[:2]:
            sides = (chart.singles(x, 1) for x in ((start, joint.start), (joint.end, ends[-1])))
            found = [(row, chart.sheet.amount(Value(row.node))) for side in sides for row in side]
            sized = sorted((amount.value, n) for n, (_, amount) in enumerate(found) if amount)
            if len(sized) > 1:
                low, high = (found[n][0].node for _, n in sized)
                used = masks((*cues, joint)) | mask_of(max(0, start - 1), start)
                used |= found[0][0].used | found[1][0].used
                yield (Holds(">", Value(low)), Holds("<", Value(high))), used


def _between(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """10到20万之间的; 三十多万到五十万之间的, from thirty on."""
    numbers = chart.numbers("number", "vague", span=span)[:2]
    if len(numbers) < 2:
        return
    cues: list[Anchor | Spot] = [*chart.anchors("mark", "between", span=span)]
    joint = (numbers[0].end, numbers[1].start)
    if chart.text[slice(*joint)] in chart.words.range:  # 20-50万
        cues.append(Spot(*joint))
    if not cues:
        return
    low, high = sorted(numbers, key=number_of)
    unit = high.value or low.value
    least, most = (
        Given(number_of(low), low.value or unit),
        Given(number_of(high), high.value or unit),
    )
    used = numbers[0].mask | numbers[1].mask | cues[0].mask
    yield (Holds(">=", least), Holds("<=", most)), used
    note = chart.words.outside.search(chart.text, numbers[1].end, numbers[1].end + _NOTED)
    if note:  # 10与100之间（不含两头）
        said = mask_of(note.start(), min(note.end() + _BOTH, span[1]))
        yield (Holds(">", least), Holds("<", most)), used | said


def _vague(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """二十几万的."""
    for anchor in chart.numbers("vague", span=span):
        low, width = number_of(anchor), anchor.places[0]
        bounds = (
            Holds(">=", Given(low, anchor.value)),
            Holds("<", Given(low + width, anchor.value)),
        )
        yield bounds, anchor.mask


def _denied_levels(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """不属于数量、质量两类的: none of the levels that are named together."""
    levels = chart.anchors("level", span=span)
    ahead = [n for n in chart.anchors("neg", span=span) if levels and n.end <= levels[0].start]
    joined = all(
        chart.anchors("and", span=(one.end, other.start)) for one, other in pairwise(levels)
    )
    if len(levels) > 1 and joined and ahead and levels[0].start - ahead[-1].end <= _DENIED:
        used = mask_of(levels[0].start, levels[-1].end) | ahead[-1].mask
        yield tuple([Not(OfLevel(level.value)) for level in levels]), used


def _blanks(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """没填的."""
    for anchor in chart.anchors("blank", span=span):
        yield (IsBlank(),), anchor.mask


def _wholes(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """整万的; 带零头的."""
    for anchor in chart.anchors("whole", span=span):
        if anchor.value == "yes":
            yield from _either_way(chart, span, IsWhole(), anchor, anchor.mask)
        else:
            yield (Not(IsWhole()),), anchor.mask


def _compared(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """比普法宣传多的."""
    for than in chart.anchors("than", span=span):
        if chart.text[than.start] not in chart.words.than:
            continue
        for start, end, word in chart.compared(than.end, span[1]):
            if not 0 < start - than.end <= _PHRASE:
                continue
            for number in chart.terms((than.end, start), 2):
                counted = isinstance(number.node, Fold) and number.node.how == "count"
                if number.score > _UNLIKELY and not counted:  # no row is as much as rows are many
                    condition = Holds(chart.words.mark(word), number.node)
                    yield (condition,), number.used | than.mask | mask_of(start, end)
            break


def _beyond_rows(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """少于公共法律服务、多于公证处的; 低于它又高于20万的: against several numbers at once."""
    for mark in chart.marks(span):
        for end in chart.phrase_ends(mark.end, span[1]):
            for number in chart.terms((mark.end, end), 2):
                if number.score > _UNLIKELY and not isinstance(number.node, Given | Fold):
                    yield (Holds(mark.value, number.node),), number.used | mark.mask


def _not_as_much(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """没有考务多的; 不如普法宣传贵的."""
    for match in chart.words.as_much.finditer(chart.text, *span):
        if match[0] not in chart.words.fewer:
            continue
        for start, end, word in list(chart.compared(match.end(), span[1]))[:1]:
            if 1 < start - match.end() <= _PHRASE and chart.words.mark(word) == ">":
                for number in chart.singles((match.end(), start), 2):
                    condition = Holds("<", Value(number.node))
                    yield (condition,), number.used | mask_of(*match.span()) | mask_of(start, end)


def _than_number(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """目标比5大的: 5大 is no number of rows there."""
    for than in chart.anchors("than", span=span):
        for number in chart.numbers("rows", span=span):
            word = chart.text[number.end - 1 : number.end]
            if number.start == than.end and word in chart.words.sizes:
                condition = Holds(chart.words.mark(word), Given(number_of(number)))
                yield (condition,), than.mask | number.mask


_LINES = (
    _levels,
    _denied_levels,
    _comparators,
    _units,
    _numbers,
    _unnumbered,
    _between,
    _between_rows,
    _vague,
    _blanks,
    _wholes,
    _compared,
    _beyond_rows,
    _not_as_much,
    _than_number,
    topics,
)


def _either_way(
    chart: Chart, span: Span, condition: Condition, cue: Anchor | UnitWord, used: int
) -> Iterator[Narrowing]:
    """The condition, and its opposite where a negation stands beside its cue."""
    yield (condition,), used
    denied = _denied(chart, span, cue)
    if denied:
        yield (Not(condition),), used | denied


def _denied(chart: Chart, span: Span, cue: Anchor | UnitWord) -> int:
    for anchor in (*chart.anchors("neg", span=span), *chart.anchors("except", span=span)):
        ahead = anchor.start < cue.start and -1 <= cue.start - anchor.end <= 3  # 不用|用等号
        if ahead and chart.numbers("number", "rows", span=(anchor.end, cue.start)):
            continue  # 不是2的数量指标 denies the number
        if ahead or 0 <= anchor.start - cue.end <= 1:
            return anchor.mask
    return 0
