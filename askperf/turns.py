"""Values: what a turn of a conversation leaves for the next (see `dialogue`)."""

from __future__ import annotations

from askperf.query import LogicalForm, Refuse
from askperf.understanding.reading import Reading
from askperf.values import frozen, replace

_KEPT = 8


@frozen()
class Turn:
    """What a turn leaves for the next: its reading, form, rows, list, and rows before."""

    reading: Reading
    form: LogicalForm
    rows: tuple[str, ...]
    order: tuple[str, ...]
    recent: tuple[str, ...]


def next_turn(
    reading: Reading,
    form: LogicalForm,
    rows: tuple[str, ...],
    order: tuple[str, ...],
    before: Turn | None,
) -> Turn:
    """The state after a turn. A refused turn keeps the rows that were talked of."""
    if not rows and before is not None and isinstance(form, Refuse):
        carried = replace(before, reading=reading if reading.required else before.reading)
        return replace(carried, form=form if reading.required else before.form)
    earlier = before.recent if before else ()
    fresh = rows if len(rows) <= 3 else ()
    recent = (*(r for r in earlier if r not in fresh), *fresh)
    return Turn(reading, form, rows, order or rows, recent[-_KEPT:])
