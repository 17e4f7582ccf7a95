"""Rows: which rows of a form a node means, in the form's order unless it orders them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property

from askperf.execution.values import Undefined
from askperf.facts import Form, Row
from askperf.logic import (
    Alike,
    Condition,
    Either,
    Except,
    Extreme,
    Holds,
    IsBlank,
    IsWhole,
    Mentions,
    Nearest,
    Not,
    Nth,
    OfComparator,
    OfLevel,
    OfUnit,
    OnLine,
    Pick,
    Rows,
    Table,
    Where,
)
from askperf.values import frozen

ABOUT = ("~", "~<")  # relations of a number that is but about so
_PARTS = 20  # how far apart such numbers may be: a twentieth


@frozen()
class Scale:
    """A unit's dimension and its factor to the dimension's base unit."""

    dimension: str
    factor: Decimal


@frozen(slots=False)
class World:
    """What a logical form is evaluated on: a form, units, and the places to round to."""

    form: Form
    units: Callable[[str], Scale]
    places: int | None = None

    def scale(self, unit: str) -> Scale:
        """Dimension and factor of a unit."""
        return self.units(unit)

    def dimension(self, unit: str) -> str:
        """The dimension of a unit, '' if unknown."""
        return self.units(unit).dimension

    def factor(self, unit: str) -> Decimal:
        """The factor of a unit to the base unit of its dimension; 1 if unknown."""
        return self.units(unit).factor

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The rows by id."""
        return {row.id: row for row in self.form.rows}

    @cached_property
    def cells(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The prose cells of each row, by its id."""
        return {row.id: row.cells() for row in self.form.rows}


def rows_of(node: Rows, world: World) -> tuple[Row, ...]:
    """The rows of a node. Raises Undefined where a place or a comparison has no sense."""
    return _ROWS[type(node)](node, world)


def _pick(node: Pick, world: World) -> tuple[Row, ...]:
    return tuple(world.by_id[row] for row in node.rows)


def _table(node: Table, world: World) -> tuple[Row, ...]:
    return tuple(row for row in world.form.rows if row.section in node.sections)


def _where(node: Where, world: World) -> tuple[Row, ...]:
    return tuple(row for row in rows_of(node.rows, world) if holds(node.condition, row, world))


def _except(node: Except, world: World) -> tuple[Row, ...]:
    less = {row.id for row in rows_of(node.less, world)}
    rows = rows_of(node.rows, world)
    if not any(row.id in less for row in rows):
        raise Undefined("nothing is taken away")
    return tuple(row for row in rows if row.id not in less)


def _either(node: Either, world: World) -> tuple[Row, ...]:
    found = (row for part in node.parts for row in rows_of(part, world))
    return tuple({row.id: row for row in found}.values())


def _extreme(node: Extreme, world: World) -> tuple[Row, ...]:
    rows = ordered(rows_of(node.rows, world), node.largest)
    if not rows or not node.places or min(node.places) < 1 or max(node.places) > len(rows):
        raise Undefined("no such place")
    if is_unlike(rows, world) and any(row.section != "indicators" for row in rows):
        raise Undefined("unlike units")
    picked = [rows[place - 1] for place in node.places]
    last = picked[-1].quantity
    tied = [r for r in rows if r.quantity and last and r.quantity.value == last.value]
    if len(node.places) == 1 or node.places[0] == 1:
        return tuple({row.id: row for row in (*picked, *tied)}.values())
    return tuple(picked)


def is_unlike(rows: Sequence[Row], world: World) -> bool:
    """Are their numbers of several dimensions? Of indicators only the numbers can be compared."""
    return len({world.dimension(row.quantity.unit) for row in rows if row.quantity}) > 1


def ordered(rows: tuple[Row, ...], largest: bool) -> list[Row]:
    """The rows that have a number, by it; equal ones in the form's order."""
    sign = -1 if largest else 1
    with_number = [row for row in rows if row.quantity]
    return sorted(with_number, key=lambda row: sign * row.quantity.value if row.quantity else 0)


def _alike(node: Alike, world: World) -> tuple[Row, ...]:
    if node.named:
        every = rows_of(node.rows, world)
        names = [row.name for row in every]
        return tuple(row for row in every if names.count(row.name) > 1)
    rows = [row for row in rows_of(node.rows, world) if row.quantity]
    keys = [(row.quantity.value, row.quantity.unit) for row in rows if row.quantity]
    return tuple(row for row, key in zip(rows, keys, strict=True) if keys.count(key) > 1)


def _nearest(node: Nearest, world: World) -> tuple[Row, ...]:
    from askperf.execution.numbers import alike, amount_of, own_number

    wanted, gaps = amount_of(node.number, world), {}
    for row in rows_of(node.rows, world):
        if row.quantity and (row.id,) != wanted.rows:
            left, right = alike(own_number(row), wanted, world)
            gaps[row] = abs(left.number - right.number)
    if len(gaps) < 2:
        raise Undefined("nothing to choose from")
    return tuple(row for row, gap in gaps.items() if gap == min(gaps.values()))


def _nth(node: Nth, world: World) -> tuple[Row, ...]:
    rows = rows_of(node.rows, world)
    if any(not 1 <= abs(place) <= len(rows) for place in node.places):
        raise Undefined("no such place")
    picked = (rows[place - 1 if place > 0 else place] for place in node.places)
    return tuple({row.id: row for row in picked}.values())


_ROWS: dict[type, Callable[..., tuple[Row, ...]]] = {
    Pick: _pick,
    Table: _table,
    Where: _where,
    Except: _except,
    Either: _either,
    Extreme: _extreme,
    Alike: _alike,
    Nearest: _nearest,
    Nth: _nth,
}


def holds(node: Condition, row: Row, world: World) -> bool:
    """Does a row meet a condition?"""
    return _CONDITIONS[type(node)](node, row, world)


def _of_level(node: OfLevel, row: Row, world: World) -> bool:
    return node.name in (row.level2 or "") or node.name in (row.level1 or "")


def _of_unit(node: OfUnit, row: Row, world: World) -> bool:
    return row.quantity is not None and row.quantity.unit in node.units


def _of_comparator(node: OfComparator, row: Row, world: World) -> bool:
    return row.quantity is not None and row.quantity.bound == node.mark


def _holds(node: Holds, row: Row, world: World) -> bool:
    from askperf.execution.numbers import alike, amount_of, is_other_count, own_number

    if row.quantity is None:
        return False
    right = amount_of(node.number, world)
    if right.rows == (row.id,):
        return False  # a row isn't compared with itself
    if is_other_count(own_number(row), right, world):
        return False
    try:
        left, right = alike(own_number(row), right, world)
    except Undefined:
        return False
    return compares(left.value, node.mark, right.value)


def compares(left: Decimal, mark: str, right: Decimal) -> bool:
    """Does the relation hold? `~`: less than a twentieth apart; `~<`: by as much below."""
    if mark in ABOUT:
        near = abs(left - right) * _PARTS < abs(right)
        return near and (mark == "~" or left < right)
    return {
        "=": left == right,
        "!=": left != right,
        ">": left > right,
        ">=": left >= right,
        "<": left < right,
        "<=": left <= right,
    }[mark]


def _mentions(node: Mentions, row: Row, world: World) -> bool:
    for cell, text in world.cells[row.id]:
        if node.cell in ("", cell):
            for word in node.words:
                if word in text:
                    return True
    return False


def _on_line(node: OnLine, row: Row, world: World) -> bool:
    return row.source.line == node.number


def _is_blank(node: IsBlank, row: Row, world: World) -> bool:
    return row.is_blank


def _is_whole(node: IsWhole, row: Row, world: World) -> bool:
    return row.quantity is not None and row.quantity.value % 1 == 0


def _not(node: Not, row: Row, world: World) -> bool:
    inner = node.condition
    if isinstance(inner, Holds | IsWhole) and row.quantity is None:
        return False
    return not holds(inner, row, world)


_CONDITIONS: dict[type, Callable[..., bool]] = {
    OfLevel: _of_level,
    OfUnit: _of_unit,
    OfComparator: _of_comparator,
    Holds: _holds,
    Mentions: _mentions,
    OnLine: _on_line,
    IsBlank: _is_blank,
    IsWhole: _is_whole,
    Not: _not,
}
