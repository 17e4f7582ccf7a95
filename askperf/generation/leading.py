"""The first line of an answer: what was asked for, as short as it can be said in full.

What a sentence of some length says at its end stands first by itself; whose number or text it
is stands beneath. No line says again what another says.
"""

from __future__ import annotations

from askperf.execution.evaluate import cell_text
from askperf.execution.values import Amount, Outcome
from askperf.facts import Row
from askperf.generation.said import Said, Words, kind_of
from askperf.generation.showing import quoted
from askperf.logic import Arith, Claim, Extreme, Form, Given, Limit, Show, Tell
from askperf.values import replace

_SHORT, _SHOWN = 44, 28  # characters of a sentence, and of a row's, with no shorter one first
_PROSE = ("content", "goal", "explanation")
_STOP, _COLON = "。", "："


def lead(form: Form, outcome: Outcome, said: Said, words: Words, topic: str, named: bool) -> Said:
    """The same sentences with a short one first, where the first isn't short by itself; where
    a row is to be `named`, its name.
    """
    if outcome.status != "answered" or not said.lines:
        return said
    if isinstance(form, Show):
        return _shown(form, outcome, said, words, topic, named)
    verdict, stop, rest = said.lines[0].partition(_STOP)
    own = [amount for amount in outcome.amounts if not amount.given]
    graded = isinstance(form, Claim) and Limit in (type(form.left), type(form.right))
    if isinstance(form, Claim) and len(own) == 1 and rest and not graded:
        return _beginning(said, _claimed(form, verdict, own[0], words), rest)
    if len(said.lines[0]) <= _SHORT:
        return said
    if isinstance(form, Tell):
        return _told(form, outcome, said, words)
    if outcome.verdict is not None and rest and len(verdict) < _SHORT:
        return _beginning(said, verdict + stop, rest)
    return said


def _beginning(said: Said, first: str, rest: str) -> Said:
    return replace(said, lines=(first, rest, *said.lines[1:]))


def _number(amount: Amount, words: Words) -> str:
    """An amount by itself: one that must be met exactly is said without 等于."""
    return words.amount(amount, bare=amount.bound == "=")


def _told(form: Tell, outcome: Outcome, said: Said, words: Words) -> Said:
    """A sum and its arithmetic part at the colon; else the number comes first."""
    if len(form.numbers) > 1:
        return said
    amount, node = outcome.amounts[0], form.numbers[0]
    head, colon, rest = said.lines[0].partition(_COLON)
    if colon and len(head) < _SHORT and words.amount(amount) in head:
        return _beginning(said, head + _STOP, rest)
    apart = isinstance(node, Arith) and node.how == "gap"
    first = words.say("lead.gap" if apart else "lead.number", number=_number(amount, words))
    return replace(said, lines=(first, *said.lines))


def _claimed(form: Claim, verdict: str, own: Amount, words: Words) -> str:
    """The verdict with the form's own number: 不对，是 133 人."""
    if form.mark == ">" and isinstance(form.left, Given):  # 30万超了没
        template = "lead.beyond"
    else:
        template = "lead.claim.bound" if own.bound not in (None, "=") else "lead.claim"
    return words.say(template, verdict=verdict, number=_number(own, words))


def _shown(form: Show, outcome: Outcome, said: Said, words: Words, topic: str, named: bool) -> Said:
    rows = words.rows(outcome.rows)
    if len(rows) != 1 or isinstance(form.rows, Extreme):
        return said
    row, name, further = rows[0], form.cells[0], form.cells[1:]
    if form.cells == ("value",) and row.quantity is not None:
        if not (topic and row.is_task):
            lines = _value(row, outcome, words, named)
        elif named and said.clause:
            lines = _place(row, said.clause, words)
        else:
            lines = _whole(row, said, words, topic)
        return replace(said, lines=lines)
    if name in _PROSE and cell_text(row, name) and further in ((), ("value",)):
        first = words.say("lead.text", text=cell_text(row, name).rstrip(_STOP))
        whose = words.say(f"whose.{name}", label=words.whole_label(row))
        if further:
            whose += words.say(f"whose.value.also.{kind_of(row)}", number=words.number(row))
        return replace(said, lines=(first, whose))
    return said


def _value(row: Row, outcome: Outcome, words: Words, named: bool) -> tuple[str, ...]:
    """A row's number: in one sentence where that is short, else by itself."""
    whole = words.say("said.sentence", text=words.states(row))
    if named:
        also = words.say(f"whose.value.also.{kind_of(row)}", number=words.number(row))
        return words.say("said.cell.name", label=words.whole_label(row)), also
    if len(whole) <= _SHOWN:
        return (whole,)
    exact = outcome.amounts[0].bound == "="  # a target, not what was reached
    first = words.say(
        "lead.exact" if exact else "lead.number", number=_number(outcome.amounts[0], words)
    )
    return first, words.say(f"whose.value.{kind_of(row)}", label=words.whole_label(row))


def _place(row: Row, clause: str, words: Words) -> tuple[str, ...]:
    """Which task mentions what was asked for, and in which cell."""
    cell = next(name for name in ("content", "goal") if clause in (getattr(row, name) or ""))
    where = {"cell": words.say(f"cell.{cell}"), "clause": clause, "number": words.number(row)}
    first = words.say("said.cell.name", label=words.whole_label(row))
    return first, words.say("whose.where", **where)


def _whole(row: Row, said: Said, words: Words, topic: str) -> tuple[str, ...]:
    """The money of the task that mentions what was asked for: of all of it."""
    first = words.say("lead.whole", number=words.number(row), topic=topic)
    note = quoted(said.clause, words)
    return first, words.say("whose.whole", label=words.whole_label(row), note=note)
