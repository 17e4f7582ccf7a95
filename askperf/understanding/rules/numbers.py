"""Arithmetic over rows: sums, means, counts, differences, ratios, shares, products."""

from __future__ import annotations

from decimal import Decimal

from askperf.facts import TASK_SECTIONS, Row
from askperf.operations import Aggregate, Compare, Count, CountLevels, Divide, Multiply, Share
from askperf.query import LogicalForm, Mention, Operand, Selection
from askperf.understanding.linking import SPECIFIC
from askperf.understanding.reading import Reading
from askperf.understanding.rules.common import (
    comparable,
    comparators_asked,
    counted,
    ends_operand,
    equal_values,
    operand_of,
    operands,
    ordinal_numbers,
    resolve,
    section_ids,
    selection,
    summed,
    target_unit,
)
from askperf.values import replace

_MONTHS = Decimal(12)
# The expenditure of the whole department, which this family of forms splits in two.
_TOTAL = "overview/basic-expenditure+overview/project-expenditure"


def multiply(reading: Reading) -> LogicalForm | None:
    """电子手环全年租用费合计: a price per head and year times heads (and years)."""
    lexicon = reading.linker.lexicon
    prices = [
        row
        for row in reading.linker.form.rows
        if row.quantity and (unit := lexicon.unit(row.quantity.unit)) and unit.dimension == "rent"
    ]
    rents = [
        row
        for row in prices
        if any(
            row.id in found and len(found) <= SPECIFIC
            for found in map(reading.linker.explain, reading.required)
        )
    ]
    rents = rents or [row for row in prices if _priced_at(row, reading)]
    if not rents:
        return None
    price = rents[0]
    years = [int(m.number or 1) for m in reading.quantities if _measures(m, reading, "years")]
    people = [m for m in reading.quantities if m.unit == "人"]
    heads = [row for row in reading.linker.form.section("indicators") if _counts(row, price)]
    total = reading.has("op", "sum", "rest")
    if people and (total or "money" in reading.dimensions):
        stated = [r for r in heads if r.quantity and r.quantity.value == people[0].number]
        count = (
            _head_operand(stated[0])
            if stated
            else Operand((), "value", people[0].text, people[0].number, "人")
        )
    elif total and years:
        count = Operand((), "value", "1 人", Decimal(1), "人")
    elif total and heads:
        count = _head_operand(heads[0])
    else:
        return None
    return Multiply(price.id, count, years[0] if years else 1)


def _priced_at(row: Row, reading: Reading) -> bool:
    """1540人、每人每年500元: the price named by its number, per head."""
    stated = any(
        row.quantity and m.number == row.quantity.value and _measures(m, reading, "money")
        for m in reading.quantities
    )
    return stated and reading.has("op", "divide") and not reading.required


def _measures(mention: Mention, reading: Reading, dimension: str) -> bool:
    unit = reading.linker.lexicon.unit(mention.unit)
    return unit is not None and unit.dimension == dimension


def _counts(row: Row, price: Row) -> bool:
    """Does a row count the heads that a price is for? Their names share a beginning."""
    heads = row.quantity is not None and row.quantity.unit == "人"
    return heads and row.name.partition("（")[0] == price.name.partition("（")[0]


def _head_operand(row: Row) -> Operand:
    return Operand((row.id,), "value", row.name)


def share(reading: Reading) -> LogicalForm | None:
    """A占B的百分之几; 数量指标占指标总数的比例."""
    if not reading.has("op", "share") and not reading.has("relation", "of"):
        return None
    if not (reading.has("op", "share") or "rate" in reading.dimensions):
        return None
    by_count = _count_share(reading)
    if by_count is not None:
        return by_count
    if reading.mentions[0].has("relation", "of"):
        return None  # 占全部任务的比重: a part is missing, a dialogue may have it
    sides = operands(reading)
    if len(sides) < 2 or not comparable(reading, sides):
        return None
    rows = tuple(row for side in sides for row in side.rows)
    if reading.has("op", "each") and reading.has("op", "sum") and len(sides) > 1:
        label = " + ".join(side.label for side in sides)
        return Share(tuple(sides), Operand(rows, "sum", label))
    whole = _summed_whole(reading) or _whole(reading, sides)
    parts = tuple(side for side in sides if not set(side.rows) <= set(whole.rows))
    if not parts:  # a part of the sum that it is held against (甲占甲加乙之和)
        parts = tuple(side for side in sides if side.rows != whole.rows)[:1]
    return Share(parts, whole) if parts else None


def _summed_whole(reading: Reading) -> Operand | None:
    """占甲加乙之和: all that follows 占, added up."""
    after: list[Mention] = []
    for mention in reading.mentions:
        if after or mention.has("relation", "of"):
            after.append(mention)
    part = replace(reading, mentions=tuple(after[1:]))
    sides = operands(part)
    if len(sides) < 2 or not part.has("op", "sum"):
        return None
    return summed(sides)


def _whole(reading: Reading, sides: list[Operand]) -> Operand:
    """The operand right after 占 / 相当于, else a sum, else the last."""
    mentions = reading.mentions
    for index, mention in enumerate(mentions):
        if mention.has("relation", "of"):
            after = list(mentions[index + 1 :])
            for end in range(1, len(after) + 1):
                operand = operand_of(reading, after[:end])
                if operand is not None and operand in sides:
                    return operand
    sums = [side for side in sides if side.mode == "sum"]
    return max(sums or sides, key=lambda side: _size(reading, side))


def _size(reading: Reading, side: Operand) -> Decimal:
    rows = (reading.linker.row(row) for row in side.rows)
    return sum((row.quantity.value for row in rows if row.quantity), Decimal(0))


def _count_share(reading: Reading) -> Share | None:
    levels, marks = reading.values("level"), comparators_asked(reading)
    if reading.required or not (levels or marks):
        return None
    everything = reading.linker.form.section("indicators")
    chosen = [
        row.id
        for row in everything
        if (not levels or any(level in (row.level2 or "") for level in levels))
        and (not marks or (row.quantity and row.quantity.bound in marks))
    ]
    say = reading.linker.lexicon.responses
    label = "、".join(levels) or "、".join(say["label.comparator"].format(mark=m) for m in marks)
    part = Operand(tuple(chosen), "count", label)
    return Share(
        (part,), Operand(tuple(r.id for r in everything), "count", say["label.all-indicators"])
    )


def compare(reading: Reading) -> LogicalForm | None:
    """A和B差多少; A是B的几倍; A和B哪个多."""
    operation = next(
        (
            name
            for name, values in (
                ("ratio", ("ratio",)),
                ("difference", ("difference",)),
                ("larger", ("larger", "smaller", "same")),
            )
            if reading.has("op", *values)
        ),
        "",
    )
    crosses = reading.has("bound") and reading.has("ask", "yesno") and not reading.quantities
    if not operation and (crosses or reading.has("relation", "than", "versus")):
        operation = "larger"
    if not operation:
        return None
    if "days" in reading.dimensions and operation == "difference":
        return _compare_details(reading)
    sides = operands(reading)
    if len(sides) != 2 or not comparable(reading, sides):
        return None
    return Compare(sides[0], sides[1], operation)


def _compare_details(reading: Reading) -> LogicalForm | None:
    """甲的天数比乙的长几天: quantities in the prose of two rows."""
    sides: list[Operand] = []
    for group in reading.groups(ends_operand):
        found = resolve(reading, group, frozenset())
        for row in map(reading.linker.row, found.rows[:1]):
            for detail in row.details:
                if _is_days(reading, detail.quantity.unit):
                    q = detail.quantity
                    sides.append(Operand((row.id,), "value", detail.clause, q.value, q.unit))
    return Compare(sides[0], sides[1], "difference") if len(sides) == 2 else None


def _is_days(reading: Reading, unit: str) -> bool:
    found = reading.linker.lexicon.unit(unit)
    return found is not None and found.dimension == "days"


def divide(reading: Reading) -> LogicalForm | None:
    """人均基本支出; 基本支出平摊到12个月."""
    if not reading.has("op", "divide", "mean"):
        return None
    form = reading.linker.form
    heads = [row for row in form.section("overview") if row.quantity and row.quantity.unit == "人"]
    sides = [s for s in operands(reading) if not heads or heads[0].id not in s.rows]
    if len(sides) != 1 or sides[0].mode != "value":
        return None
    if _monthly(reading):
        label = reading.linker.lexicon.responses["label.months"].format(count=_MONTHS)
        return Divide(sides[0], Operand((), "value", label, _MONTHS, "月"))
    amount = form.row(sides[0].rows[0])
    if not heads or amount.section != "overview" or not reading.has("op", "divide"):
        return None
    return Divide(sides[0], Operand((heads[0].id,), "value", heads[0].name))


def _monthly(reading: Reading) -> bool:
    return any("月" in m.text for m in reading.mentions if m.has("op", "divide"))


def aggregate(reading: Reading) -> LogicalForm | None:
    """重点任务一共多少钱; 平均每项; 中位数; A加B."""
    operation = next(
        (name for name in ("median", "range", "mean", "sum") if reading.has("op", name)), ""
    )
    rest = (reading.has("op", "rest") and reading.has("op", "exclude", "most", "least")) or (
        reading.has("op", "exclude")
        and reading.has("section", "tasks", *TASK_SECTIONS)
        and reading.has("ask", "number")
    )
    if not operation and not rest:
        return None
    if operation == "sum" and reading.has("op", "count") and _counts_rows(reading):
        return None
    unit = target_unit(reading)
    if reading.required:
        return _sum_of_named(reading, operation or "sum", unit)
    chosen = _by_order(reading, selection(reading))
    if chosen.rows or chosen.top or chosen.drop:
        return Aggregate(chosen, operation or "sum", unit)
    if operation == "sum" and not (reading.has("section") or chosen.bounds):
        return None
    if "indicators" in chosen.sections:
        return None
    return Aggregate(chosen, operation or "sum", unit)


def _counts_rows(reading: Reading) -> bool:
    """重点任务和其他任务一共几项: how many, not how much."""
    return not (reading.required or "money" in reading.dimensions or reading.ordinals)


def _by_order(reading: Reading, chosen: Selection) -> Selection:
    """排前三的三项之和; 扣除最大的一项; 第1个和第3个加起来."""
    first = [m for m in reading.ordinals if m.has("ordinal", "first-n", "last-n")]
    largest = -1 if reading.has("op", "least") else 1
    if reading.has("op", "exclude", "rest") and reading.has("op", "most", "least"):
        return replace(chosen, drop=largest)
    if first and ("money" in reading.dimensions or reading.has("op", "most", "least")):
        sign = -1 if first[0].has("ordinal", "last-n") else 1
        return replace(chosen, top=int(first[0].number or 1) * sign * largest)
    numbers = ordinal_numbers(reading)
    sections = [s for s in chosen.sections if s != "indicators"]
    if numbers and len(sections) == 1:
        rows = [row.id for row in reading.linker.form.section(sections[0])]
        picked = [rows[n - 1] if n > 0 else rows[n] for n in numbers if n and abs(n) <= len(rows)]
        return Selection((), rows=tuple(picked))
    return chosen


def _sum_of_named(reading: Reading, operation: str, unit: str) -> LogicalForm | None:
    """Sum of rows that are named one by one, or of all rows but the named."""
    sides = operands(reading)
    sections = tuple(s for s in section_ids(reading.values("section")) if s in TASK_SECTIONS)
    if reading.has("op", "exclude", "rest") and sides:
        left_out = tuple(r for s in sides if s.mode == "value" for r in s.rows)
        if left_out and all(reading.linker.row(r).is_task for r in left_out):
            return Aggregate(Selection(sections or TASK_SECTIONS, exclude=left_out), "sum", unit)
    rows = tuple(dict.fromkeys(r for s in sides for r in s.rows))
    named = {m.text for m in reading.required}
    if len(rows) >= 2 and all(s.mode == "value" or s.label in named for s in sides):
        return Aggregate(Selection((), rows=rows), operation, unit)
    chosen = selection(reading)
    named_sides = [side for side in sides if side.mode == "value"]
    if not chosen.terms or named_sides or not (reading.has("section") or sections):
        return None
    return Aggregate(chosen, operation, unit) if selected(reading, chosen) else None


def selected(reading: Reading, chosen: Selection) -> bool:
    """Does any row of the sections explain all the words?"""
    found = reading.linker.resolve(reading.required, frozenset(), chosen.sections)
    return bool(found.links)


def count(reading: Reading) -> LogicalForm | None:
    """质量指标有几个; 超过50万的任务有几项; 指标分几类."""
    if reading.has("op", "levels"):
        return CountLevels(reading.values("level") if reading.has("op", "exclude") else ())
    if not reading.has("op", "count") or reading.has("op", "most", "least"):
        return None
    if counted(reading) is not None or not (reading.has("section") or reading.has("level")):
        return None
    chosen = selection(reading)
    values = equal_values(reading)
    if values and not chosen.bounds:
        chosen = replace(chosen, bounds=values)
    if reading.required and not selected(reading, chosen):
        return None
    if len(chosen.levels) > 1:
        return Count(tuple(replace(chosen, levels=(level,)) for level in chosen.levels))
    if chosen.sections == TASK_SECTIONS and not (chosen.bounds or chosen.terms):
        parts = tuple(Selection((section,)) for section in TASK_SECTIONS)
        return Count(parts)
    return Count((chosen,))


def total(reading: Reading) -> LogicalForm | None:
    """部门预算支出总额: a sum that the lexicon names and the form doesn't print."""
    totals = [v for m in reading.mentions for v in m.values("total")]
    if any(not m.has("total") for m in reading.required) or reading.has("section"):
        return None
    if not totals and reading.has("own", "department") and "money" in reading.dimensions:
        totals = [_TOTAL]  # 司法局一年拢共用多少钱
    if not totals:
        return None
    rows = tuple(totals[0].split("+"))
    return Aggregate(Selection((), rows=rows), "sum", target_unit(reading))
