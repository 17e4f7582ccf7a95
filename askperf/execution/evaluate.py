"""A whole logical form → its outcome."""

from __future__ import annotations

from collections.abc import Callable

from askperf.execution.numbers import SCORE, alike, amount_of, counted, own_number
from askperf.execution.rows import World, rows_of
from askperf.execution.values import Amount, Blank, Outcome, Undefined
from askperf.execution.verdicts import (
    belongs,
    claim,
    ids_of,
    is_of_form,
    larger,
    meets,
    meets_passage,
    position,
    some,
)
from askperf.facts import Row
from askperf.logic import (
    Belongs,
    Claim,
    Describe,
    Find,
    Form,
    Grade,
    Kinds,
    Larger,
    Meets,
    MeetsPassage,
    Nothing,
    Passage,
    Position,
    Several,
    Show,
    Some,
    Tell,
)

# Cells that are numbers; of a row without number they are what was left blank.
NUMBER_CELLS = ("value",)


def evaluate(form: Form, world: World) -> Outcome:
    """What a form denotes. Raises Undefined where it denotes nothing."""
    try:
        return _FORMS[type(form)](form, world)
    except Blank as blank:
        return Outcome("blank", (blank.row,), (blank.row,), order=(blank.row,))


def _show(node: Show, world: World) -> Outcome:
    rows = rows_of(node.rows, world)
    if not rows:
        return Outcome("answered", verdict=None)
    amounts = []
    if any(cell in NUMBER_CELLS for cell in node.cells):
        amounts = [own_number(row) for row in rows if row.quantity]
    for cell in node.cells:
        if cell not in NUMBER_CELLS and not any(cell_text(row, cell) for row in rows):
            raise Undefined(f"no cell {cell}")
    asked_number = bool(set(node.cells) & set(NUMBER_CELLS))
    blank = asked_number and all(row.is_blank for row in rows)
    if asked_number and not blank and all(row.quantity is None for row in rows):
        raise Undefined("no number")
    status = "ambiguous" if node.open and len(rows) > 1 else "blank" if blank else "answered"
    ids = ids_of(rows)
    return Outcome(status, ids, ids, tuple(amounts), order=ids)


def cell_text(row: Row, cell: str) -> str:
    """The text of a cell as the form has it, '' where the row has none."""
    texts = {
        "name": row.name,
        "content": row.content,
        "goal": row.goal,
        "explanation": row.explanation,
        "level": row.level2,
        "level1": row.level1,
        "unit": row.quantity.unit if row.quantity else None,
        "comparator": row.quantity.bound if row.quantity else None,
        "text": row.text,
        "line": str(row.source.line),
        "quote": row.source.quote,
        "section": row.section,
    }
    return texts.get(cell) or ""


def _tell(node: Tell, world: World) -> Outcome:
    if not all(map(is_of_form, node.numbers)):
        raise Undefined("nothing of the form")
    amounts = tuple(amount_of(number, world) for number in node.numbers)
    cited = tuple(dict.fromkeys(row for amount in amounts for row in amount.rows))
    details = tuple(
        (n.row, world.form.row(n.row).details[n.index])
        for n in node.numbers
        if isinstance(n, Passage)
    )
    return Outcome("answered", cited, cited, amounts, details=details, order=cited)


def _grade(node: Grade, world: World) -> Outcome:
    row = world.form.row(node.row)
    bands = row.bands
    if not bands:
        raise Undefined("no bands")
    if node.score is not None:
        score = node.score
        bands = tuple(band for band in bands if band.holds(score))
    elif node.label:
        bands = tuple(band for band in bands if band.label == node.label)
    if not bands:
        raise Undefined("no such grade")
    amounts: tuple[Amount, ...] = ()
    if node.label:
        limits = [x for band in bands for x in (band.low, band.high) if x is not None]
        amounts = tuple(Amount(x, SCORE, None, "", (row.id,)) for x in limits)
    return Outcome("answered", (row.id,), (row.id,), amounts, bands=bands, order=(row.id,))


def _find(node: Find, world: World) -> Outcome:
    given = amount_of(node.given, world)
    found = []
    for row in world.form.rows:
        if row.quantity is None or (node.sections and row.section not in node.sections):
            continue
        if node.mark and row.quantity.bound != node.mark:
            continue
        if _is_number(own_number(row), given, world):
            found.append(row)
    if not found:
        return _find_in_prose(node, given, world)
    ids = ids_of(found)
    return Outcome("answered", ids, ids, tuple(own_number(row) for row in found), order=ids)


def _is_number(own: Amount, given: Amount, world: World) -> bool:
    """Is it this number? 500 元 finds 500 元/人年 too."""
    if own.value == given.value and own.unit.partition("/")[0] == given.unit:
        return True
    try:
        left, right = alike(own, given, world)
    except Undefined:
        return False
    return left.number == right.number


def _find_in_prose(node: Find, given: Amount, world: World) -> Outcome:
    """Rows whose prose holds the number, with its unit if one is given."""
    details = tuple(
        (row.id, detail)
        for row in world.form.rows
        for detail in row.details
        if detail.quantity.value == given.value and given.unit in ("", detail.quantity.unit)
        if not node.sections or row.section in node.sections
    )
    if not details:
        raise Undefined("no such number")
    ids = tuple(dict.fromkeys(row for row, _ in details))
    amounts = tuple(
        Amount(d.quantity.value, d.quantity.unit, d.quantity.bound, "", (row,))
        for row, d in details
    )
    return Outcome("answered", ids, ids, amounts, details=details, order=ids)


def _kinds(node: Kinds, world: World) -> Outcome:
    """How many different texts there are, then how many rows have each, in the form's order."""
    found: dict[str, list[str]] = {}
    for row in rows_of(node.rows, world):
        if text := cell_text(row, node.cell):
            found.setdefault(text, []).append(row.id)
    told = {row for rows in found.values() for row in rows}
    if len(told) < 2:
        raise Undefined("nothing to tell apart")
    ids = ids_of(row for row in world.form.rows if row.id in told)
    sizes = (counted(len(rows), "条", tuple(rows)) for rows in found.values())
    amounts = (counted(len(found), "种", ids), *sizes)
    return Outcome("answered", ids, ids, amounts, order=ids)


def _describe(node: Describe, world: World) -> Outcome:
    """About the form: its department row, or its tasks; about the assistant: no row."""
    if node.topic == "tasks":
        ids = ids_of(row for row in world.form.rows if row.is_task)
        return Outcome("answered", ids, ids, order=ids)
    if node.topic == "form":
        named = (row for row in world.form.rows if row.text == world.form.department)
        return Outcome("answered", (), ids_of(named))
    return Outcome("answered")


def _several(node: Several, world: World) -> Outcome:
    parts = tuple(evaluate(part, world) for part in node.parts)
    statuses = {part.status for part in parts}
    status = next((s for s in ("answered", "ambiguous", "blank") if s in statuses), "not_found")
    verdicts = [part.verdict for part in parts if part.verdict is not None]
    return Outcome(
        status,
        tuple(dict.fromkeys(row for part in parts for row in part.rows)),
        tuple(dict.fromkeys(row for part in parts for row in part.cited)),
        tuple(amount for part in parts for amount in part.amounts),
        all(verdicts) if verdicts else None,
        order=tuple(dict.fromkeys(row for part in parts for row in part.order)),
        parts=parts,
    )


def _nothing(node: Nothing, world: World) -> Outcome:
    return Outcome("not_found")


_FORMS: dict[type, Callable[..., Outcome]] = {
    Show: _show,
    Tell: _tell,
    Claim: claim,
    Meets: meets,
    MeetsPassage: meets_passage,
    Larger: larger,
    Some: some,
    Belongs: belongs,
    Grade: _grade,
    Find: _find,
    Position: position,
    Kinds: _kinds,
    Describe: _describe,
    Several: _several,
    Nothing: _nothing,
}
