"""What a turn of a conversation leaves for the next."""

from __future__ import annotations

from askperf.execution.values import Outcome
from askperf.facts import Form as Published
from askperf.logic import (
    Claim,
    Describe,
    Form,
    Given,
    Larger,
    Number,
    Pick,
    Several,
    Show,
    Tell,
    Value,
)
from askperf.understanding.grammar import Before

_SAID = 4  # numbers remembered
_RECENT = 6  # rows remembered
_FEW = 4


def next_state(
    form: Form, outcome: Outcome, before: Before | None, published: Published
) -> Before | None:
    """The state after a turn. One that was refused leaves the row that it was about (去年的普法
    宣传多少钱, then 那今年呢), if there is one, and else changes nothing.
    """
    if isinstance(form, Describe) or (outcome.status == "not_found" and not outcome.order):
        return before
    if outcome.status == "not_found":
        form = Show(Pick(outcome.order), ("value",))
        outcome = Outcome("answered", outcome.order, outcome.order, order=outcome.order)
    said = list(_numbers(form, outcome, published))
    earlier = [n for n in (before.numbers if before else ()) if n not in said]
    fresh = outcome.rows if len(outcome.rows) < _FEW else ()
    recent = (*(r for r in (before.recent if before else ()) if r not in outcome.rows), *fresh)
    return Before(
        form,
        outcome.rows,
        outcome.order or outcome.rows,
        recent[-2:] if len(recent) >= 2 else (),
        recent[-_RECENT:],
        tuple([*earlier, *said][-_SAID:]),
    )


def _numbers(form: Form, outcome: Outcome, published: Published) -> list[Number]:
    """The numbers that a turn said, as operands of the next."""
    if isinstance(form, Tell):
        return [n for n in form.numbers if not isinstance(n, Given)]
    if isinstance(form, Several):
        pairs = zip(form.parts, outcome.parts, strict=True)
        return [n for part, found in pairs for n in _numbers(part, found, published)]
    if isinstance(form, Claim | Larger):
        return [n for n in (form.left, form.right) if not isinstance(n, Given)]
    if len(outcome.rows) <= _FEW:
        rows = (published.row(row) for row in outcome.rows)
        return [Value(Pick((row.id,))) for row in rows if row.quantity]
    return []
