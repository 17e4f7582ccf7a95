"""Sentences that tell numbers, each with its arithmetic."""

from __future__ import annotations

from collections.abc import Callable

from askperf.answer import Figure
from askperf.execution.evaluate import evaluate
from askperf.execution.numbers import amount_of, reached
from askperf.execution.rows import rows_of
from askperf.execution.values import Amount, Outcome
from askperf.facts import Detail
from askperf.generation.naming import is_once, name_number, name_rows
from askperf.generation.said import Said, Words
from askperf.generation.showing import cell
from askperf.logic import (
    Arith,
    Convert,
    Fold,
    Given,
    Larger,
    Limit,
    Number,
    Passage,
    Pick,
    Reach,
    Tell,
    Value,
)

_PROJECTS = "overview/project-expenditure"
_MOST_NAMES = 12
_COUNTS = frozenset("1 +")
_GUESSED = ("times", "per")


def tell(node: Tell, outcome: Outcome, words: Words) -> Said:
    """Each number in turn: what it is, and how it comes about."""
    pairs = list(zip(node.numbers, outcome.amounts, strict=True))
    lines: list[str] = []
    for number, amount in pairs:
        lines += sentence(number, amount, words)
    for number, amount in pairs:
        lines += caveat(number, amount, words)
    figures = [figure_of(n, a, words) for n, a in pairs if not a.given]
    return Said(tuple(dict.fromkeys(lines)), tuple(figures))


def figure_of(node: Number, amount: Amount, words: Words) -> Figure:
    """A number as a figure, under the name of what it is."""
    if isinstance(node, Value) and amount.rows:
        return words.figure(amount, words.row(amount.rows[0]).name)
    return words.figure(amount, name_number(node, words), detail_of(node, words))


def detail_of(node: Number, words: Words) -> Detail | None:
    """The detail that a passage names."""
    return words.row(node.row).details[node.index] if isinstance(node, Passage) else None


def states(node: Number, amount: Amount, words: Words) -> str:
    """A number as a clause: whose it is, and the number."""
    if isinstance(node, Value):
        return words.states(words.row(amount.rows[0]))
    if isinstance(node, Passage):
        row = words.row(node.row)
        slots = {"label": words.label(row), "clause": row.details[node.index].clause}
        number = words.amount(amount, bare=amount.bound == "=")
        return words.say("said.states.passage", number=number, **slots)
    if isinstance(node, Given):
        return words.amount(amount)
    name = name_number(node, words)
    return words.say("said.states.number", name=name, number=words.amount(amount))


def shown_steps(amount: Amount) -> str:
    """The arithmetic of a number that was computed; a count has none to show."""
    return "" if set(amount.steps.partition(" = ")[0]) <= _COUNTS else amount.steps


def workings(node: Number, amount: Amount, words: Words) -> list[str]:
    """The arithmetic of a computed number as a sentence of its own."""
    steps = shown_steps(amount)
    name = name_number(node, words)
    return [words.say("said.workings", name=name, steps=steps)] if steps else []


def worked(node: Number, amount: Amount, words: Words) -> str:
    """A number as a clause, with its arithmetic if it was computed."""
    return f"{states(node, amount, words)}{words.bracket(shown_steps(amount))}"


def caveat(node: Number, amount: Amount, words: Words) -> list[str]:
    """What to know of the money of all tasks: it isn't the project expenditure."""
    tasks = {row.id for row in words.world.form.rows if row.is_task and row.quantity}
    adds = isinstance(node, Fold) and node.how == "sum"
    adds = adds or (isinstance(node, Arith) and node.how == "plus")
    if isinstance(node, Convert):
        return caveat(node.number, amount, words)
    project = next((row for row in words.world.form.rows if row.id == _PROJECTS), None)
    if not adds or not tasks or not tasks <= set(amount.rows) or project is None:
        return []
    if project.quantity and project.quantity.value == amount.value:
        return []
    return [words.say("said.caveat")]


def sentence(node: Number, amount: Amount, words: Words) -> list[str]:
    """The sentence on a number, with those on its operands."""
    return _NUMBERS[type(node)](node, amount, words)


def _value(node: Value, amount: Amount, words: Words) -> list[str]:
    return [cell(words.row(amount.rows[0]), "value", words)]


def _stated(node: Number, amount: Amount, words: Words) -> list[str]:
    return [words.say("said.value", states=states(node, amount, words), note="")]


def _reached(node: Reach, amount: Amount, words: Words) -> list[str]:
    """How many rows it takes, which, and their sum; the limit, if it was computed."""
    taken, total = reached(node, words.world)
    slots = {"rows": name_rows(node.rows, words), "number": name_number(node.number, words)}
    steps = total.steps if len(taken) > 1 else words.amount(total)  # one row is no sum
    slots |= {"count": words.amount(amount), "steps": steps}
    slots["names"] = name_rows(Pick(tuple(row.id for row in taken)), words)
    lines = [words.say(f"said.reach.{node.order}.{node.mark}", **slots)]
    if not isinstance(node.number, Given):
        limit = worked(node.number, amount_of(node.number, words.world), words)
        lines.append(words.say("said.sentence", text=limit))
    return lines


def _fold(node: Fold, amount: Amount, words: Words) -> list[str]:
    rows = rows_of(node.rows, words.world)
    slots = {
        "what": name_rows(node.rows, words),
        "number": words.amount(amount),
        "steps": amount.steps,
    }
    if node.how == "count":
        few = 0 < len(rows) <= _MOST_NAMES
        names = "；".join(map(words.short, rows))
        if few and isinstance(node.rows, Pick):
            return [words.say("said.count.these", names=names, number=slots["number"])]
        template = "said.count.names" if few else "said.count" if rows else "said.count.none"
        return [words.say(template, names=names, **slots)]
    if not amount.steps:  # the number of a row in the middle or at an end
        label = words.label(words.row(amount.rows[0]))
        return [words.say(f"said.{node.how}.row", label=label, **slots)]
    count = str(sum(row.quantity is not None for row in rows))
    return [words.say(f"said.{node.how}", count=count, **slots)]


def _arith(node: Arith, amount: Amount, words: Words) -> list[str]:
    left, right = node.left, node.right
    if is_once(node):
        return sentence(left, amount_of(left, words.world), words)
    template = f"said.{node.how}"
    if node.how == "gap":
        template = f"said.gap.{words.degree(amount_of(left, words.world))}"
        judged = evaluate(Larger(left, right), words.world).judged[0]
        if judged.left.value == judged.right.value:
            template = "said.gap.none"
        elif not judged.holds:
            left, right = right, left
    elif _is_change(node) and isinstance(left, Arith):
        template, left = "said.changed", left.left
    slots = {"number": words.amount(amount), "steps": _brief(amount.steps, (left, right), words)}
    names = {"left": name_number(left, words), "right": name_number(right, words)}
    lines = [words.say(template, **names, **slots), *_operands(left, right, words)]
    if node.how in _GUESSED:
        lines.append(words.say("said.guessed"))
    return lines


def _brief(steps: str, operands: tuple[Number, ...], words: Words) -> str:
    """Arithmetic with each operand's own sum as one number; that stands in a line of its own."""
    for node in operands:
        inner = amount_of(node, words.world)
        made, _, result = inner.steps.partition(" = ")
        if result:
            steps = steps.replace(f"({made})", result)
    return steps


def _is_change(node: Arith) -> bool:
    """Is it how much more one number is than another, in per cent of that?"""
    gap = node.left
    return (
        node.how == "share"
        and isinstance(gap, Arith)
        and gap.how == "gap"
        and gap.right == node.right
    )


def _operands(left: Number, right: Number, words: Words) -> list[str]:
    """What the operands are, where the question didn't give them."""
    said = [
        worked(node, amount_of(node, words.world), words)
        for node in (left, right)
        if not isinstance(node, Given)
    ]
    return [words.say("said.sentence", text="；".join(said))] if said else []


def _convert(node: Convert, amount: Amount, words: Words) -> list[str]:
    inner = amount_of(node.number, words.world)
    if inner.steps == amount.steps:  # it was in that unit before
        return sentence(node.number, amount, words)
    slots = {"number": words.amount(amount), "steps": amount.steps}
    template = "said.rounded-to" if inner.unit == amount.unit else "said.convert"
    line = words.say(template, states=worked(node.number, inner, words), **slots)
    guessed = isinstance(node.number, Arith) and node.number.how in _GUESSED
    return [line, words.say("said.guessed")] if guessed else [line]


_NUMBERS: dict[type, Callable[..., list[str]]] = {
    Value: _value,
    Passage: _stated,
    Limit: _stated,
    Reach: _reached,
    Given: _stated,
    Fold: _fold,
    Arith: _arith,
    Convert: _convert,
}
