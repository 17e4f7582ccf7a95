"""Logical form → denotation: one function a node, found by the node's type.

The functions of operations are imported when the first one is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable

from askperf import query
from askperf.answer import Denotation
from askperf.execution import lookup
from askperf.execution.context import Context
from askperf.query import LogicalForm

TYPE_CHECKING = False  # importing `typing` would cost every start
if TYPE_CHECKING:
    from typing import Any

_LOOKUPS: dict[type[Any], Callable[[Any, Context], Denotation]] = {
    query.Lookup: lookup.lookup,
    query.Choose: lookup.choose,
    query.TopicBudget: lookup.topic_budget,
    query.Passage: lookup.passage,
    query.Locate: lookup.locate,
    query.Refuse: lookup.refuse,
}


def evaluate(node: LogicalForm, context: Context) -> Denotation:
    """Evaluate a logical form on a form. Arithmetic is in `Decimal` throughout."""
    if isinstance(node, query.Several):
        return combine(tuple(evaluate(part, context) for part in node.parts))
    function = _LOOKUPS.get(type(node))
    if function is None:
        from askperf.execution.operations import OPERATIONS

        function = OPERATIONS[type(node)]
        if blank := _blank_operand(node, context):
            return blank
    return function(node, context)


def _blank_operand(node: LogicalForm, context: Context) -> Denotation | None:
    """Nothing is computed with a cell that the form leaves empty: blank is not 0."""
    from askperf.operations import computed_rows

    blanks = [row for row in context.rows(computed_rows(node)) if row.is_blank]
    if not blanks:
        return None
    said = tuple(context.statement("blank", row) for row in blanks)
    return Denotation("blank", said, (), tuple(row.id for row in blanks))


def combine(parts: tuple[Denotation, ...]) -> Denotation:
    """Answers to independent questions as one, in order."""
    statuses = [part.status for part in parts]
    status = next((s for s in ("answered", "ambiguous", "blank") if s in statuses), "not_found")
    return Denotation(
        status,
        tuple(s for part in parts for s in part.statements),
        tuple(f for part in parts for f in part.figures),
        tuple(dict.fromkeys(row for part in parts for row in part.rows)),
        tuple(dict.fromkeys(row for part in parts for row in part.order)),
        tuple(dict.fromkeys(row for part in parts for row in part.choices)),
    )
