"""Follow-ups in a list: by order, by size, by a condition, of another section."""

from __future__ import annotations

from askperf.dialogue.before import attributes_before
from askperf.facts import TASK_SECTIONS
from askperf.operations import (
    Aggregate,
    Count,
    Extremes,
    ListRows,
    Rank,
)
from askperf.query import (
    Choose,
    LogicalForm,
    Lookup,
    Refuse,
    Selection,
)
from askperf.turns import Turn
from askperf.understanding.reading import Reading
from askperf.understanding.rules.common import (
    attributes,
    comparators_asked,
    equal_values,
    is_sized,
    ordinal_numbers,
    section_ids,
    selection,
    target_unit,
    units_asked,
)
from askperf.values import replace


def ordinal(reading: Reading, turn: Turn) -> LogicalForm | None:
    """第二个呢; 最后一项呢; 前两个加起来; 2呢."""
    numbers = ordinal_numbers(reading) or _bare_numbers(reading)
    if not numbers or reading.required or reading.has("section"):
        return None
    rows = _list_of(turn)
    summed_up = reading.has("op", "sum", "mean")
    if isinstance(turn.form, Rank) and turn.form.positions and not summed_up and min(numbers) > 0:
        largest = turn.form.descending or is_sized(reading)
        return replace(turn.form, descending=largest, positions=tuple(numbers))
    if isinstance(turn.form, Rank) and any(n < 0 for n in numbers):
        numbers = [abs(n) if turn.form.descending is False else n for n in numbers]
    picked = []
    for number in numbers:
        index = number - 1 if number > 0 else len(rows) + number
        if number == 0 or not 0 <= index < len(rows):
            return Refuse("ordinal", (str(abs(number)), str(len(rows))))
        picked.append(rows[index])
    if len(picked) > 1 and reading.has("op", "sum", "mean"):
        operation = "mean" if reading.has("op", "mean") else "sum"
        return Aggregate(Selection((), rows=tuple(picked)), operation, target_unit(reading))
    return Lookup(tuple(picked), attributes(reading) or attributes_before(turn))


def _bare_numbers(reading: Reading) -> list[int]:
    bare = [m for m in reading.quantities if m.unit == "" and m.number is not None]
    others = [
        m
        for m in reading.mentions
        if not (m.has("filler") or m.has("punctuation") or m.has("dialogue") or m in bare)
    ]
    return [int(bare[0].number or 0)] if len(bare) == 1 and not others else []


def _list_of(turn: Turn) -> tuple[str, ...]:
    """The list that an ordinal counts in: the turn's own, else its row's section."""
    form = turn.reading.linker.form
    if len(turn.order) > 1:
        return turn.order
    if turn.rows:
        section = form.row(turn.rows[0]).section
        return tuple(row.id for row in form.section(section))
    return ()


def neighbour(reading: Reading, turn: Turn) -> LogicalForm | None:
    """它前面那一项呢; 下一个."""
    step = -1 if reading.has("dialogue", "previous") else int(reading.has("dialogue", "next"))
    if not step or reading.required or not turn.rows:
        return None
    form = turn.reading.linker.form
    rows = [row.id for row in form.section(form.row(turn.rows[-1]).section)]
    index = rows.index(turn.rows[-1]) + step
    if not 0 <= index < len(rows):
        return Refuse("ordinal", (str(index + 1), str(len(rows))))
    return Lookup((rows[index],), attributes(reading) or attributes_before(turn))


def other_end(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那最少的呢 after 哪个最多; 第二多的呢."""
    if not isinstance(turn.form, Rank) or reading.required or reading.has("section"):
        return None
    if not reading.has("op", "most", "least", "position"):
        return None
    return Rank(turn.form.selection, reading.has("op", "most"), (1,))


def narrowed(reading: Reading, turn: Turn) -> LogicalForm | None:
    """其中超过40万的有几项; 里面单位是“人”的有哪些: the last list, filtered."""
    before = getattr(turn.form, "selection", None)
    if isinstance(turn.form, Count):
        before = turn.form.selections[0] if len(turn.form.selections) == 1 else None
    if not isinstance(before, Selection) or reading.required or reading.has("section"):
        return None
    mine = selection(reading, before.sections)
    if not mine.bounds and reading.has("op", "count", "list"):
        mine = replace(mine, bounds=equal_values(reading))
    if not (mine.bounds or units_asked(reading) or comparators_asked(reading) or mine.levels):
        return None
    merged = replace(
        before,
        levels=mine.levels or before.levels,
        units=mine.units or before.units,
        comparators=before.comparators or mine.comparators,
        bounds=(*before.bounds, *mine.bounds),
    )
    return Count((merged,)) if reading.has("op", "count") else ListRows(merged)


def other_section(reading: Reading, turn: Turn) -> LogicalForm | None:
    """其他需完成任务呢 after 重点任务一共多少钱: the same operation on another section."""
    sections = section_ids([v for v in reading.values("section") if v != "indicators"])
    if not sections and isinstance(turn.form, Aggregate) and reading.has("op", "sum"):
        sections = _sections_of_size(reading)
        if sections:
            return replace(turn.form, selection=Selection(sections))
    if not sections or reading.required or ordinal_numbers(reading):
        return None
    if reading.has("ask") or reading.has("op") or reading.has("relation", "of"):
        return None
    form = turn.form
    if isinstance(form, Aggregate | Rank | Extremes) and form.selection.sections:
        return replace(form, selection=replace(form.selection, sections=sections))
    if isinstance(form, Count):
        return Count(tuple(replace(s, sections=sections) for s in form.selections[:1]))
    return None


def _sections_of_size(reading: Reading) -> tuple[str, ...]:
    """另外那七项加起来: the section that has so many rows."""
    form = reading.linker.form
    counts = [m.number for m in reading.mentions if m.has("quantity") and m.unit == "个"]
    sizes: dict[tuple[str, ...], int] = {(name,): len(form.section(name)) for name in TASK_SECTIONS}
    sizes[TASK_SECTIONS] = len(form.section(*TASK_SECTIONS))
    found = [sections for sections, size in sizes.items() if size in counts]
    return found[0] if len(found) == 1 and not reading.has("dialogue", "pronoun", "pair") else ()


def among(reading: Reading, turn: Turn) -> LogicalForm | None:
    """单位写成“个”的那条呢: a filter that picks from an ambiguity."""
    if not isinstance(turn.form, Choose | ListRows | Lookup) or len(turn.rows) < 2:
        return None
    units = units_asked(reading)
    if reading.required or not units:
        return None
    form = turn.reading.linker.form
    rows = tuple(r for r in turn.rows if (q := form.row(r).quantity) and q.unit in units)
    return Lookup(rows, attributes_before(turn)) if rows else None
