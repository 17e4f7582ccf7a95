"""Features of what a question asks for: how many numbers, which cell's words it uses, what
the turn before was about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from askperf.execution.values import Outcome
from askperf.logic import Form, Pick, Show
from askperf.understanding.grammar import Before
from askperf.understanding.reading import Reading

_LEAST, _MOST = 2, 8  # positions
_PROSE = ("content", "goal", "explanation")


def number_of_amounts(found: dict[str, float], outcome: Outcome, reading: Reading) -> None:
    """多少人、财政给多少 asks for two numbers."""
    asked = [a for a in reading.anchors if a.kind == "ask" and a.value == "number"]
    if len({anchor.start for anchor in asked}) > 1:
        given = sum(1 for amount in outcome.amounts if not amount.given)
        kind = "none" if not given else "one" if given == 1 else "several"
        found[f"asks-twice>{kind}"] = 1.0


def words_of_cells(
    found: dict[str, float], form: Form, reading: Reading, index: Mapping[str, int]
) -> None:
    """Words that stand only in one cell of a row (提高意识), against the cells that are shown."""
    if not isinstance(form, Show) or not isinstance(form.rows, Pick) or len(form.rows.rows) != 1:
        return
    cells = reading.overlap.cells[index[form.rows.rows[0]]]
    shown = "+".join(form.cells)
    for cell in _PROSE:
        elsewhere = 0
        for other, mask in cells.items():
            elsewhere |= mask if other != cell else 0
        size = (cells[cell] & ~elsewhere).bit_count()
        if size >= _LEAST:
            found[f"words-in:{cell}>{shown}"] = min(size, _MOST) / _MOST


def same_quantity(
    found: dict[str, float],
    outcome: Outcome,
    before: Before,
    dimension_of: Callable[[str], str],
) -> None:
    """After 普法宣传多少钱, 人民调解员呢 asks for money again.

    `dimension_of`: the dimension of the number of a row, by its id.
    """
    if not isinstance(before.form, Show) or not before.rows or not outcome.rows:
        return
    if outcome.verdict is None and outcome.amounts and len(outcome.rows) == 1:
        same = dimension_of(before.rows[0]) == dimension_of(outcome.rows[0])
        found["talk:same-quantity" if same else "talk:other-quantity"] = 1.0
