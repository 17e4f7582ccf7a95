"""Verdicts: whether numbers stand in a relation, targets are met, rows are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from askperf.execution.numbers import alike, amount_of, counted, own_number
from askperf.execution.rows import World, compares, is_unlike, ordered, rows_of
from askperf.execution.values import Amount, Judged, Outcome, Undefined
from askperf.facts import Row
from askperf.logic import (
    Arith,
    Belongs,
    Claim,
    Convert,
    Either,
    Extreme,
    Given,
    Holds,
    Larger,
    Meets,
    MeetsPassage,
    Nth,
    Pick,
    Position,
    Some,
    Where,
    nodes,
)
from askperf.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.logic import Number, Rows

_LOOKED_AT = 12  # rows that are shown where none is of a kind
_FEW = 3
_DECIMALS = 8  # of a number that may be a rounded one
_UP, _DOWN = (">", ">="), ("<", "<=")


def ids_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The ids of rows, in their order."""
    return tuple(row.id for row in rows)


def is_of_form(number: Number) -> bool:
    """Does a number rest on any row, rather than on numbers of the question alone?"""
    return not all(isinstance(node, (Given, Arith, Convert)) for node in nodes(number))


def _judge(
    left: Amount, mark: str, right: Amount, row: str, world: World, upto: Decimal | None = None
) -> Judged:
    """`upto`: below what the left number must stay, in the right one's unit."""
    bound = None if upto is None else alike(left, replace(right, value=upto), world)[1]
    said = _as_said(left, right)
    left, right = alike(left, right, world)
    if bound is None:
        holds = compares(left.number if said is None else said, mark, right.number)
    else:
        holds = right.number <= left.number < bound.number
    return Judged(row, holds, left, mark, right)


def _as_said(computed: Amount, given: Amount) -> Decimal | None:
    """A computed number to as many decimals as the question says its own with: 84.65% is right
    of 84.6494…%. None where it is compared as it is.
    """
    decimals = -int(given.value.as_tuple().exponent)
    alike_unit = given.unit in (computed.unit, computed.unit.partition("/")[0])
    if not given.given or computed.raw is None or not alike_unit or not 1 <= decimals <= _DECIMALS:
        return None
    return computed.number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def claim(node: Claim, world: World) -> Outcome:
    """Does the left number stand in the relation to the right one?"""
    if not (is_of_form(node.left) or is_of_form(node.right)):
        raise Undefined("nothing of the form")
    left, right = amount_of(node.left, world), amount_of(node.right, world)
    if left.rows and left.rows == right.rows and not (left.steps or right.steps):
        raise Undefined("a number against itself")
    upto = node.right.upto if isinstance(node.right, Given) else None
    judged = _judge(left, node.mark, right, "", world, upto)
    cited = tuple(dict.fromkeys((*left.rows, *right.rows)))
    return Outcome("answered", cited, cited, (left, right), judged.holds, (judged,), order=cited)


def meets(node: Meets, world: World) -> Outcome:
    """A target is met by what stands in its comparator's relation to it."""
    judged = []
    for row in rows_of(node.rows, world):
        target = own_number(row)
        given = amount_of(node.given, world)
        if target.bound is None:
            raise Undefined("no target")
        left, right = alike(given, target, world)
        one = Judged(row.id, _reached(left, node.mark, right), left, target.bound, right)
        if not (node.wanted or one.holds or misses(one, node.mark)):
            raise Undefined("may meet it or miss it")
        judged.append(one)
    if not judged:
        raise Undefined("no target")
    ids = tuple(j.row for j in judged)
    verdicts = {j.holds == node.wanted for j in judged}
    verdict = verdicts.pop() if len(verdicts) == 1 else None
    status = "answered" if len(judged) == 1 or verdict is not None else "ambiguous"
    amounts = tuple(j.right for j in judged)
    return Outcome(status, ids, ids, amounts, verdict, tuple(judged), order=ids)


def _reached(done: Amount, mark: str, target: Amount) -> bool:
    """Does every number in the relation `mark` to `done.value` meet the target?

    Less than 2 where exactly 2 are wanted is a miss, whatever it is; less than 200 where
    at least 160 are wanted is settled only by the best case, and isn't.
    """
    bound = target.bound or "="
    if mark == "=":
        return compares(done.value, bound, target.value)
    if mark in (">", ">="):
        return bound in (">", ">=") and done.value >= target.value
    return bound in ("<", "<=") and done.value <= target.value


def misses(judged: Judged, mark: str) -> bool:
    """Does no achievement in the relation `mark` to the left number meet the right one?

    It may where both relations go the same way, or where the target itself would do.
    """
    if mark == "=":
        return not judged.holds
    same_way = any(mark in way and judged.mark in way for way in (_UP, _DOWN))
    return not same_way and not compares(judged.right.value, mark, judged.left.value)


def meets_passage(node: MeetsPassage, world: World) -> Outcome:
    """Is what a row's prose wants met by a supposed achievement?"""
    target, given = amount_of(node.passage, world), amount_of(node.given, world)
    left, right = alike(given, target, world)
    holds = compares(left.value, target.bound or "=", right.value)
    row = node.passage.row
    detail = world.form.row(row).details[node.passage.index]
    judged = Judged(row, holds, left, target.bound or "=", right, detail)
    return Outcome(
        "answered", (row,), (row,), (target,), holds, (judged,), details=((row, detail),)
    )


def larger(node: Larger, world: World) -> Outcome:
    """Which of two numbers is larger (or smaller); both, where they are equal."""
    left, right = amount_of(node.left, world), amount_of(node.right, world)
    judged = _judge(left, ">" if node.largest else "<", right, "", world)
    cited = tuple(dict.fromkeys((*left.rows, *right.rows)))
    if left.number == right.number or not (left.rows and right.rows):
        focus = cited
    else:
        focus = left.rows if judged.holds else right.rows
    return Outcome("answered", focus, cited, (left, right), None, (judged,), order=cited)


def of_each(node: Some) -> Where | None:
    """What fails among rows that are named one by one, if none of them may (都超过20万吗)."""
    failing = node.rows
    if node.wanted or not isinstance(failing, Where):
        return None
    return failing if isinstance(failing.rows, Pick | Either | Nth) else None


def named_rows(node: Rows) -> Pick | Either | None:
    """Rows that are named one by one, whatever is asked of them."""
    while isinstance(node, Where):
        node = node.rows
    return node if isinstance(node, Pick | Either) else None


def _beside(node: Rows, world: World) -> Iterator[Row]:
    """Of rows that are named, and compared with others by name (甲比乙多、比丙少): all these."""
    named = named_rows(node)
    compared = [x for c in nodes(node) if isinstance(c, Holds) for x in nodes(c.number)]
    others = [x for x in compared if isinstance(x, Pick)]
    if named is not None and others:
        for rows in (named, *others):
            yield from rows_of(rows, world)


def nearest(node: Rows, world: World) -> Extreme | None:
    """Of rows that all miss a bound, those that come nearest to it: the largest or smallest.

    None where there is no such bound, or another one (65万到100万: 最少的是136万 would be untrue).
    """
    if not isinstance(node, Where) or not isinstance(node.condition, Holds):
        return None
    if any(isinstance(inner, Holds) for inner in nodes(node.rows)):
        return None
    every, mark = rows_of(node.rows, world), node.condition.mark
    comparable = any(row.quantity for row in every) and not is_unlike(every, world)
    return Extreme(node.rows, mark in _UP, (1,)) if comparable and mark in (*_UP, *_DOWN) else None


def some(node: Some, world: World) -> Outcome:
    """Whether there are such rows. What speaks against them is shown: a few rows that were
    looked at where there rightly are none, all that were named one by one, the one that comes
    nearest to a bound.
    """
    rows = rows_of(node.rows, world)
    shown, cited = rows, rows
    if isinstance(node.rows, Where) and not node.wanted:
        every = rows_of(node.rows.rows, world)
        if len(every) <= _LOOKED_AT and (of_each(node) or not rows):
            all_named = len(every) <= _FEW and of_each(node)
            shown, cited = (every if all_named else rows or every), every
    if not cited and (end := nearest(node.rows, world)):
        shown = cited = rows_of(end, world)
    beside = tuple(dict.fromkeys(_beside(node.rows, world)))
    shown, cited = (tuple(dict.fromkeys((*of, *beside))) for of in (shown, cited))
    amounts = tuple(own_number(row) for row in shown if row.quantity)
    ids = ids_of(rows)
    return Outcome("answered", ids, ids_of(cited), amounts, bool(rows) == node.wanted, order=ids)


def position(node: Position, world: World) -> Outcome:
    """The place of a row among others: it counts 1, and so does each that is before it."""
    rows = ordered(rows_of(node.rows, world), node.largest)
    if is_unlike(rows, world):
        raise Undefined("no one order of unlike numbers")
    row = world.form.row(node.row)
    if row not in rows or row.quantity is None:
        raise Undefined("not among them")
    held = own_number(row) if node.number is None else amount_of(node.number, world)
    if held.unit != row.quantity.unit:
        raise Undefined("a number of another unit")
    others = [r.quantity.value for r in rows if r.quantity and r.id != row.id]
    before = sum(1 for x in others if x != held.number and (x > held.number) == node.largest)
    ranked = counted(before + 1, "位", (row.id,))
    return Outcome("answered", (row.id,), (row.id,), (ranked, held), order=ids_of(rows))


def belongs(node: Belongs, world: World) -> Outcome:
    """Whether it is one of them; where it isn't one of a few, those are shown beside it.

    Where it is asked for a place by size, its own place is the first amount; who holds the
    place that it doesn't is shown too.
    """
    row = world.form.row(node.row)
    among = rows_of(node.rows, world)
    inside = row in among
    shown = (row,) if inside or len(among) > _FEW else (row, *among)
    if isinstance(node.rows, Extreme) and not node.rows.is_end:
        placed = position(Position(row.id, node.rows.rows, node.rows.largest), world)
        holders = shown[1:]
        return replace(
            placed,
            verdict=inside,
            order=placed.rows,
            cited=(*placed.cited, *ids_of(holders)),
            amounts=(*placed.amounts, *(own_number(r) for r in holders)),
        )
    amounts = tuple(own_number(r) for r in shown if r.quantity)
    return Outcome("answered", (node.row,), ids_of(shown), amounts, inside, order=(node.row,))
