"""The first line of an answer: what was asked for, as short as it can be said in full.

What a sentence of some length says at its end stands first by itself; whose number or text it
is stands beneath.
"""

from __future__ import annotations

from askperf.execution.evaluate import cell_text
from askperf.execution.values import Outcome
from askperf.facts import Row
from askperf.generation.said import Said, Words, kind_of
from askperf.logic import Arith, Claim, Extreme, Form, Show, Tell
from askperf.values import replace

_SHORT, _SHORT_NAME = 45, 14  # characters of a sentence, of a name within it
_PROSE = ("content", "goal", "explanation")
_STOP = "。"


def lead(form: Form, outcome: Outcome, said: Said, words: Words, topic: str) -> Said:
    """The same sentences with a short one first, where the first isn't short by itself."""
    if outcome.status != "answered" or not said.lines:
        return said
    if isinstance(form, Show):
        return _shown(form, outcome, said, words, topic)
    verdict, stop, rest = said.lines[0].partition(_STOP)
    if isinstance(form, Claim) and rest:
        own = [amount for amount in outcome.amounts if not amount.given]
        if len(own) == 1:
            bound = ".bound" if own[0].bound not in (None, "=") else ""
            number = words.amount(own[0])
            verdict = words.say(f"lead.claim{bound}", verdict=verdict, number=number)
            return replace(said, lines=(verdict, rest, *said.lines[1:]))
    if len(said.lines[0]) <= _SHORT:
        return said
    if isinstance(form, Tell) and len(form.numbers) == 1:
        number = words.amount(outcome.amounts[0])
        node = form.numbers[0]
        apart = isinstance(node, Arith) and node.how == "gap"
        first = words.say("lead.gap" if apart else "lead.number", number=number)
        return said if said.lines[0] == first else replace(said, lines=(first, *said.lines))
    if outcome.verdict is not None and rest and len(verdict) < _SHORT:
        return replace(said, lines=(verdict + stop, rest, *said.lines[1:]))
    return said


def _shown(form: Show, outcome: Outcome, said: Said, words: Words, topic: str) -> Said:
    rows = words.rows(outcome.rows)
    if len(rows) != 1 or isinstance(form.rows, Extreme):
        return said
    row, name, further = rows[0], form.cells[0], form.cells[1:]
    if form.cells == ("value",) and row.quantity is not None:
        lines = _whole(row, said, words, topic) if topic and row.is_task else _value(row, words)
        return replace(said, lines=lines, told=True)
    if name in _PROSE and cell_text(row, name) and further in ((), ("value",)):
        first = words.say("lead.text", text=cell_text(row, name).rstrip(_STOP))
        whose = words.say(f"whose.{name}", label=words.label(row))
        if further:
            whose += words.say(f"whose.value.also.{kind_of(row)}", number=words.number(row))
        return replace(said, lines=(first, whose), told=True)
    return said


def _value(row: Row, words: Words) -> tuple[str, ...]:
    """A row's number: after its name where that is short, else by itself."""
    kind, number = kind_of(row), words.number(row)
    counts = kind == "indicator" and row.quantity is not None
    note = words.say(f"whose.note.{row.quantity.bound}") if counts and row.quantity else ""
    short = words.short(row)
    if len(short) <= _SHORT_NAME:
        states = words.say(f"said.states.{kind}", label=short, number=number)
        return (words.say("lead.states", states=states, note=note),)
    first = words.say("lead.number", number=number)
    return first, words.say(f"whose.value.{kind}", label=words.label(row), note=note)


def _whole(row: Row, said: Said, words: Words, topic: str) -> tuple[str, ...]:
    """The money of the task that mentions what was asked for: of all of it."""
    first = words.say("lead.whole", number=words.number(row), topic=topic)
    note = words.say("said.topic.clause", clause=said.clause) if said.clause else ""
    return first, words.say("whose.whole", label=words.label(row), note=note)
