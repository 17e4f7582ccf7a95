"""Evaluation of arithmetic: every operand cited, every step shown, in Decimal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from askperf.answer import Denotation, Figure, Statement
from askperf.execution.context import Context, plain, result, unlike_units
from askperf.execution.selecting import chosen, describe, nothing
from askperf.facts import Row
from askperf.operations import Aggregate, Compare, Count, CountLevels, Divide, Multiply, Share

_PERCENT = Decimal(100)
# 1196.11 of tasks against 187.77 of project expenditure: the form doesn't explain it.
_PROJECT = "overview/project-expenditure"


def aggregate(node: Aggregate, context: Context) -> Denotation:
    """Sum, mean, median or range of the selected rows; all of like units.

    次 and 次/年 are alike: the form is about one year.
    """
    rows = [row for row in chosen(node.selection, context) if row.quantity is not None]
    if not rows:
        return nothing(node.selection, context)
    units = {row.quantity.unit for row in rows if row.quantity}
    rates = node.operation == "sum" and "%" in units and len(rows) > 1  # rates don't add up
    single = node.operation != "sum" and len(rows) == 1
    unlike = len({(context.dimension(unit), context.factor(unit)) for unit in units}) > 1
    if unlike or rates or single:
        return unlike_units(*map(context.label, rows))
    value, derivation, rounded = _aggregate(node.operation, rows, context)
    unit = rows[0].quantity.unit if rows[0].quantity else ""
    at_least = any(row.quantity.bound == ">=" for row in rows if row.quantity)
    bound = None if rows[0].section != "indicators" else (">=" if at_least else "=")
    if node.operation != "sum":
        bound = None
    label = describe(node.selection, context)
    full = result(derivation, value, rounded)
    figure = Figure(value, unit, bound, label, rows[0].full_id, full)
    slots = {
        "label": label,
        "count": str(len(rows)),
        "number": context.amount(plain(value), unit, bound if bound == ">=" else None),
        "derivation": full,
    }
    middle = node.operation == "median" and len(rows) % 2 == 1  # a row's own number
    name = "aggregate.middle" if middle else f"aggregate.{node.operation}"
    statements = [Statement(name, slots)]
    figures = [figure]
    if node.unit and node.unit != unit:
        said, extra = _in_unit(figure, node.unit, context)
        statements.append(said)
        figures.append(extra)
    if rounded:
        statements.append(Statement("note.rounded", {"places": _places(value)}))
    ids = tuple(row.id for row in rows)
    if node.operation == "sum" and _all_tasks(rows, context):
        statements.append(_tasks_against_projects(value, context))
        return Denotation("answered", tuple(statements), tuple(figures), (*ids, _PROJECT), ids)
    return Denotation("answered", tuple(statements), tuple(figures), ids, order=ids)


def _all_tasks(rows: Sequence[Row], context: Context) -> bool:
    return {row.id for row in rows} >= {row.id for row in context.form.rows if row.is_task}


def _tasks_against_projects(total: Decimal, context: Context) -> Statement:
    projects = context.row(_PROJECT)
    slots = {"total": plain(total), "projects": context.number(projects)}
    return Statement("note.tasks-projects", slots)


def _aggregate(operation: str, rows: Sequence[Row], context: Context) -> tuple[Decimal, str, bool]:
    values = [row.quantity.value for row in rows if row.quantity]
    literals = [row.quantity.literal for row in rows if row.quantity]
    joined = " + ".join(literals)
    if operation == "mean":
        value, rounded = context.round(context.divide(sum(values, Decimal(0)), Decimal(len(rows))))
        return value, f"({joined}) ÷ {len(rows)}", rounded
    if operation == "median":
        ordered = sorted(values)
        middle = len(ordered) // 2
        if len(ordered) % 2:
            return ordered[middle], plain(ordered[middle]), False
        low, high = ordered[middle - 1], ordered[middle]
        value, rounded = context.round((low + high) / 2)
        return value, f"({plain(low)} + {plain(high)}) ÷ 2", rounded
    if operation == "range":
        return max(values) - min(values), f"{plain(max(values))} - {plain(min(values))}", False
    return sum(values, Decimal(0)), joined, False


def _in_unit(figure: Figure, unit: str, context: Context) -> tuple[Statement, Figure]:
    """A money figure in another unit, derived from the one before."""
    times = context.factor(figure.unit) / context.factor(unit)
    value, rounded = context.round(figure.value * times)
    if times >= 1:
        step = f"{plain(figure.value)} × {plain(times)}"
    else:
        step = f"{plain(figure.value)} ÷ {plain(1 / times)}"
    derivation = result(step, value, rounded)
    converted = Figure(value, unit, figure.bound, figure.label, figure.row, derivation)
    slots = {"converted": context.amount(plain(value), unit), "derivation": derivation}
    return Statement("note.converted", slots), converted


def _places(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    return str(-exponent if isinstance(exponent, int) and exponent < 0 else 0)


def count(node: Count, context: Context) -> Denotation:
    """How many rows each selection has, and together."""
    statements: list[Statement] = []
    figures: list[Figure] = []
    rows: list[str] = []
    total = 0
    for selection in node.selections:
        found = chosen(selection, context)
        total += len(found)
        rows += [row.id for row in found]
        label = describe(selection, context)
        names = "、".join(_short(row) for row in found) if len(found) <= 12 else ""
        slots = {"label": label, "count": str(len(found)), "names": names}
        statements.append(Statement("count.names" if names else "count", slots))
        figures.append(_counted(label, found, len(found), context))
    if len(node.selections) > 1 and all("indicators" not in s.sections for s in node.selections):
        parts = " + ".join(plain(figure.value) for figure in figures)
        derivation = f"{parts} = {total}"
        slots = {"count": str(total), "derivation": derivation}
        statements.insert(0, Statement("count.total", slots))
        figures.insert(
            0,
            Figure(
                Decimal(total), "项", None, context.say("label.sum"), context.form.id, derivation
            ),
        )
    ids = tuple(dict.fromkeys(rows))
    return Denotation("answered", tuple(statements), tuple(figures), ids, order=ids)


def _short(row: Row) -> str:
    return f"{row.name}（{row.explanation}）" if row.explanation and len(row.name) < 6 else row.name


def _counted(label: str, rows: Sequence[Row], number: int, context: Context) -> Figure:
    derivation = " + ".join("1" for _ in rows) + f" = {number}" if rows else "0 = 0"
    unit = "条" if rows and rows[0].section == "indicators" else "项"
    owner = rows[0].full_id if rows else context.form.id
    return Figure(Decimal(number), unit, None, label, owner, derivation)


def count_levels(node: CountLevels, context: Context) -> Denotation:
    """The second-level categories in use, each with its number of indicators."""
    levels: dict[str, int] = {}
    for row in context.form.section("indicators"):
        name = (row.level2 or "").partition("-")[2] or (row.level2 or "")
        levels[name] = levels.get(name, 0) + 1
    kept = {name: n for name, n in levels.items() if name not in node.exclude}
    names = "、".join(f"{name}（{n} 条）" for name, n in kept.items())
    slots = {"count": str(len(kept)), "names": names}
    template = "levels.others" if node.exclude else "levels"
    rows = tuple(
        next(r.id for r in context.form.section("indicators") if name in (r.level2 or ""))
        for name in kept
    )
    return Denotation("answered", (Statement(template, slots),), (), rows)


def compare(node: Compare, context: Context) -> Denotation:
    """Which of two operands is larger and by how much, or how many times."""
    left, left_unit, left_text = context.operand_value(node.left)
    right, right_unit, right_text = context.operand_value(node.right)
    if context.dimension(left_unit) != context.dimension(right_unit) or not (left and right):
        return unlike_units(node.left.label, node.right.label)
    slots = {
        "left": node.left.label,
        "right": node.right.label,
        "left_number": context.amount(plain(left), left_unit),
        "right_number": context.amount(plain(right), right_unit),
    }
    rows = tuple(dict.fromkeys((*node.left.rows, *node.right.rows)))
    figures = [
        context.operand_figure(node.left, left, left_unit, left_text),
        context.operand_figure(node.right, right, right_unit, right_text),
    ]
    order = (*node.left.rows[:1], *node.right.rows[:1])
    if node.operation == "ratio":
        value, rounded = context.round(context.divide(left, right))
        derivation = result(f"{left_text} ÷ {right_text}", value, rounded)
        slots |= {"number": plain(value), "derivation": derivation}
        figure = Figure(
            value, "倍", None, context.say("label.ratio"), context.owner(node.left), derivation
        )
        return Denotation(
            "answered", (Statement("compare.ratio", slots),), (figure, *figures), rows, order
        )
    if left == right:
        return Denotation(
            "answered", (Statement("compare.same", slots),), tuple(figures), rows, order
        )
    big, small = (left_text, right_text) if left > right else (right_text, left_text)
    difference = abs(left - right)
    derivation = result(f"{big} - {small}", difference, False)
    unit = "个百分点" if left_unit == "%" else left_unit
    slots |= {
        "larger": node.left.label if left > right else node.right.label,
        "smaller": node.right.label if left > right else node.left.label,
        "number": context.amount(plain(difference), unit),
        "derivation": derivation,
    }
    figure = Figure(
        difference,
        unit,
        None,
        context.say("label.difference"),
        context.owner(node.left),
        derivation,
    )
    return Denotation(
        "answered", (Statement("compare.difference", slots),), (figure, *figures), rows, order
    )


def share(node: Share, context: Context) -> Denotation:
    """Parts of a whole in per cent, rounded to two places unless asked otherwise."""
    whole, whole_unit, whole_text = context.operand_value(node.whole)
    statements, figures = [], []
    rows: list[str] = []
    for part in node.parts:
        value, unit, text = context.operand_value(part)
        if context.dimension(unit) != context.dimension(whole_unit) or not whole:
            return unlike_units(part.label, node.whole.label)
        percent, rounded = _percent(value, whole, context)
        derivation = result(f"{text} ÷ {whole_text} × 100", percent, rounded)
        slots = {
            "part": part.label,
            "whole": node.whole.label,
            "part_number": context.amount(plain(value), unit),
            "whole_number": context.amount(plain(whole), whole_unit),
            "number": f"{plain(percent)}%",
            "derivation": derivation,
        }
        statements.append(Statement("share.rounded" if rounded else "share", slots))
        owner = context.owner(part)
        label = context.say("label.share", {"part": part.label})
        figures.append(Figure(percent, "%", None, label, owner, derivation))
        rows += part.rows
    ids = tuple(dict.fromkeys((*rows, *node.whole.rows)))
    return Denotation("answered", tuple(statements), tuple(figures), ids, order=ids)


def _percent(value: Decimal, whole: Decimal, context: Context) -> tuple[Decimal, bool]:
    percent = context.divide(value * _PERCENT, whole)
    if context.places is None:
        rounded = percent.quantize(Decimal("0.01"))
        return (rounded, True) if rounded != percent else (percent, False)
    return context.round(percent)


def divide(node: Divide, context: Context) -> Denotation:
    """An amount per head or per month."""
    left, left_unit, left_text = context.operand_value(node.left)
    right, right_unit, right_text = context.operand_value(node.right)
    value, rounded = context.round(context.divide(left, right))
    if context.places is None and rounded is False and value != value.quantize(Decimal("0.01")):
        value, rounded = value.quantize(Decimal("0.01")), True
    derivation = result(f"{left_text} ÷ {right_text}", value, rounded)
    unit = f"{left_unit}/{right_unit.removeprefix('个')}"
    slots = {
        "left": node.left.label,
        "right": node.right.label,
        "number": context.amount(plain(value), unit),
        "derivation": derivation,
    }
    figure = Figure(
        value, unit, None, f"{node.left.label}÷{node.right.label}", context.owner(node.left),
        derivation,
    )  # fmt: skip
    rows = (*node.left.rows, *node.right.rows)
    return Denotation("answered", (Statement("divide", slots),), (figure,), rows, order=rows)


def multiply(node: Multiply, context: Context) -> Denotation:
    """A price per head and year times heads and years (人 × 元/人年 = 元)."""
    price = context.row(node.price)
    assert price.quantity is not None
    count, unit, text = context.operand_value(node.count)
    if context.dimension(unit) != "people":
        return unlike_units(context.label(price), node.count.label)
    steps = f"{text} × {price.quantity.literal}"
    value = count * price.quantity.value
    if node.years > 1:
        steps += f" × {node.years}"
        value *= node.years
    base = price.quantity.unit.partition("/")[0]
    at_least = any(r.quantity and r.quantity.bound == ">=" for r in context.rows(node.count.rows))
    bound = ">=" if at_least else None
    derivation = result(steps, value, False)
    figure = Figure(value, base, bound, price.name, price.full_id, derivation)
    big, converted = _in_unit(figure, "万元", context)
    slots = {
        "price": context.label(price),
        "price_number": f"{price.quantity.literal}{price.quantity.unit}",
        "count": context.amount(plain(count), unit, bound),
        "number": context.amount(plain(value), base),
        "converted": big.slots["converted"],
        "derivation": derivation,
        "conversion": big.slots["derivation"],
    }
    rows = (*node.count.rows, price.id)
    return Denotation(
        "answered", (Statement("multiply", slots),), (figure, converted), rows, order=rows
    )
