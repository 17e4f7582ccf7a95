"""The look-ups of `matching`: forms that show cells, grades or the rows that hold a number."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.execution.evaluate import cell_text
from askperf.execution.rows import World
from askperf.execution.values import Outcome
from askperf.facts import Row
from askperf.logic import Either, Find, Form, Grade, Holds, Nearest, Pick, Show, nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.gold import Gold

_TEXT_CELLS = ("content", "goal", "explanation")
_NAMED = ("reverse", "provenance")
# What kinds that ask which row accept to be shown of it, and what all others do.
_WHICH = ("topic", *_NAMED, "rank", "list", "compare", "ordinal", "overview", "exists")
_OF_WHICH = frozenset(("name", "line", "section", "content", "value"))
_OF_WHAT = frozenset(("name", "content", "goal", "explanation", "line", "quote", "section"))
_FOLLOWING, _TWO = "followup", 2


def is_wanted_lookup(form: Form, outcome: Outcome, gold: Gold, world: World) -> bool:
    """Exactly the gold's rows, and of them a cell that answers the question.

    Who gives the gold of 和普法宣传最接近的 may name the row that others are held against too.
    """
    rows = {*outcome.rows}
    compared = {*_held_against(form)} if isinstance(form, Show) else set()
    if not rows or not rows <= {*gold.rows} <= rows | compared:
        return False
    if isinstance(form, Grade):
        return _is_wanted_grade(form, outcome, gold, world)
    if isinstance(form, Find):
        return True
    return isinstance(form, Show) and _is_wanted_cell(form, outcome, gold, world)


def _held_against(form: Show) -> Iterator[str]:
    """The rows that the shown ones are nearest to, or held against."""
    for node in nodes(form.rows):
        if isinstance(node, Nearest | Holds):
            yield from (
                row for pick in nodes(node.number) if isinstance(pick, Pick) for row in pick.rows
            )


def _is_wanted_grade(form: Grade, outcome: Outcome, gold: Gold, world: World) -> bool:
    """All grades answer what their cell says; else each grade wanted must be among them."""
    if form.score is None and not form.label and gold.cell in ("explanation", ""):
        return True
    labels = {band.label for row in outcome.rows for band in world.by_id[row].bands}
    return {band.label for band in outcome.bands} >= labels & set(gold.words)


def _is_wanted_cell(form: Show, outcome: Outcome, gold: Gold, world: World) -> bool:
    """Rows that may each be meant answer only what wants the figures of several."""
    rows = [world.by_id[row] for row in outcome.rows]
    several = len(rows) > 1
    if gold.cell in _TEXT_CELLS and len(rows) == 1 and rows[0].text is not None:
        return "text" in form.cells
    if form.open and several:
        return bool(gold.figures) and gold.kind != "list"
    if gold.cell:
        return _is_cell(form, rows, gold)
    if several:
        return bool(gold.figures) or not _leaves_to_compare(form, gold)
    return bool(gold.figures) or _tells(form, rows[0], gold)


def _leaves_to_compare(form: Show, gold: Gold) -> bool:
    """哪个多, of two that were told of, isn't answered by showing them again."""
    two = len(gold.rows) == _TWO and gold.kind == _FOLLOWING and not gold.words
    return two and all(isinstance(node, Either | Pick) for node in nodes(form.rows))


def _is_cell(form: Show, rows: list[Row], gold: Gold) -> bool:
    """The cell asked for, one that implies it, or a cell with the words that are wanted."""
    cells, cell = set(form.cells), gold.cell
    if cell == "name":
        return bool(cells & {"value", "text", "name"})
    if cell in cells or (cell == "level" and "section" in cells):
        return True
    if gold.figures and "value" in cells:
        return True
    if cell not in _TEXT_CELLS or len(rows) != 1 or not gold.words:
        return False
    return any(_holds(rows[0], (c,), gold.words) for c in _TEXT_CELLS if c in cells)


def _tells(form: Show, row: Row, gold: Gold) -> bool:
    """A single row, no cell named, no figure wanted: what its kind of question wants of it."""
    cells, kind = set(form.cells), gold.kind
    if not isinstance(form.rows, Pick) and not gold.words:
        return True  # which row it is, is what was found out
    if row.section == "overview" and row.text is not None:
        return "text" in cells or ("name" in cells and kind in _NAMED)
    if gold.words:  # the row's name is said with whatever is shown of it
        return _holds(row, ("name", *form.cells), gold.words)
    if kind in ("task-content", "task-goal"):
        return kind.removeprefix("task-") in cells
    return bool(cells & (_OF_WHICH if kind in _WHICH else _OF_WHAT))


def _holds(row: Row, cells: tuple[str, ...], words: tuple[str, ...]) -> bool:
    text = " ".join(cell_text(row, cell) for cell in cells)
    return all(word in text for word in words)
