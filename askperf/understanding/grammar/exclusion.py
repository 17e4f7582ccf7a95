"""Exclusion: rows without others (除普法宣传外的任务, 扣掉最大的一项)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from askperf.facts import TASK_SECTIONS, Row
from askperf.logic import (
    Either,
    Except,
    Extreme,
    Given,
    Holds,
    Not,
    Nth,
    Pick,
    Rows,
    Show,
    Table,
    Where,
)
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.ordinals import places
from askperf.understanding.grammar.values import (
    COVERED,
    TASKS,
    RowSet,
    Span,
    both_ends,
    masks,
    number_of,
)
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from askperf.understanding.grammar.chart import Chart

    # Rows, those taken away, positions, score, number of rows left.
    Draft: TypeAlias = tuple[Rows, Rows, int, float, int]
else:
    Draft = object

_KEPT, _OUTER = 14, 7
_PART = 2  # characters that may name rows
_STOPS = "，,。；;"
_LISTS = "、，,"
_NEXT = 3  # characters between a negation and the table or the places that it denies
_COUNTED = 0.6  # where as many are left as the question says
_FEW = 3  # rows that are too few to be trimmed
_ENDED = ("first", "last")
_STEP = 3  # characters between a place and what says before or behind it
_BEHIND = 30  # places behind one that are left out
_ALL_TASKS = RowSet(TASKS, 0, -0.6, "def:tasks")


def excluded(chart: Chart, span: Span) -> list[RowSet]:
    """Rows without others, the best ones."""
    here = mask_of(*span)
    kept: dict[tuple[Rows, Rows], tuple[float, Draft]] = {}
    cues = [*chart.anchors("except", span=span), *_outside(chart, span)]
    drafts = [draft for cue in cues for draft in _without(chart, span, cue)]
    for line in (_trimmed, _others, _unspoken, _not_between, _beyond, _behind, _neither):
        drafts += line(chart, span)
    for draft in drafts:
        key = draft[:2]
        worth = draft[3] + COVERED * (draft[2] & here).bit_count()
        if key not in kept or kept[key][0] < worth:
            kept[key] = (worth, draft)
    ranked = sorted(kept.values(), key=lambda pair: -pair[0])[:_KEPT]
    return [
        RowSet(Except(rows, less), used, score, "exc", count)
        for _, (rows, less, used, score, count) in ranked
        if not _is_torn(chart, rows, less)
    ]


def _is_torn(chart: Chart, rows: Rows, less: Rows) -> bool:
    """Are some of the rows that are named as left out no part of the others (其他任务里去掉依法治市
    和刑释帮教)? Then these are of another table.
    """
    away, all_rows = chart.sheet.bits(less) or 0, chart.sheet.bits(rows) or 0
    return isinstance(less, Either) and bool(away & all_rows) and away & all_rows != away


def _outside(chart: Chart, span: Span) -> Iterator[Anchor]:
    """不属于重点的, 不在其他需完成任务里的, 不是前三的: negations of a table or of places."""
    sizes = chart.anchors("op", "most", "least", span=span)
    tables = chart.anchors("section", *TASK_SECTIONS, span=span)
    denied = (*tables, *sizes, *chart.numbers("places", span=span))
    for cue in chart.anchors("neg", span=span):
        if any(0 <= one.start - cue.end <= _NEXT for one in denied):
            yield cue


def _without(chart: Chart, span: Span, cue: Anchor) -> Iterator[Draft]:
    for start, end in map(chart.trim, _regions(chart, span, cue)):
        if end - start < 2:
            continue
        around = _around(span, cue, (start, end))
        outer = [(rows, chart.sheet.bits(rows.node)) for rows in _outer(chart, around)]
        for less in _less(chart, (start, end)):
            if _twice(chart, less, cue, (start, end)):
                continue
            away = chart.sheet.bits(less.node)
            for rows, everything in outer:
                if away is None or everything is None or not away & everything:
                    continue
                if rows.node != less.node and not rows.used & less.used:
                    left = (everything & ~away).bit_count()
                    used = rows.used | less.used | cue.mask | _left(chart, left)
                    yield rows.node, less.node, used, rows.score + less.score, left


def _around(span: Span, cue: Anchor, region: Span) -> list[Span]:
    """Where the rows may be named that something is left out of: beside the cue and what is left
    out, and between them (把普法、考务、调解从其他任务里去掉).
    """
    start, end = region
    found = [(span[0], min(start, cue.start)), (max(end, cue.end), span[1])]
    return [*found, (end, cue.start)] if end < cue.start else found


def _twice(chart: Chart, less: RowSet, cue: Anchor, region: Span) -> bool:
    """除……以外 says without once: its other half denies nothing. 除了不含普法的 does."""
    if not (isinstance(less.node, Where) and isinstance(less.node.condition, Not)):
        return False
    closes = cue.start >= region[1]
    halves = [a for a in chart.anchors("except") if closes or a.start > region[0]]
    return bool(less.used & masks(halves))


def _not_between(chart: Chart, span: Span) -> Iterator[Draft]:
    """不在20万到60万之间的: a table without the rows that are."""
    for cue in chart.anchors("neg", span=span):
        inner = [f for f in chart.filtered((cue.end, span[1])) if f.tag.endswith("+1")][:6]
        for less in inner:
            if isinstance(less.node, Where) and isinstance(less.node.rows, Where):
                base = less.node.rows.rows
                left = _remaining(chart, base, less.node)
                yield base, less.node, less.used | cue.mask, less.score, left


def _beyond(chart: Chart, span: Span) -> Iterator[Draft]:
    """排在第4条后面的; 第三项以前的: a table without the place and all on its other side."""
    for place in places(chart, span):
        end = place.used.bit_length()
        near = (end, min(end + _STEP + 2, span[1]))
        for pattern, behind in ((chart.words.behind, True), (chart.words.ahead, False)):
            cue = pattern.search(chart.text, *near)
            if cue is None or len(place.places) != 1 or place.places[0] < 1:
                continue
            at = place.places[0]
            away = range(1, at + 1) if behind else range(at, at + _BEHIND)
            for base in chart.bases(span)[:3]:
                less = Nth(base.node, tuple(away))
                if left := _remaining(chart, base.node, less):
                    used = base.used | place.used | mask_of(*cue.span())
                    yield base.node, less, used, base.score, left


def _behind(chart: Chart, span: Span) -> Iterator[Draft]:
    """排在前五名之后的六项: a table without the largest ones."""
    for place in places(chart, span):
        end = place.used.bit_length()
        cue = chart.words.behind.search(chart.text, end, min(end + _STEP, span[1]))
        if cue is None or place.kind != "first" or len(place.places) < 2:
            continue
        for base in chart.bases(span)[:3]:
            less = Extreme(base.node, True, place.by_size)
            if left := _remaining(chart, base.node, less):
                used = base.used | place.used | mask_of(*cue.span()) | _left(chart, left)
                yield base.node, less, used, base.score, left


def _neither(chart: Chart, span: Span) -> Iterator[Draft]:
    """既不是普法也不是法律顾问的; 剔除普法，再剔除考务: a table without the rows that are denied by
    name, each by a cue of its own.
    """
    away = chart.anchors("except", span=span)
    yield from _denied(chart, span, chart.anchors("neg", span=span))
    yield from _denied(chart, span, away) if len(away) > 1 else ()


def _denied(chart: Chart, span: Span, cues: Sequence[Anchor]) -> Iterator[Draft]:
    denied: list[tuple[RowSet, Anchor]] = []
    for at, cue in enumerate(cues):
        end = cues[at + 1].start if at + 1 < len(cues) else span[1]
        named = chart.singles((cue.end, end), 1) if end - cue.end > 1 else []
        denied += [(one, cue) for one in named if one.used]
    ids = [row for one, _ in denied for row in chart.sheet.found_ids(one.node)]
    if not ids or len(set(ids)) != len(denied):
        return
    less: Rows = Pick(tuple(ids))
    away, used = chart.sheet.bits(less) or 0, masks(cue for _, cue in denied)
    for one, _ in denied:
        used |= one.used
    for base in chart.bases(span)[:3]:
        everything = chart.sheet.bits(base.node) or 0
        if away & everything == away != everything:
            left = _remaining(chart, base.node, less)
            score = base.score + min(one.score for one, _ in denied)
            yield base.node, less, base.used | used | _left(chart, left), score, left


def _remaining(chart: Chart, base: Rows, less: Rows) -> int:
    """How many rows are left of a table without others."""
    everything, away = chart.sheet.bits(base) or 0, chart.sheet.bits(less) or 0
    return (everything & ~away).bit_count()


def _left(chart: Chart, left: int) -> int:
    """Where the question says that this many are left: 其余八项."""
    counts = [n for n in chart.numbers("rows") if n.number == left]
    others = masks((*chart.anchors("others"), *chart.anchors("op", "left")))
    return others | masks(counts)


def _trimmed(chart: Chart, span: Span) -> Iterator[Draft]:
    """掐头去尾; 去掉一个最高和一个最低: a table without its largest and its smallest."""
    cues = chart.anchors("op", "ends", span=span)
    sizes = chart.anchors("op", "most", "least", span=span)
    if not cues and len({cue.value for cue in sizes}) == 2:
        cues = sizes
    used = masks([*cues, *chart.anchors("except", span=span)])
    deep, said = _depth(chart, span, bool(cues))
    for rows in (*chart.tables(span)[:2], *chart.filtered(span)[:4]) if cues or said else ():
        if (chart.sheet.bits(rows.node) or 0).bit_count() > _FEW * deep:
            less = both_ends(rows.node, deep)
            left = _remaining(chart, rows.node, less)
            covered = rows.used | used | said | _left(chart, left)
            yield rows.node, less, covered, rows.score, left


def _depth(chart: Chart, span: Span, named: bool) -> tuple[int, int]:
    """How many rows of either end are taken away, and the positions that say so: 前三和后三,
    两头各去掉三项; one of each (0) if nothing does.
    """
    found = {place.kind: place for place in places(chart, span) if place.kind in _ENDED}
    if len(found) == len(_ENDED):
        first, last = (found[kind] for kind in _ENDED)
        if first.by_size == last.by_size:
            return len(first.places), first.used | last.used
    each = chart.anchors("each", span=span)
    for number in chart.numbers("rows", span=span) if named and each else ():
        if 0 <= number.start - each[0].end <= _STEP and 1 < number_of(number) <= _FEW:
            return int(number_of(number)), each[0].mask | number.mask
    return 1, 0


def _others(chart: Chart, span: Span) -> Iterator[Draft]:
    """另外三项重点任务, 剩余八项: the rows beside those that the question names elsewhere."""
    said = [cue for cue in chart.anchors("except") if not chart.anchors("others", span=_at(cue))]
    counts = {number_of(number) for number in chart.numbers("rows", span=span)}
    for cue in chart.anchors("others", span=span)[:2] if not said else ():
        named = (*chart.singles((chart.whole[0], cue.start), 2), *chart.singles(chart.whole, 2))
        for one in (*dict.fromkeys(named), *_ahead(chart, span[0] or cue.start)):
            away = chart.sheet.bits(one.node) or 0
            for base in (*chart.bases(span)[:3], *_own(chart.sheet.row(one.node)), _ALL_TASKS):
                everything = chart.sheet.bits(base.node) or 0
                left = (everything & ~away).bit_count()
                if not away & everything or not left or (base is _ALL_TASKS and left not in counts):
                    continue
                used = base.used | cue.mask | _left(chart, left)
                score = base.score + one.score + (_COUNTED if left in counts else -0.3)
                yield base.node, one.node, used, score, left


def _ahead(chart: Chart, end: int) -> list[RowSet]:
    """Sets of rows that the question names before (前三名比其余八项)."""
    found = chart.special((chart.whole[0], end)) if end > chart.whole[0] else []
    return [x for x in found[:4] if x.count > 1][:2]


def _unspoken(chart: Chart, span: Span) -> Iterator[Draft]:
    """剩下两项重点任务呢: a table without the rows of the turns before."""
    before = chart.before
    cues = [*chart.anchors("others", span=span), *chart.anchors("op", "left", span=span)]
    pointed = chart.anchors("dialogue", "pronoun", "pair", span=span)
    cues += [cue for cue in chart.anchors("except", span=span) if pointed]  # 把它扣了
    spoken = (before.recent, before.pair, before.rows) if before and cues else ()
    for rows in filter(None, dict.fromkeys(spoken)):
        less = Pick(rows)
        away = chart.sheet.bits(less) or 0
        whole = before.form.rows if before and isinstance(before.form, Show) else None
        ranked = whole.rows if isinstance(whole, Extreme | Nth) else None
        among = [RowSet(ranked, 0, 0.0, "before:among")] if ranked else []
        everywhere = (_ALL_TASKS,) if pointed else ()
        for base in dict.fromkeys((*chart.bases(span)[:3], *everywhere, *among)):
            everything = chart.sheet.bits(base.node) or 0
            if away and away != everything and away & everything == away:
                left = (everything & ~away).bit_count()
                used = base.used | masks(cues) | _left(chart, left)
                yield base.node, less, used, base.score - 0.2, left


def _at(cue: Anchor) -> Span:
    return cue.start, cue.end


def _own(row: Row | None) -> list[RowSet]:
    return [RowSet(Table((row.section,)), 0, -0.3, "own")] if row else []


def _regions(chart: Chart, span: Span, cue: Anchor) -> Iterator[Span]:
    """Where what is left out may be named: a list, after the cue, or before it."""
    if chart.listed.within(span):
        yield chart.listed.start, chart.listed.end
    commas = (at for at in range(cue.end + 2, span[1]) if chart.text[at] in _STOPS)
    stop = next(commas, span[1])
    ends = {stop}
    for match in chart.words.left_out_ends.finditer(chart.text, cue.end, stop):
        if match.start() - cue.end >= 2:
            ends.add(match.start())
    for end in sorted(ends)[:4]:
        yield cue.end, end
    starts = {span[0], *(at + 1 for at in range(*span) if chart.text[at] in _LISTS)}
    for match in chart.words.left_out_starts.finditer(chart.text, span[0], cue.start):
        starts.add(match.end())
    for start in dict.fromkeys((*sorted(starts, reverse=True)[:3], span[0])):
        if cue.start - start >= 2:
            yield start, cue.start


def _less(chart: Chart, span: Span) -> list[RowSet]:
    sized = chart.anchors("op", "most", "least", span=span)  # 最大的那项 names no row
    return [
        *(one for one in chart.singles(span, 2) if one.used or not sized),
        *chart.special(span)[:4],
        *(f for f in chart.filtered(span)[:6] if f.score > -2 or f.narrowed),
        *chart.joined(span)[:3],
        *chart.groups(span)[:2],
        *_mixed(chart, span),
        *_of_numbers(chart, span),
    ]


def _of_numbers(chart: Chart, span: Span) -> Iterator[RowSet]:
    """10万的、5万的都不要: the rows of any of some numbers."""
    numbers = chart.numbers("number", span=span)
    if len(numbers) > 1 and not chart.marks(span):
        conditions = (Holds("=", Given(number_of(n), n.value)) for n in numbers)
        node = Either(tuple(Where(TASKS, condition) for condition in conditions))
        yield RowSet(node, masks(numbers), -0.3, "numbers", len(numbers))


def _mixed(chart: Chart, span: Span) -> Iterator[RowSet]:
    """法律顾问和20万以下的: a row, and rows that a condition leaves."""
    for joint in chart.anchors("and", span=span)[:2]:
        before, after = (span[0], joint.start), (joint.end, span[1])
        if min(before[1] - before[0], after[1] - after[0]) < _PART:
            continue
        for one in (one for one in chart.singles(before, 1) if one.used):
            for rows in (f for f in chart.filtered(after)[:3] if f.narrowed):
                used = one.used | rows.used | joint.mask
                yield RowSet(Either((one.node, rows.node)), used, one.score + rows.score, "mixed")


def _sets(chart: Chart, span: Span) -> list[RowSet]:
    return [*dict.fromkeys((*chart.filtered(span)[:5], *chart.tables(span)[:1]))]


def _outer(chart: Chart, around: Sequence[Span]) -> list[RowSet]:
    found = [f for span in around if span[1] > span[0] for f in _sets(chart, span)]
    found = (found or chart.filtered((0, 0))[:3])[:_OUTER]
    if all(f.node != TASKS for f in found):
        found = [*found[: _OUTER - 1], _ALL_TASKS]
    return found
