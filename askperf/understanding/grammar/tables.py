"""Tables: sections, by their name or by default, and what conditions leave of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from askperf.logic import (
    Condition,
    Either,
    Mentions,
    OfLevel,
    Pick,
    Table,
    Where,
    nodes,
)
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.relative import Draft, Parts, beside_mean, relative
from askperf.understanding.grammar.values import (
    COVERED,
    EVERYTHING,
    INDICATORS,
    RANKING,
    TASKS,
    Narrowing,
    RowSet,
    Span,
    masks,
    narrowed,
    section_table,
)
from askperf.understanding.reading import first_of, mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart

_KEPT = 28
_TRIPLES = 5  # conditions from which no three are put together
_TOPIC = 0.4
_REST = -0.3  # what it costs that 其他任务, after an exclusion, may be all others
_NONE = -2.0  # what it is worth if no row is left
_PARTS = ("key-tasks", "other-tasks")


def bases(chart: Chart, span: Span) -> list[RowSet]:
    """Sections that a span names, the likely ones, and rows of the turn before."""
    named = _sections(chart, span)
    found = [*_named(chart, span, named), *_by_size(chart, span, named)]
    if not named and span != chart.whole:
        for value in (v for cue in chart.anchors("section") for v in _values(chart, cue)):
            found.append(RowSet(section_table(value), 0, -0.8, f"far:{value}"))
    found += [*_totals(chart, span, named), *_told_of(chart, span, named)]
    have = {one.node for one in found}
    if TASKS not in have:
        found.append(RowSet(TASKS, 0, -2, "def:tasks"))
    if INDICATORS not in have:
        found.append(RowSet(INDICATORS, 0, -2, "def:indicators"))
    if not any(part in named for part in _PARTS):
        found.append(RowSet(EVERYTHING, 0, -3, "def:all"))
    for rows, used, _ in chart.earlier_rows(span):
        if len(rows) > 1:
            found.append(RowSet(Pick(rows), used, -1, "before"))
    return found


def _told_of(chart: Chart, span: Span, named: dict[str, int]) -> Iterator[RowSet]:
    """高过平均的有哪几项, after a mean of the key tasks: the table that the turn before was of."""
    if named or chart.before is None:
        return
    among = chart.before.among
    if among is not None and among not in (TASKS, INDICATORS):
        yield RowSet(among, chart.pointing(span), -1, "before:among")
    for table in dict.fromkeys(n for n in nodes(chart.before.form) if isinstance(n, Table)):
        if len(table.sections) == 1 and table.sections[0] in _PARTS and table != among:
            yield RowSet(table, chart.pointing(span), -1, "before:table")


def _totals(chart: Chart, span: Span, named: dict[str, int]) -> Iterator[RowSet]:
    """占全部的几成: all tasks, or all indicators where the question is about them."""
    for cue in chart.anchors("total", span=span)[:1] if not named else ():
        yield RowSet(TASKS, cue.mask, -0.5, "def:tasks")
        if chart.anchors("section", "indicators"):
            yield RowSet(INDICATORS, cue.mask, -0.5, "def:indicators")


def _sections(chart: Chart, span: Span) -> dict[str, int]:
    """The sections named, with their positions; 七项其他任务 counts its rows."""
    named: dict[str, int] = {}
    counts = chart.numbers("rows")
    for anchor in chart.anchors("section", span=span):
        for value in _values(chart, anchor):
            size = chart.sheet.size(section_table(value))
            wrong = masks(n for n in counts if _miscounts(chart, n, size))  # of four, 三项重点任务
            used = named.get(value, 0) | (anchor.mask & ~wrong)
            for count in counts:
                beside = 0 <= anchor.start - count.end <= 2 or 0 <= count.start - anchor.end <= 2
                if count.number == size and beside:
                    used |= count.mask
            named[value] = used
    for cue in _other_part(chart, span) if "other-tasks" not in named else ():
        named["other-tasks"] = cue.mask
    return named


def _miscounts(chart: Chart, count: Anchor, size: int) -> bool:
    """Is it another number than a table's rows are, neither 一项 nor of tables (两类任务)?"""
    tables = chart.mask("parts") & count.mask
    return count.number not in (1, size) and not tables


def _other_part(chart: Chart, span: Span) -> list[Anchor]:
    """重点比其他少多少: where the key tasks are named, the others may be the other table."""
    if not chart.anchors("section", "key-tasks"):
        return []
    rest = {a.start for a in (*chart.anchors("op", "left"), *chart.anchors("except"))}
    named = masks(chart.anchors("section"))
    cues = chart.anchors("others", span=span)
    return [cue for cue in cues if cue.start not in rest and not cue.mask & named][:1]


def _values(chart: Chart, anchor: Anchor) -> tuple[str, ...]:
    """What a section's name stands for: 除了普法，其他任务 may be all others, if none but it is
    named.
    """
    lone = all(other.value == anchor.value for other in chart.anchors("section"))
    rest = lone and chart.text[anchor.start : anchor.end] in chart.words.rest
    behind = any(cue.end <= anchor.start for cue in chart.anchors("except"))
    return ("tasks", anchor.value) if rest and behind else (anchor.value,)


def _by_size(chart: Chart, span: Span, named: dict[str, int]) -> Iterator[RowSet]:
    """那七项, 十一样: a number of rows that only one table has; 七项任务, not 最大的七项任务."""
    if set(named) == {"tasks"}:
        first = min((a.start for a in chart.anchors("op", *RANKING)), default=span[1])
        for count in chart.numbers("rows", span=span):
            if count.start < first and named["tasks"] >> count.end & 1:
                yield from _sized(chart, count, _PARTS, named["tasks"], 0)
    for count in chart.numbers("rows", span=span) if not named else ():
        yield from _sized(chart, count, (*_PARTS, "tasks", "indicators"), 0, -0.4)


def _sized(
    chart: Chart, count: Anchor, values: Iterable[str], used: int, score: float
) -> Iterator[RowSet]:
    """Those of some tables that have so many rows."""
    for value in values:
        table = section_table(value)
        if chart.sheet.size(table) == count.number:
            yield RowSet(table, count.mask | used, score, f"sec:{value}")


def _named(chart: Chart, span: Span, named: dict[str, int]) -> Iterator[RowSet]:
    parts = [value for value in named if value in _PARTS]
    for value in parts:
        doubt = _REST if "tasks" in named and named["tasks"] & named[value] else 0
        yield RowSet(Table((value,)), named[value], doubt, f"sec:{value}")
    if len(parts) == 2:
        both = named[parts[0]] | named[parts[1]]
        start = min(named[part].bit_length() for part in parts)
        joint = (start, max(start, *(first_of(named[part]) for part in parts)))
        both |= masks((*chart.anchors("and", span=joint), *chart.anchors("op", "plus", span=joint)))
        yield RowSet(TASKS, both | named.get("tasks", 0), 0, "sec:both")  # 任务（重点+其他）
    if "tasks" in named and all(named["tasks"] & named[part] for part in parts):
        yield RowSet(TASKS, named["tasks"], 0, "sec:tasks")
    if "indicators" in named or chart.anchors("level", span=span):
        yield RowSet(INDICATORS, named.get("indicators", 0), 0, "sec:indicators")
    if "everything" in named:
        yield RowSet(section_table("everything"), named["everything"], -0.2, "sec:everything")
        if "tasks" not in named:  # 全表的均值 is one of money
            yield RowSet(TASKS, named["everything"], -0.4, "sec:tasks")
    if "overview" in named:
        yield RowSet(Table(("overview",)), named["overview"], 0, "sec:overview")


def filtered(chart: Chart, span: Span) -> list[RowSet]:
    """Tables without and with conditions, the best ones."""
    drafts = [
        draft
        for base in chart.bases(span)
        for draft in _narrowed(chart, base, chart.conditions(span))
    ]
    drafts += relative(chart, span)
    drafts += beside_mean(chart, span)
    here = mask_of(*span)
    kept: dict[Parts, tuple[float, Draft]] = {}
    for draft in drafts:
        parts, used, score, _, _ = draft
        worth = score + COVERED * (used & here).bit_count()
        old = kept.get(parts)
        if old is None or old[0] < worth:
            kept[parts] = (worth, draft)
    ranked = sorted(kept.values(), key=lambda pair: -pair[0])
    return [_made(draft) for _, draft in ranked[:_KEPT]]


def _made(draft: Draft) -> RowSet:
    (node, narrowing, any_of), used, score, tag, count = draft
    if any_of:
        node = Either(tuple([Where(node, condition) for condition in narrowing]))
    else:
        node = narrowed(node, narrowing)
    return RowSet(node, used, score, tag, count)


def _narrowed(chart: Chart, base: RowSet, found: list[Narrowing]) -> Iterator[Draft]:
    """A base by itself, and with one, two and three conditions."""
    node, score, tag = base.node, base.score, base.tag
    yield (node, (), False), base.used, score, tag, 0
    everything = chart.sheet.bits(node) or 0
    good: list[tuple[Condition, int, int]] = []
    for narrowing, used in found:
        rows: int | None = everything
        for condition in narrowing:
            rows = None if rows is None else chart.sheet.narrowed(rows, condition)
        if rows is None or rows == everything:
            continue
        worth = score - 0.5 + (0 if rows else _NONE) - _bare(narrowing)
        yield (node, narrowing, False), base.used | used, worth, f"{tag}+1", rows.bit_count()
        if rows and len(narrowing) == 1:
            good.append((narrowing[0], used, rows))
    yield from _pairs(chart, base, good)
    if len(good) <= _TRIPLES:
        yield from _triples(base, good)


def _bare(conditions: Iterable[Condition]) -> float:
    """What topics cost that nothing names as such: they rather tell which row is meant."""
    return _TOPIC * sum(isinstance(c, Mentions) and not c.cell for c in conditions)


def _pairs(chart: Chart, base: RowSet, good: list[tuple[Condition, int, int]]) -> Iterator[Draft]:
    for (one, its, rows), (other, others, more) in combinations(good, 2):
        if its & others or one == other:
            continue
        used, both = base.used | its | others, rows & more
        worth = base.score - 0.5 + (0 if both else _NONE) - _bare((one, other))
        parts = (base.node, (one, other))
        yield (*parts, False), used, worth, f"{base.tag}+2", both.bit_count()
        levels = isinstance(one, OfLevel) and _in_a_row(its, others)  # 数量质量以外的
        if type(one) is type(other) and (levels or _apart(chart, its, others)):
            yield (*parts, True), used, base.score - 0.8, f"{base.tag}|2", 1


def _in_a_row(one: int, other: int) -> bool:
    """Do two wordings stand one right after the other?"""
    both = one | other
    return not both & (both + (both & -both))


def _apart(chart: Chart, one: int, other: int) -> bool:
    """Does a word for *and* stand between two wordings?"""
    first, second = sorted((one, other))
    start, end = first.bit_length(), first_of(second)
    return bool(chart.anchors("and", span=(min(start, end), max(start, end))))


def _triples(base: RowSet, good: list[tuple[Condition, int, int]]) -> Iterator[Draft]:
    for a, b, c in combinations(good, 3):
        rows = a[2] & b[2] & c[2]
        if rows and not (a[1] & b[1] or a[1] & c[1] or b[1] & c[1]):
            used = base.used | a[1] | b[1] | c[1]
            parts = (base.node, (a[0], b[0], c[0]), False)
            yield parts, used, base.score - 0.5, f"{base.tag}+3", rows.bit_count()
