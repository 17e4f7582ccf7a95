"""The algebra of logical forms: nodes that nest, typed, knowing neither language nor storage.

Three kinds of nodes make a form: rows (which rows of a form), numbers (over rows, or
given in the question) and what is said of them (cells, claims, descriptions). Rows are
named by id, units by the names of the lexicon.
"""

from __future__ import annotations

from decimal import Decimal

from askperf.values import frozen

TYPE_CHECKING = False  # `typing` costs a start a millisecond; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

# ── conditions on a row ──────────────────────────────────────────────────────────────


@frozen()
class OfLevel:
    """Its first- or second-level category holds this name (质量指标)."""

    name: str


@frozen()
class OfUnit:
    """Its number has one of these units."""

    units: tuple[str, ...]


@frozen()
class OfComparator:
    """Its comparator is this mark."""

    mark: str


@frozen()
class Holds:
    """Its number stands in this relation (`=`, `>`, `<`, `>=`, `<=`, `!=`) to another."""

    mark: str
    number: Number


@frozen()
class Mentions:
    """One of its cells (the one of that name, if given) holds one of these words."""

    words: tuple[str, ...]
    cell: str = ""


@frozen()
class OnLine:
    """It stands on this line (1-based) of the published text."""

    number: int


@frozen()
class IsBlank:
    """Its cell is empty."""


@frozen()
class IsWhole:
    """Its number has no decimals."""


@frozen()
class Not:
    """The condition does not hold."""

    condition: Condition


# ── rows ─────────────────────────────────────────────────────────────────────────────


@frozen()
class Pick:
    """Rows by id."""

    rows: tuple[str, ...]


@frozen()
class Table:
    """All rows of these sections, in the form's order."""

    sections: tuple[str, ...]


@frozen()
class Where:
    """Those of the rows that meet a condition."""

    rows: Rows
    condition: Condition


@frozen()
class Except:
    """The rows without some others."""

    rows: Rows
    less: Rows


@frozen()
class Either:
    """The rows of each part, once, in order."""

    parts: tuple[Rows, ...]


@frozen()
class Extreme:
    """Places (1-based) of the rows ordered by their number; a tie at the last place stays."""

    rows: Rows
    largest: bool
    places: tuple[int, ...]

    @property
    def is_end(self) -> bool:
        """Is it the first alone: the largest, or the smallest?"""
        return self.places == (1,)


@frozen()
class Alike:
    """Those of the rows whose number (`named` True: whose name) another of them has too."""

    rows: Rows
    named: bool = False


@frozen()
class Nearest:
    """Those of the rows whose number is nearest to another; a row isn't near to itself."""

    rows: Rows
    number: Number


@frozen()
class Nth:
    """Places (1-based; negative from the end) of the rows in their order."""

    rows: Rows
    places: tuple[int, ...]


# ── numbers ──────────────────────────────────────────────────────────────────────────


@frozen()
class Value:
    """The number of a single row."""

    rows: Rows


@frozen()
class Passage:
    """A quantity in the prose of a row, by its index among the row's details."""

    row: str
    index: int


@frozen()
class Limit:
    """Where a grade of a row's bands begins."""

    row: str
    label: str


@frozen()
class Given:
    """A number of the question itself; unit '' as it stands.

    `upto`: what it is below, if it is but rounded down (一百多万).
    """

    value: Decimal
    unit: str = ""
    upto: Decimal | None = None


@frozen()
class Fold:
    """`sum`, `mean`, `median`, `range`, `max`, `min` or `count` of rows."""

    how: str
    rows: Rows


@frozen()
class Reach:
    """How many of the rows, added up one by one, it takes to come to more than a number
    (to at least it, where the mark is `>=`).

    `order`: `largest` first, `smallest` first, or `listed`, in the form's order.
    """

    rows: Rows
    order: str
    mark: str
    number: Number


@frozen()
class Arith:
    """`plus`, `minus`, `gap` (absolute), `ratio`, `share` (%), `per`, `times` of two numbers;
    `afford`: how many at the right price the left money is enough for.
    """

    how: str
    left: Number
    right: Number


@frozen()
class Convert:
    """A number in another unit of its dimension."""

    number: Number
    unit: str


# ── what is said ─────────────────────────────────────────────────────────────────────


@frozen()
class Show:
    """Cells of rows; of several rows each. `open`: any of them may be meant (ask back)."""

    rows: Rows
    cells: tuple[str, ...]
    open: bool = False


@frozen()
class Tell:
    """Numbers, each with its arithmetic."""

    numbers: tuple[Number, ...]


@frozen()
class Claim:
    """Does the left number stand in this relation to the right one?"""

    left: Number
    mark: str
    right: Number


@frozen()
class Meets:
    """Does a supposed achievement meet the targets of the rows (each)?

    `wanted` False: is it true that it misses them?
    """

    rows: Rows
    given: Given
    mark: str = "="
    wanted: bool = True


@frozen()
class MeetsPassage:
    """Does a supposed achievement meet a quantity in a row's prose?"""

    passage: Passage
    given: Given


@frozen()
class Larger:
    """Which of two numbers is larger (`largest` False: smaller), and by how much."""

    left: Number
    right: Number
    largest: bool = True


@frozen()
class Some:
    """Are there such rows? `wanted` False: is it true that there are none?"""

    rows: Rows
    wanted: bool = True


@frozen()
class Belongs:
    """Is the row among these rows?"""

    row: str
    rows: Rows


@frozen()
class Grade:
    """The grade of a score by a row's bands; without score the limits of a grade or all."""

    row: str
    score: Decimal | None = None
    label: str = ""


@frozen()
class Find:
    """Which cells hold this number?"""

    given: Given
    sections: tuple[str, ...] = ()
    mark: str = ""


@frozen()
class Position:
    """The place of a row among others, the largest (`largest` False: the smallest) first; with a
    `number` that is computed in the place of its own (普法宣传再加20万，排第几).
    """

    row: str
    rows: Rows
    largest: bool = True
    number: Number | None = None


@frozen()
class Kinds:
    """The different texts of a cell (`level1`, `level`, `unit`, `comparator`) of some rows, each
    with how many rows have it.
    """

    rows: Rows
    cell: str


@frozen()
class Describe:
    """About the form or the assistant: the name of a topic of the responses."""

    topic: str


@frozen()
class Several:
    """Forms asked at once, in order."""

    parts: tuple[Form, ...]


@frozen()
class Nothing:
    """The form does not say. `reason` names a template, `words` what was not understood."""

    reason: str
    words: tuple[str, ...] = ()


if TYPE_CHECKING:
    Condition: TypeAlias = (
        OfLevel | OfUnit | OfComparator | Holds | Mentions | OnLine | IsBlank | IsWhole | Not
    )
    Rows: TypeAlias = Pick | Table | Where | Except | Either | Extreme | Alike | Nearest | Nth
    Number: TypeAlias = Value | Passage | Limit | Given | Fold | Reach | Arith | Convert
    Form: TypeAlias = (
        Show | Tell | Claim | Meets | MeetsPassage | Larger | Some | Belongs | Grade | Find
        | Position | Kinds | Describe | Several | Nothing
    )  # fmt: skip
else:
    Condition = Rows = Number = Form = object


def children(node: Any) -> Iterator[tuple[str, Any]]:
    """The nodes right inside a node, each with the name of its slot."""
    for name in getattr(node, "__match_args__", ()):
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if hasattr(part, "__match_args__"):
                yield name, part


def nodes(node: Any) -> Iterator[Any]:
    """A node and all nodes inside it, itself first."""
    yield node
    for _, part in children(node):
        yield from nodes(part)
