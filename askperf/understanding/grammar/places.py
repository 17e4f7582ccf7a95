"""Places: the largest, the smallest, the n-th by size or in the form's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from askperf.logic import (
    Either,
    Except,
    Extreme,
    Nth,
    OnLine,
    Where,
)
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.beside import alike, beside, named_beside, nearest, next_to
from askperf.understanding.grammar.ordinals import (
    BY_SIZE,
    Asked,
    Place,
    bases_of,
    is_denied,
    places,
)
from askperf.understanding.grammar.values import (
    EVERYTHING,
    KEY,
    OTHER,
    TASKS,
    RowSet,
    Span,
    best,
    both_ends,
    masks,
    narrowed,
    number_of,
)
from askperf.understanding.reading import first_of, mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_KEPT = 18
_MOST = 12  # rows that are asked for at once
_ELSE = {"key-tasks": OTHER, "other-tasks": KEY}  # the tasks that are not of a table


def special(chart: Chart, span: Span) -> list[RowSet]:
    """Rows by their place, the best ones."""
    asked = Asked(
        sizes(chart, span),
        [*_ordered(chart, span)],
        places(chart, span),
        chart.numbers("rows", "number", span=span),
    )
    found = []
    for one in (one for line in _LINES for one in line(chart, span, asked)):
        rows = chart.sheet.found(one.node)
        if rows is not None:
            found.append(one._replace(count=len(rows)))
    return best(found, span, _KEPT)


def sizes(chart: Chart, span: Span) -> list[tuple[Anchor, bool]]:
    """最大, 最小: the cues, and whether they mean the largest."""
    cues = chart.anchors("op", "most", "least", span=span)
    return [(a, a.value == "most") for a in cues if not is_denied(chart, span, a.mask)]


def _ordered(chart: Chart, span: Span) -> Iterator[tuple[Anchor, bool]]:
    for value, largest in (("descending", True), ("ascending", False)):
        for anchor in chart.anchors("op", value, span=span):
            yield anchor, largest


def _of_bases(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """最大的任务; 最大的三项; 第二大的; 第三项."""
    if not (asked.sizes or asked.orders or asked.places):
        return
    for base in bases_of(chart, span):
        for cue, largest in (*asked.sizes, *asked.orders):
            used = base.used | cue.mask
            first = Extreme(base.node, largest, (1,))
            yield RowSet(first, used, base.score - 0.1, "ext1")
            yield from counted(chart, base, cue, largest, asked.counts)
            yield from _placed(base, cue, largest, asked)
        for place in asked.places:
            by_size = place.kind in BY_SIZE or _ranked(chart, place, "size")  # 第三名
            if not by_size and not _is_of_either(base, place):
                used = base.used | place.used
                yield RowSet(Nth(base.node, place.places), used, base.score, "nth")
            if place.kind != "numbered" and not _listed(chart, place, asked):
                yield _by_default(chart, base, place)
            if place.kind == "end" and _ranked(chart, place):
                node = Extreme(base.node, False, place.by_size)
                used = base.used | place.used | _ranked(chart, place)
                yield RowSet(node, used, base.score, "extd")


def _is_of_either(base: RowSet, place: Place) -> bool:
    """第三个任务: each task table has one, the form numbers either by itself; see `_in_both`."""
    return base.node == TASKS and len(place.places) == 1 and place.places[0] > 0


def counted(
    chart: Chart, base: RowSet, cue: Anchor, largest: bool, counts: Iterable[Anchor]
) -> Iterator[RowSet]:
    """最大的三项; 哪三个任务花钱最多: right beside the cue, or what is asked for in its clause."""
    which = {a.end for a in chart.anchors("ask", "which")}
    clauses = chart.reading.clauses
    for count in counts:
        number = number_of(count)
        if number == len(chart.sheet.found(base.node) or ()):
            continue  # 十一项任务从多往少数: all that there are
        bare = count.kind == "rows" or count.value in ("", chart.words.counter)
        if number % 1 or not 1 < number < _MOST or not bare:
            continue
        beside = abs(count.start - cue.end) <= 3 or abs(cue.start - count.end) <= 3
        if beside or (count.start in which and clauses[count.start] == clauses[cue.start]):
            node = Extreme(base.node, largest, tuple(range(1, int(number) + 1)))
            yield RowSet(node, base.used | cue.mask | count.mask, base.score, "extn", int(number))


def _placed(base: RowSet, cue: Anchor, largest: bool, asked: Asked) -> Iterator[RowSet]:
    """从大到小排第二."""
    for place in asked.places:
        if len({p > 0 for p in place.places if p}) == 1:
            turned = cue.value == "most" and place.kind == "last"
            node = Extreme(base.node, largest != turned, place.by_size)
            yield RowSet(node, base.used | cue.mask | place.used, base.score, "extp")


def _listed(chart: Chart, place: Place, asked: Asked) -> bool:
    """Is a place counted along the table as it stands (第2项, no word of size beside it)?"""
    end = place.used.bit_length()
    beside = chart.text[end - 1 : end + 1]
    counted = place.kind == "nth" and any(char in chart.words.listed for char in beside)
    return counted and not (asked.sizes or asked.orders or _ranked(chart, place))


def _by_default(chart: Chart, base: RowSet, place: Place) -> RowSet:
    """前三名; 第二大; 倒数第二: places by size if nothing else is said."""
    said = _size_word(chart, place) | _ranked(chart, place)
    after = place.used.bit_length()
    small = chart.text[after : after + 1] in chart.words.small
    largest = place.from_front and not small
    node = Extreme(base.node, largest, place.by_size)
    worth = base.score + (0.3 if said else -0.3)
    return RowSet(node, base.used | place.used | said, worth, "extd")


def _size_word(chart: Chart, place: Place) -> int:
    after = place.used.bit_length()
    found = chart.text[after : after + 1] in chart.words.sizes
    return mask_of(after, after + 1) if found else 0


def _ranked(chart: Chart, place: Place, *by: str) -> int:
    after = place.used.bit_length()
    return masks(
        a
        for a in chart.anchors("ranked", *by)
        if a.start == after or (a.start < after <= a.end and place.used >> a.start & 1)
    )


def _of_placed(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """第11到第20条指标里的数量指标; 最后三条里最大的: conditions on rows by place, or size."""
    for base in [b for b in chart.bases(span) if b.tag.startswith("sec:")][:2]:
        for place in asked.places[:3]:
            for narrowing, used in chart.conditions(span) if len(place.places) > 1 else ():
                if not used & place.used:
                    node = narrowed(Nth(base.node, place.places), narrowing)
                    yield RowSet(node, base.used | place.used | used, base.score, "nth+1")
            for cue, largest in asked.sizes if len(place.places) > 1 else ():
                if not cue.mask & place.used:
                    node = Extreme(Nth(base.node, place.places), largest, (1,))
                    yield RowSet(node, base.used | place.used | cue.mask, base.score, "ext1")


def _both(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """最大的和最小的."""
    cues = asked.sizes
    if len(cues) == 2 and cues[0][1] != cues[1][1]:
        for base in (*bases_of(chart, span)[:4], *chart.joined(span)[:2]):
            used = base.used | cues[0][0].mask | cues[1][0].mask
            yield RowSet(both_ends(base.node), used, base.score, "both")
    for cue in chart.anchors("op", "ends", span=span)[:1]:  # 金额的两头
        for base in bases_of(chart, span)[:3]:
            yield RowSet(both_ends(base.node), base.used | cue.mask, base.score - 0.2, "both")


def _first_and_last(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """第一名加最后一名: the largest and the smallest."""
    for place in asked.places:
        if place.places == (1, -1):
            used = place.used | masks(chart.anchors("ranked", span=span))
            for base in bases_of(chart, span)[:3]:
                yield RowSet(both_ends(base.node), base.used | used, base.score - 0.1, "both")


def _of_each(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """两类任务里各自最大的."""
    each, sections = chart.anchors("each", span=span), chart.anchors("section", span=span)
    if each or len(sections) >= 2:
        for cue, largest in asked.sizes:
            node = Either((Extreme(KEY, largest, (1,)), Extreme(OTHER, largest, (1,))))
            yield RowSet(node, masks((cue, *each, *sections)), 0, "ext-each")


def _of_section(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """最少的四项任务里属于重点任务的: of the n largest or smallest, those of one table."""
    counts = [count for count in asked.counts if 1 < number_of(count) < _MOST]
    for cue, largest in asked.sizes if counts else ():
        tasks = RowSet(TASKS, masks(chart.anchors("section", "tasks", span=span)[:1]), 0, "sec:")
        for first in counted(chart, tasks, cue, largest, counts):
            for section in chart.anchors("section", *_ELSE, span=span):
                if section.start > cue.end:
                    node = Except(first.node, _ELSE[section.value])
                    yield RowSet(node, first.used | section.mask, -0.2, "extn-of")


def _middle(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """三项里居中的; 金额排中间的任务: of an odd number of rows."""
    for cue in chart.anchors("op", "median", span=span)[:1]:
        for rows in (*chart.joined(span)[:2], *bases_of(chart, span)[:4]):
            count = len(chart.sheet.found(rows.node) or ())
            if count > 2 and count % 2:
                node = Extreme(rows.node, True, (count // 2 + 1,))
                yield RowSet(node, rows.used | cue.mask, rows.score - 0.1, "middle")


def _in_both(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """第三项任务, in each of the task tables."""
    tasks = masks(chart.anchors("section", "tasks", span=span)[:1])
    cues = (*chart.anchors("each", span=span), *chart.anchors("parts", span=span))
    for place in asked.places:
        if place.kind in ("nth", "end", "numbered"):
            parts = (Nth(KEY, place.places), Nth(OTHER, place.places))
            held = [part for part in parts if chart.sheet.found(part)]
            node = held[0] if len(held) == 1 else Either(parts)  # 序号7: only one table has it
            yield RowSet(node, place.used | tasks, -0.2, "nth2")
        if cues and place.kind not in BY_SIZE:  # 两类任务各自的第二名
            ranked = (Extreme(x, place.from_front, place.by_size) for x in (KEY, OTHER))
            yield RowSet(Either(tuple(ranked)), place.used | masks(cues), -0.4, "ext-each")


def _in_others(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """重点第二项和其他第二项: of the other tasks, which are called that only."""
    for cue in chart.anchors("others", span=span):
        for place in asked.places:
            if first_of(place.used) == cue.end:
                used = cue.mask | place.used
                yield RowSet(Nth(OTHER, place.places), used, 0, "nth")
                if place.kind != "numbered":
                    ranked = Extreme(OTHER, place.from_front, place.by_size)
                    yield RowSet(ranked, used, 0, "extd")


def _on_lines(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """原文第20行的: the row on that line of the published text."""
    for number in chart.numbers("places", "number", "rows", span=span):
        # 行 may have been read as what is counted.
        match = chart.words.line.search(chart.text, number.end - 1, number.end + 1)
        bare = number.kind != "places" and number_of(number) == 1  # 最后一行, 那一行
        if match and number_of(number) % 1 == 0 and not bare:
            said = chart.mask("attribute", "quote") | chart.mask("section", span=span)
            node = Where(EVERYTHING, OnLine(int(number_of(number))))
            yield RowSet(node, number.mask | mask_of(*match.span()) | said, 0.3, "line")


def _of_namesakes(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """后一个宣传活动次数: of two rows of one name, the one that stands first or last."""
    for which, place in (("former", 1), ("latter", 2)):
        pointed = chart.mask("dialogue", which, span=span)
        for rows in chart.groups(span) if pointed else ():
            if rows.tag == "namesakes" and rows.count == 2:
                yield RowSet(Nth(rows.node, (place,)), rows.used | pointed, rows.score, "nth", 1)


def _by_parity(chart: Chart, span: Span, asked: Asked) -> Iterator[RowSet]:
    """序号是单数的: every other row of a table."""
    for cue in chart.anchors("parity", span=span):
        first = 1 if cue.value == "odd" else 2
        for base in chart.bases(span)[:4]:
            tables = (KEY, OTHER) if base.node == TASKS else (base.node,)
            parts = tuple(
                Nth(table, tuple(range(first, (chart.sheet.bits(table) or 0).bit_count() + 1, 2)))
                for table in tables
            )
            if all(part.places for part in parts):
                node = Either(parts) if len(parts) > 1 else parts[0]
                yield RowSet(node, base.used | cue.mask, base.score, "parity")


_LINES = (
    _on_lines,
    _of_namesakes,
    _by_parity,
    _of_bases,
    _of_placed,
    _both,
    _first_and_last,
    beside,
    named_beside,
    _of_each,
    next_to,
    alike,
    nearest,
    _middle,
    _in_both,
    _in_others,
    _of_section,
)
