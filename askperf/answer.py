"""Values of the way back: figures, denotations, answers. Imports `facts`, `query` only."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from askperf.facts import Source
from askperf.values import field, frozen

SCHEMA = 1


@frozen()
class Figure:
    """A number that answers the question.

    `derivation` is None where the number stands verbatim in the row, else the
    arithmetic that yields it, its operands cited.
    """

    value: Decimal
    unit: str
    bound: str | None
    label: str
    row: str
    derivation: str | None = None


@frozen()
class Statement:
    """One sentence to be said: a template's name and its slots."""

    template: str
    slots: Mapping[str, str] = field(default_factory=dict)


@frozen()
class Denotation:
    """What a logical form evaluates to on a form.

    `rows` are the ids relied on, in order; `choices` those a person may pick from.
    `order` is the list that an ordinal of the next question refers to.
    """

    status: str
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...] = ()
    rows: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@frozen()
class Step:
    """One stage of the trace: its name and what it produced."""

    stage: str
    detail: str


@frozen()
class Choice:
    """What a person may choose after an ambiguity: a row and how it reads."""

    row: str
    label: str


@frozen()
class Answer:
    """The answer's contract; `interfaces.serialization` gives its JSON."""

    question: str
    status: str
    text: str
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    interpretation: str
    suggestions: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    trace: tuple[Step, ...] = field(default=(), compare=False)
