"""Numbers: every operand cited, every step shown, in Decimal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from askperf.execution.rows import World, compares, ordered, rows_of
from askperf.execution.values import Amount, Blank, Undefined
from askperf.facts import Row
from askperf.logic import Arith, Convert, Extreme, Fold, Given, Limit, Number, Passage, Reach, Value
from askperf.values import replace

_PERCENT = Decimal(100)
_PLACES = 2
_RATES = ("%", "个百分点")
SCORE = "分"
COUNTS = frozenset(("people", "times", "cases", "items"))
_EXACT = 8  # more places than any figure of a form has
_LIMIT = Decimal(10) ** 15


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_of(node: Number, world: World) -> Amount:
    """The amount of a number node. Raises Undefined where it has none."""
    return _NUMBERS[type(node)](node, world)


def own_number(row: Row) -> Amount:
    """A row's own number, verbatim. Raises Undefined if it has none (blank is not 0)."""
    q = row.quantity
    if q is None:
        raise Blank(row.id) if row.is_blank else Undefined(row.id)
    return Amount(q.value, q.unit, q.bound, "", (row.id,))


def _value(node: Value, world: World) -> Amount:
    rows = rows_of(node.rows, world)
    if len(rows) > 1 and isinstance(node.rows, Extreme) and len(node.rows.places) == 1:
        first, *others = (own_number(row) for row in rows)
        if all((first.value, first.unit) == (other.value, other.unit) for other in others):
            return replace(first, rows=tuple(row.id for row in rows))  # tied for one place
    if len(rows) != 1:
        raise Undefined("one row")
    return own_number(rows[0])


def _passage(node: Passage, world: World) -> Amount:
    details = world.form.row(node.row).details
    if node.index >= len(details):
        raise Undefined("no such passage")
    q = details[node.index].quantity
    return Amount(q.value, q.unit, q.bound, "", (node.row,))


def _limit(node: Limit, world: World) -> Amount:
    for band in world.form.row(node.row).bands:
        if band.label == node.label and band.low is not None:
            return Amount(band.low, SCORE, None, "", (node.row,))
    raise Undefined("no such grade")


def _given(node: Given, world: World) -> Amount:
    return Amount(node.value, node.unit, given=True)


def _fold(node: Fold, world: World) -> Amount:
    rows = rows_of(node.rows, world)
    ids = tuple(row.id for row in rows)
    if node.how == "count":
        indicators = bool(rows) and all(row.section == "indicators" for row in rows)
        return counted(len(rows), "条" if indicators else "项", ids)
    rows = tuple(row for row in rows if row.quantity is not None)
    units = {row.quantity.unit for row in rows if row.quantity}
    counts = {world.dimension(unit) for unit in units} <= COUNTS
    if len(rows) < 2 or (len({world.scale(unit) for unit in units}) > 1 and not counts):
        raise Undefined("unlike units")
    if node.how == "sum" and units == {"%"}:
        raise Undefined("rates don't add up")
    amount = _FOLDS[node.how](rows, world)
    unit = rows[0].quantity.unit if rows[0].quantity and (len(units) == 1 or not counts) else ""
    if node.how == "range" and unit == "%":
        unit = "个百分点"
    bound = None
    if node.how == "sum" and rows[0].section == "indicators":
        bound = ">=" if any(r.quantity and r.quantity.bound == ">=" for r in rows) else "="
    rows_used = amount.rows or ids
    return Amount(amount.value, unit, bound, amount.steps, rows_used, amount.exact, raw=amount.raw)


def counted(number: int, unit: str, rows: tuple[str, ...]) -> Amount:
    """A number of things, each of which counts 1."""
    steps = " + ".join("1" * number) or "0"
    return Amount(Decimal(number), unit, None, f"{steps} = {number}", rows)


def _values(rows: Sequence[Row]) -> list[Decimal]:
    return [row.quantity.value for row in rows if row.quantity]


def _sum(rows: Sequence[Row], world: World) -> Amount:
    value = sum(_values(rows), Decimal(0))
    joined = " + ".join(row.quantity.literal for row in rows if row.quantity)
    return Amount(value, "", None, f"{joined} = {plain(value)}")


def _mean(rows: Sequence[Row], world: World) -> Amount:
    joined = " + ".join(row.quantity.literal for row in rows if row.quantity)
    exact = divide(sum(_values(rows), Decimal(0)), Decimal(len(rows)))
    return _said(exact, f"({joined}) ÷ {len(rows)}", world)


def _median(rows: Sequence[Row], world: World) -> Amount:
    ordered = sorted(_values(rows))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        own = next(r for r in rows if r.quantity and r.quantity.value == ordered[middle])
        return Amount(ordered[middle], "", None, "", (own.id,))
    low, high = ordered[middle - 1], ordered[middle]
    return _made((low + high) / 2, "", None, f"({plain(low)} + {plain(high)}) ÷ 2", world)


def _range(rows: Sequence[Row], world: World) -> Amount:
    low, high = min(_values(rows)), max(_values(rows))
    return Amount(high - low, "", None, f"{plain(high)} - {plain(low)} = {plain(high - low)}")


def _end(pick: Callable[..., Decimal]) -> Callable[[Sequence[Row], World], Amount]:
    def found(rows: Sequence[Row], world: World) -> Amount:
        value = pick(_values(rows))
        own = next(r for r in rows if r.quantity and r.quantity.value == value)
        return Amount(value, "", None, "", (own.id,))

    return found


_FOLDS: dict[str, Callable[[Sequence[Row], World], Amount]] = {
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "range": _range,
    "max": _end(max),
    "min": _end(min),
}


def reached(node: Reach, world: World) -> tuple[tuple[Row, ...], Amount]:
    """The rows that it takes, in the order in which they are added, and their sum."""
    found = tuple(row for row in rows_of(node.rows, world) if row.quantity)
    limit = amount_of(node.number, world)
    rows = found if node.order == "listed" else tuple(ordered(found, node.order == "largest"))
    if len(rows) < 2 or len({row.quantity.unit for row in rows if row.quantity}) > 1:
        raise Undefined("unlike units")
    for count in range(1, len(rows) + 1):
        taken = rows[:count]
        total = replace(_sum(taken, world), unit=own_number(rows[0]).unit)
        _, bound = alike(total, limit, world)
        if compares(total.value, node.mark, bound.number):
            return taken, total
    raise Undefined("never reached")


def _reach(node: Reach, world: World) -> Amount:
    count = len(reached(node, world)[0])
    steps = f"{' + '.join('1' * count)} = {count}"
    ids = tuple(row.id for row in rows_of(node.rows, world))
    return Amount(Decimal(count), "项", None, steps, ids)


def _arith(node: Arith, world: World) -> Amount:
    if node.left == node.right:
        raise Undefined("a number with itself")
    left, right = amount_of(node.left, world), amount_of(node.right, world)
    _keep_small(left.value, right.value)
    rows = tuple(dict.fromkeys((*left.rows, *right.rows)))
    made = _ARITH[node.how](left, right, world)
    return Amount(made.value, made.unit, made.bound, made.steps, rows, made.exact, raw=made.raw)


def alike(left: Amount, right: Amount, world: World) -> tuple[Amount, Amount]:
    """Both in one unit, the larger of the two; a bare number of the question takes the other's."""
    if right.given and not right.unit:
        return left, _taking(right, left.unit)
    if left.given and not left.unit:
        return _taking(left, right.unit), right
    if left.unit == right.unit:
        return left, right
    if right.given and left.unit.partition("/")[0] == right.unit:  # 人均低于十八万
        return left, _taking(right, left.unit)
    sides = world.dimension(left.unit), world.dimension(right.unit)
    if sides[0] != sides[1] and {*sides} <= COUNTS:  # people and cases, compared as numbers
        return replace(left, unit=""), replace(right, unit="")
    if sides[0] != sides[1] or not sides[0]:
        if left.given and right.unit.partition("/")[0] == left.unit:  # 450元 against 元/人年
            return _taking(left, right.unit), right
        raise Undefined("unlike units")
    if world.factor(left.unit) < world.factor(right.unit):
        return converted(left, right.unit, world), right
    return left, converted(right, left.unit, world)


def _taking(given: Amount, unit: str) -> Amount:
    """A number of the question in the unit of what it is held against."""
    return Amount(given.value, unit, given.bound, "", given.rows, given=True)


def is_other_count(own: Amount, asked: Amount, world: World) -> bool:
    """Does a question ask for another kind of count than a row's (1次 of 1 人)?"""
    kinds = world.dimension(own.unit), world.dimension(asked.unit)
    return asked.given and kinds[0] != kinds[1] and {*kinds} <= COUNTS


def term(amount: Amount) -> str:
    """An amount as an operand of a longer sum: in brackets if it is computed."""
    steps = amount.steps.rpartition(" = " if amount.exact else " ≈ ")[0]
    if steps and set(steps) <= set("1 +"):
        return plain(amount.value)  # a count
    return f"({steps})" if steps else plain(amount.value)


def _plus(left: Amount, right: Amount, world: World) -> Amount:
    left, right = alike(left, right, world)
    if left.unit == "%":
        raise Undefined("rates don't add up")
    steps = f"{term(left)} + {term(right)}"
    return _made(left.number + right.number, left.unit, left.bound or right.bound, steps, world)


def _minus(left: Amount, right: Amount, world: World) -> Amount:
    left, right = alike(left, right, world)
    unit = "个百分点" if left.unit == "%" else left.unit
    steps = f"{term(left)} - {term(right)}"
    return _made(left.number - right.number, unit, None, steps, world)


def _gap(left: Amount, right: Amount, world: World) -> Amount:
    left, right = alike(left, right, world)
    swap = left.number < right.number
    return _minus(right, left, world) if swap else _minus(left, right, world)


def _ratio(left: Amount, right: Amount, world: World) -> Amount:
    left, right = alike(left, right, world)
    if not right.value:
        raise Undefined("division by zero")
    steps = f"{term(left)} ÷ {term(right)}"
    return _said(divide(left.number, right.number), steps, world, "倍")


def _share(left: Amount, right: Amount, world: World) -> Amount:
    left, right = alike(left, right, world)
    if not right.value:
        raise Undefined("division by zero")
    steps = f"{term(left)} ÷ {term(right)} × 100"
    return _said(divide(left.number * _PERCENT, right.number), steps, world, "%")


def _per(left: Amount, right: Amount, world: World) -> Amount:
    if not right.value or left.given:
        raise Undefined("division by zero")
    unit = f"{left.unit}/{right.unit.removeprefix('个')}" if right.unit else left.unit
    return _said(divide(left.number, right.number), f"{term(left)} ÷ {term(right)}", world, unit)


def _afford(left: Amount, right: Amount, world: World) -> Amount:
    """For how many the money is just enough; what leaves a rest has no such number."""
    base, _, per = right.unit.partition("/")
    rent = world.dimension(right.unit) == "rent" and world.dimension(left.unit) == "money"
    if not rent or not right.number:
        raise Undefined("unlike units")
    money = converted(left, base, world)
    if money.number % right.number:
        raise Undefined("a rest is left")
    steps = f"{term(money)} ÷ {term(right)}"
    return _made(money.number / right.number, per[:1], None, steps, world)


# Only a price is one for a head, and none is one for a month.
_APART = ("people", "months")
_EACH = frozenset(("money", counted) for counted in COUNTS)


def _times(left: Amount, right: Amount, world: World) -> Amount:
    if (left.given and not right.given) or world.dimension(right.unit) == "rent":
        left, right = right, left
    unit = left.unit
    if right.given and right.unit == "%":
        steps = f"{term(left)} × {plain(right.value)} ÷ 100"
        return _said(divide(left.number * right.value, _PERCENT), steps, world, unit)
    if left.unit in _RATES and right.given:
        steps = f"{plain(right.value)} × {term(left)} ÷ 100"
        return _said(divide(left.number * right.value, _PERCENT), steps, world, right.unit)
    if right.given and (world.dimension(right.unit), world.dimension(left.unit)) in _EACH:
        unit = right.unit  # 每项追加5万
    elif world.dimension(left.unit) == "rent" and right.unit:
        if world.dimension(right.unit) != "people":
            raise Undefined("unlike units")
        unit = unit.partition("/")[0]
    elif right.unit and (not right.given or world.dimension(right.unit) in _APART):
        raise Undefined("unlike units")
    bound = right.bound if right.bound == ">=" else left.bound if left.bound == ">=" else None
    if right.given and right.number == 1:  # one head, one year: nothing to reckon
        return replace(left, unit=unit, bound=bound)
    return _made(left.number * right.number, unit, bound, f"{term(left)} × {term(right)}", world)


_ARITH: dict[str, Callable[[Amount, Amount, World], Amount]] = {
    "plus": _plus,
    "minus": _minus,
    "gap": _gap,
    "ratio": _ratio,
    "share": _share,
    "per": _per,
    "times": _times,
    "afford": _afford,
}


def converted(amount: Amount, unit: str, world: World) -> Amount:
    """An amount in another unit of its dimension. Raises Undefined if it has none."""
    base, slash, per = amount.unit.partition("/")
    if world.dimension(amount.unit) == world.dimension(unit):
        base, slash, per = amount.unit, "", ""
    if not world.dimension(unit) or world.dimension(base) != world.dimension(unit):
        raise Undefined("unlike units")
    with localcontext(prec=40):
        times = world.factor(base) / world.factor(unit)
        value = amount.number * times
    name = f"{unit}{slash}{per}"
    if times == 1 and (world.places is None or value == value.to_integral_value()):
        return replace(amount, unit=name)  # 次/年 as 次 takes no arithmetic
    step = f"{term(amount)} × {plain(times)}" if times != 1 else term(amount)
    if times < 1:
        step = f"{term(amount)} ÷ {plain(divide(world.factor(unit), world.factor(base)))}"
    made = _made(value, name, amount.bound, step, world)
    return Amount(
        made.value, name, made.bound, made.steps, amount.rows, made.exact, amount.given, made.raw
    )


def _convert(node: Convert, world: World) -> Amount:
    return converted(amount_of(node.number, world), node.unit, world)


def divide(left: Decimal, right: Decimal) -> Decimal:
    """A quotient to 40 digits; it is rounded when said."""
    with localcontext(prec=40):
        return left / right


def _keep_small(*values: Decimal) -> None:
    """Raises Undefined for what no budget comes to, which arithmetic would take long for."""
    if max(map(abs, values)) > _LIMIT:
        raise Undefined("too large")


def _made(value: Decimal, unit: str, bound: str | None, steps: str, world: World) -> Amount:
    """A number as it is; rounded half up if it runs on or the question rounds."""
    _keep_small(value)
    if world.places is None and value == value.quantize(Decimal(1).scaleb(-_EXACT)):
        value = Decimal(plain(value))
        return Amount(value, unit, bound, f"{steps} = {plain(value)}")
    said = _said(value, steps, world, unit)
    return Amount(said.value, unit, bound, said.steps, (), said.exact, raw=said.raw)


def _said(value: Decimal, steps: str, world: World, unit: str = "") -> Amount:
    """A quotient rounded half up (two places unless asked otherwise), and told so."""
    _keep_small(value)
    places = _PLACES if world.places is None else world.places
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if value and not rounded and world.places is None:
        raise Undefined("too small to be told")
    exact = rounded == value
    said = Decimal(plain(rounded))
    mark = "=" if exact else "≈"
    return Amount(
        said, unit, None, f"{steps} {mark} {plain(said)}", (), exact, raw=None if exact else value
    )


_NUMBERS: dict[type, Callable[..., Amount]] = {
    Value: _value,
    Passage: _passage,
    Limit: _limit,
    Given: _given,
    Fold: _fold,
    Reach: _reach,
    Arith: _arith,
    Convert: _convert,
}
