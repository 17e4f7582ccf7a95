"""Short names for logical forms, and the grammar's candidates, as tests of the grammar want them.

The rows that a span may mean are found here by its letters alone, so that no case hangs
on what was learned.
"""

from __future__ import annotations

from decimal import Decimal

from askperf import Assistant
from askperf.logic import (
    Arith,
    Fold,
    Form,
    Given,
    Holds,
    OfLevel,
    Pick,
    Rows,
    Show,
    Table,
    Tell,
    Value,
)
from askperf.understanding.associations import link
from askperf.understanding.grammar import Before, Candidate, Grammar, wordings
from askperf.understanding.parser import overlaps
from askperf.understanding.reading import Reading


def row(name: str) -> Pick:
    return Pick((name,))


def value(rows: Rows) -> Value:
    return Value(rows)


def wan(number: str) -> Given:
    return Given(Decimal(number), "万元")


def show(rows: Rows, *cells: str, any_of: bool = False) -> Show:
    return Show(rows, cells or ("value",), any_of)


def tell(*numbers: object) -> Tell:
    return Tell(numbers)  # type: ignore[arg-type]


def total(rows: Rows) -> Fold:
    return Fold("sum", rows)


PUBLICITY, ADVISERS, MEDIATORS = row("other-tasks/3"), row("other-tasks/6"), row("other-tasks/1")
BASIC, PROJECT = row("overview/basic-expenditure"), row("overview/project-expenditure")
KEY, OTHER = Table(("key-tasks",)), Table(("other-tasks",))
TASKS = Table(("key-tasks", "other-tasks"))
INDICATORS = Table(("indicators",))
ALL = Table(("overview", "key-tasks", "other-tasks", "indicators"))
THOUSAND = Given(Decimal(1000))
ONE = Holds("=", Given(Decimal(1)))
OVER_20 = Holds(">", wan("20"))
NUMBERS, QUALITY = OfLevel("数量指标"), OfLevel("质量指标")
HEADS = value(row("overview/headcount"))

RENT, FISCAL = row("indicators/10"), row("overview/fiscal-appropriation")
HALVED = Arith("per", value(ADVISERS), Given(Decimal(2)))
GAP = Arith("gap", value(BASIC), value(PROJECT))
HALF_NOTARY = Arith("per", value(row("other-tasks/7")), Given(Decimal(2)))
HALF, SCORE = Given(Decimal(50), "%"), Given(Decimal(88), "分")


def letters(reading: Reading, span: tuple[int, int]) -> list[tuple[int, float]]:
    """The rows that share letters with a span."""
    return link([8 * score for score in overlaps(reading, span)], 12)


def candidates(assistant: Assistant, question: str, before: Before | None) -> list[Candidate]:
    parser = assistant.engine.parser
    reading = parser.reader.read(parser.hearing.hear(question).text)
    words = wordings(assistant.lexicon.grammar)
    grammar = Grammar(reading, letters, parser.world, parser.reader.index, before, words)
    return grammar.candidates()


def proposed(assistant: Assistant, question: str, before: Before | None = None) -> set[Form]:
    """The candidates' forms."""
    return {found.form for found in candidates(assistant, question, before)}
