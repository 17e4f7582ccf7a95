"""Dialogue: what the previous turn fills in where this question leaves it out.

Entity, attribute, operation, filter or list are carried over, the rest replaced. A
question that names its own row and says what it wants of it inherits nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from askperf.dialogue import computing, lists, replacing
from askperf.dialogue.leaning import is_complete, leans
from askperf.query import LogicalForm
from askperf.turns import Turn
from askperf.understanding.reading import Reading

Rule = Callable[[Reading, Turn], LogicalForm | None]
RULES: tuple[Rule, ...] = (
    replacing.revived,
    computing.rented,
    replacing.attached,
    lists.ordinal,
    lists.other_end,
    lists.among,
    lists.narrowed,
    lists.other_section,
    computing.recomputed,
    computing.against,
    computing.combined,
    lists.neighbour,
    computing.checked,
    replacing.part_of,
    replacing.within,
    replacing.inside,
    replacing.replaced,
    replacing.attribute,
    replacing.again,
)


def resume(reading: Reading, turn: Turn, alone: LogicalForm) -> tuple[str, LogicalForm] | None:
    """The first rule that makes sense of the question in the light of the turn before.

    None where the question is one by itself; `alone` is what it means then.
    """
    if reading.unknown or reading.has("scope") or (reading.has("meta") and not reading.required):
        return None
    if not leans(reading, alone) and is_complete(reading, alone):
        return None
    for rule in RULES:
        form = rule(reading, turn)
        if form is not None:
            return f"dialogue.{rule.__name__}", form
    return None
