"""Said as understood: one sentence on how the question was read."""

from __future__ import annotations

from collections.abc import Iterable

from askperf.execution.context import Context, plain
from askperf.query import LogicalForm, Operand, Selection

TYPE_CHECKING = False  # importing `typing` would cost every start
if TYPE_CHECKING:
    from typing import Any


def interpret(node: LogicalForm, notes: Iterable[str], context: Context) -> str:
    """The sentence for a logical form, with what was corrected on the way."""
    sentence = context.say(f"read.{type(node).__name__}", _slots(node, context))
    return "；".join((sentence, *notes))


def _selection(selection: Selection, context: Context) -> str:
    from askperf.execution.selecting import describe

    return describe(selection, context)


def _slots(node: Any, context: Context) -> dict[str, str]:
    """Every slot that an interpretation template may use, for this node."""
    slots: dict[str, str] = {}
    rows = getattr(node, "rows", None) or ((node.row,) if hasattr(node, "row") else ())
    named = [context.label(row) for row in context.rows(rows[:3])]
    slots["rows"] = "、".join(named) + ("等" if len(rows) > 3 else "")
    attributes = getattr(node, "attributes", ()) or ("main",)
    if isinstance(attributes, str):
        attributes = (attributes,)
    slots["attributes"] = "、".join(context.say(f"attribute.{a}") for a in attributes)
    slots["topic"] = str(
        getattr(node, "topic", "") or getattr(node, "level", "") or getattr(node, "comparator", "")
    )
    slots["wording"] = getattr(node, "wording", "")
    chosen = getattr(node, "selection", None) or next(iter(getattr(node, "selections", ())), None)
    slots["selection"] = _selection(chosen, context) if isinstance(chosen, Selection) else ""
    operation = getattr(node, "operation", "")
    slots["operation"] = context.lexicon.responses.get(f"operation.{operation}", "")
    for side in ("left", "right", "whole"):
        operand = getattr(node, side, None)
        slots[side] = f"“{operand.label}”" if isinstance(operand, Operand) else ""
    slots["parts"] = "、".join(
        f"“{p.label}”" for p in getattr(node, "parts", ()) if isinstance(p, Operand)
    )
    if hasattr(node, "value"):
        slots["claim"] = context.amount(plain(node.value), node.unit)
    claimed = getattr(node, "claimed", "")
    slots["claimed"] = context.lexicon.responses.get(f"section.{claimed}", claimed)
    return slots
