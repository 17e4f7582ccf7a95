"""Values: the nodes of logical forms that select, count, compare and check.

As in `query`, rows are named by id and operations by type; nothing here knows of
language or storage.
"""

from __future__ import annotations

from decimal import Decimal

from askperf.query import LogicalForm, Operand, Selection
from askperf.values import frozen


@frozen()
class Topic:
    """All rows that name a topic, grouped by section."""

    topic: str
    rows: tuple[str, ...]


@frozen()
class ListRows:
    """The rows of a selection."""

    selection: Selection


@frozen()
class Count:
    """How many rows each selection has."""

    selections: tuple[Selection, ...]


@frozen()
class CountLevels:
    """The second-level categories of indicators that the form uses."""

    exclude: tuple[str, ...] = ()


@frozen()
class Aggregate:
    """`sum`, `mean`, `median`, `range` over the numbers of the selected rows."""

    selection: Selection
    operation: str
    unit: str = ""


@frozen()
class Rank:
    """Rows by their number: positions (1-based) from the top or from the bottom."""

    selection: Selection
    descending: bool
    positions: tuple[int, ...]


@frozen()
class Position:
    """Where a row stands among the selected rows, largest first."""

    row: str
    selection: Selection


@frozen()
class Extremes:
    """Largest and smallest of the selected rows, and their `ratio` or `difference` if asked."""

    selection: Selection
    then: str = ""


@frozen()
class Compare:
    """`difference`, `ratio` or `larger` of two operands."""

    left: Operand
    right: Operand
    operation: str


@frozen()
class Share:
    """Parts of a whole, in per cent."""

    parts: tuple[Operand, ...]
    whole: Operand


@frozen()
class Divide:
    """Money over a head-count or over a plain number (months, people)."""

    left: Operand
    right: Operand


@frozen()
class Multiply:
    """A unit price times a count, by unit algebra (人 × 元/人年 = 元/年)."""

    price: str
    count: Operand
    years: int = 1


@frozen()
class Check:
    """Does a claimed number meet the row's own comparator?"""

    rows: tuple[str, ...]
    value: Decimal
    unit: str
    claim: str


@frozen()
class CheckPassage:
    """A claimed number against the prose of rows (row, index of the detail).

    `claim` as in `Check`: does it stand there (`statement`), does it meet what stands
    there (`performance`)?
    """

    hits: tuple[tuple[str, int], ...]
    value: Decimal
    unit: str
    claim: str


@frozen()
class CheckCell:
    """Is a row in the section or category that the question says?"""

    row: str
    attribute: str
    claimed: str


@frozen()
class Equal:
    """Do two sums agree?"""

    left: Operand
    right: Operand


@frozen()
class Grade:
    """The grade of a score, or the score of a grade, by a row's explanation."""

    row: str
    score: Decimal | None
    grade: str = ""
    overlap: bool = False


@frozen()
class Exists:
    """Does the form have a kind of row (a level) or a topic?"""

    level: str
    comparator: str
    topic: str
    rows: tuple[str, ...]


@frozen()
class Reverse:
    """Which cells hold this number?"""

    value: Decimal
    unit: str
    sections: tuple[str, ...]
    bound: str = ""


@frozen()
class Duplicates:
    """Selected rows that share a number."""

    selection: Selection


Operation = (
    Topic
    | ListRows
    | Count
    | CountLevels
    | Aggregate
    | Rank
    | Position
    | Extremes
    | Compare
    | Share
    | Divide
    | Multiply
    | Check
    | CheckCell
    | CheckPassage
    | Equal
    | Grade
    | Exists
    | Reverse
    | Duplicates
)


def computed_rows(node: LogicalForm) -> tuple[str, ...]:
    """Ids of the rows named one by one whose numbers an operation computes with."""
    if isinstance(node, Aggregate):
        return node.selection.rows
    if isinstance(node, Share):
        operands: tuple[Operand, ...] = (*node.parts, node.whole)
    elif isinstance(node, Compare | Divide | Equal):
        operands = (node.left, node.right)
    elif isinstance(node, Multiply):
        operands = (node.count, Operand((node.price,), "value", ""))
    else:
        operands = ()
    rows = (row for operand in operands if operand.mode != "count" for row in operand.rows)
    return tuple(dict.fromkeys(rows))
