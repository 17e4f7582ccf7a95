"""Features of what a question asks for: how many answers, which cell's words it uses, what
the turn before was about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from askperf.execution.values import Outcome
from askperf.facts import Row
from askperf.logic import Form, Pick, Several, Show, Tell
from askperf.understanding.grammar import Before
from askperf.understanding.reading import Reading

_LEAST, _MOST = 2, 8  # positions
_ASKS = 3  # and more
_PHRASE = 2  # characters: 每 and what follows
_EACH = "/"  # in units (元/人年)
_PROSE = ("content", "goal", "explanation")


def answers_asked(found: dict[str, float], form: Form, outcome: Outcome, reading: Reading) -> None:
    """How many numbers are asked for, and in how many other clauses what is no number, against
    what the form answers: 有几项，一共多少，占几成 asks for three.
    """
    of_number = {a.start for a in reading.asks if a.value == "number"}
    told = {reading.clauses[at] for at in of_number}
    numbers = len(of_number)
    asked = {reading.clauses[a.start] for a in reading.anchors if a.kind == "ask"}
    others = len(asked - told)
    if numbers + others > 1:
        given = _given(form, outcome)
        found[f"asks:{min(numbers, _ASKS)}+{min(others, _ASKS)}>{given}"] = 1.0
        found[f"asks:{min(numbers + others, _ASKS)}>{given}"] = 1.0


def _given(form: Form, outcome: Outcome) -> str:
    """What kind of answer a form is, and how many it tells at once."""
    if isinstance(form, Several):
        return f"parts{min(len(form.parts), _ASKS)}"
    if isinstance(form, Tell):
        return f"numbers{min(len(form.numbers), _ASKS)}"
    if outcome.verdict is not None:
        return "verdict"
    return "row" if len(outcome.rows) == 1 else "rows"


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


def apiece(
    found: dict[str, float], outcome: Outcome, reading: Reading, rows: Iterable[Row]
) -> None:
    """Who asks for a number of each (每村多少钱) isn't told the number of all.

    `rows`: those that the form names, whose cells may speak of each themselves.
    """
    left = reading.apiece
    for anchor in reading.anchors:
        left &= ~anchor.mask  # 每人 is a cue of its own
    if not left or _speak_of_each(reading.text, left, rows):
        return
    units = [amount.unit for amount in outcome.amounts if not amount.given]
    given = "each" if any(_EACH in unit for unit in units) else "number" if units else "text"
    found[f"apiece>{'verdict' if outcome.verdict is not None else given}"] = 1.0
    found[f"apiece>{'rows' if len(outcome.rows) > 1 else 'row'}"] = 1.0


def _speak_of_each(text: str, apiece: int, rows: Iterable[Row]) -> bool:
    """Do cells of the rows hold what a text asks for each of (每个村)?"""
    phrases = [text[at : at + _PHRASE] for at in range(len(text)) if apiece >> at & 1]
    cells = [cell for row in rows for _, cell in row.cells()]
    return any(phrase in cell for phrase in phrases for cell in cells)
