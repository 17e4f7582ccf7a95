"""Evaluation of reverse lookups: which cells hold a number?"""

from __future__ import annotations

from askperf.answer import Denotation, Figure, Statement
from askperf.execution.context import Context, plain
from askperf.facts import Detail, Quantity, Row
from askperf.operations import Reverse

_MOST = 12


def reverse(node: Reverse, context: Context) -> Denotation:
    """Rows whose number cell, or whose prose, holds a number."""
    rows = [r for r in _within(node, context) if r.quantity and _same(r.quantity, node, context)]
    details = [
        (row, detail)
        for row in _within(node, context)
        for detail in row.details
        if _same(detail.quantity, node, context) and row not in rows
    ]
    shown = details if node.bound or not rows or node.unit == "%" else []
    if not rows and not shown:
        said = context.amount(plain(node.value), node.unit)
        return Denotation("not_found", (Statement("refuse.reverse", {"words": said}),))
    statements, figures = _said(rows, shown, context)
    ids = tuple(dict.fromkeys((*(r.id for r in rows), *(r.id for r, _ in shown))))[:_MOST]
    if len(ids) > 1:
        said = context.amount(plain(node.value), node.unit)
        statements.insert(0, Statement("reverse", {"number": said, "count": str(len(ids))}))
    return Denotation("answered", tuple(statements), tuple(figures), ids, order=ids)


def _within(node: Reverse, context: Context) -> tuple[Row, ...]:
    if node.bound:
        return (context.row(node.bound),)
    return context.form.section(*node.sections) if node.sections else context.form.rows


def _same(quantity: Quantity, node: Reverse, context: Context) -> bool:
    """The same number in the same kind of unit; a bare number fits any unit."""
    if not node.unit or node.unit == quantity.unit:
        return node.value == quantity.value
    if context.dimension(node.unit) != context.dimension(quantity.unit):
        return False
    mine = quantity.value * context.factor(quantity.unit)
    return mine == node.value * context.factor(node.unit)


def _said(
    rows: list[Row], details: list[tuple[Row, Detail]], context: Context
) -> tuple[list[Statement], list[Figure]]:
    statements: list[Statement] = []
    figures: list[Figure] = []
    for row in rows:
        template = "reverse.indicator" if row.section == "indicators" else "reverse.amount"
        statements.append(
            context.statement(
                template, row, number=context.number(row), explanation=row.explanation or ""
            )
        )
        figures.append(context.figure(row))
    for row, detail in details:
        q = detail.quantity
        number = context.amount(q.literal, q.unit)
        statements.append(
            context.statement("reverse.passage", row, clause=detail.clause, number=number)
        )
        derivation = None if q.literal[:1].isdigit() else f"“{q.literal}” = {plain(q.value)}"
        figures.append(Figure(q.value, q.unit, q.bound, detail.clause, row.full_id, derivation))
    return statements, figures
