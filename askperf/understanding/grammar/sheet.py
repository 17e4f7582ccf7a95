"""The form under the question: nodes evaluated once each, rows as sets of bits.

Bit i of a set stands for row i of the form. What a node denotes is still said by
`askperf.execution`; here only the common ones are taken a shorter way to the same end.
"""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property

from askperf.execution.numbers import alike, amount_of, converted, is_other_count, own_number
from askperf.execution.rows import World, holds, rows_of
from askperf.execution.values import Amount, Undefined
from askperf.facts import Row
from askperf.logic import (
    Alike,
    Arith,
    Condition,
    Convert,
    Either,
    Except,
    Extreme,
    Fold,
    Given,
    Holds,
    IsWhole,
    Mentions,
    Nearest,
    Not,
    Nth,
    Number,
    Pick,
    Rows,
    Table,
    Value,
    Where,
)
from askperf.understanding.grammar.values import PERCENT
from askperf.values import frozen, replace

_SEPARATOR = "\n"
_MISSING = object()
_AKIN, _KIN = 0.1, 6
_RELATIONS: dict[str, Callable[..., bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def _pairs(row: Row) -> set[str]:
    """The pairs of letters of a row's name and explanation."""
    text = f"{row.name}{_SEPARATOR}{row.explanation or ''}"
    return {text[at : at + 2] for at in range(len(text) - 1) if _SEPARATOR not in text[at : at + 2]}


@frozen()
class Narrowed:
    """Rows that meet a condition; `unlike`: it has no sense for rows with a number."""

    rows: int
    unlike: bool = False


class Sheet:
    """What nodes denote on one form; each is evaluated once. Lives as long as a question."""

    def __init__(self, world: World) -> None:
        self.world, self.rows = world, world.form.rows
        self.ids = [row.id for row in self.rows]
        self.index = {row: i for i, row in enumerate(self.ids)}
        self._found: dict[Rows, tuple[int, ...] | None] = {}
        self._bits: dict[Rows, int | None] = {}
        self._conditions: dict[Condition, Narrowed] = {}
        self._amounts: dict[Number, Amount | None] = {}
        self._dimensions: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        self._kin: dict[int, list[tuple[float, int]]] = {}

    # ── rows ─────────────────────────────────────────────────────────────────────────

    def found(self, node: Rows) -> tuple[int, ...] | None:
        """The indices of a node's rows in their order, None where it is undefined."""
        made = self._found.get(node, _MISSING)
        if made is _MISSING:
            made = self._found[node] = self._find(node)
        return made  # type: ignore[return-value]

    def found_ids(self, node: Rows) -> list[str]:
        """The ids of a node's rows in their order, none where it is undefined."""
        return [self.ids[i] for i in self.found(node) or ()]

    def bits(self, node: Rows) -> int | None:
        """A node's rows as a set, None where it is undefined."""
        if isinstance(node, Where):
            return self._where_bits(node)
        made = self._bits.get(node, _MISSING)
        if made is _MISSING:
            rows = self.found(node)
            made = self._bits[node] = None if rows is None else sum(1 << i for i in {*rows})
        return made  # type: ignore[return-value]

    def row(self, node: Rows) -> Row | None:
        """The row of a node that has a single one."""
        rows = self.found(node)
        return self.rows[rows[0]] if rows and len(rows) == 1 else None

    def narrowed(self, rows: int, condition: Condition) -> int | None:
        """Those of a set that meet a condition, None where it has no sense for them."""
        narrowed = self._condition(condition)
        if narrowed.unlike and rows & self.numbered:
            return None
        return rows & narrowed.rows

    @cached_property
    def numbered(self) -> int:
        """The rows that have a number."""
        return sum(1 << i for i, row in enumerate(self.rows) if row.quantity)

    @cached_property
    def namesakes(self) -> dict[str, list[int]]:
        """Rows by name."""
        found: dict[str, list[int]] = {}
        for i, row in enumerate(self.rows):
            found.setdefault(row.name, []).append(i)
        return found

    @cached_property
    def prose(self) -> str:
        """All cells of all rows."""
        return _SEPARATOR.join(self.texts(""))

    def texts(self, cell: str) -> list[str]:
        """The cells of that name ('' all) of each row."""
        if cell not in self._texts:
            self._texts[cell] = [
                _SEPARATOR.join([text for name, text in row.cells() if cell in ("", name)])
                for row in self.rows
            ]
        return self._texts[cell]

    def kin(self, row: int) -> list[tuple[float, int]]:
        """Rows of the same table that have much of a row's name and explanation in common, the
        likest first, each with how like it is (0 to 1); what few rows have counts more.
        """
        if row not in self._kin:
            self._kin[row] = self._akin(row)
        return self._kin[row]

    def _akin(self, row: int) -> list[tuple[float, int]]:
        section = self.rows[row].section
        pairs = {i: _pairs(r) for i, r in enumerate(self.rows) if r.section == section}
        uses = Counter(pair for its in pairs.values() for pair in its)
        rare = {pair: math.log(len(pairs) / count) ** 2 for pair, count in uses.items()}
        sizes = {i: sum(map(rare.__getitem__, its)) or 1.0 for i, its in pairs.items()}
        found = []
        for i, its in pairs.items():
            shared = sum(map(rare.__getitem__, its & pairs[row]))
            like = shared / math.sqrt(sizes[i] * sizes[row])
            if i != row and like >= _AKIN:
                found.append((like, i))
        return sorted(found, reverse=True)[:_KIN]

    def size(self, table: Table) -> int:
        """How many rows a table has."""
        return len(self.found(table) or ())

    def of_dimension(self, dimension: str, section: str = "") -> Iterator[int]:
        """The rows (of a section) whose number is of a dimension."""
        for i, row in enumerate(self.rows):
            measured = row.quantity if section in ("", row.section) else None
            if measured and self.dimension(measured.unit) == dimension:
                yield i

    def _where_bits(self, node: Where) -> int | None:
        inner = self.bits(node.rows)
        return None if inner is None else self.narrowed(inner, node.condition)

    def _find(self, node: Rows) -> tuple[int, ...] | None:
        if isinstance(node, Pick):
            return tuple([self.index[row] for row in node.rows])
        if isinstance(node, Table):
            sections = node.sections
            return tuple([i for i, row in enumerate(self.rows) if row.section in sections])
        if isinstance(node, Where | Except):
            return self._kept(node)
        if isinstance(node, Either):
            parts = [self.found(part) for part in node.parts]
            if any(part is None for part in parts):
                return None
            return tuple(dict.fromkeys(i for part in parts for i in part or ()))
        return self._placed(node)

    def _kept(self, node: Where | Except) -> tuple[int, ...] | None:
        rows = self.found(node.rows)
        if rows is None:
            return None
        if isinstance(node, Where):
            kept = self._where_bits(node)
        else:
            less, all_rows = self.bits(node.less), self.bits(node.rows) or 0
            kept = None if less is None or not less & all_rows else all_rows & ~less
        return None if kept is None else tuple([i for i in rows if kept >> i & 1])

    def _placed(self, node: Extreme | Alike | Nearest | Nth) -> tuple[int, ...] | None:
        rows = self.found(node.rows)
        if rows is None:
            return None
        try:
            placed = rows_of(replace(node, rows=self._pick(rows)), self.world)
        except Undefined:
            return None
        return tuple([self.index[row.id] for row in placed])

    def _pick(self, rows: tuple[int, ...]) -> Pick:
        return Pick(tuple([self.ids[i] for i in rows]))

    # ── conditions ───────────────────────────────────────────────────────────────────

    def _condition(self, node: Condition) -> Narrowed:
        made = self._conditions.get(node)
        if made is None:
            made = self._conditions[node] = self._meet(node)
        return made

    def _meet(self, node: Condition) -> Narrowed:
        if isinstance(node, Holds):
            return self._comparing(node)
        if isinstance(node, Not):
            inner = self._condition(node.condition)
            every = self.numbered if isinstance(node.condition, Holds | IsWhole) else -1
            return Narrowed(~inner.rows & every, inner.unlike)
        if isinstance(node, Mentions):
            texts = enumerate(self.texts(node.cell))
            return Narrowed(sum(1 << i for i, t in texts if any(w in t for w in node.words)))
        meet = (1 << i for i, row in enumerate(self.rows) if holds(node, row, self.world))
        return Narrowed(sum(meet))

    def _comparing(self, node: Holds) -> Narrowed:
        """A row isn't compared with itself, nor with a number of another dimension."""
        right = self.amount(node.number)
        if right is None:
            return Narrowed(0, unlike=True)
        relation, meet = _RELATIONS[node.mark], 0
        limits: dict[str, Amount | None] = {}
        for i, row in enumerate(self.rows):
            if row.quantity is None or right.rows == (row.id,):
                continue
            unit = row.quantity.unit
            if unit not in limits:
                limits[unit] = self._like(own_number(row), right)
            limit = limits[unit]
            if limit is not None and relation(row.quantity.value, limit.value):
                meet |= 1 << i
        return Narrowed(meet)

    def _like(self, left: Amount, right: Amount) -> Amount | None:
        """What `left` is held against, in its own unit: 百万元 as 100 万元."""
        if is_other_count(left, right, self.world):
            return None
        try:
            limit = alike(left, right, self.world)[1]
            known = self.dimension(limit.unit) and limit.unit != left.unit
            return converted(limit, left.unit, self.world) if known else limit
        except Undefined:
            return None

    # ── numbers ──────────────────────────────────────────────────────────────────────

    def is_rate(self, rows: Rows) -> bool:
        """Is it a single row of which the number is a rate?"""
        row = self.row(rows)
        return row is not None and row.quantity is not None and row.quantity.unit == PERCENT

    def dimension(self, unit: str) -> str:
        """The dimension of a unit, '' if unknown."""
        if unit not in self._dimensions:
            self._dimensions[unit] = self.world.dimension(unit)
        return self._dimensions[unit]

    def measured(self, node: Number) -> str:
        """The dimension of a number, '' if it has none or is undefined."""
        amount = self.amount(node)
        return self.dimension(amount.unit) if amount is not None else ""

    def amount(self, node: Number) -> Amount | None:
        """A number's amount, None where it is undefined."""
        made = self._amounts.get(node, _MISSING)
        if made is _MISSING:
            made = self._amounts[node] = self._amount(node)
        return made  # type: ignore[return-value]

    def defined(self, node: Number) -> bool:
        """Has a number node an amount?"""
        if isinstance(node, Given):
            return True
        if isinstance(node, Value):
            if self._is_tied(node):
                return self.amount(node) is not None
            row = self.row(node.rows)
            return row is not None and row.quantity is not None
        if isinstance(node, Fold) and node.how == "count":
            return self.found(node.rows) is not None
        return self.amount(node) is not None

    def _amount(self, node: Number) -> Amount | None:
        flat = self._flat(node)
        try:
            return None if flat is None else amount_of(flat, self.world)
        except Undefined:
            return None

    def _is_tied(self, node: Number) -> bool:
        """Is it the number of a place that several rows share?"""
        rows = node.rows if isinstance(node, Value) else None
        return isinstance(rows, Extreme) and len(self.found(rows) or ()) > 1

    def _flat(self, node: Number) -> Number | None:
        """The same number over rows by id, so that they are found only once."""
        if isinstance(node, Value | Fold):
            if self._is_tied(node):
                return node
            rows = self.found(node.rows)
            return None if rows is None else replace(node, rows=self._pick(rows))
        if isinstance(node, Arith):
            left, right = self._flat(node.left), self._flat(node.right)
            return None if left is None or right is None else Arith(node.how, left, right)
        if isinstance(node, Convert):
            inner = self._flat(node.number)
            return None if inner is None else Convert(inner, node.unit)
        return node
