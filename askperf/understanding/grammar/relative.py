"""Relative: rows that stand in a relation to a number of the form (比普法宣传多的任务)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from askperf.logic import Condition, Fold, Given, Holds, Rows, Value, Where
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import Operand, RowSet, Span
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from askperf.understanding.grammar.chart import Chart

    # What a draft of a set is made of (a base, conditions, whether one of them will do),
    # and its worth, positions, score, tag and number of rows.
    Parts: TypeAlias = tuple[Rows, tuple[Condition, ...], bool]
    Draft: TypeAlias = tuple[Parts, int, float, str, int]
else:
    Parts = Draft = object

_PHRASE = (2, 24)
_BESIDE = 5  # letters between a relation and a mean of what was told before
_OWN, _GAP = ("mean", "median"), 2  # letters between a mean and what says above or below


def relative(chart: Chart, span: Span) -> Iterator[Draft]:
    """比普法宣传多的任务; 超过平均数的任务."""
    below = chart.anchors("below", span=span)
    for than in (*chart.anchors("than", span=span), *below):
        if than.end - than.start > 2 and than.kind == "than":
            continue
        for start, end, word in chart.compared(than.end, span[1]):
            if not _PHRASE[0] <= start - than.end <= _PHRASE[1]:
                continue
            used = than.mask | mask_of(start, end)
            for number in chart.operands((than.end, start), 3, False):
                around = (end, span[1]), (span[0], than.start)
                said = "<" if than.kind == "below" else chart.words.mark(word)
                yield from _held(chart, around, said, number, used)
            break
    for mark, said in (*((a, a.value) for a in chart.marks(span)), *((a, "<") for a in below)):
        for end in chart.phrase_ends(mark.end, span[1]):
            for number in chart.operands((mark.end, end), 2, _is_scaled(chart, (mark.end, end))):
                row = isinstance(number.node, Value) and mark not in below  # a condition of rows
                if not (row or isinstance(number.node, Given)):
                    around = (end, span[1]), (span[0], mark.start)
                    yield from _held(chart, around, said, number, mark.mask)


def beside_mean(chart: Chart, span: Span) -> Iterator[Draft]:
    """在平均数之上的任务; 中位数以下的: of the table's own mean."""
    for how, cue in chart.operations(span).items():
        if how not in _OWN:
            continue
        for mark in chart.marks(span):
            if not 0 <= mark.start - cue.end <= _GAP:
                continue
            for base in chart.bases(span)[:4]:
                for said in dict.fromkeys((mark.value.rstrip("=") or "=", mark.value)):
                    condition = Holds(said, Fold(how, base.node))
                    used = base.used | mask_of(cue.start, mark.end)
                    yield (base.node, (condition,), False), used, base.score, "rel", 1


def own_mean(chart: Chart, span: Span) -> Iterator[RowSet]:
    """不算法律顾问，高于平均的有几项: rows against the mean of what is left, or of those that a
    condition leaves.
    """
    marks = [(a, a.value) for a in chart.marks(span)]
    marks += [(a, "<") for a in chart.anchors("below", span=span)]
    marks += [(a, a.value) for a in chart.anchors("near", "<", ">", span=span)]
    cues = [(how, cue) for how, cue in chart.operations(span).items() if how in _OWN]
    for (how, cue), (mark, said) in product(cues, marks):
        if not (_near(mark, cue) or _before(mark, cue, chart.anchors("dialogue", "pronoun"))):
            continue
        used = cue.mask | mark.mask
        for rows in (*chart.excluded(span)[:3], *(f for f in chart.filtered(span) if f.narrowed)):
            if not rows.used & used and chart.sheet.bits(rows.node):
                node = Where(rows.node, Holds(said, Fold(how, rows.node)))
                yield RowSet(node, rows.used | used, rows.score - 0.2, "own-mean", 1)


def _near(mark: Anchor, mean: Anchor) -> bool:
    """超过它们的平均, 平均线以上: does a relation stand beside a mean?"""
    return 0 <= mean.start - mark.end <= _BESIDE or 0 <= mark.start - mean.end <= _BESIDE


def _before(mark: Anchor, mean: Anchor, pronouns: Iterable[Anchor]) -> bool:
    """求平均，有几项超过它: does a relation stand before a pronoun for the mean?"""
    return any(mean.end <= p.start and 0 <= p.start - mark.end <= 1 for p in pronouns)


def _is_scaled(chart: Chart, span: Span) -> bool:
    """Is a number in it scaled (总额的一成)?"""
    return bool(chart.numbers("number", span=span) or chart.anchors("op", "half", span=span))


def _held(
    chart: Chart, around: tuple[Span, Span], mark: str, number: Operand, used: int
) -> Iterator[Draft]:
    after, ahead = around
    condition = Holds(mark, number.node)
    for base in chart.bases(after)[:3] + chart.bases(ahead)[:2]:
        parts = (base.node, (condition,), False)
        yield parts, number.used | base.used | used, base.score + number.score, "rel", 1
