"""Values of the way from a question to its logical form.

Nodes of the logical form know nothing of language or of storage: rows are named by
id, operations by type. The nodes of arithmetic and selection are in `operations`,
which a plain lookup doesn't load.
"""

from __future__ import annotations

from decimal import Decimal

from askperf.values import frozen

TYPE_CHECKING = False  # `typing` costs a start a millisecond; type checkers know the name
if TYPE_CHECKING:
    from typing import TypeAlias


@frozen()
class Token:
    """A stretch of the normalised question: text, half-open span, part of speech."""

    text: str
    start: int
    end: int
    pos: str = ""


@frozen()
class Sense:
    """What the lexicon says of a wording: a kind (`term`, `op`, `measure` ...) and a value."""

    kind: str
    value: str


@frozen()
class Mention:
    """A token with its senses; `number` and `unit` where it is a quantity.

    A mention without senses is a word that nothing explains yet.
    """

    text: str
    start: int
    end: int
    senses: tuple[Sense, ...] = ()
    number: Decimal | None = None
    unit: str = ""
    pos: str = ""

    def has(self, kind: str, *values: str) -> bool:
        """Does it have a sense of that kind (and one of the values)?"""
        return any(s.kind == kind and (not values or s.value in values) for s in self.senses)

    def values(self, kind: str) -> tuple[str, ...]:
        """The values of its senses of a kind, in order."""
        return tuple(s.value for s in self.senses if s.kind == kind)


@frozen()
class Link:
    """A row that a phrase may mean: score 0-100 and the cell where it was found.

    `cell` is `name`, `explanation`, `text`, `content` or `goal`, the weakest of the
    cells needed to explain all the words.
    """

    row: str
    score: int
    cell: str


@frozen()
class Operand:
    """One side of an arithmetic operation: rows, and how they become one number.

    `mode` is `value` (a single row), `sum` or `count`;
    `number` is a quantity given in the question itself (rows empty).
    """

    rows: tuple[str, ...]
    mode: str
    label: str
    number: Decimal | None = None
    unit: str = ""


@frozen()
class Bound:
    """A condition on a row's number: comparator, value, unit ('' = as it stands)."""

    comparator: str
    value: Decimal
    unit: str = ""


@frozen()
class Selection:
    """Which rows: a section list and conditions, all of which must hold.

    `top` keeps that many largest rows (negative: smallest), `drop` leaves them out.
    """

    sections: tuple[str, ...]
    levels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    terms: tuple[tuple[str, ...], ...] = ()
    exclude: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    top: int = 0
    drop: int = 0


@frozen()
class Lookup:
    """Cells of given rows; several rows only where each was asked for."""

    rows: tuple[str, ...]
    attributes: tuple[str, ...]
    unit: str = ""


@frozen()
class Choose:
    """Several rows fit equally well: show each with what tells it apart."""

    rows: tuple[str, ...]
    attributes: tuple[str, ...]


@frozen()
class TopicBudget:
    """Money asked of a topic that has no line of its own: the task that pays for it."""

    topic: str
    rows: tuple[str, ...]
    mentions: tuple[str, ...]


@frozen()
class Passage:
    """A quantity that stands in the prose of a row (details by index)."""

    hits: tuple[tuple[str, int], ...]


@frozen()
class Locate:
    """Where a wording or a row stands: row, cell, line."""

    rows: tuple[str, ...]
    wording: str
    words: tuple[str, ...] = ()


@frozen()
class Describe:
    """About the assistant or the form itself: `help`, `form`, `tasks`, `audit`, `trust`, `bye`."""

    topic: str


@frozen()
class Refuse:
    """The form does not say. `reason` names a template; `words` what was not understood."""

    reason: str
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@frozen()
class Several:
    """Independent questions asked at once, in order."""

    parts: tuple[LogicalForm, ...]


if TYPE_CHECKING:
    from askperf.operations import Operation

    LogicalForm: TypeAlias = (
        Lookup | Choose | TopicBudget | Passage | Locate | Describe | Refuse | Several | Operation
    )
else:
    LogicalForm = object
