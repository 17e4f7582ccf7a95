"""Said as understood: one phrase on how the question was read."""

from __future__ import annotations

from collections.abc import Callable

from askperf.execution.rows import rows_of
from askperf.execution.values import Amount, Undefined
from askperf.generation.naming import joined, name_number, name_rows
from askperf.generation.said import Words, kind_of
from askperf.logic import (
    Belongs,
    Claim,
    Describe,
    Find,
    Form,
    Given,
    Grade,
    Kinds,
    Larger,
    Meets,
    MeetsPassage,
    Nothing,
    Passage,
    Position,
    Rows,
    Several,
    Show,
    Some,
    Tell,
    Value,
)


def read(form: Form, words: Words, topic: str = "") -> str:
    """How a form reads, composed from what it nests."""
    if topic and isinstance(form, Show):
        return words.say("asked.Show.topic", topic=topic)
    return _FORMS[type(form)](form, words)


def _given(given: Given, mark: str, words: Words) -> str:
    bound = None if mark == "=" else mark
    return words.amount(Amount(given.value, given.unit, bound, given=True))


def _show(node: Show, words: Words) -> str:
    kind = _kind(node.rows, words)
    names = [
        words.say(f"asked.value.{kind}") if cell == "value" else words.say(f"asked.cell.{cell}")
        for cell in node.cells
    ]
    template = "asked.Show.open" if node.open else "asked.Show"
    return words.say(template, rows=name_rows(node.rows, words), cells=joined(names, words))


def _kind(node: Rows, words: Words) -> str:
    """What the numbers of rows are called: those of one kind, else `any`."""
    try:
        rows = rows_of(node, words.world)
    except Undefined:
        rows = ()
    kinds = {kind_of(row) for row in rows}
    return kinds.pop() if len(kinds) == 1 else "any"


def _tell(node: Tell, words: Words) -> str:
    looked_up = all(isinstance(number, Value | Passage) for number in node.numbers)
    names = joined([name_number(number, words) for number in node.numbers], words)
    return words.say("asked.Tell.look" if looked_up else "asked.Tell", numbers=names)


def _claim(node: Claim, words: Words) -> str:
    right = words.say(f"asked.mark.{node.mark}", number=name_number(node.right, words))
    return words.say("asked.Claim", left=name_number(node.left, words), right=right)


def _meets(node: Meets, words: Words) -> str:
    given = _given(node.given, node.mark, words)
    template = "asked.Meets" if node.wanted else "asked.Meets.not"
    return words.say(template, given=given, rows=name_rows(node.rows, words))


def _meets_passage(node: MeetsPassage, words: Words) -> str:
    given = _given(node.given, "=", words)
    return words.say("asked.Meets", given=given, rows=name_number(node.passage, words))


def _larger(node: Larger, words: Words) -> str:
    return words.say(
        "asked.Larger" if node.largest else "asked.Larger.smaller",
        left=name_number(node.left, words),
        right=name_number(node.right, words),
    )


def _some(node: Some, words: Words) -> str:
    return words.say("asked.Some", rows=name_rows(node.rows, words))


def _belongs(node: Belongs, words: Words) -> str:
    row = words.short(words.row(node.row))
    return words.say("asked.Belongs", row=row, rows=name_rows(node.rows, words))


def _grade(node: Grade, words: Words) -> str:
    row = words.row(node.row)
    slots = {"row": words.short(row), "grade": node.label}
    if node.score is not None:
        unit = row.quantity.unit if row.quantity else ""
        return words.say("asked.Grade.score", score=words.amount(Amount(node.score, unit)), **slots)
    return words.say("asked.Grade.label" if node.label else "asked.Grade", **slots)


def _find(node: Find, words: Words) -> str:
    return words.say("asked.Find", number=_given(node.given, node.mark or "=", words))


def _position(node: Position, words: Words) -> str:
    row = words.short(words.row(node.row))
    if node.number is not None:
        row = words.say("asked.Position.changed", row=row)
    return words.say("asked.Position", row=row, rows=name_rows(node.rows, words))


def _kinds(node: Kinds, words: Words) -> str:
    slots = {"rows": name_rows(node.rows, words), "cell": words.say(f"cell.{node.cell}")}
    return words.say("asked.Kinds", **slots)


def _describe(node: Describe, words: Words) -> str:
    return words.say("asked.Describe")


def _several(node: Several, words: Words) -> str:
    return "；".join(read(part, words) for part in node.parts)


def _nothing(node: Nothing, words: Words) -> str:
    return words.say("asked.Nothing")


_FORMS: dict[type, Callable[..., str]] = {
    Show: _show,
    Tell: _tell,
    Claim: _claim,
    Meets: _meets,
    MeetsPassage: _meets_passage,
    Larger: _larger,
    Some: _some,
    Belongs: _belongs,
    Grade: _grade,
    Find: _find,
    Position: _position,
    Kinds: _kinds,
    Describe: _describe,
    Several: _several,
    Nothing: _nothing,
}
