"""Logical form → denotation: one function a node, found by the node's type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from askperf import query
from askperf.answer import Denotation
from askperf.execution import arithmetic, checking, describing, lookup, reversing, selecting
from askperf.execution.context import Context
from askperf.query import LogicalForm

_EVALUATE: dict[type[Any], Callable[[Any, Context], Denotation]] = {
    query.Lookup: lookup.lookup,
    query.Choose: lookup.choose,
    query.TopicBudget: lookup.topic_budget,
    query.Passage: lookup.passage,
    query.Topic: lookup.topic,
    query.Locate: lookup.locate,
    query.Refuse: lookup.refuse,
    query.ListRows: selecting.list_rows,
    query.Rank: selecting.rank,
    query.Position: selecting.position,
    query.Extremes: selecting.extremes,
    query.Duplicates: selecting.duplicates,
    query.Exists: selecting.exists,
    query.Aggregate: arithmetic.aggregate,
    query.Count: arithmetic.count,
    query.CountLevels: arithmetic.count_levels,
    query.Compare: arithmetic.compare,
    query.Share: arithmetic.share,
    query.Divide: arithmetic.divide,
    query.Multiply: arithmetic.multiply,
    query.Check: checking.check,
    query.CheckCell: checking.check_cell,
    query.Equal: checking.equal,
    query.Grade: checking.grade,
    query.Reverse: reversing.reverse,
    query.Describe: describing.describe_form,
}


def evaluate(node: LogicalForm, context: Context) -> Denotation:
    """Evaluate a logical form on a form. Arithmetic is in `Decimal` throughout."""
    if isinstance(node, query.Several):
        return describing.combine(tuple(evaluate(part, context) for part in node.parts))
    return _EVALUATE[type(node)](node, context)
