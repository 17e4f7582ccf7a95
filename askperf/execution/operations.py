"""The evaluation of each node of `operations`, and of questions about the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from askperf import operations, query
from askperf.answer import Denotation
from askperf.execution import arithmetic, checking, describing, reversing, selecting
from askperf.execution.context import Context

OPERATIONS: dict[type[Any], Callable[[Any, Context], Denotation]] = {
    operations.Topic: selecting.topic,
    operations.ListRows: selecting.list_rows,
    operations.Rank: selecting.rank,
    operations.Position: selecting.position,
    operations.Extremes: selecting.extremes,
    operations.Duplicates: selecting.duplicates,
    operations.Exists: selecting.exists,
    operations.Aggregate: arithmetic.aggregate,
    operations.Count: arithmetic.count,
    operations.CountLevels: arithmetic.count_levels,
    operations.Compare: arithmetic.compare,
    operations.Share: arithmetic.share,
    operations.Divide: arithmetic.divide,
    operations.Multiply: arithmetic.multiply,
    operations.Check: checking.check,
    operations.CheckPassage: checking.check_passage,
    operations.CheckCell: checking.check_cell,
    operations.Equal: checking.equal,
    operations.Grade: checking.grade,
    operations.Reverse: reversing.reverse,
    query.Describe: describing.describe_form,
}
