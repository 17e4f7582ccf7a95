"""What the turn before leaves to a follow-up."""

from __future__ import annotations

from askperf.query import (
    Operand,
)
from askperf.turns import Turn
from askperf.understanding.reading import Reading
from askperf.understanding.rules.common import (
    attributes,
)


def attributes_before(turn: Turn) -> tuple[str, ...]:
    """The cells that the turn before asked for."""
    return getattr(turn.form, "attributes", ()) or attributes(turn.reading)


def operand_of_row(turn: Turn, row_id: str) -> Operand:
    """A row as one side of an operation, under its own name."""
    return Operand((row_id,), "value", turn.reading.linker.form.row(row_id).name)


def talked_of(reading: Reading, turn: Turn, count: int) -> tuple[str, ...]:
    """The rows of the last turn if several, else those of the last turns."""
    wanted = count
    for mention in reading.mentions:
        if mention.has("dialogue", "pair"):
            digits = reading.linker.lexicon.numerals.digits
            found = [digits[c] for c in mention.text if c in digits]
            wanted = found[0] if found else 2
    if wanted and len(turn.recent) >= wanted:
        return turn.recent[-wanted:]
    if 2 <= len(turn.rows) <= 4:
        return turn.rows
    return turn.recent
