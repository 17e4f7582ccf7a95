"""What a turn of a conversation leaves for the next."""

from __future__ import annotations

from askperf.execution.rows import World, rows_of
from askperf.execution.values import Outcome
from askperf.facts import Form as Published
from askperf.logic import (
    Arith,
    Claim,
    Describe,
    Extreme,
    Fold,
    Form,
    Given,
    Larger,
    Nth,
    Number,
    Pick,
    Rows,
    Several,
    Show,
    Table,
    Tell,
    Value,
    nodes,
)
from askperf.understanding.grammar import Before

_SAID = 4  # numbers remembered
_RECENT = 6  # rows remembered
_FEW, _TWO = 4, 2


def next_state(form: Form, outcome: Outcome, before: Before | None, world: World) -> Before | None:
    """The state after a turn. One that was refused leaves the row that it was about (去年的普法
    宣传多少钱, then 那今年呢), if there is one, and else changes nothing.
    """
    if isinstance(form, Describe) or (outcome.status == "not_found" and not outcome.order):
        return before
    if outcome.status == "not_found":
        form = Show(Pick(outcome.order), ("value",))
        outcome = Outcome("answered", outcome.order, outcome.order, order=outcome.order)
    said = list(_numbers(form, outcome, world.form))
    earlier = [n for n in (before.numbers if before else ()) if n not in said]
    told = _told(form, outcome, world)
    if before is not None and not isinstance(form, Larger):  # what is held against it comes last
        told = tuple(sorted(told, key=lambda row: row not in before.rows))
    recent = (*(r for r in (before.recent if before else ()) if r not in told), *told)
    return Before(
        form,
        outcome.rows,
        outcome.order or outcome.rows,
        _pair(_compared(form) or outcome.rows, before, recent),
        recent[-_RECENT:],
        tuple([*earlier, *said][-_SAID:]),
        _among(form, outcome, before, world),
    )


def _told(form: Form, outcome: Outcome, world: World) -> tuple[str, ...]:
    """The few rows that a turn told of, the one that it was about last: both that were
    compared; of 它占全部的几成, it.
    """
    rows = outcome.rows
    if isinstance(form, Larger) and len(outcome.cited) < _FEW:
        return (*(row for row in outcome.cited if row not in rows), *rows)
    if len(rows) >= _FEW and isinstance(form, Tell | Claim):
        parts = (nodes(n.left) for n in nodes(form) if isinstance(n, Arith))
        values = [n.rows for n in next(parts, ()) if isinstance(n, Value)]
        rows = tuple(row.id for node in values for row in rows_of(node, world)) or rows
    return rows if len(rows) < _FEW else ()


def _among(form: Form, outcome: Outcome, before: Before | None, world: World) -> Rows | None:
    """The set that a turn took its rows from, counted, added up or showed."""
    rows = form.rows if isinstance(form, Show) else None
    if isinstance(rows, Extreme | Nth):
        return rows.rows
    if rows is not None and len(outcome.rows) > 1:
        return rows
    folded = [n.rows for n in nodes(form) if isinstance(n, Fold) and not isinstance(n.rows, Table)]
    if folded:
        return folded[0].rows if isinstance(folded[0], Extreme | Nth) else folded[0]
    kept = before.among if before else None
    inside = {row.id for row in rows_of(kept, world)} if kept is not None else set()
    return kept if inside.issuperset(outcome.rows) else None


def _compared(form: Form) -> tuple[str, ...]:
    """The two rows that were compared, as they were named; the larger one may be the second."""
    sides = (form.left, form.right) if isinstance(form, Larger) else ()
    picks = (x.rows for x in sides if isinstance(x, Value) and isinstance(x.rows, Pick))
    found = tuple(row for pick in picks for row in pick.rows)
    return found if len(found) == _TWO else ()


def _pair(rows: tuple[str, ...], before: Before | None, recent: tuple[str, ...]) -> tuple[str, ...]:
    """The two rows that 前者 and 后者 are: of a pair that was told of before while the talk stays
    with one of them.
    """
    if before and len(rows) == 1 and rows[0] in before.pair:
        return before.pair
    if len(rows) == _TWO:
        return rows
    return recent[-_TWO:] if len(recent) >= _TWO else ()


def _whole(number: Number) -> Number:
    """The number that was said of one (一个人一年的租金): a product by 1 is no other number."""
    while isinstance(number, Arith) and number.how == "times" and _is_one(number.right):
        number = number.left
    return number


def _is_one(number: Number) -> bool:
    return isinstance(number, Given) and number.value == 1


def _numbers(form: Form, outcome: Outcome, published: Published) -> list[Number]:
    """The numbers that a turn said, as operands of the next."""
    if isinstance(form, Tell):
        return [_whole(n) for n in form.numbers if not isinstance(n, Given)]
    if isinstance(form, Several):
        pairs = zip(form.parts, outcome.parts, strict=True)
        return [n for part, found in pairs for n in _numbers(part, found, published)]
    if isinstance(form, Claim | Larger):
        return [n for n in (form.left, form.right) if not isinstance(n, Given)]
    if len(outcome.rows) <= _FEW:
        rows = (published.row(row) for row in outcome.rows)
        return [Value(Pick((row.id,))) for row in rows if row.quantity]
    return []
